"""Where alternatives are many and we are few."""

import polars as pl
import pytest

from dashboard.wording.offerings import sentence_of_white_space
from data.cubes import awards, programs
from data.store.store import Store
from queries.strategy import white_space

AWARDS = [  # year, cip4, awards: data grew, nursing is too small for growth
    (2020, "11.08", 200),
    (2023, "11.08", 300),
    (2020, "51.39", 10),
    (2023, "51.39", 90),
]


@pytest.fixture
def scope(home_with, tmp_path, list_rows):
    """The made-up list beside a catalog of one program, and awards of two years."""
    base = home_with("programs")
    own = programs.from_market(list_rows.head(1).lazy()).with_columns(
        list_id=pl.lit("offerings"), is_ours=pl.lit(True), cip4=pl.lit("51.39"), field=pl.lit("51")
    )
    frame = pl.DataFrame(AWARDS, schema=("year", "cip4", "awards"), orient="row").with_columns(
        state=pl.lit("TX"),
        sector=pl.lit("4"),
        sector_basis=pl.lit("same_year"),
        level=pl.lit("certificate_1_to_2_years"),
        programs_offered=1,
        programs_awarding=1,
    )
    with Store().draft("own") as draft:
        draft.put("college", "cubes", "programs", programs.Programs.cast(own))
        draft.put(
            "market", "cubes", "awards", awards.Awards.validate(frame.select(awards.Awards.column_names()), cast=True)
        )
    assert draft.version is not None
    return type(base)(draft.version.id, "college", base.period, base.as_of, base.where)


def test_the_widest_gap_comes_first_with_the_counts_of_both_sides(scope):
    frame = white_space.ranked(scope)
    # alternatives: two in 11.08, one each in 11.09 and 51.39; ours: one in 51.39
    assert frame.select("cip4", "alternatives", "ours").rows() == [("11.08", 2, 0), ("11.09", 1, 0), ("51.39", 1, 1)]
    assert frame["gap"].to_list() == pytest.approx([2 / 4, 1 / 4, 1 / 4 - 1])


def test_demand_is_shown_where_it_is_known_and_large_enough(scope):
    found = {row["cip4"]: row for row in white_space.ranked(scope).to_dicts()}
    assert (found["11.08"]["certificates"], found["11.08"]["growth"]) == (300, pytest.approx(0.5))
    assert (found["51.39"]["certificates"], found["51.39"]["growth"]) == (90, None)  # fewer than 100
    assert found["11.09"]["certificates"] is None


def test_the_finding_names_group_counts_and_growth(scope):
    assert sentence_of_white_space(white_space.ranked(scope)) == (
        "The widest gap is Web, media and data tools (11.08): alternative providers list 2 programs, this college lists none. "
        "Colleges award 50% more certificates in it than three years before."
    )


def test_we_may_be_every_institution_on_the_list(scope):
    frame = white_space.ranked(scope, white_space.INSTITUTIONS)
    assert dict(frame.select("cip4", "ours").rows()) == {"11.08": 2, "11.09": 1, "51.39": 0}


def test_a_choice_without_alternatives_is_said(scope):
    assert sentence_of_white_space(white_space.ranked(scope.narrowed(field="47"))).startswith("No alternative provider")
