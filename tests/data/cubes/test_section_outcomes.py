"""What became of those who started, by section and one trait at a time."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from data.cubes import section_outcomes
from data.cubes.bands import NOT_KNOWN
from data.cubes.section_outcomes import ALL, COUNTS

SUMS = (*COUNTS, "n", "k")
ATTRIBUTES = ("pell", "age")
WORDS = pl.DataFrame(
    {"trait": [0, 1, 2, 3], "pell": ["no", "yes", None, "yes"], "age": ["under_25", None, "under_25", NOT_KNOWN]},
    schema_overrides={"trait": pl.UInt64},
)
"""Two attributes together, by number: one not stated, one stated in the word that stands for it."""
rows = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from([0, 1, 2, 3, None]), *[st.integers(0, 9)] * 4),
    max_size=30,
    unique_by=lambda row: row[:2],
)


@given(rows)
def test_sums_of_all_traits_together_are_cut_by_one_at_a_time(counted):
    schema = {"section": pl.UInt64, "trait": pl.UInt64} | dict.fromkeys(SUMS, pl.Int64)
    frame = pl.DataFrame(counted, schema=schema, orient="row")
    wanted: dict[tuple[int, str, str], list[int]] = {}
    words = {row["trait"]: row for row in WORDS.to_dicts()}
    for section, trait, *sums in counted:
        said = words.get(trait, {})
        for name, group in ((ALL, ALL), *((each, said.get(each) or NOT_KNOWN) for each in ATTRIBUTES)):
            before = wanted.get((section, name, group), [0] * len(SUMS))
            wanted[section, name, group] = [one + other for one, other in zip(before, sums, strict=True)]
    found = section_outcomes._by_trait(frame, WORDS, ATTRIBUTES)
    assert found.rows() == [(*key, *wanted[key]) for key in sorted(wanted)]


def test_without_learners_all_are_one_group():
    frame = pl.DataFrame({"section": [3], "trait": [0]} | {name: [2] for name in SUMS})
    frame = frame.cast({"section": pl.UInt64, "trait": pl.UInt64})
    found = section_outcomes._by_trait(frame, WORDS.select("trait"), ())
    assert_frame_equal(found, frame.with_columns(trait=pl.lit(ALL), group=pl.lit(ALL)).select(found.columns))
