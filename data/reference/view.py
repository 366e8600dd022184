"""What of a version somebody is shown: what the staff see, or what the public does.

A view is written as the version's id with what it narrows. It stands wherever the version does, in every scope and in the
key of every kept answer, so that no answer of one view is given to another.
"""

from dataclasses import dataclass

_PUBLIC = "~public"


@dataclass(frozen=True)
class View:
    """A version as it is shown."""

    version: str
    is_public: bool = False

    @property
    def id(self) -> str:
        """What stands in a scope in place of the version; the version's own id where the staff is shown it."""
        return f"{self.version}{_PUBLIC if self.is_public else ''}"


def view(text: str) -> View:
    """The view that a version in a scope stands for."""
    return View(text.removesuffix(_PUBLIC), text.endswith(_PUBLIC))
