"""Any question at all is answered as plain counting from facts would, or refused with a next step that has an answer.

No answer shows a number that is hidden, and every total is the number of all.
"""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard import cells, wording
from dashboard.wording import explore_table
from data.reference import periods
from data.reference.least_people import least_people
from data.store.store import Store
from queries.explore.comparing import KINDS, compared
from queries.explore.nearest import refusal
from queries.explore.question import Question
from queries.metrics import METRICS
from queries.semantic.dimensions import DIMENSIONS
from queries.semantic.scope import Scope

COUNTED = ("gross_registrations", "net_registrations", "gross_revenue", "net_revenue", "discount_rate")
"""Metrics that are counted again below, from facts, without a cube or a formula of the registry."""
CUTS = ("month", "field", "offering", "school", "modality", "credential_type")
VALUES = (
    ("field", "11"),
    ("field", "51"),
    ("modality", "online"),
    ("modality", "hybrid"),
    ("credential_type", "course"),
)
PERIODS = ("FY2026", "FY2025", "2025-Q3", "2024-Q4", "2026-01")
DAYS = (date(2026, 3, 31), date(2025, 11, 17), date(2025, 6, 30))
NAMES = [name for name, dimension in DIMENSIONS.items() if not dimension.is_choice]
PLAIN_EXAMPLES, ANY_EXAMPLES = 40, 20


@pytest.fixture
def scope(demo_version) -> Scope:
    return Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))


def few(options, most: int, least: int = 0) -> st.SearchStrategy:
    """A few of the options as a tuple, each once."""
    return st.lists(st.sampled_from(options), min_size=least, max_size=most, unique=True).map(tuple)


times = st.tuples(st.sampled_from(PERIODS), st.sampled_from(DAYS))
plain_questions = st.builds(
    Question, few(COUNTED, 3, 1), few(CUTS, 2), few(CUTS, 1), few(VALUES, 2), few(VALUES, 1), few(("last_year",), 1)
)
any_questions = st.builds(
    Question,
    few([*METRICS], 2, 1),
    few(NAMES, 2),
    few(NAMES, 1),
    few(VALUES, 1),
    few(VALUES, 1),
    few([*KINDS, "field=11"], 1),
)
once = settings(derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None)


@cache
def facts() -> pl.DataFrame:
    """Every seat with what its offering is, straight from the files."""
    folder = _folder()
    tables = {name: pl.read_parquet(folder / f"{name}.parquet") for name in ("registrations", "sections", "offerings")}
    sections = tables["sections"].select("section_id", "offering_id")
    offerings = tables["offerings"].select(
        "offering_id",
        "school",
        pl.col("modality", "credential_type").cast(pl.String),
        field=pl.col("cip_code").str.head(2),
    )
    seats = tables["registrations"].join(sections, on="section_id").join(offerings, on="offering_id")
    return seats.with_columns(month=pl.col("registered_on").dt.truncate("1mo"), offering="offering_id")


def _folder() -> Path:
    version = Store().current()
    assert version is not None
    return version.folder / "demo" / "facts"


def counted(question: Question, scope: Scope) -> dict[tuple, tuple]:
    """The numbers of a question by plain counting, by the values of its groups; groups without a seat have none."""
    period, last = scope.period, min(scope.period.end, scope.as_of)
    seats = facts().filter(pl.col("registered_on").is_between(period.start, last))
    for name in {name for name, _ in question.only}:
        seats = seats.filter(pl.col(name).is_in([value for one, value in question.only if one == name]))
    for name, value in question.excluded:
        seats = seats.filter(pl.col(name) != value)
    is_gone = (pl.col("dropped_on") <= scope.as_of).fill_null(False)
    gross, discount = pl.col("gross_usd").sum(), pl.col("discount_usd").sum()
    numbers = {
        "gross_registrations": pl.len(),
        "net_registrations": (~is_gone).sum(),
        "gross_revenue": gross,
        "net_revenue": gross - discount - pl.col("refund_usd").filter(is_gone).sum(),
        "discount_rate": pl.when(gross != 0).then(discount / gross),
    }
    wanted = [numbers[name].alias(name) for name in question.metrics]
    if not question.by:
        return {(): seats.select(wanted).row(0)}
    frame = seats.group_by(question.by).agg(wanted)
    return dict(zip(frame.select(question.by).rows(), frame.select(question.metrics).rows(), strict=True))


def shown(frame: pl.DataFrame, question: Question, suffix: str = "") -> dict[tuple, tuple]:
    """The numbers of an answer in the same way; rows of nothing are left out, as plain counting knows none."""
    typed = frame.with_columns(pl.col(name).cast(pl.String) for name in question.by if name != "month")
    keys = typed.select(question.by).rows() if question.by else [()]
    rows = typed.select(f"{name}{suffix}" for name in question.metrics).rows()
    return {key: row for key, row in zip(keys, rows, strict=True) if not question.by or any(row)}


def same(one: dict[tuple, tuple], other: dict[tuple, tuple]) -> bool:
    other = {key: row for key, row in other.items() if key == () or any(row)}
    return one.keys() == other.keys() and all(
        (a is None and b is None) or (a is not None and b == pytest.approx(a))
        for key in one
        for a, b in zip(one[key], other[key], strict=True)
    )


@given(plain_questions, times)
@settings(once, max_examples=PLAIN_EXAMPLES)
def test_an_answer_is_what_plain_counting_gives(scope, question, time):
    name, day = time
    asked = replace(scope, period=periods.STANDARD.parse(name), as_of=day)
    if (refused := refusal(question, asked)) is not None:
        assert refused.reason.endswith(".")
        assert refused.step is not None
        assert refusal(refused.step.question, refused.step.scope) is None
        return
    answer = compared(question, asked)
    assert same(shown(answer.frame, question), counted(question, asked))
    if question.compare and "month" not in question.by:
        then = {
            key: row
            for key, row in shown(answer.frame, question, "_0").items()
            if any(value is not None for value in row)
        }
        assert same(then, counted(question, asked.last_year()))


@given(any_questions, times)
@settings(once, max_examples=ANY_EXAMPLES)
def test_whatever_is_asked_is_answered_safely_or_refused_with_a_next_step(scope, question, time):
    name, day = time
    asked = replace(scope, period=periods.STANDARD.parse(name), as_of=day)
    if (refused := refusal(question, asked)) is not None:
        assert refused.reason.endswith(".")
        assert refused.step is not None
        question, asked = refused.step.question, refused.step.scope
    answer = compared(question, asked)
    hides_nothing(explore_table.flat(answer, {}))
    for metric in answer.metrics:
        if metric.privacy == "people" and f"{metric.name}_n" in answer.frame.columns:
            known = answer.frame.drop_nulls(metric.name)[f"{metric.name}_n"].drop_nulls()
            assert known.is_empty() or int(known.min()) >= least_people()  # ty: ignore[invalid-argument-type]


def hides_nothing(table) -> None:
    """Where a number is hidden, its cell holds no digit, and nothing else of its comparison does."""
    words = cells.in_words(table)
    for column in table.columns:
        if column.instead:
            hidden = table.frame[column.instead].is_not_null()
            assert {*words[column.label].filter(hidden)} <= {wording.HIDDEN}
            assert table.frame[column.name].filter(hidden).null_count() == int(hidden.sum())
            changes = [
                one.name for one in table.columns if one.name in (f"{column.name}_change", f"{column.name}_percent")
            ]
            assert all(table.frame[one].filter(hidden).null_count() == int(hidden.sum()) for one in changes)
