"""What is known of every open offering: its market, enrollment, money, outcomes and ties, each with what it rests on."""

from dataclasses import replace
from datetime import date

import polars as pl

from data.caches import kept
from data.reference.periods import same_day_last_year
from data.store.store import MissingData, scan
from queries import college
from queries.answer import measure
from queries.cubes import section_terms, section_totals, sections
from queries.cubes.programs import PROGRAMS_CUBE
from queries.metrics.outcomes import EMPLOYMENT_Q2
from queries.outcomes import completion as outcomes
from queries.protection.cube_rows import rows
from queries.semantic.column import Column, of_day, of_dimension
from queries.semantic.metric import ratio
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.semantic.unit import COUNT, INDEX, SHARE, USD
from queries.strategy import demand, white_space
from queries.strategy.demand_pairs import is_held
from queries.strategy.portfolio_ties import ties

FEWEST_SEATS = 10
"""A trend from fewer seats a year earlier is noise and is left empty."""
MONTHS_AHEAD = 12
"""A last day that is further ahead is left out: when it was set is not on record, and it was hardly known then."""
FEWEST_PRICED = 5
"""Fewer programs with a price say nothing of where one stands; the field is taken where the group has fewer."""

_YEAR = "in the 12 months before the as-of date"
COLUMNS = (
    of_dimension("offering"),
    Column("demand", "Openings per award", INDEX, f"Openings a year in the occupations that the program leads to, divided among all programs that lead there, for each award. {demand.NOT_A_SHORTAGE}"),
    Column("market", "Market growth", SHARE.signed, "Change in certificates of the program group in three years, in the state that is chosen or the country; empty under 100 certificates."),
    Column("certificates", "Certificates", COUNT, "Certificates of the program group in the newest academic year."),
    Column("rivals", "Rivals", COUNT, "Programs of other providers in the same program group on the lists that are known. Not scored: many rivals can mean demand or crowding."),
    Column("price", "Charge more", SHARE, "Share of comparable programs that charge more for a contact hour. Comparable are those of its program group, or of its field where the group has fewer than five."),
    Column("trend", "Enrollment trend", SHARE.signed, f"Seats at the start of sections that began {_YEAR}, against the 12 months before. Empty under 10 seats then, or where it was not open all that time."),
    Column("seats", "Seats", COUNT, f"Seats at the start of sections that began {_YEAR}."),
    Column("sections", "Sections", COUNT, f"Sections due to start {_YEAR}, held or canceled."),
    Column("fill", "Fill", SHARE, f"Seats at the start divided by capacity, over sections due to start {_YEAR}. A canceled section has no seats taken."),
    Column("net_usd", "Net revenue", USD, f"Net tuition revenue of sections held {_YEAR}."),
    Column("contribution_usd", "Contribution", USD, f"Net tuition revenue less direct cost, over sections held {_YEAR} that state a direct cost."),
    Column("margin", "Margin", SHARE, "Contribution divided by the net tuition revenue of the same sections."),
    Column("completion", "Completion", SHARE, "Of the registrations with a final outcome, in the newest final fiscal year.", instead="completion_note"),
    Column("employment", "Employment in its field", SHARE, "Completers of the whole field employed in quarter 2. Published by field only, to protect learners."),
    Column("ties", "Ties", COUNT, "What it stacks into or what stacks into it, agreements, promises and a partner, as on record."),
    of_day("launched_on", "Launched"),
    of_day("closes_on", "Closes", "Last day on which it is open for registration, where that lies in the next 12 months."),
)  # fmt: skip


