"""Terms as a cut and as a period, from a file with the college's own names to the pages and the command line."""

import json
import shutil
from datetime import date

import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from dashboard.cli import dashboard
from data.ingest import ingest
from data.ingest.plan import Choices
from data.reference import periods
from data.store.store import Store
from queries import college
from tests import small_college

TERMS = {
    "s1": "2024 Summer",
    "s2": "2024 Fall",
    "s3": "",  # no term is stated: it starts in February
    "s4": "2025 Summer",
    "s5": "2025 Fall",
    "s6": "2025 Fall",
}


@pytest.fixture(scope="module")
def home_with_terms(demo_home, tmp_path_factory):
    home = tmp_path_factory.mktemp("terms") / "home"
    shutil.copytree(demo_home, home)
    ingest.run(small_college.files(term=TERMS), Store(home), Choices(today=date(2026, 1, 31)))
    return home


@pytest.fixture
def version(home_with_terms, monkeypatch) -> str:
    monkeypatch.setenv("DASHBOARD_HOME", str(home_with_terms))
    current = Store(home_with_terms).current()
    assert current is not None
    return current.id


def ask(*words: str):
    return CliRunner().invoke(dashboard, ["ask", *words, "--format", "json"])


def rows(*words: str) -> list[dict]:
    result = ask(*words)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)["rows"]


def opened(**parameters: str) -> AppTest:
    app = AppTest.from_file("../../streamlit_app.py", default_timeout=60)
    for key, value in parameters.items():
        app.query_params[key] = value
    return app.run()


def test_terms_are_in_the_order_in_which_they_start(version):
    named = [term.name for term in college.calendar(version, "college").terms]
    assert named == ["2024 Summer", "2024 Fall", "Spring 2025", "2025 Summer", "2025 Fall"]


def test_a_term_holds_every_seat_of_its_sections_whenever_it_was_taken(version):
    # Seats of s5 were taken in August, of s6 in October: two fiscal quarters and one term.
    (row,) = rows("net_registrations,headcount,net_revenue,sections_offered", "--period", "2025 fall")
    assert row["net_registrations"] == 2 * small_college.SEATS
    assert row["headcount"] == small_college.SEATS  # the same ten learners in both
    assert row["net_revenue"] == 2 * small_college.SEATS * small_college.PRICE
    assert row["sections_offered"] == 2
    assert rows("fill_rate", "--period", "2025 Summer") == [{"fill_rate": pytest.approx(10 / 12)}]
    by_month = rows("net_registrations", "--by", "month", "--period", "2025 Fall")
    # From August, when registration opened, to December, in whole months, also those without a seat.
    assert [row["month"] for row in by_month] == [f"2025-{month:02}-01" for month in range(8, 13)]
    assert [row["net_registrations"] for row in by_month] == [9, 1, 10, 0, 0]


@pytest.mark.parametrize("metric", ["net_registrations", "gross_registrations", "net_revenue", "started_revenue"])
@pytest.mark.parametrize("period", ["FY2025", "FY2026", "2025-Q3"])
def test_terms_add_up_to_the_whole(version, metric, period):
    (whole,) = rows(metric, "--period", period)
    parts = rows(metric, "--by", "term", "--period", period)
    order = [*TERMS.values()]
    assert [row["term"] for row in parts] == sorted(
        (row["term"] for row in parts), key=lambda t: order.index(t if t in order else "")
    )
    assert sum(row[metric] for row in parts) == whole[metric]


def test_a_term_and_an_offering_cut_together(version):
    parts = rows("net_registrations", "--by", "term,offering", "--period", "2025 Fall")
    assert [(row["term"], row["offering"], row["net_registrations"]) for row in parts] == [
        ("2025 Fall", "o1", 10),
        ("2025 Fall", "o2", 10),
    ]
    (row,) = rows("headcount", "--period", "2025 Fall", "--where", "offering=o2")
    assert row["headcount"] == 10


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ["inquiries", "--period", "2025 Fall"],
            "is not known by term: only registrations, learners, money and sections",
        ),
        (["new_learners", "--period", "2025 Fall"], "Ask for a month, a quarter or a fiscal year, such as FY2026"),
        (["completion_rate", "--period", "2025 Fall"], "not known by term"),
        (
            ["completion_rate", "--by", "term"],
            "Term is not a published dimension of completion; ask by field, offering",
        ),
        (["headcount", "--by", "term"], "counted for a whole term: name it as the period, such as 2025 Fall"),
        (["headcount", "--by", "month", "--period", "2025 Fall"], "Headcount of a term is not published by month"),
        (["net_registrations", "--period", "Fall 2031"], "or a term, such as 2025 Fall"),
        (["net_registrations", "--where", "term=Fall"], "There is no term 'Fall'"),
    ],
)
def test_what_is_not_known_by_term_is_refused_in_words(version, words, told):
    refused = ask(*words)
    assert refused.exit_code == 2
    assert told in " ".join(refused.output.split())


def test_last_year_is_the_term_that_started_a_year_before(version):
    calendar = college.calendar(version, "college")
    assert calendar.parse("2025 Summer").previous_year().name == "2024 Summer"
    assert calendar.parse("2025 Fall").previous_year().name == "2024 Fall"
    none = calendar.parse("2024 Fall").previous_year()
    assert none.kind == "term"
    assert none.name not in [term.name for term in calendar.terms]


def test_a_version_without_terms_has_those_that_follow_from_the_first_day(demo_version):
    names = [term.name for term in college.calendar(demo_version, "demo").terms]
    assert names[:3] == ["Fall 2022", "Spring 2023", "Summer 2023"]


def test_the_scope_bar_offers_terms_and_a_link_names_one_exactly(version):
    app = opened(college="college", period="2025 Fall")
    assert not app.exception
    box = app.selectbox(key="period")
    assert box.value == "2025 Fall"
    assert app.query_params["period"] == "2025 Fall"
    assert box.options.index("2025 Summer") > box.options.index("2025 Fall") > box.options.index("FY2026")
    assert "A term counts all registrations of its sections, whenever they were made." in box.help
    assert next(m.value for m in app.metric if m.label == "Net registrations") == "20"
    assert next(m.value for m in app.metric if m.label == "Headcount") == "10"


@pytest.mark.parametrize("url", ["funnel", "goals"])
def test_a_page_that_counts_by_date_says_so_and_offers_a_period(version, url):
    app = opened(college="college", period="2025 Fall")
    app.switch_page(f"pages/{'revenue' if url == 'goals' else 'enrollment'}/{url}.py").run()
    assert not app.exception
    assert "shows quarters and fiscal years, not terms such as 2025 Fall." in app.info[0].value
    next(b for b in app.button if b.label == "Show FY2026").click().run()
    assert not app.exception
    assert app.query_params["period"] == "FY2026"


def test_a_public_audience_is_refused_terms_as_it_is_months(version, monkeypatch):
    monkeypatch.setenv("DASHBOARD_AUDIENCE", "public")
    for words in (["--by", "term"], ["--period", "2025 Fall"]):
        assert "not shown by term" in ask("net_registrations", *words).output


def test_a_term_of_the_calendar_is_parsed_before_a_date():
    fall = periods.Term("Fall 2025", date(2025, 5, 1), date(2025, 8, 25), date(2025, 12, 12))
    calendar = periods.Calendar(terms=(fall,))
    assert calendar.parse("fall 2025").kind == "term"
    assert calendar.parse("FY2026").kind == "fiscal_year"
    assert calendar.containing(date(2026, 2, 1), "term").name == "Fall 2025"
    assert calendar.containing(date(2020, 2, 1), "term").name == "Fall 2025"
