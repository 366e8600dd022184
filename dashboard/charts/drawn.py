"""Charts are built once for what they show. Building one costs more than everything else on a page together."""

import importlib
import sys
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, ParamSpec

import polars as pl

from dashboard import ahead
from dashboard.charts.card import Card, show
from dashboard.origins import Call
from data.caches import kept

P = ParamSpec("P")


def drawn(build: Callable[P, Card | None]) -> Callable[P, None]:
    """Make a function that builds a card from answers one that shows it, built once for the same arguments.

    Answers and frames are the same when they are the same object, which those from `dashboard.ask` are. None shows
    nothing.
    """

    @wraps(build)
    def draw(*arguments: P.args, **named: P.kwargs) -> None:
        built = _kept(build, arguments, named)
        ahead.note(_kept, (build, arguments, named), built)
        card, _ = built
        if card is not None:
            show(card, Call(build, arguments, named))

    return draw


def _question(build: Callable[..., Card | None], arguments: tuple[Any, ...], named: dict[str, Any]) -> Hashable:
    return build, _identity(arguments), _identity(named)


@kept("cards", key=_question)
def _kept(build: Callable[..., Card | None], arguments: tuple[Any, ...], named: dict[str, Any]) -> tuple:
    """The card, with what it was built from: no other object can take their place in memory and be taken for them."""
    return _built(build, *arguments, **named), (arguments, named)


def _built(build: Callable[P, Card | None], *arguments: P.args, **named: P.kwargs) -> Card | None:
    try:
        return build(*arguments, **named)
    except AttributeError:
        # Altair asks pandas about every value once pandas is among the loaded modules, also while another session's
        # first table is still loading it. Importing it here waits until it is whole.
        if "pandas" not in sys.modules:
            raise
        importlib.import_module("pandas")
        return build(*arguments, **named)


def _identity(value: object) -> Hashable:
    if isinstance(value, dict):
        return tuple((name, _identity(item)) for name, item in value.items())
    if isinstance(value, tuple | list):
        return tuple(map(_identity, value))
    if isinstance(value, pl.DataFrame):
        return "frame", id(value)
    try:
        hash(value)
    except TypeError:
        return "object", id(value)
    return value