def inputs(scope: Scope) -> Table:
    """A row per own offering open on the as-of date and inside the scope's own cuts; null where it is not known."""
    open_ones = _open(scope)
    year, completed = outcomes.newest_final(scope)
    frame = (
        open_ones.join(_market(scope), on="cip4", how="left")
        .join(_demand(scope, open_ones), on="cip_code", how="left")
        .join(_prices(scope), on="offering", how="left")
        .join(_year_of(scope).drop("opens_on"), on="offering", how="left")
        .join(_completion(scope, completed), on="offering", how="left")
        .join(_employment(scope, year), on="field", how="left")
        .join(_tied(scope), on="offering", how="left")
        .with_columns(pl.col("rivals", "seats", "sections").fill_null(0))
        .with_columns(trend=_trend(scope))
        .sort("offering")
    )
    return Table(frame, COLUMNS, replace(scope, where=scope.own), demand.PUBLIC, has_period=False)


def _open(scope: Scope) -> pl.DataFrame:
    """Own offerings that are open: offering, title, field, cip4, cip_code, launched_on, closes_on, months of age.

    `is_launch_stated`: whether the catalog says when it was launched; else the data shows it from its first section on.
    """
    own = scan(scope.version, scope.college, "programs").filter("is_ours").select(offering_id="program_id")
    first = _year_of(scope).lazy().select("opens_on", offering_id="offering")
    catalog = scan(scope.version, scope.college, "offerings").join(own, on="offering_id")
    catalog = catalog.join(first, on="offering_id", how="left")
    is_stated = pl.col("launched_on").is_not_null()
    catalog = catalog.with_columns(
        launched_on=pl.min_horizontal("launched_on", "opens_on"), is_launch_stated=is_stated
    ).filter(
        (pl.col("launched_on") <= scope.as_of).fill_null(True), (pl.col("retired_on") >= scope.as_of).fill_null(True)
    )
    months = (pl.lit(scope.as_of) - pl.col("launched_on")).dt.total_days() / 30.4375
    frame = catalog.select(
        "title", "cip_code", "school", "launched_on", "is_launch_stated", "price_usd", "contact_hours", "credential_type",
        offering="offering_id", field=pl.col("cip_code").str.slice(0, 2), cip4=pl.col("cip_code").str.slice(0, 5),
        closes_on=pl.when(pl.col("retired_on") <= pl.lit(scope.as_of).dt.offset_by(f"{MONTHS_AHEAD}mo")).then("retired_on"), months=months.floor().cast(pl.Int64),
    )  # fmt: skip
    for name, value in scope.own:
        frame = frame.filter(pl.col(name) == value)
    return frame.collect()


def _market(scope: Scope) -> pl.DataFrame:
    """Certificates of the newest year and their growth in three years by program group; no rows where none are held."""
    try:
        return white_space.demand(scope).select("cip4", "certificates", market="growth")
    except MissingData:
        return pl.DataFrame(schema={"cip4": pl.String, "certificates": pl.Int64, "market": pl.Float64})


def _demand(scope: Scope, offered: pl.DataFrame) -> pl.DataFrame:
    """Openings per award by program; no rows in a version without occupations."""
    codes = tuple(offered["cip_code"].unique().sort())
    if not codes or not is_held(scope.version):
        return pl.DataFrame(schema={"cip_code": pl.String, "demand": pl.Float64})
    return demand.by_program(scope, codes).frame.select("cip_code", demand="per_award")


def _prices(scope: Scope) -> pl.DataFrame:
    """Rivals in the program group, and the share of comparable programs that charge more for a contact hour, by offering."""
    source, _ = rows(PROGRAMS_CUBE, (), replace(scope, where=()))
    rate = pl.col("price_usd") / pl.col("contact_hours")
    every = source.select("program_id", "is_ours", "cip4", "field", rate=rate).collect()
    mine, others = every.filter("is_ours"), every.filter(~pl.col("is_ours"))
    prices = mine.select(offering="program_id")
    for group in ("cip4", "field"):
        pairs = mine.select(group, offering="program_id", own="rate").join(others.select(group, other="rate"), on=group)
        is_both = pl.col("own").is_not_null() & pl.col("other").is_not_null()
        counted = pairs.group_by("offering").agg(
            pl.len().cast(pl.Int64).alias(f"rivals_{group}"),
            is_both.sum().alias(f"priced_{group}"),
            ((pl.col("other") > pl.col("own")).sum() / is_both.sum()).alias(f"above_{group}"),
        )
        prices = prices.join(counted, on="offering", how="left")
    enough = [pl.when(pl.col(f"priced_{group}") >= FEWEST_PRICED).then(f"above_{group}") for group in ("cip4", "field")]
    return prices.select("offering", rivals="rivals_cip4", price=pl.coalesce(enough))


