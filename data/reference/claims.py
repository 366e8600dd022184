"""Published figures about microcredentials as rows: value, sponsor, date, and what a reader must know before quoting one."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import dataframely as dy
import polars as pl

FILE = Path(__file__).with_name("claims.toml")
SUBJECTS = {
    "credentials": "Credentials on offer",
    "certificate_earners": "Certificate earners",
    "leaders": "College leaders",
    "employers": "Employers",
    "students": "Students and holders",
    "bootcamps": "Bootcamps",
    "demand": "Demand for skills",
    "prior_learning": "Credit for prior learning",
    "forecasts": "Accuracy of forecasts",
}
SPONSOR_KINDS = {
    "government": "Government",
    "nonprofit": "Nonprofit",
    "research": "Research center",
    "association": "Association",
    "platform": "Platform",
    "directory": "Directory",
}
KINDS = {
    "total": "All providers",
    "postsecondary": "Colleges and universities",
    "non_academic": "Other providers",
    "online_courses": "Open online courses",
    "secondary": "High schools",
}
"""Kinds of providers in the counts of credentials to 2022, and all of them together."""
UNITS = ("count", "usd", "share", "points")
SURVEYED = ("share", "points")
"""Units of figures that rest on a number of answers."""


@dataclass(frozen=True)
class Contradiction:
    """Figures that do not agree, with what explains it; the figures themselves stand in the claims."""

    code: str
    title: str
    why: str


class Claims(dy.Schema):
    """One published figure."""

    claim_id = dy.String(primary_key=True, description="Key of the figure.")
    subject = dy.Enum(tuple(SUBJECTS), description="What it is about.")
    says = dy.String(min_length=1, description="What was counted or asked.")
    value = dy.Float64(description="The figure, in its unit; shares from 0 to 1.")
    unit = dy.Enum(UNITS, description="Unit of the figure.")
    bound = dy.Enum(("exact", "about", "over", "under"), description="How the figure was stated.")
    growth = dy.Float64(nullable=True, description="Change on the period before as a share, as printed.")
    period = dy.String(min_length=1, description="The time that it is about.")
    geography = dy.String(min_length=1, description="Where.")
    population = dy.String(min_length=1, description="Who or what was counted.")
    n = dy.Int64(nullable=True, min=1, description="Answers that a share rests on.")
    n_is_least = dy.Bool(description="Whether `n` was printed as more than so many.")
    n_reason = dy.String(nullable=True, description="Why a share has no number of answers.")
    sponsor = dy.String(min_length=1, description="Who paid for it or published it.")
    sponsor_kind = dy.Enum(tuple(SPONSOR_KINDS), description="What the sponsor is.")
    sells = dy.String(nullable=True, description="What the sponsor or a partner sells that the figure is about.")
    publication = dy.String(min_length=1, description="Title of the publication.")
    published = dy.String(regex=r"^\d{4}(-\d{2}){0,2}$", description="Year, month or day of publication.")
    series = dy.String(nullable=True, description="What it can be added up or followed over time with.")
    part = dy.String(nullable=True, description="Its part of the series; `total` is the sum of the others.")
    print = dy.Enum(("first", "second"), description="Which print of the same figure.")
    breaks_series = dy.Bool(description="Whether it was counted otherwise than the earlier figures of its series.")
    contradicts = dy.String(nullable=True, description="The contradiction that it is one side of.")
    forecast = dy.String(nullable=True, description="The row of the external forecasts that it is the forecast of.")
    actual = dy.String(nullable=True, description="The row of the external forecasts that it is the later figure of.")
    note = dy.String(nullable=True, description="What a reader must know besides.")

    @dy.rule()
    def shares_say_how_many_answered(cls) -> pl.Expr:
        """A figure of a survey has its number of answers, or says why it has none."""
        is_surveyed = pl.col("unit").cast(pl.String).is_in(list(SURVEYED))
        return ~is_surveyed | pl.col("n").is_not_null() | pl.col("n_reason").is_not_null()

    @dy.rule()
    def a_share_lies_between_nothing_and_all(cls) -> pl.Expr:
        return (pl.col("unit") != "share") | pl.col("value").is_between(0, 1)

    @dy.rule()
    def a_part_has_a_series(cls) -> pl.Expr:
        return pl.col("series").is_null() == pl.col("part").is_null()


@cache
def claims() -> pl.DataFrame:
    """Every figure in the order of the file, as in the schema."""
    defaults = {"bound": "exact", "n_is_least": False, "print": "first", "breaks_series": False}
    rows = []
    for publication in _file()["publication"]:
        shared = {key: value for key, value in publication.items() if key not in ("claim", "title")}
        for claim in publication["claim"]:
            row = defaults | shared | claim | {"publication": publication["title"], "claim_id": claim["id"]}
            # A share without answers of its own does not rest on those of the whole survey.
            rows.append(row | ({"n": None} if "n_reason" in claim else {}))
    names = Claims.column_names()
    frame = pl.DataFrame([{name: row.get(name) for name in names} for row in rows], infer_schema_length=None)
    return Claims.validate(frame, cast=True)


@cache
def contradictions() -> tuple[Contradiction, ...]:
    """What does not agree, in the order of the file."""
    return tuple(Contradiction(row["id"], row["title"], row["why"]) for row in _file()["contradiction"])


def as_of() -> str:
    """The day of the file, in ISO."""
    return _file()["as_of"].isoformat()


@cache
def _file() -> dict:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
