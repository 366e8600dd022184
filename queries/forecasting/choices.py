"""What can be chosen on the pages about forecasts."""

from datetime import timedelta

from data.reference.periods import add_months
from data.store.store import scan
from queries.forecasting.issued.publishing import LEVELS, STANDARD
from queries.metrics import METRICS
from queries.semantic.dimensions import FIELDS
from queries.semantic.scope import Scope

__all__ = [
    "GRAINS",
    "LEVELS",
    "METRICS_OFFERED",
    "MONTHS",
    "horizon",
    "horizons",
    "label",
    "names",
    "parsed",
    "percent",
    "values",
]

METRICS_OFFERED = STANDARD
MONTHS = (3, 6, 12)
GRAINS = {"all": "The college", "field": "Fields", "offering": "Offerings"}
WHOLE = "all"


def label(metric: str) -> str:
    """A metric as it stands on screen."""
    return METRICS[metric].label


def horizons(scope: Scope) -> dict[str, str]:
    """How far ahead may be asked, by code: so many months, the fiscal year of the next month, and the one after it.

    A year of which forecasts reach no month is left out.
    """
    next_month = add_months(scope.as_of.replace(day=1), 1)
    this = scope.period.calendar.containing(next_month, "fiscal_year")
    after = scope.period.calendar.containing(this.end + timedelta(days=1), "fiscal_year")
    years = [year for year in (this, after) if year.start <= add_months(next_month, MONTHS[-1] - 1)]
    return {str(months): f"Next {months} months" for months in MONTHS} | {year.name: year.name for year in years}


def horizon(code: str) -> tuple[int, str]:
    """Months ahead and name of the fiscal year by the code of a horizon; a year has 0 months, and months no year."""
    return (int(code), "") if code.isdigit() else (0, code)


def percent(level: int) -> str:
    """A level of confidence as it stands on screen."""
    return f"{level}%"


def values(scope: Scope) -> dict[str, str]:
    """Every series of the college by its key: the whole, each field, each offering. One field only where it is chosen."""
    wanted = dict(scope.where).get("field")
    offered = (
        scan(scope.version, scope.college, "programs")
        .filter("is_ours")
        .select("field", "program_id", "title")
        .sort("title")
        .collect()
        .to_dicts()
    )
    mine = [o for o in offered if wanted in (None, o["field"])]
    fields = sorted({o["field"] for o in mine if o["field"]})
    choices = {} if wanted else {WHOLE: GRAINS[WHOLE]}
    choices |= {f"field:{field}": f"Field: {FIELDS.get(field, f'CIP {field}')}" for field in fields}
    # A link names a series by what stands on screen, so no two may look the same.
    titles = [o["title"] for o in mine]
    return choices | {
        f"offering:{o['program_id']}": o["title"]
        if titles.count(o["title"]) == 1
        else f"{o['title']} ({o['program_id']})"
        for o in mine
    }


def names(scope: Scope) -> dict[str, str]:
    """Name of every series by its value alone, for tables of one grain."""
    return {parsed(key)[1]: name.removeprefix("Field: ") for key, name in values(scope).items()}


def parsed(key: str) -> tuple[str, str]:
    """Grain and value of a series by its key."""
    grain, _, value = key.partition(":")
    return (grain, value) if value else (WHOLE, WHOLE)
