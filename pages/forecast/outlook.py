"""What should we expect, and how good have our forecasts been?"""

import streamlit as st

from dashboard import charts, scope_bar, screen, waiting, wording
from dashboard.address import linked
from dashboard.ask import recall
from dashboard.cards import issued
from dashboard.finding import show_finding
from dashboard.heading import heading
from dashboard.page import head
from dashboard.wording import award_ranges, past_sums
from dashboard.wording import forecast as words
from queries.forecasting import ages, awards, by_sections, choices
from queries.forecasting.outlook import Series, outlook

head(__file__, __doc__)
scope = scope_bar.current()
what, whose, _ = st.columns([3, 4, 4])
metric = linked(what.selectbox, "Series", choices.METRICS_OFFERED, key="outlook_series", format_func=choices.label)
names = recall(choices.values, scope)
if not names:
    st.info("The college has no registrations in this field, so we can't forecast it. Choose another field.")
    st.stop()
of = linked(whose.selectbox, "Of", list(names), key="outlook_of", format_func=lambda v: names[v])
with screen.folded_on_a_phone("How far ahead, confidence, target, outliers"):
    ahead, sure, wanted, how = st.columns([2, 2, 3, 4], vertical_alignment="bottom")
horizons = recall(choices.horizons, scope)
until = linked(
    ahead.selectbox,
    "How far ahead",
    list(horizons),
    index=len(choices.MONTHS) - 1,
    key="outlook_months",
    format_func=lambda code: horizons[code],
    help="A fiscal year adds what is known of it so far to what is expected of the rest. Forecasts reach 12 months.",
)
level = linked(sure.selectbox, "Confidence", choices.LEVELS, key="outlook_level", format_func=choices.percent)
goal = linked(
    wanted.number_input,
    "Target for the sum",
    0.0,  # in floats, since a link may hold more than a whole number can
    1e12,
    None,
    1.0,
    format="%g",
    key="outlook_goal",
    help="A sum over the months ahead, or of the fiscal year. The sentence then says how likely you are to reach it.",
)
raw = linked(
    how.toggle,
    "Keep outliers",
    key="outlook_raw",
    help="Months far outside the pattern are replaced before the model is fitted. Turn this on to keep them.",
)
grain, value = recall(choices.parsed, of)
if not waiting.forecasts_are_ready(scope, grain):
    st.stop()
series = Series(metric, grain, value, *recall(choices.horizon, until), level, not raw)
shown = recall(outlook, scope, series)
show_finding(words.sentence_of_forecast, shown, goal)
st.markdown(wording.escaped(words.beside_goals(shown, recall(by_sections.expected, scope, series))))
charts.fan(words.title(shown, names[of]), shown, scope)
charts.event_key(shown.events)
st.markdown(past_sums.sentence(shown))
charts.past_sums(shown, scope)
st.markdown(past_sums.by_age(recall(ages.ages, scope, series)))
issued.keep_shown(series, scope)
with st.popover("How it was made"):
    st.markdown("\n\n".join(words.method(shown)) or "There is no forecast to explain.")
heading("What the market may bring")
ranges = recall(awards.ranges, scope)
st.markdown(award_ranges.awards(ranges, scope))
charts.award_ranges(ranges, scope)
st.caption(wording.PUBLIC_NOTE)
