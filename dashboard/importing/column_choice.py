"""How one of our columns is made from a file: one choice, and what belongs to it."""

from dataclasses import dataclass, field, replace

import dataframely as dy
import polars as pl
import streamlit as st

from dashboard.wording.columns import column_name
from data.contracts import TABLES
from data.readers.account_lines import SUMS
from data.readers.files import Raw
from data.readers.mapping import FILLS, Mapping
from data.readers.steps import Constant, Joined, StatusAndGrade, Step

NONE = "(not in the file)"
JOINED = "Several columns joined …"
CONSTANT = "The same in every row …"
GRADE = "A status and a grade …"
WHERE = "A column, only in some rows …"
FILL = "Filled from other tables"
LINES = "Summed from account lines"


@dataclass
class Chosen:
    """What was chosen so far for one table."""

    columns: dict[str, str] = field(default_factory=dict)
    made: dict[str, Step] = field(default_factory=dict)
    fill: list[str] = field(default_factory=list)
    is_summed: bool = False

    def take(self, ours: str, theirs: str) -> None:
        """Read ours from a column of theirs; one that is used already is used again."""
        if theirs in self.columns:
            self.made[ours] = Joined((theirs,))
        else:
            self.columns[theirs] = ours


def choose_column(raw: Raw, current: Mapping, ours: str, chosen: Chosen, key: str) -> None:
    """A box for one of our columns, and boxes for what the choice needs."""
    declared = TABLES[current.table].columns()[ours]
    headers = raw.rows.columns
    options = [NONE, *headers, JOINED, CONSTANT, *_further(current.table, ours, declared, current)]
    way = _way(current, ours, headers)
    label = column_name(ours) if declared.nullable else f"{column_name(ours)} \\*"
    picked = st.selectbox(
        label, options, options.index(way) if way in options else 0, key=f"{key}_{ours}", help=declared.description
    )
    if picked in headers:
        chosen.take(ours, picked)
    elif picked == FILL:
        chosen.fill.append(ours)
    elif picked == LINES:
        chosen.is_summed = True
    elif picked != NONE and (step := _ASK[picked](raw, current, ours, f"{key}_{ours}")):
        chosen.made[ours] = step


def _further(table: str, ours: str, declared: dy.Column, current: Mapping) -> list[str]:
    choices = [FILL] if ours in FILLS.get(table, {}) else []
    choices += [GRADE] if isinstance(declared.dtype, pl.Enum) and ours == "outcome" else []
    choices += [WHERE] if isinstance(declared.dtype, pl.Date) else []
    return choices + ([LINES] if table == "registrations" and ours in SUMS else [])


def _way(current: Mapping, ours: str, headers: list[str]) -> str:
    """The option that stands for how the column is made now."""
    step = current.made.get(ours)
    if step is not None:
        if isinstance(step, Joined):
            return WHERE if step.where else (step.join[0] if len(step.join) == 1 else JOINED)
        return CONSTANT if isinstance(step, Constant) else GRADE
    theirs = next((t for t, name in current.columns.items() if name == ours), None)
    if theirs in headers:
        return str(theirs)
    if current.lines and ours in SUMS:
        return LINES
    return FILL if ours in current.fill else (CONSTANT if (current.table, ours) in ASKED_ONCE else NONE)


ASKED_ONCE = (
    ("market_offerings", "list_id"),
    ("market_offerings", "edition"),
    *(("providers", c) for c in ("name", "provider_type", "state")),
)
"""Columns that are the same in every row unless the file has them."""


def _joined(raw: Raw, current: Mapping, ours: str, key: str) -> Step | None:
    step = current.made.get(ours)
    before = list(step.join) if isinstance(step, Joined) else []
    columns = st.multiselect(
        f"Columns that make {column_name(ours)}, in order", raw.rows.columns, before, key=f"{key}_join"
    )
    return Joined(tuple(columns)) if columns else None


def _constant(raw: Raw, current: Mapping, ours: str, key: str) -> Step | None:
    step, dtype = current.made.get(ours), TABLES[current.table].columns()[ours].dtype
    before = step.constant if isinstance(step, Constant) else ""
    label = f"{column_name(ours)} in every row"
    if isinstance(dtype, pl.Enum | pl.Boolean):
        words = dtype.categories.to_list() if isinstance(dtype, pl.Enum) else ["yes", "no"]
        value = st.selectbox(label, words, words.index(before) if before in words else None, key=f"{key}_value")
    else:
        hint = "such as 2026-03-31" if isinstance(dtype, pl.Date) else None
        value = st.text_input(label, before, key=f"{key}_value", placeholder=hint)
    return Constant(value.strip()) if value and value.strip() else None


def _graded(raw: Raw, current: Mapping, ours: str, key: str) -> Step | None:
    step, headers = current.made.get(ours), raw.rows.columns
    before = (step.status, step.grade) if isinstance(step, StatusAndGrade) else (None, None)
    left, right = st.columns(2)
    status = left.selectbox("Status", headers, _place(headers, before[0]), key=f"{key}_status")
    grade = right.selectbox("Grade", headers, _place(headers, before[1]), key=f"{key}_grade")
    return StatusAndGrade(status, grade) if status and grade else None


def _where(raw: Raw, current: Mapping, ours: str, key: str) -> Step | None:
    step, headers = current.made.get(ours), raw.rows.columns
    is_where = isinstance(step, Joined) and step.where is not None
    left, right = st.columns(2)
    column = left.selectbox("Column", headers, _place(headers, step.join[0] if is_where else None), key=f"{key}_column")
    where = right.selectbox(
        "Only where", headers, _place(headers, step.where if is_where else None), key=f"{key}_where"
    )
    if not column or not where:
        return None
    words = raw.rows[where].drop_nulls().unique().sort().head(200).to_list()
    before = [w for w in step.among if w in words] if is_where else []
    among = st.multiselect("is one of", words, before, key=f"{key}_among")
    return replace(Joined((column,)), where=where, among=tuple(among)) if among else None


def _place(headers: list[str], column: str | None) -> int | None:
    return headers.index(column) if column in headers else None


_ASK = {JOINED: _joined, CONSTANT: _constant, GRADE: _graded, WHERE: _where}
