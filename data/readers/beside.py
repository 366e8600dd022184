"""What columns that are not read say of a row: another currency, several seats, a seat that is not kept, money that is not read.

Each rule goes by the header and the values of a column, and names the rows in which it contradicts what is read.
"""

import re

import polars as pl

from data.contracts import TABLES
from data.readers import familiar_words, unread_completion, unread_money, unread_signs
from data.readers.files import issue, no_issues
from data.readers.mapping import Mapping
from data.readers.preparation import texts
from data.readers.seat_words import CURRENCY_HEADER, DOLLARS, TEST_ID, Heard, plain
from data.readers.unread_signs import PERSONS, TERM, Column, Unread
from data.reference.import_reasons import reason

_QUANTITY = r"(.* )?(quantity|qty|cantidad|menge|anzahl|licen[cs]es)|(number of )?(seats|tickets)|(seats|tickets|units) (purchased|ordered|bought)"
_NINES = (999, 9999, 99_999, 999_999)
"""Capacities that stand for no limit in student systems."""
_NOBODY = (
    "n/a", "na", "#n/a", "null", "none", "unknown", "not known", "-", "--", ".", "0", "guest", "anonymous", "test", "tbd", "tba", "various",
)  # fmt: skip
"""What stands for nobody in a column of learners."""


