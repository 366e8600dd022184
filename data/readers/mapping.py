"""Which column of a file is which of ours, and how the others are made. Headers are recognized by name and other words."""

# Why: decision 45.

import difflib
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from functools import cache

from data.contracts import TABLES
from data.readers import account_lines
from data.readers.account_lines import AccountLines
from data.readers.aliases import ALIASES
from data.readers.files import BadFile
from data.readers.steps import Step

_CLOSE = 0.86
_SKIPPED = {"the", "of", "on", "date", "day", "in", "a", "at", "is", "and", "usd", "dollars"}
_SAME = {
    "number": "id",
    "no": "id",
    "num": "id",
    "nr": "id",
    "key": "id",
    "identifier": "id",
    "enrolment": "enrollment",
    "enrl": "enrollment",
    "nbr": "id",
    "crse": "course",
    "dt": "date",
    "desc": "description",
    "birthdate": "birth",
}


FILLS = {
    "sections": {
        "opens_on": "the first registration of the section",
        "status": "its dates: held once it has started, else scheduled",
    },
    "registrations": {"completed_on": "the end of the section, where completed"},
    "learners": {"first_seen_on": "the first registration of the learner"},
}
"""By table, the columns that can be filled from other tables where a file leaves them empty, and from what."""


@dataclass(frozen=True)
class RowsKept:
    """Which rows are read: those whose `column` holds one of `among`. The others are counted and left out."""

    column: str
    among: tuple[str, ...]


@dataclass(frozen=True)
class Mapping:
    """How a file's columns become those of one table.

    `columns` maps theirs to ours, `made` ours to the step that makes it, `lines` says where amounts are summed from.
    `values` translate, by our column, their words to those of a closed list. `fill` names columns of FILLS,
    `pseudonyms` columns of theirs that are replaced by pseudonyms. `one_per_key` takes the first row of each key, where a
    file repeats it. `optional` are columns of ours that are taken where a file has what they are made of. `cents` names columns of theirs
    whose amounts are in cents. `date_format` is one of `data.readers.dates.FORMATS` or a pattern; `decimal` is "." or ",".
    `headers` are those of the file that it was made for, `origin` says where it came from.
    """

    table: str
    columns: dict[str, str]
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    date_format: str | None = None
    decimal: str | None = None
    origin: str = "guessed"
    made: dict[str, Step] = field(default_factory=dict)
    lines: AccountLines | None = None
    fill: tuple[str, ...] = ()
    pseudonyms: tuple[str, ...] = ()
    rows: RowsKept | None = None
    one_per_key: bool = False
    headers: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    cents: tuple[str, ...] = ()

    def fitted(self, headers: list[str]) -> "Mapping":
        """The same for a file with these headers, without the optional columns that it lacks."""
        given: dict[str, tuple[str, ...]] = {ours: (theirs,) for theirs, ours in self.columns.items()}
        given |= {ours: step.inputs() for ours, step in self.made.items()}
        absent = {ours for ours in self.optional if not {*given.get(ours, ())} <= {*headers}}
        columns = {theirs: ours for theirs, ours in self.columns.items() if ours not in absent}
        made = {ours: step for ours, step in self.made.items() if ours not in absent}
        return replace(self, columns=columns, made=made, optional=())

    def fingerprint(self, lines: Iterable[str] = ()) -> str:
        """Hash of all that decides how a file is read, and of the files of account lines that it is read with, by their hashes."""
        content = {k: v for k, v in asdict(self).items() if k not in ("origin", "headers") and v not in ({}, (), None)}
        if files := sorted({*lines}):
            content["files of lines"] = files
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]

    def ours(self) -> list[str]:
        """Our columns that the file gives, in whatever way."""
        sums = list(account_lines.SUMS) if self.lines else []
        return [*self.columns.values(), *self.made, *(c for c in sums if c not in self.columns.values())]

    def inputs(self) -> tuple[str, ...]:
        """Columns of the file that are read."""
        columns = [*self.columns, *(c for step in self.made.values() for c in step.inputs())]
        columns += [
            *(self.lines.by if self.lines else ()),
            *self.pseudonyms,
            *([self.rows.column] if self.rows else []),
        ]
        return tuple(dict.fromkeys(columns))

    def missing(self) -> list[str]:
        """Required columns of the table that nothing gives."""
        return [c for c in required(self.table) if c not in (*self.ours(), *self.fill)]

    def labels(self) -> dict[str, str]:
        """What became of which of ours, for the report: their column or the step, and our column."""
        return {**self.columns, **{step.label(): ours for ours, step in self.made.items()}}


