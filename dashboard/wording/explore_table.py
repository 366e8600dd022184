"""An answer of the page Explore as a table: what each column is called, in rows and, where it is asked for, across columns."""

import re
from collections import Counter
from collections.abc import Iterable

import polars as pl

from dashboard.wording.labels import name
from queries import provenance
from queries.explore import timing
from queries.explore.bases import BASES, SUFFIX
from queries.explore.comparing import LAST_YEAR, PLAN, PREVIOUS, Compared
from queries.semantic.column import Column, of_dimension, of_metric
from queries.semantic.metric import Metric
from queries.semantic.table import Table
from queries.semantic.unit import COUNT, POINTS, SHARE, Unit

BESIDE = {LAST_YEAR: "last year", PREVIOUS: "the period before", PLAN: "plan by now"}
"""What a number stands beside, as it stands in a heading."""
ALL = "All"


def flat(compared: Compared, titles: dict[str, str]) -> Table:
    """The same with columns as groups like rows: a row per combination."""
    groups = tuple(of_dimension(one) for one in compared.answer.by)
    return _table(compared, compared.frame, (*groups, *_columns(compared, titles, is_whole=True)))


def table(compared: Compared, totals: Compared | None, titles: dict[str, str]) -> Table:
    """The table of an answer: a column per group and number, with the count behind each rate and each comparison.

    Where a question has columns, a column per value of them, and one over all of them from `totals`, which are the same
    question without its columns. `titles` are those of offerings, by their codes.
    """
    if not compared.question.columns:
        return flat(compared, titles)
    return _across(compared, totals, titles)


def _table(compared: Compared, frame: pl.DataFrame, columns: tuple[Column, ...]) -> Table:
    answer = compared.answer
    has_period = not (timing.follows_no_period(answer.metrics) or "year" in answer.by)
    hidden = sum(frame[one.instead].count() for one in columns if one.instead)
    sources, caveats = provenance.sources(answer), provenance.caveats(answer)
    return Table(frame, columns, answer.scope, sources, caveats, hidden, has_period)


def _columns(compared: Compared, titles: dict[str, str], *, is_whole: bool) -> tuple[Column, ...]:
    """The columns of numbers; `is_whole` where every part of a comparison has one, else its change alone."""
    return tuple(column for metric in compared.metrics for column in _of_metric(compared, metric, titles, is_whole))


def _of_metric(compared: Compared, metric: Metric, titles: dict[str, str], is_whole: bool) -> Iterable[Column]:
    held = {*compared.frame.columns}
    yield of_metric(metric, _note(metric.name, held))
    if (count := f"{metric.name}{SUFFIX}") in held:
        yield of_metric(BASES[metric.name], _note(count, held))
    for place, kind in enumerate(compared.question.compare):
        yield from _beside(metric, place, _start(compared, metric), beside(kind, titles), held, is_whole)


def _start(compared: Compared, metric: Metric) -> str:
    """What begins the heading of a comparison; one metric needs no name in each."""
    return f"{metric.label}, " if len(compared.metrics) > 1 else ""


def _beside(metric: Metric, place: int, start: str, words: str, held: set[str], is_whole: bool) -> Iterable[Column]:
    """One comparison of a metric: the number then, the count behind it, the change, and the change in percent."""
    then = f"{metric.name}_{place}"
    if then not in held:
        return
    change = Column(f"{then}_change", _capital(f"{start}change from {words}"), _unit_of_change(metric))
    if is_whole:
        yield Column(then, _capital(f"{start}{words}"), metric.unit, metric.definition, instead=_note(then, held))
        if (count := f"{then}{SUFFIX}") in held:
            yield Column(count, _capital(f"{start}{words}, n"), COUNT, "", instead=_note(count, held))
        yield change
    if (percent := f"{then}_percent") in held:
        yield Column(percent, _capital(f"{start}change from {words}, %"), SHARE.signed)
    elif not is_whole:
        yield change


