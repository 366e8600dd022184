"""Amounts of money in words."""

from dashboard.wording.counts import NOTHING


def dollars(number: float, *, short: bool) -> str:
    """US dollars; short is in thousands or millions."""
    sign, size = ("-" if number < 0 else ""), abs(number)
    if not size:
        return "$0"
    if short and size >= 1e6:
        return f"{sign}${size / 1e6:,.2f}M"
    if short and size >= 1e4:
        return f"{sign}${size / 1e3:,.0f}K"
    return f"{sign}${size:,.2f}" if size < 100 else f"{sign}${size:,.0f}"


def cents(value: float | None) -> str:
    """US cents that are expected, not counted, as whole dollars, short where large."""
    return NOTHING if value is None else dollars(round(value / 100), short=True).removesuffix(".00")
