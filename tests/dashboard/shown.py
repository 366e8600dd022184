"""What a chart says to who cannot see it, as AppTest has it."""

import polars as pl

from dashboard.charts.sentence import NAME


def sentence(chart) -> str:
    """The sentence of a chart."""
    (said,) = [dataset.data.data for dataset in chart.proto.datasets if dataset.name == NAME]
    return pl.read_ipc_stream(said)[NAME].item()