def issues(
    rows: pl.DataFrame, mapping: Mapping, taken: pl.DataFrame, shown: Unread
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Issues of rows that cannot be taken, and doubts of rows that are taken and should be checked.

    `rows` are a file's own, all text; `taken` are the same as the mapping reads them, with `row`; `shown` is what the whole file
    shows. A row is refused where the column beside it names another currency. One registration of several seats counts once,
    and a seat whose status says that it is not kept counts until a day of the drop is there: these and the like are doubts.
    """
    read = {*mapping.inputs()}
    unread = [h for h in rows.columns if h not in read]
    fatal, doubts = [no_issues()], [no_issues()]
    if any(column.endswith("_usd") for column in TABLES[mapping.table].columns()):
        fatal += [_other_currency(rows, h, taken) for h in unread if _is_of_currencies(h, shown.columns.get(h))]
    if mapping.table == "registrations":
        doubts += _of_seats(rows, unread, mapping, taken, shown)
    elif mapping.table == "sections":
        nines = pl.DataFrame({"row": taken["row"], "value": taken["capacity"]}).filter(pl.col("value").is_in(_NINES))
        doubts.append(issue(nines, "capacity", "capacity_of_nines", is_fatal=False))
        is_held = taken["status"].cast(pl.String) != "cancelled"
        doubts += [_said(rows, h, taken, one, is_held, shown) for h in unread for one in _heard(shown, h)]
    elif mapping.table == "inquiries":
        doubts += [_said(rows, h, taken, one, None, shown) for h in unread for one in _heard(shown, h)]
    return pl.concat(fatal), pl.concat(doubts)


def _heard(shown: Unread, header: str) -> list[Heard]:
    """What a column as a whole lets be heard."""
    rules = shown.rules(header)
    return [one for one, hears in zip(rules, shown.columns[header].hears(rules), strict=True) if hears]


def _is_of_currencies(header: str, column: Column | None) -> bool:
    """Whether a column names currencies: by its header, or by all its words."""
    return re.fullmatch(CURRENCY_HEADER, plain(header)) is not None or (column is not None and column.is_of_currencies)


def _of_seats(
    rows: pl.DataFrame, unread: list[str], mapping: Mapping, taken: pl.DataFrame, shown: Unread
) -> list[pl.DataFrame]:
    found, outcome = [], taken["outcome"].cast(pl.String)
    is_open = taken["dropped_on"].is_null()
    for header in unread:
        name, column = plain(header), shown.columns[header]
        if re.fullmatch(_QUANTITY, name) or (re.fullmatch(PERSONS, name) and not column.is_of_sections):
            found.append(_several_seats(rows, header, taken))
        found += [
            _said(rows, header, taken, one, _where(one, taken, is_open, outcome), shown)
            for one in _heard(shown, header)
        ]
        if re.search(unread_completion.GRADE, name) and not re.search(unread_completion.NO_GRADE, name):
            found.append(_other_grade(rows, header, taken, outcome, column))
        if re.fullmatch(TERM, name) and column.rarer.height:
            pairs = unread_signs.beside_sections(texts(rows, mapping)["section_id"], rows[header])
            is_rarer = pairs.with_row_index("at").join(column.rarer, on=["section", "value"], how="semi")["at"]
            where = pl.Series(range(rows.height)).is_in(is_rarer.implode())
            found.append(_issue(rows, header, taken, where, "section_in_two_terms", is_fatal=False))
        if column.is_of_numbers and unread_completion.is_measured(name):
            where = _other_measure(rows[header], name, column, outcome, is_open)
            found.append(_issue(rows, header, taken, where, "measure_says_otherwise", is_fatal=False))
        if any(one.code == "completed_beside" and one.is_day for one in _heard(shown, header)):
            where = (outcome == "completed") & rows[header].is_null()
            found.append(_issue(rows, header, taken, where.fill_null(False), "no_certificate_beside", is_fatal=False))
    for header, code, where in unread_money.contradictions(rows, unread, mapping, taken, shown):
        found.append(_issue(rows, header, taken, where, code, is_fatal=False))
    nobody = taken["learner_id"].str.to_lowercase().is_in(_NOBODY).fill_null(False)
    tests = taken["learner_id"].str.contains(TEST_ID).fill_null(False)
    hidden = pl.DataFrame({"row": taken["row"], "value": pl.repeat("not shown", taken.height, eager=True)})
    found.append(issue(hidden.filter(nobody), "learner_id", "learner_is_nobody", is_fatal=False))
    found.append(issue(hidden.filter(tests & ~nobody), "learner_id", "learner_is_a_test", is_fatal=False))
    return found


def _where(one: Heard, taken: pl.DataFrame, is_open: pl.Series, outcome: pl.Series) -> pl.Series | None:
    """Of which rows a rule is heard; None for all."""
    if one.is_of_money:
        return is_open & (taken["refund_usd"].fill_null(0) == 0)
    if one.is_free:
        return is_open & (taken["gross_usd"].fill_null(0) - taken["discount_usd"].fill_null(0) > 0)
    if one.is_while_open:
        return is_open & (outcome == "in_progress")
    if one.is_completed:
        return outcome == "completed"
    if one.is_not_completed:
        return is_open & (outcome != "completed")
    return None if one.code.startswith("row_") else is_open


def _said(
    rows: pl.DataFrame, header: str, taken: pl.DataFrame, one: Heard, where: pl.Series | None, shown: Unread
) -> pl.DataFrame:
    """Doubts of the rows in which the column says what `one` listens to, among those of `where`."""
    says = unread_signs.says(unread_signs.lower(rows[header]), one, shown.columns[header])
    says = says if where is None else says & where.fill_null(False)
    if one.is_named:
        rows = rows.with_columns(pl.lit("not shown").alias(header))
    return _issue(rows, header, taken, says, one.code, is_fatal=False)


def _other_measure(text: pl.Series, name: str, column: Column, outcome: pl.Series, is_open: pl.Series) -> pl.Series:
    """Rows that completed and have done or earned too little, and those in progress that have done all."""
    number = unread_signs.as_numbers(text)
    if not unread_completion.is_progress(name):
        has_any = column.most > 0
        return ((outcome == "completed") & (number == 0)).fill_null(False) & has_any
    whole = 100.0 if column.most > 1 else 1.0
    is_little = (outcome == "completed") & (number < whole * unread_completion.HALF)
    is_done = is_open & (outcome == "in_progress") & (number >= whole)
    return (is_little if re.search("attend", name) else is_little | is_done).fill_null(False)


def _other_currency(rows: pl.DataFrame, header: str, taken: pl.DataFrame) -> pl.DataFrame:
    said = unread_signs.lower(rows[header])
    found = [no_issues()]
    for other in said.filter(~said.is_in(DOLLARS).fill_null(True)).unique().sort():
        where = (said == other).fill_null(False)
        found.append(_issue(rows, header, taken, where, "other_currency", is_fatal=True, sign=other.upper()))
    return pl.concat(found)


def _several_seats(rows: pl.DataFrame, header: str, taken: pl.DataFrame) -> pl.DataFrame:
    several = (unread_signs.lower(rows[header]).cast(pl.Float64, strict=False) > 1).fill_null(False)
    return _issue(rows, header, taken, several, "several_seats", is_fatal=False)


def _other_grade(
    rows: pl.DataFrame, header: str, taken: pl.DataFrame, outcome: pl.Series, column: Column
) -> pl.DataFrame:
    """Rows whose grade says otherwise than their outcome."""
    meant = {word: said for word in column.words or () if (said := familiar_words.outcome(word))}
    if not meant:
        return no_issues()
    says = unread_signs.lower(rows[header]).replace_strict(meant, default=None, return_dtype=pl.String)
    differs = ((outcome == "completed") & (says != "completed")) | ((outcome != "completed") & (says == "completed"))
    return _issue(rows, header, taken, differs.fill_null(False), "grade_says_otherwise", is_fatal=False)


def _issue(
    rows: pl.DataFrame, header: str, taken: pl.DataFrame, where: pl.Series, code: str, *, is_fatal: bool, **said: str
) -> pl.DataFrame:
    found = pl.DataFrame({"row": taken["row"], "value": rows[header]}).filter(where)
    return issue(found, header, reason(code, **said), is_fatal=is_fatal)
