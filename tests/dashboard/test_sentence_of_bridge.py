"""The sentence of the Bridge names the two largest causes, whichever way they went."""

import polars as pl

from dashboard.wording import revenue as words
from queries.revenue.bridge import EFFECTS
from queries.revenue.change import Bridge


def test_the_two_largest_causes_are_named_also_where_both_went_down():
    # Volume +$1,000, mix -$9,000, retired -$10,000: the mix is larger than what went up most.
    effects = dict.fromkeys(EFFECTS, 0) | {"volume": 100_000, "mix": -900_000, "retired": -1_000_000}
    row = {"offering": "O1", "field": "11", **effects, "before_cents": 5_000_000, "now_cents": 3_200_000}
    sentence = words.sentence_of_bridge(Bridge("last_year", 5_000_000, 3_200_000, pl.DataFrame([row])))
    assert sentence.endswith(
        "The largest causes are programs retired (-$10K) and more registrations in lower-priced programs (-$9,000)."
    )
