"""The go/no-go simulator: sliders for one open section, and what they come to."""

from datetime import timedelta

import polars as pl
import streamlit as st

from dashboard import price_response, scope_bar, wording
from dashboard.address import linked
from dashboard.ask import recall
from dashboard.cards import assumed
from dashboard.wording.dates import short_day
from dashboard.wording.sections import sentence_of_plan
from dashboard.wording.shares import chance_in_words
from queries.enrollment import at_risk, simulator
from queries.enrollment.simulator import Plan, Result
from queries.semantic.scope import Scope

NOT_KNOWN = "This section states no direct cost or price, so we can only estimate seats. Import both with the sections."


def draw(scope: Scope, listed: pl.DataFrame, titles: dict[str, str]) -> None:
    """Choose a section, change its plan, and read what the change does against the plan as it stands."""
    titles_by_section = wording.section_names(listed, titles)
    chosen = linked(
        st.selectbox,
        "Open section",
        list(titles_by_section),
        key="sections_section",
        format_func=titles_by_section.__getitem__,
        help="Sections with the most money at risk come first.",
    )
    section = recall(simulator.of_section, scope, chosen)
    if section is None:
        return
    st.markdown(
        f"**{wording.escaped(titles.get(section['offering'], section['offering']))}**, starting "
        f"{wording.day(section['starts_on'])}: {section['net']} of {section['capacity'] or 'unlimited'} seats taken."
    )
    scope_bar.link_to("Pacing", "Show how this section fills", pacing_section=chosen)
    stands = simulator.as_it_stands(section)
    plan = _plan(section, stands)
    before, after = (recall(simulator.simulate, scope, chosen, p) for p in (stands, plan))
    if before is None or after is None:
        st.info("Too few sections have finished to estimate the effect of a change.")
        return
    _tiles(before, after)
    st.markdown(_sentence(after, plan, section))
    if after.contribution is None:
        st.info(NOT_KNOWN)
    _merging(scope, chosen, wording.section_names(recall(at_risk.beside, scope, chosen), titles))


def _plan(section: dict, stands: Plan) -> Plan:
    """The plan that the widgets say."""
    one, two, three, four = st.columns(4)
    price = linked(
        one.number_input,
        "List price, $",
        0.0,
        1_000_000.0,
        stands.price_cents / 100,
        10.0,
        format="%g",
        key=f"sections_price_{section['section_id']}",
    )
    minimum = linked(
        two.number_input, "Minimum", 0, 100_000, stands.minimum, key=f"sections_minimum_{section['section_id']}"
    )
    days = linked(
        three.number_input,
        "Decide, days before start",
        0,
        max(section["days_to_start"], 0),
        stands.decision_days,
        key=f"sections_decide_{section['section_id']}",
    )
    promotion = linked(
        four.number_input,
        "More promotion, $",
        0,
        1_000_000,
        0,
        100,
        key=f"sections_promotion_{section['section_id']}",
    )
    one, two = st.columns(2)
    with one:
        lost = price_response.draw(st.slider)
    won = assumed.seats_won(two.slider)
    return Plan(round(100 * price), int(minimum), int(days), 100 * int(promotion), lost, won)


def _tiles(before: Result, after: Result) -> None:
    tiles = (
        ("Chance to run", wording.chance(before.chance_to_run), wording.chance(after.chance_to_run), "Chance to reach the minimum by the decision day."),
        ("Break-even seats", wording.number(before.break_even), wording.number(after.break_even), "Seats from which its tuition pays its direct cost."),
        ("Expected seats", wording.number(round(before.expected, 1)), wording.number(round(after.expected, 1)), "The average of the simulated seats at the start."),
        ("Expected contribution", wording.cents(before.decided), wording.cents(after.decided), "The average over simulated seats, if the section is canceled where its minimum is out of reach on the decision day."),
    )  # fmt: skip
    columns = [column for pair in st.columns(2) for column in pair.columns(2, wrap=False)]
    for column, (label, old, new, about) in zip(columns, tiles, strict=True):
        with column.container(border=True, height="stretch", gap="xsmall"):
            st.metric(label, new, help=about)
            st.caption("No change" if old == new else f"{old} without the change")


def _sentence(result: Result, plan: Plan, section: dict) -> str:
    if result.contribution is None or result.decided is None or result.waiting is None:
        return ""
    decide_by = short_day(section["starts_on"] - timedelta(days=plan.decision_days))
    return wording.escaped(sentence_of_plan(result, decide_by))


def _merging(scope: Scope, chosen: str, others: dict[str, str]) -> None:
    """What merging with another open section of the same offering would do."""
    if not others:
        st.caption("This offering has no other open section to merge with.")
        return
    left, right = st.columns(2)
    other = linked(
        left.selectbox,
        "Merge this section with",
        list(others),
        key=f"sections_merge_{chosen}",
        format_func=others.__getitem__,
    )
    merged = recall(simulator.merge, scope, chosen, other, assumed.share_moving(right.slider))
    if merged is None:
        st.info(NOT_KNOWN)
        return
    better = "more" if merged.together > merged.apart else "less"
    st.markdown(
        wording.escaped(
            f"The two sections should contribute {wording.cents(merged.apart)} apart and {wording.cents(merged.together)} as "
            f"one, {wording.cents(abs(merged.together - merged.apart))} {better}. The merged section would have "
            f"{merged.expected:.1f} seats taken; it is {chance_in_words(merged.over_capacity)} likely to be too small."
        )
    )
