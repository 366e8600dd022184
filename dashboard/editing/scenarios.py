"""Scenarios kept by name: saved and deleted as a new version of the data, opened by a link that says all of it."""

from dataclasses import asdict
from datetime import UTC, datetime

import streamlit as st

from dashboard import price_response, reader, wording
from dashboard.access.roles import Action
from dashboard.ask import derive, recall
from dashboard.editing import by_name
from dashboard.heading import heading
from dashboard.tables import table
from dashboard.wording import scenario as scenario_words
from dashboard.wording import side_by_side as comparing
from data.ingest.saved import SCENARIOS
from queries import college
from queries.revenue import scenario
from queries.revenue.scenario import Change
from queries.semantic.scope import Scope

SIDE_BY_SIDE = "Scenarios side by side"


@reader.only_for(Action.PLAN)
def save(scope: Scope, name: str, change: Change) -> None:
    """A button that keeps the change under its name, for the period, day and field that are chosen."""
    st.markdown(
        "The link of this page holds the scenario. Save it under a name to list it below for everybody. Saving makes a new "
        "data version and replaces a scenario of the same name."
    )
    if not st.button("Save this scenario", key="scenario_save"):
        return
    row = {
        "name": name,
        "saved_on": datetime.now(UTC).date(),
        "period": scope.period.name,
        "as_of": scope.as_of,
        "field": dict(scope.where).get("field"),
        **asdict(change),
    }
    by_name.save(SCENARIOS, name, row, scope, link(scope, row))


def saved(scope: Scope, name: str, change: Change) -> None:
    """Every scenario beside what is on screen and no change, then each with its link and a button that deletes it.

    Also those saved from this page just now.
    """
    newest = by_name.newest(SCENARIOS, scope)
    rows = recall(scenario.saved, newest.version, scope.college).to_dicts()
    titles = recall(college.titles, scope.version, scope.college)
    if not rows:
        heading(SIDE_BY_SIDE)
        st.info("This version has no saved scenario. Name one and save it to compare it here with no change.")
        return
    compared = recall(scenario.side_by_side, scope, newest.version, " ".join(name.split()), change)
    table(SIDE_BY_SIDE, derive(comparing.side_by_side, compared, titles, scope))
    st.caption(comparing.AGAIN)
    heading("Saved scenarios")
    may_delete = reader.person().may(Action.PLAN)
    for place, row in enumerate(rows):
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            title = wording.escaped(row["name"])
            by_name.open_button(f"Open {title}", link(newest, row))
            st.caption(wording.escaped(_about(row, titles)))
            if may_delete and st.button("Delete", key=f"scenario_delete_{place}", help=f"Delete {title}"):
                by_name.delete(SCENARIOS, row["name"], scope)


def link(scope: Scope, row: dict) -> dict[str, str]:
    """The choices that show a saved scenario as it was saved, on the version of the scope."""
    titles = recall(college.titles, scope.version, scope.college)
    choices = {
        "version": scope.data_version,
        "college": wording.COLLEGES[scope.college],
        "period": row["period"],
        "as_of": row["as_of"].isoformat(),
        "scenario_name": row["name"],
        "scenario_price": f"{100 * row['price']:.6g}",
        "scenario_volume": f"{100 * row['volume']:.6g}",
        "scenario_discount": f"{100 * row['discount']:.6g}",
        "scenario_seats": str(row["launched_seats"]),
        "scenario_seat_price": f"{row['launched_price_usd']:.10g}",
        price_response.KEY: price_response.text(row["lost_per_tenth"]),
    }
    if row["field"]:
        choices["field"] = wording.name("field", row["field"])
    if row["retired"]:
        choices["scenario_retired"] = titles.get(row["retired"], row["retired"])
    if row["launched_cost_usd"] is not None:
        choices["scenario_seat_cost"] = f"{row['launched_cost_usd']:.10g}"
    return choices


def _about(row: dict, titles: dict[str, str]) -> str:
    where = f", {wording.name('field', row['field'])}" if row["field"] else ""
    what = scenario_words.change(scenario.change_of(row), titles)
    return f"{row['period']}{where}, as of {wording.day(row['as_of'])}: {what}."
