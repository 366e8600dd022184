"""What stacks into what: agreements, recommendations and the catalog as ways from one credential to the next."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from data.store.parts import OutOfPart
from data.store.store import MissingData, scan
from queries.cubes.steps import STEPS_CUBE
from queries.outcomes import articulations, lifecycle
from queries.semantic.cube import Asked
from queries.semantic.scope import Scope

AGREED, ENDING, RECOMMENDED, LISTED = "agreed", "ending", "recommended", "listed"
STATES = (AGREED, ENDING, RECOMMENDED, LISTED)
"""Agreed by an institution; agreed and ending soon; recommended only; in the catalog without an agreement on record."""
SOON_DAYS = 365
"""An agreement that ends within so many days ends soon: a renewal takes about two terms."""
ANY = "any"
"""What a recommendation counts toward."""


@dataclass(frozen=True)
class Way:
    """One way from a credential to what it counts toward.

    `start` and `end` are keys of offerings, or names where it is none of the catalog. `is_degree`: it ends outside the catalog.
    How many completed and went on is None where the college does not know it, or `is_hidden` to protect learners.
    `median_months`: from completing to registering for the next, as of the same day; None toward a degree.
    """

    start: str
    start_title: str
    is_ours: bool
    provider: str | None
    end: str
    end_title: str
    is_degree: bool
    state: str
    institution: str | None
    recommended_by: str | None
    credit_hours: float | None
    until: date | None
    completed: int | None = None
    went_on: int | None = None
    median_months: int | None = None
    is_hidden: bool = False

    @property
    def share(self) -> float | None:
        """Those who went on, of those who completed."""
        return None if self.went_on is None or not self.completed else self.went_on / self.completed

    @property
    def within_months(self) -> int | None:
        """Months within which half of those who went on did so: one more than the whole months that had passed."""
        return None if self.median_months is None else self.median_months + 1


@dataclass(frozen=True)
class Pathways:
    """The ways on the as-of date, and the open offerings of the college in the chosen field: titles by their keys."""

    ways: tuple[Way, ...]
    offered: tuple[tuple[str, str], ...]

    @property
    def without(self) -> tuple[tuple[str, str], ...]:
        """Open offerings that count toward nothing by an agreement in force."""
        agreed = {way.start for way in self.ways if way.is_ours and way.state in (AGREED, ENDING)}
        return tuple(pair for pair in self.offered if pair[0] not in agreed)

    @property
    def only_recommended(self) -> tuple[str, ...]:
        """Keys of those of them for which credit is recommended."""
        recommended = {way.start for way in self.ways if way.state == RECOMMENDED}
        return tuple(code for code, _ in self.without if code in recommended)

    @property
    def ending(self) -> tuple[Way, ...]:
        """Agreements that end soon, the first to end first."""
        return tuple(sorted((way for way in self.ways if way.state == ENDING), key=lambda way: way.until or date.max))


def pathways(scope: Scope) -> Pathways:
    """All that leads from one credential to the next on the as-of date, of the chosen field if one is."""
    catalog = _catalog(scope)
    ours = set(catalog.filter("is_ours", "is_open")["offering_id"])
    field = dict(scope.where).get("field")
    if field:
        ours &= set(catalog.filter(pl.col("field") == field)["offering_id"])
    titles = dict(catalog.select("offering_id", "title").rows())
    every = [*_agreements(scope, catalog), *_listed(catalog)]
    known = _once(way for way in every if way.start in ours or way.end in ours)
    counts = _counts(scope)
    return Pathways(
        tuple(_with_counts(way, counts.get((way.start, way.end))) for way in known),
        tuple(sorted(((code, titles[code]) for code in ours), key=lambda pair: pair[1])),
    )


@dataclass(frozen=True)
class Soon:
    """Within how many months half of those came back whose first credential counts toward another; followed for `horizon`."""

    months: int
    horizon: int


def how_soon(scope: Scope) -> Soon | None:
    """How soon learners go on, over all fields; None where too little is published, or a part of the college is shown.

    Of those who came back at all within the time that is published, since most never do.
    """
    try:
        curve = lifecycle.back(scope, "stacks")
    except OutOfPart:
        return None
    points = curve.filter(pl.col("value") == "yes") if curve.columns else curve
    if points.is_empty() or not points["share"][-1]:
        return None
    half = points.filter(pl.col("share") >= points["share"][-1] / 2)
    return Soon(half["months"][0], points["months"][-1])


def _catalog(scope: Scope) -> pl.DataFrame:
    """Every offering: offering_id, title, stacks_into, field, provider, and whether it is ours and open."""
    own = (
        scan(scope.version, scope.college, "programs").filter("is_ours").select(offering_id="program_id", is_ours=True)
    )
    names = scan(scope.version, scope.college, "providers").select("provider_id", provider="name")
    is_open = (pl.col("launched_on").is_null() | (pl.col("launched_on") <= scope.as_of)) & (
        pl.col("retired_on").is_null() | (pl.col("retired_on") >= scope.as_of)
    )
    return (
        scan(scope.version, scope.college, "offerings")
        .join(own, on="offering_id", how="left")
        .join(names, on="provider_id", how="left")
        .select(
            "offering_id", "title", "stacks_into", "provider",
            pl.col("is_ours").fill_null(value=False),
            field=pl.col("cip_code").str.slice(0, 2), is_open=is_open,
        )
        .sort("offering_id")
        .collect()
    )  # fmt: skip


def _agreements(scope: Scope, catalog: pl.DataFrame) -> list[Way]:
    """A way per agreement in force and per recommendation that has not lapsed."""
    known = {row["offering_id"]: row for row in catalog.to_dicts()}
    is_current = (pl.col("expires_on") >= scope.as_of).fill_null(value=True)
    rows = articulations.begun(scope).filter(is_current).with_columns(is_agreed=articulations.is_agreed())
    return [_way(row, known, scope) for row in rows.sort("articulation_id").to_dicts()]


def _way(row: dict, known: dict[str, dict], scope: Scope) -> Way:
    start, end = known.get(row["from_offering"] or ""), known.get(row["to_offering"] or "")
    until = row["expires_on"]
    state = RECOMMENDED if not row["is_agreed"] else AGREED
    if state == AGREED and until is not None and (until - scope.as_of).days <= SOON_DAYS:
        state = ENDING
    target = row["to_offering"] or row["degree"] or ANY
    return Way(
        start=row["from_offering"] or f"{row['from_title']} ({row['from_provider'] or ''})",
        start_title=start["title"] if start else row["from_title"] or row["from_offering"],
        is_ours=bool(start and start["is_ours"]),
        provider=(None if start and start["is_ours"] else start["provider"] if start else row["from_provider"]),
        end=target,
        end_title=end["title"] if end else target,
        is_degree=end is None,
        state=state,
        institution=row["receiving_institution"],
        recommended_by=row["recommended_by"],
        credit_hours=row["credit_hours"],
        until=until,
    )


def _listed(catalog: pl.DataFrame) -> list[Way]:
    """What the catalog alone says that an open offering of the college counts toward."""
    titles = dict(catalog.select("offering_id", "title").rows())
    rows = catalog.filter("is_ours", "is_open", pl.col("stacks_into").is_not_null()).to_dicts()
    return [
        Way(
            start=row["offering_id"], start_title=row["title"], is_ours=True, provider=None, end=row["stacks_into"],
            end_title=titles.get(row["stacks_into"], row["stacks_into"]), is_degree=row["stacks_into"] not in titles,
            state=LISTED, institution=None, recommended_by=None, credit_hours=None, until=None,
        )
        for row in rows
    ]  # fmt: skip


def _once(ways: Iterable[Way]) -> list[Way]:
    """One way from a credential to another: an agreement stands in place of what the catalog says."""
    by_ends: dict[tuple[str, str, str | None], Way] = {}
    agreed = set()
    for way in ways:
        if way.state == LISTED and (way.start, way.end) in agreed:
            continue
        agreed.add((way.start, way.end))
        by_ends[way.start, way.end, way.recommended_by] = way
    return list(by_ends.values())


def _counts(scope: Scope) -> dict[tuple[str, str], dict]:
    """Completions and who went on, by both ends, as `steps` publishes them."""
    try:
        frame = STEPS_CUBE.read(Asked(scope)).collect()
    except MissingData:
        return {}
    return {(row["from_offering"], row["to"]): row for row in frame.to_dicts()}


def _with_counts(way: Way, row: dict | None) -> Way:
    if row is None or way.institution is not None:  # who studies at another institution is not known
        return way
    is_hidden = row["completed"] is None or row["went_on"] is None
    months = row.get("median_months")  # a version of an older release has none
    return replace(way, completed=row["completed"], went_on=row["went_on"], median_months=months, is_hidden=is_hidden)
