"""The registries are the checklist."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from dashboard import wording
from dashboard.cli import dashboard
from dashboard.importing.report import DEGRADES
from dashboard.navigation import PAGES
from data.contracts import TABLES
from data.ingest.plan import READERS
from data.publish.people import SCHEMAS
from data.readers import canonical
from data.reference.caveats import CAVEATS
from data.reference.sources import SOURCES
from data.store.manifest import COLLECTIONS
from queries.cubes.registry import CUBES
from queries.metrics import METRICS
from queries.semantic.dimensions import DIMENSIONS
from queries.semantic.privacy import PRIVACY
from queries.semantic.unit import METRIC_UNITS

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text()
SOURCES_OF_SETTINGS = sorted(
    file
    for folder in ("data", "queries", "dashboard", "pages")
    for file in (ROOT / folder).rglob("*.py")
    if "DASHBOARD_" in file.read_text()
)


def test_every_cube_and_dimension_has_a_class_of_privacy():
    assert {what.privacy for what in (*CUBES.values(), *DIMENSIONS.values())} <= set(PRIVACY)


def test_every_cube_is_a_file_of_its_own_name():
    folder = ROOT / "queries" / "cubes"
    assert {name for name in CUBES if not (folder / f"{name}.py").is_file()} == set()
    assert {metric.cube for metric in METRICS.values()} <= set(CUBES.values())


def test_every_published_table_about_people_is_counted_on_the_privacy_page():
    assert {table.name for cube in CUBES.values() for table in cube.tables} == set(SCHEMAS)


def test_a_metric_over_protected_columns_is_about_people():
    about_people = {metric.name for metric in METRICS.values() if metric.privacy == "people"}
    assert {"completion_rate", "completions", "employment_q2_rate", "placement_coverage", "cac"} <= about_people
    assert METRICS["marketing_cost"].privacy == "operational"  # what a channel cost says nothing of anybody


def test_every_published_table_about_people_says_what_it_is_about():
    labels = {table.label for cube in CUBES.values() for table in cube.tables}
    assert all(label and label[0].isupper() and not label.endswith(".") for label in labels)


def test_every_collection_of_a_version_has_words():
    assert tuple(wording.COLLECTIONS) == COLLECTIONS


def test_every_table_says_which_pages_lack_its_rejected_rows():
    assert set(DEGRADES) == set(TABLES)


def test_every_caveat_is_used_and_every_named_one_is_there():
    source = "\n".join(
        file.read_text()
        for folder in ("data", "queries", "dashboard")
        for file in (ROOT / folder).rglob("*.py")
        if file.name != "caveats.py"
    )
    assert [code for code in CAVEATS if f'"{code}"' not in source] == []
    named = {code for what in (*METRICS.values(), *SOURCES.values()) for code in what.caveats}
    assert named <= set(CAVEATS)


def test_labels_are_unique():
    assert len({m.label for m in METRICS.values()}) == len(METRICS)


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda m: m.name)
def test_a_metric_is_defined_in_sentences_over_columns_of_its_cube(metric):
    assert metric.definition.endswith(".")
    assert metric.unit in METRIC_UNITS
    assert set(metric.formula.meta.root_names()) <= set(metric.cube.columns)


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda m: m.name)
def test_a_metric_works_on_no_rows(metric):
    assert metric.cube.empty().select(metric.formula).height == 1


@pytest.mark.parametrize("dimension", DIMENSIONS.values(), ids=lambda d: d.name)
def test_a_dimension_cuts_a_cube(dimension):
    assert any(dimension.name in cube.dimensions for cube in CUBES.values())
    assert dimension.definition.endswith(".")


def test_every_page_is_in_the_navigation_and_back():
    assert {p.file for p in PAGES} == {str(p.relative_to(ROOT)) for p in (ROOT / "pages").rglob("*.py")}


NAMED_AS_A_PAGE = re.compile(
    r"\b[Tt]he ([A-Z][a-z]+(?: [a-z]+){0,3}) page\b|\b[Tt]he page ([A-Z][a-z]+(?: [a-z]+){0,3})"
)
TEXTS = [
    (str(file.relative_to(ROOT)), node.value)
    for floor in ("data", "queries", "dashboard", "pages")
    for file in sorted((ROOT / floor).rglob("*.py"))
    for node in ast.walk(ast.parse(file.read_text()))
    if isinstance(node, ast.Constant) and isinstance(node.value, str)
]


def test_every_page_that_a_text_names_is_there():
    titles = tuple(page.title for page in PAGES)
    named = [(file, a or b) for file, text in TEXTS for a, b in NAMED_AS_A_PAGE.findall(text)]
    assert len(named) > 10
    assert [(file, page) for file, page in named if not page.startswith(titles)] == []


def test_every_page_that_lacks_rejected_rows_is_there():
    places = {page.title for page in PAGES} | {page.section for page in PAGES} | {"Charts"}
    assert {name for text in DEGRADES.values() for name in re.split(", | and ", text.partition(":")[0])} <= places


def test_no_two_pages_share_a_title_or_an_address():
    assert len({page.title for page in PAGES}) == len({page.url for page in PAGES}) == len(PAGES)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.url)
def test_a_page_is_short_and_its_docstring_is_a_question(page):
    text = (ROOT / page.file).read_text()
    assert (ast.get_docstring(ast.parse(text)) or "").endswith("?")
    assert len(text.splitlines()) <= 120


@pytest.mark.parametrize("reader", [*READERS, canonical], ids=lambda r: r.__name__)
def test_a_reader_has_a_source_and_a_table(reader):
    assert reader.SOURCE in SOURCES
    assert reader.NAME
    assert getattr(reader, "TABLE", "providers") in TABLES


def _commands(group: click.Group, before: str = "dashboard") -> Iterator[str]:
    """Every command of a group and of the groups in it, as a reader types it."""
    for name, command in group.commands.items():
        yield from _commands(command, f"{before} {name}") if isinstance(command, click.Group) else [f"{before} {name}"]


@pytest.mark.parametrize("command", [*_commands(dashboard)])
def test_readme_names_every_command(command):
    assert re.search(rf"\b{command}\b", README)


@pytest.mark.parametrize("file", SOURCES_OF_SETTINGS, ids=lambda p: str(p.relative_to(ROOT)))
def test_readme_names_every_setting(file):
    assert set(re.findall(r"DASHBOARD_[A-Z_]+", file.read_text())) <= set(re.findall(r"DASHBOARD_[A-Z_]+", README))


def test_readme_keeps_to_one_reading():
    assert len(README.splitlines()) <= 100


@pytest.mark.parametrize("chart", sorted((ROOT / "dashboard" / "charts").glob("[!_]*.py")), ids=lambda p: p.stem)
def test_every_kind_of_chart_has_a_test_of_its_name(chart):
    assert (ROOT / "tests" / "dashboard" / "charts" / f"test_{chart.name}").is_file()


@pytest.mark.parametrize(
    "name", ["primary", "past", "knowledge", "program", "audit", "repair", "siblings", "publishing"]
)
def test_every_step_of_protection_has_a_test_of_its_name(name):
    assert (ROOT / "data" / "protect" / f"{name}.py").is_file()
    assert (ROOT / "tests" / "data" / "protect" / f"test_{name}.py").is_file()
