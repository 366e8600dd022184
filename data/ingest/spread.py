"""A table that stays in place, read and checked by the tasks of an engine, so that its rows need not come to this machine.

It comes to the same as what `data.ingest.taken_pieces` makes of it here.
"""

# Why: decision 193.

import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import polars as pl

from data.contracts import REFERENCES, TABLES
from data.ingest import accounting, keys, quarantine, spread_tasks
from data.ingest.checking import Beside
from data.ingest.merging import Merged
from data.ingest.piece_text import InPieces, Progress
from data.ingest.report import Report
from data.ingest.spread_tasks import LOT, SHOWN, Table
from data.publish.spark_tasks import files, place, scan, write
from data.readers.column_signs import Faults, Signs
from data.readers.files import NoRows
from data.readers.parquet_parts import Parts
from data.readers.preparation import left_out
from data.readers.snapshots import Snapshot
from data.store.home import writing


@runtime_checkable
class Tasks(Protocol):
    """An engine that does a step for each number on its machines, and is told which tables lie in its scratch."""

    def run(self, step: Callable[[int], Any], many: int) -> list[Any]:
        """What the step comes to for each number below `many`. Raises BadFile as the step does."""

    def place(self, name: str) -> str:
        """The address of a folder in scratch."""

    def lie(self, table: str, place: str, rows: int) -> None:
        """Have the rows of a table counted from the files in a folder in scratch, rather than sent there."""


