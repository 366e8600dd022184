"""Names of dimensions and of their values."""

from datetime import date

import polars as pl

from dashboard.wording.dates import day, period
from queries.metrics import METRICS
from queries.semantic.dimensions import DIMENSIONS, FIELDS
from queries.strategy.program_groups import group_name

COLLEGES = {"demo": "Demo college (fictional)", "college": "Your college"}
COLLECTIONS = COLLEGES | {"market": "Market"}
"""What a version may hold."""
VALUES = {
    "public_2yr": "Public two-year college",
    "public_4yr": "Public university",
    "private_nonprofit": "Private nonprofit college",
    "private_forprofit_college": "For-profit college",
    "offerings": "Own catalog and known competitors",
    "texas": "Texas statewide training provider list",
    "federal_tpr": "Federal training provider results",
    "ctdl": "CTDL documents",
    "institution": "Institutions",
    "alternative": "Alternative providers",
    "in_person": "In person",
    "short_intensive": "Short and intensive",
    "other": "Other formats",
    "cancelled": "Canceled",
    "not_known": "Not known",
    "insufficient": "Too little evidence",
    "stacks_into": "Counts toward",
    "stacked_on": "Counts toward it",
    "agreement_from": "Agreed to count toward",
    "agreement_to": "Agreed to count toward it",
    "commitment": "Promise",
    "contested": "Input contested",
    "settled": "Input settled",
    "decided": "Decision",
    "below": "Below the limit",
    "at_least": "At or above the limit",
    "doctor": "Doctorate",
    "untagged": "Untagged",
    "walk_in": "Walk-in",
    "community_org": "Community organization",
    "employed_q2": "Employed in quarter 2",
    "in_field_180": "In-field job within 180 days",
    "associate": "Associate degree",
    "bachelor": "Bachelor's degree",
    "master": "Master's degree",
    "post_baccalaureate_certificate": "Postbaccalaureate certificate",
    "post_master_certificate": "Post-master's certificate",
    "under_8_weeks": "Under 8 weeks",
    "8_to_14_weeks": "8 to 14 weeks",
    "15_weeks_and_more": "15 weeks and more",
    "under_1000_usd": "Under $1,000",
    "1000_to_2499_usd": "$1,000 to $2,499",
    "2500_usd_and_more": "$2,500 and more",
    "under_25": "Under 25",
    "25_34": "25 to 34",
    "35_44": "35 to 44",
    "45_54": "45 to 54",
    "55_plus": "55 and over",
}
BOOLEANS = {
    ("first_generation", "true"): "First generation",
    ("first_generation", "false"): "A parent holds a degree",
    ("degree_student", "true"): "Also in a degree program",
    ("degree_student", "false"): "Not in a degree program",
}
"""Words of yes and no, which mean something by their dimension alone."""
DAYS = {"M": "Mon", "T": "Tue", "W": "Wed", "R": "Thu", "F": "Fri", "S": "Sat", "U": "Sun"}
ALIGNMENTS = {
    "days_to_start": "Days to the start",
    "days_since_opening": "Days since opening",
    "window_share": "Share of the sign-up window",
}
"""How the progress of two sections is compared."""
SECTORS = {
    "0": "Administrative unit",
    "1": "Public four-year",
    "2": "Private nonprofit four-year",
    "3": "For-profit four-year",
    "4": "Public two-year",
    "5": "Private nonprofit two-year",
    "6": "For-profit two-year",
    "7": "Public under two years",
    "8": "Private nonprofit under two years",
    "9": "For-profit under two years",
    "99": "Sector not known",
}
"""IPEDS sectors in plain words."""


def name(dimension: str, key: object) -> str:
    """A dimension's value as it stands on screen."""
    if key is None:
        return "Not known"
    text = str(key)
    if isinstance(key, date):
        return day(key) if dimension == "week" else period(key, "month" if dimension == "start_month" else dimension)
    if dimension == "field":
        return FIELDS.get(text, f"CIP {text}")
    if dimension == "meeting_days":
        return _meeting_days(text)
    if dimension in ("campus", "tag"):  # the college's own words
        return VALUES.get(text, text)
    if dimension == "cip4":
        return group_name(text)
    if dimension == "alignment":
        return ALIGNMENTS[text]
    if dimension == "sector":
        return SECTORS.get(text, "Sector not known")
    return BOOLEANS.get((dimension, text)) or VALUES.get(
        text, text.replace("_", " ").capitalize() if text.islower() else text
    )


def _meeting_days(letters: str) -> str:
    """Days of meetings: `Tue Thu` for `TR`."""
    days = [DAYS.get(letter) for letter in letters]
    return " ".join(day for day in days if day) if all(days) else "Not known"


def label(dimension: str) -> str:
    """A dimension as it stands over a filter or column."""
    return DIMENSIONS[dimension].label


def plural(dimension: str) -> str:
    """A dimension's label for several of its values, within a sentence."""
    label = DIMENSIONS[dimension].label.lower()
    return f"{label[:-1]}ies" if label.endswith("y") else f"{label}s"


def section_names(frame: pl.DataFrame, titles: dict[str, str]) -> dict[str, str]:
    """Words by section_id: what each teaches, when it starts and its code. `frame`: section_id, offering, starts_on."""
    rows = frame.select("section_id", "offering", "starts_on").rows()
    return {code: f"{titles.get(offering, offering)}, {day(start)}, {code}" for code, offering, start in rows}


def metric_label(name: str) -> str:
    """A metric as it stands in a choice, by its name."""
    return METRICS[name].label
