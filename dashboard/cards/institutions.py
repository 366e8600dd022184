"""Institutions one by one in words: who explains a change, what one awards, and its peers."""

import polars as pl

from dashboard.ask import derive, recall
from dashboard.charts.card import Card
from dashboard.charts.contributions import contributions
from dashboard.charts.drawn import drawn
from dashboard.passport import of_table
from dashboard.tables import table
from dashboard.wording.market import NEAREST_IN_SIZE, NO_PEERS
from queries.semantic.scope import Scope
from queries.strategy import institutions, market
from queries.strategy import tables as strategy_tables

MOST = 50
"""Institutions in the table of contributions."""


@drawn
def explained(scope: Scope, first: int, last: int) -> Card:
    """The largest contributions to the change in certificates between two years, as chart and twin."""
    frame = recall(institutions.changes, scope, first, last)
    names = recall(institutions.names, scope.version)
    with_names = frame.with_columns(name=pl.col("unitid").replace_strict(names, default=None))
    return contributions(
        "Which colleges explain the change",
        with_names,
        f"Certificates, {last} less {first}",
        of_table(strategy_tables.changes(frame, (first, last), scope, MOST)),
    )


def fields(scope: Scope, unitid: str) -> None:
    """Certificates and associate degrees of one institution by field, first and newest year."""
    frame = recall(institutions.fields, scope, unitid)
    first, last = recall(market.recent_years, scope.version)[0], recall(market.newest_year, scope.version)
    table("Its fields", derive(strategy_tables.fields, frame, (first, last), scope))


def peers(scope: Scope, unitid: str) -> None:
    """Institutions of the same sector and like size whose awards lie in the same fields, or else the nearest in size."""
    frame = recall(institutions.peers, scope, unitid)
    is_like_size = frame.is_empty() or frame["is_like_size"].all()
    title, about = ("Its peers", "") if is_like_size else ("The colleges nearest to its size", NEAREST_IN_SIZE)
    table(title, derive(strategy_tables.peers, frame, scope), empty=NO_PEERS, caption=about)
