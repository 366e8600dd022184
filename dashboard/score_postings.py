"""Compute the bundled scores of posting forecasts from the public file.

    python -m dashboard.score_postings FILE

FILE holds the postings index month by month as published at each date (`us_sector_monthly_vintages….parquet`).
"""

import argparse
from pathlib import Path

from data.bundled import statistics as bundle
from data.readers import indeed, text
from queries.forecasting.postings import posting_scores


def main(path: Path) -> None:
    """Compute and write the scores. Aggregates only: no row of the source is kept."""
    bundle.keep_posting_scores(posting_scores(indeed.vintages(text.read(path))))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", type=Path, metavar="FILE")
    main(parser.parse_args().file)
