"""Whatever a page shows can be put into a brief, and is asked anew there: no number is kept."""

import json
from dataclasses import replace
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.brief import claim
from dashboard.charts.card import Card
from dashboard.navigation import PAGES
from dashboard.offered import recipe
from dashboard.offered.item import Item
from data.reference import periods
from queries.semantic.scope import Scope

MOST_CHANGED = 4
"""Results that a page may change by itself, so that a brief cannot ask for them again."""
MOST_LEFT_OUT = 2
"""Charts of a page whose sentence adds up what no result holds: a brief leaves them out and says so."""
EARLIER = date(2025, 12, 31)
SHOWN = [page for page in PAGES if page.title not in ("Brief", "Data")]


def walked(page, monkeypatch, **url: str) -> tuple[AppTest, list[tuple[str, str, recipe.Call]]]:
    """The page as it opens, with all that it offers to a brief: heading, kind and call."""
    offered: list = []
    monkeypatch.setattr("dashboard.finding.offer", lambda *of: offered.append(of[:3]))
    monkeypatch.setattr("dashboard.tables.offer", lambda *of: offered.append(of[:3]))
    monkeypatch.setattr("dashboard.charts.drawn.show", lambda card, call: offered.append((card.title, "chart", call)))
    app = AppTest.from_file("../../../streamlit_app.py", default_timeout=90)
    for key, value in url.items():
        app.query_params[key] = value
    app.run()
    if page.file != PAGES[0].file:
        app.switch_page(page.file).run()
    assert not app.exception
    return app, offered


def items(offered, scope: Scope) -> list[Item]:
    """Every element as an item, through JSON as it is saved; a page may change one or two of its results by itself."""
    found, changed = [], 0
    for heading, kind, call in offered:
        try:
            written = recipe.write_call(call, scope)
        except recipe.NotRepeatable:
            assert kind != "finding", heading
            changed += 1
            continue
        found.append(Item(heading, kind, json.loads(json.dumps(written)), scope.period.name))
    assert changed <= MOST_CHANGED
    return found


def text(value) -> str:
    """What a claim shows, as text."""
    if isinstance(value, Card):
        return f"{value.title}|{value.summary}"
    return value if isinstance(value, str) else str(getattr(value, "frame", value))


@pytest.mark.parametrize("page", SHOWN, ids=lambda page: page.url or "overview")
def test_what_a_page_shows_is_asked_anew_for_another_day(demo_version, page, monkeypatch):
    scope = Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))
    _, now = walked(page, monkeypatch)
    _, then = walked(page, monkeypatch, as_of=EARLIER.isoformat())
    earlier = replace(scope, as_of=EARLIER)
    shown_then = {text(call.function(*call.arguments, **call.named)) for _, _, call in then}
    for item in items(now, scope):
        # Elements that a page shows only on one of the two days have nothing to be compared with, and a section that was
        # not open on the other day has no row.
        asked = text(recipe.read(item.recipe, item.scope(earlier)))
        if asked.startswith("shape: (0,"):
            continue
        assert asked in shown_then or len(now) != len(then), f"{item.kind} {item.heading}"


@pytest.mark.parametrize("page", SHOWN, ids=lambda page: page.url or "overview")
def test_every_number_of_a_claim_stands_in_its_results(demo_version, page, monkeypatch):
    scope = Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))
    _, now = walked(page, monkeypatch)
    on_page = items(now, scope)
    claims, missing = claim.build_claims(tuple(on_page), scope)
    assert len(claims) + len(missing) == len(on_page)
    assert len(missing) <= MOST_LEFT_OUT, missing
    for item in on_page:
        if item.kind == "finding":
            assert claim.build_claim(item, scope).sentence
