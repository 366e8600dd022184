"""The tests of Workforce Pell as numbers with a date, read from a file that a college may replace."""

import tomllib
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).with_name("rules") / "workforce_pell.toml"


class BadRule(ValueError):
    """A rule file that cannot be used, as a sentence."""


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
    own = home / "rules" / SHIPPED.name
    return parsed(own.read_text(encoding="utf-8"), is_shipped=False) if own.is_file() else shipped()


def shipped() -> Rule:
    """The rule as this program ships it."""
    return parsed(SHIPPED.read_text(encoding="utf-8"), is_shipped=True)


def parsed(text: str, *, is_shipped: bool) -> Rule:
    """A rule from the text of its file. Raises BadRule with what is wrong."""
    try:
        whole = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadRule(f"The file of the Workforce Pell rule is not TOML: {error}.") from error
    values: dict[str, Any] = {key: value for key, value in whole.items() if not isinstance(value, dict)}
    for table in (value for value in whole.values() if isinstance(value, dict)):
        values |= table
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
    wanted: dict[str, Any] = {field.name: field.type for field in fields(Rule) if field.name != "is_shipped"}
    if lacking := sorted(set(wanted) - set(values)):
        raise BadRule(f"The file of the Workforce Pell rule lacks {', '.join(lacking)}.")
    if unknown := sorted(set(values) - set(wanted)):
        raise BadRule(f"The file of the Workforce Pell rule has unknown keys: {', '.join(unknown)}.")
    if wrong := sorted(key for key, kind in wanted.items() if not isinstance(values[key], _KINDS[kind])):
        raise BadRule(f"The file of the Workforce Pell rule has no usable value for {', '.join(wrong)}.")
    return Rule(**values, is_shipped=is_shipped)


_KINDS: dict[Any, Any] = {str: str, date: date, float: (int, float), int: int, tuple[str, ...]: tuple}
