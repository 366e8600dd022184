"""What closing an offering would take: who is still to finish, what is owed, what points to it, and money year by year."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

import polars as pl

from data.caches import kept
from data.reference.portfolio import Rule
from queries.cubes import section_terms, section_totals, sections
from queries.cubes.commitments import commitments
from queries.semantic.column import Column, of_day, of_dimension
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.semantic.unit import COUNT, CREDITS, USD, YEAR
from queries.strategy.portfolio_verdict import row_of

RUNNING, AHEAD = "running", "starts_later"
_DAYS_OF_A_YEAR = 365.25
_POINTING = ("stacked_on", "agreement_to")
"""Kinds of ties by which learners of other offerings come to this one."""
_OWED = (
    Column("section_id", "Section"),
    Column("standing", "Stands", dimension="standing"),
    of_day("starts_on", "Starts"),
    of_day("ends_on", "Ends"),
    Column("seats", "Seats", COUNT, "Seats at the start of a section that runs; seats taken by now of one that starts later."),
    Column("net_usd", "Net revenue", USD, "Net tuition revenue of the seats taken."),
    Column("direct_usd", "Direct cost", USD),
    Column("commitment", "Promised"),
)  # fmt: skip
_TIED = (
    Column("kind", "Tie", dimension="tie"),
    Column("name", "With"),
    Column("credit_hours", "Credit", CREDITS, "Semester credit hours granted."),
    of_day("on", "Since"),
)
_YEARS = (
    Column("year", "Year after closing", YEAR),
    Column("lost_usd", "Revenue lost", USD),
    Column("saved_usd", "Cost avoided", USD),
    Column("left_usd", "Avoided less lost", USD.signed),
)


@dataclass(frozen=True)
class Money:
    """What an offering brings and costs in a year, US dollars, and the years that a learner stays.

    `direct` is saved by and by, `of_seats` as learners leave. `owed` of the revenue still comes in the first year, in
    sections that are to run and cost `owed_direct` of the direct cost.
    """

    revenue: float
    direct: float
    of_seats: float
    years_to_finish: float
    owed: float = 0.0
    owed_direct: float = 0.0


@dataclass(frozen=True)
class ClosingYear:
    """One year after the last admission: revenue that is lost and cost that is avoided, US dollars."""

    year: int
    lost_usd: float
    saved_usd: float

    @property
    def left_usd(self) -> float:
        """What closing leaves in the year; below 0 it costs more than it saves."""
        return self.saved_usd - self.lost_usd


@dataclass(frozen=True)
class Closing:
    """What closing an offering today would take.

    `running` and `ahead` are seats in sections that run and that start later; `owed` of the sections have to run,
    `promised` of these by a promise. `last_end` is when the last of them ends, None where none is owed. `pointing` names
    what counts toward the offering, `same_group` the college's other open offerings of its program group. `years` is
    empty where the direct cost is not known.
    """

    title: str
    closes_on: date | None
    running: int
    ahead: int
    owed: int
    promised: int
    last_end: date | None
    usual_days: float | None
    longest_days: int | None
    pointing: tuple[str, ...]
    same_group: tuple[str, ...]
    contribution_usd: float | None
    years: tuple[ClosingYear, ...]


def year_by_year(money: Money, saved_by_year: tuple[float, ...]) -> tuple[ClosingYear, ...]:
    """Each year until all revenue is lost and all cost avoided; from the last one on every year is like it.

    Nobody is admitted any more: after k years of n that a learner stays, k of n parts of the learners are gone.
    """
    years = max(len(saved_by_year), ceil(money.years_to_finish))
    made = []
    for year in range(1, years + 1):
        gone = min(1.0, year / money.years_to_finish) if money.years_to_finish > 0 else 1.0
        owed, owed_direct = (money.owed, money.owed_direct) if year == 1 else (0.0, 0.0)
        lost = max(gone * money.revenue - owed, 0.0)
        share = saved_by_year[min(year, len(saved_by_year)) - 1]
        of_seats = money.of_seats * lost / money.revenue if money.revenue else 0.0
        made.append(ClosingYear(year, lost, share * max(money.direct - owed_direct, 0.0) + of_seats))
    return tuple(made)


def owed(scope: Scope) -> Table:
    """Every section of any offering that runs, or that starts later and holds seats or a promise: a row each, by its end."""
    frame = _owed(scope.version, scope.college, scope.as_of)
    return Table(frame, (of_dimension("offering"), *_OWED), scope, has_period=False)


@kept("owed")
def _owed(version: str, college: str, as_of: date) -> pl.DataFrame:
    is_alive = (pl.col("ends_on") >= as_of) & (pl.col("opens_on") <= as_of)
    parts = [
        _of_lot(lot & is_alive, lot, version, college, as_of) for lot in section_terms.lots(version, college, is_alive)
    ]
    return pl.concat(parts).sort("ends_on", "section_id")


def _of_lot(which: pl.Expr, lot: pl.Expr, version: str, college: str, as_of: date) -> pl.DataFrame:
    """The owed ones among some sections."""
    own = ("section_id", "offering_id", "starts_on", "ends_on", "status", "started", "direct_cost_cents")
    alive = (
        sections.at(version, college, as_of).filter(which, pl.col("status") != "cancelled").select(own).collect().lazy()
    )
    days = (
        section_totals.as_known(version, college, as_of)
        .filter(lot)
        .join(alive, on="section_id", how="semi")
        .group_by("section_id")
        .agg(
            taken=pl.col("net_registrations").sum(),
            net_usd=(pl.col("gross_cents") - pl.col("discount_cents") - pl.col("refund_cents")).sum() / 100,
        )
    )
    is_running = pl.col("starts_on") <= as_of
    return (
        alive.join(days, on="section_id", how="left")
        .join(commitments(version, college), on="section_id", how="left")
        .select(
            "section_id", "starts_on", "ends_on", "commitment",
            offering="offering_id",
            standing=pl.when(is_running).then(pl.lit(RUNNING)).otherwise(pl.lit(AHEAD)),
            seats=pl.when(is_running).then("started").otherwise("taken").fill_null(0).cast(pl.Int64),
            net_usd=pl.col("net_usd").fill_null(0.0),
            direct_usd=pl.col("direct_cost_cents") / 100,
        )
        .filter((pl.col("seats") > 0) | pl.col("commitment").is_not_null())
        .collect()
    )  # fmt: skip


def owed_of(every: Table, judged: Table, offering: str) -> Table:
    """The sections that are owed to learners of one offering."""
    code = row_of(judged, offering)["offering"]
    return Table(every.frame.filter(pl.col("offering") == code), _OWED, every.scope, has_period=False)


def ties_of(ties: pl.DataFrame, judged: Table, offering: str) -> Table:
    """The ties of one offering; what points to it first."""
    code = row_of(judged, offering)["offering"]
    kinds = pl.col("kind").cast(pl.String)
    mine = ties.filter(pl.col("offering") == code).sort(~kinds.is_in(_POINTING), "kind", "what")
    return Table(mine, _TIED, judged.scope, has_period=False)


def closing(judged: Table, every: Table, ties: pl.DataFrame, offering: str, rule: Rule) -> Closing:
    """What closing one offering would take; the arguments are results of `judged`, `owed` and `ties`."""
    row = row_of(judged, offering)
    mine = every.frame.filter(pl.col("offering") == row["offering"])
    is_running = mine["standing"] == RUNNING
    points = ties.filter(pl.col("offering") == row["offering"], pl.col("kind").cast(pl.String).is_in(_POINTING))
    group = judged.frame.filter(pl.col("cip4") == row["cip4"], pl.col("offering") != row["offering"])
    return Closing(
        title=row["title"],
        closes_on=row["closes_on"],
        running=int(mine.filter(is_running)["seats"].sum()),
        ahead=int(mine.filter(~is_running)["seats"].sum()),
        owed=mine.height,
        promised=mine["commitment"].count(),
        last_end=mine["ends_on"].to_list()[-1] if mine.height else None,
        usual_days=row["usual_days"],
        longest_days=row["longest_days"],
        pointing=tuple(dict.fromkeys(points["name"].to_list())),
        same_group=tuple(group["title"].sort().to_list()),
        contribution_usd=row["contribution_usd"],
        years=_years(row, mine.filter(~is_running), rule),
    )


def _years(row: dict, ahead: pl.DataFrame, rule: Rule) -> tuple[ClosingYear, ...]:
    """Money year by year; none where the direct cost is not known."""
    if row["direct_usd"] is None or row["usual_days"] is None:
        return ()
    money = Money(
        revenue=row["costed_net_usd"],
        direct=row["direct_usd"],
        of_seats=row["seat_cost_usd"],
        years_to_finish=row["usual_days"] / _DAYS_OF_A_YEAR,
        owed=float(ahead["net_usd"].sum()),
        owed_direct=float(ahead["direct_usd"].sum()),
    )
    return year_by_year(money, rule.saved_by_year)


def years(made: Closing, judged: Table, notes: tuple[str, ...]) -> Table:
    """Revenue lost beside cost avoided, a row per year after closing; `notes` say how cost is avoided."""
    rows = [(y.year, y.lost_usd, y.saved_usd, y.left_usd) for y in made.years]
    schema = {"year": pl.Int64} | dict.fromkeys(("lost_usd", "saved_usd", "left_usd"), pl.Float64)
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    return Table(frame, _YEARS, judged.scope, notes=notes, has_period=False)


def last_day(made: Closing, as_of: date) -> date | None:
    """When the last learner can end: of sections that are owed, or of one that starts on the last day of registration."""
    later = None
    if made.closes_on is not None and made.longest_days is not None:
        later = max(made.closes_on, as_of) + timedelta(days=made.longest_days)
    return max(filter(None, (made.last_end, later)), default=None)
