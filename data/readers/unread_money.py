"""Columns of money that are not read and contradict what is: discounts and refunds, taxes, fees, net amounts, another price."""

import re

import polars as pl

from data.readers import numbers
from data.readers.mapping import Mapping, is_named_as
from data.readers.money_words import (
    DISCOUNT,
    FEE,
    NET,
    NO_PRICE,
    PAID,
    PRICE,
    RATE,
    REFUND,
    REST,
    SHARE,
    TAX,
    WITH_TAX,
    is_money,
)
from data.readers.seat_words import plain
from data.readers.unread_signs import Column, Unread

_CENT = 0.005


def contradictions(
    rows: pl.DataFrame, unread: list[str], mapping: Mapping, taken: pl.DataFrame, shown: Unread
) -> list[tuple[str, str, pl.Series]]:
    """Header, code of the reason and the rows (a mask) of each column of money that is not read and says otherwise.

    `taken` has gross_usd, discount_usd and refund_usd as they are read. A discount or refund that is larger than the one that is
    read is not part of it.
    """
    if not {"gross_usd", "discount_usd", "refund_usd"} <= {*mapping.ours()}:
        return []
    found = []
    for header in unread:
        column = shown.columns[header]
        if is_money(header) and column.is_of_numbers:
            amounts = _amounts(rows[header], mapping, column)
            if amounts is not None and (said := _contradiction(header, amounts, column, mapping, taken)):
                found.append((header, said[0], said[1].fill_null(False)))
    return found


def _contradiction(
    header: str, amounts: pl.Series, column: Column, mapping: Mapping, taken: pl.DataFrame
) -> tuple[str, pl.Series] | None:
    """The code and the rows of what the amounts of one column say otherwise; None where they say nothing."""
    gross, discount, refund = (taken[c].fill_null(0) for c in ("gross_usd", "discount_usd", "refund_usd"))
    name, theirs = plain(header), {ours: plain(h) for h, ours in mapping.columns.items()}.get("gross_usd", "")
    is_ours = theirs == "gross usd"
    if re.search(RATE, name):
        return "exchange_rate_beside", (amounts - 1).abs() > 1e-9
    if re.search(SHARE, name):
        if re.search(REFUND, name):
            return "refund_not_read", (amounts > 0) & (refund < _CENT) & (gross > 0)
        is_off = (amounts > 0) & (discount < _CENT) & (gross > 0)
        return ("discount_not_read", is_off) if re.search(DISCOUNT, name) else None
    if re.search(NET, name):
        off = (amounts - (gross - discount)).abs() > _CENT
        off &= (amounts - (gross - discount - refund)).abs() > _CENT
        return "other_net_amount", off & (amounts.abs() > _CENT)
    if re.search(REFUND, name):
        return "refund_not_read", amounts.abs() > refund + _CENT
    if re.search(DISCOUNT, name):
        return "discount_not_read", amounts.abs() > discount + _CENT
    if re.search(TAX, name):
        return ("tax_within", amounts > _CENT) if not is_ours and re.search(WITH_TAX, theirs) else None
    if re.search(FEE, name):
        is_apart = theirs and not is_ours and not re.search(r"total|incl|fee|all", theirs)
        return ("fee_not_read", amounts > _CENT) if is_apart else None
    if re.search(REST, name):
        is_part = re.search(r"paid|payment|deposit|installment", theirs)
        return ("part_of_price", amounts > _CENT) if is_part else None
    if re.search(PAID, name):
        is_free = (amounts.abs() < _CENT) & (gross - discount - refund > _CENT) & taken["dropped_on"].is_null()
        return ("nothing_paid_beside", is_free) if column.is_rarely_nought else None
    if "gross_usd" in mapping.made:
        return "other_gross_amount", (amounts - gross).abs() > _CENT
    if is_named_as(header, "gross_usd") and theirs:
        return "other_gross_amount", (amounts - gross).abs() > _CENT
    is_whole = re.search(PRICE, name) and not re.search(NO_PRICE, name)
    return ("other_gross_amount", amounts > gross + _CENT) if is_whole else None


def _amounts(column: pl.Series, mapping: Mapping, shown: Column) -> pl.Series | None:
    """The amounts of a column; None where they could be read in two ways."""
    bare = column.str.strip_suffix("%").str.strip_chars()
    try:
        return numbers.read(bare, mapping.decimal, shown=shown.amounts)
    except numbers.AmbiguousNumbers:
        return None
