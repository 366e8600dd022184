"""Institutions, alternative providers and this college side by side: the four subjects, each with what may be said of it."""

from dataclasses import dataclass

import polars as pl

from data.reference.periods import fiscal_year_name
from queries.answer import measure
from queries.cubes import list_statistics
from queries.cubes.programs import PROGRAMS_CUBE
from queries.metrics.enrollment import HEADCOUNT, NET_REGISTRATIONS, NET_REVENUE
from queries.metrics.offerings import (
    MEDIAN_HOURS,
    MEDIAN_PRICE,
    MEDIAN_WEEKS,
    ONLINE_SHARE,
    PRICE_PER_HOUR,
    PRICED_SHARE,
    PROGRAMS,
    PROVIDERS,
)
from queries.outcomes import completion
from queries.outcomes.comparability import CONVERTIBLE, NOT_COMPARABLE, SAME, Badge, badge
from queries.protection.cube_rows import rows
from queries.semantic.dimensions import SIDES
from queries.semantic.metric import Metric
from queries.semantic.scope import Scope, Unanswerable
from queries.semantic.unit import COUNT, SHARE, USD, Unit
from queries.strategy.versus_figures import Figure, cell, figure, stated, weighted
from queries.strategy.versus_view import (
    ALL,
    ALTERNATIVE,
    INSTITUTION,
    KNOWN,
    MARKETS,
    View,
    cube,
    in_place,
    listed,
    own_programs,
    own_scope,
)

OFFERINGS, ENROLLMENT, REVENUE, OUTCOMES = "offerings", "enrollment", "revenue", "outcomes"
SUBJECTS = (OFFERINGS, ENROLLMENT, REVENUE, OUTCOMES)


@dataclass(frozen=True)
class Line:
    """One measure of both sides and of the college. None is not known.

    `sides` says whether both sides may be compared, `own` whether the college may be compared with them. `coverage`:
    the share of the market's programs or people that the numbers stand on. `source`: a code of the public sources, or
    `own`.
    """

    subject: str
    measure: str
    unit: Unit
    institution: Figure | None
    alternative: Figure | None
    college: Figure | None
    sides: Badge
    own: Badge
    source: str
    state: str | None = None
    coverage: float | None = None
    period: str | None = None

    def of(self, side: str) -> Figure | None:
        """The figure of one side."""
        return self.institution if side == INSTITUTION else self.alternative


def lines(view: View) -> tuple[Line, ...]:
    """Every measure, the headline of each subject first."""
    return (*_offerings(view), *_enrollment(view), *_revenue(view), *_outcomes(view))


def headlines(view: View) -> dict[str, Line]:
    """The first line of each subject."""
    first_lines: dict[str, Line] = {}
    for line in lines(view):
        first_lines.setdefault(line.subject, line)
    return first_lines


def gaps(view: View, definition: str) -> dict[str, dict]:
    """Institutions less alternatives by weights, as in the cube; empty where it was not estimated or one field is chosen."""
    frame = in_place(view, cube(view, "side_gaps"))
    if frame.is_empty() or view.field != ALL:
        return {}
    mine = frame.filter(
        pl.col("institution") == view.institution,
        pl.col("alternative") == view.alternative,
        pl.col("definition").cast(pl.String) == definition,
    )
    return {row["weights"]: row for row in mine.to_dicts()}


