"""Cube `program_work`: work after a program of those who completed it and of those who left it, for Workforce Pell.

It is made where a college states at least one of the columns that the rule asks for beyond employment. Those who completed
and those who left without completing are counted apart and never together: all who exit are the sum of both. Learners whom
the rule leaves out of its rates are in no count at all.
"""

# Why: decision 159.

from datetime import date

import dataframely as dy
import polars as pl

from data.cubes import half_years, placement
from data.cubes.protected import Protected
from data.reference.periods import STANDARD, Calendar

COUNTS = ("known", "placed", "in_occupation")
COMPLETED, LEFT = "completed", "left"
ALL, PELL, OTHERS = "all", "pell", "others"
RECIPIENTS = (ALL, PELL, OTHERS)
GRAINS = ("all", "field", "offering")
KEYS = ("ended", "grain", "value", "recipients", "cohort")


class ProgramWork(Protected):
    """People of one program and fiscal year whose work is known, and how many work, at the end of a half year.

    Protected: a count that would reveal too few people is null.
    """

    ended = dy.Enum((COMPLETED, LEFT), primary_key=True, description="Whether they completed the program or left it.")
    grain = dy.Enum(GRAINS, primary_key=True, description="What the row is for.")
    value = dy.String(primary_key=True, description="The field (two-digit CIP) or offering; `all` for all.")
    recipients = dy.Enum(
        RECIPIENTS,
        primary_key=True,
        description="All; those who received Pell for it and study nothing else in the year of the earnings; or the others.",
    )
    cohort = dy.Date(primary_key=True, description="First day of the fiscal year in which they completed or left.")
    as_of = dy.Date(primary_key=True, description="Last day of the half year at which it is asked for.")
    known = dy.Int64(nullable=True, description="People of whom it is known whether they work in quarter 2 after.")
    placed = dy.Int64(nullable=True, description="Those of them who work.")
    in_occupation = dy.Int64(
        nullable=True,
        description="Those of these in an occupation that the program prepares for; null where nobody states occupations.",
    )


def count(facts: dict[str, pl.LazyFrame]) -> pl.DataFrame:
    """People whose work is known, by how they ended, offering, day and whether they count as Pell recipients.

    `stated`: of how many a column of Workforce Pell says anything, `of_pell` and `of_occupations` of how many a certain
    one. Facts: `placed` and `left` as from `data.cubes.seats`, and offerings. It adds up over parts of the learners.
    """
    is_pell = pl.col("pell_recipient").fill_null(value=False) & ~pl.col("other_program_in_earnings_year").fill_null(
        value=False
    )
    of_occupations, of_pell = pl.col("employed_in_occupation_q2").count(), pl.col("pell_recipient").count()
    counts = {
        "known": pl.len(),
        "placed": pl.col("employed_q2").sum(),
        "in_occupation": (pl.col("employed_q2") & pl.col("employed_in_occupation_q2")).sum(),
        "of_occupations": of_occupations,
        "of_pell": of_pell,
    }
    parts = [
        placement.with_places(facts[name], facts["offerings"])
        .filter(pl.col("employed_q2").is_not_null())
        .group_by("offering", "field", day=pl.col(day), is_pell=is_pell)
        .agg(column.cast(pl.Int64).alias(name) for name, column in counts.items())
        .with_columns(ended=pl.lit(ended))
        for name, day, ended in (("placed", "completed_on", COMPLETED), ("left", "exited_on", LEFT))
    ]
    return pl.concat(parts).sort("ended", "offering", "day", "is_pell").collect()


def build(counted: pl.DataFrame, ends: list[date], calendar: Calendar = STANDARD) -> pl.DataFrame:
    """Return the unprotected counts at the `ends` of half years, by KEYS. `counted` as from `count`.

    No rows where only employment of those who completed is stated, and none by recipients where nobody states Pell.
    """
    of_pell = counted["of_pell"].sum() > 0
    if not (of_pell or states_occupations(counted) or (counted["ended"] == LEFT).any()):
        return _at(counted.clear(), "all", RECIPIENTS[:1], ends, calendar)
    recipients = RECIPIENTS if of_pell else RECIPIENTS[:1]
    return pl.concat(_at(counted, grain, recipients, ends, calendar) for grain in GRAINS).sort(*KEYS, "as_of")


def states_occupations(counted: pl.DataFrame) -> bool:
    """Whether the college states of anybody whether the work is in an occupation of the program."""
    return counted["of_occupations"].sum() > 0


def _at(
    counted: pl.DataFrame, grain: str, recipients: tuple[str, ...], ends: list[date], calendar: Calendar
) -> pl.DataFrame:
    of = pl.when("is_pell").then(pl.lit(PELL)).otherwise(pl.lit(OTHERS))
    by_day = placement.dated(counted, "day", calendar).with_columns(
        grain=pl.lit(grain), value=pl.lit("all") if grain == "all" else pl.col(grain)
    )
    cut = [by_day.with_columns(recipients=pl.lit(ALL))]
    if len(recipients) > 1:
        # Pell counts for the limit on tuition, which is about those who completed.
        cut.append(by_day.filter(ended=COMPLETED).with_columns(recipients=of))
    changes = pl.concat(cut).group_by(*KEYS, "half").agg(pl.col(COUNTS).sum())
    return half_years.known_at(changes, KEYS, COUNTS, ends)
