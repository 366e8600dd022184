"""The shipped statistics of the Texas list: what the command computes from the file, and no row of it."""

import polars as pl
import pytest

from data.bundled import statistics as bundle
from data.cubes.offering_cells import ALL, FEWEST
from data.readers import texas, text
from data.reference.sources import SOURCES

WHOLE = {"state": ALL, "cip": ALL, "side": ALL, "provider_type": ALL, "modality": ALL, "format": ALL}


def test_the_whole_list_has_its_control_totals():
    whole = bundle.load()["offering_statistics"].filter(**WHOLE).row(0, named=True)
    assert (whole["programs"], whole["providers"]) == (6_245, 611)
    assert whole["price_n"] == 6_245 - 140  # 140 prices of 0 are not stated
    assert f"{whole['edition']}" == "2024-03-20"


def test_sides_and_types_add_up_to_the_whole():
    cells = bundle.load()["offering_statistics"].filter(state=ALL, cip=ALL, modality=ALL, format=ALL)
    by_side = cells.filter(pl.col("side") != ALL, provider_type=ALL)
    by_type = cells.filter(pl.col("side") != ALL, pl.col("provider_type") != ALL)
    assert by_side["programs"].sum() == by_type["programs"].sum() == 6_245


def test_no_cell_of_fewer_than_three_programs_shows_a_quartile():
    cells = bundle.load()["offering_statistics"]
    for quantity, ending in (("price", "_usd"), ("hours", ""), ("weeks", ""), ("price_per_hour", "_usd")):
        few = cells.filter(pl.col(f"{quantity}_n") < FEWEST)
        for quartile in ("q1", "median", "q3"):
            assert few[f"{quantity}_{quartile}{ending}"].null_count() == few.height > 0


def test_every_publisher_is_named_in_the_manifest():
    about = bundle.about()
    assert all(SOURCES[code].publisher in about["source"] for code in ("ipeds", "texas"))
    assert {name.split(".")[-1] for name in about["inputs"]} == {"parquet", "csv", "xlsx", "zip"}


@pytest.mark.real_files
def test_the_command_reproduces_what_is_shipped(shared_data):
    raw = text.read(shared_data / "texas" / "statewide_list_2024-03-20.xlsx")
    made = bundle.of_list(texas.tidy(raw).tables["market_offerings"])
    shipped = bundle.load()
    assert all(made[name].equals(shipped[name]) for name in made)
