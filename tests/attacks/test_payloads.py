"""What a browser is sent, a script is answered and a forecast is fed holds no hidden number of the demo college."""

import json
import struct
from dataclasses import replace
from datetime import date
from fractions import Fraction

import polars as pl
import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from dashboard import cells, export, passport, reader
from dashboard.cli import dashboard
from dashboard.navigation import PAGES
from dashboard.page import sections
from data.publish import counting, people
from data.reference import periods
from data.store.store import Store, scan
from queries.answer import measure
from queries.cubes.registry import CUBES
from queries.metrics.outcomes import COMPLETION_RATE, COMPLETIONS
from queries.semantic.scope import Scope, Unanswerable

FACTS = ("registrations", "sections", "offerings", "learners")
ABOUT_PEOPLE = [p.file for p in PAGES if p.section in ("Outcomes", "Forecast")] + [PAGES[0].file]
INDEX = {"completion": ("grain", "value"), "completion_groups": ("grain", "value", "attribute", "group"), "completion_formats": ("attribute", "group")}  # fmt: skip


@pytest.fixture(scope="module")
def secrets(demo_home) -> set[float]:
    """Rates of all cells that are hidden or shown as of an earlier day, and of no cell that is shown."""
    version = Store(demo_home).current()
    assert version is not None
    facts = {name: pl.scan_parquet(version.verified(version.entry("demo", "facts", name))) for name in FACTS}
    tables = people.declared(counting.people(facts)).tables
    hidden, shown = set(), set()
    for name, table in tables.items():
        seen = pl.read_parquet(version.verified(version.entry("demo", "cubes", name)))
        on = [*INDEX[name], "cohort", "as_of"]
        text = [pl.col(c).cast(pl.String) for c in INDEX[name]]
        both = table.frame.with_columns(text).join(seen.with_columns(text), on=on, suffix="_seen")
        assert both.height == table.frame.height
        for row in both.to_dicts():
            rate = row["completed"] / row["started"] if row["started"] else None
            is_current = row["completed_seen"] == row["completed"] and row["started_seen"] == row["started"]
            (shown if is_current else hidden).add(rate)
            if row["completed_seen"] is not None:
                shown.add(row["completed_seen"] / row["started_seen"])
    placed = pl.read_parquet(version.verified(version.entry("demo", "cubes", "placement")))
    for one, other in (("placed", "known"), ("known", "completers")):  # the same fraction of other people is no leak
        shown |= set(placed.select(pl.col(one) / pl.col(other)).to_series().drop_nulls().to_list())
    # Simple fractions stand for many other things: 4 of 9 sections, an axis, a setting.
    return {
        rate
        for rate in hidden - shown
        if rate is not None and Fraction(rate).limit_denominator(5000).denominator > 40 and len(repr(rate)) > 12
    }


def payload(app: AppTest) -> bytes:
    """Every message about an element of the page, as it goes over the wire."""
    found = []
    for block in (app.main, app.sidebar):
        found += [element.proto.SerializeToString() for element in block if getattr(element, "proto", None) is not None]
    return b"".join(found)


def leaks(secrets: set[float], sent: bytes) -> list[float]:
    text = sent.decode("utf-8", "ignore")
    return [rate for rate in secrets if struct.pack("<d", rate) in sent or repr(rate)[:10] in text]


def test_there_is_something_to_hide(secrets):
    assert len(secrets) > 200


@pytest.mark.parametrize("page", ABOUT_PEOPLE)
def test_no_message_to_the_browser_holds_a_hidden_rate(demo_version, secrets, page):
    app = AppTest.from_file("../../streamlit_app.py", default_timeout=120).run()
    app = app if page == PAGES[0].file else app.switch_page(page).run()
    assert not app.exception
    sent = payload(app)
    assert len(sent) > 1000
    assert leaks(secrets, sent) == []


