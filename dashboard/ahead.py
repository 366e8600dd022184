"""What a reader is likely to choose next, worked out while they read: the page's questions about the other fields.

`dashboard serve` starts it. One thread works, and only while no page is being made; what it works out lands in the
same caches from which pages take their answers and charts.

It rests on two laws of CONTRIBUTING, which tests hold. A page recalls and draws, nothing else. It hands the scope and
results on as it got them, so its calls can be made again with another field in their place. A call with anything else
that is no plain value is left out. And what is kept follows from its arguments and does nothing besides, so that it may
be asked for nobody, in a thread without a session.
"""

# Why: decision 83.

import contextlib
import itertools
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from data.reference.periods import Period
from data.store.store import StoreError
from queries import college
from queries.semantic.metric import Metric
from queries.semantic.scope import Scope

QUIET_SECONDS = 1.0
"""How long no page has been made before the thread goes on."""
FIRST_PAUSE_SECONDS = 4.0
"""The first visitor's own page comes before what they may choose next."""
PATIENCE_SECONDS = 3.0
"""Work spent on one reader's page at most: in a large college some questions take long."""
_PLAIN = (str, int, float, date, Period, Metric, type(None))
"""Arguments that do not depend on the scope, as functions do not. Any other is a result of an earlier question, or the call is left out."""


@dataclass(frozen=True)
class Call:
    """A kept function as a page has called it. Calling it again with other arguments keeps its result, too."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    result: Any


class _Notes(threading.local):
    calls: list[Call] | None = None


_notes = _Notes()
_read: deque[tuple[Scope, list[Call]]] = deque(maxlen=4)
"""Pages lately made; beyond that, older ones are not worked ahead of."""
_is_read = threading.Event()
_is_started = threading.Event()
_made_at = 0.0
_END = object()


def start() -> None:
    """Work ahead from now on."""
    if not _is_started.is_set():
        _is_started.set()
        threading.Thread(target=_work, daemon=True).start()


@contextlib.contextmanager
def noted(scope: Scope) -> Generator[None]:
    """Around the making of a page about a scope: what it asks is asked about other fields later, if it comes to an end."""
    global _made_at
    _made_at = time.monotonic()
    _notes.calls = [] if _is_started.is_set() else None
    try:
        yield
        if _notes.calls is not None:
            _read.append((scope, _notes.calls))
            _is_read.set()
    finally:
        _notes.calls = None
        _made_at = time.monotonic()


def note(function: Callable[..., Any], arguments: tuple[Any, ...], result: Any) -> None:
    """Say that the page being made has called a kept function."""
    if _notes.calls is not None:
        _notes.calls.append(Call(function, arguments, result))


def others(scope: Scope) -> list[str | None]:
    """The fields of the college that the scope is not about, and None for all of them where it is about one."""
    here = dict(scope.where).get("field")
    return [field for field in (None, *college.own_fields(scope.version, scope.college)) if field != here]


def again(calls: list[Call], field: str | None) -> Iterator[None]:
    """Make calls anew about a field, None for all, in their order; a step each, so that the caller can rest between."""
    results: dict[int, Any] = {}
    for call in calls:
        with contextlib.suppress(Exception):  # the page says what is wrong, should anybody choose this field
            results[id(call.result)] = call.function(*_about(field, call.arguments, results))
        yield


def _work() -> None:
    time.sleep(FIRST_PAUSE_SECONDS)
    while _is_read.wait():
        if not _read:
            _is_read.clear()
            continue
        scope, calls = _read.pop()
        with contextlib.suppress(StoreError):
            _spend(itertools.chain.from_iterable(again(calls, field) for field in others(scope)))


def _spend(steps: Iterator[None]) -> None:
    """Take steps while no page is being made, until they end or the patience does."""
    spent = 0.0
    while spent < PATIENCE_SECONDS:
        while (rest := _made_at + QUIET_SECONDS - time.monotonic()) > 0:
            time.sleep(rest)
        began = time.monotonic()
        if next(steps, _END) is _END:
            return
        spent += time.monotonic() - began


def _of_field(scope: Scope, field: str | None) -> Scope:
    where = {**dict(scope.where), "field": field}
    return replace(scope, where=tuple(sorted((name, value) for name, value in where.items() if value is not None)))


def _about(field: str | None, value: Any, results: dict[int, Any]) -> Any:
    """An argument as it is for another field. Raises KeyError where that is not known."""
    if isinstance(value, Scope):
        return _of_field(value, field)
    if isinstance(value, _PLAIN) or callable(value):
        return value
    if isinstance(value, tuple):
        return tuple(_about(field, item, results) for item in value)
    if isinstance(value, dict):
        return {name: _about(field, item, results) for name, item in value.items()}
    return results[id(value)]
