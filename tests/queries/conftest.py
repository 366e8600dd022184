"""Homes of a few rows, for questions about program lists."""

from datetime import date

import polars as pl
import pytest

from data.bundled import statistics as bundle
from data.contracts.market_offerings import MarketOfferings
from data.cubes import program_lists, programs
from data.reference import periods
from data.store.store import Store
from queries.semantic.scope import Scope

COLUMNS = (
    "program_id",
    "title",
    "provider",
    "provider_type",
    "cip_code",
    "price_usd",
    "weeks",
    "contact_hours",
    "modality",
)
ROWS = [
    ("1", "Web Coding Boot Camp", "Campus A", "public_2yr", "11.0801", 9000.0, 24.0, 240.0, "online"),  # by its name
    ("2", "Web Certificate", "Campus A", "public_2yr", "11.0801", 3000.0, 32.0, 480.0, "in_person"),  # long
    ("3", "Networks", "Campus B", "public_4yr", "11.0901", 4000.0, 16.0, 320.0, "hybrid"),  # at the edge of the rule
    ("4", "Immersive Coding", "School C", "training_company", "11.0801", 12000.0, 12.0, 480.0, "online"),  # by length
    (
        "5",
        "Evening Coding",
        "School C",
        "training_company",
        "11.0801",
        5000.0,
        12.0,
        60.0,
        "online",
    ),  # short, not dense
    ("6", "Free or Silent", "School D", "community_org", "11.0901", 0.0, 8.0, 80.0, "hybrid"),  # 0 is not stated
    ("7", "Nurse Aide", "School D", "community_org", "51.3902", 1300.0, None, 100.0, None),  # no length, no modality
    ("8", "Odd One", "Who Knows", None, None, 700.0, 4.0, 90.0, "in_person"),  # on neither side, without a field
]


@pytest.fixture
def list_rows() -> pl.DataFrame:
    """Eight programs of a made-up list, as in the contract of `market_offerings`."""
    frame = pl.DataFrame(ROWS, schema=COLUMNS, orient="row").with_columns(
        provider_id="provider", list_id=pl.lit("made_up"), edition=pl.lit(date(2024, 3, 20)), state=pl.lit("TX"),
        served=pl.lit(None, pl.Int64), completed=pl.lit(None, pl.Int64),
    )  # fmt: skip
    return MarketOfferings.cast(frame.select(MarketOfferings.column_names()))


@pytest.fixture
def home_with(tmp_path, monkeypatch, list_rows):
    """A scope on the list in a home that holds its `programs`, its `statistics`, or both."""

    def made(*held: str) -> Scope:
        folder = tmp_path / "-".join(held)
        monkeypatch.setenv("DASHBOARD_HOME", str(folder))
        with Store(folder).draft("made up") as draft:
            draft.put("college", "cubes", "programs", programs.Programs.create_empty())
            if "programs" in held:
                draft.put("market", "cubes", "programs", programs.from_market(list_rows.lazy()))
                draft.put("market", "cubes", "program_lists", program_lists.build(list_rows.lazy()))
            if "statistics" in held:
                for name, cube in bundle.of_list(list_rows).items():
                    draft.put("market", "cubes", name, cube)
        assert draft.version is not None
        period = periods.STANDARD.parse("FY2026")
        return Scope(draft.version.id, "college", period, date(2026, 3, 31), (("list", "made_up"),))

    return made
