"""All facts of the demo college in one call."""

from collections.abc import Callable

import numpy as np
import polars as pl

from data.contracts import FACTS, Approvals, Placements, Registrations
from data.contracts.shape import as_contract
from data.demo import catalog, goals, inquiries, learners, marketing, outcomes, places, sections
from data.demo.columns import keys
from data.demo.learners import Paths, People
from data.demo.registrations import Seats
from data.demo.seats import sections_for, sell
from data.demo.sections import Schedule

FEWEST_REGISTRATIONS = 50
BLOCK_ROWS = 2**20
"""Registrations are drawn in blocks, which keeps the memory of a large college to its results."""

Progress = Callable[[int, int], None]


def generate(registrations: int = 40_000, seed: int = 7, progress: Progress | None = None) -> dict[str, pl.DataFrame]:
    """The facts of the demo college by table name, each in the shape of its contract.

    The same arguments give the same rows. There are exactly as many registrations as asked for, the
    sections and their size grow with the square root of that number, the offerings stay the same.
    `progress` is told how many registrations are done, and of how many. Nothing is dated after `AS_OF` but
    what is scheduled. Raises ValueError below 50 registrations.
    """
    if registrations < FEWEST_REGISTRATIONS:
        raise ValueError(f"The demo needs at least {FEWEST_REGISTRATIONS} registrations, not {registrations}.")
    rng = np.random.default_rng(seed)
    schedule = Schedule(sections_for(registrations), rng)
    scale, section, day = sell(schedule, registrations, rng)
    section_table = sections.table(schedule, scale, rng)
    paths = Paths(schedule, section, day, rng)
    people = learners.people(schedule, section, paths, rng)
    learner_table = learners.table(day, paths, people)
    draft = _Draft(schedule, paths, people, section_table["section_id"], learner_table["learner_id"])
    for start in range(0, registrations, BLOCK_ROWS):
        rows = slice(start, min(start + BLOCK_ROWS, registrations))
        draft.add(section[rows], day[rows], rows, rng)
        if progress:
            progress(rows.stop, registrations)
    offering = schedule.offering[section].astype(np.int16)
    facts = {
        "providers": catalog.providers(),
        "offerings": catalog.offerings(),
        # Generators of their own: what came before these tables stays as it was drawn.
        "sections": places.placed(section_table, np.random.default_rng([seed, 2])),
        "registrations": pl.concat(draft.registrations, rechunk=False),
        "learners": learner_table,
        "placements": pl.concat(draft.placements, rechunk=False),
        "inquiries": inquiries.table(offering, day, np.concatenate(draft.channels), paths.inquired, rng),
        "goals": goals.table(draft.ledger(offering, day, section, section_table)),
        "events": catalog.events(),
        "articulations": catalog.articulations(),
        "approvals": Approvals.create_empty(),  # its data ends before the rule came into force
        "marketing_costs": marketing.table(section_table, np.random.default_rng([seed, 1])),
    }
    # A column that the demo does not state, as a newer one of a contract, is empty.
    return {name: as_contract(facts[name].lazy(), contract).collect() for name, contract in FACTS.items()}


class _Draft:
    """The blocks of registrations done so far, and what later tables need of them."""

    def __init__(
        self, schedule: Schedule, paths: Paths, people: People, section_ids: pl.Series, learner_ids: pl.Series
    ) -> None:
        self.schedule, self.paths, self.people = schedule, paths, people
        self.section_ids, self.learner_ids = section_ids, learner_ids
        self.registrations: list[pl.DataFrame] = []
        self.placements: list[pl.DataFrame] = []
        self.channels: list[np.ndarray] = []
        self.net_cents: list[np.ndarray] = []
        self.is_net: list[np.ndarray] = []

    def add(self, section: np.ndarray, day: np.ndarray, rows: slice, rng: np.random.Generator) -> None:
        learner = self.paths.learner[rows]
        seats = Seats(self.schedule, section, day, rng)
        odds = outcomes.log_odds(seats.offering, learner, self.people, self.paths.comes_back[rows])
        result = outcomes.Outcomes(self.schedule, seats, odds, rng)
        numbers = keys("R", np.arange(rows.start, rows.stop, dtype=np.int32))
        columns = {
            "registration_id": numbers,
            "section_id": self.section_ids.gather(section),
            "learner_id": self.learner_ids.gather(learner),
        }
        frame = pl.DataFrame(columns | seats.columns() | result.columns())
        # What Workforce Pell asks for is not stated: the demo's data ends before the rule came into force.
        self.registrations.append(as_contract(frame.lazy(), Registrations).collect())
        placed = outcomes.placements(numbers, seats, result, rng)
        self.placements.append(as_contract(placed.lazy(), Placements).collect())
        self.channels.append(seats.channel)
        self.net_cents.append(seats.gross - seats.discount - seats.refund)
        self.is_net.append(~seats.is_dropped)

    def ledger(
        self, offering: np.ndarray, day: np.ndarray, section: np.ndarray, sections: pl.DataFrame
    ) -> goals.Ledger:
        net_cents, is_net = np.concatenate(self.net_cents), np.concatenate(self.is_net)
        return goals.Ledger(offering, day, self.paths.learner, net_cents, is_net, section, sections)
