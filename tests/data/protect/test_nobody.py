"""A group that nobody is in looks like one of few: no row of it, no sum and no later version tells the two apart."""

from datetime import date

import polars as pl
import pytest

from data import protect
from data.cubes.completion_groups import with_nobody
from data.protect import PeopleTable, Published, Rules
from data.protect.stages import OF_NOBODY, Tell, unheard
from tests.attacks.attacker import Attacker

DAYS = (date(2025, 6, 30), date(2025, 12, 31))
COUNTS = ("started", "completed")
GROUPS = ("female", "male", "nonbinary")
PLACE, GROUP = ("grain", "value"), ("attribute", "group")
FIELDS = {field: {("all", "all")} for field in (("field", "11"), ("field", "52"))}


def published(
    people: dict[tuple[str, str], tuple[int, int]], past: pl.DataFrame | None = None, tell: Tell = unheard
) -> Published:
    """Two fields of one cohort with their learner groups. `people`: started and completed by field and group."""
    rows = [
        {
            "grain": grain,
            "value": value,
            "attribute": "gender",
            "group": group,
            "as_of": day,
            "started": n,
            "completed": k,
        }
        for day in DAYS
        for (field, group), (n, k) in people.items()
        for grain, value in (("field", field), ("all", "all"))
    ]
    of = [*PLACE, *GROUP, "as_of"]
    counts = pl.DataFrame(rows).group_by(of, maintain_order=True).agg(pl.col(COUNTS).sum())
    counts = counts.filter(pl.col("started") > 0).with_columns(cohort=pl.lit(date(2024, 7, 1)))
    parts = with_nobody(counts)
    whole = counts.group_by(*PLACE, "cohort", "as_of", maintain_order=True).agg(pl.col(COUNTS).sum())
    tables = {
        "completion": PeopleTable(whole, COUNTS, {"place": PLACE}),
        "groups": PeopleTable(parts, COUNTS, {"place": PLACE, "group": GROUP}, nobody="is_nobody"),
    }
    trees = {
        "place": dict.fromkeys(FIELDS, protect.ROOT),
        "group": dict.fromkeys((("gender", group) for group in GROUPS), protect.ROOT),
    }
    return protect.protect_tables(tables, trees, Rules(), past, tell=tell)


def college(nonbinary: int) -> dict[tuple[str, str], tuple[int, int]]:
    """So many nonbinary learners of field 11; field 52 has four of them."""
    return {
        ("11", "female"): (60, 40),
        ("11", "male"): (45, 30),
        ("11", "nonbinary"): (nonbinary, 0),
        ("52", "female"): (70, 50),
        ("52", "male"): (50, 30),
        ("52", "nonbinary"): (4, 2),
    }


def of_group(done: Published, field: str, group: str) -> pl.DataFrame:
    seen = done.frames["groups"].filter(pl.col("value") == field, pl.col("group") == group)
    return seen.select(pl.exclude("is_nobody"))


def ranges(done: Published, place: tuple[str, str], group: str) -> list[tuple[float, float]]:
    """How far each count of a group may range for somebody who reads both tables."""
    attacker = Attacker()
    attacker.read(done.frames["completion"].to_dicts(), PLACE)
    attacker.read(done.frames["groups"].to_dicts(), PLACE, GROUP)
    attacker.connect(FIELDS | {("gender", one): {("all", "all")} for one in GROUPS})
    solved = attacker.solve()
    cells = [cell for cell in attacker.cells if cell[1:3] == (place, ("gender", group))]
    return [solved.ends({(cell, count): 1.0}) for cell in cells for count in COUNTS]


@pytest.mark.parametrize("few", [1, 3])
def test_a_row_of_nobody_reads_like_one_of_few(few):
    none, some = (of_group(published(college(n)), "11", "nonbinary") for n in (0, few))
    assert none.height == len(DAYS)
    assert none.equals(some)
    assert none["is_hidden"].all()


def test_what_is_shown_of_all_others_does_not_leave_nobody():
    """Of 105 people 60 are women and 45 are men: if all three were shown, nobody would be left."""
    done = published(college(0))
    whole = done.frames["completion"].filter(value="11")["started"]
    assert whole.to_list() == [105, 105], "the place is shown"
    shown = [of_group(done, "11", group)["started"] for group in ("female", "male")]
    assert sum(one.null_count() for one in shown) > 0
    found = ranges(done, ("field", "11"), "nonbinary")
    assert len(found) == 2 * len(DAYS)
    assert all(high - low >= 3 for low, high in found)


def test_where_a_sum_already_leaves_room_a_row_of_nobody_hides_nothing_more():
    """Men of both fields are few, so that women are hidden beside them; nobody beside both changes nothing."""
    people = college(0) | {("11", "male"): (4, 2), ("52", "male"): (3, 1)}
    with_row = published(people)
    assert of_group(with_row, "11", "nonbinary").height == len(DAYS)
    without = published({k: v for k, v in people.items() if k[1] != "nonbinary"})
    same = with_row.frames["groups"].filter(pl.col("group") != "nonbinary", pl.col("value") == "11")
    assert same.equals(without.frames["groups"].filter(pl.col("value") == "11"))


def test_rows_of_nobody_are_not_remembered_and_somebody_who_comes_stays_hidden():
    first = published(college(0))
    assert first.past.filter(pl.col("count_0") == 0).is_empty()
    second = published(college(2), first.past)
    assert of_group(second, "11", "nonbinary").equals(of_group(first, "11", "nonbinary"))


def test_the_look_at_rows_of_nobody_is_told_as_a_stage_of_its_own():
    stages = set()
    published(college(0), tell=lambda stage, done, of: stages.add(stage))
    assert OF_NOBODY in stages
    stages.clear()
    published({who: n for who, n in college(0).items() if n[0] > 4}, tell=lambda stage, done, of: stages.add(stage))
    assert stages
    assert OF_NOBODY not in stages
