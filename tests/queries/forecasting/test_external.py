"""Other people's forecasts, scored like our own."""

import polars as pl
import pytest

from data.bundled import statistics as bundle
from data.cubes.external_forecasts import ExternalForecasts
from data.reference import claims
from data.reference.sources import SOURCES
from data.store.store import Store
from queries.forecasting import external
from queries.metrics import METRICS


def test_course_report_missed_by_what_its_own_later_figures_say(demo_version):
    rows = {
        row["issued_for"]: row for row in external.others(demo_version).filter(forecaster="Course Report").to_dicts()
    }
    assert rows[2015]["error_share"] == pytest.approx((16056 - 10333) / 10333)
    assert rows[2016]["error_share"] == pytest.approx((17966 - 15048) / 15048)
    # Repeating the number of the year before would have missed by less than half as much in 2015.
    assert rows[2015]["naive_share"] == pytest.approx((10333 - 6740) / 10333)
    assert rows[2015]["bias_share"] > 0


def test_a_published_mean_error_stands_as_it_was_stated(demo_version):
    found = external.others(demo_version).filter(forecaster="NCES")
    assert dict(found.select("lead_years", "error_share").rows()) == {1: 0.016, 2: 0.028, 3: 0.035, 5: 0.052, 10: 0.114}
    assert found["calls"].null_count() == found.height


def test_a_forecast_among_the_published_figures_that_nothing_followed_is_there_without_a_score(demo_version):
    found = external.others(demo_version).filter(pl.col("note") == external.NOT_FOLLOWED)
    assert found.select("forecaster", "issued_for", "calls").unique().rows() == [("Course Report", 2017, 0)]
    assert found.height == 2  # graduates and tuition
    assert found["error_share"].null_count() == 2
    scored = {*claims.claims()["forecast"].drop_nulls()} & {*bundle.load()["external_forecasts"]["forecast_id"]}
    assert {"course_report_2015", "course_report_2016", "nces_1"} <= scored  # all others are scored


def test_every_external_forecast_names_its_source(demo_version):
    assert set(bundle.load()["external_forecasts"]["source"]) <= set(SOURCES)


def test_a_row_has_a_value_or_an_error_and_never_both():
    rows = bundle.load()["external_forecasts"]
    with pytest.raises(Exception, match="a_value_or_an_error"):
        ExternalForecasts.validate(rows.with_columns(published_error_share=pl.lit(0.1)))


def test_posting_scores_show_the_naive_bar(demo_version):
    scores = external.postings(demo_version)
    assert scores["lead"].to_list() == list(range(1, 13))
    assert (scores["naive_share"] < scores["seasonal_naive_share"] + 1e-9).all()
    assert METRICS["completions"].privacy == "people"


def test_a_version_of_an_earlier_program_has_none(tmp_path, monkeypatch):
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    with Store(tmp_path).draft("old") as draft:
        draft.put("demo", "cubes", "tiny", pl.DataFrame({"value": [1]}))
    assert external.others(draft.version.id).is_empty()
    assert external.postings(draft.version.id).is_empty()
