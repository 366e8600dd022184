"""The bundled outcome statistics, and the command that computes them from public files.

    python -m data.bundled.outcomes FILE…

Only numbers pooled over three programs or more are written: no row of a source, and no number of fewer than ten people.
"""

import argparse
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from data.contracts import TABLES
from data.cubes import published_outcomes
from data.readers import cirr, moocs, new_jersey, text
from data.readers.files import FileSample
from data.store.manifest import file_hash

FOLDER = Path(__file__).parent
NAME = "published_outcomes"
FEWEST_NUMBERS = 3
READERS = (cirr, new_jersey, moocs)


def load() -> pl.DataFrame:
    """The bundled numbers, as in the cube's contract."""
    return published_outcomes.PublishedOutcomes.validate(pl.read_parquet(FOLDER / f"{NAME}.parquet"), cast=True)


def about() -> dict:
    """Day of computing and hashes of the inputs."""
    return json.loads((FOLDER / f"{NAME}.json").read_text())


def compute(files: Sequence[Path]) -> pl.DataFrame:
    """The pooled numbers of public files. Raises text.BadFile where one is in no known layout."""
    pooled = published_outcomes.pooled(pl.concat(_rows(path) for path in files))
    return pooled.filter(pl.col("numbers") >= FEWEST_NUMBERS)


def _rows(path: Path) -> pl.DataFrame:
    raw = text.read(path)
    sample = FileSample(path.name, raw.columns, raw.head(50))
    for reader in READERS:
        if reader.sniff(sample):
            tidied, schema = reader.tidy(raw), TABLES[reader.TABLE]
            refused = tidied.issues.filter("is_fatal")["row"].to_list()
            good = tidied.tables[reader.TABLE].filter(~pl.col("row").is_in(refused))
            return schema.validate(schema.cast(good.select(schema.column_names())))
    raise text.BadFile(f"{path.name} is not one of the files that statistics are bundled of.")


def main(files: Sequence[Path]) -> None:
    """Compute and write the bundle."""
    compute(files).write_parquet(FOLDER / f"{NAME}.parquet", compression="zstd", compression_level=19)
    inputs = {path.name: file_hash(path) for path in files}
    manifest = {"computed_on": f"{datetime.now(UTC):%Y-%m-%d}", "inputs": inputs}
    (FOLDER / f"{NAME}.json").write_text(json.dumps(manifest, indent=1) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", type=Path, metavar="FILE", nargs="+")
    main(parser.parse_args().files)
