"""Which of our programs could take Workforce Pell, and what is missing?"""

import streamlit as st

from dashboard import scope_bar
from dashboard.ask import recall
from dashboard.cards import workforce_pell as cards
from dashboard.finding import show_finding
from dashboard.page import head
from dashboard.wording import workforce_pell as words
from queries.outcomes import workforce_pell

head(__file__, __doc__)
scope = scope_bar.current()
files = cards.files()
every = recall(workforce_pell.check_all, scope, files)
if not every:
    st.info(words.NO_OFFERING)
else:
    show_finding(words.sentence_of_programs, every)
    st.caption(words.NOT_ADVICE)
    cards.one(every, files.rule)
    cards.programs(every, files.rule, scope)
st.caption(words.sentence_of_rule(files.rule))
