"""The data that a new user sees at once: the demo college, in its own collection.

Whatever makes data is imported when it is made. Most starts find all of it made already.
"""

from collections.abc import Callable

import polars as pl

from data.bundled import demand, new_jersey, statistics
from data.store.store import Store, Version

BUNDLED = (
    "awards",
    "institution_awards",
    "offering_statistics",
    "offering_distributions",
    "external_forecasts",
    "posting_scores",
    *new_jersey.CONTRACTS,
    *demand.names(),
)
"""Names of what is loaded of `data.bundled`."""


def prepare(
    store: Store,
    count: int = 40_000,
    seed: int = 7,
    *,
    again: bool = False,
    say: Callable[[str, float], None] = lambda what, share: None,
) -> Version:
    """The current version, with the demo college made first where there is none (or `again`); `say` takes what is being done, and how much of it."""
    version = store.current()
    if version is not None and "demo" in version.colleges and not again:
        return _with_bundle(store, version)
    from data import demo
    from data.bundled import outcomes as bundle_outcomes
    from data.demo import rivals
    from data.publish.college import publish_college, publish_market
    from data.publish.course import within

    say(f"Drawing {count:,} registrations", 0.0)
    facts = demo.generate(
        count, seed, lambda done, of: say(f"Drawing {done:,} of {of:,} registrations", 0.2 * done / of)
    )
    with store.draft(f"Demo college of {count:,} registrations, seed {seed}") as draft:
        draft.drop("demo")  # another demo college is other people: nothing of the last one may be kept beside it
        for name, frame in facts.items():
            draft.put("demo", "facts", name, frame)
        publish_college(draft, "demo", within(say, 0.2, 0.9))
        say("Adding statistics of the market", 0.9)
        for name, cube in rivals.cubes().items():
            draft.put("demo", "cubes", name, cube)
        for name, cube in _bundled().items():
            draft.put("market", "cubes", name, cube)
        draft.put("market", "cubes", bundle_outcomes.NAME, bundle_outcomes.load())
        publish_market(
            draft, {*draft.tables("market", "facts")}
        )  # what was imported stands in place of what is bundled
    say("Done", 1.0)
    assert draft.version is not None
    return draft.version


def _with_bundle(store: Store, version: Version) -> Version:
    """The same data with the bundled statistics that a home made by an older release does not hold yet."""
    from data.demo import rivals

    held = {"market": _bundled, "demo": rivals.cubes}
    names = {"market": BUNDLED, "demo": tuple(new_jersey.CONTRACTS)}
    missing = [(c, n) for c, wanted in names.items() for n in wanted if not version.has(c, "cubes", n)]
    if not missing:
        return version
    with store.draft("Bundled market statistics of a newer release") as draft:
        for collection in dict.fromkeys(c for c, _ in missing):
            cubes = held[collection]()
            for name in (n for c, n in missing if c == collection):
                draft.put(collection, "cubes", name, cubes[name])
    return draft.version or version


def _bundled() -> dict[str, pl.DataFrame]:
    return statistics.load() | new_jersey.load() | demand.load()
