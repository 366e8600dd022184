"""How a brought table will be read: by which reader, into which table, under which mapping of columns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import ModuleType

import polars as pl

from data.contracts import TABLES
from data.ingest import quarantine
from data.readers import (
    canonical,
    cirr,
    federal_tpr,
    ipeds_completions,
    ipeds_directory,
    joint,
    mapping,
    moocs,
    new_jersey,
    pdp,
    texas,
    text,
    words,
)
from data.readers.files import BadFile, Brought, FileSample, Origin, Raw, Tidied
from data.readers.mapping import Mapping

READERS = (texas, ipeds_completions, ipeds_directory, cirr, new_jersey, moocs, federal_tpr, pdp)
_DATED = (ipeds_completions, ipeds_directory)
"""Readers whose rows are of a year that may stand in the file's name only."""


@dataclass(frozen=True)
class Choices:
    """What the bringer says of the files: the table, a mapping of columns, the year of a public file without one."""

    table: str | None = None
    mapping: Mapping | None = None
    year: int | None = None


@dataclass(frozen=True)
class Plan:
    """One table of one file, ready to be tidied into `table` and whatever else its reader makes of it. `used` are the headers of theirs that are read."""

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


def plans(files: Sequence[Brought], home: Path, choices: Choices) -> list[Plan]:
    """A plan for each table in the files. Raises BadFile where one cannot be read or is not known."""
    raws = [(raw, brought) for brought in files for raw in text.tables(brought)]
    if choices.table or choices.mapping:
        return [_plan(raw, brought, home, choices) for raw, brought in raws]
    named = {(raw.name, brought.sha256): (raw, brought) for raw, brought in raws}
    alone, together = joint.joined([(Path(raw.name), brought.sha256, raw.rows) for raw, brought in raws])
    found = [_plan(*named[path.name, sha256], home, choices) for path, sha256, _ in alone]
    for (path, sha256, rows), reader, tidied in together:
        raw, used = named[path.name, sha256][0], tuple(rows.columns)
        found.append(
            Plan(raw, sha256, reader, canonical.SOURCE, next(iter(tidied.tables)), used, partial(_same, tidied))
        )
    return found


def _same(tidied: Tidied) -> Tidied:
    return tidied


def _plan(raw: Raw, brought: Brought, home: Path, choices: Choices) -> Plan:
    is_fix = quarantine.is_fix(raw.rows)
    raw = replace(raw, rows=quarantine.as_brought(raw.rows))
    chosen = choices.table or (choices.mapping.table if choices.mapping else None)
    reader = public_reader(raw)
    origin = Origin((raw.name, brought.name), choices.year)
    if reader and chosen in (None, reader.TABLE) and choices.mapping is None:
        return Plan(
            raw,
            brought.sha256,
            reader.NAME,
            reader.SOURCE,
            reader.TABLE,
            reader.used(raw.rows.columns) if hasattr(reader, "used") else tuple(raw.rows.columns),
            partial(reader.tidy, raw.rows, *([origin] if reader in _DATED else [])),
            fingerprint="" if choices.year is None else str(choices.year),
            is_fix=is_fix,
        )
    found = _mapping(raw, home, chosen, choices.mapping)
    return Plan(
        raw,
        brought.sha256,
        canonical.NAME,
        canonical.SOURCE,
        found.table,
        tuple(found.columns),
        partial(canonical.tidy, raw, found),
        found,
        found.fingerprint(),
        is_fix,
    )


def public_reader(raw: Raw) -> ModuleType | None:
    """The reader of the public layout that the headers are of, None where they are of none."""
    sample = FileSample(raw.name, raw.rows.columns, raw.rows.head(50))
    return next((reader for reader in READERS if reader.sniff(sample)), None)


def proposed(raw: Raw, home: Path, table: str | None = None) -> Mapping:
    """The mapping that would be used, or the nearest there is, however much it lacks."""
    headers = raw.rows.columns
    return mapping.recalled(home, headers, table) or mapping.guess(headers, table) or mapping.nearest(headers)


def _mapping(raw: Raw, home: Path, table: str | None, stated: Mapping | None) -> Mapping:
    headers = raw.rows.columns
    if stated is not None:
        found = mapping.completed(stated, headers, raw.name)
    else:
        found = mapping.recalled(home, headers, table) or mapping.guess(headers, table)
    if found is None:
        raise BadFile(_unknown(raw))
    if lacking := found.missing():
        raise BadFile(_lacking(raw.name, found.table, lacking, headers))
    return found


def _unknown(raw: Raw) -> str:
    headers = raw.rows.columns
    start = f"{raw.name} is no layout that is known here, and its columns do not make up one of our tables. "
    if any(h.replace(".", "").replace("-", "").isdigit() for h in headers):
        return start + "Its first row holds numbers: is the header missing?"
    near = mapping.nearest(headers)
    if len(near.columns) < 2:
        return start + f"Our tables are {', '.join(TABLES)}."
    return start + f"It comes nearest to {near.table}: " + _lacking(raw.name, near.table, near.missing(), headers)


def _lacking(file: str, table: str, lacking: list[str], headers: list[str]) -> str:
    shown = ", ".join(h[:60] for h in headers[:30]) + (" …" if len(headers) > 30 else "")
    return (
        f"{table} needs {', '.join(lacking)}, and no column of {file} was recognized as that. Its columns are {shown}. "
        "Say in a mapping file or on the Data page which is which, or add the column, and bring it again."
    )


def preview(raw: Raw, found: Mapping | None, rows: int = 5) -> pl.DataFrame:
    """The first rows as they stand in the file, with learner ids left out."""
    hidden = {theirs for theirs, ours in (found.columns if found else {}).items() if ours == "learner_id"}
    hidden |= {h for h in raw.rows.columns if mapping.for_table([h], "learners").columns.get(h) == "learner_id"}
    return raw.rows.head(rows).with_columns(pl.lit("not shown").alias(c) for c in hidden)


def unknown_words(raw: Raw, found: Mapping, most: int = 10) -> dict[str, list[str]]:
    """By our closed-list column: words of the file that are not on the list, so that they can be translated."""
    unknown = {}
    for theirs, ours in found.columns.items():
        dtype = TABLES[found.table].columns()[ours].dtype
        if theirs in raw.rows.columns and isinstance(dtype, pl.Enum):
            brought = raw.rows[theirs].drop_nulls().unique().sort()
            known = words.plain(brought).is_in(dtype.categories.implode()) | brought.is_in(
                [*found.values.get(ours, {})]
            )
            unknown[ours] = brought.filter(~known).head(most).to_list()
    return {column: theirs for column, theirs in unknown.items() if theirs}
