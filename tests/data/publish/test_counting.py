"""Counted part by part, a college comes to the same as counted whole, whatever the parts.

With two million registrations any cut looks alike, since each part holds the newest day and a learner of every kind. So the
colleges here are small and ragged: a few learners have all the late days, and parts may be empty.
"""

from contextlib import closing
from datetime import date, timedelta
from functools import cache

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from data import demo
from data.cubes.section_outcomes import FORM
from data.publish import by_section, counting, parts
from data.reference.periods import STANDARD

Facts = dict[str, pl.LazyFrame]
OF_LEARNERS = ("registrations", "learners", "placements", "inquiries")
LATE = timedelta(days=200)
BY_DAY = {"section_days", "channel_days"}
"""Tables that are added on the disk, in the order in which pages read a part of them."""


@cache
def college(registrations: int, seed: int) -> dict[str, pl.DataFrame]:
    """A small college in which two learners have registered, dropped and completed long after all others."""
    facts = demo.generate(registrations, seed)
    rows = facts["registrations"].sort("registration_id")
    newest = rows["registered_on"].max()
    last = rows.tail(2)["learner_id"].to_list()
    is_late = pl.col("learner_id").is_in(last)
    days = ("registered_on", "dropped_on", "completed_on")
    late = {day: pl.when(is_late).then(pl.lit(newest) + LATE).otherwise(day) for day in days[:1]}
    late |= {day: pl.when(is_late).then(pl.col(day) + LATE).otherwise(day) for day in days[1:]}
    return facts | {"registrations": rows.with_columns(**late)}


def cut_by_learner(facts: dict[str, pl.DataFrame], of: pl.Series, many: int, seed: int) -> list[Facts]:
    """The facts cut into parts by learner: `of` says in which part each is. Rows are shuffled."""
    registrations = facts["registrations"]
    names = registrations["learner_id"].unique().sort()
    cut = pl.DataFrame({"learner_id": names, "part": of.gather(pl.int_range(len(names), eager=True) % len(of))})
    placed = registrations.select("registration_id", "learner_id").join(cut, on="learner_id")
    at = {
        "registrations": registrations.join(cut, on="learner_id"),
        "learners": facts["learners"].join(cut, on="learner_id", how="left"),
        "placements": facts["placements"].join(placed.select("registration_id", "part"), on="registration_id"),
        "inquiries": facts["inquiries"].join(
            placed.select("registration_id", "part"), on="registration_id", how="left"
        ),
    }
    whole = {name: frame.lazy() for name, frame in facts.items()}
    return [
        whole
        | {
            name: frame.filter(pl.col("part").fill_null(0) == part)
            .select(facts[name].columns)
            .sample(fraction=1, shuffle=True, seed=seed)
            .lazy()
            for name, frame in at.items()
        }
        for part in range(many)
    ]


def in_order(name: str, table: pl.DataFrame) -> pl.DataFrame:
    return table.sort([key for key in counting.KEYS[name] if key in table.columns])


@settings(max_examples=12)
@given(
    registrations=st.integers(50, 600),
    many=st.integers(1, 12),
    of=st.lists(st.integers(0, 11), min_size=5, max_size=60),
    seed=st.integers(0, 3),
)
def test_any_partition_of_the_learners_adds_up_to_the_whole(registrations, many, of, seed):
    facts = college(registrations, seed)
    whole = {name: frame.lazy() for name, frame in facts.items()}
    every = counting.span(whole["registrations"])
    cut = cut_by_learner(facts, pl.Series(of) % many, many, seed)
    counts = [counting.count(part, every, STANDARD) for part in cut]
    found, wanted = counting.added(counts[::-1]), counting.count(whole, every, STANDARD)
    assert found.keys() == wanted.keys() == counting.KEYS.keys()
    for name, table in wanted.items():
        assert_frame_equal(found[name], in_order(name, table), categorical_as_str=True)


def test_a_part_that_knew_only_its_own_days_would_count_otherwise():
    """What the test above is for: the newest day of all registrations decides who has started, and which years are over."""
    facts = college(600, 1)
    cut = cut_by_learner(facts, pl.Series([0, 0, 0, 0, 1]), 2, 1)
    every = counting.span(facts["registrations"].lazy())
    alone = [counting.span(part["registrations"]) for part in cut]
    assert every in alone
    assert alone[0] != alone[1]
    right, wrong = (
        counting.added([counting.count(part, span, STANDARD) for part, span in zip(cut, spans, strict=True)])
        for spans in ([every, every], alone)
    )
    differ = {name for name in right if not right[name].equals(wrong[name])}
    assert {"funnel_outcomes", "outcomes"} <= differ


def test_learners_who_come_and_go_on_one_day_in_two_parts_leave_no_row():
    day, later = date(2025, 1, 6), date(2025, 2, 3)
    key = {"grain": ["all"] * 2, "value": ["all"] * 2, "period_kind": ["month"] * 2, "period": [date(2025, 1, 1)] * 2}
    rows = pl.DataFrame(key | {"known_on": [day, later]})
    came, went = rows.with_columns(learners=pl.Series([1, 1])), rows.with_columns(learners=pl.Series([1, -1]))
    found = counting.added([{"headcount": came}, {"headcount": went}])["headcount"]
    assert found.select("known_on", "learners").rows() == [(day, 2)]


