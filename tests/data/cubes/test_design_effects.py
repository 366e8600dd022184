"""Design effects: by hand, 1 where people are independent, the size of sections where each ends as one."""

from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.cubes.design_effects import (
    FEWEST_SECTIONS,
    RETURNED,
    RETURNED_BY,
    build,
    cases,
    completed,
    count_returned,
    design_effect,
    published,
    together,
)
from data.cubes.section_outcomes import ALL, LEFT_OUT

BY = ["group"]


def counts(*sections: tuple[int, int], group: str = "a", first: int = 0) -> pl.DataFrame:
    """A row per section: n people, k of whom completed."""
    rows = [(first + at, group, n, k) for at, (n, k) in enumerate(sections)]
    return pl.DataFrame(rows, schema=["section", "group", "n", "k"], orient="row")


def effect(rows: pl.DataFrame) -> float:
    return design_effect(cases(rows, BY), BY)


def shown(rows: pl.DataFrame) -> float | None:
    return published(cases(rows, BY), BY)


def test_two_groups_by_hand():
    # Half of 8 completed: sections of 4 miss their 2 by 1 each, 1 + 1. Independent people would miss by
    # 8 · ½ · ½ · (8 − 4) / 7 = 8/7.
    uneven = counts((4, 3), (4, 1))
    assert effect(uneven) == pytest.approx(2 / (8 / 7))
    # A second group whose sections are just alike misses by nothing where 8/7 are expected.
    both = pl.concat([uneven, counts((4, 2), (4, 2), group="b", first=2)])
    assert effect(both) == pytest.approx(2 / (16 / 7))


def test_a_group_of_one_section_says_nothing():
    lonely = counts((50, 50), group="b", first=2)
    assert effect(pl.concat([counts((4, 3), (4, 1)), lonely])) == pytest.approx(2 / (8 / 7))
    assert np.isnan(effect(lonely))


@given(size=st.integers(2, 12), completed=st.integers(20, 180))
def test_sections_that_end_as_one_count_as_one_person_each(size, completed):
    sections = [(size, size)] * completed + [(size, 0)] * (200 - completed)
    assert effect(counts(*sections)) == pytest.approx(size, rel=0.01)


@given(largest=st.integers(1, 30), share=st.floats(0.2, 0.8), seed=st.integers(0, 999))
def test_independent_people_give_about_one(largest, share, seed):
    rng = np.random.default_rng(seed)
    sizes = rng.integers(1, largest, 400, endpoint=True)
    sections = counts(*zip(sizes.tolist(), rng.binomial(sizes, share).tolist(), strict=True))
    # 400 squares of about normal misses: their mean has a standard deviation of about √(2/400), here seven times that.
    assert effect(sections) == pytest.approx(1, abs=0.5)


def test_many_tiny_groups_are_not_taken_for_narrow_ones():
    """The share of each is estimated from its own two sections; that is allowed for."""
    rng = np.random.default_rng(1)
    groups = [counts(*((5, int(k)) for k in rng.binomial(5, 0.6, 2)), group=str(g), first=2 * g) for g in range(1000)]
    assert effect(pl.concat(groups)) == pytest.approx(1, abs=0.1)


def test_sections_taken_up_some_at_a_time_give_the_same():
    rng = np.random.default_rng(2)
    groups = [
        counts(*((7, int(k)) for k in rng.binomial(7, 0.6, 90)), group=g, first=90 * at) for at, g in enumerate("ab")
    ]
    rows = pl.concat([*groups, counts((0, 0), first=900)])
    lots = [cases(rows.filter(pl.col("section") % 3 == lot), BY) for lot in range(3)]
    whole, found = cases(rows, BY), together(lots, BY)
    assert found.sections == whole.sections == 180
    assert design_effect(found, BY) == pytest.approx(design_effect(whole, BY), rel=1e-12)


