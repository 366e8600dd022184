"""Headers and words by which a column says that a row is no seat that is kept: statuses, kinds of rows, roles, marks and days.

A header is read in small letters, without accents, its words parted by single blanks (`plain`).
"""

import re
import unicodedata
from dataclasses import dataclass

_SPLIT = re.compile(r"(?<=[a-z])(?=[A-Z])")


def plain(text: str) -> str:
    """A header as the patterns here read it: `IsDeleted` is `is deleted`, `Annulé` is `annule`."""
    ascii_only = unicodedata.normalize("NFKD", _SPLIT.sub(" ", text.strip())).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9%$#]+", " ", ascii_only.lower()).strip()


DOLLARS = ("usd", "us$", "$", "us dollar", "us dollars", "dollar", "dollars", "u.s. dollars", "840")
"""How a column of currencies says US dollars; 840 is their number in ISO 4217."""
CURRENCY_HEADER = r"(.* )?(currency|curr|moneda|divisa|devise|wahrung|waehrung)( (iso )?(code|cd))?"
_ENDED = (
    r"cancel+(ed|lation|ado|ada)?|annul(ed|e|ee|ado)|anulad[oa]|storniert|abgesagt|abgemeldet|void(ed)?|deleted?|eliminado"
    r"|drop(ped)?|withdr(aw|awn|ew)|retirad[oa]|baja|desiste?e?|refunded|reversed|revoked|rescinded|declined|denied|rejected"
    r"|unenrol+ed|deregistered|removed"
)
_NOT_YET = (
    r"expired|abandon(ed|nee?)?|wait[ _-]?list(ed)?( entry)?|(on )?wait[ _-]?list|warteliste|liste d.?attente|lista de espera"
    r"|transferred( out)?( to .*)?|pending|unpaid|no[ _-]?show|not attending|incomplete order|draft|duplicate"
)
NOT_KEPT = rf"^(wc-)?(({_ENDED})([ –(:/,-].*)?|({_NOT_YET})|pending payment)$"
"""What a status says of a seat that was not taken or is not kept. What follows the word gives a reason."""
MONEY_GONE = r"^(wc-)?((fully )?refunded|void(ed)?|reversed|charged?[ -]?back|cancel+ed|failed|declined|expired)$"
"""What a status of a payment says where the money was not kept."""
CODES = r"^(dd|dw|dc|dr|wd|ww|w|wl|d|x|drp|wdn|wth|cxl|cnl|cncl|del)$"
"""Codes of a status for drops, withdrawals and waiting lists that most student systems share."""
NO_SEAT = (
    r"^((full |partial |payment |order )?(refund|reversal|chargeback|void|return)(ed)?|wait[ _-]?list( entry)?|cancel+(lation|ed)?"
    r"|drop(ped)?|withdrawal|delet(e|ed|ion)|(application|late|transfer|parking|lab|technology|processing|service)? ?fee"
    r"|donation|gift ?card|merchandise|textbook|membership|deposit|credit memo|adjustment|test|demo)$"
)
"""What a column of kinds calls a row that is no registration."""
NO_LEARNER = (
    r"^((non-?editing ?|editing ?)?teacher|(co-?|primary |lead )?instructor|faculty|lecturer|professor|ta|teaching ?assistant|"
    r"grader|tutor|(course ?)?(designer|builder)|(course )?(admin(istrator)?|manager|coordinator)|observer|facilitator|mentor|"
    r"test ?student|student ?view|staff|(teacher|ta|designer|observer|studentview) ?enrollment)$"
)
_LEARNER = r"^(student|learner|participant|attendee|member|trainee)( ?enrollment)?s?$"
TEST_PERSON = (
    r"(?i)\b(test|demo|dummy|sample|fake)[ ,._-]*(student|user|learner|person|account|registration|attendee)\b"
    r"|\b(student|user|learner),? test\b|\bdo not (use|enroll?|register)\b"
)
"""Names under which systems are tried out."""
NO_INQUIRY = r"^(deleted|duplicate|test|spam|junk|invalid)$"
"""What a status says of an inquiry that was none."""
YES, NO = r"^(yes|y|true|t|1|x|si|oui|ja)$", r"^(no|n|false|f|0|non|nein)$"

