"""The tests of Workforce Pell as numbers with a date, read from a file that a college may replace."""

from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from data.reference import rule_file
from data.reference.rule_file import BadRule

SHIPPED = Path(__file__).with_name("rules") / "workforce_pell.toml"
_WHAT = "Workforce Pell"
__all__ = ["SHIPPED", "BadRule", "Rule", "parsed", "rule", "shipped"]


@dataclass(frozen=True)
class Rule:
    """The numbers of the rule. Shares lie between 0 and 1; award years run from July to June and bear their last year."""

    name: str
    in_force_on: date
    source: str
    weeks_least: float
    weeks_below: float
    clock_hours_least: float
    clock_hours_below: float
    semester_hours_least: float
    semester_hours_below: float
    quarter_hours_least: float
    quarter_hours_below: float
    clock_hours_per_semester_hour: float
    clock_hours_per_quarter_hour: float
    months_before_applying: int
    share_most: float
    share_below_with_apprenticeship: float
    completion_least: float
    placement_least: float
    months_of_normal_time: float
    all_exiters_until: int
    completers_of_the_occupation_from: int
    poverty_multiple: float
    first_award_year: int
    cohort_years_before: int
    cohort_least: int
    matches_least: int
    recognized: tuple[str, ...]
    not_recognized: tuple[str, ...]
    is_shipped: bool = True


def rule(home: Path) -> Rule:
    """The rule of `rules/workforce_pell.toml` in the data folder, else the shipped one. Raises BadRule with a sentence."""
    text, is_shipped = rule_file.text_of(SHIPPED, home)
    return parsed(text, is_shipped=is_shipped)


def shipped() -> Rule:
    """The rule as this program ships it."""
    return parsed(SHIPPED.read_text(encoding="utf-8"), is_shipped=True)


def parsed(text: str, *, is_shipped: bool) -> Rule:
    """A rule from the text of its file. Raises BadRule with what is wrong."""
    whole = rule_file.tables_of(text, _WHAT)
    values: dict[str, Any] = {key: value for key, value in whole.items() if not isinstance(value, dict)}
    for table in (value for value in whole.values() if isinstance(value, dict)):
        values |= table
    wanted: dict[str, Any] = {field.name: field.type for field in fields(Rule) if field.name != "is_shipped"}
    return Rule(**rule_file.checked(values, wanted, _WHAT), is_shipped=is_shipped)
