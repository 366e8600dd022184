"""Columns of money that are not read and contradict what is: discounts and refunds, taxes, fees, net amounts, another price."""

import re
from typing import TYPE_CHECKING

import polars as pl

from data.readers import numbers
from data.readers.mapping import Mapping, is_named_as
from data.readers.seat_words import plain

if TYPE_CHECKING:
    from data.readers.unread_signs import Column, Unread

_DISCOUNT = r"discount|coupon|voucher|scholarship|waiver|waived|promo(tion)?\b|rebate|rabatt|remise|descuento|remission|tuition assistance"
_REFUND = r"refund|reversal|chargeback|charge back|reembolso|remboursement|erstattung"
_TAX = r"\b(tax(es)?|vat|gst|hst|pst|qst|tps|tvq|mwst|ust|iva|tva)\b"
_NET = r"\bnet (amount|tuition|revenue|price|total|paid|charge|charged|usd|fee)\b|\b(amount|tuition|revenue|price|total) net\b"
_FEE = r"\b(lab|course|tech|technology|materials?|activity|registration|student|mandatory|books?|supply|supplies|exam|program) fees?\b|^fees?$"
_PRICE = r"\b(price|tuition|course cost)\b"
_NO_PRICE = r"\b(unit|order|sub|subtotal|discounted|sale|early|member|lineitem|after|tier|level|group|assistance)\b"
_PAID = r"\bpaid\b"
_REST = r"\b(balance|outstanding|remaining)\b|\bamount due\b|\bdue amount\b"
_RATE = r"\b(fx|exchange|conversion|currency) rate\b"
_SHARE = r"%|\b(percent|percentage|pct|rate)\b"
_NO_AMOUNT = (
    r"\b(codes?|name|type|reason|ids?|policy|date|day|status|method|number|no|year|exempt|deadline|by|count"
    r"|description|end|start|expires?|limit|max|available|seats?)\b|eligib"
)
_WITH_TAX = r"total|gross|paid|charged|incl|amount"
_CENT = 0.005


def is_money(header: str) -> bool:
    """Whether a header of a column that is not read may contradict an amount."""
    name = plain(header)
    kinds = (_DISCOUNT, _REFUND, _TAX, _NET, _FEE, _PRICE, _PAID, _REST, _RATE)
    is_any = is_named_as(header, "gross_usd") or any(re.search(kind, name) for kind in kinds)
    return is_any and not re.search(_NO_AMOUNT, name)


def contradictions(
    rows: pl.DataFrame, unread: list[str], mapping: Mapping, taken: pl.DataFrame, shown: "Unread"
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
    header: str, amounts: pl.Series, column: "Column", mapping: Mapping, taken: pl.DataFrame
) -> tuple[str, pl.Series] | None:
    """The code and the rows of what the amounts of one column say otherwise; None where they say nothing."""
    gross, discount, refund = (taken[c].fill_null(0) for c in ("gross_usd", "discount_usd", "refund_usd"))
    name, theirs = plain(header), {ours: plain(h) for h, ours in mapping.columns.items()}.get("gross_usd", "")
    is_ours = theirs == "gross usd"
    if re.search(_RATE, name):
        return "exchange_rate_beside", (amounts - 1).abs() > 1e-9
    if re.search(_SHARE, name):
        if re.search(_REFUND, name):
            return "refund_not_read", (amounts > 0) & (refund < _CENT) & (gross > 0)
        is_off = (amounts > 0) & (discount < _CENT) & (gross > 0)
        return ("discount_not_read", is_off) if re.search(_DISCOUNT, name) else None
    if re.search(_NET, name):
        off = (amounts - (gross - discount)).abs() > _CENT
        off &= (amounts - (gross - discount - refund)).abs() > _CENT
        return "other_net_amount", off & (amounts.abs() > _CENT)
    if re.search(_REFUND, name):
        return "refund_not_read", amounts.abs() > refund + _CENT
    if re.search(_DISCOUNT, name):
        return "discount_not_read", amounts.abs() > discount + _CENT
    if re.search(_TAX, name):
        return ("tax_within", amounts > _CENT) if not is_ours and re.search(_WITH_TAX, theirs) else None
    if re.search(_FEE, name):
        is_apart = theirs and not is_ours and not re.search(r"total|incl|fee|all", theirs)
        return ("fee_not_read", amounts > _CENT) if is_apart else None
    if re.search(_REST, name):
        is_part = re.search(r"paid|payment|deposit|installment", theirs)
        return ("part_of_price", amounts > _CENT) if is_part else None
    if re.search(_PAID, name):
        is_free = (amounts.abs() < _CENT) & (gross - discount - refund > _CENT) & taken["dropped_on"].is_null()
        return ("nothing_paid_beside", is_free) if column.is_rarely_nought else None
    if "gross_usd" in mapping.made:
        return "other_gross_amount", (amounts - gross).abs() > _CENT
    if is_named_as(header, "gross_usd") and theirs:
        return "other_gross_amount", (amounts - gross).abs() > _CENT
    is_whole = re.search(_PRICE, name) and not re.search(_NO_PRICE, name)
    return ("other_gross_amount", amounts > gross + _CENT) if is_whole else None


def _amounts(column: pl.Series, mapping: Mapping, shown: "Column") -> pl.Series | None:
    """The amounts of a column; None where they could be read in two ways."""
    bare = column.str.strip_suffix("%").str.strip_chars()
    try:
        return numbers.read(bare, mapping.decimal, shown=shown.amounts)
    except numbers.AmbiguousNumbers:
        return None
