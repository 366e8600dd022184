"""What is worked out once and kept: the one way to do so, and the table of everything that is.

A result is kept by a key from which alone it follows: a version's id, a file's hash, a scope. So it is never out of
date, and where a table is full it loses what has not been asked for longest. Threads that ask for different keys work
side by side; those that ask for the same one wait for the first, which cannot lock, since no result is part of itself.

What follows from the code alone and takes no argument is a constant, and has `functools.cache`.
"""

# Why: decisions 55 and 120.

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

from cachetools import LRUCache, cached
from cachetools.keys import typedkey

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Cache:
    """How many results of one kind are kept at most, and what one is."""

    most: int
    what: str


CACHES = {
    "hashes": Cache(10_000, "The hash of a file, by its place on the disk, size and time of change."),
    "manifests": Cache(1000, "A version's manifest, by the place of its file."),
    "secrets": Cache(8, "What the secrets file says, by its text."),
    "versions": Cache(200, "A version of a home whose cubes were read."),
    "cubes": Cache(64, "A cube in memory, by the hash of its content."),
    "section_months": Cache(
        4, "What is known of each section by month, where a version of an older release does not hold it."
    ),
    "unsettled": Cache(
        16, "The sections and months of a college of which less was known on a day than today, as known then."
    ),
    "changing_money": Cache(
        8, "Seats, money and cost by month of the sections of a college that were not settled on a day, as known then."
    ),
    "counted_sections": Cache(
        16, "The sections of a period, those alike in one row, with what they cost, as known on a day."
    ),
    "derived": Cache(64, "A table that was worked out from cubes, by its file."),
    "drop_curves": Cache(
        16, "Seats of the sections of a period by offering and day from the start, as known on a day."
    ),
    "paths": Cache(8, "The way of every section of a college to its start, as known on a day."),
    "years_of_offerings": Cache(
        8, "What the sections of the last 12 months were, by offering of a college, as known on a day."
    ),
    "owed": Cache(4, "The sections of a college that run or start later with seats or a promise, as known on a day."),
    "boards": Cache(16, "All open sections of a college on a day, with their projections."),
    "advised": Cache(8, "The sections of a college that need a decision on a day, with their advice."),
    "reached": Cache(1000, "The share of their final seats that past sections had so many days before the start."),
    "scales": Cache(1000, "How much sections miss their projection so many days before the start: two numbers."),
    "draws": Cache(4, "Where the open sections of a college may end: an array of sections and draws."),
    "rests": Cache(4, "What the rest of a period may bring: arrays of sections and draws."),
    "costs": Cache(8, "Cost of the open sections in the rest of a period."),
    "sums": Cache(8, "What the rest of a period may bring by offering: an array of offerings and draws."),
    "trials": Cache(32, "A forecast with its outliers left as they are."),
    "ledgers": Cache(2, "The hashes of all that a ledger holds, by name, size and time of change of its files."),
    "years": Cache(128, "The metrics that goals are set for, of a scope."),
    "college_goals": Cache(16, "Every goal of a college, by its version."),
    "flows": Cache(1000, "The metrics that come in week by week, of a scope."),
    "months_of_flows": Cache(500, "The same of one metric by month, which spreads a goal over a year."),
    "standings": Cache(500, "A goal on a day, with its simulated ends."),
    "lists": Cache(64, "The lists of programs of a version: with published statistics, and known program by program."),
    "openings": Cache(32, "The openings of every occupation of an area, divided among its programs in one way."),
    "answers": Cache(4000, "The result of a question of a page."),
    "origins": Cache(8000, "The question that a result came from; as many as there are answers, twice over."),
    "passports": Cache(1000, "What stands behind an answer."),
    "cards": Cache(1500, "A chart with the answers that it was built from."),
    "grids": Cache(150, "A table as the browser gets it, by the table."),
    "shapes": Cache(1000, "The part of a chart that does not depend on rows."),
    "small_charts": Cache(500, "A chart of a row of small ones."),
    "drawings": Cache(256, "A chart of a brief as SVG."),
    "worked_out": Cache(8, "Forecasts of one metric and grain that were not published when they were asked for."),
    "roles": Cache(200, "What an uploaded table seems to hold, by its content."),
    "proposals": Cache(200, "How an uploaded table could become ours, by the content of all tables beside it."),
    "readings": Cache(8, "The tables of a brought file, where they take 64 MB at most, by its name and hash."),
    "large_readings": Cache(
        2, "The same of larger files: their rows lie on the disk, and only what is looked at is in the memory."
    ),
    "checks": Cache(8, "What an import of uploaded files would do."),
}
"""Every cache of the product by its name."""

held: dict[str, LRUCache[Hashable, Any]] = {name: LRUCache(cache.most) for name, cache in CACHES.items()}
"""What each holds at present."""


def bounded(name: str) -> LRUCache[Hashable, Any]:
    """The cache of that name, for who fills it and locks it himself."""
    return held[name]


def kept(name: str, key: Callable[..., Hashable] = typedkey) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Keep the results of a function in the cache of that name. Nobody may change one; an error is not kept.

    `key` makes the key of the arguments; by default it is all of them with their types, so that 1 is not True.
    """

    def keeping(function: Callable[P, T]) -> Callable[P, T]:
        lock = threading.Lock()
        return cached(bounded(name), key, lock=lock, condition=threading.Condition(lock))(function)

    return keeping
