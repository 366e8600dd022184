"""The first page: goals with a status word, the paces, the strip, what moved and what to decide, each a link."""

import shutil
from datetime import date

import pytest

from dashboard.cards import overview
from dashboard.wording import year as words
from data.ingest import ingest
from data.reference.periods import STANDARD
from data.store.store import Store
from queries.metrics.enrollment import NET_REVENUE
from queries.metrics.revenue import CONTRIBUTION
from queries.revenue.goal_status import Rule, rule
from queries.revenue.year import Pace, YearGoal, year_goals
from queries.semantic.scope import Scope
from tests import small_college
from tests.dashboard.test_pages import opened

PAGE = "pages/strategy/overview.py"


@pytest.fixture(scope="module")
def home_of_a_first_year(demo_home, tmp_path_factory):
    """A home with a college of which only offerings, sections and registrations were brought, of this year alone."""
    home = tmp_path_factory.mktemp("first") / "home"
    shutil.copytree(demo_home, home)
    this_year = {section for section, _, starts_on, _ in small_college.SECTIONS if starts_on > date(2025, 8, 1)}
    ingest.run(small_college.files(only=this_year), Store(home))
    return home


def texts(app) -> list[str]:
    return [e.value.replace("\\", "") for e in (*app.markdown, *app.caption, *app.info)]


def links(app) -> list[tuple[str, str]]:
    return [(link.proto.page, link.proto.label.replace("\\", "")) for link in app.get("page_link")]


def test_each_goal_has_a_word_a_chance_and_what_it_needs_beside_both_paces(demo_version):
    app = opened(PAGE)
    labels = [m.label.partition(" :") for m in app.metric]
    assert [name for name, _, _ in labels] == ["Net tuition revenue", "Net registrations", "Headcount", "Contribution"]
    assert all("-badge[" in badge for _, _, badge in labels)
    assert all("At risk: 20% to 50%" in m.help for m in app.metric)
    needs = [text for text in texts(app) if "Needs" in text]
    assert len(needs) == 3
    assert all("likely to reach" in text and "; now " in text and ", last year " in text for text in needs)


def test_every_line_is_a_link_that_holds_the_filters(demo_version):
    app = opened(PAGE, field="11")
    shown = app.get("page_link")
    assert {link.proto.page for link in shown} >= {"versus", "bridge"}
    for link in shown:
        assert f"version={demo_version}" in link.proto.query_string
        assert "field=Computing" in link.proto.query_string


def test_a_choice_without_goals_says_so_and_shows_its_numbers(demo_version):
    app = opened(PAGE, field="09")  # the demo has no goal for it, or no revenue at all
    assert not app.exception
    assert any("No goal is set" in text or "no net tuition revenue" in text for text in texts(app))
    assert not [m for m in (*app.markdown, *app.metric) if "-badge[" in f"{m.value}{getattr(m, 'label', '')}"]


def test_what_no_tile_has_is_said_once_and_a_contribution_says_why_it_is_not_known():
    scope = Scope("v", "college", STANDARD.parse("FY2026"), STANDARD.parse("FY2026").start.replace(year=2026, month=3))
    none = Pace(None, None, None, None)
    revenue = YearGoal(NET_REVENUE, 121_000.0, None, (120_000.0, 121_000.0, 122_000.0), None, None, none)
    unknown = YearGoal(CONTRIBUTION, None, None, None, None, None, none)
    assert words.tile(revenue, scope, others_have=False) == ["Expected $121K."]
    assert words.tile(revenue, scope) == ["Expected $121K.", "No goal is set."]
    assert words.tile(unknown, scope, others_have=False) == ["No started section states a direct cost."]


def test_the_first_year_of_a_college_is_compared_with_nothing(home_of_a_first_year, monkeypatch):
    monkeypatch.setenv("DASHBOARD_HOME", str(home_of_a_first_year))
    app = opened(PAGE, college="college")
    assert not app.exception
    shown = texts(app)
    assert words.NOTHING_BEFORE in shown
    assert sum("No goal is set" in text for text in shown) == 1
    assert not any("goal slipped" in text or "new programs" in text for text in shown)
    assert {m.proto.delta_description for m in app.metric} == {""}


def test_the_finding_of_a_year_that_is_over_says_how_it_ended(demo_version):
    scope = Scope(demo_version, "demo", STANDARD.parse("FY2025"), STANDARD.parse("FY2026").start)
    said = words.sentence_of_year(year_goals(scope), scope)
    assert said.startswith("Net tuition revenue ended FY2025 at $12.17M, ")
    assert "likely" not in said


def test_a_period_that_has_not_begun_says_so(demo_version):
    scope = Scope(demo_version, "demo", STANDARD.parse("FY2027"), STANDARD.parse("FY2026").end.replace(month=3))
    assert words.sentence_of_year(year_goals(scope), scope) == "FY2027 has not begun on Mar 30, 2026."


@pytest.mark.parametrize(
    ("set_to", "said"),
    [
        (Rule(), "On track: at least 50% likely to reach the goal. At risk: 20% to 50%. Behind: less than 20%."),
        (
            Rule(0.7, 0.4),
            "On track: at least 70% likely to reach the goal. At risk: 40% to 70%. Behind: less than 40%.",
        ),
    ],
)
def test_the_rule_is_said_as_it_is_set(set_to, said):
    assert words.sentence_of_rule(set_to).startswith(said)


def test_no_more_lines_of_one_kind_than_the_card_has_room_for(demo_version):
    pages = [page for page, _ in links(opened(PAGE))]
    assert pages.count("pacing") <= overview.MOST
    assert pages.count("this_week") <= 1
    assert pages.count("goals") <= overview.MOST + 1


def test_the_rule_is_set_on_the_goals_page_and_the_page_keeps_its_own(demo_home, demo_version):
    store = Store(demo_home)
    try:
        app = opened("pages/revenue/goals.py")
        app.number_input[0].set_value(70)
        app.button[[b.label for b in app.button].index("Save the rule as a new version")].click().run()
        assert not app.exception
        assert f"still shows version {demo_version}" in app.success[0].value
        assert rule(store.current().id, "demo").on_track_from == 0.7
    finally:
        store.rollback(demo_version)
