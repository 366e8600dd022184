"""The bundled audit of the demo college is of exactly its counts, so that a first start takes seconds."""

import polars as pl
import pytest

from data import demo, protect
from data.cubes import seats
from data.publish import people
from data.publish.people_tables import Declared, declared, further, tally


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
