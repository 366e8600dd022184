"""Any question at all is answered as plain counting from facts would, or refused with a next step that has an answer.

No answer shows a number that is hidden, and every total is the number of all.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard import cells, wording
from dashboard.wording import explore_table
from data.cubes.bands import LENGTH_BANDS, PRICE_BANDS
from data.default import prepare
from data.ingest import ingest
from data.ingest.ingest import Choices
from data.reference import periods
from data.reference.least_people import least_people
from data.store.store import Store
from queries.explore.comparing import KINDS, compared
from queries.explore.nearest import refusal
from queries.explore.question import Question
from queries.metrics import METRICS
from queries.semantic.dimensions import DIMENSIONS, WEEKDAYS, code_of
from queries.semantic.scope import Scope
from tests import small_college

COUNTED = ("gross_registrations", "net_registrations", "gross_revenue", "net_revenue", "discount_rate")
"""Metrics that are counted again below, from facts, without a cube or a formula of the registry."""
OF_OFFERINGS = ("field", "offering", "school", "modality", "credential_type", "credit", "price_band", "length_band")
CUTS = ("month", "week", "weekday", "channel", "start_month", *OF_OFFERINGS)
DATES = ("month", "week", "start_month")
NAMES = [name for name, dimension in DIMENSIONS.items() if not dimension.is_choice]
IS_THOROUGH = settings.get_current_profile_name() == "thorough"
PLAIN_EXAMPLES, ANY_EXAMPLES = (1400, 600) if IS_THOROUGH else (45, 20)
"""How many questions are asked of each kind; two thousand with `pytest --hypothesis-profile=thorough`."""


@dataclass(frozen=True)
class Place:
    """A college that is asked, in a home of its own: its year begins in `starts_in`."""

    college: str
    starts_in: int
    periods: tuple[str, ...]
    days: tuple[date, ...]
    values: tuple[tuple[str, str], ...]


GENERATED_PERIODS = ("FY2026", "FY2025", "2025-Q3", "2024-Q4", "2026-01")
GENERATED_DAYS = (date(2026, 3, 31), date(2025, 11, 17), date(2025, 6, 30))
GENERATED_VALUES = (
    ("field", "11"),
    ("field", "51"),
    ("modality", "online"),
    ("modality", "hybrid"),
    ("credential_type", "course"),
    ("channel", "employer"),
    ("channel", "not_known"),
    ("weekday", "monday"),
    ("price_band", "under_1000_usd"),
    ("length_band", "8_to_14_weeks"),
    ("credit", "noncredit"),
)
PLACES = {
    "demo": Place("demo", 7, GENERATED_PERIODS, GENERATED_DAYS, GENERATED_VALUES),
    "of 300": Place("demo", 7, GENERATED_PERIODS, GENERATED_DAYS, GENERATED_VALUES),
    "imported": Place(
        "college",
        10,
        ("FY2025", "FY2026", "2025-Q4", "2025-05"),
        (date(2025, 12, 31), date(2025, 8, 15), date(2025, 5, 20)),
        (
            ("field", "48"),
            ("field", "51"),
            ("school", "Trades"),
            ("channel", "not_known"),
            ("modality", "not_known"),
            ("modality", "online"),
            ("price_band", "under_1000_usd"),
        ),
    ),
}


@pytest.fixture(scope="module")
def homes(demo_made, made_once) -> dict[str, Path]:
    """The home of each place; nothing is changed in them."""
    small = made_once("demo_of_300", lambda folder: prepare(Store(folder), 300, 11))
    brought = made_once(
        "small_college_from_october",
        lambda folder: ingest.run(small_college.files("October"), Store(folder), Choices(today=date(2026, 1, 31))),
    )
    return {"demo": demo_made, "of 300": small, "imported": brought}


def few(options, most: int, least: int = 0) -> st.SearchStrategy:
    """A few of the options as a tuple, each once."""
    return st.lists(st.sampled_from(options), min_size=least, max_size=most, unique=True).map(tuple)


def plain(name: str) -> st.SearchStrategy:
    """A place, a question that plain counting can answer, and a time."""
    place = PLACES[name]
    values, compared_with = few(place.values, 2), few(("last_year",), 1)
    question = st.builds(
        Question, few(COUNTED, 3, 1), few(CUTS, 2), few(CUTS, 1), values, few(place.values, 1), compared_with
    )
    return st.tuples(st.just(name), question, st.sampled_from(place.periods), st.sampled_from(place.days))


def any_at_all(name: str) -> st.SearchStrategy:
    """The same with all metrics, all ways to cut and all comparisons."""
    place = PLACES[name]
    value, beside = few(place.values, 1), few([*KINDS, "=".join(place.values[0])], 1)
    question = st.builds(Question, few([*METRICS], 2, 1), few(NAMES, 2), few(NAMES, 1), value, value, beside)
    return st.tuples(st.just(name), question, st.sampled_from(place.periods), st.sampled_from(place.days))


places = st.sampled_from([*PLACES])
once = settings(derandomize=True, suppress_health_check=[*HealthCheck], database=None)


@contextmanager
def asked_at(homes: dict[str, Path], name: str, period: str, day: date) -> Iterator[Scope]:
    """The scope of a question at a place, in whose home everything is read meanwhile."""
    place = PLACES[name]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_HOME", str(homes[name]))
        version = Store(homes[name]).current()
        assert version is not None
        yield Scope(version.id, place.college, periods.Calendar(place.starts_in).parse(period), day)


@cache
def facts(folder: Path) -> pl.DataFrame:
    """Every seat with what its offering and section are, straight from the files."""
    names = ("registrations", "sections", "offerings")
    registrations, sections, offerings = (pl.read_parquet(folder / f"{name}.parquet") for name in names)
    about = {row["offering_id"]: about_offering(row) for row in offerings.iter_rows(named=True)}
    starts = {row["section_id"]: (row["offering_id"], row["starts_on"]) for row in sections.iter_rows(named=True)}
    rows = [about_seat(row, *starts[row["section_id"]]) for row in registrations.iter_rows(named=True)]
    seats = pl.concat(
        [registrations.drop(set(registrations.columns) & set(CUTS)), pl.DataFrame(rows)], how="horizontal"
    )
    return seats.with_columns(
        pl.col("offering").replace_strict({k: v[c] for k, v in about.items()}).alias(c) for c in OF_OFFERINGS
    )


def about_offering(row: dict) -> dict[str, str]:
    """What an offering is like, by comparing and nothing else."""
    return {
        "offering": row["offering_id"],
        "field": row["cip_code"][:2],
        "credit": "credit" if (row["credit_hours"] or 0) > 0 else "noncredit",
        "price_band": band(row["price_usd"], 1000, 2500, PRICE_BANDS),
        "length_band": band(row["weeks"], 8, 15, LENGTH_BANDS),
        "school": row["school"] or "unassigned",
        "modality": row["modality"] or "not_known",
        "credential_type": row["credential_type"],
    }


def band(value: float | None, low: int, high: int, names: tuple[str, ...]) -> str:
    """The name of the band of a value."""
    return "not_known" if value is None else names[(value >= low) + (value >= high)]


def about_seat(row: dict, offering: str, starts_on: date) -> dict[str, object]:
    """What follows from a registration and its section."""
    taken_on = row["registered_on"]
    return {
        "offering": offering,
        "month": taken_on.replace(day=1),
        "week": taken_on - timedelta(days=taken_on.weekday()),
        "weekday": WEEKDAYS[taken_on.weekday()],
        "start_month": starts_on.replace(day=1),
        "channel": str(row["channel"]) if row.get("channel") is not None else "not_known",
    }


def counted(question: Question, scope: Scope, folder: Path) -> dict[tuple, tuple]:
    """The numbers of a question by plain counting, by the values of its groups; groups without a seat have none."""
    period, last = scope.period, min(scope.period.end, scope.as_of)
    seats = facts(folder).filter(pl.col("registered_on").is_between(period.start, last))
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
    typed = frame.with_columns(code_of(name) for name in question.by if name not in DATES)
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


@given(places.flatmap(plain))
@settings(once, max_examples=PLAIN_EXAMPLES)
def test_an_answer_is_what_plain_counting_gives(homes, drawn):
    name, question, period, day = drawn
    with asked_at(homes, name, period, day) as asked:
        if (refused := refusal(question, asked)) is not None:
            assert refused.reason.endswith(".")
            assert refused.step is not None
            assert refusal(refused.step.question, refused.step.scope) is None
            return
        folder = Path(homes[name], "versions", asked.version, asked.college, "facts")
        answer = compared(question, asked)
        assert same(shown(answer.frame, question), counted(question, asked, folder))
        if question.compare and not {*DATES} & {*question.by}:
            then = {
                key: row
                for key, row in shown(answer.frame, question, "_0").items()
                if key == () or any(value is not None for value in row)
            }
            assert same(then, counted(question, asked.last_year(), folder))


@given(places.flatmap(any_at_all))
@settings(once, max_examples=ANY_EXAMPLES)
def test_whatever_is_asked_is_answered_safely_or_refused_with_a_next_step(homes, drawn):
    name, question, period, day = drawn
    with asked_at(homes, name, period, day) as asked:
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
