"""What counts for the class of an offering: weights, scales and limits, read from a dated file that a college may replace."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from data.reference import rule_file
from data.reference.rule_file import BadRule

SHIPPED = Path(__file__).with_name("rules") / "portfolio.toml"
DEMAND, MARKET, PRICE, TREND, FILL, MARGIN, COMPLETION, EMPLOYMENT, TIES = CRITERIA = (
    "demand", "market", "price", "trend", "fill", "margin", "completion", "employment", "ties",
)  # fmt: skip
"""What an offering earns points for, in the order in which weights and scales stand."""
_WHAT = "portfolio"
_SCALES = ("weights", "no_points", "full_points")


@dataclass(frozen=True)
class Rule:
    """Weights, and for each criterion the value without points and the value with all of them, in the order of CRITERIA.

    Shares lie between 0 and 1. `saved_by_year`: share of a closed offering's direct cost that is saved in its first,
    second and later years; the last one holds for all years after.
    """

    name: str
    in_force_on: date
    source: str
    weights: tuple[float, ...]
    no_points: tuple[float, ...]
    full_points: tuple[float, ...]
    retire_below: float
    transform_below: float
    grow_from: float
    without_points_most: int
    known_least: float
    months_least: int
    sections_least: int
    draws: int
    seed: int
    focus: float
    steady_from: float
    saved_by_year: tuple[float, ...]
    is_shipped: bool = True

    def weighted(self, weights: tuple[float, ...]) -> "Rule":
        """The same rule with other weights."""
        return replace(self, weights=weights)


def rule(home: Path) -> Rule:
    """The rule of `rules/portfolio.toml` in the data folder, else the shipped one. Raises BadRule with a sentence."""
    text, is_shipped = rule_file.text_of(SHIPPED, home)
    return parsed(text, is_shipped=is_shipped)


def used(home: Path) -> Rule:
    """The rule of the data folder, or the shipped one where that file cannot be used."""
    try:
        return rule(home)
    except BadRule:
        return shipped()


def shipped() -> Rule:
    """The rule as this program ships it."""
    return parsed(SHIPPED.read_text(encoding="utf-8"), is_shipped=True)


def parsed(text: str, *, is_shipped: bool) -> Rule:
    """A rule from the text of its file. Raises BadRule with what is wrong."""
    whole = rule_file.tables_of(text, _WHAT)
    values: dict[str, Any] = {key: value for key, value in whole.items() if not isinstance(value, dict)}
    for name, table in whole.items():
        if name in _SCALES and isinstance(table, dict):
            scale = rule_file.checked(table, dict.fromkeys(CRITERIA, float), _WHAT)
            values[name] = [float(scale[criterion]) for criterion in CRITERIA]
        elif isinstance(table, dict):
            values |= table
    wanted = {name: kind for name, kind in Rule.__annotations__.items() if name != "is_shipped"}
    made = Rule(**rule_file.checked(values, wanted, _WHAT), is_shipped=is_shipped)
    _check(made)
    return made


def _check(made: Rule) -> None:
    """Raises BadRule for numbers that cannot stand beside each other."""
    if min(made.weights) < 0 or not sum(made.weights):
        raise BadRule("The weights of the portfolio rule must be 0 or more, and one of them above 0.")
    if any(low == high for low, high in zip(made.no_points, made.full_points, strict=True)):
        raise BadRule("In the portfolio rule, no points and full points must differ for every criterion.")
    if not 0 < made.retire_below < made.transform_below < made.grow_from < 1:
        raise BadRule("In the portfolio rule, retire_below, transform_below and grow_from must rise between 0 and 1.")
    if not made.saved_by_year or made.draws < 1 or made.focus <= 0:
        raise BadRule("The portfolio rule needs saved_by_year, and draws and focus above 0.")
