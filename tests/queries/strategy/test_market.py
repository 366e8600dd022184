"""Awards in the shipped statistics: recomputed by an independent loop, by state, sector, college and year."""

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from dashboard.wording import market as words
from data.bundled import statistics as bundle
from data.reference import periods
from data.reference.caveats import CAVEATS
from data.store.store import Store
from queries import provenance
from queries.answer import measure
from queries.metrics.enrollment import NET_REVENUE
from queries.metrics.market import AWARD_GROWTH, AWARDS, CERTIFICATE_GROWTH, CERTIFICATES
from queries.semantic.scope import Scope, Unanswerable
from queries.strategy import institutions, market


@pytest.fixture
def scope(demo_version) -> Scope:
    return Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))


@pytest.fixture
def computing(scope) -> Scope:
    return scope.narrowed(field="11")


@pytest.fixture(scope="module")
def by_hand() -> dict[str, Counter]:
    """Computing certificates by unitid and year, counted row by row."""
    counted: dict[str, Counter] = defaultdict(Counter)
    rows = bundle.load()["institution_awards"].filter(field="11")
    for unitid, year, level, awards in rows.select("unitid", "year", "level", "awards").rows():
        if level.startswith("certificate_"):
            counted[unitid][year] += awards
    return counted


def of_change(scope, first: int, last: int) -> str:
    changes = institutions.changes(scope, first, last)
    return words.sentence_of_award_change(changes, institutions.names(scope.version), first, last)


def of_institution(scope) -> str:
    awards, fields = (
        market.by_year(scope.narrowed(institution="222992")),
        institutions.fields(scope.over_all("field"), "222992"),
    )
    return words.sentence_of_institution(awards.frame, fields, dict(scope.where).get("field"), "The college")


def test_awards_are_the_newest_published_whatever_the_day_and_say_so(scope):
    now, then = (
        measure(AWARDS, by=["year"], scope=replace(scope, as_of=day)) for day in (scope.as_of, date(2022, 7, 1))
    )
    assert now.frame.equals(then.frame)
    assert CAVEATS["newest_published"] in provenance.caveats(then)
    assert CAVEATS["newest_published"] not in provenance.caveats(measure(NET_REVENUE, scope=scope))
    assert provenance.edition(scope.version, "ipeds") == 2024


def test_a_list_that_is_known_by_its_statistics_says_its_edition_and_other_sources_none(scope):
    assert provenance.edition(scope.version, "texas") == date(2024, 3, 20)
    assert provenance.edition(scope.version, "cirr") is None


def test_an_imported_list_says_its_newest_change_and_none_where_that_was_not_kept(home_with):
    assert provenance.edition(home_with("programs").version, "made_up") == date(2024, 3, 20)
    with Store().draft("imported before editions were kept") as draft:
        draft.drop("market", "cubes", "program_lists")
    assert provenance.edition(draft.version.id, "made_up") is None


def test_certificates_by_year_are_those_counted_by_hand(computing, by_hand):
    frame = measure(CERTIFICATES, by=["year"], scope=computing).frame
    assert market.recent_years(computing.version) == [2020, 2021, 2022, 2023, 2024]
    recent = market.unbroken(frame)
    assert dict(recent.rows()) == {y: sum(c[y] for c in by_hand.values()) for y in range(2020, 2025)}
    # No institution of the early years is placed, so they stand in the whole country alone.
    assert frame["year"].to_list() == [2000, 2001, 2002, 2003, *recent["year"]]
    texas = measure(CERTIFICATES, by=["year"], scope=computing.narrowed(state="TX")).frame
    assert texas["year"].to_list() == recent["year"].to_list()
    assert words.sentence_of_awards(market.by_year(computing).frame).startswith(
        "Colleges awarded 65,545 certificates in 2024, up 41.4% from 2020."
    )


def test_growth_is_newest_over_earlier(computing, by_hand):
    total = {y: sum(c[y] for c in by_hand.values()) for y in (2021, 2024)}
    assert measure(CERTIFICATE_GROWTH, scope=computing).value(CERTIFICATE_GROWTH) == pytest.approx(
        total[2024] / total[2021] - 1
    )


def test_growth_of_what_ended_earlier_is_a_loss_of_all(scope):
    by_field = dict(measure(AWARD_GROWTH, by=["field"], scope=scope).frame.rows())
    awards = {(f, y): n for f, y, n in measure(AWARDS, by=["field", "year"], scope=scope).frame.rows()}
    for field, growth in by_field.items():
        before, now = awards.get((field, 2023), 0), awards.get((field, 2024), 0)
        assert growth == (pytest.approx(now / before - 1) if before else None)


def test_colleges_add_up_to_their_state_on_either_sector_basis(computing):
    for basis in ("same_year", "2020"):
        texas = computing.narrowed(state="TX", sector_basis=basis)
        whole = measure(CERTIFICATES, by=["sector", "year"], scope=texas).frame
        parts = measure(CERTIFICATES, by=["institution", "sector", "year"], scope=texas).frame
        added = parts.group_by("sector", "year").agg(pl.col("certificates").sum()).sort("sector", "year")
        assert added.filter(added["certificates"] > 0).rows() == whole.filter(whole["certificates"] > 0).rows()


