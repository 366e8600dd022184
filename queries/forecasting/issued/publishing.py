"""Work the standard forecasts out once, with their track record, and keep them for the pages.

Every series is forecast from its newest complete period and again from earlier origins, each time with the histories
exactly as they were known on that day. The whole is forecast without its new offerings, which are added at what they
bring by now. Where the model has been worse than a baseline up to an origin, the baseline is
shown from that origin on. Then the parts are scaled to add up to the whole, and bands that have been too narrow widened.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from multiprocessing import get_context
from time import perf_counter

import polars as pl

from data.caches import kept
from data.contracts.offerings import Offerings
from data.cubes.forecasts import Forecasts
from data.reference.colleges import College
from data.reference.periods import Calendar, add_months, month_end
from data.store import derived
from data.store.derived import Basis
from data.store.store import scan_or_empty
from queries.college import calendar, newest_day
from queries.engines.forecast import baseline
from queries.engines.forecast.baseline import LEVELS
from queries.engines.forecast.closures import without_closures
from queries.engines.forecast.history import checked
from queries.engines.forecast.models import MODEL_VERSION
from queries.forecasting.issued import ledger
from queries.forecasting.issued.choice import with_choice
from queries.forecasting.issued.launches import Launches, launches
from queries.forecasting.issued.reconcile import reconcile
from queries.forecasting.issued.series import (
    COMPLETIONS,
    SEASONS,
    Histories,
    forecastable,
    histories,
    last_complete,
)
from queries.forecasting.issued.widening import with_widening
from queries.revenue import goal_record
from queries.semantic.scope import Scope

RECIPE = f"forecasts 5, model {MODEL_VERSION}"
CUBES = ("enrollment", "headcount", "completion", "offerings")
STANDARD = ("net_registrations", "headcount", "net_revenue", COMPLETIONS)
ADDITIVE = ("net_registrations", "net_revenue")
HORIZON = {"month": 12, "quarter": 4}
WORTH_SECONDS = 10
FEWEST_POINTS = 6
"""A series shorter than this is not forecast."""


@dataclass(frozen=True)
class Plan:
    """How far back a grain is tried: an origin every `step` months, `count` of them before the newest."""

    grain: str
    step: int
    count: int


PLANS = (Plan("all", 1, 24), Plan("field", 3, 8), Plan("offering", 3, 8))
"""The fewer series, the longer their record; each plan's origins are among those of the plan before it."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Job:
    """One series at one origin, as plain values that go to another process; the whole with what launches add to it."""

    metric: str
    grain: str
    value: str
    frequency: str
    origin: date
    known_on: date
    y: tuple[float, ...]
    launched: Launches | None = None


def basis(version: str, college: College) -> Basis:
    """What the published forecasts of a college follow from."""
    return Basis(version, college, CUBES, RECIPE)


def name_of(grain: str) -> str:
    """Name under which the forecasts of a grain are kept."""
    return f"forecasts_{grain}"


def publish_forecasts(version: str, college: College, progress: Progress | None = None, workers: int = 1) -> None:
    """Work out and keep the forecasts of every standard series, college first, and the record of goals.

    What is there already stays.

    Raises Busy when somebody else is at it.
    """
    of = basis(version, college)
    with derived.working(of):
        todo = {p.grain: jobs(p, version, college) for p in PLANS if derived.find(of, name_of(p.grain)) is None}
        tell = _telling(of, sum(len(v) for v in todo.values()), progress)
        above: pl.DataFrame | None = None
        for plan in PLANS:
            if plan.grain not in todo:
                above = derived.find(of, name_of(plan.grain))
                continue
            made = compute(todo[plan.grain], version, college, above, tell, workers)
            derived.keep(of, name_of(plan.grain), made)
            ledger.issue(newest(made), version, college, "published")
            above = made
        goal_record.publish_goal_record(version, college)


@kept("worked_out")
def worked_out(version: str, college: College, metric: str, grain: str) -> pl.DataFrame:
    """The forecasts of one standard metric and grain, just as `publish_forecasts` would keep them, and nothing kept.

    What is published of the grain above it is taken as it stands.
    """
    above: pl.DataFrame | None = None
    for plan in PLANS[: [p.grain for p in PLANS].index(grain) + 1]:
        held = derived.find(basis(version, college), name_of(plan.grain))
        todo = [] if held is not None else jobs(plan, version, college, (metric,))
        above = compute(todo, version, college, above, lambda: None) if held is None else held
    assert above is not None
    return above


def newest(frame: pl.DataFrame) -> pl.DataFrame:
    """Of each metric the forecasts from its newest origin: those that are issued, not tried in hindsight."""
    return frame.filter(pl.col("origin") == pl.col("origin").max().over("metric"))


def jobs(plan: Plan, version: str, college: College, metrics: tuple[str, ...] = STANDARD) -> list[Job]:
    """Every series and origin of a plan, oldest origin first."""
    newest = last_complete(newest_day(version, college))
    return [
        replace(job, launched=_launched(job, version, college))
        for name in metrics
        for known_on in _origins(plan, newest, calendar(version, college) if name == COMPLETIONS else None)
        for job in jobs_of(_histories(name, plan.grain, version, college, known_on))
    ]


def _launched(job: Job, version: str, college: College) -> Launches | None:
    """What new offerings add to the whole, where it is the sum of its offerings."""
    if job.grain != PLANS[0].grain or job.metric not in ADDITIVE:
        return None
    return launches(_histories(job.metric, "offering", version, college, job.known_on).frame, HORIZON[job.frequency])


