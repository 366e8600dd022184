"""The tables of the uniform data standard, from text and a mapping of columns."""

from dataclasses import replace

import polars as pl

from data.contracts import TABLES
from data.readers import beside, cip, column_signs, dates, header_units, numbers, unread_signs, words
from data.readers.account_lines import NO_LINE
from data.readers.column_signs import Faults, Signs
from data.readers.files import BadFile, Raw, Tidied, issue, no_issues
from data.readers.mapping import Mapping
from data.readers.preparation import texts
from data.reference.import_reasons import Reason, reason

NAME = "our own tables"
SOURCE = "own"
_BOOLEANS = {"true": True, "yes": True, "y": True, "1": True, "false": False, "no": False, "n": False, "0": False}
_NOTHING = ("n/a", "na", "null", "none", "#n/a", "-", "--", "–", "$-", "$ -", ".", "unknown")
"""Words that stand for an empty cell where no text is expected."""


def tidy(raw: Raw, mapping: Mapping) -> Tidied:
    """Typed rows of the mapping's table.

    A value that is none of its column quarantines its row, a word for nothing is left empty and counted, a code that
    lost zeros or its dot is repaired and counted. Raises BadFile where a whole column can be read in two ways.
    """
    tidied, faults = typed(raw, mapping, signs(raw, mapping))
    return replace(tidied, issues=with_reasons(tidied.issues, mapping.table, faults))


def signs(raw: Raw, mapping: Mapping) -> Signs:
    """What the columns show of how the file is written. Those of pieces of a file add up."""
    header_units.refuse(raw.rows, mapping, raw.name)
    rows = texts(raw.rows, mapping)
    shown = Signs(unread=unread_signs.of(raw.rows, mapping, _keys(rows)))
    for column, declared in TABLES[mapping.table].columns().items():
        if column not in rows.columns:
            continue
        if isinstance(declared.dtype, pl.Date):
            text = _filled(rows, mapping, column, declared.dtype)[0]
            shown.days[column] = dates.signs(text)
            is_translated = bool(mapping.values.get(column))
            shown.given[column] = dates.signs(rows[column]) if is_translated else shown.days[column]
        elif declared.dtype.is_numeric():
            text = _filled(rows, mapping, column, declared.dtype)[0]
            shown.amounts[column] = numbers.signs(text, is_semicolon=raw.separator == ";")
        elif _is_key(column):
            shown.ids[column] = column_signs.of_ids(_filled(rows, mapping, column, declared.dtype)[0])
    return shown


def _keys(rows: pl.DataFrame) -> pl.Series | None:
    return rows["section_id"] if "section_id" in rows.columns else None


def typed(raw: Raw, mapping: Mapping, shown: Signs, first_row: int = 1) -> tuple[Tidied, Faults]:
    """Typed rows of a file, or of a piece of one that starts with `first_row`; `shown` are the signs of the whole.

    What is wrong with days and numbers that could not be read depends on all of them: `with_reasons` says it of the issues.
    """
    rows = texts(raw.rows, mapping)
    _refuse_turned(raw, mapping, shown)
    theirs = {ours: header for header, ours in mapping.columns.items()}
    mapping, notes = _with_one_order(shown, mapping)
    number = pl.Series("row", range(first_row, first_row + rows.height), dtype=pl.Int64)
    columns, issues, repairs, doubts = {"row": number}, [no_issues()], [no_issues()], [no_issues()]
    faults = Faults()
    for column, declared in TABLES[mapping.table].columns().items():
        if column not in rows.columns:
            columns[column] = pl.repeat(None, rows.height, dtype=declared.dtype, eager=True).alias(column)
            continue
        text, said_nothing = _filled(rows, mapping, column, declared.dtype)
        if said_nothing.any() and column not in _ZERO_WHEN_EMPTY:
            # Said once: where every row needs a value, a word for nothing is a missing one.
            given = _translated(rows[column], mapping.values.get(column, {}))
            is_day = said_nothing & given.str.contains(r"\d").fill_null(False)
            for which, why in ((said_nothing & ~is_day, "word_for_nothing"), (is_day, "day_for_nothing")):
                why, is_fatal = why if declared.nullable else "missing", not declared.nullable
                issues.append(_issues(number, given, which, column, reason(why), is_fatal=is_fatal))
        if mapping.table in _LISTS and _is_key(column) and (totals := text.str.contains(_TOTAL).fill_null(False)).any():
            issues.append(_issues(number, text, totals, column, reason("row_of_totals"), is_fatal=True))
            text = text.zip_with(~totals, pl.Series(column, [None], dtype=pl.String))
        values, repaired, why_not = _typed(raw, mapping, column, text, declared.dtype, shown)
        bad = values.is_null() & text.is_not_null()
        if bad.any():
            issues.append(_issues(number, text, bad, column, why_not, is_fatal=True))
            _add_faults(faults, column, text.filter(bad), declared.dtype)
        if repaired is not None and repaired.any():
            repairs.append(_issues(number, text, repaired, column, _repair(column), is_fatal=False))
        if isinstance(declared.dtype, pl.Date):
            is_early = dates.early_in_utc(text, values, theirs.get(column, ""))
            doubts.append(_issues(number, text, is_early, column, reason("in_utc_on_a_first"), is_fatal=False))
        if column.endswith("_usd"):
            values = values / 100 if theirs.get(column) in mapping.cents else values
            is_settled = bool(mapping.decimal) or raw.separator == ";"
            is_open = numbers.may_be_thousands(text, shown.amounts[column], is_settled=is_settled)
            doubts.append(_issues(number, text, is_open, column, reason("three_decimals"), is_fatal=False))
            if raw.separator != "," and shown.amounts[column].outside.sign == ",":
                notes += (f"{column} read with a decimal comma",)
            values, rounded = _in_cents(values)
            repairs.append(_issues(number, text, rounded, column, reason("rounded_to_cent"), is_fatal=False))
        columns[column] = values.alias(column)
    if mapping.table == "registrations" and (days := shown.days.get("registered_on")) and days.is_one_day:
        notes += (f"registered_on is {days.only} in all rows; map another column if that is the day of the export",)
    if NO_LINE in raw.rows.columns:
        has_none = raw.rows[NO_LINE].is_not_null()
        doubts.append(
            _issues(number, raw.rows[NO_LINE], has_none, "gross_usd", reason("no_account_line"), is_fatal=False)
        )
    taken = pl.DataFrame(columns)
    refused, doubtful = beside.issues(raw.rows, mapping, taken, shown.unread)
    tidied = Tidied(
        {mapping.table: taken},
        pl.concat([*issues, refused]),
        pl.concat(repairs),
        pl.concat([*doubts, doubtful]),
        notes=notes,
        warnings=raw.warnings,
    )
    return tidied, faults


