"""The demo college: fictional, deterministic, within its contracts and its calendar."""

import pytest

from data import demo
from data.contracts import FACTS


@pytest.fixture(scope="module")
def facts():
    return demo.generate(3_000, seed=3)


@pytest.mark.parametrize(
    "table", ["providers", "offerings", "sections", "registrations", "learners", "goals", "events"]
)
def test_every_table_keeps_its_contract(facts, table):
    assert FACTS[table].filter(facts[table])[1].counts() == {}


def test_keys_resolve(facts):
    assert facts["registrations"]["section_id"].is_in(facts["sections"]["section_id"].implode()).all()
    assert facts["registrations"]["learner_id"].is_in(facts["learners"]["learner_id"].implode()).all()
    assert facts["sections"]["offering_id"].is_in(facts["offerings"]["offering_id"].implode()).all()


def test_the_same_seed_gives_the_same_college(facts):
    again = demo.generate(3_000, seed=3)
    assert all(facts[name].equals(again[name]) for name in facts)
    assert not facts["registrations"].equals(demo.generate(3_000, seed=4)["registrations"])


def test_the_size_is_as_asked():
    assert demo.generate()["registrations"].height == pytest.approx(40_000, rel=0.02)


def test_nothing_is_known_after_the_as_of_date(facts):
    for column in ("registered_on", "dropped_on", "completed_on"):
        assert facts["registrations"][column].max() <= demo.AS_OF
    open_sections = facts["sections"].filter(facts["sections"]["starts_on"] > demo.AS_OF)
    assert "held" not in open_sections["status"].to_list()


def test_everybody_says_that_they_are_fictional(facts):
    assert facts["providers"]["name"].str.ends_with("(fictional)").all()
