"""Institutions one by one in words: who explains a change, what one awards, and its peers."""

import polars as pl

from dashboard import wording
from dashboard.ask import recall
from dashboard.charts.card import Card, of_frame
from dashboard.charts.contributions import contributions
from dashboard.charts.drawn import drawn
from dashboard.passport import public_line
from dashboard.tables import frame_table
from data.reference.sources import SOURCES
from queries.semantic.dimensions import FIELDS
from queries.semantic.scope import Scope
from queries.strategy import institutions, market


@drawn
def explained(scope: Scope, first: int, last: int, *, most: int = 50) -> Card:
    """The largest contributions to the change in certificates between two years, as chart and twin."""
    frame = recall(institutions.changes, scope, first, last)
    names = recall(institutions.names, scope.version)
    named = frame.with_columns(name=pl.col("unitid").replace_strict(names, default=None))
    twin = pl.DataFrame(
        {
            "Institution": named["name"].head(most),
            str(first): named["before"].head(most),
            str(last): named["now"].head(most),
            "Change": named["change"].head(most),
            "Share of the net change": [_part(share) for share in named["share"].head(most)],
        }
    )
    line = f"Certificates below the bachelor's degree; the {most} largest changes of {frame.height:,} are in the table."
    return contributions(
        "Which colleges explain the change",
        named,
        f"Certificates, {last} less {first}",
        of_frame(twin, scope, (line,), public_line(scope, SOURCES["ipeds"])),
    )


def fields(scope: Scope, unitid: str) -> None:
    """Certificates and associate degrees of one institution by field, first and newest year."""
    frame = recall(institutions.fields, scope, unitid)
    first, last = recall(market.recent_years, scope.version)[0], recall(market.newest_year, scope.version)
    columns = {"Field": [FIELDS.get(code, f"CIP {code}") for code in frame["field"]]}
    for kind, label in (("certificates", "Certificates"), ("associate_degrees", "Associate")):
        for when, year in (("before", first), ("now", last)):
            columns[f"{label} {year}"] = frame[f"{kind}_{when}"].to_list()
    frame_table("Its fields", pl.DataFrame(columns))


def peers(scope: Scope, unitid: str) -> None:
    """Institutions of the same sector and like size whose awards lie in the same fields."""
    frame = recall(institutions.peers, scope, unitid)
    names = recall(institutions.names, scope.version)
    if frame.is_empty():
        frame_table("Its peers", frame)
        return
    twin = {
        "Institution": [names.get(other, other) for other in frame["unitid"]],
        "Same fields": [wording.percent(overlap) for overlap in frame["overlap"]],
        "Certificates": frame["certificates"],
        "Associate": frame["associate_degrees"],
    }
    frame_table("Its peers", pl.DataFrame(twin))


def _part(share: float | None) -> str:
    return wording.NOTHING if share is None else f"{100 * share:+.1f}%"
