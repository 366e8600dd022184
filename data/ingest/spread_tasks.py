"""What runs on the machines of a cluster while a table that stays in place is checked, from its files into files in scratch.

A step does one piece of the table, or one lot of its rows, and may be done again. It needs Polars, PyArrow and dataframely there.
"""

# Why: decision 193.

import zlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from data.contracts import TABLES
from data.ingest import checking, doubts, keys, quarantine, tallies
from data.ingest.checking import Beside, Checked
from data.ingest.tallies import Found, Tally
from data.publish.spark_tasks import files, read, write
from data.readers import canonical, text
from data.readers.column_signs import Faults, Signs
from data.readers.files import BadFile, Raw, Tidied, no_issues
from data.readers.mapping import Mapping
from data.readers.parquet_parts import Piece
from data.readers.preparation import prepared

LOT = 500_000
"""Rows of a lot: all those whose keys have the same remainder, which are checked at once."""
SHOWN = 100_000
"""Rows to check that a lot writes, and that a report holds."""
_KINDS = ("rows", "issues", "repairs", "doubts")


@dataclass(frozen=True, eq=False)
class Table:
    """A table in place: how its pieces are read, and where in scratch (`place`) its rows lie while they are checked.

    `raw` is what is known of the table without its rows, `columns` and `used` those that it has and that are read. `beside` are the
    tables that lie in scratch as well, `together` those that come in the same import, `today` the day of the import.
    """

    place: str
    mapping: Mapping
    raw: Raw
    pieces: tuple[tuple[Piece, int], ...]
    columns: tuple[str, ...]
    used: tuple[str, ...]
    lots: int
    together: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    today: date = date.min

    @property
    def name(self) -> str:
        """Which of our tables it fills."""
        return self.mapping.table

    @property
    def key(self) -> list[str]:
        """Columns that tell its rows apart."""
        return TABLES[self.name].primary_key()


@dataclass(frozen=True)
class Looked:
    """What the text of a piece shows of how the table is written; its rows, and how many more the mapping leaves out."""

    signs: Signs
    rows: int
    left_out: int


@dataclass(frozen=True)
class Taken:
    """What was found while the rows of a piece were typed."""

    faults: Faults
    notes: tuple[str, ...]
    people: dict[str, keys.People]


@dataclass(frozen=True)
class Settled:
    """What became of the rows of a lot; `first` and `last` day of registration of the `good` ones."""

    good: int
    repeats: int
    lines: int
    tally: Tally
    first: date | None = None
    last: date | None = None


def is_there(table: Table, at: int) -> bool:
    """Whether this machine reaches the file of a piece."""
    piece, size = table.pieces[at]
    return piece.path.is_file() and piece.path.stat().st_size == size


def look(table: Table, at: int) -> Looked:
    """Read a piece for what it shows."""
    raw, left = _text(table, at)
    return Looked(canonical.signs(raw, table.mapping), raw.rows.height, left)


def take(table: Table, shown: Signs, firsts: Sequence[int], at: int) -> Taken:
    """Type the rows of a piece and spread them over lots by their keys."""
    tidied, faults = canonical.typed(_text(table, at)[0], table.mapping, shown, firsts[at])
    rows = tidied.tables[table.name]
    lot = pl.DataFrame({"row": rows["row"], "\0lot": _numbers(rows, table.key, table.lots)})
    for kind, frame in zip(_KINDS, (rows, tidied.issues, tidied.repairs, tidied.doubts), strict=True):
        _spread(frame.join(lot, on="row", maintain_order="left"), f"{table.place}/{kind}", at)
    return Taken(faults, tidied.notes, keys.people(rows))


def settle(table: Table, faults: Faults, firsts: Sequence[int], at: int) -> Settled:
    """Check the rows of a lot: all that share a key are in it. Good ones are spread by what they are looked at beside."""
    rows, issues, repairs, found = (_lot(f"{table.place}/{kind}", at) for kind in _KINDS)
    empty = TABLES[table.name].create_empty().with_columns(row=pl.lit(None, pl.Int64))
    typed = empty if rows is None else rows.sort("row")
    issues, repairs, found = (no_issues() if frame is None else frame for frame in (issues, repairs, found))
    tidied = Tidied({table.name: typed}, canonical.with_reasons(issues, table.name, faults), repairs, found)
    checked = checking.split(table.name, tidied, table.raw.name, _beside(table))
    good = checked.good
    by = "section_id" if "section_id" in good.columns else table.key[0]
    lot = pl.DataFrame({"row": good["row"], "\0lot": _numbers(good, [by], table.lots)})
    _spread(good.join(lot, on="row", maintain_order="left"), f"{table.place}/good", at)
    # A line that became part of another row is itself none that is good.
    doubtful = checked.doubts.join(lot, on="row", how="left", maintain_order="left").with_columns(
        pl.col("\0lot").fill_null(at % table.lots)
    )
    _spread(doubtful, f"{table.place}/doubtful", at)
    piece = pl.Series("\0lot", [bisect_right(firsts, row) - 1 for row in checked.refused["row"]], dtype=pl.Int64)
    _spread(checked.refused.with_columns(piece), f"{table.place}/refused", at)
    counts = Found(checked.refused["row"].n_unique(), replace(checked, doubts=no_issues()), _no_doubts(good), tidied)
    day = pl.col("^registered_on$")
    days = good.select(day.min().name.prefix("first_"), day.max().name.prefix("last_"))
    return Settled(
        good.height, checked.repeats, checked.lines, tallies.tally(counts), *(days.row(0) if days.width else ())
    )


