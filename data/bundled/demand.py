"""Statistics of occupations that ship with the project, and the command that computes them from public files.

    python -m data.bundled.demand FOLDER

FOLDER holds, at any depth, the crosswalk of programs to occupations, employment projections, employment and wages of the
country, by state and by metropolitan area, price parities of both, O*NET skills, work styles and technologies, job postings by sector, and completions with directories of the two newest years, as their publishers
name them. Written are totals by occupation, state and program: no row about a person, a college or an employer. Those of
single occupations by state and metropolitan area are for the college that runs the command and do not ship: what ships of a state is
by group of occupations.
"""

import argparse
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from data.cubes import occupation_skills, occupations, posting_levels, program_awards
from data.readers import bls_projections, cip_soc, indeed, ipeds, oews, onet, price_parities, text, workbook
from data.reference.sources import SOURCES
from data.reference.state_codes import COUNTRY, POSTAL
from data.store.manifest import file_hash

FOLDER = Path(__file__).parent
CONTRACTS = {
    "occupations": occupations.Occupations,
    "occupation_links": occupations.OccupationLinks,
    "occupation_wages": occupations.OccupationWages,
    "occupation_groups": occupations.OccupationGroups,
    "occupation_areas": occupations.OccupationAreas,
    "area_prices": occupations.AreaPrices,
    "metros": occupations.Metros,
    "occupation_metros": occupations.OccupationMetros,
    "program_awards": program_awards.ProgramAwards,
    "occupation_skills": occupation_skills.OccupationSkills,
    "occupation_technologies": occupation_skills.OccupationTechnologies,
    "posting_levels": posting_levels.PostingLevels,
}
FILES = {
    "crosswalk": r"cip_soc_crosswalk\.xlsx|cip2020_soc2018_crosswalk\.xlsx",
    "projections": r"occupation.*\.xlsx",
    "national": r"national_m\d{4}_dl\.xlsx",
    "states": r"oews_state_\d{4}\.parquet",
    "prices": r"sarpp_state_.*\.csv",
    "skills": r"skills(_\d+_\d)?\.xlsx",
    "styles": r"work_styles(_\d+_\d)?\.xlsx",
    "metros": r"oews_metro_\d{4}\.parquet",
    "metro_prices": r"marpp_msa_.*\.csv",
    "outside_prices": r"parpp_port_.*\.csv",
    "zones": r"job_zones(_\d+_\d)?\.xlsx",
    "postings": r"job_postings_by_sector_us_asof_.*\.csv",
    "technologies": r"technology_skills(_\d{4})?\.txt",
}
AWARDS_FILE = r"(c\d{4}_a|hd\d{4})\.(parquet|csv|zip)"
YEARS_OF_AWARDS = 2


OPTIONAL = ("occupation_areas", "metros", "occupation_metros")
"""Cubes that only the command makes: by occupation and state or metropolitan area they would repeat what is published."""


def names() -> tuple[str, ...]:
    """The cubes that are here: all that ship, and those of single occupations by area where the command has made them."""
    return tuple(name for name in CONTRACTS if name not in OPTIONAL or _file(name).is_file())


def load() -> dict[str, pl.DataFrame]:
    """The bundled cubes by name, as in their contracts."""
    return {name: _cube(name) for name in names()}


def load_awards() -> pl.DataFrame:
    """The bundled awards by program."""
    return _cube("program_awards")


def _cube(name: str) -> pl.DataFrame:
    return CONTRACTS[name].validate(pl.read_parquet(_file(name)), cast=True)


def _file(name: str) -> Path:
    return FOLDER / f"demand_{name}.parquet"


def about() -> dict:
    """Sources, day of computing and hashes of the inputs."""
    return json.loads((FOLDER / "demand.json").read_text())


def files(folder: Path) -> dict[str, Path]:
    """The newest file of each kind in a folder. Raises text.BadFile where one is missing."""
    held = sorted((p for p in folder.rglob("*") if p.is_file()), key=lambda path: path.name.lower())
    by_kind = {kind: [p for p in held if re.fullmatch(pattern, p.name.lower())] for kind, pattern in FILES.items()}
    if missing := [kind for kind, paths in by_kind.items() if not paths]:
        raise text.BadFile(f"{folder} holds no file with {', no file with '.join(missing)}.")
    awards = {p.stem.lower(): p for p in held if re.fullmatch(AWARDS_FILE, p.name.lower())}
    years = sorted({re.findall(r"\d{4}", stem)[0] for stem in awards})
    whole = [year for year in years if {f"c{year}_a", f"hd{year}"} <= {*awards}][-YEARS_OF_AWARDS:]
    return {kind: paths[-1] for kind, paths in by_kind.items()} | {
        stem: awards[stem] for year in whole for stem in (f"c{year}_a", f"hd{year}")
    }


