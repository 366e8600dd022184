"""The bundled audit of the demo college is of exactly its counts, so that a first start takes seconds."""

from datetime import date

import polars as pl
import pytest

from data import demo, protect
from data.cubes import seats
from data.publish import people
from data.publish.people_tables import Declared, declared, further, tally
from data.reference.periods import STANDARD
from data.store.store import Store


@pytest.fixture(scope="module")
def facts() -> dict[str, pl.LazyFrame]:
    return seats.beside({name: frame.lazy() for name, frame in demo.generate().items()})


@pytest.fixture(scope="module")
def parts(facts) -> dict[str, Declared]:
    counted = tally(facts)
    main = declared(facts, counted)
    shown = protect.protect_tables(
        main.tables, main.trees, protect.Rules(), people._of_the_demo("published", main)
    ).frames
    return {"published": main, "further": further(facts, counted, shown)}


@pytest.mark.parametrize("name", people.PARTS)
def test_the_bundled_audit_matches_the_demo_and_left_nothing_narrow(parts, name):
    known = people._of_the_demo(name, parts[name])
    assert known is not None, "python -m data.publish.people makes it anew"
    assert known["narrowest"].unique().to_list() == [3]


def test_the_bundled_audit_is_not_used_for_other_counts(facts):
    fewer = seats.beside(facts | {"registrations": facts["registrations"].head(39_000)})
    assert people._of_the_demo("published", declared(fewer, tally(fewer))) is None


def test_design_effects_stand_while_the_completion_of_their_year_does(tmp_path):
    """A few corrected rows do not move them: the difference would be about those few."""
    seats_of_a_year = pl.LazyFrame({"registered_on": [date(2024, 7, 1)], "completed_on": [date(2025, 7, 1)]})
    facts = {"seats": seats_of_a_year, "offerings": pl.LazyFrame({"cip_code": ["11.0101"]})}
    names = dict.fromkeys(("field", "offering", "modality", "length_band", "price_band"), pl.lit("x"))
    rows = pl.DataFrame({"section": range(100), "n": [10] * 100, "k": [9, 3] * 50})
    outcomes = rows.with_columns(is_over=pl.lit(value=True), cohort=pl.lit(date(2024, 7, 1)), **names)
    with Store(tmp_path).draft("published before") as draft:
        before = people._effects(draft, "college", facts, outcomes, stand=True, calendar=STANDARD)
        draft.put("college", "cubes", "design_effects", before)
        even = outcomes.with_columns(k=pl.lit(5))
        kept, anew = (people._effects(draft, "college", facts, even, s, STANDARD) for s in (True, False))
    assert kept.equals(before)
    assert before["design_effect"][0] > 1 == anew["design_effect"][0]
