"""The cache between pages and queries: the same question on the same data is answered once."""

# Why: decision 55.

from collections.abc import Callable, Hashable
from typing import Any, ParamSpec, TypeVar

from dashboard import ahead, origins
from data.caches import kept
from queries.answer import Answer, find_metrics, measure
from queries.semantic.scope import Scope

P = ParamSpec("P")
T = TypeVar("T")


def ask(*metrics: str, by: tuple[str, ...] = (), scope: Scope) -> Answer:
    """The answer to a question. Never changed by who receives it."""
    return recall(_measured, metrics, by, scope)


def ask_by_part(*metrics: str, scope: Scope) -> Answer:
    """The answer by what the scope is compared by: fields, inside one field offerings.

    The scope decides and not the page, so that the same question about another field is the one that its reader asks.
    """
    return recall(_by_part, metrics, scope)


def recall(question: Callable[P, T], *arguments: P.args, **named_arguments: P.kwargs) -> T:
    """The result of any named question, worked out once per set of arguments. Never changed by who receives it.

    `question` is a function of `queries`; its arguments are scopes and plain values, which say all that it depends on.
    They are given by place, since they are also the key. Raises TypeError for one that is given by name.
    """
    if named_arguments:
        raise TypeError(f"Give {', '.join(named_arguments)} by place: what is kept goes by the order of its arguments.")
    result = _recall(question, *arguments)
    ahead.note(_recall, (question, *arguments), result)
    origins.note(question, arguments, result)
    return result


def derive(words: Callable[P, T], *results: P.args, **named: P.kwargs) -> T:
    """A table or text that a page makes of results, remembered as made of them, so that a brief can make it anew."""
    value = words(*results, **named)
    if not named:
        origins.note(words, results, value)
    return value


def _measured(metrics: tuple[str, ...], by: tuple[str, ...], scope: Scope) -> Answer:
    return measure(*find_metrics(",".join(metrics)), by=by, scope=scope)


def _by_part(metrics: tuple[str, ...], scope: Scope) -> Answer:
    return _measured(metrics, scope.parts[:1], scope)


# Streamlit's own cache would walk through every argument and hash what it finds, at every look-up.
@kept("answers")
def _recall(question: Callable[..., Any], *arguments: Hashable) -> Any:
    return question(*arguments)
