"""The tables of the uniform data standard, from text and a mapping of columns."""

from dataclasses import replace

import polars as pl

from data.contracts import TABLES
from data.readers import cip, dates, numbers, words
from data.readers.account_lines import NO_LINE
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
    rows = texts(raw.rows, mapping)
    mapping, notes = _with_one_order(rows, mapping)
    number = pl.Series("row", range(1, rows.height + 1), dtype=pl.Int64)
    columns, issues, repairs, doubts = {"row": number}, [no_issues()], [no_issues()], [no_issues()]
    for column, declared in TABLES[mapping.table].columns().items():
        if column not in rows.columns:
            columns[column] = pl.Series(column, [None], dtype=declared.dtype).extend_constant(None, rows.height - 1)
            continue
        text = _translated(rows[column], mapping.values.get(column, {}))
        empty = pl.Series(column, [None], dtype=pl.String)
        said_nothing = text.str.to_lowercase().is_in(_words_for_nothing(declared.dtype)).fill_null(False)
        if said_nothing.any():
            if column not in _ZERO_WHEN_EMPTY:
                # Said once: where every row needs a value, a word for nothing is a missing one.
                why = "word_for_nothing" if declared.nullable else "missing"
                is_fatal = not declared.nullable
                issues.append(_issues(number, text, said_nothing, column, reason(why), is_fatal=is_fatal))
            text = text.zip_with(~said_nothing, empty)
        values, repaired, why_not = _typed(raw, mapping, column, text, declared.dtype)
        bad = values.is_null() & text.is_not_null()
        if bad.any():
            issues.append(_issues(number, text, bad, column, why_not, is_fatal=True))
        if repaired is not None and repaired.any():
            repairs.append(_issues(number, text, repaired, column, _repair(column), is_fatal=False))
        if column.endswith("_usd"):
            is_open = numbers.may_be_thousands(text, is_settled=bool(mapping.decimal) or raw.separator == ";")
            doubts.append(_issues(number, text, is_open, column, reason("three_decimals"), is_fatal=False))
            if raw.separator != "," and numbers.decimal_of(text) == ",":
                notes += (f"{column} read with a decimal comma",)
            values, rounded = _in_cents(values)
            repairs.append(_issues(number, text, rounded, column, reason("rounded_to_cent"), is_fatal=False))
        columns[column] = values.alias(column)
    if NO_LINE in raw.rows.columns:
        has_none = raw.rows[NO_LINE].is_not_null()
        doubts.append(
            _issues(number, raw.rows[NO_LINE], has_none, "gross_usd", reason("no_account_line"), is_fatal=False)
        )
    return Tidied(
        {mapping.table: pl.DataFrame(columns)},
        pl.concat(issues),
        pl.concat(repairs),
        pl.concat(doubts),
        notes=notes,
        warnings=raw.warnings,
    )


