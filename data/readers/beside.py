"""What columns that are not read say of a row: money that is not US dollars, more than one seat, a seat that is not kept."""

import re

import polars as pl

from data.contracts import TABLES
from data.readers.files import issue, no_issues
from data.readers.mapping import Mapping
from data.reference.import_reasons import reason

_DOLLARS = ("usd", "us$", "$", "us dollar", "us dollars", "dollar", "dollars", "u.s. dollars", "840")
"""How a column of currencies says US dollars; 840 is their number in ISO 4217."""
_NOT_KEPT = (
    r"cancel+(ed|lation)?|void(ed)?|deleted?|dropped|withdrawn|refunded|reversed|declined|denied|rejected|expired|abandoned"
    r"|wait[ -_]?list(ed)?|on wait[ -_]?list|pending|unpaid|no[ -_]?show|not attending|transferred( out)?"
)
"""What a status says of a seat that was not taken or is not kept."""
_YES = ("yes", "y", "true", "t", "1", "x")
_CURRENCY = r"(.*[ ._-])?currency([ ._-]?code)?"
_QUANTITY = r"(.*[ ._-])?(quantity|qty)|(number of )?(seats|tickets)"
_STATUS = r"(?!.*(pay|financ|bill|ship|fulfill))(.*[ ._-])?status"
_FLAG = r"(is[ ._-])?(cancel+ed|void(ed)?|deleted|wait[ ._-]?list(ed)?|withdrawn|dropped)([ ._-]?(flag|ind|indicator))?"
"""Headers of columns that say more of a row. A status of money says nothing of the seat."""


def issues(rows: pl.DataFrame, mapping: Mapping, taken: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Issues of rows that cannot be taken, and doubts of rows that are taken and should be checked.

    `rows` are a file's own, all text; `taken` are the same as the mapping reads them, with `row`. A row is refused where the
    column beside it names another currency. One registration of several seats counts once, and a seat whose status says
    that it is not kept counts until a day of the drop is there: both are doubts.
    """
    columns = TABLES[mapping.table].columns()
    fatal, doubts = [no_issues()], [no_issues()]
    if any(column.endswith("_usd") for column in columns):
        fatal += [_other_currency(rows, header, taken) for header in _unread(rows, mapping, _CURRENCY)]
    if mapping.table == "registrations":
        doubts += [_several_seats(rows, header, taken) for header in _unread(rows, mapping, _QUANTITY)]
        doubts += [_not_kept(rows, header, taken, f"^({_NOT_KEPT})$") for header in _unread(rows, mapping, _STATUS)]
        doubts += [_not_kept(rows, header, taken, f"^({'|'.join(_YES)})$") for header in _unread(rows, mapping, _FLAG)]
    return pl.concat(fatal), pl.concat(doubts)


def _unread(rows: pl.DataFrame, mapping: Mapping, pattern: str) -> list[str]:
    """The headers of that kind that the mapping does not read."""
    read = {*mapping.inputs()}
    return [h for h in rows.columns if h not in read and re.fullmatch(pattern, h.strip().lower())]


def _other_currency(rows: pl.DataFrame, header: str, taken: pl.DataFrame) -> pl.DataFrame:
    said = _plain(rows[header])
    found = [no_issues()]
    for other in said.filter(~said.is_in(_DOLLARS).fill_null(True)).unique().sort():
        where = (said == other).fill_null(False)
        found.append(_issue(rows, header, taken, where, "other_currency", is_fatal=True, sign=other.upper()))
    return pl.concat(found)


def _several_seats(rows: pl.DataFrame, header: str, taken: pl.DataFrame) -> pl.DataFrame:
    several = (_plain(rows[header]).cast(pl.Float64, strict=False) > 1).fill_null(False)
    return _issue(rows, header, taken, several, "several_seats", is_fatal=False)


def _not_kept(rows: pl.DataFrame, header: str, taken: pl.DataFrame, says: str) -> pl.DataFrame:
    says_so = _plain(rows[header]).str.contains(says).fill_null(False)
    return _issue(rows, header, taken, says_so & taken["dropped_on"].is_null(), "status_not_kept", is_fatal=False)


def _plain(text: pl.Series) -> pl.Series:
    return text.str.strip_chars().str.to_lowercase()


def _issue(
    rows: pl.DataFrame, header: str, taken: pl.DataFrame, where: pl.Series, code: str, *, is_fatal: bool, **said: str
) -> pl.DataFrame:
    found = pl.DataFrame({"row": taken["row"], "value": rows[header]}).filter(where)
    return issue(found, header, reason(code, **said), is_fatal=is_fatal)
