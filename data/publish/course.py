"""How far publishing is: what is being done in plain words, and the share of its steps that is done.

Two threads take steps at the same time, each its own one after the other. Only one of them tells anybody.
"""

from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import dataclass
from functools import partial

from data.protect.stages import OF_ALL, STAGES, Tell

Say = Callable[[str, float], None]
"""Takes what is being done, in a few words, and the share that is done, from 0 to 1. The share never falls."""

WORDS = (
    "Checking that nobody who sees all seats can work out a small group",
    "Hiding more numbers before those who see all seats",
    "Checking that nobody can work out a small group",
    "Hiding more numbers",
    "Checking that a group of nobody looks like one of few",
    "Hiding more numbers beside groups of nobody",
)
"""A sentence for each stage of protection."""
OFTEN = 0.2
"""Seconds between two looks at how far the other thread is."""


def unsaid(what: str, share: float) -> None:
    """Say nothing."""


def within(say: Say, start: float, end: float) -> Say:
    """Say the same as a part of something longer: from one share of it to another."""
    return lambda what, share: say(what, start + (end - start) * share)


class Stopped(Exception):
    """What a thread is stopped with whose result nobody waits for any more."""


@dataclass
class Lane:
    """The steps that one thread takes; within a step the share is that of what it counts."""

    steps: int
    what: str = ""
    done: float = 0.0
    is_stopped: bool = False

    def at(self, step: int, what: str, done: int = 0, of: int = 0) -> None:
        """Be within a step, whose number starts from 0. Raises Stopped where nobody waits."""
        if self.is_stopped:
            raise Stopped
        self.what = f"{what}: {done:,} of {of:,} numbers" if of else what
        self.done = max(self.done, step + (done / of if of else 0))

    def protection(self, step: int) -> Tell:
        """What `protect_tables` tells, as steps from `step` on for its first stage."""
        return partial(self._protected, step)

    def _protected(self, step: int, stage: int, done: int, of: int) -> None:
        self.at(step + stage, WORDS[stage], done, of)


FURTHER = STAGES - OF_ALL
"""The step of the first stage of tables beyond completion: of these staff know nothing, so they start with that of all."""
PROTECTED_TWICE = STAGES + 2
"""Stages of the tables of completion, and of those beyond them, which have no rows of nobody either."""


class Course:
    """Both threads' steps as one share: `own` are those of the thread that says it, `people` those of the audits."""

    def __init__(self, say: Say, steps: int) -> None:
        self._say, self._said = say, ("", -1.0)
        self.own, self.people = Lane(steps), Lane(PROTECTED_TWICE + 1)

    def __enter__(self) -> "Course":
        return self

    def __exit__(self, *error: object) -> None:
        self.people.is_stopped = True  # nobody waits for it any more

    def at(self, step: int, what: str) -> None:
        """Say that one's own thread begins a step."""
        self.own.at(step, what)
        self._tell(self.own)

    def wait(self, other: Future) -> None:
        """Say what the other thread does until it is done; raises what it raises."""
        self.own.done = self.own.steps
        while not wait([other], OFTEN).done:
            self._tell(self.people)
        other.result()
        self.people.done = self.people.steps
        self._tell(self.people)

    def _tell(self, lane: Lane) -> None:
        now = lane.what, (self.own.done + self.people.done) / (self.own.steps + self.people.steps)
        if lane.what and now != self._said:
            self._said = now
            self._say(*now)
