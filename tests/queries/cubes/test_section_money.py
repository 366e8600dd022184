"""Money of sections that are alike, kept in one row, is the sum over each of them on any day, in any period and by any cut."""

from dataclasses import replace
from datetime import date, timedelta
from unittest.mock import Mock

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from data.caches import bounded
from data.cubes.money_months import MoneyMonths
from data.reference import periods
from data.store import store
from data.store.store import scan
from queries import college
from queries.answer import measure
from queries.cubes import attributes, section_money, section_paths, section_terms, section_totals, sections
from queries.cubes.enrollment import ENROLLMENT_CUBE
from queries.cubes.section_money import SECTION_MONEY_CUBE, STATED
from queries.metrics import METRICS
from queries.protection.cube_rows import rows
from queries.revenue import margin
from queries.semantic.scope import Scope

METRICS_OF_MONEY = [metric for metric in METRICS.values() if metric.cube is SECTION_MONEY_CUBE]
DAYS = (date(2024, 2, 29), date(2025, 6, 15), date(2026, 3, 31), date(2027, 12, 1))


def both(scope: Scope, by: tuple[str, ...]) -> list[pl.DataFrame]:
    """Every metric of money by some cut, from rows of sections alike and from a row for each section."""
    found = []
    for keep in (None, "section_id"):
        source, _ = rows(SECTION_MONEY_CUBE, by, scope, keep=keep)
        sums = [metric.formula.alias(metric.name) for metric in METRICS_OF_MONEY]
        found.append((source.group_by(by).agg(sums).sort(by) if by else source.select(sums)).collect())
    return found


@pytest.mark.parametrize("as_of", DAYS)
@pytest.mark.parametrize("by", [(), ("month",), ("offering", "start_month"), ("tag",), ("credit", "meeting_days")])
def test_alike_sections_come_to_the_same_as_each_of_them(demo_version, as_of, by):
    for period in ("FY2024", "FY2026", "2025-05", "2025-Q4"):
        scope = Scope(demo_version, "demo", periods.STANDARD.parse(period), as_of)
        assert_frame_equal(*both(scope, by))


@pytest.mark.parametrize("where", [(), (("field", "11"),), (("field", "11"), ("field", "52")), (("tag", "untagged"),)])
@pytest.mark.parametrize(("period", "as_of"), [("FY2026", DAYS[2]), ("FY2024", DAYS[1]), ("2025-Q4", DAYS[2])])
def test_sections_are_counted_once_each_wherever_they_are_alike(demo_version, where, period, as_of):
    scope = Scope(demo_version, "demo", periods.STANDARD.parse(period), as_of, where)
    each = rows(SECTION_MONEY_CUBE, ("offering",), scope, keep="section_id")[0].collect()
    alike = rows(SECTION_MONEY_CUBE, ("offering",), scope, keep="sections")[0].collect()
    assert 0 < alike.height < each.height
    for name, cost in STATED.items():
        stated = each.group_by("state", pl.col(cost).is_not_null().alias(name))
        wanted = stated.agg(
            sections=pl.col("section_id").n_unique().cast(pl.Int64), net_cents=pl.col("net_cents").sum()
        )
        counted = alike.group_by("state", name).agg(pl.col("sections", "net_cents").sum())
        assert_frame_equal(counted.sort("state", name), wanted.sort("state", name))


def test_a_filter_reads_no_section_again(demo_version, monkeypatch):
    scope = Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 20))
    whole = margin.missing(scope)
    monkeypatch.setattr("queries.cubes.section_money.section_money", None)
    parts = [
        margin.missing(replace(scope, where=(("field", field),))) for field in college.fields(demo_version, "demo")
    ]
    assert sum(part.sections for part in parts) == whole.sections > 0


@pytest.mark.parametrize("where", [(("field", "51"),), (("field", "11"), ("field", "52")), (("school", "x"),)])
def test_so_they_do_inside_a_filter(demo_version, where):
    scope = Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 17), where)
    assert_frame_equal(*both(scope, ("offering",)))


