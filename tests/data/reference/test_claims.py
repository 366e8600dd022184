"""Published figures: every one has its origin, sums close, and forecasts are those that the Scoreboard scores."""

import polars as pl
import pytest

from data.bundled import statistics
from data.contracts.vocabulary import PROVIDER_TYPES
from data.reference import claims
from data.reference.claims import Claims

EVERY = claims.claims()


def test_every_figure_has_a_sponsor_a_source_and_a_date():
    assert EVERY.select("sponsor", "publication", "published", "period", "geography", "population").null_count().sum_horizontal().item() == 0  # fmt: skip
    assert EVERY["published"].str.head(4).cast(pl.Int64).is_between(2011, int(claims.as_of()[:4])).all()


def test_a_share_has_its_answers_or_says_why_not():
    shares = EVERY.filter(pl.col("unit") == "share")
    assert shares.filter(pl.col("n").is_null() & pl.col("n_reason").is_null()).is_empty()
    with pytest.raises(Exception, match="shares_say_how_many_answered"):
        Claims.validate(EVERY.with_columns(n=pl.lit(None, pl.Int64), n_reason=pl.lit(None, pl.String)))


def test_a_part_without_its_series_is_refused():
    with pytest.raises(Exception, match="a_part_has_a_series"):
        Claims.validate(EVERY.with_columns(series=pl.lit(None, pl.String)))


def test_every_contradiction_has_two_figures_or_more_and_every_figure_its_contradiction():
    sides = EVERY.drop_nulls("contradicts").group_by("contradicts").len()
    assert set(sides["contradicts"]) == {about.code for about in claims.contradictions()}
    assert sides["len"].min() >= 2


def test_a_contradiction_states_no_figure_of_its_own():
    assert not any(any(letter.isdigit() for letter in about.why) for about in claims.contradictions())


def test_what_was_not_found_again_is_left_out():
    # Quoted everywhere, found in no source: the hardest hiring problem, the skills disrupted within five years, and a
    # decline of units that offer microcredentials.
    assert not EVERY.filter(pl.col("says").str.contains("(?i)soft skill|disrupt|hardest")).height
    assert EVERY.filter(pl.col("subject") == "employers", pl.col("value") == 0.53).is_empty()
    assert EVERY.filter(pl.col("value") == 0.44).is_empty()


def test_forecasts_are_those_of_the_scoreboard():
    bundled = statistics.load()["external_forecasts"]
    rows = {row["forecast_id"]: row for row in bundled.to_dicts()}
    for claim in EVERY.drop_nulls("forecast").to_dicts():
        if claim["forecast"] not in rows:  # nothing came of it that could be scored
            assert claim["forecast"] not in EVERY["actual"]
            continue
        row = rows[claim["forecast"]]
        assert claim["value"] == (row["forecast"] if row["forecast"] is not None else row["published_error_share"])
    for claim in EVERY.drop_nulls("actual").to_dicts():
        assert claim["value"] == rows[claim["actual"]]["actual"]


def test_sponsors_that_sell_say_so():
    sellers = EVERY.filter(pl.col("sponsor_kind").cast(pl.String).is_in(["platform", "directory"]))
    assert sellers["sells"].null_count() == 0
    assert EVERY.filter(pl.col("sponsor_kind") == "government")["sells"].count() == 0


def test_kinds_of_providers_have_a_place_in_the_vocabulary():
    assert {"platform", "employer", "association", "publisher"} <= set(PROVIDER_TYPES)