def test_a_published_number_is_a_tenth_and_never_below_one():
    even = counts(*[(10, 5)] * FEWEST_SECTIONS)
    assert shown(even) == 1.0
    uneven = counts(*[(10, 9), (10, 3)] * (FEWEST_SECTIONS // 2))
    value = shown(uneven)
    assert value is not None
    assert value > 1.5
    assert round(10 * value, 9) == round(10 * value)


def test_fewer_sections_publish_nothing_whatever_the_number_of_groups():
    few = counts(*[(10, 5), (10, 6)] * (FEWEST_SECTIONS // 2 - 1), (10, 5))
    other = few.with_columns(group=pl.lit("b"))  # the same sections, split by what their learners are
    assert shown(pl.concat([few, other])) is None


def test_only_sections_whose_time_is_over_are_measured_and_one_without_learners_has_no_groups_of_them():
    n = 2 * FEWEST_SECTIONS
    names = {"field": "11", "offering": "o", "modality": "online", "length_band": "short", "price_band": "low"}
    rows = pl.DataFrame({"section": range(n), "n": [10] * n, "k": [9, 3] * FEWEST_SECTIONS}).with_columns(
        is_over=pl.col("section") < FEWEST_SECTIONS - 1,
        trait=pl.lit(ALL),
        cohort=pl.lit(date(2024, 7, 1)),
        **{c: pl.lit(v) for c, v in names.items()},
    )
    for frame, is_measured in ((rows, False), (rows.with_columns(is_over=pl.lit(value=True)), True)):
        effects = build(completed(frame), None, cases(RETURNS.clear(), RETURNED_BY), date(2025, 6, 30)).filter(
            measure="completed"
        )
        assert set(effects["attribute"]) == {"none", "modality", "length_band", "price_band"}
        assert effects["design_effect"].is_not_null().to_list() == [is_measured] * 6


RETURNS = pl.DataFrame(
    {"section": range(2 * FEWEST_SECTIONS), "n": [10] * 2 * FEWEST_SECTIONS, "k": [6, 2] * FEWEST_SECTIONS}
).with_columns(field=pl.lit("11"), stacks=pl.lit("no"), cohort=pl.lit(date(2024, 7, 1)))


def test_coming_back_is_measured_by_the_first_section_over_all_by_field_and_by_what_stacks():
    none = pl.DataFrame(
        schema={"section": pl.Int64, "n": pl.Int64, "k": pl.Int64, "is_over": pl.Boolean, "trait": pl.String}
    )
    names = ("field", "offering", "modality", "length_band", "price_band", "credit", "cohort")
    outcomes = none.with_columns(pl.lit("x").alias(name) for name in names)
    effects = build(completed(outcomes), None, cases(RETURNS, RETURNED_BY), date(2025, 6, 30)).filter(measure=RETURNED)
    assert effects.select("grain", "attribute").rows() == [("all", "none"), ("all", "stacks"), ("field", "none")]
    # Sections of 10 of which 6 and 2 came back miss their 4 by 2; independent people would by 10 · 0.4 · 0.6. The sample
    # leaves out one in twenty.
    whole = 1 + (4 / 2.4 - 1) * LEFT_OUT / (LEFT_OUT - 1)
    assert effects["design_effect"].to_list() == [pytest.approx(whole, abs=0.06)] * 3


def test_who_is_followed_for_a_year_counts_in_the_section_that_came_first():
    learners, day, end = 400, date(2024, 1, 10), date(2025, 6, 30)
    back, late = date(2024, 9, 1), date(2024, 12, 1)
    seats = [
        *((n, n % 2, day, None) for n in range(learners)),
        *((n, 2, date(2024, 3, 1), date(2024, 3, 2)) for n in range(learners)),  # dropped: not back
        *((n, 2, back, None) for n in range(0, learners, 4)),
        *((learners + n, 1, late, None) for n in range(50)),  # not followed for a year
    ]
    names = {"learner": pl.UInt64, "section": pl.UInt32, "registered_on": pl.Date, "dropped_on": pl.Date}
    rows = pl.DataFrame(seats, schema=names, orient="row").with_columns(
        pl.col("learner") * 64, offering=pl.lit(0, pl.UInt32)
    )
    offerings = pl.LazyFrame({"cip_code": ["11.0101"], "stacks_into": pl.Series([None], dtype=pl.String)})
    facts = {"seats": rows.sort("learner", "registered_on", maintain_order=True).lazy(), "offerings": offerings}
    counted = count_returned(facts, end).select("section", "field", "stacks", "n", "k")
    # Of every twenty learners one is not in the sample: numbers 0, 20, 40 and so on, who sat in section 0 and came back.
    assert counted.rows() == [(0, "11", "no", 180, 80), (1, "11", "no", 200, 0)]


def test_what_one_learner_did_moves_the_number_by_less_than_its_rounding():
    """Somebody who knew all others of the smallest college that is measured would still read nothing off a tenth."""
    rng = np.random.default_rng(4)
    completed = rng.binomial(12, 0.7, FEWEST_SECTIONS)
    whole = counts(*((12, int(k)) for k in completed))
    other = whole.with_columns(
        k=pl.when(pl.col("section") == int(completed.argmin())).then(pl.col("k") - 1).otherwise("k")
    )
    assert effect(whole) != effect(other)
    assert abs(effect(whole) - effect(other)) < 0.1
