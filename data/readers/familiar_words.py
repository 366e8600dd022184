"""What codes of student systems commonly mean: proposals for a form, never taken without being shown."""

import re

from data.readers.steps import WITHDRAWN

OTHER_DAYS = frozenset(
    [
        "start",
        "starts",
        "begin",
        "begins",
        "end",
        "ends",
        "finish",
        "birth",
        "dob",
        "birthday",
        "updated",
        "modified",
        "changed",
        "due",
        "run",
        "report",
        "export",
        "extract",
        "snapshot",
        "graduation",
        "deadline",
        "expires",
        "paid",
        "payment",
        "refund",
        "drop",
        "dropped",
        "completed",
    ]
)
"""Words of days that are no registration's."""
_OUTCOMES = (
    (r"a[+-]?|b[+-]?|c[+-]?|d[+-]?|p|s|cr|pass(ed)?|complete[d]?|satisfactory|credit", "completed"),
    (r"f|u|nc|np|fail(ed)?|unsatisfactory|no credit", "failed"),
    (r"w[a-z]?|wd|dd|dw|dc|drop(ped)?|withdr[a-z]*|cancel+ed|transferred|refunded", WITHDRAWN),
    (r"i|ip|e|re|rw|r|en|enrolled|registered|active|attending|in progress|audit|au", "in_progress"),
)
_STATUSES = ((r"c|x|can[a-z]*|cancel+ed|deleted|closed out", "cancelled"), (r"a|o|active|open|held|running|ok", ""))
_CHARGES = (
    (r"refund|reversal|return", "refund"),
    (r"scholar|waive|discount|promo|schl|disc|grant|remission", "discount"),
    (r"pay|cash|card|check|ach|pymt|pmt", "payment"),
    (r"fee|lab|tech|material", "fee"),
    (r"tuit|course|charge|ce[a-z]{0,2}tu|cetu", "tuition"),
)


def outcome(word: str) -> str | None:
    """The outcome that a status or grade commonly means, None where it is not known."""
    return _first(_OUTCOMES, word, whole=True)


def section_status(word: str) -> str | None:
    """The status that a section's code commonly means: empty where its dates tell, None where it is not known."""
    return _first(_STATUSES, word, whole=True)


def charge(word: str) -> str | None:
    """The kind of an account line by its code and description."""
    return _first(_CHARGES, word, whole=False)


def _first(words: tuple[tuple[str, str], ...], word: str, *, whole: bool) -> str | None:
    text = word.strip().lower()
    find = re.fullmatch if whole else re.search
    return next((meant for pattern, meant in words if find(pattern, text)), None)
