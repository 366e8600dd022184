"""What `dashboard/ahead.py` and every cache rest on: a kept function follows from its arguments and does nothing else.

Kept are the questions and words that `recall` and `derive` are given, cards that are `drawn`, and what has `kept` or
`shape`. What they reach in `queries` and `dashboard` is read here, without being run.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from dashboard.ask import derive, recall
from dashboard.finding import show_finding

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ("queries", "dashboard", "pages")
KEEPING = {"drawn", "shape", "kept"}
ASKING = {recall.__name__, derive.__name__, show_finding.__name__}
MECHANISM = {
    "dashboard.ask",
    "dashboard.ahead",
    "dashboard.origins",
    "dashboard.charts.drawn",
    "dashboard.charts.shape",
}
"""What notes and keeps results, and so has a memory of its own."""
OUTSIDE = {"streamlit", "time", "random", "secrets", "uuid", "os", "sys", "subprocess", "socket", "urllib", "threading"}
"""Nothing that follows from arguments alone needs these."""
MAKING = ("streamlit.column_config", "streamlit.dataframe_util")
"""What of them only makes a value of its arguments: how a column is shown, and rows as they are sent."""
STEERED_BY_A_CLOCK = {("queries.forecasting.issued.publishing", "_mapped")}
"""What looks at the time to choose who does the work, and gives the same result whoever does it."""
CLOCKS = {"today", "now", "utcnow", "fromtimestamp"}
WRITING = ("write_", "sink_")
READING = {
    "open",
    "print",
    "input",
    "read_text",
    "read_bytes",
    "read_parquet",
    "read_csv",
    "scan_parquet",
    "scan_csv",
    "glob",
}
FROM_DISK = {
    **{f"data.store.store.{name}": set() for name in ("scan", "scan_or_empty", "holds")},
    "data.store.store.Store": {"version"},
    "data.store.derived.Basis": {"key"},
    "data.store.derived.find": set(),
    "data.store.ledger.Ledger": {"read"},
}
"""What reads a published table or the ledger by its content, so that it never changes, with the methods that do so."""
CHANGING = {
    "append", "extend", "insert", "remove", "pop", "popitem", "clear", "update", "setdefault", "add", "discard",
}  # fmt: skip
"""Methods that change what they belong to."""


@dataclass
class Module:
    """A file of ours: what it defines, and what its names stand for."""

    name: str
    tree: ast.Module
    defined: dict[str, ast.AST] = field(default_factory=dict)
    imported: dict[str, str] = field(default_factory=dict)


@cache
def modules() -> dict[str, Module]:
    paths = [path for floor in FLOORS for path in sorted((ROOT / floor).rglob("*.py"))]
    return {module.name: module for module in map(_module, paths)}


def _module(path: Path) -> Module:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return module_of(".".join(parts[:-1] if parts[-1] == "__init__" else parts), path.read_text())


def module_of(name: str, text: str) -> Module:
    module = Module(name, ast.parse(text))
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            module.imported |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
        elif isinstance(node, ast.Import):
            module.imported |= {a.asname or a.name.partition(".")[0]: a.name for a in node.names}
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            module.defined[node.name] = node
    return module


def meant(name: ast.expr, module: Module, local: frozenset[str] = frozenset()) -> str:
    """What a dotted name stands for, in full; empty for what is local."""
    if isinstance(name, ast.Attribute):
        before = meant(name.value, module, local)
        return before and f"{before}.{name.attr}"
    if not isinstance(name, ast.Name) or name.id in local:
        return ""
    return module.imported.get(name.id) or (f"{module.name}.{name.id}" if name.id in module.defined else "")


def place_of(full: str) -> tuple[Module, str] | None:
    """Where a function or class is defined, also where a package hands it on."""
    before, _, last = full.rpartition(".")
    module = modules().get(before)
    if module is None:
        return None
    if last in module.defined:
        return module, last
    handed_on = module.imported.get(last, full)
    return place_of(handed_on) if handed_on != full else None


def kept_functions() -> dict[str, tuple[Module, str]]:
    """Every function whose results are kept, by its full name."""
    places = {}
    for module in modules().values():
        for name, node in module.defined.items():
            if isinstance(node, ast.FunctionDef) and {_word(one) for one in node.decorator_list} & KEEPING:
                places[f"{module.name}.{name}"] = (module, name)
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and _word(node.func) in ASKING and node.args:
                place = place_of(meant(node.args[0], module))
                if place and place[0].name not in MECHANISM:
                    places[f"{place[0].name}.{place[1]}"] = place
    return {name: place for name, place in places.items() if place[0].name not in MECHANISM}


def _word(name: ast.expr) -> str:
    name = name.func if isinstance(name, ast.Call) else name
    return name.attr if isinstance(name, ast.Attribute) else getattr(name, "id", "")


@cache
def reached() -> dict[tuple[str, str], str]:
    """Every function and class that a kept function may come to, with the way there."""
    ways = {(module.name, name): full for full, (module, name) in kept_functions().items()}
    ahead = list(ways)
    while ahead:
        module, name = ahead.pop()
        for full in sorted(names_in(modules()[module], modules()[module].defined[name])):
            place = place_of(full)
            if place and place[0].name not in MECHANISM and (place[0].name, place[1]) not in ways:
                ways[place[0].name, place[1]] = f"{ways[module, name]} → {full}"
                ahead.append((place[0].name, place[1]))
    return ways


def local_names(node: ast.AST) -> frozenset[str]:
    """Arguments and what is assigned inside, which hide what the module means by the same name."""
    parts = list(ast.walk(node))
    stored = {part.id for part in parts if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}
    return frozenset(stored | {part.arg for part in parts if isinstance(part, ast.arg)})


def names_in(module: Module, node: ast.AST) -> set[str]:
    local = frozenset() if isinstance(node, ast.ClassDef) else local_names(node)
    parts = (part for part in ast.walk(node) if isinstance(part, ast.Attribute | ast.Name))
    return {meant(part, module, local) for part in parts} - {""}


def effects(module: Module, node: ast.AST) -> Iterator[str]:
    """What in a function depends on more than its arguments, or does more than return a result."""
    for full in names_in(module, node):
        if full.partition(".")[0] in OUTSIDE and not full.startswith(MAKING):
            yield full
    for part in ast.walk(node):
        if isinstance(part, ast.Global):
            yield ast.unparse(part)
        if isinstance(part, ast.Call):
            word, full = _word(part.func), meant(part.func, module)
            is_clock = word in CLOCKS and full.startswith("datetime.")
            if is_clock or word.startswith(WRITING) or word in READING:
                yield ast.unparse(part.func)
            if full.startswith("numpy.random.") and not (word in ("default_rng", "Generator") and part.args):
                yield f"{full} without a seed"
            if full.startswith("data.store.") and full not in FROM_DISK:
                yield full
            made_by = meant(part.func.value.func, module) if _is_of_a_call(part.func) else ""
            if made_by in FROM_DISK and FROM_DISK[made_by] and word not in FROM_DISK[made_by]:
                yield f"{made_by}.{word}"
    yield from changed_arguments(node)


def _is_of_a_call(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and isinstance(function.value, ast.Call)


def changed_arguments(node: ast.AST) -> Iterator[str]:
    """Where a function changes what it was given, which others hold as well."""
    if not isinstance(node, ast.FunctionDef):
        return
    given = {one.arg for one in (*node.args.args, *node.args.kwonlyargs, *node.args.posonlyargs)}
    anew = {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    for part in ast.walk(node):
        is_call = isinstance(part, ast.Call) and _word(part.func) in CHANGING
        target = part.func if is_call else part
        if not isinstance(target, ast.Attribute | ast.Subscript):
            continue
        if (is_call or isinstance(target.ctx, ast.Store | ast.Del)) and _root(target) in given - anew:
            yield ast.unparse(part)


def _root(name: ast.expr) -> str:
    while isinstance(name, ast.Attribute | ast.Subscript):
        name = name.value
    return getattr(name, "id", "")


def test_what_is_kept_follows_from_its_arguments():
    done = {}
    for place, why in reached().items():
        module = modules()[place[0]]
        if odd := {*effects(module, module.defined[place[1]])}:
            done[place] = odd, why
    steered = {place: odd for place, (odd, _) in done.items() if place in STEERED_BY_A_CLOCK}
    assert steered == {place: {"time.perf_counter"} for place in STEERED_BY_A_CLOCK}
    assert {place: both for place, both in done.items() if place not in steered} == {}


@pytest.mark.parametrize(
    "source",
    [
        "import streamlit as st\ndef f(scope): return st.session_state['a']",
        "import time\ndef f(scope): return time.time()",
        "from datetime import date\ndef f(scope): return date.today()",
        "import os\ndef f(scope): return os.environ['A']",
        "import numpy as np\ndef f(scope): return np.random.normal()",
        "import numpy as np\ndef f(scope): return np.random.default_rng().normal()",
        "def f(scope): return open(scope.file)",
        "def f(frame): frame.write_csv('a')",
        "def f(scope):\n    global made\n    made = 1",
        "from data.store.ledger import Ledger\ndef f(entry): Ledger().append([entry])",
        "from data.store.store import Store\ndef f(note): return Store().draft(note)",
        "def f(rows): rows.append(1)",
        "def f(rows): rows[0] = 1",
    ],
)
def test_what_does_not_follow_from_arguments_would_be_noticed(source):
    module = module_of("queries.any", source)
    assert [*effects(module, module.defined["f"])]


@pytest.mark.parametrize(
    "source",
    [
        "import numpy as np\ndef f(seed): return np.random.default_rng(seed).normal()",
        "from datetime import date\ndef f(day): return date.fromisoformat(day)",
        "from streamlit import column_config\ndef f(words): return column_config.Column(words)",
        "from data.store.ledger import Ledger\ndef f(stamp): return Ledger().read()",
        "def f(paths):\n    found = []\n    found.append(paths.now(1))\n    return found",
    ],
)
def test_what_follows_from_arguments_is_let_be(source):
    module = module_of("queries.any", source)
    assert [*effects(module, module.defined["f"])] == []


def test_questions_words_and_cards_are_all_read():
    places = {(module.partition(".")[0], name) for module, name in reached()}
    assert places >= {
        ("queries", "measure"),
        ("queries", "standings"),
        ("queries", "without_cleaning"),
        ("dashboard", "by_month"),
        ("dashboard", "sentence_of_standing"),
        ("dashboard", "goals_table"),
    }
