"""A survey of those who answered knows everybody's work: then `known` is no count of its own, and nobody is hidden for it."""

import polars as pl
import pytest

from data import demo, protect
from data.publish import counting, people
from data.publish.people_tables import Declared, further, in_shape

Facts = dict[str, pl.LazyFrame]
Parts = dict[str, tuple[Declared, protect.Published]]
WIDTH = 3


def published(facts: Facts, past: dict[str, pl.DataFrame] | None = None) -> Parts:
    def of_before(name: str, part: Declared) -> pl.DataFrame | None:
        return None if past is None else in_shape(past[name], part.tables)

    return people.audited(counting.people(facts), of_before)


def employed(parts: Parts) -> pl.DataFrame:
    """The published cube of employment, hidden numbers null."""
    counted = {name: done for name, (_, done) in parts.items()}
    frame = counted["further"].frames["placement_employed_q2"]
    return frame if "known" in frame.columns else frame.with_columns(known="found")


@pytest.fixture(scope="module")
def answered() -> Facts:
    """A college whose placement rows are of those who said whether they work."""
    facts = {name: frame.lazy() for name, frame in demo.generate(2_000, 3).items()}
    said = facts["placements"].filter(pl.col("employed_q2").is_not_null())
    return facts | {"placements": said.collect().lazy()}


@pytest.fixture(scope="module")
def complete(answered) -> Parts:
    return published(answered)


def test_employment_is_shown_where_everybody_answered(complete):
    shown = employed(complete)
    assert shown["placed"].is_not_null().sum() >= 10
    assert shown.filter(pl.col("found").is_not_null())["known"].is_not_null().all()
    assert complete["further"][1].report["too_narrow"][0] == 0
    assert complete["further"][1].report["narrowest"][0] >= WIDTH


def test_parts_of_few_stay_hidden(complete):
    shown = employed(complete).filter(pl.col("placed").is_not_null())
    parts = shown.select(pl.col("found") - pl.col("placed"), "placed")
    assert parts.to_numpy().min() >= protect.Rules.minimum


def test_a_first_unknown_answer_changes_no_number_that_was_shown(answered, complete):
    """One answer is taken back: what stood stands, and no difference of the two versions is about that one."""
    first = answered["placements"].select(pl.col("registration_id").sort().first()).collect().item()
    unknown = answered["placements"].with_columns(
        employed_q2=pl.when(pl.col("registration_id") != first).then("employed_q2")
    )
    past = {name: done.past for name, (_, done) in complete.items()}
    again = employed(published(answered | {"placements": unknown}, past))
    before = employed(complete)
    keys = ["grain", "value", "cohort", "as_of"]
    both = before.join(again, on=keys, suffix="_again", validate="1:1")
    for count in ("found", "placed"):
        moved = both.filter(pl.col(count) != pl.col(f"{count}_again"))
        assert moved.is_empty(), count
    assert again["placed"].is_not_null().sum() >= 0.8 * before["placed"].is_not_null().sum()


def test_the_past_keeps_what_was_shown_in_either_shape(answered, complete):
    declared, done = complete["further"]
    unknown = {name: frame.lazy() for name, frame in demo.generate(2_000, 3).items()}
    other = further(counting.people(unknown), complete["published"][1].frames)
    assert in_shape(done.past, declared.tables).equals(done.past)
    turned = in_shape(done.past, other.tables)
    assert in_shape(turned, declared.tables).equals(done.past)
    mine = pl.col("of").str.starts_with("completers: employed_q2")
    assert turned.filter(mine)["of"].str.contains("all known").any() is False
    assert turned.filter(mine).select((pl.col("count_0") == pl.col("count_1")).all()).item()
