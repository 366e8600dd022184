"""The text of a table that is too large to be held, piece by piece: rows chosen, people replaced, account lines summed, keys once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import polars as pl

from data.contracts import FACTS
from data.ingest.plan import Plan
from data.readers import apart, preparation, spread_keys, spread_lines
from data.readers.files import Raw
from data.readers.parquet_parts import Held, Parts, Piece
from data.readers.spread_keys import Firsts
from data.readers.spread_lines import Sums, Texts

PIECEWISE = tuple(table for table in FACTS if table != "goals")
"""Tables of a college that are taken in pieces. Goals are few, and one stands in place of another by more than its key."""
GROWING = ("registrations", "learners", "placements", "inquiries")
"""Those that grow with the learners, so that not even their keys are held."""

Progress = Callable[[str, float], None]


@dataclass(frozen=True, eq=False)
class InPieces:
    """A table to be taken in pieces. The rows in its plan are the first ones; `key` makes its pseudonyms.

    `lines` are the files of its account lines, where it has some that do not stand in itself.
    """

    plan: Plan
    parts: Parts | Held
    key: bytes = b""
    lines: tuple[Parts | Held, ...] = ()

    @property
    def table(self) -> str:
        """The table that it fills."""
        return self.plan.table


def fits(plan: Plan) -> bool:
    """Whether a table may be read in pieces: what its mapping needs of other rows or files can be looked at lot by lot."""
    return plan.table in PIECEWISE and plan.mapping is not None and not plan.is_fix


def needs_others(plan: Plan) -> bool:
    """Whether a mapping needs other rows or files."""
    chosen = plan.mapping
    return chosen is None or bool(chosen.lines or chosen.fill or chosen.one_per_key)


@dataclass(frozen=True)
class Ready:
    """How the text of each piece is made ready to be typed; what needs other rows or files was looked at before."""

    given: InPieces
    pieces: tuple[Piece, ...]
    sums: Sums | None = None
    once: Firsts | None = None

    @property
    def notes(self) -> tuple[str, ...]:
        """What was done."""
        return (*(self.sums.notes if self.sums else ()), *((self.once.note,) if self.once else ()))

    @property
    def warnings(self) -> tuple[str, ...]:
        """What of the files is not counted."""
        return (*self.given.plan.raw.warnings, *(self.sums.warnings if self.sums else ()))

    def chosen(self, rows: pl.DataFrame) -> Raw:
        """The rows of a piece that the mapping takes, with pseudonyms."""
        assert self.given.plan.mapping is not None
        return preparation.chosen(
            replace(self.given.plan.raw, rows=rows, notes=()), self.given.plan.mapping, self.given.key
        )

    def made(self, raw: Raw, at: int) -> Raw:
        """Those of the chosen rows of a piece that stay, with the sums of their account lines."""
        rows = raw.rows if self.sums is None else self.sums.beside(raw.rows, at)
        return replace(raw, rows=rows if self.once is None else self.once.of(rows, at))

    def again(self, at: int) -> Raw:
        """The text of a piece, read once more."""
        return self.made(self.chosen(apart.piece(self.given.parts, self.pieces[at]).rows), at)


def ready(given: InPieces, scratch: Path, progress: Progress) -> Ready:
    """Look through the table and its account lines, where its mapping needs it. Raises BadFile as `prepared` would."""
    pieces, mapping = given.parts.pieces(), given.plan.mapping
    done = Ready(given, tuple(pieces))
    if mapping is None:
        return done
    if mapping.lines is not None:
        parts, separator = given.parts, given.plan.raw.separator
        mine = Texts(parts.name, parts.height, separator, parts.columns, lambda: _registrations(done, progress))
        theirs = [_lines(given, source, progress) for source in given.lines]
        sums = spread_lines.in_lots(mine, theirs, mapping.lines, mapping.decimal, scratch / "lines", progress)
        done = replace(done, sums=sums)
    if mapping.one_per_key:
        texts = (
            preparation.texts(done.made(done.chosen(rows), at).rows, mapping)
            for at, rows in enumerate(_looked_through(given.parts, "keys", progress))
        )
        key = preparation.keys_of(preparation.texts(given.plan.raw.rows.clear(), mapping), mapping.table)
        done = replace(done, once=spread_keys.in_lots(mapping.table, texts, key, given.parts.height, scratch / "keys"))
    return done


def _registrations(done: Ready, progress: Progress) -> Iterator[pl.DataFrame]:
    return (done.chosen(rows).rows for rows in _looked_through(done.given.parts, "keys", progress))


def _lines(given: InPieces, source: Parts | Held, progress: Progress) -> Texts:
    assert given.plan.mapping is not None
    prepared = partial(preparation.of_lines, mapping=given.plan.mapping, key=given.key)

    def some() -> Iterator[pl.DataFrame]:
        found = _looked_through(source, "account lines", progress)
        return (prepared(Raw(source.name, rows)).rows for rows in found)

    return Texts(source.name, source.height, source.separator, source.columns, some)


def _looked_through(parts: Parts | Held, what: str, progress: Progress) -> Iterator[pl.DataFrame]:
    read, pieces = 0, parts.pieces()
    for at, rows in enumerate(ahead(parts, pieces)):
        progress(f"Reading {what} of {parts.name}: {read:,} of {parts.height:,} rows", at / len(pieces))
        read += rows.height
        yield rows
    parts.refuse_changed()


def ahead(parts: Parts | Held, pieces: list[Piece]) -> Iterator[pl.DataFrame]:
    """The pieces as text; the next one is read while one is worked on."""
    with ThreadPoolExecutor(1) as pool:
        asked = [pool.submit(apart.piece, parts, one) for one in pieces[:1]]
        for at in range(len(pieces)):
            rows = asked.pop().result().rows
            asked += [pool.submit(apart.piece, parts, one) for one in pieces[at + 1 : at + 2]]
            yield rows
