"""A fair comparison finds what was planted: by hand on small cells, and the Simpson case of the demo."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from dashboard.wording.learners import sentence_of_gap
from data import demo
from data.cubes.completion_cells import CompletionCells
from data.reference.periods import STANDARD
from data.store.store import scan
from queries.outcomes import fair
from queries.semantic.scope import Scope


@pytest.fixture
def scope(demo_version) -> Scope:
    return Scope(demo_version, "demo", STANDARD.parse("FY2025"), demo.AS_OF)


def cells(*rows: tuple) -> pl.DataFrame:
    """field, modality, started, completed; one length and no trait."""
    names = ["field", "modality", "started", "completed"]
    frame = pl.DataFrame(rows, schema=names, orient="row").with_columns(
        trait=pl.lit("none"),
        group=pl.lit("all"),
        length_band=pl.lit("8_to_14_weeks"),
        as_of=date(2025, 6, 30),
        known_on=date(2025, 6, 30),
    )
    return CompletionCells.cast(frame.select(CompletionCells.column_names()))


SIMPSON = cells(
    ("52", "online", 900, 810),  # business is easy and mostly online
    ("52", "in_person", 100, 95),
    ("51", "online", 100, 50),  # health is hard and mostly in person
    ("51", "in_person", 900, 540),
)


@pytest.fixture
def planted(monkeypatch):
    def plant(frame: pl.DataFrame):
        monkeypatch.setattr(fair, "_cells", lambda scope, trait: frame)
        monkeypatch.setattr(fair, "_published", lambda scope, by, cells: cells)
        return fair.gap(None, "modality", "online", "in_person", "none")  # type: ignore[arg-type]

    return plant


def test_a_gap_that_the_mix_makes_turns_around(planted):
    found = planted(SIMPSON)
    assert found.raw[0] == pytest.approx(0.86 - 0.635)
    # half of all people are in each field: the mean of 0.90 − 0.95 and 0.50 − 0.60
    assert found.standardized[0] == pytest.approx(-0.075)
    assert found.modeled[0] == pytest.approx(-0.075, abs=0.01)
    assert found.modeled[2] < 0


def test_where_nothing_differs_within_cells_nothing_is_left(planted):
    found = planted(cells(("52", "online", 900, 810), ("52", "in_person", 100, 90), ("51", "online", 100, 60), ("51", "in_person", 900, 540)))  # fmt: skip
    assert found.raw[1] > 0.1
    for adjusted in (found.standardized, found.modeled):
        assert adjusted[0] == pytest.approx(0, abs=1e-9)
        assert adjusted[1] < 0 < adjusted[2]


def test_the_standardized_interval_is_by_hand(planted):
    found = planted(SIMPSON)
    variance = 0.25 * (0.9 * 0.1 / 900 + 0.95 * 0.05 / 100) + 0.25 * (0.5 * 0.5 / 100 + 0.6 * 0.4 / 900)
    assert found.standardized[2] - found.standardized[0] == pytest.approx(1.96 * variance**0.5, rel=1e-4)


def test_cells_with_one_group_only_are_left_out_and_said(planted):
    found = planted(pl.concat([SIMPSON, cells(("47", "in_person", 500, 250))]))
    assert found.standardized[0] == pytest.approx(-0.075)
    assert found.covered == pytest.approx(2000 / 2500)


def test_hidden_cells_are_left_out_and_counted(planted):
    hidden = SIMPSON.with_columns(completed=pl.when(pl.col("field") == "51").then(pl.col("completed")))
    found = planted(hidden)
    assert found.hidden == 2
    assert found.strata == 1
    assert found.modeled is None, "one cell cannot carry a model"


def test_no_common_cell_gives_no_adjusted_gap(planted):
    found = planted(cells(("52", "online", 900, 810), ("51", "in_person", 900, 540)))
    assert (found.standardized, found.modeled, found.covered) == (None, None, 0)
    assert "we can't adjust the gap" in sentence_of_gap(found, "Online", "In person", "field")


def test_the_headline_counts_cells_by_how_well_both_groups_are_represented(planted):
    # 900·100 / 1,000 in each cell: both count alike here, and less where one group is small.
    assert planted(SIMPSON).overlap[0] == pytest.approx(-0.075)
    lopsided = pl.concat([SIMPSON, cells(("47", "online", 10, 10), ("47", "in_person", 2_000, 200))])
    found = planted(lopsided)
    assert found.standardized[0] > 0.2  # a cell of ten online carries the mix of both groups
    assert found.overlap[0] < 0
    said = sentence_of_gap(found, "Online", "In person", "field")
    assert "points better" not in said.split("Within")[1]


def test_a_gap_that_one_field_carries_is_not_called_one(planted):
    carried = cells(
        ("52", "online", 500, 450), ("52", "in_person", 500, 250),  # here online leads by far
        ("51", "online", 500, 250), ("51", "in_person", 500, 260),  # and here it is a little behind
    )  # fmt: skip
    found = planted(carried)
    assert found.overlap[1] > 0
    assert not found.comparison.headline.is_shown
    assert "one field decides, so no difference is shown" in sentence_of_gap(found, "Online", "In person", "field")


@pytest.mark.parametrize("trait", fair.TRAITS)
def test_the_demo_turns_around_whatever_trait_is_adjusted_for(scope, trait):
    found = fair.gap(scope, "modality", "online", "in_person", trait)
    assert found.raw[1] > 0
    assert found.standardized[2] < 0
    assert found.modeled[2] < 0
    # planted at −0.45 log odds: five points where nine in ten complete, eleven where five in ten do
    assert found.modeled[1] < -0.05
    assert found.modeled[2] > -0.11
    assert 0.05 < found.covered < 0.6
    assert found.overlap[2] < 0
    headline = found.comparison.headline
    assert headline.is_shown
    if headline.least:  # with some traits one field alone has cells of both groups
        assert headline.least[0] <= found.overlap[0] <= headline.most[0] < 0, "no single field carries it"
    said = sentence_of_gap(found, "Online", "In person", "field")
    assert "Within the same field, it is" in said
    assert "points worse" in said
    assert f"of their {found.people:,} registrations can be compared this way" in said


def test_the_gap_as_it_stands_is_that_of_the_published_completion(scope):
    shown = scan(scope.version, "demo", "completion_formats").filter(attribute="modality", as_of=date(2025, 6, 30))
    sums = shown.group_by("group").agg(pl.col("started", "completed").sum()).collect()
    share = {group: completed / started for group, started, completed in sums.rows()}
    found = fair.gap(scope, "modality", "online", "in_person", "none")
    assert found.raw[0] == pytest.approx(share["online"] - share["in_person"])
    assert found.people == sum(n for group, n, _ in sums.rows() if group in ("online", "in_person"))


def test_within_every_field_fewer_complete_online(scope):
    frame = fair.gap(scope, "modality", "online", "in_person", "none").by_stratum
    wide = frame.pivot(on="group", index="stratum", values="share")
    assert wide.height == 8
    assert (wide["online"] < wide["in_person"]).all()


def test_swapping_the_groups_swaps_the_sign(scope):
    one, other = (
        fair.gap(scope, "modality", *g, "age_band") for g in (("online", "in_person"), ("in_person", "online"))
    )
    assert one.raw[0] == -other.raw[0]
    assert one.standardized[0] == pytest.approx(-other.standardized[0])
    assert one.modeled[0] == pytest.approx(-other.modeled[0])


def test_nothing_is_known_before_the_day_of_publication(scope):
    assert fair.published_on(replace(scope, as_of=date(2025, 6, 29))) == date(2024, 6, 30)
    early = replace(scope, as_of=date(2023, 6, 29))
    assert fair.groups(early, "modality") == []
    assert fair.published_on(early) is None


def test_an_unpublished_dimension_is_refused(scope):
    with pytest.raises(ValueError, match="published by field"):
        fair.gap(scope, "school", "a", "b", "none")
