"""How the tables about people hang together: the same learners, counted in several of them.

A reader of all tables knows these equations, so the audit knows them too. Where two tables define their people a little
differently (a learner who completes twice, a completion before the start), the attacker is told the difference.
"""

import polars as pl

from data.protect.tables import Link, PeopleTable


def within(tables: dict[str, PeopleTable]) -> list[Link]:
    """Return the links between the tables of placement and work, and between the bands of returns."""
    rows = _numbered(tables)
    placed = [name for name in rows if name.startswith("placement")]
    equal = [side for name in placed[1:] for side in _same_completers(rows, placed[0], name)]
    equal += _same_work(rows)
    same = [Link(pl.concat(equal))] if equal else []
    return [*same, Link(pl.concat(_bands(rows)), at_most=True)]


def _same_work(rows: dict[str, pl.DataFrame]) -> list[pl.DataFrame]:
    """Completers whose work is known are the same by program and by field, and so are those of them who work."""
    one, other = "placement_employed_q2", "work_completed"
    if not {one, other} <= rows.keys():
        return []
    key = ("grain", "value", "cohort", "as_of")
    both = {name: rows[name].with_columns(_link_name("work", *key)) for name in (one, other)}
    links = both[one].join(both[other], on="link", how="semi")["link"]
    return [
        _side(both[name].filter(pl.col("link").is_in(links.implode())), name, _known_and_placed(both[name]), factor)
        for name, factor in ((one, 1), (other, -1))
    ]


def _known_and_placed(frame: pl.DataFrame) -> dict[str, str]:
    """The two counts with the ending of their links; where all of a measure is known, those found are those known."""
    return {"known" if "known" in frame.columns else "found": "|known", "placed": "|placed"}


def _numbered(tables: dict[str, PeopleTable]) -> dict[str, pl.DataFrame]:
    return {name: table.frame.with_row_index("row") for name, table in tables.items()}


def _side(frame: pl.DataFrame, table: str, counts: str | dict[str, str], factor: int) -> pl.DataFrame:
    """The terms of the rows of one table; column `link` names the equation of each.

    `counts`: the count that is added, or several, each with an ending that makes a link of its own.
    """
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


def _link_name(what: str, *columns: str) -> pl.Expr:
    return pl.concat_str(pl.lit(what), *(pl.col(c).cast(pl.String) for c in columns), separator="|").alias("link")


def _same_completers(rows: dict[str, pl.DataFrame], one: str, other: str) -> list[pl.DataFrame]:
    """Completers with a row of placement facts are counted for every measure, so two measures have as many."""
    link = _link_name(f"same {other}", "grain", "value", "cohort", "as_of")
    return [_side(rows[name].with_columns(link), name, "found", factor) for name, factor in ((one, 1), (other, -1))]


def _bands(rows: dict[str, pl.DataFrame]) -> list[pl.DataFrame]:
    """Learners who are followed through a band were followed through the one before, and did not return in it."""
    key = ("stratum", "value", "as_of", "month_from")
    later = rows["returns"].filter(pl.col("month_from") > 0).with_columns(_link_name("band", *key))
    earlier = rows["returns"].with_columns(month_from=pl.col("month_to") + 1).with_columns(_link_name("band", *key))
    earlier = earlier.join(later.select("link"), on="link", how="semi")
    return [
        _side(later, "returns", "followed", 1),
        _side(earlier, "returns", "followed", -1),
        _side(earlier, "returns", "returned", 1),
    ]
