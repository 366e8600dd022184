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


def published(is_told: bool, *groups: tuple[str, int, int], left: int = 0) -> protect.Published:
    """A field of one cohort with its learner groups, of which staff know how many started, or do not, and how many left."""
    of = {"grain": "field", "value": "11", "cohort": date(2024, 7, 1), "as_of": DAY}
    rows = [{**of, "group": name, "started": n, "completed": k, "attribute": "gender"} for name, n, k in groups]
    parts = pl.DataFrame(rows)
    whole = parts.group_by([*of]).agg(pl.col(COUNTS).sum())
    seats = pl.col("started") + (0 if is_told else 20)
    whole = whole.with_columns(seats=seats, settled="started", left=pl.lit(left))
    place = {"place": ("grain", "value")}
    tables = {
        "completion": PeopleTable(whole, COUNTS, place, told=("seats", "settled", "left")),
        "groups": PeopleTable(parts, COUNTS, place | {"group": ("attribute", "group")}),
    }
    names = {("gender", name): protect.ROOT for name, _, _ in groups}
    return protect.protect_tables(tables, {"place": {("field", "11"): protect.ROOT}, "group": names}, Rules())


def told_of(known: np.ndarray, people: int, cells: int, left: tuple[int, ...] = ()) -> Told:
    """Staff who know some counts of a place of so many people, and of each cell how many have left."""
    gone = np.array(left or (0,) * cells)
    of = np.full(cells, float(people))
    return Told(known, ~known, np.zeros(cells), np.full(cells, np.inf), gone, of, of - gone)


def test_a_group_beside_another_is_narrow_where_the_staff_know_both_together():
    """Of 18 people 15 are women: 3 are not. The total is hidden, so others learn nothing of it; the staff know it."""
    cells = cells_of((18,), (15,), (3,), sums=[(0, [1, 2])])
    hidden, of_whole = places(cells, (0, 0), (2, 0)), places(cells, (0, 0))
    known = told_of(of_whole, 18, 3)
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


TWO = cells_of((40, 20), (20, 10), (20, 10), sums=[(0, [1, 2])])
SPLITS = places(TWO, (1, 1), (2, 1))


@pytest.mark.parametrize(("left", "too_narrow"), [((0, 0, 0), 0), ((16, 8, 8), 0), ((18, 9, 9), 2)])
def test_who_has_left_has_not_completed(left, too_narrow):
    """Of 20 people 9 have left, so 11 have completed at most; so in the other half, and 20 in both: 9 to 11 in each."""
    known = told_of(places(TWO), 40, 3, left)
    found = audit(TWO, knowledge(TWO, Rules(), known.left), SPLITS, Rules(), told=known)
    assert (found.numbers, found.too_narrow) == (2, too_narrow)


def test_of_those_who_stayed_no_more_is_asked_than_there_are():
    """Of 20 people 19 have left: one may have completed, and two numbers are all there can be."""
    cells = cells_of((20, 1), before=[-1])
    known = told_of(places(cells), 20, 1, (19,))
    found = audit(cells, knowledge(cells, Rules(), known.left), places(cells, (0, 1)), Rules(), told=known)
    assert found.too_narrow == 0


@pytest.mark.parametrize(("left", "too_narrow"), [((0, 0), 0), ((0, 2), 1), ((8, 8), 0)])
def test_who_has_left_between_two_days_has_not_completed_between_them(left, too_narrow):
    """Of 30 people 20 had completed, which is shown; of 3 more 2 have left, so 20 or 21 of 33 have completed."""
    cells = cells_of((30, 20), (33, 21), before=[-1, 0])
    known = told_of(places(cells), 33, 2, left)
    found = audit(cells, knowledge(cells, Rules(), known.left), places(cells, (1, 1)), Rules(), told=known)
    assert found.too_narrow == too_narrow


@pytest.mark.parametrize(("least", "most", "too_narrow"), [(0, np.inf, 0), (15, np.inf, 0), (17, 19, 1)])
def test_seats_of_sections_that_are_over_are_the_least_there_are(least, most, too_narrow):
    """Of a field of 60 that is shown, some started in one offering: staff know that 17 to 19 of them did, of whom all have left."""
    cells = cells_of((60, 20), (18, 6), (42, 14), sums=[(0, [1, 2])])
    hidden = places(cells, (1, 0), (1, 1), (2, 0), (2, 1))
    known = told_of(places(cells), 60, 3)
    nobody = np.zeros_like(hidden)
    bounds = np.array([0, least, 0]), np.array([np.inf, most, np.inf])
    asked = Told(nobody, ~nobody, *bounds, known.left, known.people, known.stayed)
    found = audit(cells, knowledge(cells, Rules()), hidden, Rules(), told=asked)
    assert min(found.too_narrow, 1) == too_narrow
