"""How one of our columns is made from a file: from joined columns, a constant, or a status and a grade."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Constant:
    """The same value in every row."""

    constant: str

    def inputs(self) -> tuple[str, ...]:
        """No column of the file."""
        return ()

    def text(self, words: Mapping[str, str]) -> pl.Expr:
        """The value as it was stated."""
        return pl.lit(self.constant)

    def label(self) -> str:
        """As the import report names it."""
        return f"“{self.constant}”"


@dataclass(frozen=True)
class Joined:
    """Columns joined by a separator; one column alone is a copy of it.

    With `where`, only rows in which that column holds a value of `among` are filled. A row in which a joined column is
    empty is left empty: half a key is none.
    """

    join: tuple[str, ...]
    separator: str = "-"
    where: str | None = None
    among: tuple[str, ...] = ()

    def inputs(self) -> tuple[str, ...]:
        """The columns of the file that are read."""
        return (*self.join, *([self.where] if self.where else []))

    def text(self, words: Mapping[str, str]) -> pl.Expr:
        """The joined text."""
        joined = pl.concat_str([pl.col(c) for c in self.join], separator=self.separator)
        return pl.when(pl.col(self.where).is_in(list(self.among))).then(joined) if self.where else joined

    def label(self) -> str:
        """As the import report names it."""
        chosen = f" where {self.where} is {' or '.join(self.among)}" if self.where else ""
        return " + ".join(self.join) + chosen


@dataclass(frozen=True)
class StatusAndGrade:
    """An outcome told by two columns: the status where it says withdrawn, else the grade, else the status."""

    status: str
    grade: str

    def inputs(self) -> tuple[str, ...]:
        """The columns of the file that are read."""
        return (self.status, self.grade)

    def text(self, words: Mapping[str, str]) -> pl.Expr:
        """The word that decides, still in the file's spelling; `words` translate it, whatever the case."""
        gone = [theirs.strip().lower() for theirs, ours in words.items() if ours == WITHDRAWN] + [WITHDRAWN]
        is_gone = pl.col(self.status).str.to_lowercase().is_in(gone)
        return pl.when(is_gone).then(self.status).otherwise(pl.coalesce(self.grade, self.status))

    def label(self) -> str:
        """As the import report names it."""
        return f"{self.status} and {self.grade}"


Step = Constant | Joined | StatusAndGrade


def parsed(raw: object) -> Step:
    """A step from the plain values of a recipe file. Raises ValueError with what is wrong, without a subject."""
    if not isinstance(raw, dict):
        raise ValueError('must say how it is made, such as { constant = "course" }')
    if not isinstance(raw.get("where", ""), str):
        raise ValueError("must name one column in where")
    kinds = {
        frozenset({"constant"}): lambda: Constant(str(raw["constant"])),
        frozenset({"status", "grade"}): lambda: StatusAndGrade(str(raw["status"]), str(raw["grade"])),
    }
    if make := kinds.get(frozenset(raw)):
        return make()
    if {"join"} <= {*raw} <= {"join", "separator", "where", "among"} and raw["join"]:
        return Joined(
            _texts(raw["join"]), str(raw.get("separator", "-")), raw.get("where"), _texts(raw.get("among", ()))
        )
    if {"column"} <= {*raw} <= {"column", "where", "among"}:
        return Joined((str(raw["column"]),), "-", raw.get("where"), _texts(raw.get("among", ())))
    raise ValueError("must be made by constant, column, join, or status and grade")


def _texts(values: object) -> tuple[str, ...]:
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise ValueError("must list columns or words in brackets")
    return tuple(str(value) for value in values)


def plain(step: Step) -> dict[str, object]:
    """The step as `parsed` takes it, without what is left at its default."""
    if isinstance(step, Constant):
        return {"constant": step.constant}
    if isinstance(step, StatusAndGrade):
        return {"status": step.status, "grade": step.grade}
    found: dict[str, object] = {"join": list(step.join)} if len(step.join) > 1 else {"column": step.join[0]}
    if len(step.join) > 1 and step.separator != "-":
        found["separator"] = step.separator
    if step.where:
        found |= {"where": step.where, "among": list(step.among)}
    return found
