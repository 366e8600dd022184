"""All tables about the same people as one set of cells, and what an attacker knows about how they hang together."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from data.protect.tables import Node, PeopleTable, Tree

ROOT: Node = ("all", "all")


@dataclass(frozen=True, eq=False)
class Cells:
    """Every published cell once.

    `keys`: one row per cell (columns: the keys, a struct per tree, `time`). `counts`: cells × counts, nested, the
    widest first. `sums`: a parent and the children that add up to it. `before`: the same cell at the point in time
    before, −1 for the first.
    """

    keys: pl.DataFrame
    names: tuple[str, ...]
    counts: np.ndarray
    sums: list[tuple[int, np.ndarray]]
    before: np.ndarray

    @property
    def size(self) -> int:
        """How many cells there are."""
        return len(self.counts)


def gather(tables: dict[str, PeopleTable], trees: dict[str, Tree]) -> tuple[Cells, dict[str, np.ndarray]]:
    """The cells of all tables, and for each table the cell of each of its rows.

    Raises ValueError where two tables disagree on a cell, or children do not add up to their parent.
    """
    names = {table.counts for table in tables.values()}
    keys = {table.keys for table in tables.values()}
    if len(names) != 1 or len(keys) != 1:
        raise ValueError("Tables that are published together must have the same counts and the same keys.")
    counts, key_names = names.pop(), keys.pop()
    index = [*key_names, *trees, "time"]
    rows = pl.concat(_rows(table, trees, counts).with_columns(table=pl.lit(name)) for name, table in tables.items())
    cells = rows.unique([*index, *counts]).sort(*key_names, "time", *trees).drop("table")
    if cells.select(index).is_duplicated().any():
        raise ValueError("Two tables give different counts for the same people.")
    numbered = cells.with_row_index("cell")
    where = {
        name: _rows(table, trees, counts).join(numbered, on=index, how="left", maintain_order="left")["cell"].to_numpy()
        for name, table in tables.items()
    }
    matrix = cells.select(counts).to_numpy().astype(np.int64)
    sums = [pair for name, tree in trees.items() for pair in _sums(numbered, index, name, tree)]
    for parent, children in sums:
        if (matrix[children].sum(axis=0) != matrix[parent]).any():
            raise ValueError(f"The parts of {numbered.row(parent)} do not add up to it.")
    return Cells(cells.select(index), counts, matrix, sums, _before(numbered, index)), where


def _rows(table: PeopleTable, trees: dict[str, Tree], counts: tuple[str, ...]) -> pl.DataFrame:
    """The table's rows with a text per tree (`kind:value`), in their own order."""
    nodes = []
    for tree in trees:
        kind, value = table.cuts.get(tree, (None, None))
        node = pl.lit(_text(ROOT)) if kind is None or value is None else _named(pl.col(kind), pl.col(value))
        nodes.append(node.alias(tree))
    return table.frame.select(*table.keys, *nodes, pl.col(table.time).alias("time"), *counts)


def _named(kind: pl.Expr, value: pl.Expr) -> pl.Expr:
    return kind.cast(pl.String) + ":" + value.cast(pl.String)


def _text(node: Node) -> str:
    return f"{node[0]}:{node[1]}"


def _sums(numbered: pl.DataFrame, index: list[str], name: str, tree: Tree) -> list[tuple[int, np.ndarray]]:
    """Parents with their children of one kind. A parent that is not published gives no sum."""
    links = pl.DataFrame(
        {
            name: [_text(child) for child in tree],
            "parent": [_text(parent) for parent in tree.values()],
            "kind": [child[0] for child in tree],
        },
        schema={name: pl.String, "parent": pl.String, "kind": pl.String},
    )
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


def _before(numbered: pl.DataFrame, index: list[str]) -> np.ndarray:
    same = [column for column in index if column != "time"]
    before = numbered.with_columns(
        before=pl.col("cell").cast(pl.Int64).shift().over(same, order_by="time").fill_null(-1)
    )
    return before.sort("cell")["before"].to_numpy()
