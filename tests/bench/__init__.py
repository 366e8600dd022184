import data  # noqa: F401  before Polars is loaded