def look_through(table: Table, at: int) -> Tally:
    """Write what should be checked of the good rows of a lot, beside all others of their sections, and count it."""
    good, held = (_lot(f"{table.place}/{kind}", at) for kind in ("good", "doubtful"))
    if good is None:
        good = TABLES[table.name].create_empty().with_columns(row=pl.lit(None, pl.Int64))
    good = good.sort("row")
    beside = _beside(table)

    def facts_of(name: str) -> pl.LazyFrame | None:
        return good.drop("row").lazy() if name == table.name else beside.facts_of(name)

    # As of any table that is not held as a whole: what only all rows together show is looked for among whole sections alone.
    seats = doubts.seats_among(good.lazy(), beside.facts_of("sections")) if table.name == "registrations" else None
    others = doubts.find(doubts.Import(table.name, good, True, seats), facts_of)
    found = pl.concat([doubts.with_usd(no_issues() if held is None else held, good), others])
    counts = Found(0, Checked(good.clear(), no_issues(), no_issues(), 0), found, None)
    shown = tallies.issues_of(counts).sort("row", "column", maintain_order=True).head(SHOWN)
    write(shown, f"{table.place}/to-check/{at:06}.parquet")
    return tallies.tally(counts)


def refuse(table: Table, firsts: Sequence[int], at: int) -> int:
    """Write the refused rows of a piece as they came, with their reasons; how many there are."""
    refused = _lot(f"{table.place}/refused", at)
    if refused is None:
        return 0
    rows = quarantine.refused_rows(_text(table, at)[0].rows.select(table.used), refused, firsts[at])
    write(rows, f"{table.place}/quarantine/{at:06}.parquet")
    return rows.height


def _text(table: Table, at: int) -> tuple[Raw, int]:
    """A piece ready to be typed, and how many of its rows were left out. Raises BadFile."""
    piece, _ = table.pieces[at]
    if not is_there(table, at):
        raise BadFile(f"{piece.path} is not to be found on a machine of the engine, or was changed while it was read.")
    read = text.piece(table.raw.name, piece.path, list(table.columns), piece.start, piece.rows)
    raw, _ = prepared(replace(table.raw, rows=read.rows), table.mapping, [], b"")
    return raw, read.rows.height - raw.rows.height


def _beside(table: Table) -> Beside:
    read_before: dict[str, pl.DataFrame] = {}

    def facts_of(name: str) -> pl.LazyFrame | None:
        if name in table.beside and name not in read_before:
            read_before[name] = read(f"{table.place}/beside/{name}.parquet")
        return read_before[name].lazy() if name in read_before else None

    def keys_of(name: str, values: pl.Series) -> pl.Series | None:
        held = facts_of(name)
        if held is None:
            return values.clear() if name in table.together else None
        return keys.meant(name, values, held)

    return Beside(keys_of, facts_of, table.today)


def _no_doubts(good: pl.DataFrame) -> pl.DataFrame:
    return doubts.with_usd(no_issues(), good)


def _numbers(rows: pl.DataFrame, columns: list[str], lots: int) -> pl.Series:
    """The lot of each row by its values: the same on every machine, which a hash of Polars is not bound to be."""
    texts = rows.select(pl.concat_str(pl.col(columns).cast(pl.String).fill_null(""), separator="\0")).to_series()
    return pl.Series("\0lot", [zlib.crc32(value.encode()) % lots for value in texts], dtype=pl.Int64)


def _spread(rows: pl.DataFrame, folder: str, at: int) -> None:
    """Write rows into one folder per lot (in the column `\\0lot`). A step that is done again writes the same files."""
    for (lot,), some in rows.partition_by("\0lot", as_dict=True, include_key=False).items():
        write(some, f"{folder}/{lot}/{at:06}.parquet")


def _lot(folder: str, lot: int) -> pl.DataFrame | None:
    """The rows of a lot, in the order of the steps that wrote them."""
    frames = [read(file) for file in files(f"{folder}/{lot}")]
    return pl.concat(frames) if frames else None
