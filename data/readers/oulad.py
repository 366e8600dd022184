"""The Open University's learning analytics data set: three files that only together say what happened to whom.

`studentInfo` has the result, `studentRegistration` the days and `courses` the length, all days relative to the start of
a presentation: `2013J` starts in October 2013, `2014B` in February 2014. Money is not stated and taken as zero.
"""

import polars as pl

from data.readers.files import FileSample, Tidied, shaped
from data.readers.outcome_rows import columns, issue, picked

NAME = "Open University learning analytics"
SOURCE = "own"
TABLE = "registrations"
_SEAT = {"code_module": (), "code_presentation": (), "id_student": ()}
PARTS = {
    "registrations": _SEAT | {"date_registration": (), "date_unregistration": ()},
    "learners": _SEAT | {"gender": (), "age_band": (), "final_result": ()},
    "courses": {"code_module": (), "code_presentation": (), "module_presentation_length": ()},
}
"""The files by what they bring, with the columns that tell them apart. Rows are counted in the first."""
STARTS = {"J": 10, "B": 2}
SOCIAL_SCIENCES = ("AAA", "BBB", "GGG")
"""Per the publisher; the other modules are in science and technology."""
OUTCOMES = {"pass": "completed", "distinction": "completed", "fail": "failed", "withdrawn": "withdrawn"}
AGES = {"55<=": "55_plus"}
"""The other two bands, 0-35 and 35-55, each span several of ours."""
GENDERS = {"f": "female", "m": "male"}
SEAT = list(_SEAT)


def part(sample: FileSample) -> str | None:
    """Which of the three files it is, None where it is none of them."""
    return next((name for name, wanted in PARTS.items() if set(wanted) <= set(columns(sample.columns, wanted))), None)


def tidy(parts: dict[str, pl.DataFrame]) -> Tidied:
    """The tables providers, offerings, sections, learners and registrations from the three files by their part."""
    text = {name: picked(parts[name], PARTS[name]) for name in PARTS}
    day = {c: pl.col(c).cast(pl.Int64, strict=False) for c in ("date_registration", "date_unregistration")}
    start = pl.date(
        pl.col("code_presentation").str.slice(0, 4).cast(pl.Int32, strict=False),
        pl.col("code_presentation").str.slice(4).replace_strict(STARTS, default=None, return_dtype=pl.Int32),
        1,
    )
    seats = (
        text["registrations"]
        .join(text["learners"].drop("row"), on=SEAT, how="left")
        .join(text["courses"].drop("row"), on=SEAT[:2], how="left")
        .with_columns(starts_on=start, weeks=pl.col("module_presentation_length").cast(pl.Float64, strict=False) / 7)
        .with_columns(
            ends_on=pl.col("starts_on") + pl.duration(days=(pl.col("weeks") * 7).cast(pl.Int64)),
            registered_on=pl.col("starts_on") + pl.duration(days=day["date_registration"]),
            left_on=pl.col("starts_on") + pl.duration(days=day["date_unregistration"]),
            outcome=pl.col("final_result").str.to_lowercase().replace_strict(OUTCOMES, default=None),
            section_id=pl.concat_str("code_module", "code_presentation", separator="-"),
        )
    )
    return Tidied(shaped(_tables(seats)), pl.concat(_issues(seats)))


def _issues(seats: pl.DataFrame) -> list[pl.DataFrame]:
    stayed = pl.col("left_on").is_not_null() & (pl.col("outcome") != "withdrawn")
    left = pl.col("left_on").is_null() & (pl.col("outcome") == "withdrawn")
    spans = ~pl.col("age_band").is_in(list(AGES)).fill_null(True)
    checks: list[tuple[pl.Expr, str, str, bool]] = [
        (stayed, "date_unregistration", "stayed", False),
        (left, "date_unregistration", "left_without_day", False),
        (pl.col("registered_on").is_null(), "date_registration", "course_start_taken", False),
        (spans, "age_band", "several_bands", False),
        (pl.col("outcome").is_null(), "final_result", "unknown_result", True),
        (pl.col("ends_on").is_null(), "module_presentation_length", "unknown_presentation", True),
        (pl.lit(True), "gross_usd", "no_money_in_data_set", False),
    ]
    rows = seats.with_columns(gross_usd=pl.lit(""))
    return [issue(rows.filter(w).select("row", value=c), c, why, fatal=fatal) for w, c, why, fatal in checks]


def _tables(seats: pl.DataFrame) -> dict[str, pl.DataFrame]:
    registered = pl.coalesce("registered_on", pl.min_horizontal("starts_on", "left_on"))
    provider = pl.lit("open-university")
    # What a refused row says of its module or student is not taken either.
    fit = seats.drop_nulls(["outcome", "ends_on"])
    is_social = pl.col("code_module").is_in(list(SOCIAL_SCIENCES))
    runs = fit.group_by("section_id", maintain_order=True).agg(
        pl.col("row", "code_module", "starts_on", "ends_on").first(), opens_on=pl.min_horizontal(registered.min(), pl.col("starts_on").first())
    )  # fmt: skip
    modules = fit.group_by("code_module", maintain_order=True).agg(pl.col("row", "weeks").first())
    return {
        "providers": fit.head(1).select(
            "row", provider_id=provider, name=pl.lit("The Open University"), provider_type=pl.lit("public_4yr"), is_home=pl.lit(True)
        ),
        "offerings": modules.select(
            "row",
            "weeks",
            offering_id="code_module",
            provider_id=provider,
            title=pl.lit("Module ") + pl.col("code_module"),
            credential_type=pl.lit("course"),
            cip_code=pl.when(is_social).then(pl.lit("45.0101")).otherwise(pl.lit("30.0101")),
            modality=pl.lit("online"),
        ),
        "sections": runs.select(
            "row", "section_id", "starts_on", "ends_on", "opens_on", offering_id="code_module", status=pl.lit("held")
        ),
        "learners": fit.group_by("id_student", maintain_order=True)
        .agg(pl.col("row", "age_band", "gender").first(), first_seen_on=registered.min())
        .select(
            "row",
            "first_seen_on",
            learner_id="id_student",
            age_band=pl.col("age_band").replace_strict(AGES, default=None, return_dtype=pl.String),
            gender=pl.col("gender").str.to_lowercase().replace_strict(GENDERS, default=None),
        ),
        "registrations": seats.select(
            "row",
            "section_id",
            "outcome",
            registration_id=pl.concat_str("section_id", "id_student", separator="-"),
            learner_id="id_student",
            registered_on=registered,
            dropped_on=pl.when(pl.col("outcome") == "withdrawn", pl.col("left_on").is_not_null()).then(
                pl.max_horizontal("left_on", registered)
            ),
            completed_on=pl.when(pl.col("outcome") == "completed").then("ends_on"),
            gross_usd=pl.lit(0.0),
            discount_usd=pl.lit(0.0),
            refund_usd=pl.lit(0.0),
        ),
    }  # fmt: skip
