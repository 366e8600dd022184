"""Recipes as files: TOML or JSON that says how the files of one system become our tables.

A recipe holds one table, or several under `[[tables]]`, each for the files that have its columns.
"""

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.contracts import TABLES
from data.readers import account_lines, dates, steps
from data.readers.files import BadFile
from data.readers.mapping import FILLS, Mapping, RowsKept

_KEYS = (
    "table", "columns", "made", "values", "date_format", "decimal", "lines", "fill", "pseudonyms", "rows",
    "one_per_key", "optional", "headers", "cents",
)  # fmt: skip
"""What may be said of one table."""
_SHAPES = {
    "table": str, "columns": dict, "made": dict, "values": dict, "fill": list, "pseudonyms": list, "optional": list,
    "headers": list, "cents": list,
}  # fmt: skip
_SHAPE_WORDS = {str: "a word in quotes", dict: "a table of names", list: "a list in brackets"}


@dataclass(frozen=True)
class Recipe:
    """How the files of one system become our tables."""

    name: str
    mappings: tuple[Mapping, ...]
    about: str = ""

    @property
    def is_for_any_file(self) -> bool:
        """Whether it is one table's mapping that was made for no file in particular, so that it is for every file."""
        return len(self.mappings) == 1 and not self.mappings[0].headers

    def fitting(self, headers: list[str]) -> list[Mapping]:
        """The mappings for a file with these headers: those made for exactly them, else those whose columns it has."""
        exact = [m for m in self.mappings if m.headers and {*m.headers} == {*headers}]
        fitted = [m.fitted(headers) for m in self.mappings if not m.headers]
        loose = [m for m in fitted if m.inputs() and {*m.inputs()} <= {*headers}]
        return exact or loose


def load(path: Path) -> Recipe:
    """The recipe in a TOML or JSON file. Raises BadFile with a sentence about what is wrong with it."""
    try:
        content = path.read_text("utf-8-sig")
        raw = json.loads(content) if path.suffix.lower() == ".json" else tomllib.loads(content)
    except OSError as error:
        raise BadFile(f"The mapping file {path.name} cannot be opened: {error.strerror}.") from None
    except (ValueError, RecursionError) as error:
        raise BadFile(f"The mapping file {path.name} is neither TOML nor JSON: {error}.") from None
    return recipe(raw, path.name)


def recipe(raw: object, name: str) -> Recipe:
    """A recipe from plain values. Raises BadFile."""
    if not isinstance(raw, dict) or "tables" not in raw:
        return Recipe(name, (checked(raw, name),))
    if not {*raw} <= {"name", "about", "tables"} or not isinstance(raw["tables"], list) or not raw["tables"]:
        raise BadFile(f"{name} may hold name, about and tables, and nothing else.")
    mappings = tuple(checked(table, name) for table in raw["tables"])
    return Recipe(str(raw.get("name", name)), mappings, str(raw.get("about", "")))


def checked(raw: object, name: str = "The mapping") -> Mapping:
    """One table's mapping from plain values. Raises BadFile."""
    if not isinstance(raw, dict) or not {*raw} <= {*_KEYS}:
        raise BadFile(f"{name} may hold {', '.join(_KEYS[:-1])} and {_KEYS[-1]}, and nothing else.")
    raw = _shaped(raw, name)
    table = raw.get("table")
    if table not in TABLES:
        raise BadFile(f"{name} must name one of our tables: {', '.join(TABLES)}.")
    columns, made = _columns(raw, table, name), _made(raw, table, name)
    date_format, decimal = raw.get("date_format"), raw.get("decimal")
    if date_format is not None and dates.known_format(str(date_format)) is None:
        raise BadFile(f"{name}: date_format must be one of {', '.join(dates.FORMATS)}, or a pattern such as %d.%m.%Y.")
    if decimal not in (None, ".", ","):
        raise BadFile(f"{name}: decimal must be a point or a comma.")
    fill = tuple(raw.get("fill", ()))
    if wrong := [c for c in fill if not isinstance(c, str) or c not in FILLS.get(table, {})]:
        can = ", ".join(FILLS.get(table, {})) or "no column"
        raise BadFile(f"{name} fills {wrong[0]!r}, which cannot be filled; in {table} that can be {can}.")
    return Mapping(
        table,
        columns,
        _values(raw, table, name),
        None if date_format is None else dates.known_format(str(date_format)),
        decimal,
        f"from {name}",
        made,
        _lines(raw, table, name),
        fill,
        tuple(str(c) for c in raw.get("pseudonyms", ())),
        _rows(raw, name),
        bool(raw.get("one_per_key", False)),
        tuple(str(c) for c in raw.get("headers", ())),
        _optional(raw, [*columns.values(), *made], name),
        _cents(raw, columns, name),
    )


def _shaped(raw: dict[str, Any], name: str) -> dict[str, Any]:
    """What is said, without what is left empty. Raises BadFile where it is a word in place of a list, and the like."""
    kept = {key: list(value) if isinstance(value, tuple) else value for key, value in raw.items() if value is not None}
    if wrong := [key for key, shape in _SHAPES.items() if not isinstance(kept.get(key, shape()), shape)]:
        raise BadFile(f"{name}: {wrong[0]} must be {_SHAPE_WORDS[_SHAPES[wrong[0]]]}.")
    return kept


