"""Classes of offerings from points worked out by hand, how often they hold, and what would change them."""

from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl
import pytest

from data.reference import portfolio as rules
from data.reference.periods import STANDARD
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.strategy import portfolio_inputs
from queries.strategy import portfolio_verdict as verdict

# Three inputs count, each on a scale from 0 to 1, so that an input is its own points; weights 2, 1 and 1.
NAMES = ("fill", "margin", "completion")
RULE = replace(
    rules.shipped(),
    weights=tuple({"fill": 2.0, "margin": 1.0, "completion": 1.0}.get(name, 0.0) for name in rules.CRITERIA),
    no_points=(0.0,) * len(rules.CRITERIA),
    full_points=(1.0,) * len(rules.CRITERIA),
    retire_below=0.25,
    transform_below=0.5,
    grow_from=0.75,
    known_least=0.6,
)
SCOPE = Scope("v", "college", STANDARD.parse("FY2026"), date(2026, 3, 31))
ROWS = {
    # offering: fill, margin, completion, note of completion, months, sections, closes on
    "grows": (1.0, 0.8, 0.6, None, 60, 9, None),  # (2 + 0.8 + 0.6) / 4 = 0.85
    "stays": (0.6, 0.6, 0.6, None, 60, 9, None),  # 0.6 whatever the weights
    "edge": (0.9, 0.1, 0.1, None, 60, 9, None),  # (1.8 + 0.2) / 4 = 0.5: sustain, by a hair
    "ends": (0.1, 0.0, 0.3, None, 60, 9, None),  # (0.2 + 0.3) / 4 = 0.125
    "bound": (0.5, 0.5, None, "high", 60, 9, None),  # 95% or more earns 0.95: (1 + 0.5 + 0.95) / 4 = 0.6125
    "hidden": (0.5, 0.5, None, "hidden", 60, 9, None),  # 3 of 4 of the weight known
    "dark": (None, 0.9, 0.9, None, 60, 9, None),  # 2 of 4 of the weight known: too little
    "young": (1.0, 1.0, 1.0, None, 11, 9, None),
    "seldom": (1.0, 1.0, 1.0, None, 60, 1, None),
    "closing": (1.0, 1.0, 1.0, None, 60, 9, date(2026, 6, 30)),
}


def judged(rule: rules.Rule = RULE, **changed: tuple) -> Table:
    rows = ROWS | changed
    schema = {"fill": pl.Float64, "margin": pl.Float64, "completion": pl.Float64, "completion_note": pl.String,
              "months": pl.Int64, "sections": pl.Int64, "closes_on": pl.Date}  # fmt: skip
    frame = pl.DataFrame([list(row) for row in rows.values()], schema=schema, orient="row")
    frame = frame.with_columns(
        pl.Series("offering", list(rows)), title=pl.lit("Welding"), is_launch_stated=pl.lit(value=True)
    )
    held = {column.name for column in portfolio_inputs.COLUMNS} - {*frame.columns}
    frame = frame.with_columns(pl.lit(None, pl.Float64).alias(name) for name in held)
    return verdict.judged(Table(frame, portfolio_inputs.COLUMNS, SCOPE, has_period=False), rule)


def of(table: Table, offering: str) -> dict:
    return table.frame.row(by_predicate=pl.col("offering") == offering, named=True)


@pytest.mark.parametrize(
    ("offering", "expected", "score", "reason"),
    [
        ("grows", "grow", 0.85, None),
        ("stays", "sustain", 0.6, None),
        ("edge", "sustain", 0.5, None),
        ("ends", "retire", 0.125, None),
        ("bound", "sustain", 0.6125, None),
        ("hidden", "sustain", 0.5, None),
        ("dark", "insufficient", 0.9, "unknown"),
        ("young", "insufficient", 1.0, "young"),
        ("seldom", "insufficient", 1.0, "few_sections"),
        ("closing", "retire", 1.0, "decided"),
    ],
)
def test_the_class_follows_from_points_and_weights(offering, expected, score, reason):
    row = of(judged(), offering)
    assert (row["class"], row["reason"]) == (expected, reason)
    assert row["score"] == pytest.approx(score)


def test_what_is_not_known_is_no_guess_but_lowers_what_is_known():
    assert of(judged(), "hidden")["known"] == pytest.approx(0.75)
    assert of(judged(), "dark")["known"] == pytest.approx(0.5)
    assert of(judged(), "hidden")["points_completion"] is None


def test_classes_stand_in_order_and_the_best_first():
    classes = judged().frame["class"].to_list()
    assert classes == sorted(classes, key=verdict.CLASSES.index)
    assert judged().frame["offering"][0] == "grows"


def test_a_class_that_no_weights_change_holds_always_and_one_on_the_edge_about_half_the_time():
    table = judged()
    assert of(table, "stays")["holds"] == 1.0
    # Twice the weight on fill gives exactly the limit, so that about half of the draws lie on either side.
    assert 0.4 < of(table, "edge")["holds"] < 0.6
    assert of(table, "young")["holds"] is None


def test_draws_are_the_same_every_time_and_center_on_the_weights():
    drawn = verdict.moved_weights(RULE)
    assert np.array_equal(drawn, verdict.moved_weights(RULE))
    assert drawn.shape == (2000, len(rules.CRITERIA))
    shares = drawn / drawn.sum(axis=1, keepdims=True)
    at = [rules.CRITERIA.index(name) for name in NAMES]
    assert shares.mean(axis=0)[at] == pytest.approx([0.5, 0.25, 0.25], abs=0.01)
    assert not np.delete(drawn, at, axis=1).any()  # a weight of 0 stays 0
    # Variance of a Dirichlet share: m (1 - m) / (focus + 1)
    assert shares[:, at[0]].std() == pytest.approx((0.25 / (RULE.focus + 1)) ** 0.5, rel=0.05)


