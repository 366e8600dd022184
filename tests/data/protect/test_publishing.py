"""What is hidden in small tables of which every cell has a reason."""

from datetime import date

import polars as pl

from data import protect
from data.protect import PeopleTable, Published, Rules

COUNTS = ("started", "completed")
Q1, Q2 = date(2025, 3, 31), date(2025, 6, 30)


def published(cells: dict[str, tuple[int, int]], at=(Q2,)) -> Published:
    """Offerings of field 11 with (started, completed) per quarter end, their field and all."""
    rows = []
    for place, day in enumerate(at):
        here = {name: counts[2 * place : 2 * place + 2] for name, counts in cells.items()}
        total = tuple(sum(c[i] for c in here.values()) for i in (0, 1))
        here |= {"11": total, "all": total}
        rows += [(_grain(name), name, day, *c) for name, c in here.items()]
    frame = pl.DataFrame(rows, schema=["grain", "value", "as_of", *COUNTS], orient="row")
    table = PeopleTable(frame.with_columns(cohort=date(2024, 7, 1)), COUNTS, {"place": ("grain", "value")})
    tree = {("offering", name): ("field", "11") for name in cells} | {("field", "11"): ("all", "all")}
    return protect.protect_tables({"completion": table}, {"place": tree}, Rules())


def _grain(name: str) -> str:
    return {"11": "field", "all": "all"}.get(name, "offering")


def hidden(cells, count="completed", **more) -> set[str]:
    frame = published(cells, **more).frames["completion"]
    return set(frame.filter(pl.col(count).is_null(), pl.col("as_of") == Q2)["value"])


def test_a_small_cell_takes_the_smallest_sibling_with_it():
    # b has 4 learners; with only b hidden, field minus the others would give it back
    assert hidden({"a": (100, 60), "b": (4, 2), "c": (50, 30)}, "started") == {"b", "c"}


def test_few_who_did_not_complete_are_few_people_too_and_only_the_split_is_hidden():
    cells = {"a": (100, 60), "b": (40, 38), "c": (50, 30)}
    assert "b" in hidden(cells)
    assert hidden(cells, "started") == set()


def test_large_cells_stay_open():
    assert hidden({"a": (100, 60), "b": (50, 30)}) == set()


def test_a_small_change_leaves_the_cell_as_it_was_when_last_shown():
    # three more became final in a: the difference of the two quarter ends would be three people
    frame = published({"a": (100, 60, 103, 62), "b": (100, 60, 140, 80)}, at=(Q1, Q2)).frames["completion"]
    now = frame.filter(pl.col("as_of") == Q2, pl.col("value") == "a").row(0, named=True)
    assert (now["started"], now["completed"], now["known_on"]) == (100, 60, Q1)


def test_nearly_all_is_said_where_the_rule_alone_says_it():
    # 194 of 200: fewer than ten did not complete, and ten of 200 is 5%
    frame = published({"a": (200, 194), "b": (200, 195), "c": (400, 300)}).frames["completion"]
    a = frame.filter(value="a").row(0, named=True)
    assert (a["started"], a["completed"], a["bound"]) == (200, None, "high")


def test_of_nested_counts_those_inside_a_small_one_are_hidden_with_it():
    # 9 of 40 completed and 2 of them found work: n stands, both others are hidden
    counts = ("started", "completed", "placed")
    rows = [
        ("field", "11", 40, 9, 2),
        ("field", "51", 80, 40, 20),
        ("field", "52", 90, 40, 20),
        ("all", "all", 210, 89, 42),
    ]
    frame = pl.DataFrame(rows, schema=["grain", "value", *counts], orient="row").with_columns(
        cohort=date(2024, 7, 1), as_of=Q2
    )
    tree = {("field", field): ("all", "all") for field in ("11", "51", "52")}
    table = PeopleTable(frame, counts, {"place": ("grain", "value")})
    seen = protect.protect_tables({"table": table}, {"place": tree}, Rules()).frames["table"]
    assert seen.filter(value="11").select(counts).row(0) == (40, None, None)
    assert seen.filter(value="all").select(counts).row(0) == (210, 89, 42)


def test_the_second_count_of_three_is_not_shown_with_a_small_change_either():
    # two more completed while the third count is hidden at both times
    counts = ("started", "completed", "placed")
    rows = [(Q1, 60, 30, 3), (Q2, 75, 32, 3)]
    frame = pl.DataFrame(rows, schema=["as_of", *counts], orient="row").with_columns(cohort=date(2024, 7, 1))
    seen = protect.protect_tables({"table": PeopleTable(frame, counts)}, {}, Rules()).frames["table"]
    assert seen["completed"].to_list() == [30, 30]
    assert seen["known_on"].to_list() == [Q1, Q1]


def test_a_count_that_everybody_knows_is_never_hidden_and_what_is_inside_it_still_is():
    # 40 and 60 can be read elsewhere; 4 of the 40 went on, and 34 of the 100 in all, so 30 would give the 4 away
    counts = ("completed", "went_on")
    rows = [("field", "11", 40, 4), ("field", "51", 60, 30), ("all", "all", 100, 34)]
    frame = pl.DataFrame(rows, schema=["grain", "value", *counts], orient="row").with_columns(
        cohort=date(2024, 7, 1), as_of=Q2
    )
    tree = {("field", field): ("all", "all") for field in ("11", "51")}
    table = PeopleTable(frame, counts, {"place": ("grain", "value")}, open=1)
    seen = protect.protect_tables({"table": table}, {"place": tree}, Rules()).frames["table"]
    assert seen["completed"].to_list() == [40, 60, 100]
    assert seen["went_on"].to_list() == [None, None, 34]


def test_a_row_shows_no_more_than_it_may():
    counts = ("started", "completed")
    frame = pl.DataFrame(
        {"cohort": [date(2024, 7, 1)] * 3, "as_of": [Q2] * 3, "grain": ["offering"] * 3, "value": ["a", "b", "c"],
         "started": [100, 100, 100], "completed": [50, 50, 50], "most": [2, 1, 0]}
    )  # fmt: skip
    table = PeopleTable(frame, counts, {"place": ("grain", "value")}, most="most")
    seen = protect.protect_tables({"table": table}, {"place": {}}, Rules()).frames["table"]
    assert seen.select(counts).rows() == [(100, 50), (100, None), (None, None)]
