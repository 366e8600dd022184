"""Whatever is shown adds up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.forecasting.reconcile import is_sparse, reconcile

TOTAL = (10.0, 20.0)
PARTS = {"nursing": (3.0, 4.0), "welding": (1.0, 4.0)}


def test_dense_parts_are_believed():
    whole, parts = reconcile(TOTAL, PARTS, sparse=False)
    assert parts == PARTS
    assert whole == (4, 8)


def test_sparse_parts_share_out_the_whole():
    whole, parts = reconcile(TOTAL, PARTS, sparse=True)
    assert parts == {"nursing": (7.5, 10.0), "welding": (2.5, 10.0)}
    assert whole == TOTAL


def test_equal_parts_where_every_part_is_forecast_at_zero():
    _, parts = reconcile((6.0,), {"a": (0.0,), "b": (0.0,)}, sparse=True)
    assert parts == {"a": (3.0,), "b": (3.0,)}


@given(
    st.lists(st.floats(0, 1e6), min_size=3, max_size=3),
    st.lists(st.lists(st.floats(0, 1e6), min_size=3, max_size=3), min_size=1, max_size=6),
    st.booleans(),
)
def test_adds_up_to_the_last_digit(total, rows, sparse):
    whole, parts = reconcile(total, dict(enumerate(rows)), sparse)
    assert whole == tuple(sum(values) for values in zip(*parts.values(), strict=True))
    if sparse:
        assert whole == pytest.approx(tuple(total))


def test_sparse_is_the_typical_part():
    assert is_sparse({"a": [0, 0, 1, 0], "b": [0, 2, 0, 1], "c": [5, 4, 3, 6]})
    assert not is_sparse({"a": [0, 0, 1, 0], "b": [3, 2, 5, 1], "c": [5, 4, 3, 6]})


@pytest.mark.parametrize(
    ("parts", "words"),
    [({}, "no parts"), ({"a": (1.0,)}, "same periods"), ({"a": (-1.0, 2.0)}, "not negative")],
)
def test_what_cannot_add_up_gets_a_sentence(parts, words):
    with pytest.raises(ValueError, match=words):
        reconcile(TOTAL, parts, sparse=True)
