"""A list by its published statistics answers as the list itself would, and refuses what only the list can tell."""

import itertools

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from data.bundled import statistics as bundle
from data.contracts.market_offerings import MarketOfferings
from data.cubes import programs
from data.cubes.offering_cells import FEWEST
from data.readers import texas, text
from data.reference import periods
from data.store.store import Store, scan
from queries.answer import measure
from queries.cubes import list_statistics
from queries.metrics import METRICS
from queries.metrics.offerings import MEDIAN_PRICE, PROGRAMS
from queries.semantic.scope import Scope, Unanswerable
from queries.strategy import distributions

PERIOD = periods.STANDARD.parse("FY2026")

CUTS = [(), ("side",), ("field",), ("cip4", "side"), ("provider_type",), ("modality", "side"), ("state",)]
CUTS += [("format",), ("format", "side"), ("field", "format")]
FILTERS = [{}, {"side": "alternative"}, {"field": "11"}, {"provider_type": "public_2yr"}]


def few_hidden(frame: pl.DataFrame, exact: pl.DataFrame) -> pl.DataFrame:
    """The exact answer with what a cell of too few programs does not publish taken out."""
    hidden = [
        c for c in exact.columns if c.startswith(("price_q", "median", "price_per", "weeks_q", "contact_hours_q"))
    ]
    return exact.with_columns(pl.when(frame[c].is_not_null()).then(pl.col(c)).alias(c) for c in hidden)


@pytest.mark.parametrize(("by", "where"), list(itertools.product(CUTS, FILTERS)))
def test_both_answer_alike_wherever_both_exist(home_with, by, where):
    metrics = [METRICS[name] for name in list_statistics.COLUMNS]
    of_programs = measure(*metrics, by=by, scope=home_with("programs").narrowed(**where)).frame
    of_statistics = measure(*metrics, by=by, scope=home_with("statistics").narrowed(**where)).frame
    text = [pl.col(c).cast(pl.String) for c in by]
    exact, stated = (f.with_columns(text).sort(by) if by else f for f in (of_programs, of_statistics))
    assert_frame_equal(stated, few_hidden(stated, exact), check_dtypes=False)


def test_quartiles_are_published_from_three_programs_on_only(home_with):
    scope = home_with("statistics")
    cells = scan(scope.version, "market", "offering_statistics").collect()
    few = cells.filter(pl.col("price_n") < FEWEST)
    assert few["price_median_usd"].null_count() == few.height > 0
    enough = cells.filter(pl.col("price_n") >= FEWEST)
    assert enough["price_median_usd"].null_count() == 0 < enough.height
    steps = scan(scope.version, "market", "offering_distributions").collect()
    cell = ["state", "cip", "side", "provider_type", "modality", "measure"]
    assert steps.group_by(cell).agg(pl.col("programs").sum())["programs"].min() >= FEWEST


def test_a_price_of_zero_is_not_a_price(home_with):
    for held in ("programs", "statistics"):
        scope = home_with(held)
        assert measure(PROGRAMS, scope=scope).value(PROGRAMS) == 8
        assert measure(MEDIAN_PRICE, scope=scope).value(MEDIAN_PRICE) == 4000


def test_the_list_itself_answers_once_it_is_imported(home_with):
    assert list_statistics.stands_in(home_with("statistics"))
    assert not list_statistics.stands_in(home_with("programs", "statistics"))


@pytest.mark.parametrize(
    ("by", "where", "sentence"),
    [
        (["provider"], {}, "Import the list to group it by provider"),
        (["format", "state"], {}, "by field and provider type only"),
        (["format"], {"format_rule": "13/17/camp"}, "There are no summary figures for the format rule"),
    ],
)
def test_what_only_programs_can_tell_is_refused(home_with, by, where, sentence):
    with pytest.raises(Unanswerable, match=sentence):
        measure(PROGRAMS, by=by, scope=home_with("statistics").narrowed(**where))


@pytest.mark.parametrize("name", distributions.MEASURES)
def test_the_steps_are_the_same(home_with, name):
    exact, stated = (distributions.distribution(home_with(held), name) for held in ("programs", "statistics"))
    # a side in which fewer than three programs state the quantity has no published steps
    sides = stated["side"].unique().to_list()
    assert sides
    assert_frame_equal(exact.filter(pl.col("side").is_in(sides)), stated, check_dtypes=False)
    assert stated.group_by("side").agg(pl.col("share").sum())["share"].to_list() == pytest.approx([1] * len(sides))


@pytest.mark.parametrize("price", [50, 1300, 3500, 9000, 99_000])
def test_a_position_read_off_steps_is_at_most_one_step_off(home_with, price):
    exact = distributions.position(home_with("programs"), "price", price)
    stated = distributions.position(home_with("statistics"), "price", price)
    assert exact is not None
    assert stated is not None
    assert exact.programs == stated.programs == 7  # eight, less the one that states none
    assert stated.is_estimate
    assert abs(exact.below - stated.below) <= 2 / 7


@pytest.mark.real_files
def test_the_shipped_statistics_answer_as_the_real_list_does(shared_data, tmp_path, monkeypatch):
    raw = text.read(shared_data / "texas" / "statewide_list_2024-03-20.xlsx")
    rows = texas.tidy(raw).tables["market_offerings"]
    listed = programs.from_market(MarketOfferings.cast(rows.select(MarketOfferings.column_names())).lazy())
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    scopes = []
    for cubes in ({"programs": listed}, {name: bundle.load()[name] for name in bundle.of_list(rows)}):
        with Store(tmp_path).draft("one") as draft:
            draft.drop("market")
            draft.put("college", "cubes", "programs", programs.Programs.create_empty())
            for name, cube in cubes.items():
                draft.put("market", "cubes", name, cube)
        assert draft.version is not None
        scopes.append(Scope(draft.version.id, "college", PERIOD, PERIOD.end, (("list", "texas"),)))
    metrics = [METRICS[name] for name in list_statistics.COLUMNS]
    for by in CUTS:
        exact, stated = (
            measure(*metrics, by=by, scope=scope).frame.with_columns(pl.col(c).cast(pl.String) for c in by)
            for scope in scopes
        )
        exact, stated = (f.sort(by) if by else f for f in (exact, stated))
        assert_frame_equal(stated, few_hidden(stated, exact), check_dtypes=False)
    for name in distributions.MEASURES:
        exact, stated = (distributions.distribution(scope, name) for scope in scopes)
        assert_frame_equal(exact, stated, check_dtypes=False)
