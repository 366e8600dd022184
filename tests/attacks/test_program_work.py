"""Work by program read beside placement: no number that one hides is given back by the other, or by parts and wholes."""

import polars as pl
import pytest

from data.publish import counting, people
from tests.attacks.attacker import Attacker
from tests.workforce_college import facts

WIDTH = 3


@pytest.fixture(scope="module")
def scene() -> tuple[dict[str, pl.LazyFrame], dict[str, pl.DataFrame]]:
    college = facts(6_000, offerings=8)
    done = people.protected(counting.people(college), lambda name, part: None)
    return college, done["further"].frames


def parents(college: dict[str, pl.LazyFrame]) -> dict[tuple, set[tuple]]:
    offered = college["offerings"].select("offering_id", field=pl.col("cip_code").str.head(2)).collect()
    above = {("offering", offering): {("field", field)} for offering, field in offered.rows()}
    above |= {("field", field): {("all", "all")} for field in offered["field"].unique()}
    return above | {("recipients", who): {("all", "all")} for who in ("pell", "others")}


def read(attacker: Attacker, frame: pl.DataFrame, outer: str, inner: str) -> dict[str, list[tuple]]:
    """Take in one pair of counts; all recipients together are everybody. What the table hides on its own day, by count."""
    who, kind = pl.lit("all"), pl.lit("all")
    if "recipients" in frame.columns:
        who = pl.col("recipients").cast(pl.String)
        kind = pl.when(who == "all").then(pl.lit("all")).otherwise(pl.lit("recipients"))
    named = frame.with_columns(
        pl.col("grain", "value").cast(pl.String),
        started=pl.col(outer),
        completed=pl.col(inner),
        bound=None,
        newest_n=pl.col("newest_n") if outer == "known" and "recipients" in frame.columns else None,
        who=who,
        kind=kind,
    )
    attacker.read(named.to_dicts(), ("grain", "value"), ("kind", "who"))
    # A number that stands as it was earlier hides nothing of that day.
    own = named.filter(pl.col("known_on") == pl.col("as_of"))
    cell = [(r["cohort"], (r["grain"], r["value"]), (r["kind"], r["who"]), r["as_of"], r) for r in own.to_dicts()]
    return {count: [key for *key, r in cell if r[count] is None] for count in ("started", "completed")}


@pytest.mark.parametrize(
    ("ended", "outer", "inner"),
    [("completed", "known", "placed"), ("completed", "placed", "in_occupation"), ("left", "known", "placed")],
)
def test_work_by_program_beside_placement_gives_no_hidden_number_back(scene, ended, outer, inner):
    college, frames = scene
    tables = [frame for name, frame in frames.items() if name.startswith("work") and frame["ended"][0] == ended]
    attacker, hidden = Attacker(), []
    if ended == "completed" and outer == "known":  # the same people by field
        by_field = frames["placement_employed_q2"]
        # Where everybody who is found has answered, those found are those known.
        tables.append(by_field if "known" in by_field.columns else by_field.with_columns(known="found"))
    for frame in tables:
        hidden += [
            (tuple(cell), count) for count, cells in read(attacker, frame, outer, inner).items() for cell in cells
        ]
    attacker.connect(parents(college))
    solver = attacker.solve()
    newest = max(frame["as_of"].max() for frame in tables)
    asked = {key for key in hidden if key[0][3] == newest and key not in attacker.seen}
    assert len(asked) > 10
    for key in asked:
        low, high = solver.ends({key: 1.0})
        assert high - low >= WIDTH, key


def test_nobody_whom_the_rule_leaves_out_is_in_any_count(scene):
    """With them or without, all counts are the same, so that no difference of two tables can be such a learner."""
    college, _ = scene
    is_left_out = pl.col("exclusion_reason").is_not_null()
    ids = college["registrations"].filter(is_left_out).select("registration_id").collect()["registration_id"]
    assert len(ids) > 100
    fewer = college["placements"].filter(~pl.col("registration_id").is_in(ids.implode()))
    with_them, without = (counting.people(c).tables for c in (college, college | {"placements": fewer}))
    for name in ("worked", "placed", "pay", "placed_sections"):
        assert with_them[name].sort(pl.all()).equals(without[name].sort(pl.all())), name
