"""Who explains a change: bars for the largest, a sentence for everyone else."""

import polars as pl

from dashboard.charts.card import FramePassport
from dashboard.charts.contributions import contributions


def test_everyone_else_is_a_sentence_and_no_bar():
    # Thousands of others sum to far more than any one: as a bar they would leave nothing to see of the rest.
    frame = pl.DataFrame({"name": ["A", "B", "C", "D"], "change": [50, -30, 9, 2_000]})
    card = contributions("Who explains it", frame, "Certificates", FramePassport((), str), most=2)
    assert card.unit_line == "Certificates · the other 2 together +2,009"
    assert card.unit_line in card.summary
    assert card.spec is not None
    drawn = pl.concat(pl.read_ipc_stream(data) for data in card.spec["datasets"].values())
    assert drawn.select("name", "change").rows() == [("A", 50), ("B", -30)]


def test_without_others_nothing_is_said_of_them():
    frame = pl.DataFrame({"name": ["A"], "change": [50]})
    assert contributions("Who explains it", frame, "Certificates", FramePassport((), str)).unit_line == "Certificates"
