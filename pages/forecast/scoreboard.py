"""How good have our forecasts been, compared with simple rules and other forecasters?"""

import streamlit as st

from dashboard import charts, scope_bar, waiting
from dashboard.address import linked
from dashboard.ask import derive, recall
from dashboard.cards import issued
from dashboard.finding import show_finding
from dashboard.page import head
from dashboard.tables import table
from dashboard.wording import scores as words
from queries.forecasting import choices, external, record
from queries.forecasting import tables as forecast_tables
from queries.forecasting.issued import series
from queries.revenue import goal_record

head(__file__, __doc__, is_long=True)
scope = scope_bar.current()
what, whose = st.columns(2)
name = linked(what.selectbox, "Series", choices.METRICS_OFFERED, key="scores_series", format_func=choices.label)
grain = linked(whose.selectbox, "Of", list(choices.GRAINS), key="scores_of", format_func=lambda g: choices.GRAINS[g])
if not waiting.forecasts_are_ready(scope, grain):
    st.stop()
metric = recall(series.forecastable, name)
frequency = recall(series.frequency, metric)
names = recall(choices.names, scope)
overall, by_lead = recall(record.by, scope, name, grain), recall(record.by, scope, name, grain, "lead")
show_finding(words.sentence_of_scores, overall, metric, choices.GRAINS[grain])
left, right = st.columns(2)
with left:
    charts.error_by_lead("Error by time ahead", by_lead, scope, "scores-error", frequency=frequency)
with right:
    charts.coverage_by_lead("How often the ranges held", by_lead, scope, "scores-coverage", frequency=frequency)
if waiting.forecasts_are_ready(scope, "field"):
    of_fields = recall(record.by, scope.over_all("field"), name, "field", "value", "lead")
    charts.small_multiples("By field", of_fields, scope, "scores-fields", frequency=frequency)
left, right = st.columns(2)
with left:
    if waiting.goal_record_is_ready(scope):
        charts.reliability(recall(goal_record.record, scope), scope)
    table(
        "Where a simple rule has been better",
        derive(forecast_tables.replaced, recall(record.replaced, scope, name, grain), names, scope),
        empty=words.NONE_REPLACED,
    )
with right:
    extremes = recall(record.extremes, scope, name, grain)
    calls = derive(forecast_tables.extremes, extremes, names, metric, frequency, scope)
    table("Best and worst forecasts", calls, empty=words.NONE_DUE)
ours = recall(external.ours_by_year, scope, name)
table(
    "Our forecasts beside others",
    derive(forecast_tables.beside_others, recall(external.others, scope.version), ours, metric, scope),
)
jobs = recall(external.postings, scope.version)
charts.error_by_lead(
    "Job postings by sector: model beside simple rules", jobs, scope, "scores-postings", source=words.POSTINGS_SOURCE
)
st.markdown(words.postings(jobs))
issued.standing(scope)
