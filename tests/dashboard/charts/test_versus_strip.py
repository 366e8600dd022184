"""Both sides in four rows, each on a scale of its own, beside links that say what they differ by."""

from dashboard.charts.versus_strip import versus_strip
from queries.outcomes.comparability import SAME, Badge
from queries.semantic.unit import COUNT, SHARE, USD, Unit
from queries.strategy.versus import ENROLLMENT, OFFERINGS, OUTCOMES, REVENUE, Figure, Line
from queries.strategy.versus_strip import Strip
from queries.strategy.versus_view import View
from tests.dashboard.charts.drawing import SCOPE, rows

WELL = Badge(SAME, "One definition.")


def line(subject: str, unit: Unit, ours: float | None, theirs: float | None) -> Line:
    figures = [None if value is None else Figure(value) for value in (ours, theirs)]
    return Line(subject, "measure", unit, *figures, None, WELL, WELL, "own", coverage=0.16)


STRIP = Strip(
    View(SCOPE),
    {
        OFFERINGS: line(OFFERINGS, USD, 3000.0, 6000.0),
        ENROLLMENT: line(ENROLLMENT, COUNT, 500.0, 100.0),
        REVENUE: line(REVENUE, USD, 2e6, None),  # one side only
        OUTCOMES: line(OUTCOMES, SHARE, None, None),  # nobody states it
    },
    {},
)


def card(monkeypatch):
    monkeypatch.setattr("queries.strategy.versus_table.label", lambda measure: measure)
    return versus_strip.__wrapped__("Us and the alternatives", STRIP)


def test_the_larger_side_is_at_the_end_of_its_row_and_the_smaller_one_in_proportion(monkeypatch):
    assert rows(card(monkeypatch), "row", "who", "at", "text", "place") == [
        (0, "institution", 0.5, "$3,000", "left"),
        (0, "alternative", 1.0, "$6,000", "right"),
        (1, "alternative", 0.2, "100", "left"),
        (1, "institution", 1.0, "500", "right"),
        (2, "institution", 1.0, "$2.00M", "right"),
    ]


def test_each_row_is_a_link_to_versus_that_says_the_difference(monkeypatch):
    links = card(monkeypatch).links
    assert [page for page, _, _ in links] == ["Versus"] * 4
    words = [f"{word} {detail}" for _, word, detail in links]
    assert words[0] == "**Price:** institutions cost 50% less"
    assert words[1] == "**People:** 5.0 times as many at institutions"
    assert "Alternative providers have no number" in words[2]
    assert "Neither side has an outcome" in words[3]
