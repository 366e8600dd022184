"""Small market tables that ship with the project, and the command that computes them from public files.

    python -m data.bundled.statistics FOLDER

FOLDER holds, at any depth, IPEDS completions (`c2020_a.parquet`, `C2003_A.zip` …), directories (`hd2020.csv` …) and
editions of the Texas program list (`statewide_list_2024-03-20.xlsx`), as their publishers name them. Only aggregates are
written: no row of a source. A year without its directory is counted for the whole country alone.
"""

import argparse
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from data.contracts.market_offerings import MarketOfferings
from data.cubes import (
    awards,
    external_forecasts,
    institution_awards,
    offering_distributions,
    offering_statistics,
    posting_scores,
    programs,
)
from data.readers import ipeds, texas, text
from data.reference.sources import SOURCES
from data.store.manifest import file_hash

FOLDER = Path(__file__).parent
CONTRACTS = {
    "awards": awards.Awards,
    "institution_awards": institution_awards.InstitutionAwards,
    "offering_statistics": offering_statistics.OfferingStatistics,
    "offering_distributions": offering_distributions.OfferingDistributions,
}
TYPED = {
    "external_forecasts": external_forecasts.ExternalForecasts,
    "posting_scores": posting_scores.PostingScores,
}
"""Small tables kept as CSV, so that a change of theirs can be read: figures quoted from reports, and computed scores."""
IPEDS_FILE = r"(c\d{4}_a|hd\d{4})\.(parquet|csv|zip)"
LIST_FILE = r"statewide_list_\d{4}-\d{2}-\d{2}\.(xlsx|csv)"


def load(*names: str) -> dict[str, pl.DataFrame]:
    """The bundled cubes by name, as in their contracts: all, or those named."""
    computed = {
        name: contract.validate(pl.read_parquet(FOLDER / f"{name}.parquet"), cast=True)
        for name, contract in CONTRACTS.items()
        if not names or name in names
    }
    return computed | {
        name: contract.validate(pl.read_csv(FOLDER / f"{name}.csv"), cast=True)
        for name, contract in TYPED.items()
        if not names or name in names
    }


def keep_posting_scores(scores: pl.DataFrame) -> None:
    """Put newly computed scores of posting forecasts in place of the bundled ones."""
    posting_scores.PostingScores.validate(scores, cast=True).write_csv(FOLDER / "posting_scores.csv", float_precision=5)


def about() -> dict:
    """Source, day of computing and hashes of the inputs."""
    return json.loads((FOLDER / "manifest.json").read_text())


def compute(folder: Path) -> tuple[dict[str, pl.DataFrame], list[Path]]:
    """The cubes from the public files in a folder, and the files that were read."""
    completions, directories = [], []
    files = _one_per_year(_files_like(folder, IPEDS_FILE))
    for path in files:
        raw, year = text.read(path), int(re.findall(r"\d{4}", path.name)[0])
        kind, frames = (
            (ipeds.completions, completions) if path.name.lower().startswith("c") else (ipeds.directory, directories)
        )
        frames.append(kind(raw).with_columns(year=pl.lit(year, pl.Int64)))
    newest = _files_like(folder, LIST_FILE)[-1]
    return {
        **of_awards(pl.concat(completions), pl.concat(directories)),
        **of_list(texas.tidy(text.read(newest)).tables["market_offerings"]),
    }, [*files, newest]


def of_awards(completions: pl.DataFrame, institutions: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The awards cubes. Years without a directory have neither state nor sector, and no institution of theirs is named."""
    is_placed = pl.col("year").is_in(institutions["year"].unique().implode())
    placed, elsewhere = completions.filter(is_placed), completions.filter(~is_placed)
    parts = [awards.build(placed, institutions), awards.build(elsewhere, institutions.clear(), ())]
    return {
        "awards": pl.concat(parts).sort(awards.Awards.primary_key()),
        "institution_awards": institution_awards.build(placed, institutions),
    }


def of_list(market_offerings: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The published statistics of one edition of a program list, from rows of `market_offerings`."""
    rows = programs.from_market(MarketOfferings.cast(market_offerings.select(MarketOfferings.column_names())).lazy())
    edition = pl.lit(market_offerings["edition"].max())
    return {
        "offering_statistics": offering_statistics.build(rows, edition),
        "offering_distributions": offering_distributions.build(rows),
    }


def _one_per_year(files: list[Path]) -> list[Path]:
    """The same table of a year may lie there packed and unpacked; it counts once."""
    return list({path.stem.lower(): path for path in files}.values())


def _files_like(folder: Path, pattern: str) -> list[Path]:
    return sorted(
        (p for p in folder.rglob("*") if re.fullmatch(pattern, p.name.lower())), key=lambda path: path.name.lower()
    )


def main(folder: Path) -> None:
    """Compute and write the bundle."""
    cubes, files = compute(folder)
    FOLDER.mkdir(exist_ok=True)
    for name, cube in cubes.items():
        cube.write_parquet(FOLDER / f"{name}.parquet", compression="zstd", compression_level=19)
    inputs = {path.name: file_hash(path) for path in files}
    source = "; ".join(
        f"{s.publisher}, {s.title} ({s.terms})" for s in SOURCES.values() if s.code in ("ipeds", "texas")
    )
    manifest = {"source": source, "computed_on": f"{datetime.now(UTC):%Y-%m-%d}", "inputs": inputs}
    (FOLDER / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    main(parser.parse_args().folder)
