"""Protection of the completion cube: small cells and what would give them away."""

from datetime import date

import polars as pl

from data import protect
from data.cubes.completion import Completion


def cube(cells: dict[str, tuple[int, int]]) -> pl.DataFrame:
    """Offerings of field 11 with (started, completed), their field and all."""
    started, completed = (sum(c[i] for c in cells.values()) for i in (0, 1))
    rows = [("offering", name, *c) for name, c in cells.items()]
    rows += [("field", "11", started, completed), ("all", "all", started, completed)]
    frame = pl.DataFrame(rows, schema=["grain", "value", "started", "completed"], orient="row").with_columns(
        cohort=date(2024, 7, 1), as_of=date(2025, 6, 30), in_progress=0, is_hidden=False
    )
    return Completion.cast(frame.select(Completion.column_names()))


def hidden(cells) -> set[str]:
    published = protect.completion(cube(cells), dict.fromkeys(cells, "11"))
    assert published.filter("is_hidden").select(pl.col("started", "completed").is_null().all()).row(0) == (True, True)
    return set(published.filter("is_hidden")["value"])


def test_a_small_cell_takes_the_smallest_sibling_with_it():
    # b has 4 learners; with only b hidden, field minus the others would give it back
    assert hidden({"a": (100, 60), "b": (4, 2), "c": (50, 30)}) == {"b", "c"}


def test_few_who_did_not_complete_are_few_people_too():
    assert "b" in hidden({"a": (100, 60), "b": (40, 38), "c": (50, 30)})


def test_large_cells_stay_open():
    published = protect.completion(cube({"a": (100, 60), "b": (50, 30)}), {"a": "11", "b": "11"})
    assert not published["is_hidden"].any()
