"""Twelve questions of a meeting, each from the first page, with the clicks that its answer may take.

Five decisions at once are counted in `test_this_week.py`, the way of an export into the pages in `test_registrar_export.py`.
"""

import re
from io import BytesIO

import pikepdf
import pytest

from tests.browser.conftest import PATIENCE_MS, settled, shows

pytestmark = pytest.mark.browser


class Reader:
    """Somebody before the first page, who counts clicks."""

    def __init__(self, page, server: str) -> None:
        self.page, self.clicks = page, 0
        page.goto(server)
        shows(page, "Overview")
        page.get_by_role("combobox", name="College").wait_for()

    def press(self, place) -> None:
        place.first.click()
        self.clicks += 1

    def menu(self, section: str, title: str) -> None:
        self.press(self.page.get_by_text(section, exact=True))
        self.goes_by(self.page.locator("a").filter(has_text=title))

    def follow(self, link: str) -> None:
        self.goes_by(self.page.get_by_role("link").filter(has_text=link))

    def goes_by(self, link) -> None:
        """Press a link to another page, and wait for that one: until it stands, the page before it can be pressed as well."""
        before = self.page.url
        self.press(link)
        self.page.wait_for_function("before => location.href !== before", arg=before, timeout=PATIENCE_MS)
        settled(self.page)

    def sees(self, text: str) -> None:
        self.page.get_by_text(re.compile(text)).first.wait_for(timeout=PATIENCE_MS)

    def reads_in_table(self, title: str, cell: str) -> None:
        self.page.get_by_role("heading", level=2, name=title).scroll_into_view_if_needed(timeout=PATIENCE_MS)
        self.page.locator("[role=gridcell]", has_text=cell).first.wait_for(state="attached", timeout=PATIENCE_MS)


@pytest.fixture
def reader(page, server):
    return Reader(page, server)


def test_is_the_goal_on_track_and_what_does_it_take(reader):
    reader.sees(r"Net tuition revenue will probably end FY2026 at \$[\d.]+M")
    reader.sees("At risk")
    reader.sees(r"Needs \$\d+K a week; now \$\d+K, last year \$\d+K")
    assert reader.clicks == 0


def test_why_is_a_year_ahead_of_plan_unlikely_to_reach_its_goal(reader):
    reader.sees(
        r"ahead of the plan but only \d+% likely to reach the goal: from here on the plan expects \$[\d.]+M, the forecast \$[\d.]+M"
    )
    assert reader.clicks == 0


def test_what_moved_revenue_since_last_year(reader):
    reader.sees(r"\+\$\d+K.*more registrations")
    reader.sees("programs retired")
    assert reader.clicks == 0


def test_where_do_alternatives_beat_us_on_price_and_time_in_computing(reader):
    reader.follow("Price:")
    reader.reads_in_table("Alternatives beside us on price and time", "Computing")
    assert reader.clicks <= 2


def test_may_i_say_that_completers_of_one_side_do_better(reader):
    reader.follow("Employed:")
    reader.press(reader.page.get_by_role("button", name="Copy sentence"))
    reader.page.get_by_role("button", name="Copied").wait_for(timeout=PATIENCE_MS)
    sentence = reader.page.evaluate("navigator.clipboard.readText()")
    assert "In New Jersey" in sentence
    assert "Source: New Jersey Department of Labor" in sentence
    assert reader.clicks <= 2


def test_a_board_page_as_pdf(reader):
    reader.menu("Strategy", "Brief")
    with reader.page.expect_download(timeout=PATIENCE_MS) as downloads:
        reader.press(reader.page.get_by_role("button", name="Download PDF"))
    with open(downloads.value.path(), "rb") as file, pikepdf.open(BytesIO(file.read())) as pdf:
        assert len(pdf.pages) >= 2
    assert reader.clicks <= 3


def test_which_sections_need_a_decision_and_what_is_it_worth(reader):
    reader.sees(r"\d+ sections by \w+ \d+, worth \$[\d,.]+[KM]? of contribution")
    reader.follow("sections by")
    shows(reader.page, "This week")
    reader.sees(r"\d+ sections need a decision by")
    assert reader.clicks <= 1


def test_which_goals_slipped_since_last_week(reader):
    reader.sees(r"\d+ goals slipped since last week")
    reader.follow("goals slipped")
    shows(reader.page, "Goals")
    reader.sees("Goals for the period")
    assert reader.clicks <= 1


def test_where_will_next_fiscal_year_end_and_how_good_was_such_a_forecast(reader):
    reader.menu("Forecast", "Outlook")
    box = reader.page.get_by_role("combobox", name="How far ahead")
    reader.press(box)
    reader.press(reader.page.get_by_role("option", name="FY2027"))
    reader.sees(r"in FY2027 up to \w+ \d{4}, as far as forecasts reach: most likely about")
    reader.sees(r"Past forecasts of months \d+ to \d+ ahead were off by \d+% on average")
    assert reader.clicks <= 4


def test_a_link_that_shows_the_same_tomorrow(reader):
    reader.press(reader.page.get_by_role("button", name="Copy link"))
    reader.page.get_by_role("button", name="Copied").wait_for(timeout=PATIENCE_MS)
    link = reader.page.evaluate("navigator.clipboard.readText()")
    assert "version=" in link
    assert "as_of=" in link
    assert reader.clicks == 1


def test_what_does_a_number_mean_and_how_is_it_worked_out(reader):
    reader.menu("Trust", "Metrics")
    reader.sees("Example: 4 seats taken, 1 dropped later")
    assert reader.clicks <= 2


def test_which_fields_are_behind_their_goals(reader):
    reader.menu("Revenue", "Goals")
    reader.reads_in_table("Goals for the period", "Behind")
    assert reader.clicks <= 2
