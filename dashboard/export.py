"""An Answer as a table on screen and as a file with its definitions."""

import re
from collections.abc import Sequence
from functools import lru_cache

import polars as pl

from dashboard import wording
from dashboard.ask import recall
from dashboard.wording.markdown import JOINER
from data.reference.spreadsheet import FORMULA, neutralised
from queries import college as colleges
from queries import provenance
from queries.answer import Answer
from queries.semantic.dimensions import DIMENSIONS

DIGITS = 12
"""More of a number than anybody reads, and fewer than show that it was added up in binary."""
BOM = "\ufeff"


@lru_cache(maxsize=1000)
def on_screen(answer: Answer) -> pl.DataFrame:
    """The answer with labels for names and text for values; days of months and quarters stay days."""
    columns = [
        answer.frame[d].alias(DIMENSIONS[d].label)
        if DIMENSIONS[d].is_time
        else pl.Series(DIMENSIONS[d].label, names(answer, d), dtype=pl.String)
        for d in answer.by
    ]
    hidden = answer.is_hidden if len(answer.is_hidden) else [False] * answer.frame.height
    columns += [
        pl.Series(
            m.label,
            [
                wording.HIDDEN if v is None and gone and m.privacy == "people" else wording.value(m, v)
                for v, gone in zip(answer.frame[m.name], hidden, strict=True)
            ],
            dtype=pl.String,
        )
        for m in answer.metrics
    ]
    return pl.DataFrame(columns)


def csv(answer: Answer) -> str:
    """The answer as CSV for programs: definitions and scope as comment lines, then the exact values."""
    return "".join(f"# {line}\n" for line in _about(answer)) + neutralised(answer.frame).write_csv()


def sheet(answer: Answer) -> str:
    """The answer as a file for a spreadsheet: exact values, names beside codes, then its definitions and scope."""
    columns = []
    for column in answer.frame.iter_columns():
        d = column.name
        columns.append(column)
        if d in answer.by and not DIMENSIONS[d].is_time:
            words = [None if v is None else name for v, name in zip(column.to_list(), names(answer, d), strict=True)]
            if words != [None if v is None else str(v) for v in column.to_list()]:
                columns.append(pl.Series(f"{d}_name", words, dtype=pl.String))
    return frame_sheet(pl.DataFrame(columns), _about(answer))


def names(answer: Answer, dimension: str) -> list[str]:
    """The values of one dimension as they stand on screen, offerings by their titles."""
    scope = answer.scope
    titles = recall(colleges.titles, scope.version, scope.college) if dimension == "offering" else {}
    return [titles.get(str(v)) or wording.name(dimension, v) for v in answer.frame[dimension]]


def frame_sheet(frame: pl.DataFrame, about: Sequence[str]) -> str:
    """Any small frame as a file for a spreadsheet: the table first, so that it sorts and filters, then what it is.

    The mark at the beginning says UTF-8, without which a spreadsheet takes a dash for three odd letters. A sentence is
    one cell, whatever commas it holds; what is missing is an empty cell.
    """
    cells = frame.with_columns(
        pl.col(pl.String).replace(wording.NOTHING, None), pl.col(pl.Float64).round_sig_figs(DIGITS)
    )
    notes = "".join(f'"{_plain(line)}"\n' for line in about)
    return f"{BOM}{neutralised(cells).write_csv()}\n{notes}"


def file_name(title: str) -> str:
    """A title as the name of a file."""
    return f"{re.sub(r'[^a-z0-9]+', '-', title.lower()).strip('-')}.csv"


def _about(answer: Answer) -> list[str]:
    """What the numbers are, of what and as of when, and what was left out: a line each."""
    scope = answer.scope
    about = [f"{m.name}: {m.definition}" for m in answer.metrics]
    about.append(f"version {scope.version}, {scope.college}, {scope.period.name}, as of {scope.as_of}")
    about += [f"where {name} = {value}" for name, value in scope.where]
    about += [f"pooled over several values of {name}" for name in answer.pooled]
    about += [f"Source: {s.publisher}, {s.title}, {s.covers}. {s.terms}." for s in provenance.sources(answer)]
    about += provenance.caveats(answer)
    if answer.hidden:
        about.append(f"empty: hidden to protect learners ({answer.hidden} cells), or not known")
    return about


def _plain(line: str) -> str:
    """A sentence without marks of Markdown, as the inside of a quoted cell that is no formula."""
    text = re.sub(rf"\\(?=\W)|[*`{JOINER}]", "", line).replace('"', '""')
    return f"'{text}" if re.match(FORMULA, text) else text
