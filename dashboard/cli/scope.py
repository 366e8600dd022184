"""From the words of a command line to the data and the scope that they mean."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

import click

from dashboard.cli.progress import Progress
from data.reference.colleges import COLLEGES, College
from data.reference.colleges import college as named
from data.store.store import Store, Version

if TYPE_CHECKING:
    from queries.semantic.scope import Scope


college_option = click.option(
    "--college", type=click.Choice(COLLEGES), help="Your own college if it is there, else the demo."
)


def prepared() -> Version:
    """The current version, with the demo college made first where there is none."""
    from data.default import prepare

    store = Store()
    if store.current() is None:
        click.echo("First start: making the demo college …", err=True)
    return prepare(store, say=Progress())


def scope(where: tuple[str, ...], when: Mapping[str, str | None]):
    """The scope that options mean: college, as_of and period. Raises ValueError with a sentence.

    Whoever has brought a college of their own is asked about that one, as on the pages.
    """
    from dashboard.cli import filters
    from queries import college as colleges
    from queries.semantic.scope import Scope, Unanswerable

    current = prepared()
    version, college = current.id, _named(current, name) if (name := when.get("college")) else _chosen(current)
    if without := [pair for pair in where if "=" not in pair]:
        raise Unanswerable(f"A filter is written key=value; {without[0]!r} is not.")
    split = (pair.partition("=") for pair in where)
    pairs = tuple(sorted((filters.dimension(key), value.strip()) for key, _, value in split))
    day, name = when.get("as_of"), when.get("period")
    as_of = _known_day(day, *colleges.span(version, college))
    calendar = colleges.calendar(version, college)
    period = calendar.parse(name) if name else calendar.containing(as_of, "fiscal_year")
    return Scope(version, college, period, as_of, pairs)


def _named(version: Version, name: str) -> College:
    """The college of that name. Raises Unanswerable where the version cannot show it."""
    from dashboard.importing import begun
    from queries.semantic.scope import Unanswerable

    college = named(name)
    if college not in (COLLEGES[0], *version.colleges):
        raise Unanswerable(begun.sentence(version) or NOT_HERE)
    return college


NOT_HERE = (
    "Your college is not here yet. Bring its providers, offerings, sections and registrations with `dashboard import`."
)


def _chosen(version: Version) -> College:
    """The college that is asked about where none is named. Raises Unanswerable where one's own is begun and not shown yet."""
    from dashboard.importing import begun
    from queries.semantic.scope import Unanswerable

    if unfinished := begun.sentence(version):
        raise Unanswerable(f"{unfinished} Add --college demo to ask about the demo college.")
    return own(version)


def own(version: Version) -> College:
    """The college that the pages open with: one's own where it is there, else the demo college."""
    return (COLLEGES[0], *version.colleges)[-1]


def _known_day(text: str | None, first: date, newest: date) -> date:
    try:
        day = date.fromisoformat(text) if text else newest
    except ValueError:
        raise ValueError(f"{text!r} is no day: write it as YYYY-MM-DD.") from None
    if not first <= day <= newest:
        raise ValueError(f"There is no data as of {day}: the data runs from {first} to {newest}.")
    return day


def outside(scope: "Scope") -> str:
    """A sentence where the data holds nothing of the scope's period, so that a zero is not read as one."""
    from queries import college as colleges

    first, newest = colleges.span(scope.version, scope.college)
    if first <= scope.period.end and scope.period.start <= newest:
        return ""
    return f"There is no data for {scope.period.name}: the data runs from {first} to {newest}."
