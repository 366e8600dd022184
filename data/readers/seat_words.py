"""Headers and words by which a column says that a row is no seat that is kept: statuses, kinds of rows, roles, marks and days.

A header is read in small letters, without accents, its words parted by single blanks (`plain`).
"""

import re
import unicodedata
from dataclasses import dataclass

from data.readers import unread_completion

_SPLIT = re.compile(r"(?<=[a-z])(?=[A-Z])")


def plain(text: str) -> str:
    """A header as the patterns here read it: `IsDeleted` is `is deleted`, `Annulé` is `annule`."""
    ascii_only = unicodedata.normalize("NFKD", _SPLIT.sub(" ", text.strip())).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9%$#]+", " ", ascii_only.lower()).strip()


DOLLARS = ("usd", "us$", "$", "us dollar", "us dollars", "dollar", "dollars", "u.s. dollars", "840")
"""How a column of currencies says US dollars; 840 is their number in ISO 4217."""
CURRENCY_HEADER = r"(.* )?(currency|curr|ccy|moneda|divisa|devise|wahrung|waehrung)( (iso )?(code|cd)| iso)?"
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
_DECIDED = rf"^({_ENDED})$"
MONEY_GONE = r"^(wc-)?((fully )?refunded|void(ed)?|reversed|charged?[ -]?back|cancel+ed|failed|declined|expired)$"
"""What a status of a payment says where the money was not kept."""
CODES = r"^(dd|dw|dc|dr|wd|ww|w|wl|d|x|drp|wdn|wth|cxl|cnl|cncl|del)$"
"""Codes of a status for drops, withdrawals and waiting lists that most student systems share."""
NO_SEAT = (
    r"^((full |partial |payment |order )?(refund|reversal|chargeback|void|return)(ed)?|wait[ _-]?list( entry)?|cancel+(lation|ed)?"
    r"|drop(ped)?|withdrawal|delet(e|ed|ion)|(application|late|transfer|parking|lab|technology|processing|service)? ?fee"
    r"|audit|donation|gift ?card|merchandise|textbook|membership|deposit|credit memo|adjustment|test|demo)$"
)
"""What a column of kinds calls a row that is no registration."""
_KEPT_WORDS = (
    r"^(wc-)?((re-?|self-?|pre-?|web |newly )?(enroll?ed|regist(ered|ration|er)|registered|admitted|added?)|enroll?(ment)?|inscrit[oa]?"
    r"|(is )?(now )?active|activ[oa]|aktiv|current(ly enrolled)?|confirmed|approved|accepted|granted|valid|ok|okay|open|live|new|started"
    r"|in[ _-]?progress|on[ _-]?going|attend(ed|ing|ance)?|checked[ _-]?in|present|paid( in full)?|pagad[oa]|bezahlt|settled|captured"
    r"|complet(e|ed|ion)|finished|concluded|graduated|passed|pass|failed|fail|incomplete|not[ _-]?(started|completed|complete|passed)"
    r"|won|closed[ _-]?won|final(ized|ised)?|booked|purchased|processed|processing|fulfilled|success(ful|fully completed)?|succeeded"
    r"|promoted|on[ _-]?time|good standing|enabled|available|published|submitted|invoiced|billed|subscribed|(non-?)?matriculated"
    r"|returning|continuing|first[ _-]?time|transfer|full[ _-]?time|part[ _-]?time|freshman|(under)?graduate|non-?degree|student|learner"
    r"|member|yes|y|true|t|a|e|en|enr|enrl|r|re|rw|reg|act|act\w{0,2}|n|cmp|comp)([ –(:/,-].*)?$"
)
"""What a status says of a seat that is kept, or of its learner: any other word may say that it is not."""
LEARNER = r"^(student|learner|participant|attendee|member|trainee|registrant|s)( ?enroll?ment)?s?$"
TEST_PERSON = (
    r"(?i)\b(test|demo|dummy|sample|fake)[ ,._-]*(student|user|learner|person|account|registration|attendee)\b"
    r"|\b(student|user|learner),? test\b|\bdo not (use|enroll?|register)\b"
)
"""Names under which systems are tried out."""
TEST_ID = r"(?i)^(test|demo|dummy|fake|sandbox)([ ._-]?(student|user|learner|account|person|id))?[ ._-]?\d*$"
"""Ids under which they are."""
NO_INQUIRY = r"^(deleted|duplicate|test|spam|junk|invalid)$"
"""What a status says of an inquiry that was none."""
YES, NO = r"^(yes|y|true|t|1|x|si|oui|ja)$", r"^(no|n|false|f|0|non|nein)$"
NOTHING = r"^(no|n|false|f|non|nein|none|n/a|na|null|nil|never|not applicable|-+|–|\.|\$?[02-9][\d.,]*|\$?1[\d.,]+)$"
"""A cell that is filled and means nothing: a word for no, or a number other than 1."""
DAY = r"\d[-/. ][a-z\d]{1,9}[-/. ]\d|^(19|20)\d{6}$|[a-z]{3,9}\.? \d{1,2},? \d{4}"
NO_DAY = r"^(0{4}-0{2}-0{2}|(0001|1753|18\d\d|1900|9999|2999)[-/]|\d{1,2}[-/.]\d{1,2}[-/.](0001|1753|18\d\d|1900|9999|2999)\b)"

