"""Files of the Postsecondary Data Partnership, a standard export that colleges already make.

The course file has a row per student and class, the cohort file a row per student and program. Either fills the
college's own tables. Neither states money or the day of registration: prices and payments are zero, and the first day
of class stands for the day of registration. Columns are matched by name and words in any case.
"""

import polars as pl

from data.readers.files import FileSample, Tidied, shaped
from data.readers.outcome_rows import cip, columns, issue, picked

NAME = "Postsecondary Data Partnership file"
SOURCE = "own"
TABLE = "registrations"
PERSON = {"student_guid": ("student id",), "race": (), "gender": (), "student_age": (), "institution_id": ()}
COURSE = PERSON | {
    "academic_year": (),
    "academic_term": (),
    "course_prefix": (),
    "course_number": (),
    "section_id": (),
    "course_name": (),
    "course_cip": (),
    "course_begin_date": (),
    "course_end_date": (),
    "grade": (),
    "credits_earned": ("number of credits earned",),
    "credits_attempted": ("number of credits attempted",),
    "delivery_method": (),
}
COHORT = PERSON | {
    "cohort": (),
    "cohort_term": (),
    "credential_type_sought_year_1": (),
    "program_of_study_term_1": (),
    "years_to_bachelors": ("years to bachelors at cohort inst.", "years to bachelors at cohort inst"),
    "years_to_certificate": ("years to associates or certificate at cohort inst.",),
}
AGES = {"20 and younger": "under_25", "younger than 20": "under_25", ">20 - 24": "under_25"}
GENDERS = {"f": "female", "female": "female", "m": "male", "male": "male", "x": "nonbinary"}
MODALITIES = {"f": "in_person", "face-to-face": "in_person", "o": "online", "online": "online", "h": "hybrid", "hybrid": "hybrid"}  # fmt: skip
TERMS = {"fall": (8, 20), "winter": (1, 2), "spring": (1, 15), "summer": (5, 20)}
CREDENTIALS = (("bachelor", "degree", 4), ("associate", "degree", 2), ("certificate", "credit_certificate", 1))
"""Word in the credential sought, our type of credential, and its usual length in years."""
DATE_FORMATS = ("%Y%m%d", "%Y-%m-%d", "%m/%d/%Y")
DAYS_A_YEAR = 365


def sniff(sample: FileSample) -> bool:
    """Whether the headers are those of a course or cohort file, in whatever order."""
    return _is_course(sample.columns) or _is_cohort(sample.columns)


def used(headers: list[str]) -> tuple[str, ...]:
    """The headers that are read."""
    return tuple(columns(headers, COURSE if _is_course(headers) else COHORT).values())


def tidy(raw: pl.DataFrame) -> Tidied:
    """The tables providers, offerings, sections, learners and registrations."""
    return _course(raw) if _is_course(raw.columns) else _cohort(raw)


def _is_course(headers: list[str]) -> bool:
    found = columns(headers, COURSE)
    return {"student_guid", "course_prefix", "course_number", "section_id", "grade", "course_begin_date"} <= set(found)


def _is_cohort(headers: list[str]) -> bool:
    return {"student_guid", "cohort", "cohort_term", "credential_type_sought_year_1"} <= set(columns(headers, COHORT))


