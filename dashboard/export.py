"""An Answer as a table on screen and as a file with its definitions."""

import polars as pl

from dashboard import wording
from queries import college as colleges
from queries.answer import Answer
from queries.dimensions import DIMENSIONS


def on_screen(answer: Answer) -> pl.DataFrame:
    """The answer with labels for names and text for values; days of months and quarters stay days."""
    titles = colleges.titles(answer.scope.version, answer.scope.college) if "offering" in answer.by else {}
    columns = [
        answer.frame[d].alias(DIMENSIONS[d].label)
        if DIMENSIONS[d].is_time
        else pl.Series(
            DIMENSIONS[d].label, [titles.get(str(v)) or wording.name(d, v) for v in answer.frame[d]], dtype=pl.String
        )
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
    """The answer as CSV: definitions and scope as comment lines, then the exact values."""
    scope = answer.scope
    about = [f"# {m.name}: {m.definition}" for m in answer.metrics]
    about.append(f"# version {scope.version}, {scope.college}, {scope.period.name}, as of {scope.as_of}")
    about += [f"# where {name} = {value}" for name, value in scope.where]
    about += [f"# pooled over several values of {name}" for name in answer.pooled]
    if answer.hidden:
        about.append(f"# empty: hidden to protect learners ({answer.hidden} cells), or not known")
    return "\n".join(about) + "\n" + neutralised(answer.frame).write_csv()


def frame_csv(frame: pl.DataFrame, about: list[str]) -> str:
    """Any small frame as CSV, what it is as comment lines first."""
    return "".join(f"# {line}\n" for line in about) + neutralised(frame).write_csv()


def neutralised(frame: pl.DataFrame) -> pl.DataFrame:
    """Text that a spreadsheet would run as a formula, made plain by an apostrophe before it."""
    return frame.with_columns(
        pl.when(pl.col(c).str.contains(r"^[=+\-@\t\r]")).then(pl.lit("'") + pl.col(c)).otherwise(pl.col(c)).alias(c)
        for c, kind in frame.schema.items()
        if kind == pl.String
    )
