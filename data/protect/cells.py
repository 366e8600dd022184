"""All tables about the same people as one set of cells, and what an attacker knows about how they hang together."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from data.protect.past import beside_past
from data.protect.tables import Node, PeopleTable, Rules, Tree

ROOT: Node = ("all", "all")


@dataclass(frozen=True, eq=False)
class Cells:
    """Every published cell once.

    `keys`: one row per cell (columns: the keys, a text per tree, `time`). `counts`: cells × counts, nested, n first.
    `sums`: a parent and the children that add up to it. `before`: the same cell at the point in time before, −1 for
    the first. A point in time at which nothing at all has changed for any cell of the same keys is no point of its
    own. `shown`: how many counts of a cell may be shown at most. `fixed`: it was published so and stays so.
    """

    keys: pl.DataFrame
    names: tuple[str, ...]
    counts: np.ndarray
    sums: list[tuple[int, np.ndarray]]
    before: np.ndarray
    shown: np.ndarray
    fixed: np.ndarray

    @property
    def size(self) -> int:
        """How many cells there are."""
        return len(self.counts)


def rows(tables: dict[str, PeopleTable], trees: dict[str, Tree]) -> pl.DataFrame:
    """Every row of every table once: the keys, `time`, a text per tree, and the counts. Raises ValueError."""
    keys, counts = _alike(tables)
    every = pl.concat(_rows(table, trees) for table in tables.values()).unique()
    if every.select(pl.exclude(counts)).is_duplicated().any():
        raise ValueError("Two tables give different counts for the same people.")
    return every.sort([*keys, "time", *trees])


def _alike(tables: dict[str, PeopleTable]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys and counts of all tables. Raises ValueError where they differ."""
    found = {(table.keys, table.counts) for table in tables.values()}
    if len(found) != 1:
        raise ValueError("Tables that are published together must have the same counts and the same keys.")
    return found.pop()


def gather(
    tables: dict[str, PeopleTable], trees: dict[str, Tree], past: pl.DataFrame | None, rules: Rules
) -> tuple[Cells, pl.DataFrame, dict[str, np.ndarray]]:
    """The cells of all tables; every row with the `cell` it stands for; for each table the cell of each of its rows.

    A row that is not published yet stands for no cell, −1. Raises ValueError where two tables disagree on a cell, or
    children do not add up to their parent.
    """
    every = rows(tables, trees)
    keys, counts = _alike(tables)
    moment = [*keys, "time"]
    index = [*moment, *trees]
    every = beside_past(every, past, moment, counts, rules)
    stands_for, kept = _distinct(every, moment, _before(every, index), counts)
    every = every.with_columns(cell=pl.Series(stands_for))
    where = {
        name: _rows(table, trees)
        .join(every, on=index, how="left", maintain_order="left")["cell"]
        .fill_null(-1)
        .to_numpy()
        for name, table in tables.items()
    }
    return _cells(every.filter(pl.Series(kept)).drop("cell"), index, counts, trees), every, where


def _cells(rows: pl.DataFrame, index: list[str], counts: tuple[str, ...], trees: dict[str, Tree]) -> Cells:
    matrix = rows.select(counts).to_numpy().astype(np.int64)
    sums = [pair for name, tree in trees.items() for pair in _sums(rows.select(index), index, name, tree)]
    for parent, children in sums:
        if (matrix[children].sum(axis=0) != matrix[parent]).any():
            raise ValueError(f"The parts of {rows.row(parent)} do not add up to it.")
    shown, fixed = rows["shown"].to_numpy(), rows["is_fixed"].to_numpy()
    return Cells(rows.select(index), counts, matrix, sums, _before(rows, index), shown, fixed)


def _distinct(
    cells: pl.DataFrame, moment: list[str], before: np.ndarray, counts: tuple[str, ...]
) -> tuple[np.ndarray, np.ndarray]:
    """Which rows stay, and for every row the place of the one that it stands for among those that stay.

    Rows go where not one cell of the same keys and time differs from the same cell at the time before.
    """
    matrix = cells.select(counts).to_numpy()
    is_new = (before < 0) | (matrix != matrix[before]).any(axis=1)
    kept = cells.select(*moment, is_new=pl.Series(is_new)).select(pl.col("is_new").any().over(moment)).to_series()
    kept = kept.to_numpy()
    source = np.arange(len(before))
    for row in np.flatnonzero(~kept):  # rows of a cell stand in the order of time
        source[row] = source[before[row]]
    return (np.cumsum(kept) - 1)[source], kept


def _rows(table: PeopleTable, trees: dict[str, Tree]) -> pl.DataFrame:
    """The table's rows with a text per tree (`kind:value`), in their own order."""
    nodes = []
    for tree in trees:
        kind, value = table.cuts.get(tree, (None, None))
        node = pl.lit(_text(ROOT)) if kind is None or value is None else _named(pl.col(kind), pl.col(value))
        nodes.append(node.alias(tree))
    return table.frame.select(*table.keys, pl.col(table.time).alias("time"), *nodes, *table.counts)


def _named(kind: pl.Expr, value: pl.Expr) -> pl.Expr:
    return kind.cast(pl.String) + ":" + value.cast(pl.String)


def _text(node: Node) -> str:
    return f"{node[0]}:{node[1]}"


def _parents(above: Node | tuple[Node, ...]) -> tuple[Node, ...]:
    return (above,) if isinstance(above[0], str) else above


def _sums(cells: pl.DataFrame, index: list[str], name: str, tree: Tree) -> list[tuple[int, np.ndarray]]:
    """Parents with their children of one kind. A parent that is not published gives no sum."""
    numbered = cells.with_row_index("cell")
    pairs = [(_text(child), _text(parent), child[0]) for child, above in tree.items() for parent in _parents(above)]
    links = pl.DataFrame(pairs, schema={name: pl.String, "parent": pl.String, "kind": pl.String}, orient="row")
    others = [column for column in index if column != name]
    groups = (
        numbered.join(links, on=name)
        .group_by(*others, "parent", "kind")
        .agg(pl.col("cell").sort().alias("children"))
        .join(
            numbered.select(*others, pl.col(name).alias("parent"), pl.col("cell").alias("above")),
            on=[*others, "parent"],
        )
        .sort("above", "kind")
    )
    return [(above, np.array(children)) for above, children in groups.select("above", "children").rows()]


def _before(rows: pl.DataFrame, index: list[str]) -> np.ndarray:
    same = [column for column in index if column != "time"]
    numbered = rows.with_row_index("cell").with_columns(pl.col("cell").cast(pl.Int64))
    before = numbered.with_columns(before=pl.col("cell").shift().over(same, order_by="time").fill_null(-1))
    return before.sort("cell")["before"].to_numpy()
