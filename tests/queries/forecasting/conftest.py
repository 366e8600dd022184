"""A small college whose months are written down by hand: what each was, and on which day it became known."""

from collections.abc import Callable
from datetime import date

import polars as pl
import pytest

from data.contracts import FACTS
from data.cubes.completion import Completion
from data.cubes.headcount import Headcount
from data.reference.periods import add_months, month_end
from data.store.store import Store

FIELD_OF = {"web": "11.0701", "net": "11.0901", "nurse": "51.3901"}
FIRST = date(2022, 1, 1)
Cells = list[tuple[str, date, date, int]]
"""Offering, month, day on which it became known, seats taken (or given up) on that day."""


def monthly(values: dict[str, list[int]], first: date = FIRST) -> Cells:
    """Every seat taken in the middle of its month and kept."""
    return [
        (offering, month := add_months(first, place), month.replace(day=15), seats)
        for offering, months in values.items()
        for place, seats in enumerate(months)
    ]


def enrollment(cells: Cells) -> pl.DataFrame:
    frame = pl.DataFrame(cells, schema=["offering_id", "month", "known_on", "net_registrations"], orient="row")
    return frame.with_columns(
        gross_registrations=pl.col("net_registrations").clip(0),
        gross_cents=pl.col("net_registrations") * 10_000,
        discount_cents=pl.lit(0, pl.Int64),
        refund_cents=pl.lit(0, pl.Int64),
    )


def offerings() -> pl.DataFrame:
    rows = [{"offering_id": key, "cip_code": cip, "title": key.title()} for key, cip in FIELD_OF.items()]
    return pl.DataFrame(rows).with_columns(
        school=pl.lit("Tech"), modality=pl.lit("online"), credential_type=pl.lit("course")
    )


@pytest.fixture
def college(tmp_path, monkeypatch) -> Callable[..., str]:
    """Makes a version of a college from enrollment cells (and completion cells) in a home of its own."""

    def make(cells: Cells, completion: pl.DataFrame | None = None, name: str = "home") -> str:
        monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path / name))
        with Store(tmp_path / name).draft("by hand") as draft:
            draft.put("college", "cubes", "enrollment", enrollment(cells))
            draft.put("college", "cubes", "offerings", offerings())
            draft.put("college", "cubes", "headcount", Headcount.create_empty())
            draft.put("college", "cubes", "completion", Completion.create_empty() if completion is None else completion)
            for table in ("goals", "events"):
                draft.put("college", "cubes", table, FACTS[table].create_empty())
        assert draft.version is not None
        return draft.version.id

    return make


SEASON = (3, 1, 0, 2, 4, 6, 8, 9, 5, 2, 1, 4)


def seasonal(months: int, level: int = 40, swing: int = 4, growth: float = 0.3) -> list[int]:
    """A plain seasonal series that a model can learn."""
    return [round(level + growth * t + swing * SEASON[t % 12] + (t * 7919) % 5) for t in range(months)]


def last_day(months: int) -> date:
    """Last day of the month that lies so many after the first."""
    return month_end(add_months(FIRST, months))
