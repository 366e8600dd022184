"""What source must look like: imports go down (pages → dashboard → queries → data), one owner of state, short files."""

import ast
import builtins
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from dashboard.ask import derive, recall
from dashboard.finding import show_finding
from data.caches import CACHES

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted(p for folder in ("data", "queries", "dashboard", "pages") for p in (ROOT / folder).rglob("*.py"))
FORBIDDEN = {
    "data": {"streamlit", "altair", "queries", "dashboard", "pages", "statsmodels"},
    "queries": {"streamlit", "altair", "dashboard", "pages"},
    "dashboard": {"pages"},
    "pages": {"data", "polars", "altair"},
}
OWNER_OF_CACHES = ROOT / "data" / "caches.py"
FORBIDDEN_CACHES = {"cachetools", "lru_cache", "weakref", "cache_data", "cache_resource"}
TABLES_TO_FILL = {"dict", "OrderedDict", "defaultdict", "LRUCache", "TTLCache"}
"""What a cache made by hand would be."""


@cache
def text(path: Path) -> str:
    return path.read_text()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(text(path))


def breaking(law: Callable[[Path], object]) -> list[str]:
    """The files of ours for which a law does not hold."""
    return [path.relative_to(ROOT).as_posix() for path in FILES if not law(path)]


@cache
def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names |= {a.name.split(".")[0] for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


def test_imports_go_down():
    assert breaking(lambda path: not imported(path) & FORBIDDEN[path.relative_to(ROOT).parts[0]]) == []


def test_state_and_address_have_one_owner():
    owners = ("address.py", "basket.py", "scope_bar.py", "version_link.py")
    assert breaking(lambda path: path.name in owners or not re.search("session_state|query_params", text(path))) == []


def test_only_one_file_imports_what_is_inside_streamlit():
    inside = re.compile(r"^\s*(from streamlit\b|import streamlit\.)", re.MULTILINE)
    assert breaking(lambda path: not inside.search(text(path))) == ["dashboard/streamlit_internals.py"]


def test_files_are_short():
    assert breaking(lambda path: len(text(path).splitlines()) <= 300) == []


def test_no_day_is_written_in_a_way_that_windows_refuses():
    # %-d, the day without a zero, is known to some C libraries only; the formats of charts are the browser's.
    refused = re.compile(r"\{[^{}]*:[^{}]*%-|strftime\([^)]*%-")
    assert breaking(lambda path: not refused.search(text(path))) == []


def test_every_table_on_screen_has_declared_columns():
    # What draws a frame without them draws rows of a file as they stand in it, and nothing else.
    may_draw, drawn = {"tables.py", "boards.py", "file_rows.py"}, re.compile(r"\bst\.(dataframe|table)\(")
    assert breaking(lambda path: path.name in may_draw or not drawn.search(text(path))) == []


def test_files_that_are_brought_are_read_in_a_process_of_their_own():
    # The parsers themselves run in that process. Files that we bundle and score ourselves are read by commands that may
    # end with them.
    may_read = {"workbook.py", "text.py", "reading_child.py", "score_postings.py"}
    reading, bundled = re.compile(r"\btext\.(contents|tables|read)\(|fastexcel\.|scan_csv\("), ROOT / "data" / "bundled"
    our_own = {path for path in FILES if path.name in may_read or path.is_relative_to(bundled)}
    assert breaking(lambda path: path in our_own or not reading.search(text(path))) == []


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for path in FILES}


@cache
def modules_imported(path: Path) -> set[str]:
    """Modules of ours that a file imports anywhere, in functions and for the type checker too."""
    names = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inside = {f"{node.module}.{alias.name}" for alias in node.names}
            names |= {name if name in MODULES else node.module for name in inside}
    return names & MODULES.keys()


def circle(arrows: dict[str, set[str]]) -> list[str]:
    """What is left when everything that imports nothing of what is left is taken away, again and again."""
    left = {name: set(targets) - {name} for name, targets in arrows.items()}
    while ends := {name for name, targets in left.items() if not targets & left.keys()}:
        left = {name: targets for name, targets in left.items() if name not in ends}
    return sorted(left)


def test_no_modules_import_each_other_in_a_circle():
    assert circle({name: modules_imported(path) for name, path in MODULES.items()}) == []


def test_no_rooms_import_each_other_in_a_circle():
    """A room is a folder; a file that lies beside folders at the top of a floor is a room of its own."""
    room = {name: name if path.parent.parent == ROOT else name_of(path.parent) for name, path in MODULES.items()}
    arrows: dict[str, set[str]] = {place: set() for place in room.values()}
    for name, path in MODULES.items():
        arrows[room[name]] |= {room[other] for other in modules_imported(path)}
    assert circle(arrows) == []


def test_only_engines_compute_with_statsmodels():
    engines = ROOT / "queries" / "engines"
    assert breaking(lambda path: path.is_relative_to(engines) or "statsmodels" not in imported(path)) == []


def last(name: ast.expr) -> str:
    """The last part of a dotted name."""
    return name.attr if isinstance(name, ast.Attribute) else getattr(name, "id", "")


def other_caches(module: ast.Module) -> list[str]:
    """What keeps results apart from `data.caches`; a function without an argument is a constant and may have `cache`."""
    odd = []
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom | ast.Import):
            names = {alias.name for alias in node.names} | {getattr(node, "module", None)}
            odd += [ast.unparse(node)] if names & FORBIDDEN_CACHES else []
        elif (isinstance(node, ast.Attribute) and node.attr in FORBIDDEN_CACHES) or (
            isinstance(node, ast.Call) and last(node.func) == "cache"
        ):
            odd.append(ast.unparse(node))
        elif isinstance(node, ast.FunctionDef) and ast.unparse(node.args):
            odd += [f"{node.name} takes an argument" for one in node.decorator_list if last(one) == "cache"]
    for node in module.body:
        value = getattr(node, "value", None)
        is_empty = isinstance(value, ast.Dict) and not value.keys
        is_made = isinstance(value, ast.Call) and last(value.func) in TABLES_TO_FILL and not value.args + value.keywords
        odd += [ast.unparse(node)] if is_empty or is_made else []
    return odd


