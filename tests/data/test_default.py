"""What a new home is given, and what one made by an older release lacks; how far it is, is said."""

import pytest

from data.bundled import demand, new_jersey
from data.bundled import statistics as bundle
from data.default import BUNDLED, prepare
from data.store.store import Store

Said = list[tuple[str, float]]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory) -> tuple[Store, Said]:
    """A home that was given a small demo college, and what was said meanwhile with the share that was done."""
    store, said = Store(tmp_path_factory.mktemp("small")), []
    prepare(store, count=200, say=lambda what, share: said.append((what, share)))
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


def test_what_is_being_done_is_said_with_a_share_that_rises_to_the_whole(prepared):
    _, said = prepared
    steps, shares = [what.partition(":")[0] for what, _ in said], [share for _, share in said]
    assert steps[0] == "Drawing 200 registrations"
    assert {"Counting seats and learners", "Counting sections and enrollment", "Comparing like groups of learners"} <= {
        *steps
    }
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert said[-1] == ("Done", 1.0)


def test_every_bundled_table_is_looked_for():
    assert set(BUNDLED) == {*bundle.CONTRACTS, *bundle.TYPED, *new_jersey.CONTRACTS, *demand.names()}
