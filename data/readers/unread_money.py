"""Columns of money that are not read and contradict what is: discounts and refunds, taxes, net amounts, another price."""

import re

import polars as pl

from data.readers import numbers
from data.readers.mapping import Mapping, is_named_as
from data.readers.seat_words import plain

_DISCOUNT = r"discount|coupon|voucher|scholarship|waiver|waived|promo(tion)?\b|rebate|rabatt|remise|descuento|remission|tuition assistance"
_REFUND = r"refund|reversal|chargeback|charge back|reembolso|remboursement|erstattung"
_TAX = r"\b(tax(es)?|vat|gst|hst|pst|qst|tps|tvq|mwst|ust|iva|tva)\b"
_NET = r"\bnet (amount|tuition|revenue|price|total|paid|charge|charged|usd|fee)\b|\b(amount|tuition|revenue|price|total) net\b"
_NO_AMOUNT = (
    r"\b(codes?|name|type|reason|ids?|policy|date|day|status|method|number|no|year|exempt|deadline|by|rate|percent|pct|count"
    r"|description|end|start|expires?|limit|max|available|remaining)\b|eligib|%"
)
_WITH_TAX = r"total|gross|paid|charged|incl|amount"
_CENT = 0.005


def contradictions(
    rows: pl.DataFrame, unread: list[str], mapping: Mapping, taken: pl.DataFrame
) -> list[tuple[str, str, pl.Series]]:
    """Header, code of the reason and the rows (a mask) of each column of money that is not read and says otherwise.

    `taken` has gross_usd, discount_usd and refund_usd as they are read. A discount or refund that is larger than the one that is
    read is not part of it.
    """
    gross, discount, refund = (taken[c].fill_null(0) for c in ("gross_usd", "discount_usd", "refund_usd"))
    theirs = {ours: header for header, ours in mapping.columns.items()}
    found = []
    for header in unread:
        name = plain(header)
        is_gross = is_named_as(header, "gross_usd") and "gross_usd" in theirs
        kinds = [bool(re.search(kind, name)) for kind in (_DISCOUNT, _REFUND, _TAX, _NET)]
        if not (any(kinds) or is_gross) or re.search(_NO_AMOUNT, name):
            continue
        amounts = _amounts(rows[header], mapping)
        if amounts is None:
            continue
        is_discount, is_refund, is_tax, is_net = kinds
        if is_net:
            off = (amounts - (gross - discount)).abs() > _CENT
            off &= (amounts - (gross - discount - refund)).abs() > _CENT
            found.append((header, "other_net_amount", off & (amounts.abs() > _CENT)))
        elif is_refund:
            found.append((header, "refund_not_read", amounts.abs() > refund + _CENT))
        elif is_discount:
            found.append((header, "discount_not_read", amounts.abs() > discount + _CENT))
        elif (
            is_tax
            and theirs.get("gross_usd") != "gross_usd"
            and re.search(_WITH_TAX, plain(theirs.get("gross_usd", "")))
        ):
            found.append((header, "tax_within", amounts > _CENT))
        elif is_gross:
            found.append((header, "other_gross_amount", (amounts - gross).abs() > _CENT))
    return [(header, code, mask.fill_null(False)) for header, code, mask in found]


def _amounts(column: pl.Series, mapping: Mapping) -> pl.Series | None:
    """The amounts of a column; None where most of it is none."""
    try:
        amounts = numbers.read(column, mapping.decimal)
    except numbers.AmbiguousNumbers:
        return None
    return amounts if 2 * amounts.count() >= column.count() and amounts.count() else None
