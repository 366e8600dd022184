"""Which sections need a decision, what does it change, and what became of past decisions?"""

import streamlit as st

from dashboard import charts, scope_bar
from dashboard.ask import derive, recall
from dashboard.cards import week as cards
from dashboard.editing import decisions as editing
from dashboard.finding import show_finding
from dashboard.page import head
from dashboard.tables import table
from dashboard.wording import sections as section_words
from dashboard.wording import week as words
from queries import college
from queries.enrollment import backtest, decisions, week

head(__file__, __doc__)
scope = scope_bar.current()
titles = recall(college.titles, scope.version, scope.college)
to_decide = st.container()
assumed = cards.assumptions()
due, log = recall(decisions.undecided, scope, assumed), recall(decisions.log, scope)
with to_decide:
    following, unstated = recall(week.next_due, scope), recall(week.without_minimum, scope)
    show_finding(words.sentence_of_due, due, following, titles, unstated)
    if not due.is_empty:
        cards.decide(scope, due, titles)
if not due.is_empty:
    table("Sections that need a decision", derive(words.in_words, due, titles))
record = recall(backtest.reliability, scope)
left, right = st.columns(2)
left.markdown(section_words.sentence_of_chances(record))
with right:
    charts.chances_to_run(record, scope)
show_finding(words.sentence_of_log, log)
table("Decided", log, empty=words.NO_DECISION)
editing.take_back(scope, log)
