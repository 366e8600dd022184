"""Statewide eligible training provider list of the Texas Workforce Commission, in any year's layout."""

# Why: decisions 8 and 40.

import re

import polars as pl

from data.readers import cip
from data.readers.files import FileSample, Tidied, issue, no_issues, shaped

NAME = "Texas statewide training provider list"
TABLE = "market_offerings"
SOURCE = "texas"

# Our column: headers that carried it, as they read once white space, marks and case are gone.
ALIASES = {
    "program_id": ("program id", "program"),
    "provider_id": ("provider id", "provider"),
    "provider": ("providername", "provider name"),
    "title": ("program name",),
    "provider_type": ("institution type",),
    "state": ("campus state",),
    "cip_code": (
        "instructional program cip code",
        "cip code",
        "classification of instructional programs cip codes",
        "classification of instructional programs cip code",
        "cip codes",
    ),
    "contact_hours": ("length contact hours", "contact hours"),
    "weeks": ("length weeks", "weeks"),
    "modality": ("delivery method", "program format"),
    "price_usd": ("required cost tuition fees",),
    "edition": ("program etpl last update", "program last update date", "program last update"),
}
REQUIRED = ("program_id", "provider_id", "provider", "title", "price_usd", "edition")
# The list does not say whether a college is public. Nearly all on it are, so level decides between the two types.
PROVIDER_TYPES = (
    ("associate", "public_2yr"),
    ("certificate", "public_2yr"),
    ("baccalaureate", "public_4yr"),
    ("bachelor", "public_4yr"),
    ("apprenticeship", "apprenticeship"),
    ("for profit", "training_company"),
    ("non profit", "community_org"),
)
MODALITIES = {"in person": "in_person", "hybrid": "hybrid", "distance education": "online"}


def sniff(sample: FileSample) -> bool:
    """Whether the headers are those of the list, in whatever order."""
    header_of = _columns(sample.columns)
    return all(name in header_of for name in REQUIRED) and "provider_type" in header_of


def used(headers: list[str]) -> tuple[str, ...]:
    """The headers that are read."""
    return tuple(_columns(headers).values())


def tidy(raw: pl.DataFrame) -> Tidied:
    """Rows of `market_offerings`; what cannot be a length, a code or a place becomes null with a reason.

    A price of 0 is not stated, not free; the control totals are those of the column as published, zeros included.
    """
    header_of = _columns(raw.columns)
    frame = raw.select(
        *(
            pl.col(header_of[name]).alias(name) if name in header_of else pl.lit(None, pl.String).alias(name)
            for name in ALIASES
        )
    ).with_columns(row=pl.int_range(1, pl.len() + 1, dtype=pl.Int64))
    updated = pl.col("edition").str.to_date("%B %d, %Y %I:%M %p", strict=False)
    kind = pl.lit(None, pl.String)
    for word, provider_type in reversed(PROVIDER_TYPES):
        kind = (
            pl.when(_plain("provider_type").str.contains(word, literal=True))
            .then(pl.lit(provider_type))
            .otherwise(kind)
        )
    clean = frame.select(
        "row",
        "program_id",
        "provider_id",
        "provider",
        "title",
        list_id=pl.lit("texas"),
        edition=updated.max(),
        provider_type=kind,
        state=pl.col("state").str.to_uppercase().str.extract(r"^([A-Z]{2})$"),
        cip_code=cip.six_digits(pl.col("cip_code")),
        # Of 45 programs without a price in 2022 that were listed again in 2024, 43 came back with 0 and 2 with a price.
        price_usd=pl.when(_number("price_usd") != 0).then(_number("price_usd")),
        weeks=_within("weeks", 520),
        contact_hours=_within("contact_hours", 10_000),
        modality=_plain("modality").replace_strict(MODALITIES, default=None),
    )
    too_dense = (pl.col("contact_hours") > 80 * pl.col("weeks")).fill_null(False)
    issues = [no_issues(), *(_lost(frame, clean, c, why) for c, why in REASONS.items())]
    dense = clean.filter(too_dense).select("row", value=pl.col("contact_hours"))
    issues.append(issue(dense, "contact_hours", "too_many_hours", is_fatal=False))
    clean = clean.with_columns(contact_hours=pl.when(~too_dense).then(pl.col("contact_hours")))
    return Tidied(
        shaped({TABLE: clean}),
        pl.concat(issues),
        totals=_totals(frame),
        notes=_notes(frame),
        warnings=_lacking(raw.columns, header_of),
    )


def _notes(frame: pl.DataFrame) -> tuple[str, ...]:
    """How many providers there are by id and by name, where the two differ."""
    ids, names = frame["provider_id"].n_unique(), frame["provider"].n_unique()
    if ids == names:
        return ()
    return (f"{ids:,} providers by id and {names:,} by name; they are counted by id",)


def _lacking(headers: list[str], header_of: dict[str, str]) -> tuple[str, ...]:
    """A sentence for what no column was recognized as, with the columns that it may be in."""
    lacking = [name for name in ALIASES if name not in header_of]
    if not lacking:
        return ()
    unread = ", ".join(h for h in headers if h not in header_of.values())
    return (f"no column was recognized as {', '.join(lacking)}, which is empty in every row; not read are {unread}",)


def _totals(frame: pl.DataFrame) -> dict[str, float]:
    price = _number("price_usd")
    row = frame.select(
        programs=pl.len(),
        providers=pl.col("provider_id").n_unique(),
        total=price.sum(),
        median=price.median(),
        stated=price.filter(price != 0).median(),
    ).row(0, named=True)
    names = {
        "programs": "programs",
        "providers": "providers",
        "total": "sum of tuition and fees as published",
        "median": "median of tuition and fees as published, zeros included",
        "stated": "median of stated prices",
    }
    return {words: float(row[name] or 0) for name, words in names.items()}


REASONS = {
    "state": "not_a_state",
    "cip_code": "no_cip_code",
    "price_usd": "no_price",
    "weeks": "no_length",
    "contact_hours": "no_hours",
    "modality": "unknown_modality",
    "provider_type": "unknown_provider_type",
}


def _columns(headers: list[str]) -> dict[str, str]:
    """Our column → their header. Other years rename and move columns, so only the words count."""
    plain = {re.sub(r"[^a-z0-9]+", " ", header.lower()).strip(): header for header in headers}
    return {name: next(plain[a] for a in names if a in plain) for name, names in ALIASES.items() if {*names} & {*plain}}


def _plain(column: str) -> pl.Expr:
    return pl.col(column).str.to_lowercase().str.replace_all(r"[^a-z0-9]+", " ").str.strip_chars()


def _number(column: str) -> pl.Expr:
    return pl.col(column).str.replace_all(r"[$,\s]", "").cast(pl.Float64, strict=False)


def _within(column: str, most: int) -> pl.Expr:
    # 99999 is a filler and 44481 a date that a spreadsheet turned into a number; 0 says that nothing was stated.
    return pl.when((_number(column) > 0) & (_number(column) <= most)).then(_number(column))


def _lost(frame: pl.DataFrame, clean: pl.DataFrame, column: str, why: str) -> pl.DataFrame:
    lost = frame.filter(frame[column].is_not_null() & clean[column].is_null())
    return issue(lost.select("row", value=pl.col(column)), column, why, is_fatal=False)
