"""The fair comparison reads estimates that were published, and says in which fields the gap shows."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from dashboard.wording.fair import about, sentence_of_gap
from data import demo
from data.cubes.fair_comparisons import AUDIT, SHOWN
from data.reference.periods import STANDARD
from data.store.store import scan
from queries.outcomes import fair
from queries.semantic.scope import Scope


@pytest.fixture
def scope(demo_version) -> Scope:
    return Scope(demo_version, "demo", STANDARD.parse("FY2025"), demo.AS_OF)


def gap(**numbers) -> fair.Gap:
    """A gap of online against in person, 8 points worse unless said otherwise."""
    row = {
        "by": "modality", "one": "online", "other": "in_person", "mix": "wide", "years": "all", "state": SHOWN,
        "gap": -0.08, "low": -0.095, "high": -0.065, "least": -0.09, "most": -0.07, "least_without": "52",
        "most_without": "51", "n_one": 600, "n_other": 300,
    }  # fmt: skip
    fields = pl.DataFrame({"field": ["51", "52"], "one": [0.5, 0.8], "other": [0.6, 0.9], "n_one": [300, 300], "n_other": [200, 100]})  # fmt: skip
    return fair.Gap(row | numbers, ("field", "age_band"), 0.033, 1_000, fields)


def test_the_sentence_has_the_raw_gap_the_adjusted_one_and_the_fields():
    assert sentence_of_gap(gap()) == (
        "Online looks 3.3 points better at completion than in person. Within the same field and age, it is 8.0 points worse (6.5 to 9.5). "
        "Online is lower in all 2 fields, on 900 of 1,000 published registrations."
    )


def test_a_gap_that_one_field_carries_is_not_called_one():
    said = sentence_of_gap(gap(most=0.005))
    assert "one field decides, so no difference is shown" in said
    assert "points worse" not in said


def test_a_range_over_zero_could_be_chance():
    assert "could be chance" in sentence_of_gap(gap(gap=-0.01, low=-0.03, high=0.01))


def test_a_withheld_estimate_says_why():
    hidden = dict.fromkeys(("gap", "low", "high", "least", "most", "n_one", "n_other"))
    for text in (sentence_of_gap(gap(state=AUDIT, **hidden)), about(gap(state=AUDIT, **hidden))[0]):
        assert "could help to work out what the published tables hide" in text
    assert "Too few registrations" in sentence_of_gap(gap(state="few", **hidden))


def test_the_demo_compares_more_than_nine_in_ten_and_finds_what_was_planted(scope):
    found = fair.gap(scope, "modality", "online.in_person")
    assert found.compared > 0.9 * found.people
    # planted at −0.45 log odds: five points where nine in ten complete, eleven where five in ten do
    assert found.is_shown
    assert all(
        -0.11 < found.row[name] < -0.05 for name in ("gap", "both", "one_mix", "other_mix", "least", "most", "modeled")
    )
    assert sum(found.by_field.select("n_one", "n_other").sum().row(0)) == 14_384
    assert (found.by_field["one"] < found.by_field["other"]).all()
    assert found.by_field.height == 8


def test_the_gap_as_it_stands_is_that_of_the_published_completion(scope):
    shown = scan(scope.version, "demo", "completion_formats").filter(attribute="modality", as_of=date(2025, 6, 30))
    sums = shown.group_by("group").agg(pl.col("started", "completed").sum()).collect()
    share = {group: completed / started for group, started, completed in sums.rows()}
    assert fair.gap(scope, "modality", "online.in_person").raw == pytest.approx(share["online"] - share["in_person"])


def test_single_years_are_compared_by_modality_alone(scope):
    assert fair.years(scope, "modality") == ["all", "FY2024", "FY2023"]
    assert fair.years(scope, "age_band") == ["all"]


def test_before_the_first_estimates_there_are_none(scope):
    assert fair.state(scope) == fair.READY
    early = replace(scope, as_of=date(2024, 12, 31))
    assert (fair.state(early), fair.first_day(early)) == (fair.EARLY, date(2025, 6, 30))
