"""What a section had taken by a day is the sum of its changes until then, whether a version holds months or days alone.

The colleges are small and ragged: a payment, a drop and a refund may come long after all others, or before the seat was taken.
"""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from data.caches import held
from data.cubes import section_months
from data.cubes.section_days import KEY, SectionDays
from data.store import store
from data.store.store import Store
from queries.cubes import section_totals

FIRST = date(2025, 1, 1)
COUNTS = section_months.CHANGES
a_row = st.tuples(
    st.sampled_from(("s1", "s2", "s3")),
    st.integers(0, 3),  # month of registration
    st.integers(-20, 400),  # day on which it became known
    st.lists(st.integers(-2, 2), min_size=7, max_size=7),
)


def days_of(rows) -> pl.DataFrame:
    months = [FIRST.replace(month=1 + row[1]) for row in rows]
    known = [FIRST + timedelta(days=row[2]) for row in rows]
    changes = {c: [row[3][n] for row in rows] for n, c in enumerate(SectionDays.column_names()[3:])}
    keys = {"section_id": [row[0] for row in rows], "month": months, "known_on": known}
    summed = pl.DataFrame(keys | changes).group_by(KEY).sum()
    return SectionDays.cast(summed.select(SectionDays.column_names()).sort(KEY))


def by_hand(days: pl.DataFrame, as_of: date) -> dict[tuple, list[int]]:
    found: dict[tuple, list[int]] = {}
    for row in days.filter(pl.col("known_on") <= as_of).to_dicts():
        sums = found.setdefault((row["section_id"], row["month"]), [0] * len(COUNTS))
        for n, name in enumerate(COUNTS):
            sums[n] += row[name]
    return {key: sums for key, sums in found.items() if any(sums)}


def totals(version: str, as_of: date) -> dict[tuple, list[int]]:
    rows = section_totals.as_known(version, "college", as_of).collect().rows()
    assert len({row[:2] for row in rows}) == len(rows), "a row per section and month"
    return {row[:2]: list(row[2:]) for row in rows if any(row[2:])}


@settings(max_examples=25)
@given(rows=st.lists(a_row, max_size=25), later=st.integers(-25, 410))
def test_totals_on_any_day_are_those_of_a_plain_sum(tmp_path_factory, rows, later):
    days, as_of, home = days_of(rows), FIRST + timedelta(days=later), tmp_path_factory.mktemp("home")
    kept = Store(home)
    with kept.draft("an older release") as draft:
        draft.put("college", "cubes", "section_days", days)
    older = draft.version
    with kept.draft("this release") as draft:
        draft.put("college", "cubes", "section_months", section_months.build(days.lazy()))
    section_months.SectionMonths.validate(section_months.build(days.lazy()), cast=True)
    wanted = by_hand(days, as_of)
    for most in (store.MOST_IN_MEMORY, 0):  # kept in memory, and read from files
        with pytest.MonkeyPatch.context() as patched:
            patched.setenv("DASHBOARD_HOME", str(home))
            patched.setattr(store, "MOST_IN_MEMORY", most)
            held["unsettled"].clear()
            for version in (older, draft.version):
                assert version is not None
                assert totals(version.id, as_of) == wanted


def test_a_large_cube_is_read_from_its_file_and_still_checked(tmp_path, monkeypatch):
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    monkeypatch.setattr(store, "MOST_IN_MEMORY", 1)
    days = days_of([("s1", 0, 3, [1] * 7), ("s2", 1, 40, [1] * 7)])
    with Store(tmp_path).draft("by hand") as draft:
        draft.put("college", "cubes", "section_days", days)
    assert draft.version is not None
    assert_frame_equal(store.scan(draft.version.id, "college", "section_days").collect(), days)
    file = draft.version.folder / "college" / "cubes" / "section_days.parquet"
    content = bytearray(file.read_bytes())
    content[100] ^= 1
    file.chmod(0o600)
    file.write_bytes(content)
    with pytest.raises(store.DamagedData, match="its hash is not as it was written"):
        store.scan(draft.version.id, "college", "section_days")
