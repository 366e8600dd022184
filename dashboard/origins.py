"""Where a value on a page comes from: the question that gave it and its arguments, so that it can be asked again."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cachetools import LRUCache

MOST = 8000
"""Values whose question is kept; as many as the answers that are kept twice over."""
_PLAIN = (bool, int, float, str, type(None))


@dataclass(frozen=True, eq=False)
class Origin:
    """A question with its arguments, and the value that it gave."""

    question: Callable[..., Any]
    arguments: tuple[Any, ...]
    value: Any


_origins: LRUCache[int, Origin] = LRUCache(MOST)
_lock = threading.Lock()


def note(question: Callable[..., Any], arguments: tuple[Any, ...], value: Any) -> None:
    """Keep which question gave a value. Plain values and the empty tuple are the same object wherever they occur."""
    if isinstance(value, _PLAIN) or value == ():
        return
    with _lock:
        _origins[id(value)] = Origin(question, arguments, value)


def origin_of(value: Any) -> Origin | None:
    """The question that gave exactly this object; None for values that were made on the page."""
    with _lock:
        origin = _origins.get(id(value))
    return origin if origin is not None and origin.value is value else None