@pytest.mark.parametrize("rows", [80, 250])
def test_a_large_college_is_cut_into_files_and_comes_to_the_same(tmp_path, monkeypatch, rows):
    monkeypatch.setattr(parts, "MOST_AT_ONCE", 599)
    monkeypatch.setattr(parts, "ROWS", rows)
    facts = {name: frame.lazy() for name, frame in college(600, 2).items()}
    every = counting.span(facts["registrations"])
    wanted = list(counting.counted(facts, every, STANDARD))
    with closing(parts.counted(facts, every, STANDARD, tmp_path)) as stages:
        first = dict(next(stages))
        assert len([*tmp_path.iterdir()]) == 1
        found = [first]
        for stage in stages:
            found.append(dict(stage))
            for name in BY_DAY & {*stage}:
                written = parts.as_file(stage, name).lazy().collect()
                assert_frame_equal(written, found[-1][name])
                assert written.select(pl.struct(counting.KEYS[name]).is_sorted()).item()
    assert not [*tmp_path.iterdir()], "what was counted of learners is gone"
    for some, of_all in zip(found, wanted, strict=True):
        assert some.keys() == of_all.keys()
        for name, table in some.items():
            assert_frame_equal(table, in_order(name, of_all[name]))


def test_one_learner_and_one_section_with_half_of_all_rows_come_to_the_same_and_only_their_part_is_large(
    tmp_path, monkeypatch
):
    rows, half = college(600, 4)["registrations"], pl.int_range(pl.len()) % 2 == 0
    heavy = {name: pl.when(half).then(pl.lit(rows[name][0])).otherwise(name) for name in ("learner_id", "section_id")}
    facts = {name: frame.lazy() for name, frame in college(600, 4).items()}
    facts["registrations"] = rows.with_columns(**heavy).lazy()
    every, sizes, real = counting.span(facts["registrations"]), [], counting.part
    wanted = list(counting.counted(facts, every, STANDARD))

    def part(mine, *rest):
        sizes.append(parts.height(mine["registrations"]))
        return real(mine, *rest)

    monkeypatch.setattr(counting, "part", part)
    monkeypatch.setattr(parts, "MOST_AT_ONCE", 1)
    monkeypatch.setattr(parts, "ROWS", 50)
    with closing(parts.counted(facts, every, STANDARD, tmp_path)) as stages:
        for some, of_all in zip(stages, wanted, strict=True):
            assert some.keys() == of_all.keys()
            for name, table in some.items():
                assert_frame_equal(table, in_order(name, of_all[name]))
    *others, largest = sorted(sizes)
    assert (sum(sizes), len(sizes)) == (600, 12)
    assert 300 <= largest <= 300 + 2 * 50
    assert max(others) <= 2 * 50


def test_rows_that_share_a_first_key_are_added_some_at_a_time(tmp_path, monkeypatch):
    facts = {name: frame.lazy() for name, frame in college(600, 3).items()}
    whole = counting.of_learners(counting.whole(facts))["headcount"]
    assert whole.filter(grain="offering").height > 4 * 300
    halves = [{"headcount": whole.with_columns(learners=pl.lit(part, pl.Int64))} for part in (1, 2)]
    monkeypatch.setattr(parts, "ROWS", 300)
    for part, counts in enumerate(halves):
        parts._keep(counts, tmp_path / "counts", part)
    counts = parts.Added(tmp_path / "counts")
    written = counts.as_file("headcount").collect()
    assert_frame_equal(written, in_order("headcount", whole.with_columns(learners=pl.lit(3, pl.Int64))))
    lots = [pl.read_parquet(file).height for file in (tmp_path / "headcount-added").iterdir()]
    assert max(lots) <= 300
    assert_frame_equal(counts["headcount"], written)


def test_what_estimates_stand_on_is_the_same_from_a_few_sections_at_a_time(tmp_path, monkeypatch):
    facts = {name: frame.lazy() for name, frame in college(3000, 2).items()}
    every = counting.span(facts["registrations"])
    whole = counting.people(facts)
    monkeypatch.setattr(parts, "MOST_AT_ONCE", 1)
    monkeypatch.setattr(parts, "ROWS", 700)
    with closing(parts.counted(facts, every, STANDARD, tmp_path)) as stages:
        cut = counting.Counted(facts, {}, every, by_section=next(stages))
        assert len([*parts.pieces(cut, "outcomes")]) > 3
        found, wanted = (by_section.outcomes(counted) for counted in (cut, whole))
        assert found is not None
        assert wanted is not None
        for name in ("strata", "sets"):
            one, other = (getattr(each, name).cast(dict.fromkeys(FORM, pl.String)) for each in (found, wanted))
            assert_frame_equal(one, other, check_row_order=False)
        end = every.year_ends(STANDARD)[-1]
        effects = [
            by_section.effects(counted, each.completed, end) for counted, each in ((cut, found), (whole, wanted))
        ]
    assert_frame_equal(*effects)
    assert effects[0]["design_effect"].is_not_null().any()


def test_parts_are_gone_when_publishing_fails(tmp_path, monkeypatch):
    monkeypatch.setattr(parts, "MOST_AT_ONCE", 1)
    facts = {name: frame.lazy() for name, frame in college(60, 1).items()}
    with (
        pytest.raises(OSError, match="full"),
        closing(parts.counted(facts, counting.span(facts["registrations"]), STANDARD, tmp_path)) as stages,
    ):
        next(stages)
        raise OSError("The disk is full.")
    assert not [*tmp_path.iterdir()]
