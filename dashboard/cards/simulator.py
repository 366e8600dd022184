"""The go/no-go simulator: sliders for one open section, and what they come to."""

import polars as pl
import streamlit as st

from dashboard import scope_bar, wording
from dashboard.ask import recall
from queries.enrollment import simulator
from queries.enrollment.simulator import Plan, Result
from queries.semantic.scope import Scope

NOT_KNOWN = (
    "No direct cost or price is known for this section, so only seats can be told. Import them with the sections."
)


def draw(scope: Scope, board: pl.DataFrame, titles: dict[str, str]) -> None:
    """Choose a section, change its plan, and read what the change does against the plan as it stands."""
    named = wording.section_names(board, titles)
    scope_bar.by_code("sections_section", named)
    chosen = st.selectbox(
        "Open section",
        list(named),
        key="sections_section",
        bind="query-params",
        format_func=named.__getitem__,
        help="Most money at risk first.",
    )
    section = recall(simulator.of_section, scope, chosen)
    if section is None:
        return
    st.markdown(
        f"**{wording.escaped(titles.get(section['offering'], section['offering']))}**, starting "
        f"{wording.day(section['starts_on'])}: {section['net']} of {section['capacity'] or 'unlimited'} seats taken."
    )
    stands = simulator.as_it_stands(section)
    plan = _plan(section, stands)
    before, after = (recall(simulator.simulate, scope, chosen, p) for p in (stands, plan))
    if before is None or after is None:
        st.info("Too few sections have finished to say what would come of a change.")
        return
    _tiles(before, after)
    st.markdown(_sentence(after, plan, section))
    if after.contribution is None:
        st.info(NOT_KNOWN)
    same = board.filter(pl.col("offering") == section["offering"], pl.col("section_id") != chosen)
    _merging(scope, chosen, {other: named[other] for other in same["section_id"]})


def _plan(section: dict, stands: Plan) -> Plan:
    """The plan that the widgets say."""
    one, two, three, four = st.columns(4)
    price = one.number_input(
        "List price, $",
        0.0,
        1_000_000.0,
        stands.price_cents / 100,
        10.0,
        format="%g",
        key=f"sections_price_{section['section_id']}",
        bind="query-params",
    )
    minimum = two.number_input(
        "Minimum", 0, 100_000, stands.minimum, key=f"sections_minimum_{section['section_id']}", bind="query-params"
    )
    days = three.number_input(
        "Decide, days before start",
        0,
        max(section["days_to_start"], 0),
        stands.decision_days,
        key=f"sections_decide_{section['section_id']}",
        bind="query-params",
    )
    promotion = four.number_input(
        "Further promotion, $",
        0,
        1_000_000,
        0,
        100,
        key=f"sections_promotion_{section['section_id']}",
        bind="query-params",
    )
    one, two = st.columns(2)
    lost = one.slider(
        "Assumed: seats to come lost by a 10% higher price, %",
        0,
        50,
        5,
        key="sections_lost",
        bind="query-params",
        help="Your assumption. The data cannot tell it; a lower price wins as many.",
    )
    won = two.slider(
        "Assumed: seats won by $1,000 of promotion",
        0.0,
        10.0,
        0.5,
        0.5,
        format="%g",
        key="sections_won",
        bind="query-params",
        help="Your assumption.",
    )
    return Plan(round(100 * price), int(minimum), int(days), 100 * int(promotion), lost / 100, won)


def _tiles(before: Result, after: Result) -> None:
    tiles = (
        ("Chance to run", wording.chance(before.chance_to_run), wording.chance(after.chance_to_run)),
        ("Break-even seats", wording.number(before.break_even), wording.number(after.break_even)),
        ("Expected seats", wording.number(round(before.expected, 1)), wording.number(round(after.expected, 1))),
        ("Expected contribution", wording.cents(before.decided), wording.cents(after.decided)),
    )
    columns = [column for pair in st.columns(2) for column in pair.columns(2, wrap=False)]
    for column, (label, old, new) in zip(columns, tiles, strict=True):
        with column.container(border=True, height="stretch", gap="xsmall"):
            st.metric(label, new)
            st.caption("As it stands" if old == new else f"{old} as it stands")


def _sentence(result: Result, plan: Plan, section: dict) -> str:
    if result.contribution is None or result.decided is None or result.waiting is None:
        return ""
    needed = (
        "No number of seats pays its direct cost."
        if result.break_even is None
        else f"It pays its direct cost from {result.break_even} {'seat' if result.break_even == 1 else 'seats'}."
    )
    days = section["days_to_start"] - plan.decision_days
    return wording.escaped(
        f"{needed} Run whatever happens, it is expected to contribute {wording.cents(result.contribution)}; run only if "
        f"the minimum is in sight {plan.decision_days} days before the start, {wording.cents(result.decided)}. Deciding "
        f"in {days} days, by what pays then, is worth {wording.cents(result.waiting)} more than deciding today."
    )


def _merging(scope: Scope, chosen: str, others: dict[str, str]) -> None:
    """What merging with another open section of the same offering would do."""
    if not others:
        st.caption("No other section of this offering is open to merge with.")
        return
    left, right = st.columns(2)
    other = left.selectbox(
        "Merge this section with",
        list(others),
        key=f"sections_merge_{chosen}",
        bind="query-params",
        format_func=others.__getitem__,
    )
    moving = right.slider(
        "Assumed: share of its learners who move along, %", 0, 100, 80, 5, key="sections_moving", bind="query-params"
    )
    merged = recall(simulator.merge, scope, chosen, other, moving / 100)
    if merged is None:
        st.info(NOT_KNOWN)
        return
    better = "more" if merged.together > merged.apart else "less"
    st.markdown(
        wording.escaped(
            f"Apart, the two are expected to contribute {wording.cents(merged.apart)}; as one section "
            f"{wording.cents(merged.together)}, {wording.cents(abs(merged.together - merged.apart))} {better}, with "
            f"{merged.expected:.1f} seats and a chance of {wording.chance(merged.over_capacity)} that it is too small."
        )
    )