def _origins(plan: Plan, newest: date, quarters: Calendar | None) -> list[date]:
    """Last days of the months that forecasts of a plan stand on, or of the quarters of a calendar; oldest first."""
    if quarters is not None:
        quarter = quarters.containing(newest, "quarter")
        newest = newest if quarter.end == month_end(newest) else add_months(quarter.start, -1)
        plan = Plan(plan.grain, 3, plan.step * plan.count // 3)
    return [month_end(add_months(newest, -months)) for months in range(plan.step * plan.count, -1, -plan.step)]


def jobs_of(known: Histories) -> Iterator[Job]:
    """The series that have enough history and still run."""
    origin = known.origin
    for (value,), series in known.frame.group_by("value", maintain_order=True):
        y = tuple(series["settled"].to_list())
        if len(y) >= FEWEST_POINTS and any(y[-SEASONS[known.frequency] :]) and series["period"].max() == origin:
            yield Job(known.metric, known.grain, str(value), known.frequency, origin, known.known_on, y)  # ty: ignore[invalid-argument-type]


def compute(
    todo: list[Job],
    version: str,
    college: College,
    above: pl.DataFrame | None,
    tell: Callable[[], None],
    workers: int = 1,
) -> pl.DataFrame:
    """The forecasts of one grain, chosen and scaled; `above` are those of the grain that they add up to."""
    rows = [row for made in _forecast_all(todo, workers, tell) for row in made]
    if not rows:
        return Forecasts.create_empty()
    frame = pl.DataFrame(rows, infer_schema_length=None)
    days = sorted({(job.metric, job.grain, job.known_on) for job in todo})
    known = {(m, day): _histories(m, grain, version, college, day) for m, grain, day in days}
    frame = with_choice(frame, known)
    if above is not None and not above.is_empty():
        frame = reconcile(frame, above, _parents(version, college), ADDITIVE)
    # Last, so that what is measured and widened is what is shown.
    frame = with_widening(frame, known)
    return Forecasts.validate(frame.select(Forecasts.column_names()).sort(Forecasts.primary_key()), cast=True)


def _forecast_all(todo: list[Job], workers: int, tell: Callable[[], None]) -> Iterator[list[dict]]:
    for made in _mapped(todo, workers):
        tell()
        yield made


def _mapped(todo: list[Job], workers: int) -> Iterable[list[dict]]:
    began = perf_counter()
    for place, job in enumerate(todo):
        # A process of its own takes seconds to start, which small work does not pay back.
        left = (perf_counter() - began) / max(place, 1) * (len(todo) - place)
        if workers > 1 and place >= 5 and left > WORTH_SECONDS:
            break
        yield rows_of(job)
    else:
        return
    todo = todo[place:]
    # Spawned, not forked: the caller may have threads of its own, and Polars does not survive a fork.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(rows_of, todo, chunksize=16)


def rows_of(job: Job, *, is_cleaned: bool = True) -> list[dict]:
    """The forecast of one job: a row per lead, the model's own values still unchosen and unscaled."""
    from queries.engines.forecast import models

    season, horizon = SEASONS[job.frequency], HORIZON[job.frequency]
    made = models.forecast(job.launched.others if job.launched else job.y, season, horizon, LEVELS, is_cleaned)
    factors = job.launched.factors if job.launched else (1.0,) * horizon
    notes = (*made.notes, job.launched.note) if job.launched else made.notes
    # A closure is not expected again by any of them.
    y = without_closures(checked(job.y, season)).values.tolist() if is_cleaned else job.y
    last, year = baseline.naive(y, horizon), baseline.seasonal_naive(y, season, horizon)
    step = 12 // season
    first = add_months(job.origin, -step * (len(job.y) - 1))
    cleaned = ";".join(f"{add_months(first, step * place)}={value:.6g}" for place, value in made.cleaned.items())
    about = {
        "metric": job.metric, "grain": job.grain, "value": job.value, "frequency": job.frequency,
        "origin": job.origin, "known_on": job.known_on, "choice": "model", "scaled_by": 1.0, "widened_by": 1.0,
        "members": "; ".join(made.members), "cleaned": cleaned, "notes": " | ".join(notes),
        "model_version": made.model_version,
    }  # fmt: skip
    rows = []
    for place in range(horizon):
        row = {**about, "target": add_months(job.origin, step * (place + 1)), "lead": place + 1}
        row |= dict.fromkeys(("point", "model"), float(made.mean[place] * factors[place])) | {
            "naive": last.point[place],
            "seasonal_naive": year.point[place],
        }
        for level in LEVELS:
            low, high = made.bands[level]
            row |= {
                f"{end}_{level}": float(edge[place] * factors[place]) for end, edge in (("low", low), ("high", high))
            }
            row |= {f"naive_{level}": last.half_width[level][place], f"year_{level}": year.half_width[level][place]}
        rows.append(row)
    return rows


def _histories(name: str, grain: str, version: str, college: College, known_on: date) -> Histories:
    scope = Scope(version, college, calendar(version, college).containing(known_on, "fiscal_year"), known_on)
    return histories(forecastable(name), None if grain == "all" else grain, scope)


def _parents(version: str, college: College) -> dict[str, str]:
    """The field of every offering."""
    offered = scan_or_empty(version, college, "offerings", Offerings)
    return dict(offered.select("offering_id", pl.col("cip_code").str.slice(0, 2)).collect().rows())


def _telling(of: Basis, total: int, progress: Progress | None) -> Callable[[], None]:
    done = 0

    def tell() -> None:
        nonlocal done
        done += 1
        if done % 10 == 0 or done == total:
            derived.say(of, done, total)
            if progress:
                progress(done, total)

    derived.say(of, 0, total)
    return tell