_TOTAL = r"(?i)^(grand[ -]?|sub[ -]?|report )?totals?([ :].*)?$"
"""What a report writes into the first cells of a row that sums others."""
_LISTS = ("registrations", "learners", "sections", "inquiries", "placements")
"""Tables of which reports are made. A provider may be called Total Training."""
_OF_FAULTS = ("not_a_day", "other_currency", "not_a_number", "not_a_whole_number")
"""Reasons that say what all values of a column that could not be read have in common."""


def with_reasons(issues: pl.DataFrame, table: str, faults: Faults) -> pl.DataFrame:
    """The issues of `typed` with the reasons that follow from the faults of the whole file."""
    for column in {*faults.days, *faults.currencies}:
        why = faults.reason(column, TABLES[table].columns()[column].dtype)
        is_meant = (pl.col("column") == column) & pl.col("code").is_in(_OF_FAULTS)
        said = {"code": why.code, "reason": why.sentence}
        issues = issues.with_columns(
            pl.when(is_meant).then(pl.lit(text)).otherwise(name).alias(name) for name, text in said.items()
        )
    return issues


def _add_faults(faults: Faults, column: str, bad: pl.Series, dtype: pl.DataType) -> None:
    if isinstance(dtype, pl.Date):
        faults.days[column] = dates.faults(bad)
    elif dtype.is_numeric() and (sign := numbers.currency(bad)) is not None:
        faults.currencies[column] = sign


def _filled(rows: pl.DataFrame, mapping: Mapping, column: str, dtype: pl.DataType) -> tuple[pl.Series, pl.Series]:
    """The text of a column with words translated and those for nothing left out, and where these stood."""
    text = _translated(rows[column], mapping.values.get(column, {}))
    said_nothing = text.str.to_lowercase().is_in(_words_for_nothing(dtype)).fill_null(False)
    if isinstance(dtype, pl.Date):
        said_nothing |= dates.stand_for_none(text)
    if said_nothing.any():
        text = text.zip_with(~said_nothing, pl.Series(column, [None], dtype=pl.String))
    return text, said_nothing


def _with_one_order(shown: Signs, mapping: Mapping) -> tuple[Mapping, tuple[str, ...]]:
    """The mapping with the order of dates that the columns settle together, and a note on those that alone would not.

    Terms that all begin on the first days of a month leave a column open in which nothing is wrong.
    """
    order = None if mapping.date_format else dates.shared_order(shown.given.values())
    if order is None:
        return mapping, ()
    opened = ", ".join(column for column, days in shown.given.items() if days.is_open)
    note = f"dates of {opened} read as {order}, as the file's other dates are written"
    return replace(mapping, date_format=order), (note,) if opened else ()


_ZERO_WHEN_EMPTY = ("discount_usd", "refund_usd")
"""Columns that every row needs and that registrars leave empty where there was none."""
_REPAIRS = {
    "cip_code": "cip_code_restored",
    "state": "state_in_capitals",
    **dict.fromkeys(_ZERO_WHEN_EMPTY, "empty_read_as_zero"),
}


def _repair(column: str) -> Reason:
    return reason(_REPAIRS.get(column, "whole_id"))


