"""The part of a college that a reader is shown, cut out of each cube as it is read.

A cube that says of which offering, section or field its rows are is narrowed; one that tells of the whole college alone
is refused, and so is every cube that is not named here.
"""

# Why: decision 142.

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from data.cubes import grains
from data.reference.view import Part
from data.store.home import StoreError

Read = Callable[[str], pl.LazyFrame]
"""Takes the name of a cube of the same college and returns the whole of it."""

WHOLE = frozenset(
    {
        "design_effects",
        "goal_rules",
        "known_days",
        "protection",
        "provider_people",
        "provider_work",
        "providers",
        "side_gaps",
    }
)
"""Cubes that tell nothing of any part: names, days, rules, and public statistics of other providers."""
BY_OFFERING = {
    "approvals": "offering_id",
    "articulations": "from_offering",
    "enrollment": "offering_id",
    "money_months": "offering_id",
    "offerings": "offering_id",
    "portfolio_notes": "offering_id",
    "section_groups": "offering_id",
    "sections": "offering_id",
    "steps": "from_offering",
}
"""Cubes whose rows are of an offering, with the column that names it."""
BY_SECTION = frozenset({"commitments", "decisions", "section_curves", "section_days", "section_months"})
BY_FIELD = frozenset({"completion_cells", "funnel"})
BY_GRAIN = frozenset(
    {
        "completion",
        "completion_groups",
        "funnel_outcomes",
        "goals",
        "headcount",
        "placement",
        "program_work",
        "term_headcount",
    }
)
"""Cubes that hold several grains: rows of the whole college and of channels are not shown."""
OF_WHOLE_COLLEGE = frozenset({"completion_formats", "fair_comparisons", "learner_value", "new_learners", "returns"})
"""Cubes that are refused."""
SAVED = frozenset({"briefs", "views"})
"""What people saved about the whole college. Readers limited to a part of the college see none of it."""


class OutOfPart(StoreError):
    """Something of the whole college, or of another part of it, that the reader is not shown; as a sentence."""


@dataclass(frozen=True)
class Inside:
    """The values of each grain that lie wholly inside a part."""

    offering: list[str]
    field: list[str]
    school: list[str]


def inside(part: Part, offerings: pl.LazyFrame) -> Inside:
    """The offerings of a part, and the fields and schools all of whose offerings are in it."""
    own = grains.values(offerings).with_columns(is_in=pl.col(part.grain).is_in(part.values))

    def whole(grain: str) -> list[str]:
        return own.group_by(grain).agg(pl.col("is_in").all()).filter("is_in")[grain].sort().to_list()

    return Inside(own.filter("is_in")["offering_id"].to_list(), whole("field"), whole("school"))


def narrowed(cube: str, part: Part, read: Read) -> pl.LazyFrame:
    """The rows of a cube that are of the part. Raises OutOfPart where the cube does not tell them apart."""
    if cube in WHOLE:
        return read(cube)
    if cube in SAVED:
        return read(cube).clear()
    mine = inside(part, read("offerings"))
    if cube == "scenarios":
        return read(cube).filter(of_scenarios(mine))
    if column := BY_OFFERING.get(cube):
        return read(cube).filter(pl.col(column).is_in(mine.offering))
    if cube in BY_SECTION:
        return read(cube).join(sections_of(mine, read), on="section_id", how="semi")
    if cube in BY_FIELD:
        return read(cube).filter(pl.col("field").is_in(mine.field))
    if cube in BY_GRAIN:
        grain, value = ("scope", "scope_value") if cube == "goals" else ("grain", "value")
        return read(cube).filter(at_grains(mine, grain, value))
    if cube == "channel_days":
        groups = read("section_groups").filter(pl.col("offering_id").is_in(mine.offering))
        return read(cube).join(groups, on="group", how="semi")
    if cube == "events":
        is_of_all = pl.col("scope").cast(pl.String) == "all"
        return read(cube).filter(is_of_all | at_grains(mine, "scope", "scope_value"))
    if cube == "programs":
        return read(cube).filter(~pl.col("is_ours") | pl.col("program_id").is_in(mine.offering))
    raise refusal(part)


def derived(name: str, frame: pl.DataFrame, part: Part, read: Read) -> pl.DataFrame:
    """The rows of a table derived from cubes that are of the part. Raises OutOfPart where none can be."""
    mine = inside(part, read("offerings"))
    if name == "goal_statements":
        return frame.filter(pl.col("field").is_in(mine.field))
    if name in ("forecasts_field", "forecasts_offering"):
        return frame.filter(at_grains(mine, "grain", "value"))
    raise refusal(part)


def refusal(part: Part) -> OutOfPart:
    """Why something of the whole college is not shown."""
    return OutOfPart(f"This needs numbers of the whole college; your account shows {part.words()}.")


def sections_of(mine: Inside, read: Read) -> pl.LazyFrame:
    """The ids of the sections inside a part."""
    return read("sections").filter(pl.col("offering_id").is_in(mine.offering)).select("section_id")


def of_scenarios(mine: Inside) -> pl.Expr:
    """Whether a scenario is of a field inside the part, and ends no offering outside."""
    ends = pl.col("retired")
    return pl.col("field").is_in(mine.field) & (ends.is_null() | ends.is_in(mine.offering))


def at_grains(mine: Inside, grain: str, value: str) -> pl.Expr:
    """Whether a row is of an offering, field or school inside the part."""
    values = {"offering": mine.offering, "field": mine.field, "school": mine.school}
    return pl.any_horizontal(
        (pl.col(grain).cast(pl.String) == name) & pl.col(value).is_in(held) for name, held in values.items()
    )
