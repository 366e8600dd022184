"""Pacing, sections and funnel: what is chosen is what is shown, and a link shows it again."""

import re
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from queries.cubes import board
from queries.enrollment import at_risk, simulator


def opened(page: str, **url: str) -> AppTest:
    app = AppTest.from_file("../../streamlit_app.py", default_timeout=60)
    for key, value in url.items():
        app.query_params[key] = value
    return app.run().switch_page(f"pages/enrollment/{page}.py").run()


def text(app: AppTest) -> str:
    return " ".join(m.value for m in app.markdown)


@pytest.fixture
def pacing(demo_version) -> AppTest:
    return opened("pacing")


def test_the_headline_and_the_tile_count_the_same_sections(pacing):
    tile = next(metric.value for metric in pacing.metric if metric.label == "Revenue at risk")
    said = re.search(r"They put \\\$([\d,]+) of tuition at risk; all need a decision by Apr 12", text(pacing))
    assert (tile, said[1]) == ("$49K", "49,106")


@pytest.mark.parametrize(("page", "other"), [("pacing", "sections"), ("sections", "pacing")])
def test_a_chosen_section_is_carried_along(demo_version, page, other):
    link = next(one for one in opened(page).get("page_link") if f"{other}_section" in one.proto.query_string)
    carried = dict(parse_qsl(link.proto.query_string))
    assert carried[f"{other}_section"] == opened(page).selectbox(key=f"{page}_section").value
    assert carried["version"] == demo_version


def test_another_section_shows_another_curve_and_sentence(pacing):
    box = pacing.selectbox(key="pacing_section")
    shown, other = box.options[:2]
    assert f"{shown}**" in text(pacing)
    box.select_index(1).run()
    assert not pacing.exception
    assert f"{other}**" in text(pacing)


def test_a_section_stands_by_what_it_teaches_when_it_starts_and_its_code(pacing):
    box = pacing.selectbox(key="pacing_section")
    assert re.fullmatch(rf".+, [A-Z][a-z]{{2}} \d{{1,2}}, \d{{4}}, {box.value}", box.options[0])


@pytest.mark.parametrize("page", ["pacing", "sections"])
def test_a_link_names_the_section_by_its_words_or_its_code(demo_version, page):
    key = f"{page}_section"
    box = opened(page).selectbox(key=key)
    words = box.options[3]
    code = words.rpartition(", ")[2]
    assert code != box.value  # another one than is shown unless chosen
    for spelled in (words, code):
        assert opened(page, **{key: spelled}).selectbox(key=key).value == code


@pytest.mark.parametrize("page", ["pacing", "sections"])
def test_of_very_many_sections_those_with_most_at_risk_are_listed_and_any_can_be_found(demo_version, monkeypatch, page):
    key = f"{page}_section"
    every = opened(page).selectbox(key=key).options
    monkeypatch.setattr(at_risk, "MOST", 5)
    as_of = "2026-03-30"  # a day that no other test has asked for: answers are kept
    whole = opened(page, as_of=as_of)
    assert len(whole.selectbox(key=key).options) == 5
    code = every[-1].rpartition(", ")[2]
    for spelled in (every[-1], code):
        assert opened(page, as_of=as_of, **{key: spelled}).selectbox(key=key).value == code
    found = opened(page, as_of=as_of, **{f"{key}_find": code.lower()})
    assert found.selectbox(key=key).options == [every[-1]]
    nothing = opened(page, as_of=as_of, **{f"{key}_find": "no such section"})
    assert not nothing.exception
    assert any("has “no such section” in its title" in note.value for note in nothing.info)
    assert nothing.selectbox(key=key).options == whole.selectbox(key=key).options


def test_the_record_says_both_baselines_and_the_coverage(pacing):
    assert "the last run's final count" in text(pacing)
    assert "The 80% range held" in text(pacing)


def test_a_dearer_section_shows_what_it_stands_at_as_well(demo_version):
    app = opened("sections")
    section = app.selectbox(key="sections_section").value
    price = app.number_input(key=f"sections_price_{section}")
    price.set_value(price.value * 2).run()
    assert not app.exception
    assert any("without the change" in caption.value for caption in app.caption)


def test_minimum_of_a_section_stands_in_the_link(demo_version):
    section = opened("sections").selectbox(key="sections_section").value
    app = opened("sections", **{f"sections_minimum_{section}": "3"})
    assert app.number_input(key=f"sections_minimum_{section}").value == 3


def test_a_day_without_open_sections_says_what_to_do(demo_version, monkeypatch):
    monkeypatch.setattr(board, "open_on", lambda *_: board.Board.create_empty())
    app = opened("pacing", as_of="2026-03-13")  # a day that no other test has asked for: answers are kept
    assert not app.exception
    assert any("earlier as-of date" in note.value for note in app.info)


def test_a_channel_narrows_the_funnel(demo_version):
    app = opened("funnel")
    before = [m.value for m in app.metric]
    app.selectbox(key="funnel_channel").set_value("social").run()
    assert not app.exception
    assert [m.value for m in app.metric] != before
    assert any("hidden to protect learners" in caption.value for caption in app.caption)


def test_a_price_with_cents_is_tried_out_as_it_stands(demo_version, monkeypatch):
    of_section = simulator.of_section
    monkeypatch.setattr(simulator, "of_section", lambda scope, code: of_section(scope, code) | {"price_cents": 99_50})
    app = opened("sections")
    assert [c.value for c in app.caption].count("No change") == 4
