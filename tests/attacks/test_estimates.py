"""Estimates beside all published tables: whoever knows every stratum of their sample gets no hidden number back.

That is more than the estimates say: gap, ranges and model are all computed from these strata. The attacker is
`tests.attacks.reader`, which shares no code with the audit.
"""

from datetime import date

import numpy as np
import polars as pl
import pytest

from data import demo
from data.cubes import section_outcomes
from data.cubes.fair_comparisons import AUDIT, FEW, SHOWN
from data.protect.tables import Rules
from data.publish import by_section, counting, estimates, people
from tests.attacks.reader import Reader
from tests.attacks.test_staff import started, tell

WIDTH = 3
END = date(2025, 6, 30)
READ = ("completion", "completion_groups", "completion_formats")


class Scene:
    """A college with its published tables, the section rows behind its estimates, and the strata that these stand on."""

    def __init__(self, registrations: int | None, seed: int = 3) -> None:
        made = demo.generate() if registrations is None else demo.generate(registrations, seed)
        facts = {name: frame.lazy() for name, frame in made.items()}
        counted = counting.people(facts)
        self.facts = counted.facts
        self.truth = started(counted)
        past = None if registrations else people._of_the_demo
        audits = people.audited(counted, past or (lambda name, part: None))
        self.part, self.done = audits["published"]
        self.outcomes = by_section.outcomes(counted)
        forms = section_outcomes.forms(self.facts["offerings"]).collect()
        years = estimates.closed_years(self.done.frames["completion"], END)
        self.arguments = self.outcomes, forms, END
        self.whole, self.yearly = estimates.safe(
            self.outcomes.strata, forms, END, list(years.values()), self.part, self.done, Rules()
        )

    def reader(self) -> Reader:
        return Reader(self.facts["offerings"], {name: self.done.frames[name] for name in READ}, END)

    def narrow_for_staff(self) -> tuple[int, list[tuple]]:
        """How many outcomes and groups are tried, and those that the staff know too closely: with all strata and seats."""
        reader = self.reader()
        assert tell(reader, self.facts, END) > 20
        reader.know_sample(self.whole)
        reader.know_sample(self.yearly.rename({"age_band": "group"}).with_columns(trait=pl.lit("age_band")))
        names = [name for name in reader.hidden if name[1] == "groups" or name[-1] != "started"]
        room = {name: min(WIDTH, self.truth.get((*name[2:4], name[-2], name[0]), 0)) for name in names}
        found = reader.narrow(names, WIDTH)
        return len(names), [name for name, size in found.items() if size < room[name]]

    def estimates(self) -> pl.DataFrame:
        return estimates.build(*self.arguments, self.part, self.done, Rules())


@pytest.fixture(scope="module", params=[600])
def small(request) -> Scene:
    return Scene(request.param)


def some(reader: Reader, most: int = 60) -> list[tuple]:
    """Hidden numbers, at random where there are many."""
    names = sorted(reader.hidden, key=str)
    return [names[at] for at in np.random.default_rng(0).permutation(len(names))[:most]]


def test_who_knows_all_strata_of_the_sample_gets_no_hidden_number_of_a_small_college(small):
    reader = small.reader()
    assert len(reader.hidden) > 300
    reader.know_sample(small.whole)
    reader.know_sample(small.yearly.rename({"age_band": "group"}).with_columns(trait=pl.lit("age_band")))
    assert reader.narrow(some(reader), WIDTH) == {}


def test_the_same_attacker_gets_learners_back_where_everybody_is_in_the_estimates(small):
    """What is left out, and the strata that the audit takes away, are needed."""
    reader = small.reader()
    every = (
        estimates.split(small.outcomes.strata, END)
        .group_by(estimates.SPLIT)
        .agg(n=pl.sum("started"), k=pl.sum("completed"))
    )
    reader.know_sample(every, exactly=True)
    assert len(reader.narrow(some(reader, 40), WIDTH)) > 10


def test_an_estimate_of_a_small_college_stands_on_enough_people_or_says_why_not(small):
    rows = small.estimates()
    assert set(rows["state"]) <= {SHOWN, FEW, AUDIT}
    shown = rows.filter(state=SHOWN)
    assert shown.filter(pl.col("n_one") + pl.col("n_other") < 100).is_empty()
    assert shown.filter(pl.min_horizontal("n_one", "n_other") < 20).is_empty(), "ten of each outcome"
    assert rows.filter(pl.col("state") != SHOWN).drop_nulls("gap").is_empty()
    assert small.estimates().equals(rows), "the same data, the same estimate"


def test_staff_who_know_all_strata_and_every_seat_get_none_either(small):
    tried, narrow = small.narrow_for_staff()
    assert tried > 300
    assert narrow == []


@pytest.fixture(scope="module")
def demo_scene() -> Scene:
    return Scene(None)


def test_nor_one_of_the_demo(demo_scene):
    reader = demo_scene.reader()
    reader.know_sample(demo_scene.whole)
    assert len(reader.hidden) > 500
    assert reader.narrow(some(reader, 60), WIDTH) == {}


def test_nor_do_staff_of_the_demo(demo_scene):
    tried, narrow = demo_scene.narrow_for_staff()
    assert tried > 300
    assert narrow == []
