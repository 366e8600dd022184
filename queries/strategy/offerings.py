"""Programs of institutions beside those of alternative providers."""

from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from data.contracts.vocabulary import ALTERNATIVE_TYPES, INSTITUTION_TYPES
from queries.answer import Answer, measure
from queries.cubes import list_statistics
from queries.metrics import offerings as metrics
from queries.semantic.dimensions import SIDES
from queries.semantic.scope import Scope

OWN_LIST = "offerings"
"""The college's own catalog with its known competitors."""


def lists(scope: Scope) -> list[str]:
    """Lists that programs can be compared on: public ones first, by their programs or their statistics, then our own."""
    public = sorted({*list_statistics.imported(scope.version), *list_statistics.lists(scope.version)})
    return [*public, OWN_LIST]


@dataclass(frozen=True)
class ListEdition:
    """A list of programs, its newest change, and whether only its bundled statistics are here."""

    name: str
    edition: date | None
    is_statistics: bool


def edition(scope: Scope) -> ListEdition:
    """How the list of the scope is known."""
    name = dict(scope.where).get("list", OWN_LIST)
    if name == OWN_LIST:
        return ListEdition(name, None, False)
    return ListEdition(name, list_statistics.edition(scope.version, name), list_statistics.stands_in(scope))


def kinds(scope: Scope) -> list[str]:
    """Kinds of provider that the list of the scope has, institutions first; a state or field does not narrow them."""
    whole = replace(scope, where=tuple(pair for pair in scope.where if pair[0] == "list"))
    counted = measure(metrics.PROGRAMS, by=["side", "provider_type"], scope=whole).frame
    kinds_listed = counted.filter(pl.col("side").is_in(SIDES), pl.col("programs") > 0)["provider_type"].cast(pl.String)
    return [kind for kind in (*INSTITUTION_TYPES, *ALTERNATIVE_TYPES) if kind in kinds_listed.to_list()]


def medians(scope: Scope) -> Answer:
    """Programs, median list price and median price of a contact hour by side."""
    return measure(metrics.PROGRAMS, metrics.MEDIAN_PRICE, metrics.PRICE_PER_HOUR, by=["side"], scope=scope)


def formats(scope: Scope) -> Answer:
    """Programs by side and by whether the format rule of the scope calls them short and intensive."""
    return measure(metrics.PROGRAMS, by=["side", "format"], scope=scope)


def by_side(scope: Scope, *by: str) -> Answer:
    """Counts and quartiles of price by side and any further cut; providers of an unknown kind are left out."""
    wanted = (metrics.PROGRAMS, metrics.PRICE_Q1, metrics.MEDIAN_PRICE, metrics.PRICE_Q3)
    answer = measure(*wanted, by=["side", *by], scope=scope)
    return replace(answer, frame=answer.frame.filter(pl.col("side").is_in(SIDES)))


def by_field(scope: Scope) -> Answer:
    """The same by field; inside one field by its program groups."""
    return by_side(scope, "cip4" if "field" in dict(scope.where) else "field")
