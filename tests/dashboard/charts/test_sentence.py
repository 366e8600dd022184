"""The sentence of a chart is data: it changes, and the specification does not."""

import altair as alt
import polars as pl
import pytest

from dashboard.charts.card import specification
from dashboard.charts.sentence import NAME, spoken

ROWS = alt.Chart(pl.DataFrame({"x": [1, 2], "y": [3, 4]})).encode(x="x:Q", y="y:Q")
CHARTS = {
    "one mark": ROWS.mark_bar(),
    "one mark on chosen rows": ROWS.transform_filter("datum.x > 1").mark_bar(),
    "layers": alt.layer(ROWS.mark_bar(), ROWS.mark_line()),
}


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_another_sentence_is_no_other_specification(chart):
    one, other = (spoken(specification(chart), said) for said in ("Highest at 3.", "Highest at 4."))
    assert one.pop("datasets")[NAME] != other.pop("datasets")[NAME]
    assert one == other
    alt.Chart.from_dict(one)  # raises where it is no Vega-Lite


def test_the_sentence_comes_before_layers():
    spec = specification(CHARTS["layers"])
    said, *drawn = spoken(spec, "Highest at 3.")["layer"]
    assert said["data"] == {"name": NAME}
    assert drawn == spec["layer"]


def test_one_mark_becomes_a_layer_with_all_that_belongs_to_it():
    spec = specification(CHARTS["one mark on chosen rows"])
    whole = spoken(spec, "Highest at 3.")
    _, drawn = whole["layer"]
    assert drawn == {part: spec[part] for part in ("mark", "encoding", "transform")}
    assert whole["data"] == spec["data"]
    assert not drawn.keys() & whole.keys()