def _course(raw: pl.DataFrame) -> Tidied:
    text = picked(raw, COURSE)
    grade = pl.col("grade").str.to_uppercase().str.strip_chars()
    earned = pl.col("credits_earned").cast(pl.Float64, strict=False).fill_null(0)
    points = grade.cast(pl.Float64, strict=False)
    unclear = points.is_null() & ~grade.is_in(["W", "F", "P"])
    seats = text.with_columns(
        offering_id=pl.concat_str("course_prefix", "course_number", separator=" "),
        starts_on=_day("course_begin_date"),
        ends_on=_day("course_end_date"),
        outcome=pl.when(grade == "W")
        .then(pl.lit("withdrawn"))
        .when((grade == "F") | (points == 0))
        .then(pl.lit("failed"))
        .when((grade == "P") | (points > 0) | (earned > 0))
        .then(pl.lit("completed"))
        .otherwise(pl.lit("failed")),
        title="course_name",
        credential_type=pl.lit("course"),
        cip_code=pl.coalesce(cip("course_cip"), pl.col("course_cip").str.extract(r"^(\d{2}\.\d{4})$")),
        credit_hours=pl.col("credits_attempted").cast(pl.Float64, strict=False),
        modality=pl.col("delivery_method").str.to_lowercase().replace_strict(MODALITIES, default=None),
    ).with_columns(
        section_id=pl.concat_str("offering_id", "section_id", "academic_year", "academic_term", separator=" "),
        term=_term_name("academic_year", "academic_term"),
        completed_on=pl.when(pl.col("outcome") == "completed").then("ends_on"),
        weeks=((pl.col("ends_on") - pl.col("starts_on")).dt.total_days() + 1) / 7,
    )
    issues = [
        issue(text.filter(unclear).select("row", value="grade"), "grade", "open_grade"),
        _without(seats, "starts_on", "course_begin_date", "no_day"),
        _without(seats, "ends_on", "course_end_date", "no_day"),
        _without(seats, "cip_code", "course_cip", "no_cip_code"),
    ]  # fmt: skip
    return _tables(seats, issues)


def _cohort(raw: pl.DataFrame) -> Tidied:
    text = picked(raw, COHORT)
    sought = pl.col("credential_type_sought_year_1").str.to_lowercase()
    kind, length = pl.lit("credit_certificate"), pl.lit(1)
    for word, credential, years in reversed(CREDENTIALS):
        kind = pl.when(sought.str.contains(word)).then(pl.lit(credential)).otherwise(kind)
        length = pl.when(sought.str.contains(word)).then(pl.lit(years)).otherwise(length)
    years_taken = [pl.col(c).cast(pl.Float64, strict=False) for c in ("years_to_bachelors", "years_to_certificate")]
    taken = pl.min_horizontal(pl.when(y > 0).then(y) for y in years_taken)
    program = cip("program_of_study_term_1")
    seats = (
        text.with_columns(
            starts_on=_term_start(),
            cip_code=pl.coalesce(program, pl.lit("24.0102")),
            title=pl.concat_str(
                "credential_type_sought_year_1",
                pl.concat_str(pl.lit("CIP "), program).fill_null("undeclared"),
                separator=", ",
            ),
            credential_type=kind,
            length=length,
            credit_hours=pl.lit(None, pl.Float64),
            modality=pl.lit(None, pl.String),
            outcome=pl.when(taken > 0).then(pl.lit("completed")).otherwise(pl.lit("in_progress")),
        )
        .with_columns(
            offering_id=pl.concat_str(pl.lit("program "), "title"),
            ends_on=pl.col("starts_on").dt.offset_by(pl.concat_str(pl.col("length").cast(pl.String), pl.lit("y"))),
            # Only whole years are stated: the credential is dated so many years after the start.
            completed_on=pl.when(pl.col("outcome") == "completed").then(
                (pl.col("starts_on") + pl.duration(days=taken * DAYS_A_YEAR)).cast(pl.Date)
            ),
            weeks=pl.col("length") * 52.0,
        )
        .with_columns(
            section_id=pl.concat_str("offering_id", "cohort", "cohort_term", separator=" "),
            term=_term_name("cohort", "cohort_term"),
        )
    )
    issues = [
        _without(seats, "starts_on", "cohort", "no_school_year"),
        issue(
            text.filter(program.is_null()).select("row", value="program_of_study_term_1"),
            "program_of_study_term_1",
            "no_program",
        ),
    ]
    return _tables(seats, issues)


