"""Columns that are not read and say otherwise than the outcome: how much was done, what was earned, and days of completing."""

import re

GRADE = r"\b(grade|grde|mark)\b"
NO_GRADE = r"mid|level|basis|option|mode|point|scale|type|interim|date|school|expected|target|average|gpa|code desc"
_PROGRESS = r"\bprogress\b|\b(percent|pct|%) ?(of course )?(complete|completed|completion|done|attended)\b|\b(completion|attendance) ?(rate|percent|percentage|pct|%)"
_EARNED = r"\b(earned|final score|overall score|course score)\b"
_DAY = r"\b(complet(ed|ion)|award(ed)?|conferred|finished|certificate|badge|credential|issued|earned|passed)\b"
_NO_DAY = r"expect|anticipat|planned|project|target|\bdue\b|\best\b|estimat|expir|valid|begin|start|first|last|previous|prior|high school|payment|invoice|transcript"
HALF = 0.5
"""Share of a course. Whoever completed it has done more than this, at any college."""


def is_progress(name: str) -> bool:
    """Whether a header, as `plain` writes it, is of the share of a course that is done."""
    return re.search(_PROGRESS, name) is not None and not re.search(
        r"academic progress|satisfactory|\bsap\b|status|date", name
    )


def is_earned(name: str) -> bool:
    """Whether it is of points, hours or units that are earned with a completion."""
    return re.search(_EARNED, name) is not None and "date" not in name


def is_measured(name: str) -> bool:
    """Whether it is of one of both."""
    return is_progress(name) or is_earned(name)


def is_day_of_completing(name: str) -> bool:
    """Whether it may be of the day on which a course was completed."""
    return re.search(_DAY, name) is not None and not re.search(_NO_DAY, name)
