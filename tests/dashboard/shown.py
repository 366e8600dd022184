"""What a chart says to who cannot see it, as AppTest has it."""

import polars as pl

from dashboard.charts.sentence import NAME


def sentence(chart) -> str:
    """The sentence of a chart."""
    (said,) = [dataset.data.data for dataset in chart.proto.datasets if dataset.name == NAME]
    return pl.read_ipc_stream(said)[NAME].item()


def words(app) -> list[str]:
    """Every text of a page: paragraphs, captions, notices, labels with their help, charts for who cannot see them, and headings of tables."""
    texts = [e.value for kind in ("markdown", "caption", "info", "warning", "error") for e in getattr(app, kind)]
    for kind in ("metric", "selectbox", "number_input", "toggle", "button", "text_input", "multiselect", "slider"):
        texts += [text for e in getattr(app, kind) for text in (e.label, getattr(e, "help", None)) if text]
    texts += [sentence(chart) for chart in app.get("vega_lite_chart")]
    # A table that is edited holds the columns of its file under labels of their own.
    return texts + [
        c for table in app.dataframe if "scope_value" not in table.value for c in map(str, table.value.columns)
    ]
