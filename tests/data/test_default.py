"""A home made by an older release gets the bundled statistics that it lacks, and keeps everything else."""

from data import bundle
from data.default import BUNDLED, prepare
from data.store import Store


def test_a_home_of_an_older_release_is_brought_up_to_date_once(tmp_path):
    store = Store(tmp_path)
    first = prepare(store, count=200)
    with store.draft("an older release") as draft:
        draft.drop("market", "cubes", "offering_statistics")
    assert draft.version is not None
    assert not draft.version.has("market", "cubes", "offering_statistics")
    second = prepare(store)
    assert all(second.has("market", "cubes", name) for name in bundle.CONTRACTS)
    assert second.entry("demo", "facts", "registrations").sha256 == first.entry("demo", "facts", "registrations").sha256
    assert prepare(store).id == second.id


def test_every_bundled_table_is_looked_for():
    assert set(BUNDLED) == {*bundle.CONTRACTS, *bundle.TYPED}
