"""Every page, as it opens and with a filter."""

import json
import re

import altair as alt
import polars as pl
import pytest
import streamlit as st
from altair.utils.schemapi import validate_jsonschema
from streamlit.testing.v1 import AppTest

from dashboard.charts import drawn
from dashboard.contents import LONG
from dashboard.navigation import PAGES, PRODUCT
from data.store.store import Store
from queries.semantic.dimensions import FIELDS
from tests.dashboard.shown import sentence, words
from tests.voice import BRITISH, OURS, prose

ENTRIES = {entry.file: entry for entry in PAGES}
TITLED_BY_THEIR_FINDING = {"pages/strategy/versus.py"}
NOT_IN_WORDS = re.compile(r"\d{4}-\d\d|[a-z]_[a-z]|\(s\)|\bNone\b|\bnan\b")
"""Days in ISO, codes and what is missing, of which no sentence of a chart may hold any."""


def opened(page: str, **url: str) -> AppTest:
    app = AppTest.from_file("../../streamlit_app.py", default_timeout=60)
    for key, value in url.items():
        app.query_params[key] = value
    app.run()
    return app if page == PAGES[0].file else app.switch_page(page).run()


@pytest.fixture
def windows(monkeypatch) -> list[str]:
    """Every title that the browser's window was given."""
    titles, configure = [], st.set_page_config

    def noting(**settings):
        titles.extend([settings["page_title"]] if "page_title" in settings else [])
        configure(**settings)

    monkeypatch.setattr(st, "set_page_config", noting)
    return titles


@pytest.mark.parametrize(
    "url",
    [{}, {"field": "11"}, {"period": "2021-Q3"}, {"field": "54"}],  # the college teaches no history
    ids=["default", "filtered", "empty", "other field"],
)
@pytest.mark.parametrize("page", [p.file for p in PAGES])
def test_a_page_opens_without_an_error(demo_version, page, url, windows):
    app = opened(page, **url)
    assert not app.exception
    assert windows[-1] == f"{ENTRIES[page].title} · Demo college (fictional) · {PRODUCT}"
    titles = {m.value.partition("\n")[0] for m in app.markdown if m.value.startswith("# ")}
    assert len(titles) == 1
    headings = [m.value for m in app.markdown if m.value.startswith("## ")]
    has_contents = any(block.proto.popover.label == "On this page" for block in app.get("popover"))
    assert url or not headings or has_contents == (len(headings) >= LONG)
    assert page in TITLED_BY_THEIR_FINDING or titles == {f"# {ENTRIES[page].title}"}
    for chart in app.get("vega_lite_chart"):
        validate_jsonschema(json.loads(chart.proto.spec), alt.TopLevelSpec._schema, alt.TopLevelSpec._rootschema)
        assert not NOT_IN_WORDS.search(sentence(chart))
    assert [text for text in map(prose, words(app)) if OURS.search(text) or BRITISH.search(text)] == []


@pytest.mark.parametrize("page", [p.file for p in PAGES])
def test_no_chart_compares_a_chosen_field_with_nothing(demo_version, page):
    others = [name for code, name in FIELDS.items() if code != "51"]
    for chart in opened(page, field="51").get("vega_lite_chart"):
        title, _, said = sentence(chart).partition(": ")
        assert " by field" not in title or any(name in said for name in others), title


@pytest.mark.parametrize("page", [p.file for p in PAGES])
def test_a_page_that_is_shown_again_builds_no_chart_again(demo_version, page, monkeypatch):
    app, built = opened(page), []
    monkeypatch.setattr(drawn, "_built", lambda build, *arguments, **named: built.append(build.__name__))
    assert not app.run().exception
    assert not built


def test_a_window_is_named_at_once_when_its_page_is_shown_again(demo_version, windows):
    app = opened(PAGES[0].file)
    windows.clear()
    app.selectbox(key="field").set_value("51").run()
    assert windows
    assert set(windows) == {f"Overview · Demo college (fictional) · {PRODUCT}"}


def test_the_demo_says_that_it_is_fictional(demo_version):
    assert any("demo college is fictional" in c.value for c in opened(PAGES[0].file).caption)


def test_the_link_pins_version_and_as_of_date_also_when_they_are_the_default(demo_version):
    url = opened(PAGES[0].file).query_params
    assert url["version"] == demo_version
    assert url["as_of"] == "2026-03-31"


def test_a_link_with_any_day_is_kept(demo_version):
    app = opened(PAGES[0].file, as_of="2025-11-17", period="FY2026")
    assert app.selectbox(key="as_of").value == "2025-11-17"


def test_a_changed_filter_changes_the_tiles(demo_version):
    app = opened(PAGES[0].file)
    before = [m.value for m in app.metric]
    app.selectbox(key="field").set_value("51").run()
    assert [m.value for m in app.metric] != before