def test_no_cut_of_completion_shows_a_hidden_rate_in_its_chart_or_table(demo_version, secrets):
    app = AppTest.from_file("../../streamlit_app.py", default_timeout=120).run()
    app.switch_page("pages/outcomes/completion.py").run()
    box = next(b for b in app.selectbox if "offering" in [str(o).lower() for o in b.options])
    for option in box.options:
        app.selectbox(key=box.key).set_value(option).run()
        assert not app.exception
        specs = [chart.proto.spec for chart in app.get("vega_lite_chart") if chart.proto.spec]
        assert all(json.loads(spec) for spec in specs)
        assert leaks(secrets, payload(app) + "".join(specs).encode()) == []


@pytest.mark.parametrize("by", ["field", "offering", "modality", "length_band", "age_band", "gender", "employment"])
def test_answers_and_their_csv_hold_no_hidden_rate(demo_version, secrets, by):
    for period, day in (("FY2024", date(2024, 6, 30)), ("FY2025", date(2025, 9, 30)), ("FY2026", date(2026, 3, 31))):
        answer = measure(
            COMPLETION_RATE,
            COMPLETIONS,
            by=[by],
            scope=Scope(demo_version, "demo", periods.STANDARD.parse(period), day),
        )
        known = passport.of_answer(answer)
        files = export.file(known) + cells.in_words(known.table).write_csv()
        assert leaks(secrets, files.encode()) == []
        assert 0 not in answer.frame["completion_rate"].to_list()


@pytest.mark.parametrize(
    ("by", "where"),
    [("age_band", ["gender=male"]), ("age_band", ["offering=fire-1"]), ("modality", ["field=11"]), ("month", [])],
)
def test_a_link_to_a_grain_that_is_not_published_is_refused_with_a_sentence(demo_version, by, where):
    arguments = [part for pair in where for part in ("--where", pair)]
    result = CliRunner().invoke(dashboard, ["ask", "completion_rate", "--by", by, *arguments])
    assert result.exit_code == 2
    assert "published" in result.output


def test_a_union_whose_complement_is_hidden_is_refused(demo_version):
    scope = Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))
    by_offering = measure(COMPLETIONS, by=["offering"], scope=scope).frame
    known = by_offering.drop_nulls("completions")["offering"].to_list()
    assert 2 < len(known) < by_offering.height
    union = Scope(scope.version, "demo", scope.period, scope.as_of, tuple(("offering", name) for name in known))
    with pytest.raises(Unanswerable, match="give them away"):
        measure(COMPLETIONS, scope=union)
    hidden = by_offering.filter(pl.col("completions").is_null())["offering"][0]
    with pytest.raises(Unanswerable, match="hidden"):
        measure(
            COMPLETIONS,
            scope=Scope(
                scope.version, "demo", scope.period, scope.as_of, (("offering", hidden), ("offering", known[0]))
            ),
        )


def test_revenue_and_price_say_nothing_of_outcomes(demo_version):
    # revenue ÷ price gives seats, which are operational and exact for staff; no such cube says who completed
    outcome = {"completed", "completions", "failed", "withdrawn"}
    for name in ("enrollment", "sections", "section_days", "headcount", "programs"):
        assert not outcome & set(scan(demo_version, "demo", name).collect_schema().names())


@pytest.mark.parametrize("cube", [c for c in CUBES.values() if c.privacy != "public"], ids=lambda c: c.name)
def test_a_cube_that_does_not_say_whom_it_counts_cannot_be_declared(cube):
    with pytest.raises(ValueError, match="count people"):
        replace(cube, counts_people=())


def test_a_public_audience_finds_no_page_of_the_staffs_daily_work(demo_version, monkeypatch):
    monkeypatch.setenv("DASHBOARD_AUDIENCE", "public")
    shown = {page.title for pages in sections(reader.person()).values() for page in pages}
    assert {"Market", "Completion", "Privacy"} <= shown
    assert not shown & {p.title for p in PAGES if p.section in ("Enrollment", "Revenue", "Forecast")}
    assert not shown & {"Overview", "Data", "Log"}


@pytest.mark.parametrize("entry", [p for p in PAGES if p.is_public], ids=lambda entry: entry.title)
def test_a_page_for_a_public_audience_opens(demo_version, monkeypatch, entry):
    monkeypatch.setenv("DASHBOARD_AUDIENCE", "public")
    app = AppTest.from_file("../../streamlit_app.py", default_timeout=60).run()
    assert not app.switch_page(entry.file).run().exception
