"""Badges of two outcome numbers: their words, their colors and what each allows."""

from queries.outcomes.comparability import CONVERTIBLE, NOT_COMPARABLE, SAME

BADGES = {
    SAME: ("green", "Same definition"),
    CONVERTIBLE: ("orange", "Convertible"),
    NOT_COMPARABLE: ("gray", "Not comparable"),
}
_ABOUT_BADGES = {
    SAME: "Both numbers count the same thing in the same way.",
    CONVERTIBLE: "The numbers count in different ways. Compare them with care.",
    NOT_COMPARABLE: "The numbers count different things. Do not set one against the other.",
}


def badge(verdict: str) -> str:
    """A badge as Markdown: its color and its words."""
    color, words = BADGES[verdict]
    return f":{color}-badge[{words}]"


def about_badge(verdict: str) -> str:
    """What a badge allows, in a sentence."""
    return _ABOUT_BADGES[verdict]
