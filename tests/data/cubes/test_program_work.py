"""Work by program: who is counted, and that it comes to what a plain loop over the rows counts."""

from collections import Counter
from datetime import date

import polars as pl
import pytest

from data.cubes import placement, program_work
from data.publish import counting, people
from tests.workforce_college import facts

END = date(2025, 12, 31)
KEYS = ("ended", "value", "recipients", "cohort")


@pytest.fixture(scope="module")
def college() -> dict[str, pl.LazyFrame]:
    return facts(6_000, offerings=8)


@pytest.fixture(scope="module")
def counted(college) -> counting.Counted:
    return counting.people(college)


def fiscal(day: date) -> date:
    return date(day.year - (day.month < 7), 7, 1)


def test_counts_of_offerings_are_those_of_a_loop_over_the_rows(college, counted):
    taken = college["registrations"].join(college["sections"].select("section_id", "offering_id"), on="section_id")
    rows = taken.join(college["placements"], on="registration_id").collect().to_dicts()
    want: dict[tuple, Counter] = {}
    for r in rows:
        day = r["completed_on"] or r["exited_on"]
        # Nobody who is left out by the rule, and nobody of the last half year before the end.
        if r["exclusion_reason"] or day > date(2025, 6, 30):
            continue
        is_pell = r["pell_recipient"] and not r["other_program_in_earnings_year"]
        counts = {"known": 1, "placed": r["employed_q2"], "in_occupation": r["employed_in_occupation_q2"]}
        ended = "completed" if r["completed_on"] else "left"
        for who in ("all", "pell" if is_pell else "others") if r["completed_on"] else ("all",):
            want.setdefault((ended, r["offering_id"], who, fiscal(day)), Counter()).update(counts)
    built = program_work.build(counted.tables["worked"], [END])
    mine = built.filter(pl.col("grain") == "offering", pl.col("cohort") <= date(2025, 6, 30))
    assert {tuple(r[k] for k in KEYS): [r[c] for c in program_work.COUNTS] for r in mine.to_dicts()} == {
        key: [counts[c] for c in program_work.COUNTS] for key, counts in want.items()
    }


def test_parts_add_up_and_completers_are_those_of_placement(counted):
    built = program_work.build(counted.tables["worked"], [END])
    whole = built.group_by("ended", "cohort", "grain", is_all=pl.col("recipients") == "all").agg(
        pl.col(program_work.COUNTS).sum()
    )
    for (ended, *_), rows in whole.partition_by("ended", "cohort", as_dict=True).items():
        assert rows.select(program_work.COUNTS).unique().height == 1
        assert rows.height == (6 if ended == "completed" else 3)
    placed = placement.build(counted.tables["placed"], [END]).filter(measure="employed_q2")
    both = placed.join(built.filter(ended="completed", recipients="all"), on=["grain", "value", "cohort"])
    assert both.height > 10
    assert both["known"].equals(both["known_right"])
    assert both["placed"].equals(both["placed_right"])


def test_a_college_that_states_only_employment_has_no_work_by_program(counted):
    plain = counted.tables["worked"].filter(ended="completed").with_columns(of_pell=0, of_occupations=0)
    assert program_work.build(plain, [END]).is_empty()
    assert not program_work.build(plain.with_columns(of_pell=1), [END]).is_empty()


def test_what_is_published_is_about_ten_people_or_more(counted):
    done = people.protected(counted, lambda name, part: None)["further"]
    work = pl.concat([f for name, f in done.frames.items() if name.startswith("work")], how="diagonal")
    split = work.drop_nulls(["known", "placed"])
    assert split.filter(pl.min_horizontal("placed", pl.col("known") - pl.col("placed")) < 10).is_empty()
    deep = split.filter(pl.col("ended") == "completed").drop_nulls("in_occupation")
    assert deep.filter(pl.min_horizontal("in_occupation", pl.col("placed") - pl.col("in_occupation")) < 10).is_empty()
    assert work["known"].null_count() > 0
    assert work.filter(ended="left")["in_occupation"].null_count() == work.filter(ended="left").height > 0
    assert work.filter(pl.col("placed").is_null(), pl.col("in_occupation").is_not_null()).is_empty()
    assert work.filter(pl.col("known").is_null(), pl.col("placed").is_not_null()).is_empty()
    assert deep.filter(pl.col("grain") == "offering").height > 0, "and some of it can be used"
