"""A new offering is told what others of its field began with, and nothing where too few are known."""

from datetime import date

import polars as pl

from data.reference.periods import STANDARD, add_months
from queries.forecasting import alike
from queries.forecasting.alike import first_years
from queries.forecasting.issued.histories import Histories
from queries.semantic.scope import Scope

START, AT = date(2023, 1, 1), date(2025, 6, 30)


def scope() -> Scope:
    return Scope("version", "college", STANDARD.containing(AT, "fiscal_year"), AT)


def known(starts: dict[str, tuple[int, float]], metric: str = "net_registrations") -> Histories:
    """Offerings by the month in which they begin and what each of their months brings."""
    rows = [
        {"value": name, "period": add_months(START, month), "y": y, "settled": y}
        for name, (begins, y) in starts.items()
        for month in range(begins, 30)
    ]
    return Histories(metric, "offering", "month", AT, pl.DataFrame(rows))


def offerings(monkeypatch, fields: dict[str, str]) -> None:
    frame = pl.DataFrame({"offering_id": list(fields), "cip_code": [f"{field}.0101" for field in fields.values()]})
    monkeypatch.setattr(alike, "scan", lambda *_: frame.lazy())


# Old is as old as the data, late has not had a year, and other is of another field.
STARTS = {"new": (27, 9.0), "old": (0, 99.0), "late": (20, 99.0), "other": (3, 99.0)} | {
    f"o{n}": (2 + n, float(n)) for n in range(1, 6)
}
FIELDS = {name: "51" if name == "other" else "11" for name in STARTS}


def test_the_first_twelve_months_of_others_in_the_field(monkeypatch):
    offerings(monkeypatch, FIELDS)
    found = first_years(known(STARTS), "new", scope())
    assert found is not None
    assert (found.offerings, found.middle) == (5, 36)  # 12, 24, 36, 48 and 60
    assert 12 < found.low < found.middle < found.high < 60


def test_nothing_is_said_of_one_that_is_not_new_or_has_too_few_beside_it(monkeypatch):
    offerings(monkeypatch, FIELDS)
    assert first_years(known(STARTS), "o1", scope()) is None
    assert first_years(known({k: v for k, v in STARTS.items() if k != "o5"}), "new", scope()) is None
    assert first_years(known(STARTS, "headcount"), "new", scope()) is None
