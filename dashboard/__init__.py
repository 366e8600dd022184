"""How it looks and how it is driven: the frame, the charts, the command line."""

import data  # noqa: F401  before Polars is loaded
