"""The form of an answer follows from its shape, and one that would mislead says why."""

from datetime import date

import polars as pl
import pytest

from data.reference.periods import STANDARD
from queries.answer import Answer
from queries.explore.forms import (
    BARS,
    FEWEST_TO_SPREAD,
    FORMS,
    HEAT,
    LINE,
    MULTIPLES,
    SPREAD,
    TABLE,
    arranged,
    best,
    unfit,
)
from queries.explore.question import Question
from queries.metrics.enrollment import NET_REVENUE
from queries.semantic.scope import Scope

SCOPE = Scope("version", "demo", STANDARD.parse("FY2026"), date(2026, 3, 31))


def shaped(*by: str, rows: int = 3) -> Answer:
    frame = pl.DataFrame({**{name: [None] * rows for name in by}, NET_REVENUE.name: [1.0] * rows})
    return Answer(frame, (NET_REVENUE,), by, SCOPE)


@pytest.mark.parametrize(
    ("by", "form", "others"),
    [
        ((), TABLE, set()),
        (("month",), LINE, {LINE}),
        (("field",), BARS, {BARS}),
        (("month", "field"), LINE, {LINE, MULTIPLES, HEAT}),
        (("field", "modality"), HEAT, {HEAT}),
        (("year", "level"), LINE, {LINE, MULTIPLES, HEAT}),
        (("field", "modality", "month"), TABLE, set()),
    ],
)
def test_a_form_follows_from_the_shape(by, form, others):
    answer = shaped(*by)
    assert best(answer) == form
    assert {one for one in FORMS if not unfit(one, answer)} == {TABLE, *others}
    assert all(unfit(one, answer).endswith(".") for one in FORMS if one not in {TABLE, *others})


def test_a_few_groups_are_no_distribution():
    assert not unfit(SPREAD, shaped("offering", rows=FEWEST_TO_SPREAD))
    assert "3 groups" in unfit(SPREAD, shaped("offering"))


def test_charts_take_the_time_first():
    assert arranged(Question((), ("field",), ("month",))).by == ("month", "field")