def _year_of(scope: Scope) -> pl.DataFrame:
    return _year(scope.version, scope.college, scope.as_of)


@kept("years_of_offerings")
def _year(version: str, college: str, as_of: date) -> pl.DataFrame:
    """Every offering with sections, when the first opened (`opens_on`), and what is known of the last 12 months.

    Of all the college, so that a filter chooses from it and reads no section.
    """
    first = sections.at(version, college, as_of).group_by(offering="offering_id").agg(pl.col("opens_on").min())
    every = first.collect(engine="streaming")
    enrolled, money = _enrolled(version, college, as_of), _money(version, college, as_of)
    return every.join(enrolled, on="offering", how="left").join(money, on="offering", how="left")


def _years(as_of: date) -> tuple[date, date]:
    """The ends of the two years before the last one: sections after the first belong to the last 12 months."""
    last = same_day_last_year(as_of)
    return last, same_day_last_year(last)


def _due(version: str, college: str, as_of: date) -> pl.LazyFrame:
    return sections.at(version, college, as_of).filter(pl.col("starts_on") <= as_of)


def _enrolled(version: str, college: str, as_of: date) -> pl.DataFrame:
    """Seats, sections and fill of the last 12 months, seats of the 12 before, and days of a section in both, by offering."""
    last, before = _years(as_of)
    is_last = pl.col("starts_on") > last
    is_held = pl.col("status") == "held"
    is_limited = is_last & pl.col("capacity").is_not_null()
    taken = pl.when(is_held).then(pl.col("started")).otherwise(0)
    days = (pl.col("ends_on") - pl.col("starts_on")).dt.total_days() + 1
    # Who started is not known of a section that begins after the last day of the data.
    is_known = ~is_held | pl.col("started").is_not_null()
    frame = (
        _due(version, college, as_of).filter(pl.col("starts_on") > before, is_known).group_by(offering="offering_id")
    )
    return frame.agg(
        seats=taken.filter(is_last).sum(),
        seats_before=taken.filter(~is_last).sum(),
        sections=is_last.sum().cast(pl.Int64),
        canceled=(is_last & ~is_held).sum().cast(pl.Int64),
        fill=ratio(taken.filter(is_limited).sum(), pl.col("capacity").filter(is_limited).sum()),
        usual_days=days.filter(is_held).median(),
        longest_days=days.filter(is_held).max(),
    ).collect()


def _trend(scope: Scope) -> pl.Expr:
    """Change in seats, where both years were whole: the data and the offering go back to the start of the first."""
    _, before = _years(scope.as_of)
    first, _ = college.span(scope.version, scope.college)
    is_whole = (pl.col("launched_on") <= before).fill_null(False) & pl.lit(first <= before)
    is_enough = (pl.col("seats_before") >= FEWEST_SEATS).fill_null(False)
    return pl.when(is_whole & is_enough).then(pl.col("seats") / pl.col("seats_before") - 1)


def _money(version: str, college: str, as_of: date) -> pl.DataFrame:
    """Net revenue, direct cost, cost of seats, contribution and margin of sections held in the last 12 months, by offering."""
    last, _ = _years(as_of)
    is_mine = pl.col("starts_on").is_between(last, as_of, closed="right")
    lots = [_cents(lot, is_mine, version, college, as_of) for lot in section_terms.lots(version, college, is_mine)]
    is_costed = pl.col("costed") > 0
    direct, of_seats, net = pl.col("direct_cents"), pl.col("seat_cost_cents"), pl.col("costed_net_cents")
    return (
        pl.concat(lots)
        .group_by("offering")
        .agg(pl.col(*_CENTS).sum())
        .select(
            "offering",
            net_usd=pl.col("net_cents") / 100,
            costed_net_usd=pl.when(is_costed).then(net / 100),
            direct_usd=pl.when(is_costed).then(direct / 100),
            seat_cost_usd=pl.when(is_costed).then(of_seats / 100),
            contribution_usd=pl.when(is_costed).then((net - direct - of_seats) / 100),
            uncosted=pl.col("held") - pl.col("costed"),
        )
        .with_columns(margin=ratio(pl.col("contribution_usd"), pl.col("costed_net_usd")))
    )


