"""The bundled comparison of both sides in New Jersey, and the command that computes it from public files.

    python -m data.bundled.new_jersey FOLDER

FOLDER holds, at any depth, `outcomes_schcip.csv`, `providers_*.csv` and the partial program list `nj_etpl_partial_*.parquet`.
Only sums over three rows and ten people or more are written, and estimates: no row of a source.
"""

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from data.cubes import provider_results, side_gaps
from data.readers import text
from data.readers.outcome_rows import cip, number
from data.reference.new_jersey_types import BASIS, STATE_TYPES
from data.reference.sources import SOURCES
from data.store.manifest import file_hash

FOLDER = Path(__file__).parent
CONTRACTS = {
    "provider_people": provider_results.ProviderPeople,
    "provider_work": provider_results.ProviderWork,
    "side_gaps": side_gaps.SideGaps,
}
LIST_ID, STATE = "new_jersey", "NJ"
FILES = {"outcomes": "outcomes_schcip.csv", "providers": "providers_*.csv", "programs": "nj_etpl_partial_*.parquet"}
MISSING = "-99999"
QUARTERS = (2, 4, 8)
HIGHEST_PRICE_USD = 1_000_000
"""A price above that is a slip of the pen: the list has one total cost of $41,984,198."""


def load() -> dict[str, pl.DataFrame]:
    """The bundled cubes by name, as in their contracts."""
    return {
        name: contract.validate(pl.read_parquet(FOLDER / f"new_jersey_{name}.parquet"), cast=True)
        for name, contract in CONTRACTS.items()
    }


def about() -> dict:
    """Source, day of computing, hashes of the inputs and control totals."""
    return json.loads((FOLDER / "new_jersey.json").read_text())


def files(folder: Path) -> dict[str, Path]:
    """The newest file of each kind in a folder. Raises text.BadFile where one is missing."""
    by_kind = {kind: sorted(folder.rglob(pattern)) for kind, pattern in FILES.items()}
    if missing := [FILES[kind] for kind, paths in by_kind.items() if not paths]:
        raise text.BadFile(f"{folder} holds no {', no '.join(missing)}.")
    return {kind: paths[-1] for kind, paths in by_kind.items()}


def compute(folder: Path) -> dict[str, pl.DataFrame]:
    """The cubes from the public files in a folder."""
    raw = {kind: text.read(path) for kind, path in files(folder).items()}
    outcomes = placed(raw["outcomes"], raw["providers"])
    stated = work_rows(outcomes)
    return {
        "provider_people": provider_results.people(people_rows(outcomes, prices(raw["programs"]))),
        "provider_work": provider_results.work(stated),
        "side_gaps": side_gaps.build(stated),
    }


def placed(outcomes: pl.DataFrame, providers: pl.DataFrame) -> pl.DataFrame:
    """Every outcome row with list_id, state, provider_id, provider_type (null: on neither side), cip_code and field."""
    kinds = {kind.code: kind.provider_type for kind in STATE_TYPES}
    outcomes = outcomes.rename(str.lower)
    types = providers.select("providerid", "typeid")
    return outcomes.join(types, on="providerid", how="left").with_columns(
        list_id=pl.lit(LIST_ID),
        state=pl.lit(STATE),
        provider_id="providerid",
        provider_type=pl.col("typeid").replace_strict(kinds, default=None, return_dtype=pl.String),
        cip_code=cip("cipcode"),
        field=cip("cipcode").str.head(2),
        is_fictional=pl.lit(False),
    )


def work_rows(outcomes: pl.DataFrame) -> pl.DataFrame:
    """A row per provider, CIP code and stated number, as `provider_results.work` and `side_gaps.build` take them."""
    stated = {
        **{f"nj_employment_q{q}": (f"peremployed{q}", f"numcompleted{q}") for q in QUARTERS},
        **{f"nj_earnings_q{q}": (f"avgquarterlywage{q}", f"numusedwagecalc{q}") for q in QUARTERS},
    }
    keys = ("list_id", "state", "provider_id", "provider_type", "field", "is_fictional")
    parts = [
        outcomes.select(
            *keys, definition=pl.lit(code), n=number(n, MISSING).cast(pl.Int64), value=number(value, MISSING)
        )
        for code, (value, n) in stated.items()
    ]
    return pl.concat(parts).drop_nulls(["n", "value"])


def prices(programs: pl.DataFrame) -> pl.DataFrame:
    """provider_id, cip_code and the lowest, median and highest total cost of their programs that state one.

    A program that stands in two snapshots counts once, as in the newer.
    """
    cost = pl.col("totalcost").cast(pl.Float64, strict=False)
    newest = programs.sort("snapshot").unique(["providerid", "programid"], keep="last")
    newest = newest.select(provider_id="providerid", cip_code=cip("cipcode"), cost=cost)
    stated = newest.filter(pl.col("cost") > 0, pl.col("cost") <= HIGHEST_PRICE_USD)
    quantities = {
        "price_low": pl.col("cost").min(),
        "price": pl.col("cost").median(),
        "price_high": pl.col("cost").max(),
    }
    return stated.group_by("provider_id", "cip_code").agg(**quantities)


def people_rows(outcomes: pl.DataFrame, priced: pl.DataFrame) -> pl.DataFrame:
    """A row per provider and CIP code with its completers and its list price, null where the partial list has none."""
    people = outcomes.with_columns(people=number("numcompleted2", MISSING).cast(pl.Int64)).drop_nulls("people")
    return people.join(priced, on=["provider_id", "cip_code"], how="left")


def main(folder: Path) -> None:
    """Compute and write the bundle."""
    for name, cube in compute(folder).items():
        cube.write_parquet(FOLDER / f"new_jersey_{name}.parquet", compression="zstd", compression_level=19)
    source = SOURCES[LIST_ID]
    manifest = {
        "source": f"{source.publisher}, {source.title} ({source.terms})",
        "kinds": BASIS,
        "computed_on": f"{datetime.now(UTC):%Y-%m-%d}",
        "inputs": {path.name: file_hash(path) for path in files(folder).values()},
    }
    (FOLDER / "new_jersey.json").write_text(json.dumps(manifest, indent=1) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    main(parser.parse_args().folder)
