"""Which column of a file is which of ours: guessed, stated in a file, or remembered for the same headers."""

import difflib
import hashlib
import json
import re
import tomllib
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from data.contracts import TABLES
from data.readers import dates
from data.readers.aliases import ALIASES
from data.readers.files import BadFile
from data.store.home import write_whole, writing

_FILE = "mappings.json"
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
}


@dataclass(frozen=True)
class Mapping:
    """How a file's columns become those of one table.

    `columns` maps theirs to ours, `values` by our column their words to those of a closed list. `date_format` is one
    of `data.readers.dates.FORMATS` or a pattern; `decimal` is "." or ",". `origin` says where it came from.
    """

    table: str
    columns: dict[str, str]
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    date_format: str | None = None
    decimal: str | None = None
    origin: str = "guessed"

    def fingerprint(self) -> str:
        """Hash of all that decides how a file is read."""
        content = {k: v for k, v in asdict(self).items() if k != "origin"}
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]

    def missing(self) -> list[str]:
        """Required columns of the table that nothing is mapped to."""
        return [c for c in required(self.table) if c not in self.columns.values()]


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


def nearest(headers: list[str]) -> Mapping:
    """The table that fits best although it lacks something."""
    guesses = [for_table(headers, name) for name in TABLES]
    return max(guesses, key=lambda g: (len(g.columns) / (len(g.columns) + len(g.missing())), len(g.columns)))


def plain(header: str) -> str:
    """A header as one of our names would be written."""
    return re.sub(r"[^a-z0-9]+", "_", header.strip().lower()).strip("_")


def _exact(mapping: Mapping) -> int:
    return sum(plain(theirs) == ours for theirs, ours in mapping.columns.items())


def _matched(headers: list[str], table: str) -> dict[str, str]:
    """Their column → ours: by name first, then by other words for it, then by likeness; each used once."""
    ours, found = list(TABLES[table].columns()), {}
    for tell in (_is_named, _is_alias, _is_like):
        for header in headers:
            if header not in found:
                open_ones = [c for c in ours if c not in found.values()]
                match = next((c for c in open_ones if tell(header, c)), None)
                if match:
                    found[header] = match
    return {header: found[header] for header in headers if header in found}


def _is_named(header: str, column: str) -> bool:
    return plain(header) == column


def _is_alias(header: str, column: str) -> bool:
    words = _words(header)
    return bool(words) and any(words == _words(name) for name in (column, *ALIASES.get(column, ())))


def _is_like(header: str, column: str) -> bool:
    # Only for long names: two short ones are alike by chance.
    name = plain(header)
    return len(name) > 6 and difflib.SequenceMatcher(None, name, column).ratio() >= _CLOSE and name[-3:] == column[-3:]


def _words(header: str) -> frozenset[str]:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header).replace("#", " id ")
    words = re.findall(r"[a-z0-9]+", spaced.lower())
    return frozenset(_SAME.get(w, w) for w in words) - _SKIPPED or frozenset(words)


def load(path: Path) -> Mapping:
    """The mapping in a TOML or JSON file. Raises BadFile with a sentence about what is wrong with it.

    Keys: `table`, `columns` (theirs = ours), `values` (by our column, theirs = ours), `date_format`, `decimal`.
    """
    try:
        content = path.read_text("utf-8-sig")
        raw = json.loads(content) if path.suffix.lower() == ".json" else tomllib.loads(content)
    except OSError as error:
        raise BadFile(f"The mapping file {path.name} cannot be opened: {error.strerror}.") from None
    except (ValueError, UnicodeDecodeError) as error:
        raise BadFile(f"The mapping file {path.name} is neither TOML nor JSON: {error}.") from None
    return checked(raw, path.name)


def checked(raw: object, name: str = "The mapping") -> Mapping:
    """A mapping from plain values. Raises BadFile."""
    if not isinstance(raw, dict) or not {*raw} <= {"table", "columns", "values", "date_format", "decimal"}:
        raise BadFile(f"{name} may hold table, columns, values, date_format and decimal, and nothing else.")
    table, columns, values = raw.get("table"), raw.get("columns", {}), raw.get("values", {})
    if table not in TABLES:
        raise BadFile(f"{name} must name one of our tables: {', '.join(TABLES)}.")
    ours = TABLES[table].columns()
    named = list(columns.values()) if isinstance(columns, dict) else [None]
    if wrong := [c for c in named if c not in ours]:
        raise BadFile(f"{name} names {wrong[0]!r}, which is no column of {table}; there are {', '.join(ours)}.")
    if twice := {c for c in named if named.count(c) > 1}:
        raise BadFile(f"{name} gives {min(twice)} to two columns.")
    if not isinstance(values, dict) or any(c not in ours or not isinstance(v, dict) for c, v in values.items()):
        raise BadFile(f"{name}: values must be given by one of our columns, theirs = ours.")
    date_format, decimal = raw.get("date_format"), raw.get("decimal")
    if date_format is not None and dates.known_format(str(date_format)) is None:
        raise BadFile(f"{name}: date_format must be one of {', '.join(dates.FORMATS)}, or a pattern such as %d.%m.%Y.")
    if decimal not in (None, ".", ","):
        raise BadFile(f"{name}: decimal must be a point or a comma.")
    date_format = None if date_format is None else dates.known_format(str(date_format))
    words = {c: {str(theirs): str(word) for theirs, word in pairs.items()} for c, pairs in values.items()}
    return Mapping(table, {str(k): v for k, v in columns.items()}, words, date_format, decimal, f"from {name}")


def completed(mapping: Mapping, headers: list[str], file: str) -> Mapping:
    """A stated mapping with what it leaves out recognized from the headers. Raises BadFile."""
    if unknown := [c for c in mapping.columns if c not in headers]:
        raise BadFile(f"The mapping names a column {unknown[0]!r} that {file} does not have.")
    rest = [h for h in headers if h not in mapping.columns]
    more = {h: c for h, c in _matched(rest, mapping.table).items() if c not in mapping.columns.values()}
    return replace(mapping, columns={**mapping.columns, **more})


def remember(home: Path, headers: list[str], mapping: Mapping) -> None:
    """Keep a mapping for files with these headers. Raises NotWritable."""
    kept = [m for m in _kept(home) if m["headers"] != sorted(headers)]
    kept.append({"headers": sorted(headers), **{k: v for k, v in asdict(mapping).items() if k != "origin"}})
    with writing(home):
        write_whole(home / _FILE, json.dumps(kept, indent=1).encode())


def recalled(home: Path, headers: list[str], table: str | None = None) -> Mapping | None:
    """The mapping kept for these headers, or for the mapped ones among them (a quarantine file has no others)."""
    for kept in reversed(_kept(home)):
        if {*headers} not in ({*kept["headers"]}, {*kept["columns"]}) or table not in (None, kept["table"]):
            continue
        try:
            found = checked({k: v for k, v in kept.items() if k != "headers"})
        except BadFile:
            continue  # made for tables of another version of the program
        return replace(found, origin="remembered")
    return None


def _kept(home: Path) -> list[dict]:
    try:
        kept = json.loads((home / _FILE).read_bytes())
        return [m for m in kept if isinstance(m, dict) and {"headers", "columns", "table"} <= {*m}]
    except (OSError, ValueError, TypeError):
        return []
