"""A file read in pieces is read as one that is not, wherever it is cut: what one piece shows decides how all are read."""

from itertools import pairwise

import polars as pl
from hypothesis import example, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from data.readers import canonical
from data.readers.column_signs import Faults, Signs
from data.readers.files import BadFile, Raw
from data.readers.mapping import Mapping

DAYS = (
    "2025-03-04",
    "03/04/2025",
    "13/04/2025",
    "04/13/2025",
    "3 AUG 25",
    "Aug 3, 2025",
    "1/2/25",
    "45123",
    "soon",
    "n/a",
)
AMOUNTS = ("12", "12.5", "1.495", "1,495", "1.495,50", "12,50", "$1,200", "(1.495)", "£9", "€ 3", "many", "-", "0.005")
IDS = ("1001", "1001.0", "1001.5", "A.7", "00012")
OUTCOMES = ("completed", "Passed", "enrolled", "lost")
ROW = st.fixed_dictionaries(
    {
        "registration_id": st.sampled_from(IDS),
        "registered_on": st.none() | st.sampled_from(DAYS),
        "dropped_on": st.none() | st.sampled_from(DAYS),
        "gross_usd": st.none() | st.sampled_from(AMOUNTS),
        "refund_usd": st.none() | st.sampled_from(AMOUNTS),
        "outcome": st.none() | st.sampled_from(OUTCOMES),
    }
)


def raw(rows: list[dict], separator: str) -> Raw:
    return Raw("seats", pl.DataFrame(rows, schema=dict.fromkeys(rows[0], pl.String)), separator=separator)


def in_pieces(pieces: list[Raw], mapping: Mapping):
    shown = sum((canonical.signs(piece, mapping) for piece in pieces), Signs())
    read, faults, first = [], Faults(), 1
    for piece in pieces:
        tidied, more = canonical.typed(piece, mapping, shown, first)
        read.append(tidied)
        faults += more
        first += piece.rows.height
    frames = {
        "rows": pl.concat(t.tables["registrations"] for t in read),
        "issues": canonical.with_reasons(pl.concat(t.issues for t in read), "registrations", faults),
        "repairs": pl.concat(t.repairs for t in read),
        "doubts": pl.concat(t.doubts for t in read),
    }
    return frames, {t.notes for t in read}


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(ROW, min_size=1, max_size=12),
    cuts=st.lists(st.integers(0, 12), max_size=4),
    separator=st.sampled_from(["", ",", ";"]),
    mapping=st.sampled_from(
        [
            {},
            {"values": {"outcome": {"Passed": "completed"}, "registered_on": {"soon": "13/04/2025"}}},
            {"date_format": "%d/%m/%Y"},
            {"date_format": "day/month/year", "decimal": ","},
        ]
    ),
)
@example(
    rows=[
        {"registration_id": "1001.0", "registered_on": "03/04/2025", "gross_usd": "1.495", "refund_usd": "£9"},
        {"registration_id": "1001.5", "registered_on": "13/04/2025", "gross_usd": "12,50", "refund_usd": "many"},
    ],
    cuts=[1],
    separator="",
    mapping={},
)
def test_any_cut_of_a_file_is_read_as_the_whole(rows, cuts, separator, mapping):
    whole = raw(rows, separator)
    chosen = Mapping("registrations", {c: c for c in whole.rows.columns}, **mapping)
    ends = [0, *sorted(min(cut, len(rows)) for cut in cuts), len(rows)]
    pieces = [Raw("seats", whole.rows.slice(start, end - start), separator=separator) for start, end in pairwise(ends)]
    expected, refusal = tried(lambda: canonical.tidy(whole, chosen))
    read, refusal_of_pieces = tried(lambda: in_pieces(pieces, chosen))
    assert refusal_of_pieces == refusal
    if refusal:
        return
    frames, notes = read
    assert notes == {expected.notes}
    assert_frame_equal(frames["rows"], expected.tables["registrations"])
    for name in ("issues", "repairs", "doubts"):
        by = ["row", "column", "code"]
        assert_frame_equal(frames[name].sort(by), getattr(expected, name).sort(by))


def tried(read):
    """What is read, or the sentence that refuses it."""
    try:
        return read(), None
    except BadFile as error:
        return None, str(error)
