"""What stands behind a table or chart, once for the screen, files and briefs: a term and a text each."""

from dataclasses import dataclass
from functools import cached_property

from dashboard import cells, wording
from dashboard.ask import recall
from data.caches import kept
from data.reference.sources import PublicSource
from data.reference.view import view
from queries import provenance
from queries.answer import Answer
from queries.explore.answer_table import table_of
from queries.protection.cells import coarser
from queries.semantic.dimensions import DIMENSIONS
from queries.semantic.scope import Scope
from queries.semantic.table import Table

MOST_FILES = 8
"""Files of a source that are named one by one; the page Data lists all."""
MANY_SOURCES = 2
"""Sources that a line names with what each covers; of more, that stands in what the chart opens."""


@dataclass(frozen=True)
class Fact:
    """One thing to know of a table. `column` is the name of the column that it is about, as in a file."""

    term: str
    text: str
    column: str = ""


@dataclass(frozen=True, eq=False)
class Passport:
    """A table with all that must be known of it; `left_out` says what is not in it."""

    table: Table
    left_out: tuple[Fact, ...] = ()
    stated_source: str = ""

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Definitions, scope, what was left out, sources and version, in this order."""
        return (
            *_columns(self.table),
            *_scope(self.table),
            *self.left_out,
            Fact("Whose numbers", self.source.removeprefix("Source: ")),
            *_origin(self.table),
        )

    @cached_property
    def source(self) -> str:
        """Whose numbers these are and as of when, in one line."""
        return self.stated_source or source_line(self.table)

    @cached_property
    def short_source(self) -> str:
        """The same for the foot of a chart: of many public sources the publishers alone, each once."""
        if self.stated_source or len(self.table.sources) <= MANY_SOURCES:
            return self.source
        return f"Sources: {'; '.join(dict.fromkeys(source.publisher for source in self.table.sources))}"


@kept("passports")
def of_answer(answer: Answer) -> Passport:
    """The passport of an Answer, from its registry entries."""
    facts = []
    if answer.hidden:
        text = wording.hidden_cells(answer.hidden, answer.by, coarser(answer.by))
        facts.append(Fact("Hidden", text))
    facts += [
        Fact("Pooled", f"Several values of {wording.label(name).lower()} are counted together.")
        for name in answer.pooled
    ]
    facts += [
        Fact("Not added up", f"What has several of {wording.plural(name)} counts under each of them.")
        for name in answer.by
        if DIMENSIONS[name].is_overlapping
    ]
    facts += [
        Fact("Not filtered", wording.not_filtered(name, answer.not_narrowed_by(name))) for name in answer.not_applied
    ]
    return Passport(table_of(answer), tuple(facts))


def of_table(table: Table, source: str = "") -> Passport:
    """The passport of the table of a named question; `source` is whose numbers these are, where the table cannot tell."""
    left_out = (Fact("Hidden", wording.hidden_cells(table.hidden, (), ())),) if table.hidden else ()
    return Passport(table, left_out, source)


def source_line(table: Table) -> str:
    """Whose numbers a table holds, and as of when."""
    return public_line(table.scope, *table.sources) or f"Source: {wording.known_at(table.scope)}"


def public_line(scope: Scope, *sources: PublicSource) -> str:
    """Public sources as they stand under a chart, with how new each is; empty for none."""
    texts = [f"{s.publisher}, {s.covers[0].lower()}{s.covers[1:]}{_newest(scope, s)}" for s in sources]
    return f"Source: {'; '.join(texts)}" if texts else ""


def _newest(scope: Scope, source: PublicSource) -> str:
    edition = recall(provenance.edition, scope.version, source.code)
    return f", {wording.edition(edition)}" if edition else ""


def _columns(table: Table) -> list[Fact]:
    return [Fact(c.label, c.definition, c.name) for c in table.columns if c.definition and c.unit.is_number]


def _scope(table: Table) -> list[Fact]:
    """College, period, as-of day, filters and number of rows."""
    scope = table.scope
    start, end = (wording.day(day) for day in (scope.period.start, scope.period.end))
    filters = [f"{_label(name)}: {cells.names([value], name, scope)[0]}" for name, value in scope.where]
    period = [Fact("Period", f"{scope.period.label()}, {start} to {end}")] if table.has_period else []
    return [
        Fact("College", wording.COLLEGES[scope.college]),
        *period,
        Fact("As of", wording.day(scope.as_of)),
        Fact("Filters", "; ".join(filters) or "None"),
        Fact("Rows", f"{table.frame.height:,}"),
    ]


def _label(name: str) -> str:
    return DIMENSIONS[name].label if name in DIMENSIONS else name.replace("_", " ").capitalize()


def _origin(table: Table) -> list[Fact]:
    """Sources with their files, what must be known before a number is quoted, and the version."""
    scope = table.scope
    facts = [Fact("Source", f"{s.publisher}, {s.title}, {s.covers}. {s.terms}.") for s in table.sources]
    files = recall(provenance.files, scope.version, scope.college, tuple(s.code for s in table.sources))
    facts += [Fact("File", f"{f.file}, imported {f.imported_at[:10]}, SHA-256 {f.sha256}") for f in files[:MOST_FILES]]
    if len(files) > MOST_FILES:
        facts.append(Fact("Files", f"{len(files) - MOST_FILES:,} older files are listed on the Data page."))
    facts += [Fact("Note", note) for note in table.notes]
    return [*facts, Fact("Data version", view(scope.version).version)]
