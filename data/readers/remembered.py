"""Recipes that a home keeps for files with the same headers."""

import json
from dataclasses import replace
from pathlib import Path

from data.readers.account_lines import SUMS
from data.readers.files import BadFile
from data.readers.mapping import Mapping
from data.readers.recipe_file import checked, plain
from data.store.home import write_whole, writing

FILE = "mappings.json"


def remember(home: Path, headers: list[str], mappings: list[Mapping]) -> None:
    """Keep the mappings of a file for files with these headers, in place of earlier ones. Raises NotWritable."""
    kept = [entry for entry in _kept(home) if sorted(entry["headers"]) != sorted(headers)]
    made_for = [replace(mapping, headers=tuple(headers)) for mapping in mappings]
    kept += [plain(mapping) for mapping in made_for]
    with writing(home):
        write_whole(home / FILE, json.dumps(kept, indent=1).encode())


def recalled(home: Path, headers: list[str], table: str | None = None) -> list[Mapping]:
    """The mappings kept for these headers, or for the ones that are read (a quarantine file has no others)."""
    mappings: list[Mapping] = []
    read = {*headers} - {*SUMS.values()}  # refused rows hold the sums of their account lines
    for kept in _kept(home):
        try:
            mapping = replace(checked(kept), origin="remembered")
        except BadFile:
            continue  # made for tables of another version of the program
        if read in ({*mapping.headers}, {*mapping.inputs()}) and table in (None, mapping.table):
            mappings = [m for m in mappings if m.table != mapping.table] + [mapping]
    return mappings


def _kept(home: Path) -> list[dict]:
    try:
        kept = json.loads((home / FILE).read_bytes())
        return [m for m in kept if isinstance(m, dict) and {"headers", "table"} <= {*m}]
    except (OSError, ValueError, TypeError):
        return []
