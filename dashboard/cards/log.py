"""The log of what was done to the data, for administrators."""

from datetime import datetime

import polars as pl
import streamlit as st

from dashboard import reader, tables, wording
from dashboard.access.roles import Action
from dashboard.heading import heading
from dashboard.wording import escaped
from dashboard.wording.counts import agreeing, counted
from data.store import log
from queries.semantic.column import Column
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.semantic.unit import MOMENT

MOST = 1_000
_COLUMNS = (
    Column("at", "When, UTC", MOMENT),
    Column("who", "Who", definition="The name under which they had signed in."),
    Column("what", "What"),
    Column("version", "Version", definition="The data version that came of it."),
)
_TYPES = {"at": pl.Datetime} | dict.fromkeys(("who", "what", "version"), pl.String)
ON_THIS_MACHINE = "on this machine"


def draw(scope: Scope) -> None:
    """Every change, newest first, and whether the chain is whole."""
    reading = log.read(reader.store(Action.ADMINISTER).home)
    for sentence in reading.problems:
        st.error(escaped(sentence))
    rows = [_row(line.entry) for line in reversed(reading.lines)]
    if rows:
        newest = f"the newest on {wording.day(rows[0]['at'].date())}"
        st.markdown(f"**{counted(len(rows), 'change')} {agreeing(len(rows), 'is', 'are')} on record, {newest}.**")
    with st.container(border=True):
        heading("What was done")
        if not rows:
            st.info("Nothing has been changed since the log was begun.")
            return
        if len(rows) > MOST:
            st.caption(
                f"The newest {MOST:,} of {len(rows):,} lines are shown. All are in the folder `log` of the data."
            )
        tables.fitting(Table(pl.DataFrame(rows[:MOST], _TYPES), _COLUMNS, scope, first=("at", "what", "who")), "log")
        if not reading.problems:
            st.caption(
                "Each line carries the hash of the one before it, so a later change to a line can be seen. The last hash "
                f"is {reading.head[:16]}."
            )


def _row(entry: dict) -> dict:
    at = datetime.fromisoformat(entry["at"]).replace(tzinfo=None)
    return {"at": at, "who": entry["who"] or ON_THIS_MACHINE, "what": entry["what"], "version": entry["version"]}
