"""Both sides and the college: what each row says of the shipped market, whom a filter narrows, and what is expected."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from data.reference import periods
from data.store.store import Store
from queries.outcomes.comparability import CONVERTIBLE, NOT_COMPARABLE, SAME
from queries.semantic.scope import Scope
from queries.strategy import versus, versus_ahead, versus_fields, versus_table, versus_view
from queries.strategy.versus import ENROLLMENT, OFFERINGS, OUTCOMES, REVENUE, SUBJECTS
from queries.strategy.versus_view import ALTERNATIVE, INSTITUTION, KNOWN, REAL, View


@pytest.fixture
def real(demo_version) -> View:
    return View(Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31)))


@pytest.fixture
def known(real) -> View:
    return replace(real, market=KNOWN)


def sides(line) -> list[float | None]:
    return [line.of(side) and line.of(side).value for side in (INSTITUTION, ALTERNATIVE)]


def test_the_four_rows_of_the_real_market_are_the_published_totals(real):
    found = versus.headlines(real)
    assert tuple(found) == SUBJECTS
    assert sides(found[OFFERINGS]) == [3_692.5, 5_777]  # Texas, 3,685 and 2,394 programs
    assert sides(found[ENROLLMENT]) == [9_516, 43_621]  # New Jersey, completers of both sides
    assert [round(v / 1e6, 1) for v in sides(found[REVENUE])] == [20.4, 83.4]
    assert found[REVENUE].coverage == pytest.approx((1_329 + 6_984) / (9_516 + 43_621))
    assert [round(v, 4) for v in sides(found[OUTCOMES])] == [0.6334, 0.6685]


def test_every_row_says_what_may_be_compared_with_a_reason(real):
    found = versus.headlines(real)
    assert {line.sides.verdict for line in found.values()} == {SAME}
    own = {subject: line.own.verdict for subject, line in found.items()}
    assert own == {OFFERINGS: CONVERTIBLE, ENROLLMENT: CONVERTIBLE, REVENUE: NOT_COMPARABLE, OUTCOMES: CONVERTIBLE}
    assert all(line.own.reason.endswith(".") for line in versus.lines(real))


def test_prices_say_of_how_many_programs_they_are_known_and_nothing_else_does(real):
    coverage = {line.measure: line.coverage for line in versus.lines(real) if line.subject == OFFERINGS}
    by_price = {name for name, share in coverage.items() if share is not None}
    assert by_price == {"median_price", "price_per_contact_hour"}
    assert coverage["median_price"] == pytest.approx(0.98, abs=0.005)  # of 3,685 and 2,394 programs together


def test_a_kind_narrows_its_own_side_only(known):
    every, bootcamps = versus.headlines(known), versus.headlines(replace(known, alternative="bootcamp"))
    for subject in SUBJECTS:
        assert bootcamps[subject].institution == every[subject].institution
        assert bootcamps[subject].alternative != every[subject].alternative
        assert bootcamps[subject].college == every[subject].college


def test_only_kinds_that_the_market_holds_are_offered(real, known):
    assert versus_view.kinds(real, INSTITUTION) == ["all", "public_2yr", "public_4yr"]
    assert "bootcamp" not in versus_view.kinds(real, ALTERNATIVE)
    assert "bootcamp" in versus_view.kinds(known, ALTERNATIVE)
    assert not {*versus_view.kinds(known, INSTITUTION)} & {"bootcamp", "platform"}


def test_a_state_keeps_what_is_of_it_and_leaves_the_rest_empty(real):
    texas, jersey, ohio = (
        versus.headlines(replace(real, scope=real.scope.narrowed(state=code))) for code in ("TX", "NJ", "OH")
    )
    assert sides(texas[OUTCOMES]) == [None, None]
    assert sides(texas[OFFERINGS])[0] is not None
    assert sides(jersey[OUTCOMES]) == sides(versus.headlines(real)[OUTCOMES])
    assert sides(ohio[ENROLLMENT]) == [None, None]
    assert all(line.college is not None for line in (*texas.values(), *ohio.values()))  # a college has one place


def test_the_college_is_not_among_the_institutions_it_is_compared_with(known):
    programs = next(line for line in versus.lines(known) if line.measure == "programs")
    listed = Store().version(known.scope.version)
    assert listed is not None
    assert programs.institution.value == 17  # of four fictional colleges; the college's own 56 stand apart
    assert programs.college.value == 56


def test_a_field_is_not_adjusted_for_fields(real):
    assert set(versus.gaps(real, "nj_employment_q2")) == {"raw", "overlap", "both", "institution", "alternative"}
    assert versus.gaps(replace(real, scope=real.scope.narrowed(field="11")), "nj_employment_q2") == {}


def test_fields_stand_in_the_order_of_their_people(real):
    frame = versus_fields.by_field(real)
    assert frame["field"].head(2).to_list() == ["51", "47"]
    assert frame["people"].is_sorted(descending=True)
    computing = frame.filter(field="11").row(0, named=True)
    assert [round(computing[f"employed_{side}"], 2) for side in (INSTITUTION, ALTERNATIVE)] == [0.44, 0.67]


def test_bootcamps_stand_beside_us_on_price_and_time_in_computing(known):
    row = versus_fields.beside_kinds(known).filter(provider_type="bootcamp", field="11").row(0, named=True)
    # Four bootcamp programs of Codespire and Brightstack, and one of a bootcamp's partner, by hand from the catalog.
    prices, weeks = [12_500, 13_200, 7_900, 14_900, 8_900], [14, 16, 20, 24, 10]
    assert (row["programs"], row["price"], row["weeks"]) == (5, sorted(prices)[2], sorted(weeks)[2])
    assert row["our_price"] < row["price"]


def test_the_table_of_alternatives_keeps_numbers_and_says_what_they_beat_us_on(known):
    table = versus_table.alternatives(known)
    row = table.frame.filter(provider_type="bootcamp", field="11").row(0, named=True)
    assert (row["their_price_usd"], row["their_weeks"], row["their_programs"]) == (12_500, 16, 5)
    assert row["beats"] == "Neither"  # dearer and longer
    assert [c.unit.exact(row[c.name]) for c in table.columns[3:6]] == ["$12,500", "$1,690", "16"]
    wins = {
        row["beats"]: (row["their_price_usd"] < row["our_price_usd"], row["their_weeks"] < row["our_weeks"])
        for row in table.frame.drop_nulls(["their_price_usd", "our_price_usd", "their_weeks", "our_weeks"]).to_dicts()
    }
    expected = {
        "Price and time": (True, True),
        "Price": (True, False),
        "Time": (False, True),
        "Neither": (False, False),
    }
    assert {name: expected[name] for name in wins} == wins
    assert len(wins) > 1


def test_certificates_have_a_range_of_past_changes_and_none_over_the_gap(real):
    found = versus_ahead.certificates(real)
    assert (found.year, found.now, found.changes) == (2024, 1_222_676, 7)  # three before the gap and four after it
    assert found.growth == pytest.approx(1_222_676 / 1_094_294 - 1)
    assert found.low < found.now * 1.06 < found.high


def test_every_number_stands_in_its_own_unit(real):
    table = versus_table.numbers(real)
    frame = table.frame.filter(pl.col("institution").is_not_null())
    assert {*frame["unit"]} == {"usd", "count", "share", "weeks", "hours"}
    assert {source.code for source in table.sources} == {"texas", "new_jersey"}
    assert all(isinstance(note, str) and note.endswith(".") for note in table.notes)


def test_the_fictional_market_says_that_it_is(known):
    assert any("fictional" in note for note in versus_table.numbers(known).notes)


def test_a_version_without_results_of_others_offers_the_real_market_alone(real, demo_version):
    assert versus_view.markets(real.scope) == [REAL, KNOWN]
    assert versus_view.markets(replace(real.scope, college="college")) == [REAL]
