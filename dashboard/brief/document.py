"""A brief before it is printed: its title, what it is about, and its claims. All three outputs read this and nothing else."""

from dataclasses import dataclass
from datetime import date

from queries.semantic.table import Table


@dataclass(frozen=True, eq=False)
class Claim:
    """One finding with everything that supports it. Every text is plain: no Markdown and no markup."""

    heading: str
    sentence: str
    unit_line: str = ""
    figure: dict | None = None
    """Vega-Lite in the light theme, with its data."""
    table: Table | None = None
    notes: tuple[str, ...] = ()
    """Definitions, what was left out and caveats, a sentence each."""
    source: str = ""
    is_short: bool = False
    """Whether pages print the drawing alone; the notes then stand on slides only."""
    before: str = ""
    """The same sentence when the brief was last saved; empty where it has not changed."""


@dataclass(frozen=True, eq=False)
class Brief:
    """A titled list of claims about one college at one point in time."""

    title: str
    about: str
    """College, period and as-of date in words."""
    version: str
    as_of: date
    claims: tuple[Claim, ...]
    missing: tuple[str, ...] = ()
    """Claims that could not be built, a sentence each."""
    saved_on: date | None = None
    """The as-of date at which the brief was last saved, where it is compared with that."""
