"""Outcome pages: unlike definitions never share an axis, and what is hidden or open is said."""

import json
import re

import pytest

from dashboard.wording.outcomes import about_range
from queries.outcomes import fair, section_effect
from tests.dashboard.shown import sentence, words
from tests.dashboard.test_pages import opened

COMPARABILITY = "pages/outcomes/comparability.py"


def specs(app) -> list[dict]:
    return [json.loads(chart.proto.spec) for chart in app.get("vega_lite_chart")]


def titles(app) -> list[str]:
    return [m.value.removeprefix("## ") for m in app.markdown if m.value.startswith("## ")]


def test_each_definition_has_a_card_of_its_own_and_every_pair_a_badge(demo_version):
    app = opened(COMPARABILITY)
    drawn = ["In-field job within 180 days, this college", "In-field job within 180 days (CIRR)"]
    assert all(title in titles(app) for title in drawn)
    said = [m.value for m in app.markdown if m.value.startswith("- **")]
    assert len(said) == 3, "three definitions make three pairs"
    assert any(s.startswith("- **Convertible**") for s in said)
    assert any(s.startswith("- **Not comparable**") for s in said)


def test_the_toggle_puts_bounds_on_a_common_basis_and_names_what_has_none(demo_version):
    app = opened(COMPARABILITY)
    app.toggle(key="comparison_bounds").set_value(True).run()
    assert not app.exception
    assert {"Bounds among all who completed", "Bounds among all who enrolled"} <= set(titles(app))
    assert any("no published counts for this basis" in c.value for c in app.caption)


def test_the_same_definition_twice_stands_in_one_card(demo_version):
    app = opened(COMPARABILITY, comparison_part="What each number counts")
    halves = [f"cirr~cirr_in_field_180~2021-{half}~all~all" for half in ("H1", "H2")]
    app.multiselect(key="comparison_numbers_pooled").set_value(halves).run()
    assert titles(app).count("In-field job within 180 days (CIRR)") == 2, "its chart and its record"
    assert any("same definition" in m.value for m in app.markdown)


def test_nothing_chosen_is_a_sentence(demo_version):
    app = opened(COMPARABILITY)
    app.multiselect(key="comparison_numbers_pooled").set_value([]).run()
    assert not app.exception
    assert any("Choose two or more" in m.value for m in app.markdown)


def test_the_open_cohort_is_drawn_apart_and_the_final_one_is_shown_first(demo_version):
    app = opened("pages/outcomes/completion.py")
    assert app.selectbox(key="completion_cohort").value == "FY2025"
    spec = specs(app)[0]
    (values,) = [layer["encoding"]["shape"] for layer in spec["layer"] if "shape" in layer["encoding"]]
    assert values["scale"]["domain"][:2] == ["closed", "open"]
    assert re.search(r"FY2026, \d+% open", sentence(app.get("vega_lite_chart")[0]))


@pytest.mark.parametrize(
    ("cut", "said"),
    [
        ("modality", "That makes them 52% wider than counting each learner alone."),
        ("offering", "Learners of one section are no more likely to end alike than others here, so each counts alone."),
    ],
)
def test_a_range_of_completion_says_what_it_allows_for(demo_version, cut, said):
    app = opened("pages/outcomes/completion.py")
    app.selectbox(key="completion_cut").set_value(cut).run()
    assert any(said in text for text in words(app))


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (section_effect.FEW, "Fewer than 100 sections have final numbers"),
        (section_effect.MISSING, "The next import measures whether learners of one section end alike."),
    ],
)
def test_a_range_that_could_not_be_measured_says_that_it_takes_learners_as_independent(state, said):
    text = about_range(section_effect.SectionEffect(1.0, state))
    assert "ranges that count each learner alone" in text
    assert said in text


@pytest.mark.parametrize("cut", ["length_band", "price_band", "first_generation", "gender"])
def test_completion_can_be_cut_by_format_and_group(demo_version, cut):
    app = opened("pages/outcomes/completion.py")
    app.selectbox(key="completion_cut").set_value(cut).run()
    assert not app.exception


def test_the_simpson_case_is_said_in_words(demo_version):
    app = opened("pages/outcomes/fair.py")
    said = next(m.value for m in app.markdown if m.value.startswith("**"))
    assert (
        "Online looks 3.3 points better at completion than in person. Within the same field and age, it is 8.0 points worse"
        in said
    )
    assert "Online is lower in all 8 fields, on 14,384 of 19,842 published registrations." in said
    assert any("whole sections are picked again at random" in m.value for m in app.markdown)


def test_comparing_lengths_works_too(demo_version):
    app = opened("pages/outcomes/fair.py")
    app.selectbox(key="fair_by").set_value("length_band").run()
    assert not app.exception


@pytest.mark.parametrize("page", ["completion", "comparability", "fair", "placement", "lifecycle"])
def test_an_early_day_is_a_sentence_and_no_traceback(demo_version, page):
    app = opened(f"pages/outcomes/{page}.py", as_of="2022-12-31", period="FY2023")
    assert not app.exception


def test_quarterly_pay_of_others_never_stands_on_an_axis(demo_version):
    app = opened("pages/outcomes/placement.py")
    assert all("a quarter" not in sentence(chart) for chart in app.get("vega_lite_chart"))


@pytest.mark.parametrize(("field", "cards"), [("51", 2), ("All", 0)])
def test_a_card_that_shows_all_fields_says_so_where_one_is_chosen(demo_version, field, cards):
    said = [c.value for c in opened("pages/outcomes/placement.py", field=field).caption]
    assert sum("all fields, to compare Health with the others" in s for s in said) == cards


def test_numbers_of_others_name_their_own_source_under_the_chart(demo_version):
    said = [c.value for c in opened(COMPARABILITY).caption if c.value.startswith("Source: ")]
    assert any(s.startswith("Source: Council on Integrity in Results Reporting") for s in said)
    assert any(s.startswith("Source: New Jersey Department of Labor") for s in said)
    assert [s for s in said if "Demo college (fictional)" in s]


def test_the_privacy_page_says_how_close_anybody_can_come(demo_version):
    said = [m.value for m in opened("pages/trust/privacy.py").markdown]
    assert any("a range of 3 people" in text for text in said)
    assert any("Learners whom the completion tables hide are left out" in text for text in said)


def test_credit_and_noncredit_are_compared_too(demo_version):
    app = opened("pages/outcomes/fair.py")
    app.selectbox(key="fair_by").set_value("credit").run()
    assert any("Within the same field and age" in m.value for m in app.markdown)


def test_an_as_of_date_before_the_first_estimates_says_from_when_they_are(demo_version):
    said = [i.value for i in opened("pages/outcomes/fair.py", as_of="2024-12-31").info]
    assert "Estimates are published from Jun 30, 2025 on. Choose a later as-of date." in said


def test_a_version_without_estimates_says_what_to_do(demo_version, monkeypatch):
    monkeypatch.setattr("queries.outcomes.fair.state", lambda scope: fair.MISSING)
    assert any("Import any file again" in i.value for i in opened("pages/outcomes/fair.py").info)
