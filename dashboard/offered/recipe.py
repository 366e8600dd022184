"""How something on a page is asked again, as plain JSON: a function, and arguments that are questions themselves.

A number never stands in a recipe: results are written as the questions that gave them. The scope that the reader saw is
written relative to the brief's own, so the same recipe asked at a later date says the same thing of that date.
"""

import dataclasses
import importlib
from collections.abc import Callable, Hashable
from datetime import date
from types import FunctionType
from typing import Any

from dashboard import origins
from dashboard.ask import recall
from dashboard.origins import Call
from data.reference.periods import Period
from queries.metrics import find_metric
from queries.semantic.metric import Metric
from queries.semantic.scope import Scope
from queries.semantic.unit import UNITS, Unit

Json = Any
"""A value that `json.dumps` takes."""
_ROOMS = ("queries.", "dashboard.ask", "dashboard.charts.", "dashboard.cards.", "dashboard.wording", "dashboard.offered.offer", "dashboard.passport", "data.reference.workforce_pell", "data.reference.portfolio", "data.reference.program_thresholds", "data.reference.poverty_guidelines", "data.reference.occupation_lists")  # fmt: skip
"""Where the functions of a recipe may come from. A recipe that names anything else is refused."""


_CHOSEN = (
    "Change",
    "View",
    "Series",
    "Assumed",
    "Question",
    "Rule",
    "Choices",
    "Files",
    "Guidelines",
    "OccupationList",
)
"""Classes that hold what a reader or the college has chosen, and no result."""
_PARTS = ("version", "college", "period", "as_of")
"""Parts of the scope that questions take by themselves; a recipe says which, not what it was."""


class NotRepeatable(ValueError):
    """Something that cannot be asked again, as a sentence."""


def write_call(call: Call, scope: Scope) -> Json:
    """A call as a recipe, relative to the scope of the page. Raises NotRepeatable."""
    return {
        "call": _name_of(call.function),
        "with": [write(value, scope) for value in call.arguments],
        "named": {name: write(value, scope) for name, value in call.named.items()},
    }


def write(value: Any, scope: Scope) -> Json:
    """A value as a recipe: a result as its question. Raises NotRepeatable for results that were changed on the page."""
    if (origin := origins.origin_of(value)) is not None:
        asked = {"ask": _name_of(origin.question), "with": [write(argument, scope) for argument in origin.arguments]}
        return {"part": origin.part, "of": asked} if origin.part else asked
    if isinstance(value, Scope):
        return {"scope": _write_scope(value, scope)}
    for part in _PARTS:
        if isinstance(value, type(getattr(scope, part))) and value == getattr(scope, part):
            return {"of_scope": part}
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Period):
        return {"period": value.name}
    if isinstance(value, Metric):
        return {"metric": value.name}
    if isinstance(value, Unit) and UNITS.get(value.name) == value:
        return {"unit": value.name}
    if isinstance(value, FunctionType):
        return {"function": _name_of(value)}
    if isinstance(value, tuple | list):
        return {type(value).__name__: [write(item, scope) for item in value]}
    if isinstance(value, dict) and not any(isinstance(item, float) for item in value.values()):
        return {"dict": [[write(key, scope), write(item, scope)] for key, item in value.items()]}
    if type(value).__name__ in _CHOSEN and dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: write(getattr(value, field.name), scope) for field in dataclasses.fields(value)}
        return {"new": _name_of(type(value)), "named": fields}
    raise NotRepeatable(f"A {type(value).__name__} was changed on the page, so it cannot be asked again.")


def read(recipe: Json, scope: Scope) -> Any:
    """The value of a recipe in a scope. Questions are recalled, calls are made. Raises NotRepeatable."""
    if not isinstance(recipe, dict):
        return recipe
    kind = next(iter(recipe))
    if kind in ("ask", "call"):
        arguments = [read(item, scope) for item in recipe["with"]]
        if kind == "ask" and all(isinstance(argument, Hashable) for argument in arguments):
            return recall(_named(recipe[kind]), *arguments)
        named = {name: read(item, scope) for name, item in recipe.get("named", {}).items()}
        function = _named(recipe[kind])
        return getattr(function, "__wrapped__", function)(*arguments, **named)
    if kind not in _READERS:
        raise NotRepeatable(f"A recipe of the kind {kind!r} is not known.")
    return _READERS[kind](recipe, scope)


def _write_scope(value: Scope, scope: Scope) -> Json:
    """What differs from the scope of the page; "last_year" for the same point one year earlier."""
    if value == scope.last_year():
        return "last_year"
    differs: dict[str, Any] = {}
    if value.period != scope.period:
        differs["period"] = value.period.name
    if value.as_of != scope.as_of:
        differs["as_of"] = value.as_of.isoformat()
    if value.where != scope.where:
        differs["where"] = [list(pair) for pair in value.where]
    if value.college != scope.college:
        differs["college"] = value.college
    return differs


def _read_scope(recipe: Json, scope: Scope) -> Scope:
    written = recipe["scope"]
    if written == "last_year":
        return scope.last_year()
    changes: dict[str, Any] = dict(written)
    if "period" in changes:
        changes["period"] = scope.period.calendar.parse(changes["period"])
    if "as_of" in changes:
        changes["as_of"] = date.fromisoformat(changes["as_of"])
    if "where" in changes:
        changes["where"] = tuple((name, text) for name, text in changes["where"])
    return dataclasses.replace(scope, **changes)


_READERS: dict[str, Callable[[Json, Scope], Any]] = {
    "scope": _read_scope,
    "of_scope": lambda recipe, scope: getattr(scope, recipe["of_scope"]) if recipe["of_scope"] in _PARTS else None,
    "part": lambda recipe, scope: read(recipe["of"], scope).frame if recipe["part"] == "frame" else None,
    "date": lambda recipe, _: date.fromisoformat(recipe["date"]),
    "period": lambda recipe, scope: scope.period.calendar.parse(recipe["period"]),
    "metric": lambda recipe, _: find_metric(recipe["metric"]),
    "unit": lambda recipe, _: UNITS[recipe["unit"]],
    "function": lambda recipe, _: _named(recipe["function"]),
    "tuple": lambda recipe, scope: tuple(read(item, scope) for item in recipe["tuple"]),
    "list": lambda recipe, scope: [read(item, scope) for item in recipe["list"]],
    "dict": lambda recipe, scope: {read(key, scope): read(item, scope) for key, item in recipe["dict"]},
    "new": lambda recipe, scope: _named(recipe["new"])(
        **{name: read(item, scope) for name, item in recipe["named"].items()}
    ),
}


def _name_of(function: Any) -> str:
    """A function or class as `module:name`. Raises NotRepeatable for one that has no such name."""
    name = f"{function.__module__}:{function.__qualname__}"
    if "<" in name or not function.__module__.startswith(_ROOMS):
        raise NotRepeatable(f"{name} cannot be asked again from a brief.")
    return name


def _named(name: str) -> Any:
    """The function or class of a `module:name`. Raises NotRepeatable where it is not one of ours, or is gone."""
    module, _, attribute = name.partition(":")
    if not module.startswith(_ROOMS) or not attribute.isidentifier():
        raise NotRepeatable(f"A brief may not call {name!r}.")
    try:
        return getattr(importlib.import_module(module), attribute)
    except (ImportError, AttributeError):
        raise NotRepeatable("This claim was added with an older release of the dashboard. Add it again.") from None
