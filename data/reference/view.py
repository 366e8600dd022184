"""What of a version somebody is shown: what the staff see or what the public does, of the whole college or of a part.

A view is written as the version's id with what it narrows. It stands wherever the version does, in every scope and in the
key of every kept answer, so that no answer of one view is given to another.
"""

from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import quote, unquote

PartGrain = Literal["school", "field"]
PART_GRAINS: tuple[PartGrain, ...] = get_args(PartGrain)
_MARK, _PUBLIC = "~", "public"


@dataclass(frozen=True)
class Part:
    """The part of a college that somebody is shown: one school, or one or several fields."""

    grain: PartGrain
    values: tuple[str, ...]

    @property
    def filter(self) -> tuple[str, str]:
        """The filter of the part, of its first value where it has several."""
        return self.grain, self.values[0]

    def words(self) -> str:
        """The part as people say it: `field 11`, `fields 11 and 52`, `School of Business`."""
        if self.grain == "school":
            return self.values[0]
        *others, last = self.values
        return f"fields {', '.join(others)} and {last}" if others else f"field {last}"


@dataclass(frozen=True)
class View:
    """A version as it is shown."""

    version: str
    is_public: bool = False
    part: Part | None = None

    @property
    def id(self) -> str:
        """What stands in a scope in place of the version; the version's own id where the staff is shown all of it."""
        narrowed = [_PUBLIC] if self.is_public else []
        if self.part is not None:
            narrowed.append(f"{self.part.grain}={'+'.join(map(_quoted, self.part.values))}")
        return _MARK.join([self.version, *narrowed])


def view(text: str) -> View:
    """The view that a version in a scope stands for. Raises ValueError for a view that was not given to a reader."""
    version, *narrowed = text.split(_MARK)
    is_public, part = _PUBLIC in narrowed, None
    for word in narrowed:
        grain, _, values = word.partition("=")
        if grain in PART_GRAINS and values and part is None:
            part = Part(grain, tuple(unquote(value) for value in values.split("+")))
        elif word != _PUBLIC:
            raise ValueError(f"{text[:80]!r} is no view of a version.")
    return View(version, is_public, part)


def _quoted(value: str) -> str:
    return quote(value, safe="").replace(_MARK, "%7E")  # which is otherwise left as it is
