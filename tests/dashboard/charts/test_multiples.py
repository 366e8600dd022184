"""Small charts on one scale: a chart per group, the same ends for all of them."""

import pytest
from streamlit.testing.v1 import AppTest


def drawn() -> None:
    from datetime import date

    import polars as pl

    from dashboard.charts.multiples import multiples
    from data.reference.periods import STANDARD
    from data.store.store import Store
    from queries.answer import Answer
    from queries.metrics.enrollment import NET_REVENUE
    from queries.semantic.scope import Scope

    cells = [(date(2025, 7, 1), "11", 10.0), (date(2025, 8, 1), "11", 30.0), (date(2025, 7, 1), "51", 2.0)]
    schema = {"month": pl.Date, "field": pl.String, NET_REVENUE.name: pl.Float64}
    frame = pl.DataFrame(cells, schema=schema, orient="row")
    scope = Scope(Store().current().id, "demo", STANDARD.parse("FY2026"), date(2026, 3, 31))
    multiples("Revenue", Answer(frame, (NET_REVENUE,), ("month", "field"), scope), unit_line="US dollars")


@pytest.fixture
def app(demo_version) -> AppTest:
    app = AppTest.from_function(drawn, default_timeout=60).run()
    assert not app.exception
    return app


def test_every_group_has_a_chart_under_its_name_the_largest_first(app):
    assert [m.value for m in app.markdown][-2:] == ["Computing", "Health"]
    assert len(app.get("vega_lite_chart")) == 2
    assert app.caption[0].value == "US dollars · one scale for all"


def test_all_charts_have_the_same_ends(app):
    specs = [chart.proto.spec for chart in app.get("vega_lite_chart")]
    assert all('"name": "most", "value": 30.0' in spec and '"name": "least", "value": 0.0' in spec for spec in specs)
