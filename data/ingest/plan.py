"""How a brought table will be read: by which reader, into which table, under which mapping of columns."""

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from types import ModuleType

import polars as pl

from data.ingest import quarantine
from data.ingest.unknown_layout import lacking_columns, unknown_layout
from data.publish import parts
from data.publish.college import Count
from data.readers import (
    account_lines,
    canonical,
    cirr,
    ctdl_outcomes,
    ctdl_programs,
    ctdl_transfers,
    federal_tpr,
    headers,
    ipeds_completions,
    ipeds_directory,
    joint,
    mapping,
    moocs,
    new_jersey,
    new_jersey_providers,
    outcome_rows,
    pdp,
    proposal,
    remembered,
    starters,
    state_projections,
    texas,
)
from data.readers.account_lines import AccountLines
from data.readers.files import BadFile, Brought, FileSample, Origin, Raw, Tidied
from data.readers.mapping import Mapping
from data.readers.parquet_parts import Held, Parts
from data.readers.preparation import files_of_lines, prepared, with_sums
from data.readers.recipe_file import Recipe
from data.readers.snapshots import Snapshot
from data.readers.text import Contents
from data.store.home import pseudonym_key

READERS = (
    texas,
    ipeds_completions,
    ipeds_directory,
    cirr,
    new_jersey,
    new_jersey_providers,
    moocs,
    federal_tpr,
    pdp,
    ctdl_programs,
    ctdl_transfers,
    ctdl_outcomes,
    state_projections,
)
_DATED = (ipeds_completions, ipeds_directory, federal_tpr, ctdl_programs)
"""Readers whose rows are of a year or a day that the rows may not state."""


@dataclass(frozen=True)
class Choices:
    """What the bringer says of the files: the table, a recipe of columns, the year of a public file without one.

    `are_corrections`: rows under keys that are there correct them, however much they differ. `today` is the day of the import.
    `count` says who counts learners' rows. `snapshots` are tables that stay where they lie; their refused rows go to the folder
    `quarantine`, or nowhere.
    """

    table: str | None = None
    recipe: Recipe | None = None
    year: int | None = None
    are_corrections: bool = False
    today: date | None = None
    count: Count = parts.counted
    snapshots: tuple[Snapshot, ...] = ()
    quarantine: Path | None = None


@dataclass(frozen=True)
class Plan:
    """One table of one file, ready to be tidied into `table` and whatever else its reader makes of it.

    `used` are the headers of theirs that are read, `headers` all that the file has.
    """

    raw: Raw
    sha256: str
    reader: str
    source: str
    table: str
    used: tuple[str, ...]
    tidy: Callable[[], Tidied]
    mapping: Mapping | None = None
    fingerprint: str = ""
    is_fix: bool = False
    headers: tuple[str, ...] = ()


class UnknownLayout(BadFile):
    """A table whose columns are of no layout that is known here."""


@dataclass(frozen=True)
class Elsewhere:
    """The account lines that tables in pieces ask for, whether there are such tables, and archives with several tables by hash."""

    asked: Sequence[AccountLines] = ()
    is_any: bool = False
    several: Collection[str] = ()


def plans(
    contents: Sequence[tuple[Brought | Parts, Contents]],
    home: Path,
    choices: Choices,
    elsewhere: Elsewhere | None = None,
) -> tuple[list[Plan], tuple[str, ...]]:
    """A plan for each table in what was read of the files, and a sentence for each member of an archive that is none.

    `elsewhere` is what the import takes in pieces. Raises BadFile where a file, or all of an archive, is not known.
    """
    beside = elsewhere or Elsewhere()
    raws = [(raw, brought) for brought, content in contents for raw in content.tables]
    unread = [sentence for _, content in contents for sentence in content.unread]
    archives = {brought.sha256 for brought, content in contents if content.is_archive}
    unknown = []
    if choices.table or choices.recipe:
        alone, found = raws, []
    else:
        alone, found = _joint(raws)
    wholes = [(replace(raw, rows=quarantine.as_brought(raw.rows)), raw, brought) for raw, brought in alone]
    rooms = [mappings_of(whole, raw, home, choices) for whole, raw, _ in wholes]
    lines = [*beside.asked, *(m.lines for mappings in rooms for m in mappings or () if m.lines)]
    for (whole, raw, brought), mappings in zip(wholes, rooms, strict=True):
        others = [(other, file) for other, _, file in wholes if other is not whole]
        if mappings is None:
            found.append(_public(whole, raw, brought, choices))
        elif mappings:
            for m in mappings:
                ready = prepared(whole, m, [other for other, _ in others], key_of(m, home))
                beside_it = files_of_lines(m, whole.rows.columns, others, lambda other: other[0].rows.columns)
                found.append(_own(whole, raw, brought, ready, [file.sha256 for _, file in beside_it]))
        elif not any(line.stand_in(whole.rows.columns) for line in lines):
            unknown.append(UnknownLayout(unknown_layout(whole)))
            if brought.sha256 not in archives:
                raise unknown[-1]
            unread.append(f"{raw.name} in {brought.name} was not read. {unknown[-1]}")
    if unknown and not found and not beside.is_any:
        raise unknown[0]
    own = [replace(p, sha256=of_member(p.sha256, p.raw.name)) if p.sha256 in beside.several else p for p in found]
    return own, tuple(unread)


def of_member(sha256: str, name: str) -> str:
    """The hash of a table that others lie beside in one archive: each is a file of its own."""
    return hashlib.sha256(f"{sha256} {name}".encode()).hexdigest()