def _with_one_order(rows: pl.DataFrame, mapping: Mapping) -> tuple[Mapping, tuple[str, ...]]:
    """The mapping with the order of dates that the columns settle together, and a note on those that alone would not.

    Terms that all begin on the first days of a month leave a column open in which nothing is wrong.
    """
    days = [c for c, declared in TABLES[mapping.table].columns().items() if isinstance(declared.dtype, pl.Date)]
    held = [rows[c] for c in days if c in rows.columns]
    order = None if mapping.date_format else dates.shared_order(held)
    if order is None:
        return mapping, ()
    opened = ", ".join(column.name for column in held if dates.is_open(column))
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
    raw: Raw, mapping: Mapping, column: str, text: pl.Series, dtype: pl.DataType
) -> tuple[pl.Series, pl.Series | None, Reason]:
    """The values, which of them were repaired, and why the null ones are none."""
    if isinstance(dtype, pl.Date):
        days = _dates(raw, mapping, column, text)
        return days, None, reason("not_a_day", why=dates.why_not(text.filter(days.is_null() & text.is_not_null())))
    if isinstance(dtype, pl.Boolean):
        lower = text.str.to_lowercase()
        values = lower.replace_strict(_BOOLEANS, default=None, return_dtype=pl.Boolean)
        return values, None, reason("not_yes_or_no")
    if isinstance(dtype, pl.Enum):
        allowed = ", ".join(dtype.categories.to_list())
        return words.plain(text).cast(dtype, strict=False), None, reason("not_on_list", list=allowed)
    if column in _ZERO_WHEN_EMPTY:
        values, _, why_not = _numbers(raw, mapping, column, text, dtype)
        return values.zip_with(text.is_not_null(), pl.Series([0.0])), text.is_null(), why_not
    if dtype.is_numeric():
        return _numbers(raw, mapping, column, text, dtype)
    if column == "cip_code":
        code = pl.DataFrame({"code": text}).select(cip.six_digits(pl.col("code"))).to_series()
        return code, (code != text).fill_null(False), reason("not_a_cip_code")
    if column == "state":
        state = text.str.to_uppercase()
        return state, (state != text).fill_null(False), reason("not_a_state")
    if column.endswith("_id") or column in _KEYS:
        return _whole_ids(text)
    return text, None, reason("wrong_pattern")


_KEYS = ("from_offering", "to_offering", "stacks_into")
"""Columns that hold keys and are not named so."""
_AS_DECIMAL = r"^[1-9]\d*\.0+$"
_OTHER_DECIMAL = r"^\d+\.\d*[1-9]\d*$"


def _whole_ids(text: pl.Series) -> tuple[pl.Series, pl.Series | None, Reason]:
    """Ids such as 1001.0 as the 1001 that they were, unless the column has others such as 1001.5."""
    if not text.str.contains(".", literal=True).any():
        return text, None, reason("wrong_pattern")
    shortened = text.str.contains(_AS_DECIMAL).fill_null(False)
    if not shortened.any() or text.str.contains(_OTHER_DECIMAL).any():
        return text, None, reason("wrong_pattern")
    return text.zip_with(~shortened, text.str.replace(r"\.0+$", "")), shortened, reason("wrong_pattern")


def _dates(raw: Raw, mapping: Mapping, column: str, text: pl.Series) -> pl.Series:
    try:
        return dates.read(text, mapping.date_format)
    except dates.AmbiguousDates as error:
        raise BadFile(
            f"{column} in {raw.name} holds {error}. State the date_format in a mapping file or on the Data page, "
            f"{' or '.join(dates.FORMATS)}, and import it again."
        ) from None


def _numbers(raw: Raw, mapping: Mapping, column: str, text: pl.Series, dtype: pl.DataType):
    try:
        values = numbers.read(text, mapping.decimal, is_semicolon=raw.separator == ";")
    except numbers.AmbiguousNumbers as error:
        raise BadFile(
            f"{column} in {raw.name} holds {error}. State the decimal in a mapping file or on the Data page and import it again."
        ) from None
    sign = numbers.currency(text.filter(values.is_null() & text.is_not_null()))
    if sign is not None:
        return values.cast(dtype, strict=False), None, reason("other_currency", sign=sign)
    if not dtype.is_integer():
        return values.cast(dtype), None, reason("not_a_number")
    whole = (values == values.round()).fill_null(False)
    values = values.zip_with(whole, pl.Series([None], dtype=pl.Float64))
    return values.cast(dtype, strict=False), None, reason("not_a_whole_number")


def _issues(
    number: pl.Series, text: pl.Series, which: pl.Series, column: str, why: Reason, *, is_fatal: bool
) -> pl.DataFrame:
    # An identifier is never echoed: it may be an e-mail address or a national id.
    value = pl.lit("not shown") if column == "learner_id" else pl.col("value")
    rows = pl.DataFrame({"row": number, "value": text}).filter(which)
    return issue(rows.with_columns(value=value), column, why, is_fatal=is_fatal)