_OF_PEOPLE = (
    r"marital|visa|residen|citizen|employ|militar|veteran|housing|disabilit|immigra|fafsa|\baid\b|\btax|admission|applica"
    r"|account|e ?mail|\bsms\b|consent|vaccin|document|transcript|background|famil|insurance|\bterm\b|parking|degree|\bschool\b"
)
_OF_MONEY = r"pay|financ|bill|ship|fulfil|invoice|tender|card"
_STATUS = (
    r"status|statut\b|\bestado\b|estatus|\bsts\b|\brsts\b|stage|disposition|\bstate\b$|\baction\b|activity|\breason\b"
)
_CODED = r"status|\bsts\b|\brsts\b|\bstat\b"
_KIND = r"\b(type|kind|category)$|^(type|art|tipo)$"
_ROLE = r"\brole( name)?$"
_MARK = (
    r"^(is )?(cancel+ed|void(ed)?|deleted|wait ?list(ed)?|withdrawn|dropped|inactive|no ?show|refunded|unenrol+ed|removed"
    r"|duplicate|(a )?(test|demo)( record| user| student| account| registration)?)( flag| ind| indicator| yn)?$"
)
_KEPT_MARK = r"^(is )?(active|enrolled|valid)( flag| ind| indicator| yn| enrollment| registration)?$"
_PROOF = r"^(certificate|badge|credential|award)( (issued|awarded|earned|granted))?$"
_END = r"\b(cancel+(ed|lation|e)?|drop(ped)?|withdr(aw|awn|awal)|void(ed)?|delet(e|ed|ion)|unenrol+(ed|ment)?|removed|refund(ed)?)\b"
_PLANNED = r"deadline|\blast\b|policy|\bby\b|until|\bdue\b|before|eligib|through|window|cut ?off|allowed|without|\bterm\b|%|full|period"
_NAME = r"\b(name|student|learner|attendee|participant|customer|remarks?|notes?|comments?)\b"
_SECTION = r"\b(section|class|course|sec|ssts|offering|run|event|schedule)\b"


@dataclass(frozen=True)
class Heard:
    """How values of a column speak: `pattern` is what they say in small letters, `code` the reason, `column` whose day answers it."""

    pattern: str
    code: str
    is_day: bool = False
    needs: str | None = None
    is_of_money: bool = False
    is_while_open: bool = False
    is_completed: bool = False
    is_named: bool = False


def heard(header: str) -> list[Heard]:
    """What the values of a column under that header of registrations could say of their rows."""
    name = plain(header)
    if re.search(_PLANNED, name):
        return []
    found = []
    if re.search(_STATUS, name) and not re.search(_OF_PEOPLE, name):
        if re.search(_OF_MONEY, name):
            found.append(Heard(MONEY_GONE, "status_not_kept", is_of_money=True))
        else:
            is_coded = re.search(_CODED, name) and not re.search(r"student status|learner status", name)
            more = "|failed" if re.search(r"order|transaction", name) else ""
            found.append(Heard(f"{NOT_KEPT}|{CODES}{more}" if is_coded else f"{NOT_KEPT}{more}", "status_not_kept"))
    elif re.search(r"\brsts|\bsfrstcr rsts", name):
        found.append(Heard(f"{NOT_KEPT}|{CODES}", "status_not_kept"))
    if re.search(_KIND, name) and not re.search(
        rf"{_OF_MONEY}|{_OF_PEOPLE}|student|member|discount|phone|address|card", name
    ):
        found.append(Heard(NO_SEAT, "row_is_no_seat"))
    if re.search(_ROLE, name) and "job" not in name:
        found.append(Heard(NO_LEARNER, "row_is_no_learner", needs=_LEARNER))
    if re.search(_MARK, name):
        code = "row_of_a_test" if re.search(r"\b(test|demo)\b", name) else "status_not_kept"
        found.append(Heard(YES, code))
    if re.search(_KEPT_MARK, name):
        found.append(Heard(NO, "status_not_kept", is_while_open=True))
    if re.search(_PROOF, name):
        found.append(Heard(NO, "no_certificate_beside", is_completed=True))
    if re.search(_END, name) and not re.search(r"amount|usd|fee|status|reason|type|code|\bby\b", name):
        found.append(Heard("", "ended_beside", is_day=True))
    if re.search(_NAME, name):
        found.append(Heard(TEST_PERSON, "row_of_a_test", is_named=True))
    return found


def heard_of_sections(header: str, *, is_of_people: bool) -> list[Heard]:
    """The same of sections. In a file of people only a header that names the section speaks of it."""
    name = plain(header)
    if re.search(_PLANNED, name) or (is_of_people and not re.search(_SECTION, name)):
        return []
    own = re.sub(_SECTION, "", name).strip()
    found = []
    if re.search(_STATUS, name) and not re.search(rf"{_OF_PEOPLE}|{_OF_MONEY}|student|enro|regist|attend", name):
        found.append(
            Heard(
                r"^((cancel+(ed|lation)?|deleted|closed out|not held)([ –(:/,-].*)?|c|x|can|canc|cxl)$",
                "section_not_held",
            )
        )
    if re.search(r"^(is )?(cancel+ed|deleted|inactive)( flag| ind| indicator)?$", own):
        found.append(Heard(YES, "section_not_held"))
    if re.search(r"^(is )?active( flag| ind| indicator)?$", own):
        found.append(Heard(NO, "section_not_held"))
    if re.search(r"\bcancel+(ed|lation)?\b", name) and not re.search(r"status|reason|type|code|\bby\b|fee", name):
        found.append(Heard("", "section_not_held", is_day=True))
    return found


def heard_of_inquiries(header: str) -> list[Heard]:
    """The same of inquiries, which end in many ways and are still inquiries: only copies, tests and spam are none."""
    is_said = re.search("duplicate|deleted|status|stage", plain(header))
    spoken = [one for one in heard(header) if is_said or one.code == "row_of_a_test"]
    return [Heard(YES if one.pattern == YES else NO_INQUIRY, "inquiry_not_kept") for one in spoken]