def _unit_of_change(metric: Metric) -> Unit:
    return POINTS if metric.unit == SHARE else metric.unit.signed


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _note(column: str, held: set[str]) -> str:
    return f"{column}_note" if f"{column}_note" in held else ""


def beside(kind: str, titles: dict[str, str]) -> str:
    """What a number stands beside: `last year`, or the words of a value."""
    if kind in BESIDE:
        return BESIDE[kind]
    dimension, _, code = kind.partition("=")
    return titles.get(code) or name(dimension, code)


def _across(compared: Compared, totals: Compared | None, titles: dict[str, str]) -> Table:
    """A row per value of the rows, and across it the numbers of each value of the column, then of all."""
    (across,) = compared.question.columns
    rows, frame = compared.question.rows, compared.frame
    kept = _columns(compared, titles, is_whole=False)
    wide, columns = _all_rows(compared, totals), [of_dimension(one) for one in rows]
    values = (
        frame[across].unique(maintain_order=True).sort()
        if across != "term"
        else frame[across].unique(maintain_order=True)
    )
    for place, (value, words) in enumerate(zip(values, _names(values, across, titles), strict=True)):
        of_value = frame.filter(pl.col(across).eq_missing(value))
        code = _code(value, place, wide.columns)
        parts = {part: f"{part}__{code}" for column in kept for part in column.parts}
        slim = of_value.select(*rows, *(pl.col(part).alias(new) for part, new in parts.items()))
        wide = (
            wide.join(slim, on=list(rows), how="left", nulls_equal=True)
            if rows
            else pl.concat([wide, slim], how="horizontal")
        )
        columns += [_renamed(column, _heading(words, column, compared), parts) for column in kept]
    if totals is not None:
        of_all = _columns(totals, titles, is_whole=False)
        parts = {part: part for column in of_all for part in column.parts}
        columns += [_renamed(column, _heading(ALL, column, compared), parts) for column in of_all]
    return _table(compared, wide, tuple(columns))


def _all_rows(compared: Compared, totals: Compared | None) -> pl.DataFrame:
    """Every row, with its numbers over all columns where they are there."""
    rows = list(compared.question.rows)
    if totals is not None and rows:
        there = compared.frame.select(rows).unique(maintain_order=True)
        return there.join(totals.frame, on=rows, how="left", nulls_equal=True)
    if totals is not None:
        return totals.frame
    return compared.frame.select(rows).unique(maintain_order=True) if rows else pl.DataFrame()


def _names(values: pl.Series, across: str, titles: dict[str, str]) -> list[str]:
    """The words of every value, with its code where another has the same."""
    words = [(titles.get(str(value), "") if across == "offering" else "") or name(across, value) for value in values]
    times = Counter([ALL, *words])
    return [f"{text} ({value})" if times[text] > 1 else text for text, value in zip(words, values, strict=True)]


def _heading(words: str, column: Column, compared: Compared) -> str:
    """A value over one number, and over several with the number's own heading behind it."""
    if len(compared.metrics) == 1 and column.name == compared.metrics[0].name:
        return words
    label = column.label
    if len(compared.metrics) == 1:
        label = label.removeprefix(f"{compared.metrics[0].label}, ")
    return f"{words}, {label[:1].lower()}{label[1:]}"


def _renamed(column: Column, label: str, parts: dict[str, str]) -> Column:
    new, note = parts[column.name], parts.get(column.instead, "")
    return Column(new, label, column.unit, column.definition, column.dimension, instead=note)


def _code(value: object, place: int, taken: Iterable[str]) -> str:
    """A value as part of the name of a column in a file; its place stands beside it where that alone tells it apart."""
    code = re.sub(r"[^A-Za-z0-9-]+", "_", str(value)).strip("_") if value is not None else "not_known"
    is_taken = any(column.endswith(f"__{code}") for column in taken)
    return f"{code}_{place}" if is_taken or not code else code
