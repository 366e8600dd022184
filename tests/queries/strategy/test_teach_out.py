"""What closing an offering takes: the worked example, and money and owed sections by hand."""

from datetime import date

import pytest

from data.ingest import ingest
from data.readers.files import Brought
from data.reference import portfolio as rules
from data.reference.periods import STANDARD
from data.store.store import Store
from queries.semantic.scope import Scope
from queries.strategy import portfolio_inputs, portfolio_ties, portfolio_verdict, teach_out
from queries.strategy.teach_out import Money, year_by_year
from tests import small_college

AS_OF = date(2025, 9, 30)


def test_the_published_example_never_saves_what_it_loses():
    # 22 students, 6 new a year, net revenue $412K against cost of $305K: a margin of $107K. Faculty are saved at $105K,
    # $210K and then $315K a year. Revenue goes with the students: 6, 12, 18 and then all 22 of 22.
    money = Money(revenue=412_000, direct=315_000, of_seats=0, years_to_finish=22 / 6)
    years = year_by_year(money, (1 / 3, 2 / 3, 1))
    assert [year.saved_usd for year in years] == pytest.approx([105_000, 210_000, 315_000, 315_000])
    assert [year.lost_usd for year in years] == pytest.approx(
        [412_000 * 6 / 22, 412_000 * 12 / 22, 412_000 * 18 / 22, 412_000]
    )
    assert all(year.left_usd < 0 for year in years)
    assert round(years[-1].left_usd) == -97_000


def test_revenue_of_a_short_offering_is_gone_in_the_first_year_but_for_what_is_owed():
    # Ten weeks, $100 a year, direct cost $60, cost of seats $20; $30 are still to come, and their sections cost $15.
    years = year_by_year(Money(100, 60, 20, 70 / 365.25, 30, 15), (0.5, 1.0))
    assert [year.lost_usd for year in years] == [70, 100]
    # Half of 60 − 15, and 20 × 0.7; then all of 60 and of 20.
    assert [year.saved_usd for year in years] == pytest.approx([22.5 + 14, 80])


def test_more_owed_than_a_year_brings_loses_nothing_in_the_first_year():
    first, last = year_by_year(Money(100, 60, 0, 0.0, 130, 80), (1.0, 1.0))
    assert (first.lost_usd, first.saved_usd) == (0, 0)
    assert (last.lost_usd, last.left_usd) == (100, -40)


def test_an_offering_that_costs_more_than_it_brings_saves_in_time():
    years = year_by_year(Money(100, 150, 0, 0.2), (0.33, 0.67, 1.0))
    assert [year.left_usd > 0 for year in years] == [False, True, True]


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    home = tmp_path_factory.mktemp("closing")
    costs = dict.fromkeys(small_college.ALL, "300")
    promised = {section: "Promised to the mill" if section == "s6" else "" for section in small_college.ALL}
    files = small_college.files(direct_cost_usd=costs, commitment=promised)
    agreed = "articulation_id,from_offering,from_title,to_offering,degree,credit_hours,effective_on,expires_on,agreement_state\n"
    agreed += "a1,o2,,o1,,3,2025-01-01,,\na2,o1,,,AAS Welding,6,2025-01-01,,\na3,o2,,o1,,3,2026-01-01,,\n"
    agreed += "a4,o1,,,AAS Pipefitting,6,2024-01-01,2025-06-30,\na5,o1,,,BS Nursing,6,2025-01-01,,recommended\n"
    agreed += "a6,,Safety Badge,o2,,2,2025-01-01,,agreed\n"
    ingest.run([*files, Brought("articulations.csv", agreed.encode())], Store(home))
    version = Store(home).current()
    assert version is not None
    return home, version.id


@pytest.fixture
def asked(small, monkeypatch):
    monkeypatch.setenv("DASHBOARD_HOME", str(small[0]))
    scope = Scope(small[1], "college", STANDARD.parse("FY2026"), AS_OF)
    judged = portfolio_verdict.judged(portfolio_inputs.inputs(scope), rules.shipped())
    return judged, teach_out.owed(scope), portfolio_ties.ties(scope), rules.shipped()


def made(asked, offering: str) -> teach_out.Closing:
    judged, owed, ties, rule = asked
    return teach_out.closing(judged, owed, ties, offering, rule)


def test_sections_that_run_or_are_promised_are_owed(asked):
    # On September 30, 2025: s5 of Welding runs to November 21 with ten seats; s6 of Phlebotomy starts on October 20, is
    # promised, and by then four of its seats are taken.
    welding, phlebotomy = made(asked, "o1"), made(asked, "o2")
    assert (welding.running, welding.ahead, welding.owed, welding.promised) == (10, 0, 1, 0)
    assert welding.last_end == date(2025, 11, 21)
    assert (phlebotomy.running, phlebotomy.owed, phlebotomy.promised) == (0, 1, 1)
    assert phlebotomy.last_end == date(2025, 12, 19)
    seats = [small_college.registered_on(date(2025, 10, 20), seat) <= AS_OF for seat in range(small_college.SEATS)]
    assert phlebotomy.ahead == sum(seats)


def test_agreements_in_force_name_what_points_to_it(asked):
    assert made(asked, "o1").pointing == ("Phlebotomy",)  # once, and not the agreement of the next year
    assert made(asked, "o2").pointing == ("Safety Badge",)
    judged, _, ties, _ = asked
    # Neither the agreement that has ended nor the recommendation.
    assert teach_out.ties_of(ties, judged, "o1").frame.select("kind", "name").rows() == [
        ("agreement_to", "Phlebotomy"),
        ("agreement_from", "AAS Welding"),
    ]


def test_money_is_that_of_the_last_twelve_months(asked):
    # Welding: s2, s4 and s5 brought $1,000 each and cost $300 each. Nothing of it is owed in later sections.
    years = made(asked, "o1").years
    assert [year.lost_usd for year in years] == pytest.approx([3000, 3000, 3000])
    assert [year.saved_usd for year in years] == pytest.approx([297, 603, 900])


def test_the_longest_section_says_how_late_the_last_learner_may_end(asked):
    welding = made(asked, "o1")
    assert teach_out.last_day(welding, AS_OF) == date(2025, 11, 21)
    assert welding.longest_days == 81  # s5, from September 2 to November 21
