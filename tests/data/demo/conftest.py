"""One demo college for all tests of its content."""

import polars as pl
import pytest

from data.demo import generate


@pytest.fixture(scope="session")
def facts() -> dict[str, pl.DataFrame]:
    """The default college."""
    return generate()


@pytest.fixture(scope="session")
def seats(facts) -> pl.DataFrame:
    """Registrations beside what is known of their section and offering."""
    offerings = facts["offerings"].select(
        "offering_id", "modality", "stacks_into", "launched_on", field=pl.col("cip_code").str.head(2)
    )
    sections = facts["sections"].drop("price_usd").join(offerings, on="offering_id")
    return facts["registrations"].join(sections, on="section_id")