def _offerings(view: View) -> list[Line]:
    metrics = (MEDIAN_PRICE, PRICE_PER_HOUR, MEDIAN_WEEKS, MEDIAN_HOURS, ONLINE_SHARE, PROGRAMS, PROVIDERS)
    sides = {side: _programs(view, side, (*metrics, PRICED_SHARE)) for side in SIDES}
    own = own_programs(view).select(m.formula.alias(m.name) for m in metrics).collect().row(0, named=True)
    market = MARKETS[view.market]
    priced = weighted(*((found.get("priced_share"), found.get("programs")) for found in sides.values()))
    edition = list_statistics.edition(view.scope.version, market.programs)
    figures = {
        m.name: {s: figure(f.get(m.name), f.get("programs"), f.get("providers")) for s, f in sides.items()}
        for m in metrics
    }
    return [
        Line(
            OFFERINGS, m.name, m.unit, figures[m.name][INSTITUTION], figures[m.name][ALTERNATIVE],
            figure(own[m.name], own["programs"]) if own["programs"] else None,
            Badge(SAME, "Both sides stand on one list, which states price, length and hours in one way."),
            _own_offerings(view),
            market.programs,
            coverage=priced if m.unit == USD else None,
            period=f"{edition}" if edition else None,
        )
        for m in metrics
    ]  # fmt: skip


def _own_offerings(view: View) -> Badge:
    if view.market == KNOWN:
        return Badge(SAME, "The college keeps its competitors' programs in the same catalog as its own.")
    return Badge(CONVERTIBLE, "List prices of another state and another day; neither is what learners pay.")


def _enrollment(view: View) -> list[Line]:
    people = _results(view, "provider_people")
    market, scope = MARKETS[view.market], view.scope
    finished = completion.cohorts(own_scope(view)).filter(~pl.col("is_open")).drop_nulls("completed").tail(1)
    ours = figure(*finished.select("completed", "started").row(0)) if finished.height else None
    year = fiscal_year_name(finished["cohort"][0]) if finished.height else None
    same = Badge(SAME, "Both sides report everybody who completed to one list, in one way.")
    completers = Line(
        ENROLLMENT, "people", COUNT, cell(people, INSTITUTION, "people"), cell(people, ALTERNATIVE, "people"), ours, same,
        Badge(CONVERTIBLE, "The college counts completed registrations: a learner who completes two counts twice."),
        market.results, _state(people), period=year,
    )  # fmt: skip
    taken = [_served(view, people)] if "served" in people.columns and people["served"].count() else []
    for metric in (NET_REGISTRATIONS, HEADCOUNT):
        value = _asked(metric, own_scope(view))
        taken.append(
            Line(
                ENROLLMENT, metric.name, COUNT, None, None, figure(value),
                Badge(NOT_COMPARABLE, "No public list states who enrolls with alternative providers."),
                Badge(NOT_COMPARABLE, "People who enroll and people who complete are two counts."),
                "own", period=scope.period.name,
            )
        )  # fmt: skip
    return [completers, *taken]


def _served(view: View, people: pl.DataFrame) -> Line:
    """People who took part on both sides, which one list alone states."""
    none = Badge(NOT_COMPARABLE, "The college counts registrations and headcount of a period.")
    same = Badge(SAME, "Both sides report everybody who took part to one list, in one way.")
    one, other = (cell(people, side, "served") for side in SIDES)
    return Line(ENROLLMENT, "served", COUNT, one, other, None, same, none, MARKETS[view.market].results, _state(people))


def _revenue(view: View) -> list[Line]:
    people, market = _results(view, "provider_people"), MARKETS[view.market]
    priced_people = [cell(people, side, "priced_people") for side in SIDES]
    values = [cell(people, side, "value_usd", "value_low_usd", "value_high_usd") for side in SIDES]
    values = [v if v and n and n.value else None for v, n in zip(values, priced_people, strict=True)]
    every = [cell(people, side, "people") for side in SIDES]
    priced = sum(f.value for f in priced_people if f)
    covered = priced / sum(f.value for f in every if f) if any(every) and sum(f.value for f in every if f) else None
    net, taken = _asked(NET_REVENUE, own_scope(view)), _asked(NET_REGISTRATIONS, own_scope(view))
    apart = Badge(
        NOT_COMPARABLE,
        "This college's number is a year's tuition after discounts and refunds. Theirs is people × list price.",
    )
    worth = Line(
        REVENUE, "value", USD, values[0], values[1], figure(net), Badge(SAME, "People who completed × the list price of their program, on both sides."),
        apart, market.results, _state(people), covered, view.scope.period.name,
    )  # fmt: skip
    each = [
        figure(v.value / n.value, int(n.value)) if v and n else None for v, n in zip(values, priced_people, strict=True)
    ]
    price = Line(
        REVENUE, "price_per_person", USD, each[0], each[1], figure(net / taken) if net and taken else None,
        Badge(SAME, "List price of those whose program has one, weighted by people."),
        Badge(NOT_COMPARABLE, "This college's number is what a registration paid. Theirs is a list price."),
        market.results, _state(people), covered, view.scope.period.name,
    )  # fmt: skip
    return [worth, price]


