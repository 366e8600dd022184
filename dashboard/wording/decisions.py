"""What needs a decision this week, a line each."""

import polars as pl

from dashboard.wording.counts import counted
from dashboard.wording.dates import day, short_day
from dashboard.wording.labels import name
from dashboard.wording.money import cents
from dashboard.wording.week import adds, total_worth
from queries.semantic.table import Table
from queries.trust.old_data import Old


def sentence_of_sections(due: Table) -> str:
    """How many sections need a decision, until when, and what following the advice adds."""
    frame = due.frame
    last = max(frame["decide_by"])
    worth = total_worth(frame)
    text = f"{counted(frame.height, 'section')} by {short_day(last)}"
    return text if worth is None else f"{text}, worth {cents(worth)} of contribution"


def sections(due: Table, titles: dict[str, str], most: int) -> list[tuple[str, str, str]]:
    """The sections on which most depends: id, what each teaches, then the advice, its day and what it adds."""
    largest = due.frame.sort(pl.col("worth_cents").abs(), descending=True, nulls_last=True, maintain_order=True)
    return [
        (
            row["section_id"],
            f"{titles.get(row['offering'], row['offering'])}:",
            f"{name('advice', row['advice']).lower()} by {short_day(row['decide_by'])}, {adds(row)}",
        )
        for row in largest.head(most).to_dicts()
    ]


def old(found: Old) -> tuple[str, str]:
    """Data that has grown old, then its day."""
    what = "Your college's data" if found.what == "own" else f"{name('list', found.what)}"
    return f"{what}:", f"newest {day(found.newest)}, {_ago(found.days)}"


def _ago(days: int) -> str:
    if days < 60:
        return f"{counted(days, 'day')} ago"
    return f"{counted(days // 30, 'month')} ago" if days < 730 else f"{days // 365} years ago"
