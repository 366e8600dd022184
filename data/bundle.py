"""Small market tables that ship with the project, and the command that computes them from public files.

    python -m data.bundle FOLDER

FOLDER holds IPEDS completions (`c2020_a.parquet` …) and directories (`hd2020.csv` …), as their publisher names them.
Only aggregates are written: no row of a source.
"""

import json
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from data.cubes import awards, external_forecasts, institution_awards, posting_scores
from data.manifest import file_hash
from data.readers import ipeds, text

FOLDER = Path(__file__).parent / "bundled"
CONTRACTS = {"awards": awards.Awards, "institution_awards": institution_awards.InstitutionAwards}
TYPED = {
    "external_forecasts": external_forecasts.ExternalForecasts,
    "posting_scores": posting_scores.PostingScores,
}
"""Small tables kept as CSV, so that a change of theirs can be read: figures quoted from reports, and computed scores."""
SOURCE = "NCES, Integrated Postsecondary Education Data System (IPEDS), completions and directory; US public domain"


def load() -> dict[str, pl.DataFrame]:
    """The bundled cubes by name, as in their contracts."""
    computed = {
        name: contract.validate(pl.read_parquet(FOLDER / f"{name}.parquet"), cast=True)
        for name, contract in CONTRACTS.items()
    }
    return computed | {
        name: contract.validate(pl.read_csv(FOLDER / f"{name}.csv"), cast=True) for name, contract in TYPED.items()
    }


def keep_posting_scores(scores: pl.DataFrame) -> None:
    """Put newly computed scores of posting forecasts in place of the bundled ones."""
    posting_scores.PostingScores.validate(scores, cast=True).write_csv(FOLDER / "posting_scores.csv", float_precision=5)


def about() -> dict:
    """Source, day of computing and hashes of the inputs."""
    return json.loads((FOLDER / "manifest.json").read_text())


def compute(folder: Path) -> tuple[dict[str, pl.DataFrame], list[Path]]:
    """The cubes from the public files in a folder, and the files that were read."""
    files = sorted(p for p in folder.iterdir() if re.fullmatch(r"(c\d{4}_a|hd\d{4})\.(parquet|csv)", p.name.lower()))
    completed, known = [], []
    for path in files:
        raw, year = text.read(path), int(re.findall(r"\d{4}", path.name)[0])
        kind, frames = (ipeds.completions, completed) if path.name.lower().startswith("c") else (ipeds.directory, known)
        frames.append(kind(raw).with_columns(year=pl.lit(year, pl.Int64)))
    both = pl.concat(completed), pl.concat(known)
    return {"awards": awards.build(*both), "institution_awards": institution_awards.build(*both)}, files


def main(folder: Path) -> None:
    """Compute and write the bundle."""
    cubes, files = compute(folder)
    FOLDER.mkdir(exist_ok=True)
    for name, cube in cubes.items():
        cube.write_parquet(FOLDER / f"{name}.parquet", compression="zstd", compression_level=19)
    inputs = {path.name: file_hash(path) for path in files}
    manifest = {"source": SOURCE, "computed_on": f"{datetime.now(UTC):%Y-%m-%d}", "inputs": inputs}
    (FOLDER / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
