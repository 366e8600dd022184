"""The better of model and baselines is shown, judged on what was known at each origin."""

from datetime import date

import polars as pl

from data.reference.periods import add_months, month_end
from queries.forecasting.issued.choice import with_choice
from queries.forecasting.issued.histories import Histories

ORIGINS = [date(2023, 12, 1), date(2024, 12, 1)]
ACTUAL = 100.0


def rows(origin: date, point: float, naive: float, year: float) -> list[dict]:
    about = {"metric": "m", "grain": "all", "value": "all", "frequency": "month", "origin": origin, "choice": "model"}
    return [
        {
            **about, "known_on": month_end(origin), "target": add_months(origin, lead), "lead": lead, "point": point,
            "naive": naive, "seasonal_naive": year, "low_80": point - 1, "high_80": point + 1, "low_95": point - 2,
            "high_95": point + 2, "naive_80": 5.0, "naive_95": 9.0, "year_80": 6.0, "year_95": 10.0,
        }
        for lead in range(1, 9)
    ]  # fmt: skip


def chosen(point: float, naive: float, year: float) -> pl.DataFrame:
    frame = pl.DataFrame([row for origin in ORIGINS for row in rows(origin, point, naive, year)])
    months = [add_months(date(2023, 1, 1), place) for place in range(24)]
    known = {
        ("m", month_end(origin)): Histories(
            "m", "all", "month", month_end(origin),
            pl.DataFrame({"value": "all", "period": months, "y": ACTUAL, "settled": ACTUAL}).filter(pl.col("period") <= origin),
        )
        for origin in ORIGINS
    }  # fmt: skip
    return with_choice(frame, known)


def at(frame: pl.DataFrame, origin: date) -> dict:
    return frame.filter(origin=origin).row(0, named=True)


def test_the_first_origin_has_no_past_and_shows_the_model():
    assert at(chosen(150, 100, 100), ORIGINS[0])["choice"] == "model"


def test_a_model_that_missed_by_more_gives_way_to_the_baseline_and_its_own_band():
    row = at(chosen(150, 101, 120), ORIGINS[1])
    assert (row["choice"], row["point"]) == ("naive", 101)
    assert (row["low_80"], row["high_80"], row["low_95"], row["high_95"]) == (96, 106, 92, 110)


def test_of_two_better_baselines_the_best_is_shown():
    row = at(chosen(150, 120, 101), ORIGINS[1])
    assert (row["choice"], row["point"], row["high_80"]) == ("seasonal_naive", 101, 107)


def test_an_even_model_stays():
    assert at(chosen(102, 98, 102), ORIGINS[1])["choice"] == "model"