def of_parts(parts: Parts | Held, raw: Raw, home: Path, choices: Choices) -> list[Plan] | None:
    """The plans of a table in files by its first rows; None where a public reader takes it. Raises UnknownLayout."""
    mappings = mappings_of(raw, raw, home, choices)
    if mappings is None:
        return None
    if not mappings:
        raise UnknownLayout(unknown_layout(raw))
    return [_own(raw, raw, parts, (account_lines.with_empty_sums(raw, m.lines), with_sums(m))) for m in mappings]


def key_of(found: Mapping, home: Path) -> bytes:
    """What makes the pseudonyms that a mapping asks for."""
    return pseudonym_key(home) if found.pseudonyms else b""


def _joint(raws: list[tuple[Raw, Brought | Parts]]) -> tuple[list[tuple[Raw, Brought | Parts]], list[Plan]]:
    """The files that stand for themselves, and the plans of sources that come in several files."""
    by_name = {(raw.name, brought.sha256): (raw, brought) for raw, brought in raws}
    alone, together = joint.joined([(Path(raw.name), brought.sha256, raw.rows) for raw, brought in raws])
    plans = []
    for (path, sha256, rows), reader, tidied in together:
        raw, used = by_name[path.name, sha256][0], tuple(rows.columns)
        plans.append(
            Plan(raw, sha256, reader, canonical.SOURCE, next(iter(tidied.tables)), used, partial(_same, tidied))
        )
    return [by_name[path.name, sha256] for path, sha256, _ in alone], plans


def _same(tidied: Tidied) -> Tidied:
    return tidied


def _public(whole: Raw, raw: Raw, brought: Brought | Parts, choices: Choices) -> Plan:
    reader = public_reader(whole)
    assert reader is not None
    origin = Origin((raw.name, brought.name), choices.year, choices.today or date.today())
    headers.refuse_twofold(whole, reader.used(whole.rows.columns))
    return Plan(
        whole,
        brought.sha256,
        reader.NAME,
        reader.SOURCE,
        reader.TABLE,
        reader.used(whole.rows.columns),
        partial(_tidied, reader, whole.rows, [origin] if reader in _DATED else []),
        fingerprint="" if choices.year is None else str(choices.year),
        is_fix=quarantine.is_fix(raw.rows),
    )


def _tidied(reader: ModuleType, rows: pl.DataFrame, origin: list[Origin]) -> Tidied:
    """What the reader makes of the rows; those of outcomes that equal an earlier one are counted."""
    tidied = reader.tidy(rows, *origin)
    if reader.TABLE != outcome_rows.TABLE:
        return tidied
    read = rows.select(reader.used(rows.columns))
    return replace(tidied, repeated=rows.height - read.unique().height)


def _own(
    whole: Raw, raw: Raw, brought: Brought | Parts | Held, ready: tuple[Raw, Mapping], lines: Sequence[str] = ()
) -> Plan:
    rows, chosen = ready
    headers.refuse_twofold(whole, [*chosen.columns, *chosen.inputs()])
    return Plan(
        rows,
        brought.sha256,
        canonical.NAME,
        canonical.SOURCE,
        chosen.table,
        tuple(dict.fromkeys([*chosen.columns, *(c for c in chosen.inputs() if c in rows.rows.columns)])),
        partial(canonical.tidy, rows, chosen),
        chosen,
        chosen.fingerprint(lines),
        quarantine.is_fix(raw.rows),
        tuple(whole.rows.columns),
    )


def public_reader(raw: Raw) -> ModuleType | None:
    """The reader of the public layout that the headers are of, None where they are of none."""
    sample = FileSample(raw.name, raw.rows.columns, raw.rows.head(50))
    return next((reader for reader in READERS if reader.sniff(sample)), None)


def settled(raw: Raw, home: Path) -> list[Mapping]:
    """The mappings that would be used without a question: those kept for its headers, or a guess that lacks nothing."""
    headers = raw.rows.columns
    guessed = mapping.guess(headers)
    return remembered.recalled(home, headers) or ([guessed] if guessed else [])


def proposed(raw: Raw, others: Sequence[Raw], home: Path) -> list[Mapping]:
    """The mappings that a form starts from: settled ones, a starter recipe's, or what names and values tell."""
    name, fitting = starters.fitting(raw.rows.columns)
    if found := settled(raw, home):
        return found
    origin = f"from the starter recipe for {starters.load_starters()[name].name}"
    return [replace(m, origin=origin) for m in fitting] or proposal.proposed(raw, others)


def mappings_of(whole: Raw, raw: Raw, home: Path, choices: Choices) -> list[Mapping] | None:
    """How the file becomes our tables: None where a public reader takes it, empty where nothing is known of it."""
    headers = whole.rows.columns
    if choices.recipe is not None:
        mappings = _stated(choices.recipe, whole)
        if mappings or choices.recipe.is_for_any_file:
            return mappings
    chosen = choices.table
    reader = public_reader(whole)
    if reader and chosen in (None, reader.TABLE):
        return None
    mappings = remembered.recalled(home, headers, chosen)
    guessed = None if mappings else mapping.guess(headers, chosen)
    mappings += [guessed] if guessed else []
    for each in mappings:
        if lacking := each.missing():
            raise BadFile(lacking_columns(whole.name, each.table, lacking, headers))
    return mappings


def _stated(recipe: Recipe, whole: Raw) -> list[Mapping]:
    """The mappings of a stated recipe for the file. Raises BadFile where its only one lacks something."""
    headers = whole.rows.columns
    is_alone = recipe.is_for_any_file
    fitting = [m.fitted(headers) for m in recipe.mappings] if is_alone else recipe.fitting(headers)
    mappings = [mapping.completed(m, headers, whole.name) for m in fitting]
    for each in mappings:
        if lacking := each.missing():
            raise BadFile(lacking_columns(whole.name, each.table, lacking, headers))
    return mappings
