"""The comparison of institutions and alternatives in four lines of a few words each."""

from dashboard.wording import versus as words
from dashboard.wording.shares import percent
from queries.strategy.versus import ENROLLMENT, OFFERINGS, OUTCOMES, REVENUE
from queries.strategy.versus_strip import Strip
from queries.strategy.versus_view import FEDERAL, KNOWN, REAL

NAMES = {OFFERINGS: "Price", ENROLLMENT: "People", REVENUE: "Revenue", OUTCOMES: "Employed"}


def difference(strip: Strip, subject: str) -> str:
    """What the two sides of one subject differ by, in a few words."""
    line = strip.lines[subject]
    if not words.has_both(line):
        return words.one_side(line)
    assert line.institution is not None
    assert line.alternative is not None
    ours, theirs = line.institution.value, line.alternative.value
    if subject == OFFERINGS:
        return words.apart(ours, theirs)
    if subject == ENROLLMENT:
        return f"alternatives serve {words.times(theirs, ours)}" if theirs >= ours else words.times(theirs, ours)
    if subject == REVENUE:
        return f"at list price, known for {percent(line.coverage or 0)} of the people"
    return words.in_the_same_fields(strip.gaps) if strip.gaps else _points(ours, theirs)


def _points(ours: float, theirs: float) -> str:
    apart = 100 * (theirs - ours)
    return f"alternatives {abs(apart):.1f} points {'ahead' if apart > 0 else 'behind'}"


def sentence_of_strip(strip: Strip) -> str:
    """The four lines one after the other, for who cannot see the dots."""
    return "; ".join(f"{NAMES[s]}: {difference(strip, s).rstrip('.')}" for s in strip.lines) + "."


def unit_line(strip: Strip) -> str:
    """What the colors stand for, and whose numbers they are."""
    is_fictional = words.is_fictional(strip.view)
    return f"blue: institutions, orange: alternatives · {'fictional' if is_fictional else _PLACES[strip.view.market]}"


_PLACES = {REAL: "Texas and New Jersey", FEDERAL: "federal results", KNOWN: "known competitors"}
