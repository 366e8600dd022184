"""Strata of a sample that the attacker is told: those that hold a hidden number too close are left out."""

from datetime import date

import numpy as np
import polars as pl

from data import protect
from data.protect import PeopleTable, Rules, Sample

END = date(2025, 6, 30)
OWN = "strata"


def left_out(told: list[tuple[int, int]]) -> list[bool]:
    """Two hidden groups of 20 in a field of 40 that is shown; each is one stratum, of which so many are told."""
    field = pl.DataFrame({"kind": ["all"], "value": ["all"], "cohort": [END], "as_of": [END], "n": [400], "k": [200]})
    groups = pl.DataFrame(
        {
            "kind": ["g", "g"],
            "value": ["a", "b"],
            "cohort": [END] * 2,
            "as_of": [END] * 2,
            "n": [200, 200],
            "k": [100, 100],
        }
    )
    cut = {"place": ("kind", "value")}
    tables = {
        "whole": PeopleTable(field, ("n", "k"), cut),
        "groups": PeopleTable(groups.with_columns(most=pl.lit(0)), ("n", "k"), cut, most="most"),
    }
    tree = {"place": {("g", "a"): protect.ROOT, ("g", "b"): protect.ROOT}}
    cells, _, where = protect.gather(tables, tree, None, Rules())
    hidden = np.zeros((cells.size, 4), dtype=bool)
    hidden[where["groups"], :2] = True
    sample = Sample(where["groups"], np.arange(2), np.array(told))
    return protect.unsafe(cells, hidden, Rules(), sample, np.zeros(cells.size, dtype=bool)).tolist()


def test_a_sample_that_leaves_enough_out_may_be_told():
    assert left_out([(190, 95), (190, 95)]) == [False, False]


def test_of_two_strata_that_are_told_whole_one_is_left_out():
    # 200 + 200 of 400: both at least 200, so each is 200
    assert sum(left_out([(200, 100), (200, 100)])) >= 1


def test_a_stratum_of_few_is_left_out_from_the_start():
    assert left_out([(9, 5), (190, 95)]) == [True, False]
