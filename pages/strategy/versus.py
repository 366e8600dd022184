"""Where do institutions and alternative providers stand on offerings, enrollment, revenue and outcomes, and where do we?"""

import streamlit as st

from dashboard import filters, scope_bar, wording
from dashboard.cards import versus as cards
from dashboard.heading import heading
from dashboard.page import follow, head
from dashboard.wording import versus as words
from dashboard.wording import versus_gaps
from queries.strategy.versus import SUBJECTS

view = filters.versus(scope_bar.current())
found, gaps = cards.headlines(view)
head(__file__, __doc__, words.title(view, found, gaps), is_long=True)
for subject in SUBJECTS:
    cards.row(view, found[subject], gaps)
cards.quote(view, found, gaps)

heading("Do alternatives beat us?")
cards.rivals(view)
heading("The same field by field, largest first")
cards.by_field(view)
cards.numbers(view)

heading("What is missing, and the file that fills it")
st.markdown("\n".join(f"- {wording.escaped(sentence)}" for sentence in versus_gaps.missing(view)))
heading("In depth")
follow("Head to head", "one program beside up to four rivals")
follow("Offerings", "how prices, lengths and delivery spread on both sides")
follow("White space", "where alternatives are many and we are few")
follow("Market", "who awards certificates, and what explains how that moved")
follow("Comparability", "which outcome numbers may stand side by side")
