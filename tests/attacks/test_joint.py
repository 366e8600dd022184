"""All published tables about people read side by side: what one hides no other gives back.

The demo college is published whole. The attacker reads the published frames, counts in them what anybody may
equate (cells with offerings, groups with cells, steps with completions, bands with strata), and solves for the rest.
"""

from collections import Counter, defaultdict
from datetime import date

import numpy as np
import polars as pl
import pytest
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from data import people
from data.cubes import completion_formats
from data.store import Store

WIDTH = 3
DAYS = (date(2024, 6, 30), date(2025, 6, 30))
"""Days at which every table is published."""
ATTACKS = Counter()
INDEX = {
    "completion": ("grain", "value", "cohort"),
    "completion_groups": ("grain", "value", "attribute", "group", "cohort"),
    "completion_formats": ("attribute", "group", "cohort"),
    "completion_cells": ("trait", "cell", "group"),
    "steps": ("kind", "from_offering", "to"),
}
COUNTS = {"steps": ("learners", "went_on")}


class Reader:
    """`true` and `seen`: (table, key, day, count) → number; `equal`: sums of numbers that are known to be the same."""

    def __init__(self, facts: dict[str, pl.LazyFrame], frames: dict[str, pl.DataFrame], day: date) -> None:
        tables = {name: table for declare in people.PARTS.values() for name, table in declare(facts).tables.items()}
        self.true, self.seen = {}, {}
        for name, index in INDEX.items():
            counts = COUNTS.get(name, ("started", "completed"))
            texts = [pl.col(c).cast(pl.String) for c in index]
            true = tables[name].frame.filter(pl.col("as_of") == day).select(*texts, *counts)
            for row in true.rows():
                self.true |= {
                    (name, row[: len(index)], day, c): n for c, n in zip(counts, row[len(index) :], strict=True)
                }
            shown = frames[name].filter(pl.col("as_of") == day, pl.col("known_on") == day).select(*texts, *counts)
            for row in shown.rows():
                for count, n in zip(counts, row[len(index) :], strict=True):
                    if n is not None:
                        self.seen[name, row[: len(index)], day, count] = n
        offerings = facts["offerings"].with_columns(field=pl.col("cip_code").str.head(2))
        self.formats = completion_formats.of_offerings(offerings, "field").collect().to_dicts()
        self.cell_of = {f["offering"]: "|".join((f["field"], f["modality"], f["length_band"])) for f in self.formats}
        self.equal = [*self.parents(), *self.across()]

    def parents(self) -> list[tuple[list, list]]:
        """Field and format are sums of their offerings, the college of its fields, and a whole of its learner groups."""
        sums = defaultdict(list)
        for one in self.true:
            name, key, day, count = one
            if name == "completion" and key[0] == "offering":
                mine = next(f for f in self.formats if f["offering"] == key[1])
                sums[("completion", ("field", mine["field"], key[2]), day, count), "offering"].append(one)
                for attribute in completion_formats.FORMATS:
                    sums[("completion_formats", (attribute, mine[attribute], key[2]), day, count), "o"].append(one)
            if name == "completion" and key[0] == "field":
                sums[("completion", ("all", "all", key[2]), day, count), "field"].append(one)
            if name == "completion_groups":
                sums[("completion", (key[0], key[1], key[4]), day, count), key[2]].append(one)
                if key[0] == "field":
                    sums[("completion_groups", ("all", "all", *key[2:]), day, count), "field"].append(one)
            if name == "completion_cells" and key[0] != "none":
                sums[("completion_cells", ("none", key[1], "all"), day, count), key[0]].append(one)
        return [([above], parts) for (above, _), parts in sums.items() if above in self.true]

    def across(self) -> list[tuple[list, list]]:
        """Cells of all cohorts, learner groups of a field, and learners of an offering."""
        left, right = defaultdict(list), defaultdict(list)
        for one in self.true:
            name, key, day, count = one
            if name == "completion_cells" and key[0] == "none":
                left["cell", key[1], day, count].append(one)
            if name == "completion_cells" and key[0] != "none":
                left["group", key[1].split("|")[0], key[0], key[2], day, count].append(one)
            if name == "completion" and key[0] == "offering":
                right["cell", self.cell_of[key[1]], day, count].append(one)
                if count == "completed":
                    right["step", key[1], day].append(one)
            if name == "completion_groups" and key[0] == "field":
                right["group", key[1], key[2], key[3], day, count].append(one)
        pairs = [(left[k], right[k]) for k in left if k in right]
        steps = [o for o in self.true if o[0] == "steps" and o[3] == "learners"]
        return pairs + [([o], right["step", o[1][1], o[2]]) for o in steps if right["step", o[1][1], o[2]]]

    def solver(self):
        """Least and most of a number, given all that is seen; repeats within an offering are taken to be known."""
        number = {one: i for i, one in enumerate(self.true)}
        entries, to = [], []
        for left, right in self.equal:
            to.append(sum(self.true[o] for o in right) - sum(self.true[o] for o in left))
            entries += [(len(to) - 1, number[o], 1.0) for o in right] + [(len(to) - 1, number[o], -1.0) for o in left]
        nested = [(number[(*o[:3], inner)], number[o]) for o in self.true for n, inner in (("started", "completed"), ("learners", "went_on")) if o[3] == n]  # fmt: skip
        row, column, factor = zip(*entries, strict=True)
        equal = csr_matrix((factor, (row, column)), shape=(len(to), len(number)))
        at = np.arange(len(nested)).repeat(2)
        at_most = csr_matrix(
            (np.tile([1.0, -1.0], len(nested)), (at, np.ravel(nested))), shape=(len(nested), len(number))
        )
        bounds = np.tile([0.0, 1e5], (len(number), 1))
        for one, value in self.seen.items():
            bounds[number[one]] = value

        def ends(one: tuple) -> float:
            objective = np.zeros(len(number))
            objective[number[one]] = 1
            found = [
                linprog(s * objective, at_most, np.zeros(len(nested)), equal, to, bounds, "highs") for s in (1, -1)
            ]
            assert all(f.status == 0 for f in found)
            return np.floor(-found[1].fun + 1e-6) - np.ceil(found[0].fun - 1e-6)

        return ends

    def hidden(self, chance: np.random.Generator, most: int) -> list[tuple]:
        """Numbers of few or many people that stand in an equation across tables and are not shown."""
        mine = sorted({o for left, right in self.across() for o in (*left, *right) if o not in self.seen}, key=str)
        return [mine[i] for i in chance.permutation(len(mine))[:most]]


