"""From an item of a brief to its claim: asked anew, and checked against the results that it is made of."""

from dataclasses import replace
from typing import Any

import polars as pl

from dashboard import cells, origins, wording
from dashboard.brief import check, figure
from dashboard.brief.document import Claim
from dashboard.brief.printed import MOST_COLUMNS
from dashboard.charts.card import Card
from dashboard.offered import recipe
from dashboard.offered.item import Item
from dashboard.offered.recipe import NotRepeatable
from dashboard.passport import Fact, Passport, of_answer, of_table
from dashboard.wording.markdown import plain
from data.store.store import StoreError
from queries.answer import Answer
from queries.semantic.column import Column
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.semantic.unit import TEXT

MOST_CLAUSES = 4
"""Clauses of a sentence that is read aloud."""


class Unsupported(ValueError):
    """A claim with a number that its results do not hold, as a sentence."""


def build_claim(item: Item, of: Scope) -> Claim:
    """The claim of an item in the scope of a brief. Raises NotRepeatable, Unsupported, StoreError or Unanswerable."""
    scope = item.scope(of)
    call = item.recipe
    with origins.hearing() as results:
        value = recipe.read(call, scope)
        results += [recipe.read(part, scope) for part in (*call["with"], *call.get("named", {}).values())]
    claim = _claim(item, value, results)
    if claim is None:
        raise NotRepeatable(f"{item.heading}: there is nothing to show for this choice.")
    tables = [claim.table.frame] if claim.table is not None else []
    if wrong := check.unsupported(claim.sentence, [results, tables, scope, item.heading]):
        raise Unsupported(f"{item.heading}: {', '.join(wrong)} is not in the numbers behind it, so it is left out.")
    claim = replace(claim, sentence=_shortened(claim.sentence), is_short=item.kind == "figure")
    return replace(claim, table=None, notes=()) if item.kind == "sentence" else claim


def build_claims(items: tuple[Item, ...], of: Scope) -> tuple[tuple[Claim, ...], tuple[str, ...]]:
    """The claims of all items that can be built, and a sentence for each that cannot."""
    claims, missing = [], []
    for item in items:
        try:
            claims.append(build_claim(item, of))
        except (NotRepeatable, Unsupported, StoreError) as error:
            missing.append(str(error))
        except ValueError as error:  # a question without an answer for this choice says why
            missing.append(f"{item.heading}: {error}")
    return tuple(claims), tuple(missing)


def _shortened(sentence: str) -> str:
    """A sentence of many clauses cut after the first few; its table has the others."""
    clauses = sentence.split("; ")
    if len(clauses) <= MOST_CLAUSES:
        return sentence
    return f"{'; '.join(clauses[:MOST_CLAUSES])}; and {len(clauses) - MOST_CLAUSES} more."


def _claim(item: Item, value: Any, results: list[Any]) -> Claim | None:
    if isinstance(value, Card):
        return _of_card(value) if value.spec is not None else None
    if isinstance(value, Answer | Table):
        return _of_table(item.heading, value)
    if isinstance(value, str) and value:
        return _of_sentence(item.heading, value, results)
    return None


def _of_card(card: Card) -> Claim:
    passport = card.passport
    sentence = plain(card.summary.removeprefix(f"{card.title}: "))
    sentence = f"{sentence[:1].upper()}{sentence[1:]}"
    unit_line = " · ".join([plain(card.unit_line), *_events(card)])
    return Claim(
        card.title,
        sentence,
        unit_line,
        card.on_light,
        passport.table,
        _notes(passport),
        plain(passport.source),
    )


def _events(card: Card) -> list[str]:
    """What the numbers on the rules of a drawing stand for."""
    tables = figure.tables(card.spec or {}).values()
    drawn = next((table for table in tables if {"number", "on_date", "text"} <= {*table.columns}), None)
    if drawn is None:
        return []
    days = drawn["on_date"].cast(pl.String).str.head(10).str.to_date()
    return [
        f"{n}: {text} ({wording.day(on)})" for n, text, on in zip(drawn["number"], drawn["text"], days, strict=True)
    ]


def _of_table(heading: str, of: Answer | Table) -> Claim:
    passport = of_answer(of) if isinstance(of, Answer) else of_table(of)
    return Claim(
        heading, sentence_of(passport.table), "", None, passport.table, _notes(passport), plain(passport.source)
    )


def _of_sentence(heading: str, sentence: str, results: list[Any]) -> Claim:
    """A finding with the table of the first result that is one."""
    behind = next((result for result in results if isinstance(result, Answer | Table)), None)
    if behind is None:
        return Claim(heading, plain(sentence))
    return replace(_of_table(heading, behind), sentence=plain(sentence))


def sentence_of(table: Table) -> str:
    """What a table says in a sentence: whose first number is highest, of those that a reader needs most."""
    columns = sorted(table.columns, key=lambda c: c.name not in table.first)
    number = next((c for c in columns if c.unit.is_number and not c.unit_of), None)
    first = next((c for c in table.columns if c.unit is TEXT), table.columns[0])
    with_number = table.frame.drop_nulls(number.name) if number is not None else pl.DataFrame()
    if number is None or with_number.height < 2:
        return f"{table.frame.height:,} {'row' if table.frame.height == 1 else 'rows'}."
    top = table.with_frame(with_number.sort(number.name, descending=True, maintain_order=True).head(1))
    name, value = (_cell(top, column) for column in (first, number))
    return f"{number.label} is highest for {name}: {value}."


def _cell(table: Table, column: Column) -> str:
    return cells.printed(table, column)[0]


def _notes(passport: Passport) -> tuple[str, ...]:
    """Definitions of what is printed, what was left out and what must be known; the brief itself says college, version and date."""
    printed = {"", *(column.name for column in passport.table.needed(MOST_COLUMNS))}
    facts = [fact for fact in passport.facts if fact.column in printed and fact.term not in _SAID_BY_THE_BRIEF]
    facts = [fact for fact in facts if fact != _UNFILTERED]
    return tuple(plain(f"{fact.term}: {fact.text}") for fact in facts)


_SAID_BY_THE_BRIEF = ("College", "As of", "Whose numbers", "Data version", "Rows", "File", "Files")
_UNFILTERED = Fact("Filters", "None")
