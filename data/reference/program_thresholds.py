"""State laws on degrees with few graduates, as numbers with a date, read from a file that a college may replace."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from data.reference import rule_file
from data.reference.rule_file import BadRule

SHIPPED = Path(__file__).with_name("rules") / "program_thresholds.toml"
LEVELS = ("associate", "bachelor", "master", "doctor")
_WHAT = "program threshold"


@dataclass(frozen=True)
class Rule:
    """One law: under so many graduates a year, on average over `years`, by level of the degree in the order of LEVELS.

    A level that the law says nothing of has None.
    """

    code: str
    name: str
    state: str
    in_force_on: date
    source: str
    years: int
    consequence: str
    below: tuple[float | None, ...]

    def limit(self, level: str | None) -> float | None:
        """Graduates a year below which the law applies to a level; None where it says nothing, or the level is not known."""
        return None if level is None else self.below[LEVELS.index(level)]


def rules(home: Path) -> tuple[tuple[Rule, ...], bool]:
    """The laws of `rules/program_thresholds.toml` in the data folder, else those shipped, and whether they are the shipped ones.

    Raises BadRule with a sentence.
    """
    text, is_shipped = rule_file.text_of(SHIPPED, home)
    return parsed(text), is_shipped


def shipped() -> tuple[Rule, ...]:
    """The laws as this program ships them."""
    return parsed(SHIPPED.read_text(encoding="utf-8"))


def parsed(text: str) -> tuple[Rule, ...]:
    """The laws of a file, one per table. Raises BadRule with what is wrong."""
    whole = rule_file.tables_of(text, _WHAT)
    if not whole or not all(isinstance(table, dict) for table in whole.values()):
        raise BadRule("The file of the program threshold rule needs one table per law.")
    return tuple(_rule(code, table) for code, table in whole.items())


def _rule(code: str, table: dict[str, Any]) -> Rule:
    below = table.get("below")
    if not isinstance(below, dict) or not below:
        raise BadRule(f"The program threshold rule {code} needs below, with graduates a year by level.")
    if unknown := sorted({*below} - {*LEVELS}):
        raise BadRule(f"The program threshold rule {code} has unknown levels: {', '.join(unknown)}.")
    wanted = {name: kind for name, kind in Rule.__annotations__.items() if name not in ("code", "below")}
    values = rule_file.checked({k: v for k, v in table.items() if k != "below"}, wanted, _WHAT)
    limits = rule_file.checked(below, dict.fromkeys(below, float), _WHAT)
    return Rule(code=code, **values, below=tuple(limits.get(level) for level in LEVELS))