def test_so_they_do_in_a_term(demo_version):
    terms = section_terms.named(demo_version, "demo")
    calendar = replace(periods.STANDARD, terms=terms)
    scope = Scope(demo_version, "demo", calendar.parse(terms[len(terms) // 2].name), date(2026, 3, 31))
    assert_frame_equal(*both(scope, ("start_month",)))


def test_so_they_do_where_a_college_is_too_large_to_be_held(demo_version, monkeypatch):
    monkeypatch.setattr(store, "MOST_IN_MEMORY", 0)
    scope = Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))
    assert_frame_equal(*both(scope, ("offering",)))


def test_most_of_a_college_is_settled_and_a_version_of_an_older_release_is_answered_from_its_sections(
    demo_version, monkeypatch
):
    cube = scan(demo_version, "demo", "money_months").collect()
    MoneyMonths.validate(cube, cast=True)
    scope = Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))
    source, _ = rows(SECTION_MONEY_CUBE, (), replace(scope, period=periods.STANDARD.parse("FY2025")))
    assert source.select(pl.col("section_id").is_null().mean()).collect().item() > 0.9
    wanted, _ = both(scope, tuple(attributes.OFFERING[:2]))
    known = scan

    def without(version: str, college: str, name: str) -> pl.LazyFrame:
        if name == "money_months":
            raise store.MissingData("This version is of an older release.")
        return known(version, college, name)

    monkeypatch.setattr("queries.cubes.section_money.scan", without)
    assert_frame_equal(both(scope, tuple(attributes.OFFERING[:2]))[0], wanted)


@pytest.mark.parametrize("as_of", DAYS)
@pytest.mark.parametrize("by", [("campus",), ("term",), ("start_month", "tag"), ("meeting_days", "credit")])
def test_seats_by_what_sections_are_come_from_those_alike(demo_version, monkeypatch, as_of, by):
    metrics = [metric for metric in METRICS.values() if metric.cube is ENROLLMENT_CUBE]
    scope = Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), as_of, (("field", "51"),))
    alike = measure(*metrics, by=by, scope=scope).frame
    older = Mock(side_effect=store.MissingData("This version is of an older release."))
    monkeypatch.setattr("queries.cubes.section_money.of_alike", older)
    assert_frame_equal(alike, measure(*metrics, by=by, scope=scope).frame)
    assert older.called


def test_seats_taken_before_a_section_opened_are_counted_though_it_has_no_cost_yet(demo_version, monkeypatch):
    day = date(2026, 3, 31)
    sections = scan(demo_version, "demo", "sections").with_columns(opens_on=pl.lit(day + timedelta(days=1)))
    known, fresh = scan, "counted as if none had opened"
    monkeypatch.setattr(
        "queries.cubes.section_terms.scan",
        lambda v, c, name: sections if name == "sections" else known(demo_version, c, name),
    )
    monkeypatch.setattr("queries.cubes.section_money.scan", lambda v, c, name: known(demo_version, c, name).head(0))
    monkeypatch.setattr("queries.cubes.section_totals.scan", lambda v, c, name: known(demo_version, c, name))
    alike = section_money.of_alike(fresh, "demo", day).collect()
    assert alike.height > 0
    assert not alike["is_opened"].any()
    assert alike["gross_registrations"].min() > 0
    late = sections.filter(pl.col("settled_on") >= date(2026, 4, 1)).select("section_id")
    seats = section_totals.as_known(demo_version, "demo", day).join(late, on="section_id", how="semi")
    assert alike["gross_registrations"].sum() == seats.collect()["gross_registrations"].sum()


def test_a_lot_of_sections_at_a_time_comes_to_the_same(demo_version, monkeypatch):
    day, year = date(2026, 3, 20), periods.STANDARD.parse("FY2026")
    made = (
        lambda: section_money._changing(demo_version, "demo", day),
        lambda: section_money._counted(demo_version, "demo", year, day),
        lambda: section_paths.known(demo_version, "demo", day).frame,
        lambda: sections._curves(demo_version, "demo", year, day),
    )
    kept = [bounded(name) for name in ("changing_money", "counted_sections", "paths", "drop_curves")]
    whole = [one() for one in made]
    net = section_paths.known(demo_version, "demo", day).net
    monkeypatch.setattr(section_terms, "SECTIONS_AT_ONCE", 100)
    assert len(section_terms.lots(demo_version, "demo")) > 3
    for results in kept:
        results.clear()
    for before, one in zip(whole, made, strict=True):
        assert_frame_equal(one(), before, check_row_order=False)
    assert np.array_equal(section_paths.known(demo_version, "demo", day).net, net, equal_nan=True)


def test_lots_hold_each_section_once(demo_version, monkeypatch):
    ids = scan(demo_version, "demo", "sections").select("section_id")
    for at_once in (1000, 10**6):
        monkeypatch.setattr(section_terms, "SECTIONS_AT_ONCE", at_once)
        lots = [ids.filter(lot).collect() for lot in section_terms.lots(demo_version, "demo")]
        assert all(0 < lot.height <= at_once for lot in lots)
        assert sorted(pl.concat([piece.collect() for piece in section_terms.pieces(ids)])["section_id"]) == sorted(
            ids.collect()["section_id"]
        )
        assert sorted(pl.concat(lots)["section_id"]) == sorted(ids.collect()["section_id"])
