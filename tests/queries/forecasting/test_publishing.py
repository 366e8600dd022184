"""Published forecasts: no look-ahead, parts add up, and the ledger holds what was issued."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import polars as pl
import pytest

from data import caches
from data.reference.periods import STANDARD
from data.store import derived
from data.store.home import NotWritable, home
from data.store.ledger import Ledger
from data.store.store import Store
from queries.forecasting.issued import ledger, published, publishing
from queries.forecasting.issued.publishing import Plan
from queries.semantic.scope import Scope
from tests.queries.forecasting.conftest import FIELD_OF, FIRST, monthly, seasonal

MONTHS = 42
SHOCK = 33
"""Number of the month in which the planted shock begins."""


@pytest.fixture(autouse=True)
def short_plans(monkeypatch):
    monkeypatch.setattr(publishing, "PLANS", (Plan("all", 3, 4), Plan("field", 3, 4), Plan("offering", 3, 2)))
    monkeypatch.setattr(publishing, "STANDARD", ("net_registrations", "net_revenue"))


def cells(shock: int = 1):
    values = {"web": seasonal(MONTHS), "net": seasonal(MONTHS, 20, 2, 0), "nurse": seasonal(MONTHS, 60, 1, 0.5)}
    return monthly({k: [y * (shock if t >= SHOCK else 1) for t, y in enumerate(v)] for k, v in values.items()})


def everything(version: str) -> pl.DataFrame:
    grains = [published.forecasts(version, "college", plan.grain) for plan in publishing.PLANS]
    return pl.concat([g for g in grains if g is not None])


def scope(version: str, as_of: date = date(2025, 6, 30)) -> Scope:
    return Scope(version, "college", STANDARD.containing(as_of, "fiscal_year"), as_of)


def test_a_planted_future_shock_leaves_no_trace_in_earlier_forecasts(college):
    before_shock = pl.col("known_on") <= date(2024, 9, 30)
    made = []
    for shock in (1, 7):
        version = college(cells(shock), name=f"shock-{shock}")
        publishing.publish_forecasts(version, "college")
        made.append(everything(version))
    calm, shocked = (frame.filter(before_shock).sort(frame.columns[:8]) for frame in made)
    assert calm.height > 0
    assert calm.equals(shocked)
    assert not made[0].filter(~before_shock).equals(made[1].filter(~before_shock))


def test_additive_parts_add_up_at_every_origin(college):
    version = college(cells())
    publishing.publish_forecasts(version, "college")
    whole, fields, offerings = (published.forecasts(version, "college", p.grain) for p in publishing.PLANS)
    keys = ["metric", "origin", "target"]
    summed = fields.group_by(keys).agg(parts=pl.col("point").sum()).join(whole, on=keys)
    assert summed.height == fields.select(keys).unique().height
    assert summed["parts"].to_list() == pytest.approx(summed["point"].to_list())
    in_field = offerings.with_columns(field=pl.col("value").replace_strict(FIELD_OF).str.slice(0, 2))
    summed = in_field.group_by(*keys, "field").agg(parts=pl.col("point").sum())
    joined = summed.join(fields, left_on=[*keys, "field"], right_on=[*keys, "value"])
    assert joined.height == summed.height
    assert joined["parts"].to_list() == pytest.approx(joined["point"].to_list())


def test_bands_are_nested_around_the_point_and_counts_never_negative(college):
    version = college(cells())
    publishing.publish_forecasts(version, "college")
    frame = everything(version)
    for inner, outer in (("low_80", "low_95"), ("point", "low_80"), ("high_80", "point"), ("high_95", "high_80")):
        assert (frame[inner] >= frame[outer] - 1e-9).all()
    assert (frame["low_95"] >= 0).all()


def test_it_is_worked_out_once_and_issued_once(college):
    version = college(cells())
    told = []
    publishing.publish_forecasts(version, "college", lambda done, of: told.append((done, of)))
    assert told[-1][0] == told[-1][1] > 0
    before = ledger.read()
    # Two metrics of the college, two fields and three offerings each: only the newest origin is issued.
    assert len(before.lines) == 2 * (1 + 2 + 3)
    publishing.publish_forecasts(version, "college")
    assert ledger.read() == before


def test_a_damaged_table_counts_as_not_there_and_is_made_again(college):
    version = college(cells())
    publishing.publish_forecasts(version, "college")
    (path,) = derived._folder().glob("forecasts_all-*.parquet")
    good = path.read_bytes()
    path.write_bytes(good[:-8] + b"damaged!")
    caches.bounded("derived").clear()
    assert published.forecasts(version, "college", "all") is None
    publishing.publish_forecasts(version, "college")
    assert published.is_complete(version, "college")


def test_versions_that_share_their_cubes_share_their_forecasts(college):
    version = college(cells())
    publishing.publish_forecasts(version, "college")
    store = Store()
    with store.draft("another list") as draft:
        draft.put("market", "cubes", "programs", pl.DataFrame({"title": ["x"]}))
    assert published.is_complete(draft.version.id, "college")


def test_who_comes_second_is_told_that_somebody_is_at_it(college):
    version = college(cells())
    with derived.working(publishing.basis(version, "college")):
        assert published.progress(version, "college") == 0.0
        with pytest.raises(derived.Busy, match="worked out already"):
            publishing.publish_forecasts(version, "college")
    assert published.progress(version, "college") is None


def test_a_folder_that_takes_no_lock_or_word_is_said(college):
    of = publishing.basis(college(cells()), "college")
    with derived.working(of), pytest.raises(NotWritable):
        (home() / "derived" / f"{of.key()}.progress").unlink()
        (home() / "derived" / f"{of.key()}.progress").mkdir()
        derived.say(of, 1, 2)
    (home() / "derived" / f"{of.key()}.lock").unlink(missing_ok=True)
    (home() / "derived" / f"{of.key()}.lock").mkdir()
    with pytest.raises(NotWritable), derived.working(of):
        pass


def test_looking_how_far_the_work_is_keeps_nobody_from_it(college):
    of = publishing.basis(college(cells()), "college")
    with derived.working(of):
        pass
    is_over, seen = threading.Event(), set()

    def look() -> None:
        while not is_over.is_set():
            seen.add(derived.progress(of))

    with ThreadPoolExecutor() as pool:
        looks = [pool.submit(look) for _ in range(2)]
        try:
            for _ in range(50):
                with derived.working(of):
                    derived.say(of, 1, 2)
        finally:
            is_over.set()
        for one in looks:
            one.result()
    assert seen <= {None, 0.0, 0.5}


def test_who_was_killed_at_work_is_not_taken_to_be_at_it(college):
    of = publishing.basis(college(cells()), "college")
    with derived.working(of):
        pass
    derived.say(of, 1, 2)  # and then no more
    assert derived.progress(of) is None
    with derived.working(of):
        assert derived.progress(of) == 0.0


def test_issued_forecasts_survive_rollback_and_are_scored_when_they_come_due(college):
    early = college([cell for cell in cells() if cell[2] <= date(2024, 6, 30)])
    publishing.publish_forecasts(early, "college")
    late = college(cells())
    before = Ledger().read()
    Store().rollback(early)
    assert Ledger().read() == before
    calls = ledger.calls(ledger.issued(before, "college"), scope(late))
    mine = calls.filter(metric="net_registrations", value="all").sort("target")
    happened = dict.fromkeys(mine["target"], 0)
    for _, month, _, seats in cells():
        if month in happened:
            happened[month] += seats
    assert mine["actual"].to_list() == list(happened.values())
    # Made in mid-June 2024, when June was not over; what follows until March has settled on June 30, 2025.
    assert mine["target"].to_list() == [date(2024, m, 1) for m in range(6, 13)] + [date(2025, m, 1) for m in (1, 2, 3)]


def test_a_page_at_an_earlier_day_sees_only_what_was_forecast_by_then(college):
    version = college(cells())
    publishing.publish_forecasts(version, "college")
    for day in (date(2025, 6, 30), date(2025, 2, 14)):
        at = scope(version, day)
        assert (published.newest(at, "net_revenue", "all", "all")["known_on"] <= day).all()
        assert (published.calls(at, "net_revenue", "all")["target"] < day).all()


def test_a_retired_or_very_young_offering_is_not_forecast(college):
    values = {"web": seasonal(MONTHS), "net": [*seasonal(20), *[0] * 22]}
    young = monthly({"nurse": [5, 6, 7]}, date(2025, 4, 1))
    version = college([*monthly(values, FIRST), *young])
    publishing.publish_forecasts(version, "college")
    assert set(published.from_newest_origin(scope(version), "net_registrations", "offering")["value"]) == {"web"}


def test_last_year_repeated_does_not_repeat_a_closure(college):
    y = [29.0, 32, 35] * 14
    y[29:32] = [0, 0, 0]  # June to August 2024
    version = college(monthly({"web": [int(v) for v in y]}))
    publishing.publish_forecasts(version, "college")
    made = published.newest(scope(version), "net_registrations", "all", "all")
    assert made["target"][0] == date(2025, 6, 1)  # the first of the months that were closed a year before
    assert made["seasonal_naive"].min() > 0
    assert made["low_80"].min() > 0
    assert (made["high_80"] > made["low_80"]).all()
    assert made["high_95"].max() < 5 * 35