def _in_cents(values: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Amounts in whole cents, and which of them were not."""
    cents = numbers.to_cents(values)
    return cents, ((cents - values).abs() > 1e-9).fill_null(False)


def _words_for_nothing(dtype: pl.DataType) -> list[str]:
    """None where text is expected: there such a word may be meant, as `none` is on a closed list."""
    if isinstance(dtype, pl.String):
        return []
    meant = set(dtype.categories.to_list()) if isinstance(dtype, pl.Enum) else set()
    return [word for word in _NOTHING if word not in meant]


def _translated(text: pl.Series, stated: dict[str, str]) -> pl.Series:
    if not stated:
        return text
    plain_words = {theirs.strip().lower(): ours for theirs, ours in stated.items()}
    translated = text.str.to_lowercase().replace_strict(plain_words, default=text, return_dtype=pl.String)
    return translated.replace({"": None}).alias(text.name)  # a word may stand for an empty cell


def _typed(
    raw: Raw, mapping: Mapping, column: str, text: pl.Series, dtype: pl.DataType, shown: Signs
) -> tuple[pl.Series, pl.Series | None, Reason]:
    """The values, which of them were repaired, and why the null ones are none."""
    if isinstance(dtype, pl.Date):
        return _dates(raw, mapping, column, text, shown), None, Faults().reason(column, dtype)
    if isinstance(dtype, pl.Boolean):
        lower = text.str.to_lowercase()
        values = lower.replace_strict(_BOOLEANS, default=None, return_dtype=pl.Boolean)
        return values, None, reason("not_yes_or_no")
    if isinstance(dtype, pl.Enum):
        allowed = ", ".join(dtype.categories.to_list())
        return words.plain(text).cast(dtype, strict=False), None, reason("not_on_list", list=allowed)
    if dtype.is_numeric():
        values = _numbers(raw, mapping, column, text, dtype, shown)
        empty = text.is_null() if column in _ZERO_WHEN_EMPTY else None
        values = values if empty is None else values.zip_with(~empty, pl.Series([0.0]))
        return values, empty, Faults().reason(column, dtype)
    if column == "cip_code":
        code = pl.DataFrame({"code": text}).select(cip.six_digits(pl.col("code"))).to_series()
        return code, (code != text).fill_null(False), reason("not_a_cip_code")
    if column == "state":
        state = text.str.to_uppercase()
        return state, (state != text).fill_null(False), reason("not_a_state")
    if _is_key(column):
        ids, shortened = column_signs.whole_ids(text, shown.ids[column])
        is_rounded = column_signs.rounded(text, shown.ids[column])
        return ids.zip_with(~is_rounded, pl.Series([None], dtype=pl.String)), shortened, reason("rounded_id")
    return text, None, reason("wrong_pattern")


_KEYS = ("from_offering", "to_offering", "stacks_into")
"""Columns that hold keys and are not named so."""


def _is_key(column: str) -> bool:
    return column.endswith("_id") or column in _KEYS


def _dates(raw: Raw, mapping: Mapping, column: str, text: pl.Series, shown: Signs) -> pl.Series:
    try:
        return dates.read(text, mapping.date_format, shown.days[column])
    except dates.AmbiguousDates as error:
        raise BadFile(
            f"{column} in {raw.name} holds {error}. State the date_format in a mapping file or on the Data page, "
            f"{' or '.join(dates.FORMATS)}, and import it again."
        ) from None


def _refuse_turned(raw: Raw, mapping: Mapping, shown: Signs) -> None:
    """Raise BadFile where a spreadsheet has turned days and months around in some cells of a column."""
    for column, days in shown.given.items():
        if not mapping.date_format and days.are_turned:
            raise BadFile(
                f"{column} in {raw.name} holds both {days.year_first} and {days.day_first or days.month_first}, as a spreadsheet "
                "writes that has turned day and month around where it could. Export the file again and import it without opening it "
                "in a spreadsheet; if its days are right, state the date_format."
            )


def _numbers(raw: Raw, mapping: Mapping, column: str, text: pl.Series, dtype: pl.DataType, shown: Signs) -> pl.Series:
    try:
        values = numbers.read(text, mapping.decimal, is_semicolon=raw.separator == ";", shown=shown.amounts[column])
    except numbers.AmbiguousNumbers as error:
        raise BadFile(
            f"{column} in {raw.name} holds {error}. State the decimal in a mapping file or on the Data page and import it again."
        ) from None
    if dtype.is_integer():
        whole = (values == values.round()).fill_null(False)
        values = values.zip_with(whole, pl.Series([None], dtype=pl.Float64))
    return values.cast(dtype, strict=False)


def _issues(
    number: pl.Series, text: pl.Series, which: pl.Series, column: str, why: Reason, *, is_fatal: bool
) -> pl.DataFrame:
    # An identifier is never echoed: it may be an e-mail address or a national id.
    value = pl.lit("not shown") if column == "learner_id" else pl.col("value")
    rows = pl.DataFrame({"row": number, "value": text}).filter(which)
    return issue(rows.with_columns(value=value), column, why, is_fatal=is_fatal)
