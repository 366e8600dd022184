"""From the words of a command line to the data and the scope that they mean."""

from collections.abc import Mapping
from datetime import date

import click

from data import periods
from data.store import Store, Version


def prepared() -> Version:
    """The current version, with the demo college made first where there is none."""
    from data.default import prepare

    store = Store()
    if store.current() is None:
        click.echo("First start: making the demo college …", err=True)
    return prepare(store)


def scope(where: tuple[str, ...], when: Mapping[str, str | None]):
    """The scope that options mean: college, as_of and period. Raises ValueError with a sentence."""
    from queries import college as colleges
    from queries.dimensions import DIMENSIONS
    from queries.scope import Scope, Unanswerable

    version, college = prepared().id, when.get("college") or "demo"
    if without := [pair for pair in where if "=" not in pair]:
        raise Unanswerable(f"A filter is written key=value; {without[0]!r} is not.")
    pairs = tuple(sorted((k, v) for k, _, v in (pair.partition("=") for pair in where)))
    for key, _ in pairs:
        if key not in DIMENSIONS:
            raise Unanswerable(f"There is no dimension {key!r}; there are {', '.join(DIMENSIONS)}.")
    day, name = when.get("as_of"), when.get("period")
    as_of = date.fromisoformat(day) if day else colleges.span(version, college)[1]
    period = periods.parse(name) if name else periods.containing(as_of, "fiscal_year")
    return Scope(version, college, period, as_of, pairs)
