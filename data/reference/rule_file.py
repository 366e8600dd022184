"""A dated rule file: numbers that a college may replace by a file of its own in the folder `rules` of its data folder."""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any


class BadRule(ValueError):
    """A rule file that cannot be used, as a sentence."""


def text_of(shipped: Path, home: Path) -> tuple[str, bool]:
    """The text of the college's own rule file, else of the shipped one, and whether it is the shipped one."""
    own = home / "rules" / shipped.name
    path = own if own.is_file() else shipped
    return path.read_text(encoding="utf-8"), path is shipped


def tables_of(text: str, what: str) -> dict[str, Any]:
    """The keys and tables of a rule file. Raises BadRule where it is not TOML; `what` names the rule in the sentence."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadRule(f"The file of the {what} rule is not TOML: {error}.") from error


def checked(values: Mapping[str, Any], wanted: Mapping[str, Any], what: str) -> dict[str, Any]:
    """The values, each of its wanted type, lists as tuples. Raises BadRule for a key that lacks, is unknown or unusable."""
    held = {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
    if lacking := sorted(set(wanted) - set(held)):
        raise BadRule(f"The file of the {what} rule lacks {', '.join(lacking)}.")
    if unknown := sorted(set(held) - set(wanted)):
        raise BadRule(f"The file of the {what} rule has unknown keys: {', '.join(unknown)}.")
    if wrong := sorted(key for key, kind in wanted.items() if not _is_of(held[key], kind)):
        raise BadRule(f"The file of the {what} rule has no usable value for {', '.join(wrong)}.")
    return held


def _is_of(value: Any, kind: Any) -> bool:
    if kind is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if kind == tuple[str, ...]:
        return isinstance(value, tuple) and all(isinstance(one, str) for one in value)
    if kind == tuple[float, ...]:
        return isinstance(value, tuple) and all(_is_of(one, float) for one in value)
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, kind if kind in (str, date) else ())
