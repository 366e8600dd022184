"""All published tables about people read side by side: what one hides no other gives back.

The demo college is published whole, and a small one. The attacker reads the published frames of one day, or of two
together, and solves for every number that they hide: see `tests.attacks.reader`.
"""

from collections import Counter
from datetime import date

import polars as pl
import pytest

from data.contracts import FACTS
from data.publish import counting, people
from data.store.store import Store, Version
from tests.attacks.reader import Reader

WIDTH = 3
DAYS = (date(2024, 6, 30), date(2025, 6, 30))
"""Days at which every table is published."""
READ = ("completion", "completion_groups", "completion_formats")
SHOWN = ("started", "completed", "found", "known", "placed", "went_on", "followed", "returned")
GROUPED_BY = (
    *("grain", "value", "attribute", "group", "cohort", "as_of", "measure"),
    *("kind", "from_offering", "to", "stratum", "month_from"),
)
ATTACKS = Counter()
Facts = dict[str, pl.LazyFrame]


@pytest.fixture(scope="module")
def version(demo_home) -> Version:
    found = Store(demo_home).current()
    assert found is not None
    return found


def cubes(version: Version, *names: str) -> dict[str, pl.DataFrame]:
    return {name: pl.read_parquet(version.verified(version.entry("demo", "cubes", name))) for name in names}


@pytest.fixture(scope="module")
def facts(version) -> Facts:
    return {n: pl.scan_parquet(version.verified(version.entry("demo", "facts", n))) for n in FACTS}


@pytest.fixture(scope="module")
def frames(version) -> dict[str, pl.DataFrame]:
    return cubes(version, *READ)


@pytest.mark.parametrize("day", DAYS)
def test_all_tables_together_give_no_hidden_number_back(facts, frames, day):
    reader = Reader(facts["offerings"], frames, day)
    ATTACKS["demo"] += len(reader.hidden)
    assert reader.narrow(list(reader.hidden), WIDTH) == {}


def test_nor_do_those_of_a_small_college_at_two_days_together(small_college):
    facts, done = small_college
    found = {name: frame for one in done.values() for name, frame in one.frames.items()}
    reader = Reader(facts["offerings"], {name: found[name] for name in READ}, *DAYS)
    ATTACKS["small"] += len(reader.hidden)
    assert reader.narrow(list(reader.hidden), WIDTH) == {}


@pytest.mark.parametrize("places", [[5, 50, 150], [10, 20, 30]])
def test_three_corrected_outcomes_turn_no_number_into_another_in_the_next_version(small_college, places):
    facts, first = small_college
    taken = facts["registrations"].filter(pl.col("completed_on") < date(2025, 1, 1))
    ids = taken.select(pl.col("registration_id").sort().gather(places)).collect().to_series().to_list()
    mine = pl.col("registration_id").is_in(ids)
    corrected = facts["registrations"].with_columns(completed_on=pl.when(~mine).then("completed_on"))
    next_one = counting.people(facts | {"registrations": corrected})
    again = people.protected(next_one, lambda name, part: first[name].past)
    for part, one in first.items():
        for name in one.frames:
            before, now = (numbers(frames[name]) for frames in (one.frames, again[part].frames))
            both = before.join(now, on=["row", "count"], validate="1:1")
            assert both.height >= 0.9 * before.height, "where much of a small cohort has changed it is hidden"
            assert both.filter(pl.col("shown") != pl.col("shown_right")).is_empty(), name


def numbers(frame: pl.DataFrame) -> pl.DataFrame:
    """Every count that a protected table shows, with what it is of."""
    counts = [c for c in SHOWN if c in frame.columns]
    of = pl.concat_str(
        (pl.col(c).cast(pl.String) for c in frame.columns if c in GROUPED_BY), separator="|", ignore_nulls=True
    )
    return (
        frame.select(*counts, row=of)
        .unpivot(counts, index="row", variable_name="count", value_name="shown")
        .drop_nulls()
    )


def test_completions_of_a_step_are_those_that_can_be_read_off_completion(version):
    found = cubes(version, "completion", "steps")
    shown = found["completion"].filter(pl.col("grain") == "offering").drop_nulls("completed")
    read = {}
    for offering, day, completed in shown.select("value", "as_of", "completed").rows():
        read[offering, day] = read.get((offering, day), 0) + completed
    steps = found["steps"].filter(pl.col("known_on") == pl.col("as_of"))
    assert steps.height > 20
    assert all(read[o, d] == n for o, d, n in steps.select("from_offering", "as_of", "completed").rows())


def test_nobody_is_placed_who_is_not_seen_to_have_completed(version):
    """The least that completion says of the completions of a year, cohort by cohort of it, against what is found."""
    found = cubes(version, "completion", "placement")
    told = {
        (r["grain"], r["value"], r["cohort"], r["as_of"]): (r["completed"], r["known_on"] == r["as_of"])
        for r in found["completion"].to_dicts()
    }
    cohorts = {cohort for _, _, cohort, _ in told}
    rows = found["placement"].drop_nulls("found").filter(pl.col("known_on") == pl.col("as_of")).to_dicts()
    for r in rows:
        before = date(r["as_of"].year - 1, 12, 31) if r["as_of"].month == 6 else date(r["as_of"].year, 6, 30)
        last = min(before, date(r["cohort"].year + 1, 6, 30))
        least = 0
        for cohort in cohorts:
            place = (r["grain"], r["value"], cohort)
            now, _ = told.get((*place, last), (0, True))
            first, is_exact = told.get((*place, date(r["cohort"].year, 6, 30)), (0, True))
            least += max(0, (now or 0) - first) if is_exact and first is not None else 0
        assert r["found"] <= least, r
    assert len(rows) > 50


def test_every_attack_was_tried():
    assert ATTACKS["demo"] > 1_300
    assert ATTACKS["small"] > 500