def _outcomes(view: View) -> list[Line]:
    work, market = _results(view, "provider_work"), MARKETS[view.market]
    outcome_lines = []
    wanted = [*market.employment, *([(0, market.completion)] if market.completion else []), *market.pay]
    for quarter, code in wanted:
        mine = work.filter(pl.col("definition").cast(pl.String) == code) if not work.is_empty() else work
        own, own_code, year = _own_outcome(view, code) if quarter in (0, 2) else (None, code, None)
        outcome_lines.append(
            Line(
                OUTCOMES, code, SHARE if _is_share(code) else USD, stated(mine, INSTITUTION), stated(mine, ALTERNATIVE), own,
                badge(code, code), badge(code, own_code) if own else Badge(NOT_COMPARABLE, "The college has no such number."),
                market.results, _state(mine), period=year,
            )
        )  # fmt: skip
    return outcome_lines


def _own_outcome(view: View, code: str) -> tuple[Figure | None, str, str | None]:
    """The college's number that is nearest to a definition, the definition it has, and its year."""
    scope = own_scope(view)
    if code.endswith("completion"):
        frame, own_code = completion.cohorts(scope).filter(~pl.col("is_open")), "home_completion"
        columns = ("share", "started", "low", "high")
    elif _is_share(code):
        frame, own_code = completion.placement(scope, "employed_q2"), "home_employment_q2"
        columns = ("share", "known", "low", "high")
    else:
        return None, code, None
    frame = frame.drop_nulls("share") if not frame.is_empty() else frame
    if frame.is_empty():
        return None, own_code, None
    row = frame.row(-1, named=True)
    value, n, low, high = (row[c] for c in columns)
    return Figure(value, n, None, low, high), own_code, fiscal_year_name(row["cohort"])


def _is_share(code: str) -> bool:
    return "earnings" not in code


def _programs(view: View, side: str, metrics: tuple[Metric, ...]) -> dict[str, float | None]:
    """Metrics of one side's programs by name, without the college's own; empty where none is listed."""
    scope = listed(view).narrowed(side=side)
    if view.kind(side) != ALL:
        scope = scope.narrowed(provider_type=view.kind(side))
    if list_statistics.stands_in(scope):
        frame = measure(*metrics, scope=scope).frame
    else:
        source, _ = rows(PROGRAMS_CUBE, (), scope)
        frame = source.filter(~pl.col("is_ours")).select(m.formula.alias(m.name) for m in metrics).collect()
    found = frame.row(0, named=True)
    return found if found["programs"] else {}


def _results(view: View, name: str) -> pl.DataFrame:
    """The cells of a results cube in the field, state and kinds of the view: at most one a side and definition."""
    frame = in_place(view, cube(view, name))
    if frame.is_empty():
        return pl.DataFrame()
    chosen = pl.any_horizontal(
        (pl.col("side") == side) & (pl.col("provider_type") == view.kind(side)) for side in SIDES
    )
    return frame.filter(chosen, pl.col("field") == view.field)


def _state(frame: pl.DataFrame) -> str | None:
    return None if frame.is_empty() else frame["state"][0]


def _asked(metric: Metric, scope: Scope) -> float | None:
    try:
        return measure(metric, scope=scope).value(metric)
    except Unanswerable:
        return None
