"""The page Explore: a link asks a question, the answer stands in the right form, and a refusal offers a next step."""

import shlex
from collections.abc import Sequence

import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from dashboard.cli import dashboard
from tests.dashboard.shown import sentence


def opened(**url: str | Sequence[str]) -> AppTest:
    app = AppTest.from_file("../../streamlit_app.py", default_timeout=60)
    for key, value in url.items():
        app.query_params[key] = value if isinstance(value, str) else [*value]
    app.run().switch_page("pages/strategy/explore.py").run()
    assert not app.exception
    return app


WORDS = (("", ""), ("change from ", ""), ("change from ", ", %"))
"""What stands around the words of a comparison in its three headings."""


def headings(frame) -> list[str]:
    return [name.strip("\u061c") for name in frame.columns]


def titles(app: AppTest) -> list[str]:
    return [sentence(chart).partition(": ")[0] for chart in app.get("vega_lite_chart")]


def test_a_link_asks_its_question_by_words_or_codes(demo_version):
    by_words = opened(explore_numbers="Net registrations", explore_rows="Modality", explore_only="Field: Computing")
    by_codes = opened(explore_numbers="net_registrations", explore_rows="modality", explore_only="field=11")
    frames = [app.dataframe[0].value for app in (by_words, by_codes)]
    assert frames[0].equals(frames[1])
    assert frames[0].shape == (3, 2)
    assert titles(by_words) == ["Net registrations by modality"]


@pytest.mark.parametrize(
    ("rows", "form", "charts"),
    [
        ("month", "line", 1),
        ("modality", "bars", 1),
        ((), "table", 0),
        (("modality", "field"), "heat", 1),
        (("modality", "month"), "line", 1),
    ],
)
def test_the_answer_stands_in_the_form_that_suits_its_shape(demo_version, rows, form, charts):
    assert len(opened(explore_rows=rows or "").get("vega_lite_chart")) == charts, form


def test_a_form_that_would_mislead_says_why(demo_version):
    app = opened(explore_rows="month", explore_show="bars")
    assert [i.value for i in app.info] == ["Ranked bars would put months or years out of order. Choose a line."]
    assert len(app.get("vega_lite_chart")) == 1


def test_a_rate_has_its_count_beside_it(demo_version):
    frame = opened(explore_numbers="completion_rate", explore_rows="field").dataframe[0].value
    assert headings(frame) == ["Field", "Completion rate", "Completion rate, n"]


def test_numbers_stand_beside_what_they_are_compared_with(demo_version):
    frame = opened(explore_rows="field", explore_compare=["last_year", "plan"]).dataframe[0].value
    beside = [f"{start}{one}{end}" for one in ("last year", "plan by now") for start, end in WORDS]
    assert [name.lower() for name in headings(frame)] == ["field", "net tuition revenue", *beside]


def test_columns_stand_side_by_side_with_all_of_them_last(demo_version):
    app = opened(explore_rows="field", explore_columns="modality")
    assert headings(app.dataframe[0].value) == ["Field", "In person", "Online", "Hybrid", "All"]


def test_all_together_is_asked_again_and_says_where_groups_do_not_add_up(demo_version):
    app = opened(explore_numbers="headcount", explore_rows="field")
    groups, whole = (frame.value.iloc[:, -1].sum() for frame in app.dataframe[:2])
    assert groups > whole
    assert any("do not add up to all together" in c.value for c in app.caption)


def test_years_have_no_total(demo_version):
    app = opened(explore_numbers="awards", explore_rows="year")
    assert len(app.dataframe) == 1
    assert any("each academic year stands by itself" in c.value for c in app.caption)


def test_what_is_hidden_is_said(demo_version):
    app = opened(explore_numbers="completion_rate", explore_rows="field", explore_columns="age_band")
    assert any("hidden to protect learners" in c.value for c in app.caption)
    assert app.dataframe[0].value.isin(["Hidden to protect learners"]).any().any()


@pytest.mark.parametrize("form", ["multiples", "heat", "line"])
def test_every_form_of_months_by_group_is_drawn(demo_version, form):
    app = opened(explore_rows="month", explore_columns="modality", explore_show=form)
    assert len(app.get("vega_lite_chart")) == (3 if form == "multiples" else 1)


def test_a_row_opens_with_its_meaning_its_parts_and_its_sections(demo_version):
    app = opened(explore_rows="field", explore_open="Computing")
    assert any(m.value.startswith("**Net tuition revenue.** List price") for m in app.markdown)
    assert any(m.value == "## Sections behind Computing" for m in app.markdown)
    app.button(key="explore_part_modality").click().run()
    assert (app.query_params["explore_rows"], app.query_params["explore_only"]) == ("Modality", "Field: Computing")


def test_a_table_is_offered_as_csv_and_as_a_workbook(demo_version):
    labels = [block.proto.label for block in opened().get("download_button")]
    assert {"Download CSV", "Download XLSX"} <= {*labels}


def test_what_cannot_be_answered_says_why_and_its_button_leads_to_an_answer(demo_version):
    app = opened(explore_numbers="completion_rate", explore_rows=("price_band", "length_band"))
    assert "not published by length and price at once" in app.info[0].value
    app.button(key="explore_next").click().run()
    assert not app.info
    assert app.query_params["explore_rows"] == "Price"
    assert app.dataframe[0].value.shape[0] > 1


def test_the_command_on_the_page_gives_the_same_rows(demo_version):
    app = opened(
        explore_numbers="net_registrations", explore_rows="modality", explore_not="modality=online", field="11"
    )
    words = shlex.split(app.code[0].value)
    result = CliRunner().invoke(dashboard, [*words[1:], "--format", "csv"])
    rows = [line for line in result.stdout.lstrip("\ufeff").splitlines()[1:] if not line.startswith("#")]
    on_page = app.dataframe[0].value.iloc[:, 1].tolist()
    assert sorted(int(row.split(",")[-1]) for row in rows) == sorted(on_page)
    assert len(rows) == 2


def test_a_comparison_is_asked_on_the_command_line_too(demo_version):
    app = opened(explore_rows="modality", explore_compare=["last_year", "field=11"])
    words = shlex.split(app.code[0].value)
    assert [word for word in words if word.startswith(("last", "field"))] == ["last_year", "field=11"]
    result = CliRunner().invoke(dashboard, [*words[1:], "--format", "csv"])
    lines = [line for line in result.stdout.lstrip("\ufeff").splitlines() if not line.startswith("#")]
    assert len(lines[0].split(",")) == 9  # a code, its name, and seven numbers
    assert len(lines) == 4