def required(table: str) -> list[str]:
    """Columns that every row of the table must have, in the order of the contract."""
    return [name for name, column in TABLES[table].columns().items() if not column.nullable]


def guess(headers: list[str], table: str | None = None) -> Mapping | None:
    """The table and columns that the headers seem to mean; None where no table has all it needs.

    A stated `table` is mapped as far as its columns can be recognized.
    """
    if table is not None:
        return for_table(headers, table)
    guesses = [for_table(headers, name) for name in TABLES]
    fitting = [g for g in guesses if not g.missing()]
    return max(fitting, key=lambda g: (_exact(g), len(g.columns)), default=None)


def for_table(headers: list[str], table: str) -> Mapping:
    """The headers mapped to that table as far as they can be recognized."""
    return Mapping(table, _matched(headers, table))


def plain(header: str) -> str:
    """A header as one of our names would be written."""
    return re.sub(r"[^a-z0-9]+", "_", header.strip().lower()).strip("_")


def _exact(mapping: Mapping) -> int:
    return sum(plain(theirs) == ours for theirs, ours in mapping.columns.items())


def _matched(headers: list[str], table: str) -> dict[str, str]:
    """Their column → ours: by name first, then by other words for it, then by likeness; each used once."""
    ours, ours_of = list(TABLES[table].columns()), {}
    for tell in (_is_named, _is_alias, _is_like):
        for header in headers:
            if header not in ours_of:
                open_ones = [c for c in ours if c not in ours_of.values()]
                match = next((c for c in open_ones if tell(header, c)), None)
                if match:
                    ours_of[header] = match
    return {header: ours_of[header] for header in headers if header in ours_of}


def is_named_as(header: str, column: str) -> bool:
    """Whether the header is our name of the column or another word for it."""
    return _is_named(header, column) or _is_alias(header, column)


def _is_named(header: str, column: str) -> bool:
    return plain(header) == column


def _is_alias(header: str, column: str) -> bool:
    words = spoken(header)
    return bool(words) and words in _words().get(column, ())


@cache
def _words() -> dict[str, set[frozenset[str]]]:
    """What each column may be called, as `spoken` has it."""
    columns = {name for table in TABLES.values() for name in table.columns()} | {*ALIASES}
    return {column: {spoken(name) for name in (column, *ALIASES.get(column, ()))} for column in columns}


def _is_like(header: str, column: str) -> bool:
    # Only for long names: two short ones are alike by chance.
    name = plain(header)
    return len(name) > 6 and name[-3:] == column[-3:] and difflib.SequenceMatcher(None, name, column).ratio() >= _CLOSE


def spoken(header: str) -> frozenset[str]:
    """The words of a header that tell something, whatever their order and case."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header).replace("#", " id ")
    words = re.findall(r"[a-z0-9]+", spaced.lower())
    return frozenset(_SAME.get(w, w) for w in words) - _SKIPPED or frozenset(words)


def completed(mapping: Mapping, headers: list[str], file: str) -> Mapping:
    """A stated mapping with what it leaves out recognized from the headers. Raises BadFile."""
    if unknown := [c for c in mapping.inputs() if c not in headers]:
        raise BadFile(f"The mapping names a column {unknown[0]!r} that {file} does not have.")
    rest = [h for h in headers if h not in mapping.inputs()]
    more = {h: c for h, c in _matched(rest, mapping.table).items() if c not in mapping.ours()}
    return replace(mapping, columns={**mapping.columns, **more})