def test_a_link_may_name_an_option_by_its_code_or_by_its_words(demo_version):
    for spelled in ("51", "Health"):
        assert opened(PAGES[0].file, field=spelled).selectbox(key="field").value == "51"


def test_a_link_that_lost_its_filters_gets_them_back_from_the_session(demo_version):
    app = AppTest.from_file("../../streamlit_app.py", default_timeout=60)
    held = {"college": "demo", "period": "FY2025", "field": "51", "as_of": "2025-02-14", "version": demo_version}
    for key, value in held.items():  # as after a click on another page before the browser has drawn the filters
        app.session_state[key] = value
    url = app.run().query_params
    assert (url["field"], url["period"], url["as_of"], url["version"]) == (
        "Health",
        "FY2025",
        "2025-02-14",
        demo_version,
    )
    assert "state" not in url


def test_state_and_provider_type_are_filters_of_the_frame(demo_version):
    app = opened(PAGES[0].file, state="TX", provider_type="bootcamp")
    assert app.selectbox(key="state").value == "TX"
    assert app.selectbox(key="provider_type").value == "bootcamp"


def test_a_link_may_say_that_a_filter_is_off(demo_version):
    app = opened(PAGES[0].file, field="All", state="All", provider_type="All")
    assert not app.exception
    assert not app.warning
    assert app.selectbox(key="field").value == "All"
    assert not any(c.value.startswith("Also chosen") for c in app.caption)


def test_a_value_that_is_not_in_the_data_falls_back_and_is_said(demo_version):
    app = opened(PAGES[0].file, field="zz")
    assert app.selectbox(key="field").value == "All"
    assert any("not in this data" in t.value for t in app.warning)


def test_every_unknown_choice_of_one_link_is_said(demo_version):
    app = opened(PAGES[0].file, as_of="2099-01-01", version="nope", college="nope", field="nope")
    assert not app.exception
    said = [t.value for t in app.warning if "is not in this data" in t.value]
    assert [t.split(" `")[0] for t in said] == ["Data version", "College", "Field", "As of"]


@pytest.mark.parametrize("day", ["0001-01-01", "2022-06-30", "2026-04-01", "9999-12-31"])
def test_a_day_before_the_first_or_after_the_newest_falls_back_and_is_said(demo_version, day):
    app = opened(PAGES[0].file, as_of=day)
    assert app.selectbox(key="as_of").value == "2026-03-31"
    assert any("not in this data" in t.value for t in app.warning)


@pytest.mark.parametrize("page", [p.file for p in PAGES])
def test_a_page_opens_on_the_first_day_that_a_link_may_name(demo_version, page):
    app = opened(page, as_of="2022-07-01")
    assert not app.exception
    assert not app.warning


@pytest.mark.parametrize("text", ["[click](http://x.org)", "www.x.org", "**:red[zz]**", "a` **b", "a\n\n# b", " "])
def test_what_a_link_says_is_shown_as_code_and_never_drawn(demo_version, text):
    said = [t.value for t in opened(PAGES[0].file, version=text, field=text).warning]
    assert len(said) == 2
    for notice in said:
        before, code, after = notice.split("`")
        assert "\n" not in code
        assert before in ("Data version ", "Field ")
        assert after.startswith(" is not in this data; ")


def test_charts_have_a_sentence_for_who_cannot_see_them(demo_version):
    charts = opened("pages/enrollment/enrollment.py").get("vega_lite_chart")
    sentences = [sentence(chart) for chart in charts]
    assert all("highest at" in one for one in sentences)
    assert len(sentences) == 4


@pytest.mark.parametrize("page", ["strategy/overview", "enrollment/enrollment", "revenue/margin"])
def test_another_field_changes_the_data_of_charts_and_nothing_that_has_them_built_anew(demo_version, page):
    app = opened(f"pages/{page}.py", field="51")
    before = [(c.proto.spec, c.proto.alt) for c in app.get("vega_lite_chart")]
    rows = [c.proto.datasets[0].data.data for c in app.get("vega_lite_chart")]
    app.selectbox(key="field").set_value("11").run()
    assert [(c.proto.spec, c.proto.alt) for c in app.get("vega_lite_chart")] == before
    assert [c.proto.datasets[0].data.data for c in app.get("vega_lite_chart")] != rows


def test_a_pinned_version_and_day_stay_when_another_page_is_opened(demo_home, demo_version):
    store = Store(demo_home)
    with store.draft("newer") as draft:
        draft.put("demo", "cubes", "tiny", pl.DataFrame({"value": [1]}))
    try:
        app = opened(PAGES[0].file, version=demo_version, as_of="2025-02-14")
        app.switch_page("pages/enrollment/enrollment.py").run()
        assert app.selectbox(key="version").value == demo_version
        assert app.selectbox(key="as_of").value == "2025-02-14"
    finally:
        store.rollback(demo_version)