def _columns(raw: dict[str, Any], table: str, name: str) -> dict[str, str]:
    columns, ours = raw.get("columns", {}), TABLES[table].columns()
    targets = [*columns.values(), *raw.get("made", {})]
    if wrong := [c for c in targets if not isinstance(c, str) or c not in ours]:
        raise BadFile(f"{name} names {wrong[0]!r}, which is no column of {table}; there are {', '.join(ours)}.")
    if twice := {c for c in targets if targets.count(c) > 1}:
        raise BadFile(f"{name} gives {min(twice)} to two columns.")
    return {str(k): v for k, v in columns.items()}


def _made(raw: dict[str, Any], table: str, name: str) -> dict[str, steps.Step]:
    made = {}
    for column, step in raw.get("made", {}).items():
        try:
            made[column] = steps.parsed(step)
        except ValueError as error:
            raise BadFile(f"{name}: {column} {error}.") from None
    return made


def _values(raw: dict[str, Any], table: str, name: str) -> dict[str, dict[str, str]]:
    values, ours = raw.get("values", {}), TABLES[table].columns()
    if any(c not in ours or not isinstance(v, dict) for c, v in values.items()):
        raise BadFile(f"{name}: values must be given by one of our columns, theirs = ours.")
    return {c: {str(theirs): str(word) for theirs, word in pairs.items()} for c, pairs in values.items()}


def _optional(raw: dict[str, Any], given: list[str], name: str) -> tuple[str, ...]:
    """Our columns that a file may lack. Raises BadFile for one that is not given."""
    optional = raw.get("optional", [])
    if wrong := [c for c in optional if c not in given]:
        raise BadFile(f"{name} calls {wrong[0]!r} optional, which it gives nothing.")
    return tuple(optional)


def _cents(raw: dict[str, Any], columns: dict[str, str], name: str) -> tuple[str, ...]:
    """Columns of the file whose amounts are in cents. Raises BadFile for a column that is not read as an amount."""
    cents = [str(theirs) for theirs in raw.get("cents", [])]
    if wrong := [theirs for theirs in cents if not columns.get(theirs, "").endswith("_usd")]:
        raise BadFile(f"{name} says that {wrong[0]!r} is in cents, but does not read it as an amount.")
    return tuple(cents)


def _lines(raw: dict[str, Any], table: str, name: str) -> account_lines.AccountLines | None:
    if "lines" not in raw:
        return None
    if table != "registrations":
        raise BadFile(f"{name}: only registrations have account lines, not {table}.")
    try:
        return account_lines.parsed(raw["lines"])
    except ValueError as error:
        raise BadFile(f"{name}: lines {error}.") from None


def _rows(raw: dict[str, Any], name: str) -> RowsKept | None:
    kept = raw.get("rows")
    if kept is None:
        return None
    if not isinstance(kept, dict) or {*kept} != {"column", "among"} or not isinstance(kept["among"], list):
        raise BadFile(f'{name}: rows needs column and among, such as {{ column = "STATUS", among = ["A"] }}.')
    return RowsKept(str(kept["column"]), tuple(str(word) for word in kept["among"]))


def plain(mapping: Mapping) -> dict[str, Any]:
    """The mapping as `checked` takes it, without what is left at its default."""
    entries: dict[str, Any] = {
        "table": mapping.table,
        "headers": list(mapping.headers),
        "date_format": mapping.date_format,
        "decimal": mapping.decimal,
        "fill": list(mapping.fill),
        "pseudonyms": list(mapping.pseudonyms),
        "one_per_key": mapping.one_per_key or None,
        "optional": list(mapping.optional),
        "cents": list(mapping.cents),
        "rows": {"column": mapping.rows.column, "among": list(mapping.rows.among)} if mapping.rows else None,
        "columns": mapping.columns,
        "made": {ours: steps.plain(step) for ours, step in mapping.made.items()},
        "lines": mapping.lines.plain() if mapping.lines else None,
        "values": {column: words for column, words in mapping.values.items() if words},
    }
    return {key: value for key, value in entries.items() if value not in (None, [], {})}


def toml(name: str, mappings: list[Mapping]) -> str:
    """The recipe as the TOML that `load` reads."""
    blocks = [f"name = {json.dumps(name, ensure_ascii=False)}"]
    for mapping in mappings:
        entries = plain(mapping)
        nested = {key: entries.pop(key) for key in ("columns", "made", "lines", "values") if key in entries}
        blocks.append("\n".join(["[[tables]]", *(f"{key} = {_toml(value)}" for key, value in entries.items())]))
        for key, value in nested.items():
            blocks += _block(f"tables.{key}", value)
    return "\n\n".join(blocks) + "\n"


def _block(name: str, content: dict[str, Any]) -> list[str]:
    """A TOML table; words to translate are a table for each column."""
    if name.endswith(".values"):
        return [part for column, words in content.items() for part in _block(f"{name}.{column}", words)]
    return [
        "\n".join(
            [
                f"[{name}]",
                *(f"{json.dumps(key, ensure_ascii=False)} = {_toml(value)}" for key, value in content.items()),
            ]
        )
    ]


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return (
            "{ "
            + ", ".join(f"{json.dumps(key, ensure_ascii=False)} = {_toml(inner)}" for key, inner in value.items())
            + " }"
        )
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_toml(inner) for inner in value) + "]"
    return json.dumps(value, ensure_ascii=False)
