"""What counts as short and intensive: by length, by name, or not known."""

import polars as pl
import pytest

from data.reference import format_rule
from data.reference.format_rule import OTHER, SHORT_INTENSIVE, FormatRule


@pytest.mark.parametrize(
    ("title", "weeks", "hours", "format"),
    [
        ("Welding", 16.0, 320.0, SHORT_INTENSIVE),  # exactly at both bounds
        ("Welding", 16.0, 319.0, OTHER),  # short and not dense
        ("Welding", 17.0, 680.0, OTHER),  # dense and not short
        ("Coding Boot-Camp", 30.0, 90.0, SHORT_INTENSIVE),  # by its name, however it is written
        ("Coding Boot-Camp", None, None, SHORT_INTENSIVE),  # the name tells where the length does not
        ("Welding", None, 320.0, None),  # nothing tells
        ("Welding", 40.0, None, OTHER),  # too long, whatever its hours
    ],
)
def test_a_program_under_the_default_rule(title, weeks, hours, format):
    row = pl.DataFrame(
        {"title": [title], "weeks": [weeks], "contact_hours": [hours]},
        schema={"title": pl.String, "weeks": pl.Float64, "contact_hours": pl.Float64},
    )
    assert row.select(format_rule.DEFAULT.format()).item() == format


def test_an_empty_word_names_nothing():
    row = pl.DataFrame({"title": ["Anything"], "weeks": [40.0], "contact_hours": [100.0]})
    assert row.select(FormatRule(16, 20, " - ").format()).item() == OTHER


def test_a_code_says_the_whole_rule():
    assert format_rule.parse("12/25/immersive") == FormatRule(12, 25, "immersive")
    assert all(format_rule.parse(rule.code) == rule for rule in format_rule.PUBLISHED)
    assert format_rule.DEFAULT in format_rule.PUBLISHED


@pytest.mark.parametrize("code", ["", "12", "12/20", "a/b/c", "12/20/a/b", "1234/20/x"])
def test_what_is_no_rule_is_refused_with_a_sentence(code):
    with pytest.raises(ValueError, match="is no format rule; write weeks/hours per week/word"):
        format_rule.parse(code)