def test_there_is_one_way_to_keep_results():
    assert breaking(lambda path: path == OWNER_OF_CACHES or not other_caches(tree(path))) == [], OWNER_OF_CACHES


@pytest.mark.parametrize(
    "source",
    [
        "from functools import lru_cache",
        "import functools\n@functools.lru_cache\ndef f(): ...",
        "import functools\n@functools.cache\ndef f(x): ...",
        "after = cache(lambda where: 1)",
        "@st.cache_data(max_entries=3)\ndef f(): ...",
        "import cachetools",
        "from cachetools import LRUCache",
        "_read: dict[str, int] = {}",
        "_read = OrderedDict()",
    ],
)
def test_another_way_to_keep_results_would_be_noticed(source):
    assert other_caches(ast.parse(source))


def test_a_constant_is_no_cache():
    assert not other_caches(ast.parse("@cache\ndef template(): ...\nWORDS = {'a': 1}\ndef f():\n    found = {}"))


def test_the_table_of_caches_names_each_of_them_once():
    calls = re.compile(r"(?:@kept|= bounded)\(\"(\w+)\"")
    assert Counter(name for path in FILES for name in calls.findall(text(path))) == dict.fromkeys(CACHES, 1)


DRAWING = {"caption", "columns", "container", "divider", "info", "markdown", "popover", "stop", "warning"}
"""What a page asks of Streamlit itself; whatever a reader can change goes through `linked`, which has the address hold it."""
ASKING = {recall.__name__, derive.__name__, show_finding.__name__}
"""What is given a question, or words, with what they are about."""
PLAIN = {
    "dict",
    "enumerate",
    "float",
    "int",
    "len",
    "list",
    "max",
    "min",
    "next",
    "range",
    "sorted",
    "sum",
    "tuple",
    "zip",
}
CHANGING = {"append", "extend", "insert", "remove", "pop", "clear", "update", "setdefault", "add", "discard"}
STATEMENTS = (ast.Expr, ast.Assign, ast.For, ast.If, ast.With, ast.Import, ast.ImportFrom)
PAGES = [path for path in FILES if path.is_relative_to(ROOT / "pages")]


def beyond_recalling_and_drawing(module: ast.Module) -> list[str]:
    """What a page does that is neither to recall nor to draw; `dashboard/ahead.py` works ahead on the strength of it."""
    come_from = {
        alias.asname or alias.name: getattr(node, "module", None) or alias.name
        for node in module.body
        if isinstance(node, ast.ImportFrom | ast.Import)
        for alias in node.names
    }
    odd = [
        f"import of {name}"
        for name in come_from.values()
        if name.split(".")[0] not in ("streamlit", "dashboard", "queries")
    ]
    for node in ast.walk(module):
        if isinstance(node, ast.stmt) and not isinstance(node, STATEMENTS):
            odd.append(ast.unparse(node))
        if isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
            odd.append(ast.unparse(node))
        if isinstance(node, ast.Call) and not _is_recalled_or_drawn(node, come_from):
            odd.append(ast.unparse(node))
    return odd


def _is_recalled_or_drawn(call: ast.Call, come_from: dict[str, str]) -> bool:
    root, word = call.func, last(call.func)
    while isinstance(root, ast.Attribute | ast.Subscript | ast.Call):
        root = root.func if isinstance(root, ast.Call) else root.value
    floor = come_from.get(getattr(root, "id", ""), "").split(".")[0]
    if floor == "dashboard":
        asked = call.args[0] if word in ASKING and call.args else None
        return asked is None or (isinstance(asked, ast.Name | ast.Attribute) and _first(asked) in come_from)
    if floor == "streamlit":
        return word in DRAWING
    if floor == "queries":  # a value may be made, or a constant asked; a question goes through `recall`
        return word[0].isupper() or (isinstance(call.func, ast.Attribute) and last(call.func.value).isupper())
    if isinstance(call.func, ast.Name):
        return word in PLAIN or word not in dir(builtins)
    return word not in CHANGING and not word.startswith(("write", "read", "sink", "save"))


def _first(name: ast.expr) -> str:
    while isinstance(name, ast.Attribute):
        name = name.value
    return getattr(name, "id", "")


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_a_page_recalls_and_draws_and_nothing_else(path):
    assert beyond_recalling_and_drawing(tree(path)) == []


@pytest.mark.parametrize(
    "line",
    [
        "import datetime",
        "from time import time",
        "from data.store.store import scan",
        "def worked_out(): ...",
        "while True: ...",
        "total += 1",
        "answer.frame = 1",
        "titles['a'] = 'b'",
        "names.append('a')",
        "open('a')",
        "frame.write_csv('a')",
        "st.button('Go')",
        "st.selectbox('A', [])",
        "goals.standings(scope)",
        "recall(lambda scope: 1, scope)",
        "recall(worked_out, scope)",
        "hash(scope)",
    ],
)
def test_a_page_that_does_more_would_be_noticed(line):
    imports = "import streamlit as st\nfrom dashboard.ask import recall\nfrom queries.revenue import goals\n"
    assert beyond_recalling_and_drawing(ast.parse(imports)) == []
    assert beyond_recalling_and_drawing(ast.parse(imports + line))