def compute(folder: Path) -> dict[str, pl.DataFrame]:
    """The cubes from the public files in a folder."""
    paths = files(folder)
    content = paths["projections"].read_bytes()
    openings, characteristics = (
        read(workbook.sheet(paths["projections"].name, content, sheet))
        for read, sheet in (
            (bls_projections.openings, bls_projections.SEPARATIONS),
            (bls_projections.characteristics, bls_projections.CHARACTERISTICS),
        )
    )
    crosswalk = workbook.sheet(paths["crosswalk"].name, paths["crosswalk"].read_bytes(), cip_soc.SHEET)
    projected = occupations.occupations(openings, characteristics, onet.job_zones(text.read(paths["zones"])))
    ratings = [onet.ratings(text.read(paths[kind])) for kind in ("skills", "styles")]
    named = onet.technologies(text.read(paths["technologies"]))
    linked = occupations.links(cip_soc.links(crosswalk), projected)
    awards = of_awards({stem: text.read(path) for stem, path in paths.items() if stem not in FILES})
    taught = linked.filter("is_projected").join(awards.filter(pl.col("certificates") > 0), on="cip_code", how="semi")
    of_states = of_areas(text.read(paths["states"]), text.read(paths["national"]))
    states = of_states.filter(pl.col("area") != COUNTRY)
    country = occupations.wages(states, projected)
    cubes = {
        "occupation_wages": country,
        "occupation_groups": occupations.groups(states, country),
        "occupation_skills": occupation_skills.skills(pl.concat(ratings), taught),
        "occupation_technologies": occupation_skills.technologies(named, taught),
        "posting_levels": posting_levels.build(indeed.monthly(text.read(paths["postings"]))),
        "occupations": projected,
        "occupation_links": linked,
        "occupation_areas": of_states,
        "area_prices": prices(price_parities.rows(paths["prices"].read_bytes())),
        "program_awards": awards,
    }
    return cubes | of_metros(paths, taught)


def of_metros(paths: dict[str, Path], taught: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The cubes of metropolitan areas and of areas outside of them: of occupations for which certificates are awarded."""
    rows = oews.areas(text.read(paths["metros"]).with_columns(pl.col("display_level").cast(pl.Int64)))
    # Areas outside of metropolitan ones have codes that begin with the state, and names without one.
    is_metro, state = pl.col("area").str.starts_with("00"), pl.col("state_fips")
    postal = state.replace_strict(POSTAL, default=None)
    code = pl.when(is_metro).then(pl.col("area").str.tail(5)).otherwise("area")
    named = pl.when(is_metro).then("area_name").otherwise(pl.concat_str("area_name", pl.lit(", "), postal))
    rows = rows.with_columns(area=code, area_name=named, state=pl.when(~is_metro).then(state))
    of_metro, outside = (
        price_parities.all_items(price_parities.rows(paths[kind].read_bytes()))
        for kind in ("metro_prices", "outside_prices")
    )
    by_state = outside.select(
        "price_parity",
        state=pl.col("fips").str.head(2),
        is_outside=pl.col("fips").str.ends_with(price_parities.OUTSIDE),
    )
    codes = rows.select("area", "state").unique().drop_nulls()
    of_rest = codes.join(by_state.filter("is_outside"), on="state").select("price_parity", fips="area")
    prices = pl.concat([of_metro.select("price_parity", "fips"), of_rest])
    return {"metros": occupations.metros(rows, prices), "occupation_metros": occupations.in_metros(rows, taught)}


def of_areas(states: pl.DataFrame, national: pl.DataFrame) -> pl.DataFrame:
    """Employment and wages of the states and of the country."""
    of_states = oews.areas(states.with_columns(pl.col("display_level").cast(pl.Int64)))
    placed = of_states.with_columns(area=pl.col("state_fips").replace_strict(POSTAL))
    return occupations.areas(placed, oews.national(national).with_columns(area=pl.lit(COUNTRY)))


def prices(raw: pl.DataFrame) -> pl.DataFrame:
    """Price parities of the states and of the country."""
    state = pl.col("fips").str.head(2).replace_strict({"00": COUNTRY, **POSTAL}, default=None)
    frame = price_parities.all_items(raw).with_columns(area=state).drop_nulls("area")
    names = occupations.AreaPrices.column_names()
    return occupations.AreaPrices.validate(frame.select(names).sort("area"), cast=True)


def of_awards(raw: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Awards by program from completions (`c2024_a`) and directories (`hd2024`) by their names."""
    completions, directories = [], []
    for stem, frame in raw.items():
        read, of_kind = (ipeds.completions, completions) if stem.startswith("c") else (ipeds.directory, directories)
        of_kind.append(read(frame).with_columns(year=pl.lit(int(re.findall(r"\d{4}", stem)[0]), pl.Int64)))
    return program_awards.build(pl.concat(completions), pl.concat(directories))


def main(folder: Path) -> None:
    """Compute and write the bundle."""
    for name, cube in compute(folder).items():
        cube.write_parquet(_file(name), compression="zstd", compression_level=22)
    used = ("cip_soc", "bls_projections", "oews", "bea", "onet", "indeed", "ipeds")
    manifest = {
        "source": "; ".join(f"{SOURCES[c].publisher}, {SOURCES[c].title} ({SOURCES[c].terms})" for c in used),
        "computed_on": f"{datetime.now(UTC):%Y-%m-%d}",
        "inputs": {path.name: file_hash(path) for path in files(folder).values()},
    }
    (FOLDER / "demand.json").write_text(json.dumps(manifest, indent=1) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    main(parser.parse_args().folder)