_CENTS = ("net_cents", "costed_net_cents", "direct_cents", "seat_cost_cents", "held", "costed")


def _cents(lot: pl.Expr, which: pl.Expr, version: str, college: str, as_of: date) -> pl.DataFrame:
    """Sums of the held sections of a lot by offering: `_CENTS`, those that state a direct cost apart."""
    held = _due(version, college, as_of).filter(lot, which, pl.col("status") == "held")
    own = held.select("section_id", "offering_id", "direct_cost_cents", "variable_cost_cents").collect().lazy()
    net = pl.col("gross_cents") - pl.col("discount_cents") - pl.col("refund_cents")
    months = section_totals.as_known(version, college, as_of).filter(lot).join(own, on="section_id", how="semi")
    by_section = months.group_by("section_id").agg(net_cents=net.sum(), net=pl.col("net_registrations").sum())
    is_costed = pl.col("direct_cost_cents").is_not_null()
    of_seats = pl.col("net").fill_null(0) * pl.col("variable_cost_cents").fill_null(0)
    frame = own.join(by_section, on="section_id", how="left").with_columns(pl.col("net_cents").fill_null(0))
    sums = frame.group_by(offering="offering_id").agg(
        net_cents=pl.col("net_cents").sum(),
        costed_net_cents=pl.col("net_cents").filter(is_costed).sum(),
        direct_cents=pl.col("direct_cost_cents").sum(),
        seat_cost_cents=of_seats.filter(is_costed).sum(),
        held=pl.len().cast(pl.Int64),
        costed=is_costed.sum().cast(pl.Int64),
    )
    return sums.collect()


def _completion(scope: Scope, completed: dict[str, dict]) -> pl.DataFrame:
    """Completion by offering as it is published; `completion_note` says what stands in place of one that is not shown."""
    begun = outcomes.begun(scope) - completed.keys()
    made = [
        {
            "offering": code,
            "completion": row["share"],
            "completion_note": None if row["share"] is not None else row["bound"] or "hidden",
        }
        for code, row in completed.items()
    ]
    made += [{"offering": code, "completion": None, "completion_note": "none_final"} for code in sorted(begun)]
    return pl.DataFrame(made, schema={"offering": pl.String, "completion": pl.Float64, "completion_note": pl.String})


def _employment(scope: Scope, year: str | None) -> pl.DataFrame:
    """Employment in quarter 2 by field, of the newest fiscal year up to the one with final completion that has any."""
    none = pl.DataFrame(schema={"field": pl.String, "employment": pl.Float64})
    if year is None:
        return none
    of_year = replace(outcomes.of_cohort(scope, year), where=())
    try:
        frame = measure(EMPLOYMENT_Q2, by=("field",), scope=of_year).frame
    except MissingData:
        return none
    return frame.select(pl.col("field").cast(pl.String), employment=EMPLOYMENT_Q2.name)


def _tied(scope: Scope) -> pl.DataFrame:
    """Ties by offering; not known for any where the college has none on record at all."""
    every = ties(scope)
    if every.is_empty():
        return pl.DataFrame(schema={"offering": pl.String, "ties": pl.Int64})
    counted = every.group_by("offering").agg(ties=pl.len().cast(pl.Int64))
    catalog = scan(scope.version, scope.college, "offerings").select(offering="offering_id").collect()
    return catalog.join(counted, on="offering", how="left").with_columns(pl.col("ties").fill_null(0))
