"""What a new home is given, and what one made by an older release lacks; how far it is, is said."""

import pytest

from data.bundled import demand, new_jersey
from data.bundled import statistics as bundle
from data.default import BUNDLED, prepare
from data.store.store import Store


@pytest.fixture(scope="module")
def prepared(tmp_path_factory) -> tuple[Store, list[str]]:
    """A home that was given a small demo college, and what was said meanwhile."""
    store, said = Store(tmp_path_factory.mktemp("small")), []
    prepare(store, count=200, say=said.append)
    return store, said


def test_a_home_of_an_older_release_is_brought_up_to_date_once(prepared):
    store, _ = prepared
    first = store.current()
    assert first is not None
    with store.draft("an older release") as draft:
        draft.drop("market", "cubes", "offering_statistics")
    assert draft.version is not None
    assert not draft.version.has("market", "cubes", "offering_statistics")
    second = prepare(store)
    assert all(second.has("market", "cubes", name) for name in bundle.CONTRACTS)
    assert second.entry("demo", "facts", "registrations").sha256 == first.entry("demo", "facts", "registrations").sha256
    assert prepare(store).id == second.id


def test_what_is_being_done_is_said_up_to_the_audit_that_a_small_college_waits_for(prepared):
    _, said = prepared
    assert said[0] == "Counting seats and learners"
    assert said[-1].startswith("Hiding counts of few people")
    assert len(said) == len(set(said))


def test_every_bundled_table_is_looked_for():
    assert set(BUNDLED) == {*bundle.CONTRACTS, *bundle.TYPED, *new_jersey.CONTRACTS, *demand.names()}
