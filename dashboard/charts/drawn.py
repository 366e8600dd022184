"""Charts are built once for what they show. Building one costs more than everything else on a page together."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, ParamSpec

import polars as pl

from dashboard.charts.card import Card, show

P = ParamSpec("P")
MOST = 600
_kept: OrderedDict[Hashable, tuple[Card | None, Any]] = OrderedDict()
_lock = threading.Lock()


def drawn(build: Callable[P, Card | None]) -> Callable[P, None]:
    """Make a function that builds a card from answers one that shows it, built once for the same arguments.

    Answers and frames are the same when they are the same object, which those from `dashboard.ask` are. They are kept
    with the card, so that no other object can take their place in memory and be taken for them. None shows nothing.
    """

    @wraps(build)
    def draw(*arguments: P.args, **named: P.kwargs) -> None:
        key = (build, _identity(arguments), _identity(named))
        with _lock:
            found = _kept.get(key)
            if found is not None:
                _kept.move_to_end(key)
        card = build(*arguments, **named) if found is None else found[0]
        if found is None:
            with _lock:
                _kept[key] = card, (arguments, named)
                while len(_kept) > MOST:
                    _kept.popitem(last=False)
        if card is not None:
            show(card)

    return draw


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
