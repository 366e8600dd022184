"""Occupations that a state counts as high-skill, high-wage or in demand, from a file that the college keeps.

None is shipped: each state has a list and a date of its own.
"""

import csv
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from data.reference.merged_occupations import SOC_PATTERN
from data.reference.rule_file import BadRule
from data.reference.state_codes import POSTAL

NAME = "workforce_pell_occupations.csv"
COLUMNS = ("state", "soc_code", "listed_on", "source")


@dataclass(frozen=True)
class OccupationList:
    """The occupations of one state's newest list, by SOC code."""

    state: str
    listed_on: date
    source: str
    soc_codes: tuple[str, ...]


def lists(home: Path) -> tuple[OccupationList, ...]:
    """The newest list of each state in `rules/workforce_pell_occupations.csv` of the data folder; none without the file.

    Raises BadRule with a sentence.
    """
    path = home / "rules" / NAME
    return parsed(path.read_text(encoding="utf-8-sig")) if path.is_file() else ()


def parsed(text: str) -> tuple[OccupationList, ...]:
    """The newest list of each state from the text of the file. Raises BadRule with the line that is wrong."""
    reader = csv.DictReader(text.splitlines())
    if lacking := [column for column in COLUMNS if column not in (reader.fieldnames or ())]:
        raise BadRule(f"The file {NAME} lacks the columns {', '.join(lacking)}.")
    held: dict[tuple[str, date, str], set[str]] = {}
    for row in reader:
        listed = _listed(row, reader.line_num)
        held.setdefault(listed, set()).add(row["soc_code"].strip())
    newest: dict[str, OccupationList] = {}
    for (state, listed_on, source), codes in sorted(held.items(), key=lambda one: one[0][1]):
        newest[state] = OccupationList(state, listed_on, source, tuple(sorted(codes)))
    return tuple(newest[state] for state in sorted(newest))


def _listed(row: dict[str, str], line: int) -> tuple[str, date, str]:
    state, code, day, source = ((row[column] or "").strip() for column in COLUMNS)
    if state not in POSTAL.values():
        raise BadRule(f"Line {line} of {NAME} has no two-letter state.")
    if not re.fullmatch(SOC_PATTERN, code):
        raise BadRule(f"Line {line} of {NAME} has no SOC code such as 31-1131.")
    try:
        return state, date.fromisoformat(day), source
    except ValueError:
        raise BadRule(f"Line {line} of {NAME} has no date such as 2026-06-10.") from None
