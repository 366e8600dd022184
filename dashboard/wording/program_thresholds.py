"""State laws on degrees with few graduates, in sentences."""

import polars as pl

from dashboard.wording.counts import agreeing, counted, listed
from dashboard.wording.dates import day
from dashboard.wording.states import state as state_name
from data.reference.program_thresholds import LEVELS, Rule
from queries.semantic.table import Table
from queries.strategy.program_thresholds import BELOW, NOT_KNOWN

_LEVELS = dict(zip(LEVELS, ("an associate", "a bachelor's", "a master's", "a doctoral"), strict=True))


def sentence_of_degrees(degrees: Table, laws: tuple[Rule, ...], state: str | None) -> str:
    """How many degrees are below a limit, and whether a law is that of the college's own state."""
    own = [law for law in laws if law.state == state]
    where = (
        ""
        if state is None
        else f" {state_name(state)}, the college's state, has one of these laws."
        if own
        else f" {state_name(state)}, the college's state, has none of these laws."
    )
    if degrees.is_empty:
        return f"No open offering is a degree, so these laws do not apply.{where if own else ''}"
    frame = degrees.frame
    below, unknown = (frame.filter(pl.col("stands") == key)["offering"].n_unique() for key in (BELOW, NOT_KNOWN))
    every = counted(frame["offering"].n_unique(), "degree")
    open_ones = f"; of {unknown} it is not known" if unknown else ""
    return f"{below} of {every} {agreeing(below, 'is', 'are')} below the limit of a law{open_ones}.{where}"


def sentence_of_laws(laws: tuple[Rule, ...], *, is_shipped: bool) -> str:
    """What each law says, since when, and whose file of them was used."""
    whose = (
        ""
        if is_shipped
        else " They are read from the file program_thresholds.toml in the folder rules of your data folder."
    )
    return f"{' '.join(_law(law) for law in laws)} These laws say nothing of noncredit programs.{whose} This is not legal advice."


def _law(law: Rule) -> str:
    limits = [
        f"{limit:g} for {_LEVELS[level]}" for level, limit in zip(LEVELS, law.below, strict=True) if limit is not None
    ]
    return (
        f"{law.name}, since {day(law.in_force_on)} ({law.source}). A degree with fewer graduates than the limit "
        f"{law.consequence}. As a {law.years}-year average, the limit is {listed(limits)} degree."
    )
