"""What columns that are not read say is the same in pieces of a file as in the whole of it."""

from itertools import pairwise

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from data.readers import canonical
from data.readers.column_signs import Signs
from data.readers.files import Raw
from data.readers.mapping import guess
from tests.data.ingest.small_college import HEAD

WORDS = {
    "Status Code": ["1", "2", "3", None],
    "Enrollment Status": ["Active", "Dropped", "Suspended", None],
    "Role": ["Student", "Teacher", None],
    "Refund date": ["2025-01-20", None, "never"],
    "Progress": ["0", "0.4", "1", "100", None],
    "Amount Paid": ["0", "500", "1.234,00", None],
    "Students": ["1", "12", None],
    "Term": ["202510", "202520", None],
    "Paid in": ["USD", "CAD"],
    "Completed At": ["2025-03-01", None],
}
ROW = st.fixed_dictionaries(
    {"section_id": st.sampled_from(["s1", "s2"]), **{h: st.sampled_from(w) for h, w in WORDS.items()}}
)


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(ROW, min_size=1, max_size=14), cuts=st.lists(st.integers(0, 14), max_size=3))
def test_doubts_of_pieces_are_those_of_the_whole(rows, cuts):
    base = dict.fromkeys(HEAD.strip().split(","), "0") | {"registered_on": "2025-01-11", "outcome": "in_progress"}
    base |= {"dropped_on": None, "completed_on": None, "gross_usd": "500"}
    frame = pl.DataFrame(
        [base | {"registration_id": f"r{n}", "learner_id": f"l{n}"} | row for n, row in enumerate(rows)],
        schema_overrides=dict.fromkeys([*base, *WORDS], pl.String),
    )
    mapping = guess(frame.columns)
    assert mapping is not None
    ends = [0, *sorted(min(at, frame.height) for at in cuts), frame.height]
    pieces = [frame.slice(start, end - start) for start, end in pairwise(ends)]
    shown = sum((canonical.signs(Raw("a.csv", some), mapping) for some in pieces), Signs())
    whole_shown = canonical.signs(Raw("a.csv", frame), mapping)
    assert shown == whole_shown
    whole, _ = canonical.typed(Raw("a.csv", frame), mapping, whole_shown)
    read = [
        canonical.typed(Raw("a.csv", some), mapping, shown, 1 + start)[0]
        for some, start in zip(pieces, ends, strict=False)
    ]
    for kind in ("issues", "doubts"):
        found = pl.concat(getattr(one, kind) for one in read).sort(pl.all())
        assert_frame_equal(found, getattr(whole, kind).sort(pl.all()))