_OF_PEOPLE = (
    r"marital|visa|residen|citizen|employ|militar|veteran|housing|disabilit|immigra|fafsa|\baid\b|\btax|admission|applica"
    r"|account|e ?mail|\bsms\b|consent|vaccin|document|transcript|background|famil|insurance|\bterm\b|parking|degree|\bschool\b(?! status)|\bholds?\b|^member(ship)?\b"
)
_OF_MONEY = r"pay|financ|bill|\bship|fulfil|invoice|tender|card"
_OF_THE_PAST = (
    r"\b(previous|prior|former|original|initial|old|earlier|past|remarks?|notes?|comments?|description|text|message)\b"
)
_STATUS = r"status|statut\b|\bestado\b|estatus|\bsts\b|\brsts\b|stage|disposition|\bdecision\b|\bstate\b$|\baction\b|activity|\breason\b|\bevent (name|type)\b"
_OF_SEAT = (
    r"^(status|estatus|statut|stage|stat|sts|disposition|decision|action|activity|event)( (code|cd|description|desc|name|id|type))?$"
    r"|\b(enroll?|enr|regist|reg|attend|order|deal|opportunity|participa|membership|student|learner|person|affiliation|school|booking|ticket"
    r"|row|record|seat|program|approval)\w* (status|state|stage|stat|sts|disposition|decision|action|activity)( (code|cd|description|desc|type))?$"
    r"|\bcourse enrollment (state|status)"
)
_CODED = r"status|\bsts\b|\brsts\b|\bstat\b"
_KIND = r"\b(type|kind|category)$|^(type|art|tipo|(enroll?ment )?mode)$"
_ROLE = r"\broles?( name| id| code)?$|^(base role )?type$|^(user|person|account|learner|participant|attendee|registrant|enroll?ment) type$"
_MARK = r"^(is )?(inactive|no ?show|duplicate|(a )?(test|demo)( record| user| student| account| registration)?)( flag| ind| indicator| yn)?$"
_KEPT_MARK = (
    r"^(is )?(active|enrolled|valid|current|latest|available|won|registered|captured)( (in )?(flag|ind|indicator|yn|enrollment|registration"
    r"|record|row|course|program))*$"
)
_PROOF = (
    r"^((course|program|class|section|module) )?(is )?(completed|completion|passed|pass|finished|successful)( (flag|ind|yn|course|program|class"
    r"|status))*$|^(certificate|badge|credential|award)( (flag|ind|issued|awarded|earned|granted|status))*( yn| y n)?$"
)
_ENDS = (
    r"cancel+(ed|lation|e|ing)?|drop(ped)?|withdr(aw|awn|awal)|void(ed)?|delet(e|ed|ion)|un ?enroll?(ed|ment)?|de ?regist(ered|ration)"
    r"|removed|refunded|deactivated|inactivated|inactive|revoked|rescinded|transferred|closed lost|lost (reason|date|on|at)|left (the )?(program|course|class|section|at|on)"
)
_END = rf"\b({_ENDS}|refund)\b"
_WAITING = r"\bwait ?list(ed)?\b"
_PLANNED = (
    r"deadline|\blast\b(?! date of)|policy|\bby\b|until|\bdue\b|before|eligib|through|window|cut ?off|allowed|without|\bterm\b|%|full"
    r"|period"
)
_AMOUNT = r"amount|usd|\bfees?\b|total|percent|pct|method|rate|count|number of|capacity|\bcap\b|size|limit|max|seats|days|hours|by$"
_NAME = r"\b(name|student|learner|attendee|participant|customer|remarks?|notes?|comments?)\b"
_SECTION = r"\b(section|class|course|sec|ssts|offering|run|event|schedule)\b"


@dataclass(frozen=True)
class Heard:
    """How values of a column speak: `pattern` is what they say in small letters, `code` the reason.

    `is_day`: only a day says it. `is_short`: it is heard in columns of a few words alone. `is_unless`: every word says it that the
    pattern does not match, in a column of a few words but for the one that most rows have, or only where most rows match
    (`is_mostly_known`). `is_rare`: it is heard where half of the rows say it at the most. The others say of which rows it is heard.
    """

    pattern: str
    code: str
    is_day: bool = False
    is_unless: bool = False
    is_of_money: bool = False
    is_while_open: bool = False
    is_completed: bool = False
    is_not_completed: bool = False
    is_free: bool = False
    is_named: bool = False
    is_rare: bool = False
    is_short: bool = False
    is_mostly_known: bool = False


