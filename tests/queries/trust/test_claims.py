"""Published figures: margins, sums, contradictions and forecasts, against figures worked out by hand."""

import polars as pl
import pytest

from data.contracts.vocabulary import INSTITUTION_TYPES, PROVIDER_TYPES
from queries.trust import claims
from tests.dashboard.charts.drawing import SCOPE


def row(rows, code: str) -> dict:
    return rows.row(by_predicate=pl.col("claim_id") == code, named=True)


def test_a_thin_sample_is_one_that_chance_alone_moves_by_more_than_five_points():
    rows = claims.selected("", "")
    thin = row(rows, "employers_2022_us_application")
    assert thin["margin"] == pytest.approx(0.0555, abs=1e-4)  # 1.96 × √(0.86 × 0.14 / 150)
    assert thin["is_thin"]
    assert not row(rows, "students_2022_us_stand_out")["is_thin"]  # 306 answers: 3.9 points
    assert row(rows, "certificate_share_2024")["margin"] is None  # a full count has no margin by chance
    assert set(rows.filter("is_thin")["claim_id"]) == {"employers_2022_us_application", "employers_2022_us_performance"}


def test_a_subject_and_a_kind_of_sponsor_select_rows():
    rows = claims.selected("employers", "association")
    assert set(rows["sponsor"]) == {"UPCEA and Collegis"}
    assert claims.selected("forecasts", "platform").is_empty()


def test_the_parts_add_up_but_for_the_second_print_of_2022():
    rows = claims.sums(SCOPE).frame.select("period", "series", "print", "total", "parts", "difference").rows()
    assert rows == [
        ("2019", "Kind of provider", "First", 738_428, 738_428, 0),
        ("2021", "Kind of provider", "First", 967_734, 967_734, 0),
        ("2022", "Kind of provider", "First", 1_076_358, 1_076_358, 0),
        ("2025", "Kind of credential", "First", 1_850_034, 1_850_034, 0),
        ("2022", "Kind of provider", "Second", 1_076_358, 1_076_110, -248),
    ]


def test_the_newer_count_of_certificate_earners_leaves_no_room_for_the_older_one():
    (about,) = [d for d in claims.disputes() if d.about.code == "certificate_earners"]
    by_value = {side.value: side for side in about.sides}
    assert set(by_value) == {525_200, 670_000}
    assert by_value[525_200].before == pytest.approx(472_300, abs=50)  # 525,200 ÷ 1.112, for the year of the other
    assert by_value[670_000].bound == "over"


def test_only_the_count_of_2025_stands_after_the_break():
    frame = claims.by_kind(SCOPE).frame
    assert frame.filter("is_after_break").select("year", "value").rows() == [(2025, 1_850_034)]
    assert frame["year"].min() == 2018
    assert 656_505 not in frame["value"].to_list()  # the second print is no further point


def test_forecasts_stand_beside_what_followed():
    rows = claims.forecasts(SCOPE).frame.select("period", "value", "later", "miss").rows()
    assert [(period, value, later) for period, value, later, _ in rows] == [
        ("2015", 16_056, 10_333), ("2016", 17_966, 15_048), ("2017", 22_814, None),
    ]  # fmt: skip
    assert [miss and round(miss, 3) for *_, miss in rows] == [0.554, 0.194, None]


def test_every_kind_of_provider_has_a_side_and_examples():
    rows = {row["provider_type"]: row for row in claims.kinds(SCOPE).frame.to_dicts()}
    assert set(rows) == set(PROVIDER_TYPES)
    assert {kind for kind, row in rows.items() if row["side"] == "institution"} == set(INSTITUTION_TYPES)
    assert {kind for kind, row in rows.items() if row["side"] is None} == {"public_secondary"}
    assert all(row["what"].endswith(".") and row["examples"] for row in rows.values())
