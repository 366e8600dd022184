"""Poverty guidelines for one person by year and region, read from a file that a college may replace."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from data.reference import rule_file
from data.reference.rule_file import BadRule

SHIPPED = Path(__file__).with_name("rules") / "poverty_guidelines.toml"
_WHAT = "poverty guidelines"
_APART = {"AK": 1, "HI": 2}


@dataclass(frozen=True)
class Guidelines:
    """By calendar year: US dollars for the 48 states and the District of Columbia, for Alaska and for Hawaii."""

    source: str
    in_force_on: date
    by_year: tuple[tuple[int, tuple[float, ...]], ...]

    def newest(self, until: int, state: str | None) -> tuple[int, float] | None:
        """The newest year up to `until` and its guideline in a state; None before the first year that is known."""
        known = [(year, values[_APART.get(state or "", 0)]) for year, values in self.by_year if year <= until]
        return max(known, default=None)


def guidelines(home: Path) -> Guidelines:
    """Those of `rules/poverty_guidelines.toml` in the data folder, else the shipped ones. Raises BadRule with a sentence."""
    return parsed(rule_file.text_of(SHIPPED, home)[0])


def shipped() -> Guidelines:
    """Those that this program ships."""
    return parsed(SHIPPED.read_text(encoding="utf-8"))


def parsed(text: str) -> Guidelines:
    """Guidelines from the text of their file. Raises BadRule with what is wrong."""
    whole = rule_file.tables_of(text, _WHAT)
    years = whole.pop("guidelines", None)
    values = rule_file.checked(whole, {"source": str, "in_force_on": date}, _WHAT)
    if not isinstance(years, dict) or not years:
        raise BadRule("The file of the poverty guidelines rule lacks guidelines.")
    wanted = dict.fromkeys(years, tuple[float, ...])
    held = rule_file.checked(years, wanted, _WHAT)
    if wrong := sorted(year for year, three in held.items() if not year.isdecimal() or len(three) != len(_APART) + 1):
        raise BadRule(f"The file of the poverty guidelines rule needs three amounts for a year: {', '.join(wrong)}.")
    return Guidelines(**values, by_year=tuple((int(year), held[year]) for year in sorted(held)))
