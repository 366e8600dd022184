"""Asks every metric by every dimension and writes the answers down, so that two states of the code can be compared.

    DASHBOARD_HOME=… python -m tests.same_answers record FILE     # with the code before
    DASHBOARD_HOME=… python -m tests.same_answers record FILE     # with the code after, in the same home
    python -m tests.same_answers compare BEFORE AFTER             # exit code 1 where a number or a refusal differs

Asked are: every metric alone, by each dimension, and inside the first value of each dimension; every cube by each pair
of its dimensions and inside two values of one; the same for a public audience by each dimension. All for the colleges of
the home, two periods and two as-of dates. A refusal whose sentence alone has changed is reported and is no difference.
"""

import json
import os
import sys
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path

from data.reference import periods
from data.store.store import Store
from queries import college as colleges
from queries.answer import measure
from queries.metrics import METRICS
from queries.semantic.dimensions import DIMENSIONS
from queries.semantic.scope import Scope, Unanswerable

DIGITS = 12
"""Sums of floats may come in another order; what is left is far below what any page shows."""


def scopes() -> Iterator[Scope]:
    """Two periods at two as-of dates for each college of the current version of the home."""
    version = Store().current()
    if version is None:
        raise SystemExit("This home has no data: run `python -m dashboard demo` and `import` first.")
    for college in version.colleges:
        newest = colleges.span(version.id, college)[1]
        for as_of in (newest, periods.add_months(newest, -8)):
            for kind in ("fiscal_year", "quarter"):
                yield Scope(version.id, college, periods.STANDARD.containing(as_of, kind), as_of)


def ask(names: tuple[str, ...], by: tuple[str, ...], scope: Scope) -> dict:
    """What is answered, as plain values; `refused` holds the sentence of a refusal."""
    try:
        answer = measure(*(METRICS[name] for name in names), by=by, scope=scope)
    except Unanswerable as refusal:
        return {"refused": str(refusal)}
    rows = sorted(([_plain(value) for value in row] for row in answer.frame.rows()), key=str)
    hidden = [answer.hidden, int(answer.is_hidden.sum())]
    return {"rows": rows, "hidden": hidden, "not_applied": list(answer.not_applied)}


def _plain(value: object) -> object:
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}")
    return f"{value}" if isinstance(value, date) else value


def questions(scope: Scope) -> Iterator[tuple[str, dict]]:
    """A name and an answer for everything that is asked of one scope."""
    cubes: dict[str, list[str]] = {}
    for metric in METRICS.values():
        cubes.setdefault(metric.cube.name, []).append(metric.name)
    values = {(cube, d): _values(names[0], d, scope) for cube, names in cubes.items() for d in DIMENSIONS}
    for name, metric in METRICS.items():
        yield name, ask((name,), (), scope)
        for dimension in DIMENSIONS:
            yield f"{name} by {dimension}", ask((name,), (dimension,), scope)
            for value in values[metric.cube.name, dimension][:1]:
                yield f"{name} where {dimension}={value}", ask((name,), (), scope.narrowed(**{dimension: value}))
    for cube, names in cubes.items():
        cuts = [dimension for dimension in DIMENSIONS if values[cube, dimension]]
        for pair in combinations(cuts, 2):
            yield f"{cube} by {' and '.join(pair)}", ask(tuple(names), pair, scope)
        for dimension in DIMENSIONS:
            if len(two := values[cube, dimension][:2]) == 2:
                where = tuple((dimension, value) for value in two)
                both = Scope(scope.version, scope.college, scope.period, scope.as_of, where)
                yield f"{cube} where {dimension} is one of {two}", ask(tuple(names), (), both)
    os.environ["DASHBOARD_AUDIENCE"] = "public"
    for cube, names in cubes.items():
        for dimension in DIMENSIONS:
            yield f"{cube} by {dimension} in public", ask(tuple(names), (dimension,), scope)
    del os.environ["DASHBOARD_AUDIENCE"]


def _values(name: str, dimension: str, scope: Scope) -> list[str]:
    """The values that a metric has by a dimension; none where it is not cut by it."""
    rows = ask((name,), (dimension,), scope).get("rows", [])
    return [f"{row[0]}" for row in rows if row[0] is not None]


def record(file: Path) -> None:
    """Write every answer of the home that DASHBOARD_HOME names."""
    answers = {}
    for scope in scopes():
        where = f"{scope.college}, {scope.period.name} as of {scope.as_of}: "
        answers |= {where + name: answer for name, answer in questions(scope)}
    file.write_text(json.dumps(answers, indent=0))
    print(f"{len(answers):,} answers, of which {sum('refused' in a for a in answers.values()):,} are refusals.")


def compare(before: Path, after: Path) -> int:
    """Print what differs; 0 where nothing does, else 1."""
    old, new = (json.loads(file.read_text()) for file in (before, after))
    changed = [name for name in {**old, **new} if _numbers(old.get(name)) != _numbers(new.get(name))]
    for name in changed[:50]:
        print(f"{name}\n  before {json.dumps(old.get(name))[:300]}\n  after  {json.dumps(new.get(name))[:300]}")
    worded = [name for name in old if name in new and name not in changed and old[name] != new[name]]
    for sentences in sorted({(old[name]["refused"], new[name]["refused"]) for name in worded}):
        print("Other words: {}\n          -> {}".format(*sentences))
    print(f"{len(old):,} and {len(new):,} answers; {len(changed):,} differ, {len(worded):,} in their words only.")
    return 1 if changed else 0


def _numbers(answer: dict | None) -> dict | str | None:
    return "refused" if answer is not None and "refused" in answer else answer


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["record", file]:
            record(Path(file))
        case ["compare", before, after]:
            sys.exit(compare(Path(before), Path(after)))
        case _:
            sys.exit(__doc__)