class Spread:
    """A table that is read into scratch at once; its rows are checked when the tables are there that it refers to.

    After `check`: how many rows are `good`, their `first` and `last` day of registration.
    """

    good = 0
    first = last = None

    def __init__(self, given: InPieces, snapshot: Snapshot, tasks: Tasks, progress: Progress) -> None:
        mapping, sizes = given.plan.mapping, dict(snapshot.files)
        assert mapping is not None
        assert isinstance(given.parts, Parts)
        self.given, self._tasks, self._progress = given, tasks, progress
        bare = replace(given.plan.raw, rows=given.plan.raw.rows.clear(), notes=())
        pieces = tuple((piece, sizes[str(piece.path)]) for piece in given.parts.pieces())
        lots = max(1, -(-given.parts.height // LOT))
        place = tasks.place(f"in-place/{given.table}")
        self._table = Table(place, mapping, bare, pieces, given.parts.columns, given.plan.used, lots)
        self._signs, self._faults = Signs(), Faults()
        self._firsts: list[int] = []
        self._notes: tuple[str, ...] = ()
        self._people: dict[str, keys.People] = {}
        self._settled: list[spread_tasks.Settled] = []

    def is_reached(self) -> bool:
        """Whether the machines of the engine have the files of the table."""
        return all(self._tasks.run(partial(spread_tasks.is_there, self._table), len(self._table.pieces)))

    def read(self) -> None:
        """Read all pieces. Raises BadFile as `pieces.typed` does."""
        table, name, many = self._table, self.given.parts.name, len(self._table.pieces)
        self._progress(f"Having {name} read by the engine", 0)
        looked: list[spread_tasks.Looked] = self._tasks.run(partial(spread_tasks.look, table), many)
        self._signs = sum((one.signs for one in looked), Signs())
        self._firsts = [1, *(1 + end for end in accumulate(one.rows for one in looked))]
        if self.height == 0:
            raise NoRows(name)
        self._progress(f"Having {self.height:,} rows of {name} typed by the engine", 0.3)
        step = partial(spread_tasks.take, table, self._signs, self._firsts)
        taken: list[spread_tasks.Taken] = self._tasks.run(step, many)
        self._faults = sum((one.faults for one in taken), Faults())
        left = sum(one.left_out for one in looked)
        chosen = left_out(table.mapping, left, left + self.height)
        self._notes = (*self.given.plan.raw.notes, *chosen, *taken[-1].notes)
        for one in taken:
            held = self._people
            self._people = {c: held[c] + found if c in held else found for c, found in one.people.items()}

    @property
    def height(self) -> int:
        """How many rows were read."""
        return self._firsts[-1] - 1

    def check(self, beside: Beside) -> None:
        """Check all rows. Raises BadFile where the table as a whole cannot be taken."""
        name = self.given.parts.name
        keys.refuse_people(self._people, name)
        near = dict.fromkeys(["sections", *(parent for _, parent in REFERENCES.get(self.given.table, ()))])
        held = {each: rows for each in near if (rows := beside.facts_of(each)) is not None}
        for each, rows in held.items():
            write(rows, f"{self._table.place}/beside/{each}.parquet")
        none = pl.Series("value", [], pl.String)
        together = tuple(each for each in near if each not in held and beside.keys_of(each, none) is not None)
        self._table = replace(self._table, together=together, beside=tuple(held), today=beside.today)
        self._progress(f"Having {self.height:,} rows of {name} checked by the engine", 0.6)
        step = partial(spread_tasks.settle, self._table, self._faults, self._firsts)
        self._settled = self._tasks.run(step, self._table.lots)
        self.good = sum(one.good for one in self._settled)
        self.first = min((one.first for one in self._settled if one.first is not None), default=None)
        self.last = max((one.last for one in self._settled if one.last is not None), default=None)
        self._tasks.lie(self.given.table, f"{self._table.place}/good", self.good)

    def rows(self) -> pl.LazyFrame | None:
        """The good rows, read as far as they are asked for; None where there are none."""
        return self._scan("good") if self.good else None

    def typed(self) -> pl.LazyFrame:
        """All rows, before any is checked."""
        return self._scan("rows")

    def _scan(self, kind: str) -> pl.LazyFrame:
        return scan(files(f"{self._table.place}/{kind}")).select(TABLES[self.given.table].column_names())

    def report(self, merged: Merged) -> Report:
        """The account of the table."""
        plan, lots = self.given.plan, self._table.lots
        self._progress(f"Having {self.good:,} rows of {self.given.parts.name} looked through by the engine", 0.8)
        through = self._tasks.run(partial(spread_tasks.look_through, self._table), lots)
        tallies = [*(one.tally for one in self._settled), *through]
        first = replace(accounting.unread(plan, plan.table, self.height), notes=self._notes)
        repeats, lines = (sum(getattr(one, what) for one in self._settled) for what in ("repeats", "lines"))
        answer = accounting.summed(first, merged, sum(tallies[1:], tallies[0]), repeats, lines)
        return replace(answer, to_check=accounting.to_check(answer, self._shown()))

    def _shown(self) -> pl.DataFrame:
        """The first rows to check: those of all lots may be a tenth of the table, which are not held here."""
        found = scan(files(f"{self._table.place}/to-check"))
        last = found.select(pl.col("row").bottom_k(SHOWN).max()).collect(engine="streaming").item()
        first = found.filter(pl.col("row") <= pl.lit(last, pl.Int64)).collect()
        return first.sort("row", "column", maintain_order=True).head(SHOWN)

    def write_refused(self, folder: Path) -> Path:
        """Have the refused rows written with their reasons, and put the files into a folder of their own; its path."""
        plan, table = self.given.plan, self._table
        target = folder / quarantine.stem(plan.raw.name, plan.sha256)
        self._tasks.run(partial(spread_tasks.refuse, table, self._firsts), len(table.pieces))
        with writing(folder):
            target.mkdir(parents=True, exist_ok=True)
            for address in files(f"{table.place}/quarantine"):
                system, path = place(address)
                with system.open_input_stream(path) as written, (target / Path(path).name).open("wb") as kept:
                    shutil.copyfileobj(written, kept)
        return target


def spread(given: InPieces, snapshot: Snapshot, count: Any, progress: Progress) -> Spread | None:
    """The table read by the engine that counts; None where it is to be read here.

    The key of pseudonyms stays on this machine, and so do rows that need it.
    """
    if not isinstance(count, Tasks) or given.key:
        return None
    there = Spread(given, snapshot, count, progress)
    if not there.is_reached():
        return None
    there.read()
    return there
