"""The market pages: real distributions before anything is imported, and no more marks than a histogram needs."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.wording import market, programs
from queries.strategy import head_to_head
from queries.strategy.distributions import Position
from queries.strategy.head_to_head import Program, Standing
from queries.strategy.market import Frozen
from tests.dashboard.shown import sentence


def opened(page: str, **url: str) -> AppTest:
    app = AppTest.from_file("../../streamlit_app.py", default_timeout=60)
    for key, value in url.items():
        app.query_params[key] = value
    return app.run().switch_page(f"pages/strategy/{page}.py").run()


def test_a_new_user_sees_the_real_list(demo_version):
    said = [m.value for m in opened("offerings").markdown]
    assert any("(2,394 programs)" in text and "(3,685 programs)" in text for text in said)


@pytest.mark.parametrize("page", ["offerings", "white_space", "head_to_head", "market", "colleges"])
def test_a_chart_has_a_sentence_and_few_marks(demo_version, page):
    charts = opened(page).get("vega_lite_chart")
    assert charts
    for chart in charts:
        assert sentence(chart).endswith(".")
        assert len(chart.proto.SerializeToString()) < 40_000  # thousands of programs would be ten times that


def test_histograms_stand_back_to_back_in_fixed_colors(demo_version):
    spec = json.loads(opened("offerings").get("vega_lite_chart")[0].proto.spec)
    bars = spec["layer"][1]["encoding"]
    assert bars["x"]["scale"]["type"] == "log"
    assert bars["color"]["scale"]["domain"] == ["institution", "alternative"]
    assert bars["y"]["scale"]["domain"] == [{"expr": "-top"}, {"expr": "top"}]


def test_lines_by_year_start_at_zero(demo_version):
    spec = json.loads(opened("market").get("vega_lite_chart")[0].proto.spec)
    assert spec["layer"][1]["encoding"]["y"]["scale"]["domain"][0] == 0


def test_an_edited_rule_changes_the_sentence(demo_version):
    app = opened("offerings", offerings_part="Short and intensive")
    app.selectbox(key="offerings_weeks").set_value("4").run()
    assert any("under this rule" in m.value and "1,000 programs" not in m.value for m in app.markdown)


def test_another_program_is_compared(demo_version):
    app = opened("head_to_head")
    app.selectbox(key="head_to_head_program").set_value("cyber-fnd").run()
    assert any("Cybersecurity Foundations costs " in m.value and "189" in m.value for m in app.markdown)


@pytest.mark.parametrize(
    ("position", "text"),
    [
        (Position(0.1, 0.8, 312, False), "costs less than 80% of 312"),
        (Position(0.7, 0.2, 312, True), "costs more than about 70% of 312"),
        (Position(0.0, 1.0, 61, True), "costs less than nearly all of 61"),  # steps do not prove the last one
        (Position(0.0, 1.0, 61, False), "costs less than all 61"),
        (Position(0.001, 0.999, 5000, False), "costs less than more than 99% of 5,000"),
    ],
)
def test_a_position_in_words(position, text):
    assert programs.place("price", position) == text


def test_a_program_without_a_price_is_said_to_have_none():
    standing = Standing("alternative", "Computing", 312, {})
    said = programs.sentence_of_program(program(field="11"), standing, "alternative", "The list")
    assert said.startswith("The list: A Course states no price")


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("46", "The list: there are no programs of institutions in Construction trades to compare with A Course."),
        (None, "A Course has no program code (CIP), so we can't compare it."),
    ],
)
def test_a_program_that_nothing_is_like_says_why_in_place_of_an_empty_chart(field, said):
    assert programs.sentence_of_program(program(field=field), None, "institution", "The list") == said


def program(field: str | None) -> Program:
    unknown = dict.fromkeys(head_to_head.SHOWN)
    return Program(**unknown | {"title": "A Course", "field": field})


def test_a_frozen_sector_in_words():
    text = market.sentence_of_reclassified(Frozen("9", "2020", (100, 40), (100, 90), "A School"))
    assert text == (
        "For-profit under two years: certificates went down 60.0% counting each college in its sector of each year, "
        "and down 10.0% counting each college in its 2020 sector. Some colleges were reclassified; their awards did not "
        "change. The largest of them is A School."
    )


@pytest.mark.parametrize("page", ["offerings", "white_space", "market", "colleges"])
def test_real_numbers_are_never_attributed_to_the_demo(demo_version, page):
    sources = [c.value for c in opened(page).caption if c.value.startswith("Source: ")]
    assert sources
    assert not [text for text in sources if "fictional" in text]


@pytest.mark.parametrize(
    ("page", "newest"), [("market", "newest 2024"), ("colleges", "newest 2024"), ("offerings", "newest Mar 20, 2024")]
)
def test_what_does_not_follow_the_as_of_date_says_so_and_how_new_it_is(demo_version, page, newest):
    app = opened(page, as_of="2024-06-30")
    sources = [c.value for c in app.caption if c.value.startswith("Source: ")]
    assert sources
    for text in sources:
        assert newest in text
    assert "Public statistics" in app.selectbox(key="as_of").help


def test_a_reader_chooses_up_to_four_rivals(demo_version):
    app = opened("head_to_head")
    chosen = app.multiselect(key="head_to_head_rivals_offerings_alternative")
    assert len(chosen.value) == head_to_head.MOST_RIVALS
    chosen.set_value(chosen.value[:1]).run()
    assert not app.exception
    (table,) = [d.value for d in app.dataframe if "How near" in d.value.columns or d.value.shape[0] == 2]
    assert table.shape[0] == 2  # the program and the one rival


def test_another_program_has_rivals_of_its_own_field(demo_version):
    app = opened("head_to_head")
    before = app.multiselect(key="head_to_head_rivals_offerings_alternative").value
    app.selectbox(key="head_to_head_program").set_value("bookkeep").run()
    assert not app.exception
    after = app.multiselect(key="head_to_head_rivals_offerings_alternative").value
    assert not {*before} & {*after}


@pytest.mark.parametrize("page", ["offerings", "white_space"])
def test_a_kind_of_provider_is_one_that_the_list_has_and_narrows_its_side(demo_version, page):
    app = opened(page)
    box = app.selectbox(key=f"{page}_kind")
    assert "Platform" not in box.options  # the Texas list has none
    box.set_value("training_company").run()
    assert not app.exception
    assert not app.error
