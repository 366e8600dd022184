"""The bundled audit of the demo college is of exactly its counts, so that a first start takes seconds."""

import polars as pl
import pytest

from data import demo, people


@pytest.fixture(scope="module")
def facts() -> dict[str, pl.LazyFrame]:
    return {name: frame.lazy() for name, frame in demo.generate().items()}


@pytest.mark.parametrize("part", people.PARTS)
def test_the_bundled_audit_matches_the_demo_and_left_nothing_narrow(facts, part):
    known = people._of_the_demo(part, people.PARTS[part](facts))
    assert known is not None, "python -m data.people makes it anew"
    assert known["narrowest"].unique().to_list() == [3]


@pytest.mark.parametrize("part", people.PARTS)
def test_the_bundled_audit_is_not_used_for_other_counts(facts, part):
    fewer = facts | {"registrations": facts["registrations"].head(39_000)}
    assert people._of_the_demo(part, people.PARTS[part](fewer)) is None
