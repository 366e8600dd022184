"""How far protection is: which attacker is held off, and how many hidden numbers are settled."""

from collections.abc import Callable
from dataclasses import dataclass

Count = Callable[[int, int], None]
"""Takes how many numbers are settled, and of how many."""
Tell = Callable[[int, int, int], None]
"""Takes the number of the stage, how many numbers are settled in it, and of how many."""

CHECK, HIDE = 0, 1
"""Stages of one attacker: every hidden number is looked at; then more is hidden beside those that are narrow."""
OF_STAFF, OF_ALL, OF_NOBODY = 0, 2, 4
"""The first stage of an attacker who is told what staff know, of one who reads what is published, and of both before rows of nobody."""
STAGES = 6


def unheard(stage: int, done: int, of: int) -> None:
    """Tell nobody."""


def uncounted(done: int, of: int) -> None:
    """Count for nobody."""


@dataclass
class Counting:
    """The numbers that one audit has settled: `done` before the block that it looks at, `of` all that it looks at."""

    count: Count
    done: int
    of: int

    def at(self, more: int) -> None:
        """Say that so many are settled in this block by now."""
        self.count(self.done + more, self.of)

    def end(self, more: int) -> None:
        """End the block."""
        self.at(more)
        self.done += more


def of_nobody(tell: Tell) -> Tell:
    """Tell the stages of both attackers as those of rows of nobody."""
    return lambda stage, done, of: tell(OF_NOBODY + stage % 2, done, of)


class Attacker:
    """Both stages of one attacker. `checked` and `hidden_more` count them."""

    def __init__(self, tell: Tell, first: int) -> None:
        self._tell, self._first, self._before = tell, first, 0

    def checked(self, done: int, of: int) -> None:
        """Tell how many numbers are settled in the first look at all of them."""
        self._before = done
        self._tell(self._first + CHECK, done, of)

    def hidden_more(self, done: int, of: int) -> None:
        """Tell how many are settled of those that the first look has left, and of those that were hidden since."""
        self._tell(self._first + HIDE, max(done - self._before, 0), of - self._before)
