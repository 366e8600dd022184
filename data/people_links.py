"""How the tables about people hang together: the same learners, counted in several of them.

Whoever reads all tables knows these equations, so the audit knows them too. Where two tables define their people a
little differently (a learner who completes twice, a completion before the start), the difference is taken to be known.
"""

import polars as pl

from data.protect.tables import Link, PeopleTable

TERMS = ("link", "table", "row", "count", "factor")


def within(tables: dict[str, PeopleTable]) -> list[Link]:
    """Links between the tables of placement, and between the bands of returns."""
    rows = _numbered(tables)
    placed = [name for name in rows if name.startswith("placement")]
    equal = [side for name in placed[1:] for side in _same_found(rows, placed[0], name)]
    same = [Link(pl.concat(equal))] if equal else []
    return [*same, Link(pl.concat(_bands(rows)), at_most=True)]


def across(tables: dict[str, PeopleTable], formats: pl.DataFrame) -> list[Link]:
    """Links between completion and each table that counts a part of it; the part's terms have the factor −1.

    `formats`: a row per offering with field, modality and length band.
    """
    rows = _numbered(tables)
    found = []
    if "completion_cells" in rows:
        found.append(_cells_of_offerings(rows, formats))
        found.append(_groups_of_cells(rows))
    if "steps" in rows:
        found.append(_learners_of_offerings(rows))
    return [Link(pl.concat(sides)) for sides in found]


def _numbered(tables: dict[str, PeopleTable]) -> dict[str, pl.DataFrame]:
    return {name: table.frame.with_row_index("row") for name, table in tables.items()}


def _side(frame: pl.DataFrame, table: str, counts: str | dict[str, str], factor: int) -> pl.DataFrame:
    """Terms of the rows of one table, whose equation `link` names. `counts`: its count, or the link's ending of each."""
    endings = counts if isinstance(counts, dict) else {counts: ""}
    return pl.concat(
        frame.select(
            pl.col("link") + ending,
            pl.lit(table).alias("table"),
            pl.col("row").cast(pl.Int64),
            pl.lit(count).alias("count"),
            pl.lit(factor, pl.Int64).alias("factor"),
        )
        for count, ending in endings.items()
    )


def _named(what: str, *columns: str) -> pl.Expr:
    return pl.concat_str(pl.lit(what), *(pl.col(c).cast(pl.String) for c in columns), separator="|").alias("link")


BOTH = {"started": "|started", "completed": "|completed"}


def _cells_of_offerings(rows: dict[str, pl.DataFrame], formats: pl.DataFrame) -> list[pl.DataFrame]:
    """A cell is the sum of its offerings in all cohorts."""
    cells = rows["completion_cells"].filter(trait="none").with_columns(_named("cell", "cell", "as_of"))
    offered = (
        rows["completion"]
        .filter(grain="offering")
        .join(formats, left_on="value", right_on="offering")
        .with_columns(cell=pl.concat_str("field", "modality", "length_band", separator="|"))
        .with_columns(_named("cell", "cell", "as_of"))
        .join(cells.select("link"), on="link", how="semi")
    )
    return _with_rest(cells, "completion_cells", -1) + _with_rest(offered, "completion", 1)


def _groups_of_cells(rows: dict[str, pl.DataFrame]) -> list[pl.DataFrame]:
    """A learner group of a field is the same in its cells and in its cohorts."""
    key = ("field", "attribute", "group", "as_of")
    cells = rows["completion_cells"].filter(pl.col("trait") != "none").rename({"trait": "attribute"})
    cells = cells.with_columns(_named("group", *key))
    groups = rows["completion_groups"].filter(pl.col("grain") == "field").rename({"value": "field"})
    groups = groups.with_columns(_named("group", *key)).join(cells.select("link"), on="link", how="semi")
    return _with_rest(cells, "completion_cells", -1) + _with_rest(groups, "completion_groups", 1)


def _with_rest(frame: pl.DataFrame, table: str, factor: int) -> list[pl.DataFrame]:
    """Both counts, and in an equation of its own what they differ by: those who did not complete."""
    rest = [_side(frame, table, {"started": "|rest"}, factor), _side(frame, table, {"completed": "|rest"}, -factor)]
    return [_side(frame, table, BOTH, factor), *rest]


def _same_found(rows: dict[str, pl.DataFrame], one: str, other: str) -> list[pl.DataFrame]:
    """Whoever has a row of placement facts is counted for every measure."""
    return [
        _side(
            rows[name].with_columns(_named(f"same {other}", "grain", "value", "cohort", "as_of")), name, "found", factor
        )
        for name, factor in ((one, 1), (other, -1))
    ]


def _learners_of_offerings(rows: dict[str, pl.DataFrame]) -> list[pl.DataFrame]:
    """Learners who completed an offering are its completions in all cohorts, less those of the same learner."""
    steps = rows["steps"].with_columns(_named("step", "kind", "from_offering", "to", "as_of"))
    there = steps.select("link", "as_of", value="from_offering")
    done = rows["completion"].filter(grain="offering").join(there, on=["value", "as_of"])
    return [_side(steps, "steps", "learners", -1), _side(done, "completion", "completed", 1)]


def _bands(rows: dict[str, pl.DataFrame]) -> list[pl.DataFrame]:
    """Whoever is followed through a band was followed through the one before, and not back in it."""
    key = ("stratum", "value", "as_of", "month_from")
    later = rows["returns"].filter(pl.col("month_from") > 0).with_columns(_named("band", *key))
    earlier = rows["returns"].with_columns(month_from=pl.col("month_to") + 1).with_columns(_named("band", *key))
    earlier = earlier.join(later.select("link"), on="link", how="semi")
    return [
        _side(later, "returns", "followed", 1),
        _side(earlier, "returns", "followed", -1),
        _side(earlier, "returns", "returned", 1),
    ]
