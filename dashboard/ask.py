"""The cache between pages and queries: the same question on the same data is answered once."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

import streamlit as st

from queries.answer import Answer, measure, named
from queries.scope import Scope

T = TypeVar("T")


def ask(*metrics: str, by: tuple[str, ...] = (), scope: Scope) -> Answer:
    """The answer to a question. Never changed by who receives it."""
    return recall(_measured, metrics, by, scope)


def recall(question: Callable[..., T], *arguments: Hashable) -> T:
    """The result of any named question, worked out once per set of arguments. Never changed by who receives it.

    `question` is a function of `queries`; its arguments are scopes and plain values, which say all that it depends on.
    """
    return _recall(f"{question.__module__}.{getattr(question, '__qualname__', '')}", arguments, question)


def _measured(metrics: tuple[str, ...], by: tuple[str, ...], scope: Scope) -> Answer:
    return measure(*named(",".join(metrics)), by=by, scope=scope)


@st.cache_resource(max_entries=4000, show_spinner=False)
def _recall(name: str, arguments: tuple[Hashable, ...], _question: Callable[..., Any]) -> Any:
    return _question(*arguments)
