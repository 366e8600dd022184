"""Which open sections may not run, how full will each be, and what must happen by when?"""

import streamlit as st

from dashboard import charts, scope_bar, tiles, wording
from dashboard.address import linked
from dashboard.ask import derive, recall
from dashboard.cards import boards
from dashboard.finding import show_finding
from dashboard.page import head
from dashboard.tables import table
from dashboard.wording import sections as section_words
from queries import college
from queries.engines.pacing.paths import ALIGNMENTS
from queries.enrollment import at_risk, backtest, section
from queries.enrollment import tables as enrollment_tables

head(__file__, __doc__)
scope = scope_bar.current()
left, middle, right = st.columns([1, 1, 2])
alignment = linked(
    left.selectbox,
    "Compare by",
    ALIGNMENTS,
    key="pacing_alignment",
    format_func=wording.ALIGNMENTS.__getitem__,
    help="How an open section is matched with past ones: by days to the start, days since opening, or share of the sign-up window.",
)
target = linked(
    middle.selectbox,
    "Target, share of seats",
    [0.7, 0.8, 0.9, 1.0],
    index=1,
    key="pacing_target",
    format_func=wording.share,
)
show_finding(section_words.sentence_of_open_sections, recall(at_risk.chances, scope), scope.as_of)
found = boards.listed(scope, "pacing_section", right.text_input, alignment, target)
if found.rows.is_empty():
    st.info("Choose an earlier as-of date or another field to see open sections.")
else:
    titles = recall(college.titles, scope.version, scope.college)
    titles_by_section = wording.section_names(found.rows, titles)
    chosen = linked(
        right.selectbox,
        "Section",
        list(titles_by_section),
        key="pacing_section",
        format_func=titles_by_section.__getitem__,
    )
    boards.pacing(found, scope, "pacing_section", alignment, target)
    tiles.row(["open_sections", "projected_registrations", "pace_index", "revenue_at_risk"], scope)
    row = found.rows.filter(section_id=chosen).row(0, named=True)
    sentence = section_words.sentence_of_section(row, scope.as_of)
    st.markdown(f"**{wording.escaped(titles_by_section[chosen])}**: {wording.escaped(sentence)}")
    scope_bar.link_to("Sections", "Try out a change to this section", sections_section=chosen)
    if why := section_words.sentence_of_verdicts(recall(section.verdicts, scope, chosen)):
        st.info(wording.escaped(why))
    curves = recall(section.curve, scope, chosen, alignment), recall(section.band, scope, chosen, alignment)
    charts.curves(*curves, row, titles_by_section[chosen], alignment, scope)
    table(
        "The section by all three comparisons",
        derive(enrollment_tables.views, recall(section.views, scope, chosen), scope),
    )

errors = recall(backtest.accuracy, scope, alignment)
table(
    "How far off past projections were",
    derive(enrollment_tables.accuracy, errors, scope),
    empty="Too few sections have finished to measure this.",
)
record = recall(backtest.reliability, scope)
left, right = st.columns(2)
left.markdown(section_words.sentence_of_projection_errors(errors))
left.markdown(section_words.sentence_of_chances(record))
with right:
    charts.chances_to_run(record, scope)
