"""What the sentence of a forecast may claim: a middle only where the range is narrower than it."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from dashboard import cells
from dashboard.wording import award_ranges
from dashboard.wording import forecast as words
from data.reference import periods
from queries.forecasting import tables
from queries.forecasting.alike import FirstYears
from queries.forecasting.awards import AwardRanges, AwardRecord
from queries.forecasting.outlook import Outlook, Record, Series
from queries.metrics.enrollment import NET_REGISTRATIONS
from queries.semantic.scope import Scope

SCOPE = Scope("version", "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))
LAST, AHEAD = date(2025, 4, 1), date(2026, 4, 1)


def seen(point: float, low: float, high: float, last_year: float | None = 20.0) -> Outlook:
    """One month of net registrations, with the same band at 80 and 95%."""
    ahead = {"target": AHEAD, "point": point, "naive": 0.0, "seasonal_naive": 0.0, "choice": "model"}
    ahead |= {f"{end}_{level}": value for level in (80, 95) for end, value in (("low", low), ("high", high))}
    about = {"members": "", "notes": "", "model_version": "1", "known_on": LAST, "cleaned": "", "widened_by": 1.0}
    about["scaled_by"] = 1.0
    known = pl.DataFrame({"period": [LAST], "y": [last_year]}).drop_nulls()
    return Outlook(
        Series("net_registrations"), NET_REGISTRATIONS, "month", date(2026, 3, 31),
        known.with_columns(is_settled=True), pl.DataFrame([ahead | about]),
        known.select(pl.col("period").dt.offset_by("1y"), "y"),
        pl.DataFrame(schema={"period": pl.Date, "goal": pl.Float64}), pl.DataFrame(), Record(0, 0),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("outlook", "said"),
    [
        # A handful of registrations: neither a middle of 1 nor a fall of 97.5% is known.
        (seen(0.5, 0.0, 10.5), "between 0 and 11 with 80% confidence. A year earlier: 20."),
        (seen(0.5, 0.0, 10.5, None), "between 0 and 11 with 80% confidence."),
        (seen(100.0, 90.4, 109.6, 80.0), "most likely about 100, up 25.0% from a year earlier; between 90 and 110 with 80% confidence."),
    ],
)  # fmt: skip
def test_a_range_wider_than_its_middle_stands_alone(outlook, said):
    assert words.sentence_of_forecast(outlook).startswith(f"Net registrations in April 2026: {said}")


@pytest.mark.parametrize(
    ("always_empty", "said"),
    [
        ({4}, "None expected: every April on record has been empty"),
        ({5}, "None expected"),  # there were some in an April
    ],
)
def test_a_band_of_nothing_is_said_in_words_and_claims_no_more_than_is_known(always_empty, said):
    outlook = replace(seen(0.0, 0.0, 0.0, None), always_empty=frozenset(always_empty))
    row = cells.in_words(words.table(outlook, SCOPE)).row(0, named=True)
    assert (row["80% range"], row["95% range"]) == (said, said)
    begins = said.replace("None", "none")
    assert words.sentence_of_forecast(outlook).startswith(f"Net registrations in April 2026: {begins}. ")


def test_an_offering_too_new_for_a_forecast_says_what_others_of_its_field_began_with():
    new = replace(seen(0, 0, 0), why_not="…", alike=FirstYears(7, 11.5, 24.0, 60.2))
    assert words.sentence_of_forecast(new) == (
        "This offering is too new for a forecast of its own. Offerings like it in this field brought 11 to 61 net "
        "registrations in their first 12 months; half of the 7 brought 24 or more."
    )


def test_the_band_of_a_count_is_of_whole_numbers_and_holds_what_was_computed():
    row = cells.in_words(words.table(seen(4.2, 2.6, 7.1), SCOPE)).row(0, named=True)
    assert (row["Expected"], row["80% range"]) == ("4", "2 to 8")


def test_a_field_with_a_model_says_what_is_expected_and_how_good_models_were():
    row = {"field": "51", "awards": 1000.0, "expected": 1043.2, "low": 951.0, "high": 1131.0, "year": 2025, "lead": 1}
    history = pl.DataFrame({"field": "51", "year": [2024], "awards": [1000.0]})
    found = AwardRanges(history, pl.DataFrame([row]), -0.04, 0.08, 114, AwardRecord(30, 25, 0.041, 0.062))
    said = award_ranges.awards(found, SCOPE)
    assert "were 1,000 in 2024. Expect about 1,040 (951 to 1,130) in 2025." in said
    assert "In 30 forecasts one year ahead it was off by 4%; repeating the last value was off by 6%" in said
    assert "held 25 of 30" in said
    assert cells.in_words(tables.awards(found, None, SCOPE, ()))["Expected 2025"].to_list() == ["1,040"]


def test_years_with_a_gap_are_named_in_their_runs():
    history = pl.DataFrame({"field": "51", "year": [2000, 2001, 2003, 2020, 2021], "awards": [1.0] * 5})
    found = AwardRanges(history, pl.DataFrame(), -0.04, 0.08, 2)
    said = award_ranges.why_a_range(found)
    assert said.startswith("5 years of values (2000 to 2001 and 2003 and 2020 to 2021) are too few for a model")


def test_ranges_of_awards_have_three_digits():
    ranges = [{"field": "51", "awards": 962_810.0, "low": 921_945.2, "high": 1_041_953.0}]
    ranges += [{"field": "11", "awards": 13.0, "low": 12.0, "high": 15.4}]
    found = AwardRanges(pl.DataFrame(), pl.DataFrame(ranges).with_columns(year=2024, lead=1), -0.04, 0.08, 114)
    said = cells.in_words(tables.awards(found, None, SCOPE, ()))
    assert said["Range 2024"].to_list() == ["922,000 to 1,040,000", "12 to 15"]
    assert said["Awards 2023"].to_list() == ["962,810", "13"]  # what is known is exact


def test_the_method_says_which_members_count_beside_the_middle():
    outlook = seen(100.0, 90.0, 110.0)
    named = "simple, level scale; theta, log scale; far trend, level scale; far trend, log scale"
    told = words.method(replace(outlook, ahead=outlook.ahead.with_columns(members=pl.lit(named))))
    assert told[1] == "The model is the mean of the middle half of: simple, level scale; theta, log scale."
    assert told[2] == "Straight trends, chosen by what they missed up to a year ahead, count for 20% beside these."
    alone = words.method(replace(outlook, ahead=outlook.ahead.with_columns(members=pl.lit("last value"))))
    assert alone[1:3] == ["The model is last value.", "Model version 1."]