def _tables(seats: pl.DataFrame, issues: list[pl.DataFrame]) -> Tidied:
    """Five tables out of one row per seat."""
    seats = seats.with_columns(
        provider_id=pl.lit("pdp-") + pl.col("institution_id").str.strip_chars_start("0"),
        learner_id="student_guid",
        registration_id=pl.concat_str("section_id", "student_guid", separator=" "),
    )
    issues = [
        *issues,
        issue(seats.select("row", value=pl.lit("")), "gross_usd", "no_money_in_export"),
        issue(
            seats.filter(_age().is_null()).select("row", value="student_age"), "student_age", "several_bands"
        ),
    ]  # fmt: skip
    # What a refused row says of its class or student is not taken either.
    fit = seats.drop_nulls(["starts_on", "ends_on", "cip_code"])
    first = fit.group_by("offering_id", maintain_order=True).first()
    providers = fit.unique("provider_id", maintain_order=True).select(
        "row", "provider_id", name="provider_id", provider_type=pl.lit("public_2yr"), is_home=pl.lit(True)
    )
    offerings = first.select(
        "row", "offering_id", "provider_id", "title", "credential_type", "cip_code", "weeks", "credit_hours", "modality"
    )
    sections = fit.group_by("section_id", maintain_order=True).first().select(
        "row", "section_id", "offering_id", "term", "starts_on", "ends_on", opens_on="starts_on", status=pl.lit("held")
    )  # fmt: skip
    learners = fit.sort("starts_on").group_by("learner_id", maintain_order=True).first().select(
        "row",
        "learner_id",
        age_band=_age(),
        gender=pl.col("gender").str.to_lowercase().replace_strict(GENDERS, default=None),
        ethnicity="race",
        first_seen_on="starts_on",
    )  # fmt: skip
    registrations = seats.select(
        "row", "registration_id", "section_id", "learner_id", "outcome", "completed_on",
        registered_on="starts_on", gross_usd=pl.lit(0.0), discount_usd=pl.lit(0.0), refund_usd=pl.lit(0.0),
    )  # fmt: skip
    tables = {
        "providers": providers,
        "offerings": offerings,
        "sections": sections,
        "learners": learners,
        "registrations": registrations,
    }
    return Tidied(shaped(tables), pl.concat(issues))


def _age() -> pl.Expr:
    return pl.col("student_age").str.to_lowercase().replace_strict(AGES, default=None, return_dtype=pl.String)


def _day(column: str) -> pl.Expr:
    return pl.coalesce(pl.col(column).str.to_date(f, strict=False) for f in DATE_FORMATS)


def _term(school_year: str, term: str) -> tuple[pl.Expr, pl.Expr]:
    """Which term it is, and its calendar year: fall lies in the first one of the school year, the rest in the second."""
    first = pl.col(school_year).str.extract(r"^(\d{4})").cast(pl.Int32, strict=False)
    season = pl.col(term).str.to_lowercase().str.extract(f"({'|'.join(TERMS)})")
    return season, pl.when(season == "fall").then(first).otherwise(first + 1)


def _term_name(school_year: str, term: str) -> pl.Expr:
    """The term by its name, `Fall 2023`; null where the file does not say it."""
    season, year = _term(school_year, term)
    return pl.concat_str(season.str.to_titlecase(), year, separator=" ")


def _term_start() -> pl.Expr:
    """First day of the term in which a cohort began."""
    term, year = _term("cohort", "cohort_term")
    month = term.replace_strict({t: m for t, (m, _) in TERMS.items()}, default=None, return_dtype=pl.Int32)
    day = term.replace_strict({t: d for t, (_, d) in TERMS.items()}, default=None, return_dtype=pl.Int32)
    return pl.date(year, month, day)


def _without(seats: pl.DataFrame, ours: str, theirs: str, reason: str) -> pl.DataFrame:
    return issue(seats.filter(pl.col(ours).is_null()).select("row", value=theirs), theirs, reason, fatal=True)
