"""The bundled audit of the demo college is of exactly its counts, so that a first start takes seconds."""

from datetime import date

import polars as pl
import pytest

from data import demo, protect
from data.cubes import design_effects
from data.publish import counting, people
from data.publish.by_section import Outcomes
from data.publish.people_tables import Declared, declared, further
from data.store.store import Store


@pytest.fixture(scope="module")
def facts() -> dict[str, pl.LazyFrame]:
    return {name: frame.lazy() for name, frame in demo.generate().items()}


@pytest.fixture(scope="module")
def parts(facts) -> dict[str, Declared]:
    counted = counting.people(facts)
    main = declared(counted)
    shown = protect.protect_tables(
        main.tables, main.trees, protect.Rules(), people._of_the_demo("published", main)
    ).frames
    return {"published": main, "further": further(counted, shown)}


@pytest.mark.parametrize("name", people.PARTS)
def test_the_bundled_audit_matches_the_demo_and_left_nothing_narrow(parts, name):
    known = people._of_the_demo(name, parts[name])
    assert known is not None, "python -m data.publish.people makes it anew"
    assert known["narrowest"].unique().to_list() == [3]


def test_the_bundled_audit_is_not_used_for_other_counts(facts):
    fewer = counting.people(facts | {"registrations": facts["registrations"].head(39_000)})
    assert people._of_the_demo("published", declared(fewer)) is None


def test_design_effects_stand_while_the_completion_of_their_year_does(tmp_path):
    """A few corrected rows do not move them: the difference would be about those few."""
    span = counting.Span(date(2024, 7, 1), date(2024, 7, 1), None, date(2025, 7, 1))
    returned = pl.DataFrame({"section": range(100), "n": [10] * 100, "k": [6, 2] * 50}).with_columns(
        field=pl.lit("x"), stacks=pl.lit("no"), cohort=pl.lit(date(2024, 7, 1))
    )
    counted = counting.Counted({}, {"returned_sections": returned}, span)
    names = dict.fromkeys(("field", "offering", "modality", "length_band", "price_band"), pl.lit("x"))
    rows = pl.DataFrame({"section": range(100), "n": [10] * 100, "k": [9, 3] * 50})
    outcomes = rows.with_columns(
        is_over=pl.lit(value=True), trait=pl.lit("all"), cohort=pl.lit(date(2024, 7, 1)), **names
    )
    measured, even = (
        Outcomes(rows, rows, design_effects.completed(rows)) for rows in (outcomes, outcomes.with_columns(k=pl.lit(5)))
    )
    with Store(tmp_path).draft("published before") as draft:
        before = people._effects(draft, "college", counted, measured, stand=True)
        draft.put("college", "cubes", "design_effects", before)
        kept, anew = (people._effects(draft, "college", counted, even, s) for s in (True, False))
        draft.put("college", "cubes", "design_effects", before.filter(pl.col("measure") != "returned"))
        added = people._effects(draft, "college", counted, even, stand=True)
    assert kept.equals(before)
    assert added.equals(before), "what an older version did not measure is added"
    assert before["design_effect"][0] > 1 == anew["design_effect"][0]
