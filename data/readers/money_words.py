"""Words of headers by which a column that is not read may contradict an amount."""

import re

from data.readers.mapping import is_named_as
from data.readers.seat_words import plain

DISCOUNT = r"discount|coupon|voucher|scholarship|waiver|waived|promo(tion)?\b|rebate|rabatt|remise|descuento|remission|tuition assistance"
REFUND = r"refund|reversal|chargeback|charge back|reembolso|remboursement|erstattung"
TAX = r"\b(tax(es)?|vat|gst|hst|pst|qst|tps|tvq|mwst|ust|iva|tva)\b"
NET = r"\bnet (amount|tuition|revenue|price|total|paid|charge|charged|usd|fee)\b|\b(amount|tuition|revenue|price|total) net\b"
FEE = r"\b(lab|course|tech|technology|materials?|activity|registration|student|mandatory|books?|supply|supplies|exam|program) fees?\b|^fees?$"
PRICE = r"\b(price|tuition|course cost)\b"
NO_PRICE = r"\b(unit|order|sub|subtotal|discounted|sale|early|member|lineitem|after|tier|level|group|assistance)\b"
PAID = r"\bpaid\b"
REST = r"\b(balance|outstanding|remaining)\b|\bamount due\b|\bdue amount\b"
RATE = r"\b(fx|exchange|conversion|currency) rate\b"
SHARE = r"%|\b(percent|percentage|pct|rate)\b"
NO_AMOUNT = (
    r"\b(codes?|name|type|reason|ids?|policy|date|day|status|method|number|no|year|exempt|deadline|by|count"
    r"|description|end|start|expires?|limit|max|available|seats?)\b|eligib"
)
WITH_TAX = r"total|gross|paid|charged|incl|amount"


def is_money(header: str) -> bool:
    """Whether a header of a column that is not read may contradict an amount."""
    name = plain(header)
    kinds = (DISCOUNT, REFUND, TAX, NET, FEE, PRICE, PAID, REST, RATE)
    is_any = is_named_as(header, "gross_usd") or any(re.search(kind, name) for kind in kinds)
    return is_any and not re.search(NO_AMOUNT, name)
