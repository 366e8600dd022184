"""What source must look like: imports go down (pages → dashboard → queries → data), one owner of state, short files."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted(p for folder in ("data", "queries", "dashboard", "pages") for p in (ROOT / folder).rglob("*.py"))
FORBIDDEN = {
    "data": {"streamlit", "altair", "queries", "dashboard", "pages", "statsmodels"},
    "queries": {"streamlit", "altair", "dashboard", "pages"},
    "dashboard": {"pages"},
    "pages": {"data", "polars", "altair"},
}


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {a.name.split(".")[0] for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_go_down(path):
    assert not imported(path) & FORBIDDEN[path.relative_to(ROOT).parts[0]]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_state_and_address_have_one_owner(path):
    text = path.read_text()
    if path.name not in ("scope_bar.py", "version_link.py"):
        assert "session_state" not in text
        assert "query_params" not in text


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_only_one_file_imports_what_is_inside_streamlit(path):
    if path != ROOT / "dashboard" / "streamlit_internals.py":
        assert not re.search(r"^\s*(from streamlit\b|import streamlit\.)", path.read_text(), re.MULTILINE)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_files_are_short(path):
    assert len(path.read_text().splitlines()) <= 300


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_day_is_written_in_a_way_that_windows_refuses(path):
    # %-d, the day without a zero, is known to some C libraries only; the formats of charts are the browser's.
    assert not re.search(r"\{[^{}]*:[^{}]*%-|strftime\([^)]*%-", path.read_text())