def test_a_higher_focus_moves_the_weights_less():
    assert of(judged(replace(RULE, focus=1000)), "grows")["holds"] >= of(judged(), "grows")["holds"]
    assert verdict.moved_weights(replace(RULE, seed=8))[0].max() != verdict.moved_weights(RULE)[0].max()


def test_the_inputs_that_would_change_a_class_are_at_the_very_limit():
    # grows: 0.85, so 0.1 × 4 points must go: fill 1.0 − 0.4 / 2 = 0.8; margin 0.8 − 0.4; completion 0.6 − 0.4
    table = judged()
    found = {turn.criterion: turn for turn in verdict.turns(table, "grows", RULE)}
    assert len(found) == 2
    expected = {"fill": 0.8, "margin": 0.4, "completion": 0.2}
    for name, turn in found.items():
        assert turn.at == pytest.approx(expected[name])
        assert (turn.is_from_below, turn.to, turn.is_known) == (False, "sustain", True)
        values = dict(zip(("fill", "margin", "completion"), ROWS["grows"][:3], strict=True))
        for moved, becomes in ((turn.at - 1e-6, "sustain"), (turn.at + 1e-6, "grow")):
            changed = (*(values | {name: moved}).values(), *ROWS["grows"][3:])
            assert of(judged(grows=changed), "grows")["class"] == becomes


def test_an_input_that_is_not_known_can_change_a_class_too():
    # Fill counts twice and completion once: 0.8 while completion is hidden, and (1.6 + c) / 3 < 0.75 once c < 0.65.
    weights = tuple({"fill": 2.0, "completion": 1.0}.get(name, 0.0) for name in rules.CRITERIA)
    rule = replace(RULE, weights=weights)
    table = judged(rule, hidden=(0.8, None, None, "hidden", 60, 9, None))
    turns = {turn.criterion: turn for turn in verdict.turns(table, "hidden", rule)}
    assert turns["fill"].at == pytest.approx(0.75)
    turn = turns["completion"]
    assert (turn.at, turn.to, turn.is_known) == (pytest.approx(0.65), "sustain", False)


def test_two_inputs_without_points_are_to_transform_at_best():
    # (2 + 0 + 0) / 4 = 0.5 would be sustain; what lifts it is either of the two inputs, from the end of its scale on.
    table = judged(stays=(1.0, 0.0, 0.0, None, 60, 9, None))
    row = of(table, "stays")
    assert (row["class"], row["score"]) == ("transform", pytest.approx(0.5))
    assert verdict.without_points(row, RULE) == ("margin", "completion")
    assert {(t.criterion, t.at, t.is_from_below, t.to) for t in verdict.turns(table, "stays", RULE)} == {
        ("margin", 0.0, True, "sustain"),
        ("completion", 0.0, True, "sustain"),
    }
    # An input without weight does not count, so that one at the very end holds nothing down.
    without = tuple(0.0 if name == "margin" else w for name, w in zip(rules.CRITERIA, RULE.weights, strict=True))
    assert verdict.without_points(row, replace(RULE, weights=without)) == ()
    # (0 + 0 + 0.9) / 4 is retire by its points alone, so that nothing holds it down.
    assert verdict.without_points(of(judged(stays=(0.0, 0.0, 0.9, None, 60, 9, None)), "stays"), RULE) == ()


def test_an_input_that_falls_to_no_points_can_change_a_class():
    # (2 + 0.9 + 0) / 4 = 0.725 is sustain. Without the margin 0.5 is left, which is sustain by points and capped.
    table = judged(stays=(1.0, 0.9, 0.0, None, 60, 9, None))
    assert of(table, "stays")["class"] == "sustain"
    assert of(judged(stays=(1.0, 0.0, 0.0, None, 60, 9, None)), "stays")["class"] == "transform"
    # Up to grow the margin needs 1.0, a move of 0.1; that is nearer than 0.
    turn = next(t for t in verdict.turns(table, "stays", RULE) if t.criterion == "margin")
    assert (turn.at, turn.is_from_below, turn.to) == (pytest.approx(1.0), True, "grow")


def test_where_no_input_changes_a_class_by_itself_two_may_together():
    # Four inputs of the same weight at 0.62: one at 0 leaves 0.465 and one at 1 gives 0.715; two at 0 leave 0.31 of 1.
    weights = tuple(1.0 if name in ("fill", "margin", "completion", "employment") else 0.0 for name in rules.CRITERIA)
    rule = replace(RULE, weights=weights, transform_below=0.4, grow_from=0.8)
    table = judged(rule, stays=(0.62, 0.62, 0.62, None, 60, 9, None))
    full = table.with_frame(table.frame.with_columns(points_employment=pl.lit(0.62), score=pl.lit(0.62)))
    assert verdict.turns(full, "stays", rule) == ()
    assert verdict.pair(full, "stays", rule) == ("fill", "margin")
    assert verdict.pair(full, "young", rule) is None


def test_insufficient_evidence_names_what_to_find_out():
    assert [turn.criterion for turn in verdict.turns(judged(), "dark", RULE)] == ["fill"]
    assert verdict.turns(judged(), "young", RULE) == ()


def test_an_offering_of_which_nothing_is_known_has_no_points_and_no_class():
    row = of(judged(stays=(None, None, None, None, 60, 9, None)), "stays")
    assert (row["class"], row["score"], row["known"]) == ("insufficient", None, 0.0)


def test_the_first_to_look_at_has_the_fewest_points():
    assert verdict.row_of(judged(), verdict.FEWEST)["offering"] == "ends"
