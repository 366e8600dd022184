"""All tables about the same people as one set of cells, with the sums and links that tie them together."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import polars as pl

from data.protect.past import beside_past
from data.protect.tables import NAMES, Link, Node, PeopleTable, Rules, Tree

ROOT: Node = ("all", "all")


@dataclass(frozen=True, eq=False)
class Cells:
    """Every published cell once.

    `keys`: one row per cell (`of`: whom it counts and the table's keys, a text per tree, `time`). `counts`: cells ×
    counts, nested, n first; `width`: how many of them a cell has. `sums`: a parent and the children that add up to it. `before`: the same cell at the point in time before, −1 for
    the first. Dates on which no cell changed are dropped. `open`: how many counts of a cell are known to everybody. `shown`: how many may be shown at most. `fixed`: it
    was published so and stays so. `links`: what hangs together across tables, `linked_sums` the sums among it. `nobody`: the cell is there only to look like one of few; without any it is empty.
    """

    keys: pl.DataFrame
    counts: np.ndarray
    width: np.ndarray
    sums: list[tuple[int, np.ndarray]]
    before: np.ndarray
    open: np.ndarray
    shown: np.ndarray
    fixed: np.ndarray
    links: "tuple[Linked, ...]" = ()
    linked_sums: "list[tuple[int, np.ndarray]]" = field(default_factory=list)
    nobody: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=bool))

    @property
    def held(self) -> np.ndarray:
        """Return an array, cells × counts, that is true where a cell has the count."""
        return np.arange(len(NAMES)) < self.width[:, None]

    @property
    def closed(self) -> np.ndarray:
        """Return an array, cells × counts, that is true where a count is not public knowledge."""
        return self.held & (np.arange(len(NAMES)) >= self.open[:, None])

    @property
    def size(self) -> int:
        """The number of cells."""
        return len(self.counts)


@dataclass(frozen=True, eq=False)
class Linked:
    """The terms of links of one kind: equation, cell, count (by position) and factor; `to` is their sum."""

    link: np.ndarray
    cell: np.ndarray
    count: np.ndarray
    factor: np.ndarray
    to: np.ndarray
    at_most: bool
    splits: bool = False


def rows(tables: dict[str, PeopleTable], trees: dict[str, Tree]) -> pl.DataFrame:
    """Every row of every table once but those of nobody: `of`, `time`, a text per tree, `width`, `open`, the counts and `most`.

    Raises ValueError where two tables give different counts for the same people.
    """
    return _every(tables, trees).filter(~pl.col("is_nobody")).drop("is_nobody")


def _every(tables: dict[str, PeopleTable], trees: dict[str, Tree]) -> pl.DataFrame:
    """The same with those of nobody, and `is_nobody`."""
    every = pl.concat(_rows(table, trees) for table in tables.values()).unique()
    if every.select("of", "time", *trees).is_duplicated().any():
        raise ValueError("Two tables give different counts for the same people.")
    return every.sort(["of", "time", *trees])


def gather(
    tables: dict[str, PeopleTable],
    trees: dict[str, Tree],
    past: pl.DataFrame | None,
    rules: Rules,
    links: Sequence[Link] = (),
) -> tuple[Cells, pl.DataFrame, dict[str, np.ndarray]]:
    """The cells of all tables; every row with the `cell` it stands for; for each table the cell of each of its rows.

    A row that is not published yet stands for no cell, −1. Raises ValueError where two tables disagree on a cell, or
    children do not add up to their parent.
    """
    now = _every(tables, trees)
    moment = ["of", "time"]
    index = [*moment, *trees]
    moved = None if past is None else _moved(past, index, trees).select(moment).unique()
    every = beside_past(now, past, moment, rules, moved)
    stands_for, kept = _distinct(every, moment, _before(every, index))
    every = every.with_columns(cell=pl.Series(stands_for))
    where = {
        name: _rows(table, trees)
        .join(every, on=index, how="left", maintain_order="left")["cell"]
        .fill_null(-1)
        .to_numpy()
        for name, table in tables.items()
    }
    cells = _cells(every.filter(pl.Series(kept)).drop("cell"), index, trees)
    linked = tuple(_linked(link, tables, where, cells.counts) for link in links)
    plain = [pair for one in linked for pair in _plain(one, cells.counts)]
    return replace(cells, links=linked, linked_sums=plain), every, where


def _plain(linked: Linked, counts: np.ndarray) -> list[tuple[int, np.ndarray]]:
    """The links that are plain sums, as in a tree: a cell, and the cells that add up to it in every count."""
    sums = []
    for at in np.split(np.arange(len(linked.link)), np.flatnonzero(np.diff(linked.link)) + 1):
        cell, factor = linked.cell[at], linked.factor[at]
        if len(at) and not linked.count[at].any() and (factor < 0).sum() == 1 and (abs(factor) == 1).all():
            parent, children = int(cell[factor < 0][0]), cell[factor > 0]
            if (counts[children].sum(axis=0) == counts[parent]).all():
                sums.append((parent, children))
    return sums


def _linked(link: Link, tables: dict[str, PeopleTable], where: dict[str, np.ndarray], counts: np.ndarray) -> Linked:
    """The terms of a link as cells. A link is dropped if a term is not published yet or a kept cell contradicts it."""
    parts = []
    for (name,), own in link.terms.group_by("table"):
        position = {count: place for place, count in enumerate(tables[str(name)].counts)}
        cell = pl.Series("cell", where[str(name)][own["row"].to_numpy()], dtype=pl.Int64)
        parts.append(
            own.select("link", "factor", pl.col("count").replace_strict(position, return_dtype=pl.Int64), cell)
        )
    schema = {"link": pl.String, "factor": pl.Int64, "count": pl.Int64, "cell": pl.Int64}
    terms = pl.concat([pl.DataFrame(schema=schema), *(part.cast(pl.Schema(schema)) for part in parts)])
    values = pl.Series("value", counts[terms["cell"].to_numpy(), terms["count"].to_numpy()], dtype=pl.Int64)
    total = (pl.col("factor") * pl.col("value")).sum().over("link")
    terms_in_force = (
        terms.with_columns(values).with_columns(total=total).filter((pl.col("cell") >= 0).all().over("link"))
    )
    if link.at_most:
        terms_in_force = terms_in_force.filter(pl.col("total") <= 0)
    terms_in_force = terms_in_force.sort("link", "cell", "count").with_columns(
        link=pl.col("link").rank("dense").cast(pl.Int64) - 1
    )
    to = terms_in_force.unique("link", maintain_order=True)["total"].to_numpy()
    return Linked(
        *(terms_in_force[name].to_numpy() for name in ("link", "cell", "count", "factor")),
        np.zeros(len(to)) if link.at_most else to.astype(float),
        link.at_most,
        link.splits,
    )


def _moved(past: pl.DataFrame, index: list[str], trees: dict[str, Tree]) -> pl.DataFrame:
    """Rows whose parts no longer add up, because a part moved, for example an offering to another field."""
    matrix = past.select(NAMES).to_numpy().astype(np.int64)
    sums = [pair for name, tree in trees.items() for pair in _sums(past.select(index), index, name, tree)]
    moved = [parent for parent, children in sums if (matrix[children].sum(axis=0) != matrix[parent]).any()]
    return past[sorted(set(moved))]


def _cells(rows: pl.DataFrame, index: list[str], trees: dict[str, Tree]) -> Cells:
    matrix = rows.select(NAMES).to_numpy().astype(np.int64)
    sums = [pair for name, tree in trees.items() for pair in _sums(rows.select(index), index, name, tree)]
    for parent, children in sums:
        if (matrix[children].sum(axis=0) != matrix[parent]).any():
            raise ValueError(f"The parts of {rows.row(parent)} do not add up to it.")
    width, open_, shown, fixed = (rows[name].to_numpy() for name in ("width", "open", "shown", "is_fixed"))
    nobody = rows["is_nobody"].to_numpy()
    before = _before(rows, index)
    return Cells(rows.select(index), matrix, width, sums, before, open_, shown, fixed, nobody=nobody)


def _distinct(cells: pl.DataFrame, moment: list[str], before: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Which rows are kept, and for every row the kept row that stands for it.

    Dates on which no cell changed are dropped.
    """
    matrix, is_nobody = cells.select(NAMES).to_numpy(), cells["is_nobody"].to_numpy()
    is_new = ~is_nobody & ((before < 0) | is_nobody[before] | (matrix != matrix[before]).any(axis=1))
    kept = cells.select(*moment, is_new=pl.Series(is_new)).select(pl.col("is_new").any().over(moment)).to_series()
    kept = kept.to_numpy()
    source = np.arange(len(before))
    for row in np.flatnonzero(~kept):  # rows of a cell stand in the order of time
        source[row] = source[before[row]] if before[row] >= 0 else -1
    return np.where(source < 0, -1, (np.cumsum(kept) - 1)[source]), kept


def _rows(table: PeopleTable, trees: dict[str, Tree]) -> pl.DataFrame:
    """The table's rows as in `rows`, with a text per tree (`kind:value`), in their own order."""
    nodes = []
    for tree in trees:
        kind, value = table.cuts.get(tree, (None, None))
        node = pl.lit(_text(ROOT)) if kind is None or value is None else _named(pl.col(kind), pl.col(value))
        nodes.append(node.alias(tree))
    of = pl.concat_str(pl.lit(table.people), *(pl.col(key).cast(pl.String) for key in table.keys), separator="|")
    none = [pl.lit(0, pl.Int64).alias(name) for name in NAMES[len(table.counts) :]]
    counts = [pl.col(own).alias(name) for own, name in zip(table.counts, NAMES, strict=False)]
    sizes = [pl.lit(size, pl.UInt8).alias(name) for name, size in (("width", len(table.counts)), ("open", table.open))]
    most = pl.lit(len(NAMES)) if table.most is None else pl.col(table.most)
    told = most.cast(pl.UInt8).alias("most")
    nobody = (pl.lit(value=False) if table.nobody is None else pl.col(table.nobody)).alias("is_nobody")
    return table.frame.select(
        of.alias("of"), pl.col(table.time).alias("time"), *nodes, *sizes, *counts, *none, told, nobody
    )


def _named(kind: pl.Expr, value: pl.Expr) -> pl.Expr:
    return kind.cast(pl.String) + ":" + value.cast(pl.String)


def _text(node: Node) -> str:
    return f"{node[0]}:{node[1]}"


def _parents(above: Node | tuple[Node, ...]) -> tuple[Node, ...]:
    return (above,) if isinstance(above[0], str) else above


def _sums(cells: pl.DataFrame, index: list[str], name: str, tree: Tree) -> list[tuple[int, np.ndarray]]:
    """The sums of a tree: each published parent with its children of one kind."""
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
