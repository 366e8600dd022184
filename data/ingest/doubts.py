"""Rows that were taken and should be checked, looked at beside all that the college holds after the import."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from data.cubes import known_days
from data.ingest import goal_rows
from data.readers.files import issue, no_issues
from data.readers.lots import repeated

FactsOf = Callable[[str], pl.LazyFrame | None]
"""A table as the college holds it after the import, None where there is none."""

NET = pl.col("gross_usd") - pl.col("discount_usd") - pl.col("refund_usd")
_IS_OPEN = pl.col("dropped_on").is_null()


@dataclass(frozen=True)
class Import:
    """What came in one import: the `good` rows of a table of one file, and whether registrations came along.

    `seats`, `claims` and `open_seats` are what is known of all seats and inquiries together, where the rows are a piece of a file, and
    `has_cents` whether all its amounts seem to be in cents.
    """

    table: str
    good: pl.DataFrame
    has_registrations: bool
    seats: "Seats | None" = None
    claims: "Claims | None" = None
    open_seats: pl.LazyFrame | None = None
    has_cents: bool | None = None


@dataclass(frozen=True)
class Seats:
    """Open seats beside each other: hashes of those that a learner has `twice`, and issues of sections that are too `full`."""

    twice: pl.Series
    full: pl.DataFrame


@dataclass(frozen=True)
class Claims:
    """Inquiries beside each other: what `claims` finds, and the days between which nearly all were made."""

    issues: pl.DataFrame
    inside: tuple[date, date] | None


def seats_of(good: pl.LazyFrame, facts_of: FactsOf, scratch: Path) -> Seats:
    """What is known of all seats together after an import, of which `good` rows came, however many they are."""
    held, sections = facts_of("registrations"), facts_of("sections")
    if held is None or sections is None:
        return Seats(_NO_SEATS, no_issues())
    rows = held.select(pl.len()).collect().item()
    slices = (held.slice(at, SLICE).filter(_IS_OPEN).select(mark=_SEAT).collect() for at in range(0, rows, SLICE))
    twice = [again["mark"].unique() for again in repeated(slices, rows, scratch)]
    return Seats(pl.concat([_NO_SEATS, *twice]), _over_capacity(good, held, sections))


def seats_among(good: pl.LazyFrame, sections: pl.LazyFrame | None) -> Seats:
    """The same where the rows that came are all seats of their sections."""
    if sections is None:
        return Seats(_NO_SEATS, no_issues())
    return Seats(_twice_held(good, good), _over_capacity(good, good, sections))


def find(brought: Import, facts_of: FactsOf) -> pl.DataFrame:
    """Issues of the rows, none of them fatal, with `usd`: the net revenue that a row holds, null where it holds none."""
    look = {"registrations": _registrations, "sections": _sections, "inquiries": _inquiries, "goals": _goals}
    issues = look[brought.table](brought, facts_of) if brought.table in look else [no_issues()]
    return pl.concat([part if "usd" in part.columns else with_usd(part, brought.good) for part in issues])


def with_usd(issues: pl.DataFrame, good: pl.DataFrame) -> pl.DataFrame:
    """Issues with `usd` beside them: the net revenue of the row, null where the table holds none."""
    if "gross_usd" not in good.columns:
        return issues.with_columns(usd=pl.lit(None, pl.Float64))
    return issues.join(good.select("row", usd=NET), on="row", how="left")


def _registrations(brought: Import, facts_of: FactsOf) -> list[pl.DataFrame]:
    good, held = brought.good.lazy(), facts_of("registrations")
    sections = facts_of("sections")
    is_withdrawn = pl.col("outcome").cast(pl.String) == "withdrawn"
    kept = good.filter(_IS_OPEN)
    stayed = kept.filter(pl.col("refund_usd") > 0).select("row", value="refund_usd")
    issues = [
        _issue(kept.filter(is_withdrawn).select("row", value=pl.lit(None)), "dropped_on", "withdrawn_without_day"),
        _issue(stayed, "refund_usd", "refund_without_drop"),
    ]
    if held is None or sections is None:
        return issues
    canceled = sections.filter(pl.col("status").cast(pl.String) == "cancelled").select("section_id", "decided_on")
    there = good.join(canceled, on="section_id")
    late = there.filter(pl.col("registered_on") > pl.col("decided_on")).select("row", value="registered_on")
    spelled = no_issues() if brought.seats else _with_other_zeros(good, held)
    seats = brought.seats or Seats(_twice_held(good, held), _over_capacity(good, held, sections))
    return [
        *issues,
        _issue(there.filter(_IS_OPEN).select("row", value="section_id"), "section_id", "seat_in_canceled_section"),
        _issue(late, "registered_on", "seat_after_cancellation"),
        _twice(good, seats.twice),
        spelled,
        _unlike_price(good, sections, facts_of("offerings")),
        _in_cents(brought, sections, facts_of("offerings")),
        seats.full.join(brought.good.select("row"), on="row", how="semi", maintain_order="left"),
    ]


_SEAT = pl.struct("section_id", "learner_id").hash()
_NO_SEATS = pl.Series("mark", [], pl.UInt64)
SLICE = 500_000
"""Rows that are looked at once where there are many."""


def _twice_held(good: pl.LazyFrame, held: pl.LazyFrame) -> pl.Series:
    """Hashes of the open seats of the rows that a learner holds twice. Numbers in place of names take a fraction of the time."""
    mine = good.filter(_IS_OPEN).select(seat=_SEAT).unique().collect()["seat"]
    seats = held.filter(_IS_OPEN).select(seat=_SEAT).filter(pl.col("seat").is_in(mine.implode()))
    shared = seats.collect(engine="streaming")["seat"]
    return shared.filter(shared.is_duplicated()).unique()


def _twice(good: pl.LazyFrame, twice: pl.Series) -> pl.DataFrame:
    """Rows whose learner has another open seat in their section."""
    if twice.is_empty():
        return no_issues()
    rows = good.filter(_IS_OPEN, _SEAT.is_in(twice.implode()))
    return _issue(rows.select("row", value="section_id"), "section_id", "learner_twice_in_section")


def _with_other_zeros(good: pl.LazyFrame, held: pl.LazyFrame) -> pl.DataFrame:
    """Rows whose learner is a number that another registration writes with other zeros in front."""
    learner, bare = pl.col("learner_id"), pl.col("learner_id").str.strip_chars_start("0")
    ids = held.filter(learner.str.contains(r"^\d+$")).select("learner_id")
    padded = ids.filter(learner.str.starts_with("0")).unique().collect(engine="streaming")
    if padded.is_empty():
        return no_issues()
    near = ids.filter(bare.is_in(padded.select(bare)["learner_id"].implode())).unique().collect(engine="streaming")
    several = near.filter(pl.len().over(bare) > 1)
    rows = good.join(several.lazy(), on="learner_id", how="semi", maintain_order="left")
    return _issue(rows.select("row", value=pl.lit("not shown")), "learner_id", "learner_with_other_zeros")


_UNITS = (100.0, 1000.0, 0.01, 0.001)
"""How many times a price an amount is that is not in dollars: in cents, or in thousands."""


def _unlike_price(good: pl.LazyFrame, sections: pl.LazyFrame, offerings: pl.LazyFrame | None) -> pl.DataFrame:
    """Rows whose amount is the list price of their section in another unit."""
    if offerings is None:
        return no_issues()
    listed = _listed(sections, offerings).filter(pl.col("price") >= 1)
    rows = good.filter(pl.col("gross_usd") > 0).join(listed, on="section_id", maintain_order="left")
    ratio = pl.col("gross_usd") / pl.col("price")
    is_other = pl.any_horizontal((ratio / unit - 1).abs() < 0.005 for unit in _UNITS)
    return _issue(rows.filter(is_other).select("row", value="gross_usd"), "gross_usd", "other_unit_than_price")


def _listed(sections: pl.LazyFrame, offerings: pl.LazyFrame) -> pl.LazyFrame:
    """The list price of each section; null where none is known."""
    listed = sections.join(offerings.select("offering_id", of_all="price_usd"), on="offering_id", how="left")
    return listed.select("section_id", price=pl.coalesce("price_usd", "of_all"))


_DEAR, _TIMES = 5_000.0, 20
"""An amount that few microcredentials cost, and how many usual prices of a college another one is at the most."""


def seem_in_cents(good: pl.LazyFrame, sections: pl.LazyFrame, offerings: pl.LazyFrame) -> bool:
    """Whether all amounts without a list price to compare are whole multiples of 5, and most are far above any usual price."""
    listed = _listed(sections, offerings)
    usual = listed.select(pl.col("price").filter(pl.col("price") >= 1).median()).collect().item()
    dear = _DEAR if usual is None else min(_DEAR, _TIMES * usual)
    free = good.filter(pl.col("gross_usd") > 0).join(
        listed.filter(pl.col("price").is_null()), on="section_id", how="semi"
    )
    amount = pl.col("gross_usd")
    counted = free.select(rows=pl.len(), whole=(amount % 5 == 0).sum(), dear=(amount >= dear).sum())
    rows, whole, above = counted.collect(engine="streaming").row(0)
    return rows > 0 and whole == rows and 2 * above > rows


def _in_cents(brought: Import, sections: pl.LazyFrame, offerings: pl.LazyFrame | None) -> pl.DataFrame:
    """Rows whose amount no list price explains, in a file whose amounts seem to be in cents."""
    if offerings is None or brought.has_cents is False:
        return no_issues()
    good = brought.good.lazy()
    if brought.has_cents is None and not seem_in_cents(good, sections, offerings):
        return no_issues()
    unlisted = _listed(sections, offerings).filter(pl.col("price").is_null())
    rows = good.filter(pl.col("gross_usd") > 0).join(unlisted, on="section_id", how="semi", maintain_order="left")
    return _issue(rows.select("row", value="gross_usd"), "gross_usd", "may_be_cents")


def _over_capacity(good: pl.LazyFrame, held: pl.LazyFrame, sections: pl.LazyFrame) -> pl.DataFrame:
    """The last row of each section that holds more open seats than its capacity, with how many."""
    last = good.filter(_IS_OPEN).group_by("section_id").agg(pl.col("row").max())
    over = _fullness(open_seats(held), sections).join(last, on="section_id")
    value = pl.format("{} seats of {}", "seats", "capacity")
    return _issue(over.select("row", value=value), "section_id", "over_capacity")


def open_seats(held: pl.LazyFrame) -> pl.LazyFrame:
    """The open seats of each section and the net revenue that they hold: section_id, seats, usd."""
    return held.filter(_IS_OPEN).group_by("section_id").agg(seats=pl.len(), usd=NET.sum())


def _fullness(seats: pl.LazyFrame, sections: pl.LazyFrame) -> pl.LazyFrame:
    """Sections with more open seats than their capacity: section_id, seats, capacity."""
    there = sections.select("section_id", "capacity").join(seats.select("section_id", "seats"), on="section_id")
    return there.filter(pl.col("seats") > pl.col("capacity"))


def _sections(brought: Import, facts_of: FactsOf) -> list[pl.DataFrame]:
    held = facts_of("registrations")
    if held is None or brought.has_registrations:
        return [no_issues()]
    good = brought.good.lazy().select("row", "section_id", "status", "capacity")
    canceled = good.filter(pl.col("status").cast(pl.String) == "cancelled")
    seats = open_seats(held) if brought.open_seats is None else brought.open_seats
    left_open = canceled.join(seats, on="section_id").collect(engine="streaming")
    value = pl.format("{} seats", "seats")
    left = issue(left_open.select("row", value=value), "status", "canceled_with_seats", is_fatal=False)
    over = _fullness(seats, good).join(good.select("row", "section_id"), on="section_id")
    value = pl.format("{} seats of {}", "seats", "capacity")
    return [
        left.join(left_open.select("row", "usd"), on="row", how="left"),
        _issue(over.select("row", value=value), "capacity", "over_capacity"),
    ]


def _inquiries(brought: Import, facts_of: FactsOf) -> list[pl.DataFrame]:
    good, held, registrations = brought.good, facts_of("inquiries"), facts_of("registrations")
    assert held is not None or good.is_empty()
    issues = [no_issues()]
    if held is None:
        return issues
    if brought.claims is not None:
        issues.append(brought.claims.issues)
    else:
        claiming = good.filter(pl.col("registration_id").is_not_null()).lazy()
        asked = claiming.select("registration_id").unique()
        known = None if registrations is None else _with_ids(registrations, asked)
        issues += claims(claiming, _with_ids(held, asked), known)
    inside = brought.claims.inside if brought.claims else known_days.bounds(held)
    if inside is not None:
        far = good.lazy().filter(~pl.col("inquired_on").is_between(*inside)).select("row", value="inquired_on")
        issues.append(_issue(far, "inquired_on", "far_from_other_days"))
    return issues


def _with_ids(rows: pl.LazyFrame, ids: pl.LazyFrame) -> pl.LazyFrame:
    return rows.join(ids, on="registration_id", how="semi", maintain_order="left")


def claims(claiming: pl.LazyFrame, held: pl.LazyFrame, registrations: pl.LazyFrame | None) -> list[pl.DataFrame]:
    """Issues of inquiries that claim a registration that an earlier one of all `held` has led to, or that is not there."""
    claims = held.select("registration_id", "inquiry_id", "inquired_on").sort("inquired_on", "inquiry_id")
    first = claims.unique("registration_id", keep="first", maintain_order=True)
    second = claiming.join(first.select("registration_id", first="inquiry_id"), on="registration_id")
    second = second.filter(pl.col("inquiry_id") != pl.col("first")).select("row", value="registration_id")
    issues = [_issue(second, "registration_id", "second_inquiry")]
    if registrations is not None:
        unknown = claiming.join(registrations.select("registration_id"), on="registration_id", how="anti")
        unknown = unknown.select("row", value="registration_id")
        issues.append(_issue(unknown, "registration_id", "unknown_registration"))
    return issues


def _goals(brought: Import, facts_of: FactsOf) -> list[pl.DataFrame]:
    return [goal_rows.choices_unknown(brought.good, facts_of("offerings")), goal_rows.not_counted(brought.good)]


def _issue(rows: pl.LazyFrame, column: str, code: str) -> pl.DataFrame:
    return issue(rows.collect(engine="streaming"), column, code, is_fatal=False)
