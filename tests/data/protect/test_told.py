"""What staff know of places is no secret before them; what it would tell of outcomes and learner groups is hidden besides."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from data import protect
from data.protect import PeopleTable, Rules, knowledge
from data.protect.audit import audit
from data.protect.repair import repaired
from data.protect.told import Told
from tests.data.protect.literal import cells_of, places

DAY = date(2025, 6, 30)
COUNTS = ("started", "completed")


def published(is_told: bool, *groups: tuple[str, int, int]) -> protect.Published:
    """A field of one cohort with its learner groups, of which staff know how many started, or do not."""
    of = {"grain": "field", "value": "11", "cohort": date(2024, 7, 1), "as_of": DAY}
    rows = [{**of, "group": name, "started": n, "completed": k, "attribute": "gender"} for name, n, k in groups]
    parts = pl.DataFrame(rows)
    whole = parts.group_by([*of]).agg(pl.col(COUNTS).sum()).with_columns(is_told=pl.lit(is_told))
    place = {"place": ("grain", "value")}
    tables = {
        "completion": PeopleTable(whole, COUNTS, place, told="is_told"),
        "groups": PeopleTable(parts, COUNTS, place | {"group": ("attribute", "group")}),
    }
    names = {("gender", name): protect.ROOT for name, _, _ in groups}
    return protect.protect_tables(tables, {"place": {("field", "11"): protect.ROOT}, "group": names}, Rules())


def test_a_group_beside_another_is_narrow_where_the_staff_know_both_together():
    """Of 18 people 15 are women: 3 are not. The total is hidden, so others learn nothing of it; the staff know it."""
    cells = cells_of((18,), (15,), (3,), sums=[(0, [1, 2])])
    hidden, of_whole = places(cells, (0, 0), (2, 0)), places(cells, (0, 0))
    known = Told(of_whole, ~of_whole, np.array([18, 18, 18]))
    found = [audit(cells, knowledge(cells, Rules()), hidden, Rules(), told=told) for told in (None, known)]
    assert [(one.numbers, one.too_narrow) for one in found] == [(2, 0), (1, 1)]
    assert found[1].weak[0].tolist() == [1 * cells.counts.shape[1]], "hiding the women would help"
    assert repaired(cells, hidden, Rules(), known)[0][:, 0].tolist() == [True, True, True]


def test_a_place_of_two_people_asks_for_no_more_than_two():
    """Nobody, one or both: whatever is hidden elsewhere, no number about two people is less certain."""
    done = published(True, ("female", 1, 1), ("male", 1, 0))
    assert done.frames["groups"]["started"].to_list() == [None, None]
    assert done.report.select("staff_numbers", "staff_too_narrow").row(0)[1] == 0


@pytest.mark.parametrize("alone", [3, 40])
def test_who_is_alone_in_a_place_cannot_be_hidden_and_is_counted(alone):
    """With no other group the number is the place's own."""
    assert published(True, ("female", alone, alone)).report["staff_too_narrow"][0] == (alone < Rules().minimum)
