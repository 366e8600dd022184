"""What several attacks are on."""

import pickle
from pathlib import Path

import polars as pl
import pytest

from data import demo, protect
from data.publish import counting, people

Small = tuple[dict[str, pl.LazyFrame], dict[str, protect.Published]]


@pytest.fixture(scope="session")
def small_college(made_once) -> Small:
    """The facts of a small college, and its tables about people as they are published, audited once for all attacks on them."""
    facts = {name: frame.lazy() for name, frame in demo.generate(1_000, 3).items()}

    def publish(folder: Path) -> None:
        published = people.protected(counting.people(facts), lambda name, part: None)
        (folder / "published").write_bytes(pickle.dumps(published))

    return facts, pickle.loads((made_once("small_college", publish) / "published").read_bytes())