def test_programs_of_one_college_are_not_published_by_cip4(scope):
    with pytest.raises(Unanswerable, match="by field"):
        measure(AWARDS, by=["cip4"], scope=scope.narrowed(institution="222992"))


def test_contributions_add_up_to_the_change(computing, by_hand):
    frame = institutions.changes(computing, 2020, 2023)
    change = {unitid: c[2023] - c[2020] for unitid, c in by_hand.items()}
    assert dict(frame.select("unitid", "change").rows()) == {u: n for u, n in change.items() if n}
    assert frame["share"].sum() == pytest.approx(1)
    assert frame["change"].abs().is_sorted(descending=True)


def test_the_largest_contribution_is_named_with_its_part(computing, by_hand):
    change = {unitid: c[2023] - c[2020] for unitid, c in by_hand.items()}
    top, net = max(change.values()), sum(change.values())
    sentence = of_change(computing, 2020, 2023)
    assert (
        f"rose by {net:,}. DeVry University-Illinois (IL) alone accounts for {top:,}, {100 * top / net:.0f}%"
        in sentence
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        # One falls by more than all together: a part of 333% says nothing, and it has no two others beside it.
        ([-10, 6, 1], "fell by 3. A alone accounts for 10. 2 colleges grew and 1 shrank."),
        ([10], "rose by 10. A alone accounts for 10, 100% of the net change. 1 college grew and 0 shrank."),
        (
            [4, 3, 2, 1],
            "rose by 10. A alone accounts for 4, 40% of the net change, and the three largest together for 90%. 4 colleges "
            "grew and 0 shrank.",
        ),
    ],
)  # fmt: skip
def test_a_part_of_the_change_is_said_where_it_is_a_part(scope, monkeypatch, changes, said):
    unitids = [name for name, _ in zip("ABCD", changes, strict=False)]
    frame = pl.DataFrame({"unitid": unitids, "change": changes})
    monkeypatch.setattr(
        institutions, "changes", lambda *_: frame.with_columns(share=pl.col("change") / pl.col("change").sum())
    )
    assert of_change(scope, 2020, 2023) == f"From 2020 to 2023 certificates {said}"


def test_years_without_a_difference_are_said(computing):
    assert of_change(computing, 2021, 2021) == "Certificates in this choice are the same in 2021 and 2021."


def test_freezing_sectors_names_the_sector_that_reads_most_differently(computing):
    change = market.frozen(computing, "2020")
    assert change is not None
    assert (change.sector, change.mover) == ("9", "MyComputerCareer at Raleigh")
    assert (
        "went down 60.4% counting each college in its sector of each year, and up 17.2% counting"
        in words.sentence_of_reclassified(change)
    )


def test_peers_are_of_the_same_sector_and_size_and_most_alike_first(scope):
    frame = institutions.peers(scope, "222992")  # Austin Community College District
    own = institutions.fields(scope, "222992")
    size = own["certificates_now"].sum() + own["associate_degrees_now"].sum()
    assert frame.height == 10
    assert frame["overlap"].is_sorted(descending=True)
    assert frame["overlap"].is_between(0, 1).all()
    for row in frame.to_dicts():
        assert size / 3 <= row["certificates"] + row["associate_degrees"] <= size * 3
        assert institutions.sector(scope, row["unitid"]) == institutions.sector(scope, "222992")


def test_the_peers_of_a_college_larger_than_any_other_are_the_nearest_in_size(scope):
    frame = institutions.peers(scope, "150987")  # Ivy Tech Community College
    assert frame.height == institutions.NEAREST
    assert not frame["is_like_size"].any()
    assert frame["overlap"].is_sorted(descending=True)


def test_an_institution_says_its_largest_field_and_how_much_of_all_a_chosen_one_is(scope):
    awarded = institutions.fields(scope, "222992")
    rows = awarded.select("field", "certificates_now", "associate_degrees_now").rows()
    sizes = {field: certificates + degrees for field, certificates, degrees in rows}
    health = round(100 * sizes["51"] / sum(sizes.values()))
    assert "Its largest field is Liberal arts, " in of_institution(scope)
    assert f"Health is {health}% of both together" in of_institution(scope.narrowed(field="51"))


def test_names_of_institutions_are_unique_and_one_of_each(scope):
    names = institutions.names(scope.version)
    assert len(set(names.values())) == len(names)
    assert names["222992"] == "Austin Community College District (TX)"


def test_the_same_number_in_both_years_is_said_so(scope):
    assert words.sentence_of_awards(market.by_year(scope.narrowed(field="54", state="WY")).frame) == (
        "Colleges awarded 0 certificates in 2024, as many as in 2020. Associate degrees were 5, down from 13 in 2020."
    )
