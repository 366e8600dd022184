"""Starter recipes for the systems that colleges commonly export from, shipped as TOML."""

import tomllib
from functools import cache
from pathlib import Path

from data.readers.mapping import Mapping
from data.readers.recipe_file import Recipe, recipe

FOLDER = Path(__file__).parent / "recipes"


@cache
def load_starters() -> dict[str, Recipe]:
    """Every starter by its short name, as `--map` takes it."""
    files = sorted(FOLDER.glob("*.toml"))
    return {path.stem: recipe(tomllib.loads(path.read_text("utf-8")), path.name) for path in files}


def fitting(headers: list[str]) -> tuple[str, list[Mapping]]:
    """The starter whose columns the file has, and its mappings for that file; empty where it has those of none."""
    by_starter = [(name, starter.fitting(headers)) for name, starter in load_starters().items()]
    return max(by_starter, key=lambda one: max((len(m.inputs()) for m in one[1]), default=0))