def heard(header: str) -> list[Heard]:
    """What the values of a column under that header of registrations could say of their rows."""
    name = plain(header)
    if re.search(_PLANNED, name):
        return []
    found, is_of_people = [], re.search(_OF_PEOPLE, name)
    is_status = re.search(_STATUS, name) or re.search(_CODED, name)
    is_of_proof = re.search(r"^(certificate|badge|credential|award)\b", name)
    if is_status and not is_of_people and not is_of_proof and not re.search(_OF_THE_PAST, name):
        found += _of_status(name)
    elif not is_status and not is_of_people and not re.search(rf"{_OF_THE_PAST}|{_OF_MONEY}", name):
        found.append(Heard(_DECIDED, "status_not_kept", is_rare=True, is_short=True))
    if re.search(_KIND, name) and not re.search(
        rf"{_OF_MONEY}|{_OF_PEOPLE}|student|member|discount|phone|address|card", name
    ):
        found.append(Heard(NO_SEAT, "row_is_no_seat"))
    if re.search(_ROLE, name) and "job" not in name:
        found.append(
            Heard(LEARNER, "row_is_no_learner", is_unless=True, is_rare=True, is_short=True, is_mostly_known=True)
        )
    if re.search(_MARK, name):
        code = "row_of_a_test" if re.search(r"\b(test|demo)\b", name) else "status_not_kept"
        found.append(Heard(YES, code))
    if re.search(_KEPT_MARK, name):
        found.append(Heard(NO, "status_not_kept", is_while_open=True))
    if re.search(_PROOF, name):
        found.append(
            Heard(
                rf"{NO}|^(pending|not (issued|earned|awarded|passed|complete)\w*)$",
                "no_certificate_beside",
                is_completed=True,
            )
        )
        found.append(Heard(YES, "completed_beside", is_not_completed=True))
    if re.search(r"instal+ment|payment (plan|number|no)", name):
        found.append(Heard(r"^\d+ ?(of|/) ?([2-9]|\d\d+)$", "part_of_price"))
    if re.search(
        r"^(is )?(comp|complimentary|comped|free|gratis|fee waived|tuition waived|waived|no charge)( (flag|ind|yn|seat|ticket))?$",
        name,
    ):
        found.append(Heard(YES, "free_beside", is_free=True))
    if re.search(r"\b(payment|pay|tender) (method|type|mode)\b|^(payment|tender)$", name):
        found.append(
            Heard(
                r"^(comp(limentary|ed)?|free( order)?|no charge|fee waived|waived|gratis)$", "free_beside", is_free=True
            )
        )
    if unread_completion.is_day_of_completing(name):
        found.append(Heard("", "completed_beside", is_day=True, is_not_completed=True))
    is_reason = "reason" in name.split()
    if re.search(_END, name) and (is_reason or not is_status) and not re.search(rf"{_AMOUNT}|{_OF_THE_PAST}", name):
        found.append(Heard("", "ended_beside", is_day=True))
        if not re.search(r"\brefund\b", name):
            found.append(Heard(f"{NOTHING}|{DAY}", "status_not_kept", is_unless=True, is_rare=True))
    if (
        re.search(_WAITING, name)
        and not is_status
        and not re.search(rf"{_AMOUNT}|{_OF_THE_PAST}|date|\bat\b|\bon$", name)
    ):
        found.append(Heard(rf"{YES}|^[1-9]\d*$", "status_not_kept", is_rare=True))
    if re.search(_NAME, name):
        found.append(Heard(TEST_PERSON, "row_of_a_test", is_named=True))
    return found


def _of_status(name: str) -> list[Heard]:
    """What a status can say: of the money, or of the seat by words that are known, and by others where most are."""
    if re.search(_OF_MONEY, name):
        return [Heard(MONEY_GONE, "status_not_kept", is_of_money=True)]
    is_coded = re.search(_CODED, name) and not re.search(r"student status|learner status", name)
    more = "|failed" if re.search(r"order|transaction", name) else ""
    known = f"{NOT_KEPT}|{CODES}{more}" if is_coded else f"{NOT_KEPT}{more}"
    found = [Heard(known, "status_not_kept")]
    if re.search(r"enroll?|regist|completion|student|learner|certificate", name):
        found.append(Heard(r"^(completed?|passed|graduated|finished)$", "completed_beside", is_not_completed=True))
    if re.search(_OF_SEAT, name) and not re.search(rf"{_OF_THE_PAST}|\breason\b", name):
        found.append(Heard(f"{known}|{_KEPT_WORDS}", "status_not_known", is_unless=True, is_rare=True, is_short=True))
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
    spoken = [one for one in spoken if one.code in ("row_of_a_test", "status_not_kept") and not one.is_day]
    marks = [one.pattern == YES or one.is_unless for one in spoken]
    return [Heard(YES if is_mark else NO_INQUIRY, "inquiry_not_kept") for is_mark in dict.fromkeys(marks)]
