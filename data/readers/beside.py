"""What columns that are not read say of a row: another currency, several seats, a seat that is not kept, money that is not read.

Each rule goes by the header and the values of a column, and names the rows in which it contradicts what is read.
"""

import re

import polars as pl

from data.contracts import TABLES
from data.readers import familiar_words, seat_words, unread_money
from data.readers.files import issue, no_issues
from data.readers.mapping import Mapping
from data.readers.seat_words import CURRENCY_HEADER, DOLLARS, Heard, plain
from data.reference.import_reasons import reason

_QUANTITY = r"(.* )?(quantity|qty|cantidad|menge|anzahl)|(number of )?(seats|tickets)"
_PERSONS = (
    r"((number|no|num|count) of |# ?)?(participants|attendees|persons|people|places|learners|students|guests|registrants|enrollees)( count)?"
    r"|headcount|(group|party|team) size"
)
_GRADE = r"\b(grade|grde|mark)\b"
_NO_GRADE = r"mid|level|basis|option|mode|point|scale|type|interim|date|school|expected|target|average|gpa|code desc"
_TERM = r"(.* )?(term|strm|semester)( code| id| name)?"
_NINES = (999, 9999, 99_999, 999_999)
"""Capacities that stand for no limit in student systems."""
_NOBODY = (
    "n/a", "na", "#n/a", "null", "none", "unknown", "not known", "-", "--", ".", "0", "guest", "anonymous", "test", "tbd", "tba", "various",
)  # fmt: skip
"""What stands for nobody in a column of learners."""
_DAY = r"\d[-/. ][a-z\d]{1,9}[-/. ]\d|^(19|20)\d{6}$|[a-z]{3,9}\.? \d{1,2},? \d{4}"
_NO_DAY = r"^(0{4}-0{2}-0{2}|(0001|1753|18\d\d|1900|9999|2999)[-/]|\d{1,2}[-/.]\d{1,2}[-/.](0001|1753|18\d\d|1900|9999|2999)\b)"