@pytest.fixture(scope="module")
def home(demo_home) -> tuple[dict[str, pl.LazyFrame], dict[str, pl.DataFrame]]:
    version = Store(demo_home).current()
    assert version is not None
    facts = {n: pl.scan_parquet(version.verified(version.entry("demo", "facts", n))) for n in people.FACTS}
    frames = {n: pl.read_parquet(version.verified(version.entry("demo", "cubes", n))) for n in INDEX}
    cell = pl.concat_str("field", "modality", "length_band", separator="|").alias("cell")
    return facts, frames | {"completion_cells": frames["completion_cells"].with_columns(cell)}


@pytest.mark.parametrize("day", DAYS)
def test_all_tables_together_give_no_hidden_number_back(home, day):
    reader = Reader(*home, day)
    ends = reader.solver()
    wanted = reader.hidden(np.random.default_rng(0), 40)
    ATTACKS["numbers"] += len(wanted)
    assert [(one, reader.true[one]) for one in wanted if ends(one) < WIDTH] == []


def test_the_same_attacker_gets_learners_of_an_offering_back_where_steps_show_all(home):
    # without the guard between the tables: every count of steps and cells that ten people are in stands open
    facts, frames = home
    tables = people.PARTS["further"](facts).tables
    naive = {n: tables[n].frame.with_columns(pl.when(pl.col(c) >= 10).then(pl.col(c)).alias(c) for c in COUNTS.get(n, ("started", "completed"))).with_columns(known_on="as_of") for n in ("steps", "completion_cells")}  # fmt: skip
    reader = Reader(facts, frames | naive, DAYS[1])
    ends = reader.solver()
    wanted = [o for o in reader.hidden(np.random.default_rng(0), 10**6) if o[0] == "completion" and o[3] == "completed"]
    assert any(ends(one) == 0 for one in wanted[:60])


def test_every_attack_was_tried():
    assert ATTACKS["numbers"] == 40 * len(DAYS)
