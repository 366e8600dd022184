"""Small random colleges, drawn learner by learner, with their true tables."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from data import protect
from data.protect import PeopleTable, Published, Rules

DAYS = (date(2024, 12, 31), date(2025, 6, 30), date(2025, 12, 31), date(2026, 6, 30))
COHORTS = (date(2024, 7, 1), date(2025, 7, 1))
COUNTS = ("started", "completed")
ATTRIBUTES = {"age_band": ("young", "old", "not_known"), "employment": ("yes", "no")}
ALL = ("all", "all")


@dataclass
class College:
    """`people`: one tuple per registration: offering, cohort, groups, day known (position), completed."""

    offerings: dict[str, tuple]
    people: list[tuple]

    def truth(self) -> dict[tuple, list[int]]:
        """(cohort, place, group, day): started and completed, counted person by person."""
        counts: dict[tuple, list[int]] = defaultdict(lambda: [0, 0])
        for offering, cohort, groups, known, completed in self.people:
            for day in range(len(DAYS)):
                for place in (ALL, ("offering", offering), *self.offerings[offering]):
                    for group in (ALL, *groups):
                        if group == ALL or place[0] in ("all", "field"):
                            cell = counts[cohort, place, group, DAYS[day]]
                            cell[0] += known <= day
                            cell[1] += known <= day and completed
        return dict(counts)

    def parents(self) -> dict[tuple, set[tuple]]:
        """The groups in which each group lies."""
        above = {("offering", name): set(groups) for name, groups in self.offerings.items()}
        above |= {group: {ALL} for groups in self.offerings.values() for group in groups}
        return above | {(a, v): {ALL} for a, values in ATTRIBUTES.items() for v in values}

    def published(self, past: pl.DataFrame | None = None) -> Published:
        """What the product publishes of it."""
        rows = [(*c, *p, *g, d, *n) for (c, p, g, d), n in self.truth().items() for c in [(c,)]]
        names = ["cohort", "kind", "value", "attribute", "group", "as_of", *COUNTS]
        frame = pl.DataFrame(rows, schema=names, orient="row")
        plain, grouped = frame.filter(attribute="all"), frame.filter(pl.col("attribute") != "all")
        place, group = ("kind", "value"), ("attribute", "group")
        tables = {
            "completion": PeopleTable(plain, COUNTS, {"place": place}),
            "groups": PeopleTable(grouped, COUNTS, {"place": place, "group": group}),
        }
        above = {child: tuple(sorted(parents)) for child, parents in self.parents().items()}
        trees = {
            "place": {k: v for k, v in above.items() if k[0] not in ATTRIBUTES},
            "group": {k: v for k, v in above.items() if k[0] in ATTRIBUTES},
        }
        return protect.protect_tables(tables, trees, Rules(), past)


def draw(seed: int, fields: int, offerings: int, learners: int) -> College:
    """A college of so many fields, offerings and learners per cohort; sizes of offerings differ a lot."""
    chance = np.random.default_rng(seed)
    taught = {
        f"o{i}": (("field", f"f{chance.integers(fields)}"), ("modality", ("online", "campus")[chance.integers(2)]))
        for i in range(offerings)
    }
    weight = chance.gamma(0.6, 1, offerings)
    odds = chance.uniform(0.4, 0.97, offerings)
    people = []
    for position, cohort in enumerate(COHORTS):
        for offering in chance.choice(offerings, learners, p=weight / weight.sum()):
            groups = tuple((a, values[chance.integers(len(values))]) for a, values in ATTRIBUTES.items())
            known = min(2 * position + int(chance.choice([0, 1, 2], p=[0.55, 0.4, 0.05])), len(DAYS))
            people.append((f"o{offering}", cohort, groups, known, bool(chance.random() < odds[offering])))
    return College(taught, people)
