"""Where a value on a page comes from: the question that gave it and its arguments, so that it can be asked again."""

import contextlib
import threading
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any

from data.caches import bounded

_PLAIN = (bool, int, float, str, type(None))
_EMPTY: tuple = ()


@dataclass(frozen=True, eq=False)
class Origin:
    """A question with its arguments, and the value that it gave, or the part of that value."""

    question: Callable[..., Any]
    arguments: tuple[Any, ...]
    value: Any
    part: str = ""


@dataclass(frozen=True, eq=False)
class Call:
    """A function that a page has called to show something, with its arguments."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    named: dict[str, Any]


_origins = bounded("origins")
_lock = threading.Lock()


class _Heard(threading.local):
    values: list[Any] | None = None


_heard = _Heard()


@contextlib.contextmanager
def hearing() -> Generator[list[Any]]:
    """Collect every result that is recalled meanwhile in this thread, also by what recalls more."""
    before, _heard.values = _heard.values, []
    try:
        yield _heard.values
    finally:
        _heard.values = before


def note(question: Callable[..., Any], arguments: tuple[Any, ...], value: Any) -> None:
    """Keep which question gave a value. Plain values and the empty tuple are the same object wherever they occur."""
    if _heard.values is not None:
        _heard.values.append(value)
    if isinstance(value, _PLAIN) or value is _EMPTY:
        return
    frame = getattr(value, "frame", None)
    if any(argument is value for argument in arguments):
        return  # it was handed through
    with _lock:
        _origins[id(value)] = Origin(question, arguments, value)
        # A frame that a table was made of keeps the question that it came from.
        earlier = _origins.get(id(frame))
        is_made_of_it = any(argument is frame for argument in arguments)
        if frame is not None and not is_made_of_it and (earlier is None or earlier.value is not frame):
            _origins[id(frame)] = Origin(question, arguments, frame, "frame")


def origin_of(value: Any) -> Origin | None:
    """The question that gave exactly this object; None for values that were made on the page."""
    with _lock:
        origin = _origins.get(id(value))
    return origin if origin is not None and origin.value is value else None