def issues(rows: pl.DataFrame, mapping: Mapping, taken: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Issues of rows that cannot be taken, and doubts of rows that are taken and should be checked.

    `rows` are a file's own, all text; `taken` are the same as the mapping reads them, with `row`. A row is refused where the
    column beside it names another currency. One registration of several seats counts once, and a seat whose status says
    that it is not kept counts until a day of the drop is there: these and the like are doubts.
    """
    columns = TABLES[mapping.table].columns()
    read = {*mapping.inputs()}
    unread = [h for h in rows.columns if h not in read]
    fatal, doubts = [no_issues()], [no_issues()]
    if any(column.endswith("_usd") for column in columns):
        fatal += [_other_currency(rows, h, taken) for h in unread if re.fullmatch(CURRENCY_HEADER, plain(h))]
    if mapping.table == "registrations":
        doubts += _of_seats(rows, unread, mapping, taken)
    elif mapping.table == "sections":
        nines = pl.DataFrame({"row": taken["row"], "value": taken["capacity"]}).filter(pl.col("value").is_in(_NINES))
        doubts.append(issue(nines, "capacity", "capacity_of_nines", is_fatal=False))
        for header in unread:
            for one in seat_words.heard_of_sections(header, is_of_people=mapping.one_per_key):
                doubts.append(_said(rows, header, taken, one, taken["status"].cast(pl.String) != "cancelled"))
    elif mapping.table == "inquiries":
        for header in unread:
            doubts += [_said(rows, header, taken, one, None) for one in seat_words.heard_of_inquiries(header)]
    return pl.concat(fatal), pl.concat(doubts)


def _of_seats(rows: pl.DataFrame, unread: list[str], mapping: Mapping, taken: pl.DataFrame) -> list[pl.DataFrame]:
    found = []
    is_open = taken["dropped_on"].is_null()
    outcome = taken["outcome"].cast(pl.String)
    for header in unread:
        name = plain(header)
        if re.fullmatch(_QUANTITY, name) or (re.fullmatch(_PERSONS, name) and not _is_of_section(rows, header, taken)):
            found.append(_several_seats(rows, header, taken))
        for one in seat_words.heard(header):
            where = None if one.code.startswith("row_") else is_open
            if one.is_of_money:
                where = is_open & (taken["refund_usd"].fill_null(0) == 0)
            elif one.is_while_open:
                where = is_open & (outcome == "in_progress")
            elif one.is_completed:
                where = outcome == "completed"
            found.append(_said(rows, header, taken, one, where))
        if re.search(_GRADE, name) and not re.search(_NO_GRADE, name):
            found.append(_other_grade(rows, header, taken, outcome))
        if re.fullmatch(_TERM, name):
            found.append(_other_term(rows, header, taken))
    if {"gross_usd", "discount_usd", "refund_usd"} <= {*mapping.ours()}:
        for header, code, where in unread_money.contradictions(rows, unread, mapping, taken):
            found.append(_issue(rows, header, taken, where, code, is_fatal=False))
    nobody = taken["learner_id"].str.to_lowercase().is_in(_NOBODY).fill_null(False)
    hidden = pl.DataFrame({"row": taken["row"], "value": pl.repeat("not shown", taken.height, eager=True)})
    found.append(issue(hidden.filter(nobody), "learner_id", "learner_is_nobody", is_fatal=False))
    return found


def _said(rows: pl.DataFrame, header: str, taken: pl.DataFrame, one: Heard, where: pl.Series | None) -> pl.DataFrame:
    """Doubts of the rows in which the column says what `one` listens to, among those of `where`."""
    values = _plain(rows[header])
    if one.needs and not values.str.contains(one.needs).any():
        return no_issues()
    if one.is_day:
        says = values.str.contains(_DAY).fill_null(False) & ~values.str.contains(_NO_DAY).fill_null(False)
        # A day beside each and every row is one of the calendar, such as the last one to drop.
        if 2 * says.sum() < values.count() or (says.all() and says.len() > 4):
            return no_issues()
    else:
        says = values.str.contains(one.pattern).fill_null(False)
    says = says if where is None else says & where.fill_null(False)
    if one.is_named:
        rows = rows.with_columns(pl.lit("not shown").alias(header))
    return _issue(rows, header, taken, says, one.code, is_fatal=False)


def _other_currency(rows: pl.DataFrame, header: str, taken: pl.DataFrame) -> pl.DataFrame:
    said = _plain(rows[header])
    found = [no_issues()]
    for other in said.filter(~said.is_in(DOLLARS).fill_null(True)).unique().sort():
        where = (said == other).fill_null(False)
        found.append(_issue(rows, header, taken, where, "other_currency", is_fatal=True, sign=other.upper()))
    return pl.concat(found)


def _several_seats(rows: pl.DataFrame, header: str, taken: pl.DataFrame) -> pl.DataFrame:
    several = (_plain(rows[header]).cast(pl.Float64, strict=False) > 1).fill_null(False)
    return _issue(rows, header, taken, several, "several_seats", is_fatal=False)


def _is_of_section(rows: pl.DataFrame, header: str, taken: pl.DataFrame) -> bool:
    """Whether a number is the same in all rows of each section, so that it tells of the section."""
    by_section = pl.DataFrame({"section": taken["section_id"], "n": rows[header]}).group_by("section")
    counted = by_section.agg(rows=pl.len(), values=pl.col("n").n_unique())
    return bool((counted["values"] == 1).all() and (counted["rows"] > 1).any())


def _other_grade(rows: pl.DataFrame, header: str, taken: pl.DataFrame, outcome: pl.Series) -> pl.DataFrame:
    """Rows whose grade says otherwise than their outcome."""
    words = rows[header].drop_nulls().unique().to_list()
    meant = {word: said for word in words if (said := familiar_words.outcome(word)) and said != "in_progress"}
    if not meant or len(words) > 60:
        return no_issues()
    says = rows[header].replace_strict(meant, default=None, return_dtype=pl.String)
    differs = ((outcome == "completed") & (says != "completed")) | ((outcome != "completed") & (says == "completed"))
    return _issue(rows, header, taken, differs.fill_null(False), "grade_says_otherwise", is_fatal=False)


def _other_term(rows: pl.DataFrame, header: str, taken: pl.DataFrame) -> pl.DataFrame:
    """Rows whose term is not that of most rows of their section."""
    frame = pl.DataFrame({"section": taken["section_id"], "term": rows[header]})
    counted = (
        frame.drop_nulls()
        .group_by("section", "term")
        .len()
        .sort("section", "len", "term", descending=[False, True, False])
    )
    mostly = counted.unique("section", keep="first", maintain_order=True).select("section", most="term")
    most = frame.join(mostly, on="section", how="left", maintain_order="left")["most"]
    return _issue(rows, header, taken, (rows[header] != most).fill_null(False), "section_in_two_terms", is_fatal=False)


def _plain(text: pl.Series) -> pl.Series:
    """Text as the patterns read it: in small letters, without accents."""
    return text.str.strip_chars().str.to_lowercase().str.normalize("NFKD").str.replace_all(r"\p{M}", "")


def _issue(
    rows: pl.DataFrame, header: str, taken: pl.DataFrame, where: pl.Series, code: str, *, is_fatal: bool, **said: str
) -> pl.DataFrame:
    found = pl.DataFrame({"row": taken["row"], "value": rows[header]}).filter(where)
    return issue(found, header, reason(code, **said), is_fatal=is_fatal)
