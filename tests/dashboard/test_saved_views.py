"""Views are saved on Explore, opened by a link, pinned to the Overview and watched there and in the digest."""

import json
from collections.abc import Iterator
from urllib.parse import parse_qs

import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from dashboard import digest
from dashboard.cli import dashboard
from data.store.store import Store
from queries.explore import views


def opened(page: str, **url: str | list[str]) -> AppTest:
    app = AppTest.from_file("../../streamlit_app.py", default_timeout=60)
    for key, value in url.items():
        app.query_params[key] = value
    app.run()
    app = app.switch_page(f"pages/strategy/{page}.py").run() if page != "overview" else app
    assert not app.exception
    return app


@pytest.fixture
def saved(demo_home, demo_version) -> Iterator[AppTest]:
    """The page after a view was saved, pinned and watched; the version that it made is taken back afterwards."""
    app = opened("explore", explore_numbers="net_registrations", explore_rows="modality", explore_show="table")
    app.text_input(key="view_name").set_value("Seats")
    app.checkbox(key="view_pinned").set_value(True)
    app.selectbox(key="view_rule").set_value("outside")
    app.number_input(key="view_low").set_value(100_000.0)
    try:
        app.button(key="view_submit").click().run()
        assert not app.exception
        yield app
    finally:
        Store(demo_home).rollback(demo_version)


def test_a_view_is_saved_listed_and_opened_by_a_link(saved):
    assert any("Saved Seats as version" in s.value for s in saved.success)
    link = next(block.proto.url for block in saved.run().get("link_button") if block.proto.label == "Open Seats")
    url = parse_qs(link.removeprefix("?"), keep_blank_values=True)
    assert url["explore_rows"] == ["modality"]
    again = opened("explore", **url)
    assert again.dataframe[0].value.equals(saved.dataframe[0].value)
    assert any("Net registrations by modality, saved for FY2026" in c.value for c in again.caption)


def test_the_overview_shows_what_is_pinned_and_what_its_rule_found(saved, demo_home):
    app = opened("overview", version=Store(demo_home).current().id)
    links = [block.proto.label.replace("\\", "") for block in app.get("page_link")]
    assert any(label.startswith("**Seats:** Net registrations is highest") for label in links)
    assert any(label.startswith("Seats: net registrations for") and "under 100,000" in label for label in links)


def test_the_digest_says_the_same_in_three_formats(saved):
    written = {kind: CliRunner().invoke(dashboard, ["digest", "--format", kind]).stdout for kind in digest.FORMATS}
    assert "- Seats: net registrations for" in written["text"]
    assert "<li>Seats: net registrations for" in written["html"]
    lines = json.loads(written["json"])["lines"]
    assert (lines[0]["page"], lines[0]["about"]) == ("Explore", "Seats")
    assert {"This week", "Goals"} <= {line["page"] for line in lines}


def test_a_rule_needs_a_limit_and_a_view_a_name(demo_version):
    app = opened("explore")
    app.button(key="view_submit").click().run()
    assert "Give the view a name" in app.error[0].value
    app.text_input(key="view_name").set_value("Seats")
    app.selectbox(key="view_rule").set_value("chance_under")
    app.button(key="view_submit").click().run()
    assert [e.value for e in app.error] == ["Give the rule a limit."]


def test_a_quiet_digest_says_so(demo_version, monkeypatch):
    for name in ("_watched", "_sections", "_goals", "_old"):
        monkeypatch.setattr(digest, name, lambda *of: [])
    assert digest.QUIET in CliRunner().invoke(dashboard, ["digest"]).stdout


def test_without_views_the_overview_has_no_list_of_them(demo_version):
    assert views.saved(demo_version, "demo") == ()
    assert not any(m.value == "## Pinned views" for m in opened("overview").markdown)
