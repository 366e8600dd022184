"""Institutions and alternatives in four lines: what the page Versus shows as it opens, for the first page."""

from dataclasses import dataclass

from queries.semantic.scope import Scope
from queries.strategy import versus
from queries.strategy.versus import OUTCOMES, Line
from queries.strategy.versus_view import View, opening


@dataclass(frozen=True, eq=False)
class Strip:
    """The headline of each subject, and the adjusted gap of the outcome by weights; empty where there is none."""

    view: View
    lines: dict[str, Line]
    gaps: dict[str, dict]


def strip(scope: Scope) -> Strip:
    """The same numbers as on Versus with the same filters, before anything is chosen there."""
    view = opening(scope)
    lines = versus.headlines(view)
    return Strip(view, lines, versus.gaps(view, lines[OUTCOMES].measure))
