"""What stacks into what: states, ends, counts that are never more than what `steps` publishes, and value along the way."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from data import demo
from data.reference.periods import STANDARD
from data.store.store import Store, scan
from queries.answer import measure
from queries.metrics.enrollment import NET_REGISTRATIONS, NET_REVENUE
from queries.outcomes import articulations, pathway_tables, pathways
from queries.outcomes.pathways import AGREED, ENDING, LISTED, RECOMMENDED, Pathways, Way
from queries.semantic.scope import Scope


@pytest.fixture
def scope(demo_version) -> Scope:
    return Scope(demo_version, "demo", STANDARD.parse("FY2026"), demo.AS_OF)


def ways_of(found: Pathways, start: str) -> list[tuple[str, str]]:
    return [(way.end, way.state) for way in found.ways if way.start == start]


def test_an_agreement_stands_in_place_of_what_the_catalog_says(scope):
    found = pathways.pathways(scope)
    assert ways_of(found, "it-support") == [("net-admin", AGREED)]
    assert ways_of(found, "it-helpdesk") == [("net-admin", LISTED)]


def test_agreements_end_soon_or_have_ended(scope):
    found = pathways.pathways(scope)
    assert [(way.start, way.until) for way in found.ending][:2] == [
        ("cyber-ops", date(2026, 5, 31)), ("med-asst", date(2026, 6, 30)),
    ]  # fmt: skip
    titles = {way.start_title for way in found.ways}
    assert "Project Tools Badge" not in titles  # its agreement ended in August 2025
    a_year_ago = pathways.pathways(replace(scope, as_of=date(2025, 3, 31)))
    assert "Project Tools Badge" in {way.start_title for way in a_year_ago.ways}


def test_a_recommendation_is_no_agreement(scope):
    found = pathways.pathways(scope)
    assert ways_of(found, "pharm-tech") == [(pathways.ANY, RECOMMENDED)]
    assert "pharm-tech" in {code for code, _ in found.without}
    assert set(found.only_recommended) == {"pharm-tech", "cloud-admin"}
    assert "pharm-tech" not in set(articulations.in_force(scope)["from_offering"])
    way = next(way for way in found.ways if way.start == "pharm-tech")
    assert (way.recommended_by, way.institution, way.completed) == ("Great Lakes Credit Review", None, None)


def test_open_offerings_are_those_with_an_agreement_and_those_without(scope):
    found = pathways.pathways(scope)
    agreed = {way.start for way in found.ways if way.is_ours and way.state in (AGREED, ENDING)}
    codes = {code for code, _ in found.offered}
    assert codes - {code for code, _ in found.without} == agreed & codes
    own = scan(scope.version, "demo", "programs").filter("is_ours").collect()
    assert codes <= set(own["program_id"])


def test_badges_of_banks_and_associations_stand_in_it_like_any_other(scope):
    found = pathways.pathways(scope)
    partners = {(way.start_title, way.provider): way.end for way in found.ways if not way.is_ours}
    assert partners["Branch Banking Badge", "Linden Valley Bank"] == "acct-cert"
    assert partners["Student Aid Practice Credential", "Guild of Student Aid Officers"] == "mgmt-cert"
    assert partners["IT Support Career Certificate", "Openladder"] == "it-support"


def test_counts_are_those_that_steps_publishes_and_none_besides(scope):
    published = {
        (row["from_offering"], row["to"]): (row["completed"], row["went_on"])
        for row in scan(scope.version, "demo", "steps")
        .filter(pl.col("as_of") == date(2025, 12, 31))
        .collect()
        .to_dicts()
    }
    found = pathways.pathways(scope)
    assert any(way.share is not None for way in found.ways)
    for way in found.ways:
        held = published.get((way.start, way.end), (None, None))
        assert (way.completed, way.went_on) == held if way.institution is None else (None, None)
        assert way.is_hidden == (way.institution is None and (way.start, way.end) in published and None in held)
        if way.share is not None:
            assert 0 <= way.share <= 1


def test_a_way_has_a_median_time_where_its_count_is_shown_and_no_other(scope):
    every = pathways.pathways(scope).ways
    timed = [way for way in every if way.median_months is not None]
    assert len(timed) > 5
    assert all(way.went_on is not None and not way.is_degree for way in timed)
    assert all(way.median_months is not None for way in every if way.went_on is not None and not way.is_degree)


def test_who_studies_at_another_college_is_not_known(scope):
    (way,) = [way for way in pathways.pathways(scope).ways if way.institution and way.start == "data-cert"]
    assert (way.completed, way.went_on, way.is_hidden, way.share) == (None, None, False, None)


def test_a_field_keeps_the_ways_that_begin_or_end_in_it(scope):
    health = pathways.pathways(scope.narrowed(field="51"))
    whole = pathways.pathways(scope)
    assert set(health.ways) < set(whole.ways)
    assert all(way.start in _of_field(scope, "51") or way.end in _of_field(scope, "51") for way in health.ways)
    assert not pathways.pathways(scope.narrowed(field="54")).ways


def _of_field(scope: Scope, field: str) -> set[str]:
    return set(scan(scope.version, "demo", "offerings").filter(pl.col("cip_code").str.head(2) == field).collect()["offering_id"])  # fmt: skip


def test_value_along_the_way_adds_the_share_that_goes_on(scope):
    rows = {row["title"]: row for row in pathway_tables.value(scope).frame.to_dicts()}
    frame = measure(NET_REVENUE, NET_REGISTRATIONS, by=["offering"], scope=scope).frame
    seat = {code: usd / seats for code, usd, seats in frame.rows() if seats and usd is not None}
    row = rows["HVAC Technician I"]
    assert row["per_seat"] == pytest.approx(seat["hvac-1"])
    assert row["expected"] == pytest.approx(seat["hvac-1"] + row["share"] * seat["hvac-2"])
    for row in rows.values():
        assert row["expected"] is None or row["share"] is not None  # nothing is added where the share is hidden
    assert "Branch Banking Badge (Linden Valley Bank)" in rows["Accounting Clerk Certificate"]["partners"]


def test_how_soon_is_read_off_the_published_curve(scope):
    soon = pathways.how_soon(scope)
    assert soon is not None
    assert 0 < soon.months < soon.horizon


def test_a_hidden_way_says_so_in_every_table(scope):
    way = Way(
        start="a", start_title="A", is_ours=True, provider=None, end="b", end_title="B", is_degree=False, state=AGREED,
        institution=None, recommended_by=None, credit_hours=3, until=None, completed=None, went_on=None, is_hidden=True,
    )  # fmt: skip
    table = pathway_tables.ways(Pathways((way,), (("a", "A"),)), lambda way: way.state, scope)
    assert table.frame.row(0, named=True) | {"completed_note": "hidden", "went_on_note": "hidden"} == table.frame.row(0, named=True)  # fmt: skip
    assert table.hidden == 1


def test_articulations_of_an_older_release_are_agreements_without_an_end(scope, tmp_path, monkeypatch):
    tables = {name: scan(scope.version, "demo", name).collect() for name in ("offerings", "providers", "programs")}
    old = {
        "articulation_id": ["a"], "from_offering": ["cna"], "to_offering": ["pct"], "degree": [None],
        "credit_hours": [2.0], "effective_on": [date(2020, 7, 1)],
    }  # fmt: skip
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    with Store(tmp_path).draft("old") as draft:
        for name, frame in tables.items():
            draft.put("demo", "cubes", name, frame)
        draft.put("demo", "cubes", "articulations", pl.DataFrame(old, schema_overrides={"degree": pl.String}))
    assert draft.version is not None
    found = pathways.pathways(replace(scope, version=draft.version.id))
    assert ways_of(found, "cna") == [("pct", AGREED)]
    assert ways_of(found, "it-support") == [("net-admin", LISTED)]
