"""Institutions against alternative providers in sentences: what differs, what may be said, and what is missing."""

from datetime import date

from dashboard.wording.dates import day
from dashboard.wording.labels import name
from dashboard.wording.shares import percent
from dashboard.wording.states import state
from data.reference.outcome_definitions import DEFINITIONS
from data.reference.sources import SOURCES
from queries.semantic.dimensions import FIELDS, SIDES
from queries.semantic.unit import USD
from queries.strategy.versus import ENROLLMENT, OFFERINGS, OUTCOMES, REVENUE, Line
from queries.strategy.versus_view import ALL, FEDERAL, KNOWN, MARKETS, REAL, View

MARKET_NAMES = {
    REAL: "Real market: Texas and New Jersey",
    FEDERAL: "Federal results",
    KNOWN: "Known competitors",
}
FICTIONAL = "Fictional competitors of the demo"
TITLES = {OFFERINGS: "Offerings", ENROLLMENT: "Enrollment", REVENUE: "Revenue", OUTCOMES: "Outcomes"}
UNIT_LINES = {
    OFFERINGS: "Median list price of a program",
    ENROLLMENT: "People who completed",
    REVENUE: "People who completed × list price, where a price is known",
    OUTCOMES: "Share employed in the second quarter after completing",
}


def market(code: str, *, is_demo: bool) -> str:
    """A market as it stands in its choice."""
    return FICTIONAL if code == KNOWN and is_demo else MARKET_NAMES[code]


def kind(code: str, side: str) -> str:
    """A kind of provider as it stands in its choice."""
    return f"All {name('side', side).lower()}" if code == ALL else name("provider_type", code)


def title(view: View, found: dict[str, Line], gaps: dict[str, dict]) -> str:
    """The finding of the page as its title: the outcome where both sides state one, else the price."""
    where = f"In {state(found[OUTCOMES].state)}" if found[OUTCOMES].state else "Here"
    if gaps:
        return f"{where}, {_lead(gaps['raw'], found[OUTCOMES])}; {in_the_same_fields(gaps)}"
    sentence = difference(found[OUTCOMES]) if has_both(found[OUTCOMES]) else difference(found[OFFERINGS])
    return sentence.split(". ")[0].rstrip(".")


def unit_line(line: Line) -> str:
    """What a row measures, over whom."""
    return UNIT_LINES[line.subject].replace("completing", _after(line.measure))


def difference(line: Line) -> str:
    """What the two sides differ by, number first; a sentence on what is missing where one side has none."""
    if not has_both(line):
        return one_side(line)
    ours, theirs = (line.of(side) for side in SIDES)
    assert ours is not None
    assert theirs is not None
    first, second = (line.unit.short(f.value) for f in (ours, theirs))
    if line.subject == OFFERINGS:
        return (
            f"A program costs {first} at institutions and {second} at alternatives: {apart(ours.value, theirs.value)}."
        )
    if line.subject == ENROLLMENT:
        return f"{second} people completed with alternatives and {first} at institutions: {times(theirs.value, ours.value)}."
    if line.subject == REVENUE:
        ends = " and ".join(_range(line, side) for side in reversed(SIDES))
        return f"People × list price comes to {ends}. Only {percent(line.coverage or 0)} of the people have a program with a known price."
    points = 100 * (theirs.value - ours.value)
    # Both shares are rounded as they are shown, so that a reader who subtracts may find a tenth more or less.
    shown = 100 * (round(theirs.value, 3) - round(ours.value, 3))
    about = "" if f"{shown:.1f}" == f"{points:.1f}" else "about "
    more = f"{about}{abs(points):.1f} points {'more' if points > 0 else 'less'} than"
    after = _after(line.measure)
    return (
        f"Two quarters after {after}, {second} of the people from alternatives are employed, {more} the {first} from "
        "institutions."
    )


def college(line: Line) -> str:
    """The college's own number beside both sides, and whether it may be compared."""
    if line.college is None:
        return "This college has no number for this choice."
    value = line.unit.short(line.college.value)
    year = f" in {line.period}" if line.period and line.period.startswith("FY") else ""
    what = {
        OFFERINGS: f"At this college a program costs {value}",
        ENROLLMENT: f"This college: {value} completed registrations{year}",
        REVENUE: f"This college: {value} net tuition{year}",
        OUTCOMES: f"This college: {value}{year}",
    }[line.subject]
    return f"{what}."


def same_fields(gaps: dict[str, dict]) -> str:
    """The adjusted gap with everything that it stands on, a sentence each."""
    if not gaps:
        return ""
    top, both = gaps["overlap"], gaps["both"]
    return (
        f"In the same fields institutions are {_points(top['gap'])}. With {top['one_providers']:,} institutions, they could "
        f"be anywhere from {_ends(top)}. Leaving out one field at a time moves this gap from {_signed(top['least'])} (without "
        f"{_field(top['least_without'])}) to {_signed(top['most'])} (without {_field(top['most_without'])}). Weighted by both "
        f"sides' mix it is {_signed(both['gap'])}, by the institutions' {_signed(gaps['institution']['gap'])}, by the "
        f"alternatives' {_signed(gaps['alternative']['gap'])} points. This covers {top['covered']:,} of {top['people']:,} people "
        f"in {top['fields']} fields. We can't adjust for who enrolls, earlier jobs or how long programs take."
    )


def quotable(view: View, gaps: dict[str, dict], found: dict[str, Line], computed: date) -> str:
    """The sentence that a reader may quote, with its source and the day on which it was computed; empty for none."""
    line = found[OUTCOMES]
    whose = "Fictional data of the demo college" if is_fictional(view) else f"Source: {_whose(line)}"
    about = f"{whose}, {period}" if (period := _period(line)) else whose
    end = f"({about}; computed {day(computed)}.)"
    if gaps:
        top = gaps["overlap"]
        return (
            f"In {state(line.state)}, {_lead(gaps['raw'], line)} two quarters later. In the same fields {_shown(top)}. With "
            f"{top['one_providers']:,} institutions, they could be anywhere from {_ends(top)}. {end}"
        )
    return f"{difference(line)} {end}" if has_both(line) else ""


def foot(line: Line, view: View) -> str:
    """Source, place, time, people and coverage of a row, in one line."""
    parts = [_whose(line), _period(line)]
    counted = [f"{f.n:,}" if (f := line.of(side)) and f.n is not None else "none" for side in SIDES]
    what = "programs" if line.subject == OFFERINGS else "people"
    parts.append(f"{counted[0]} and {counted[1]} {what}")
    providers = [f.providers for side in SIDES if (f := line.of(side)) and f.providers is not None]
    if len(providers) == len(SIDES):
        parts.append(f"{providers[0]:,} and {providers[1]:,} providers")
    if line.coverage is not None:
        parts.append(f"{percent(line.coverage)} with a price")
    if is_fictional(view):
        parts.append("fictional")
    return " · ".join(part for part in parts if part)


def sentence_of_rivals(rows: list[dict], *, has_all_kinds: bool = False) -> str:
    """Whether any kind in any field is cheaper or shorter, then the one with most programs: its price and length against ours.

    A reader who asks for bootcamps is told where there is none among all kinds.
    """
    priced = [r for r in rows if r["price"] is not None and r["our_price"] is not None]
    if not priced:
        return "No kind of alternative provider has a price in a field that the college teaches."
    top = priced[0]
    who = f"{name('provider_type', top['provider_type'])} programs in {name('field', top['field'])}"
    length = ""
    if top["weeks"] is not None and top["our_weeks"] is not None:
        length = f" and take {top['weeks']:,.0f} weeks against our {top['our_weeks']:,.0f}"
    none = ""
    if has_all_kinds and all(r["provider_type"] != "bootcamp" for r in rows):
        none = " No bootcamp on this list teaches a field that we teach."
    return f"{_beaten(rows)} {who} cost ${top['price']:,.0f} against our ${top['our_price']:,.0f}{length}.{none}"


def _beaten(rows: list[dict]) -> str:
    cheaper, shorter = (
        any(r[theirs] is not None and r[ours] is not None and r[theirs] < r[ours] for r in rows)
        for theirs, ours in (("price", "our_price"), ("weeks", "our_weeks"))
    )
    if cheaper and shorter:
        return "Some alternatives are cheaper than we are, and some are shorter."
    if cheaper or shorter:
        return f"Some alternatives are {'cheaper' if cheaper else 'shorter'} than we are; none is {'shorter' if cheaper else 'cheaper'}."
    return "No kind of alternative is cheaper or shorter than we are in a field that we teach."


def is_fictional(view: View) -> bool:
    """Whether both sides are the fictional ones of the demo."""
    return view.market == KNOWN and view.scope.college == "demo"


def _whose(line: Line) -> str:
    return SOURCES[line.source].publisher if line.source in SOURCES else "The college's own list of competitors"


def has_both(line: Line) -> bool:
    """Whether both sides have a number."""
    return all(line.of(side) is not None for side in SIDES)


def one_side(line: Line) -> str:
    """What is missing where only one side has a number, or neither."""
    held = {side: figure for side in SIDES if (figure := line.of(side)) is not None}
    what = {OFFERINGS: "a price", ENROLLMENT: "people", REVENUE: "a price", OUTCOMES: "an outcome"}[line.subject]
    if not held:
        return f"Neither side has {what} in this choice."
    other = next(side for side in SIDES if side not in held)
    ((side, figure),) = held.items()
    value, who = line.unit.short(figure.value), f"{name('side', side)}".lower()
    known = {
        OFFERINGS: f"A program costs {value} at {who}",
        ENROLLMENT: f"{value} people completed at {who}",
        REVENUE: f"People × list price comes to {value} at {who}",
        OUTCOMES: f"Two quarters after {_after(line.measure)}, {value} of the people from {who} are employed",
    }[line.subject]
    return f"{known}. {name('side', other)} have no number in this choice."


def _lead(raw: dict, line: Line) -> str:
    """Who looks better before any adjustment, in the points that the row of outcomes says."""
    ours, theirs = line.institution, line.alternative
    points = round(100 * (ours.value - theirs.value if ours and theirs else raw["gap"]), 1)
    people = "people from" if _after(raw["definition"]) == "leaving" else "completers of"
    if not points:
        return f"{people} both sides look equally likely to be employed"
    who = "institutions" if points > 0 else "alternative programs"
    return f"{people} {who} look {abs(points):.1f} points more likely to be employed"


def _after(measure: str) -> str:
    """After what an outcome is looked at: some lists count all who left a program, finished or not."""
    counts_leavers = measure in DEFINITIONS and DEFINITIONS[measure].base == "exiters"
    return "leaving" if counts_leavers else "completing"


def in_the_same_fields(gaps: dict[str, dict]) -> str:
    """What the adjusted gap shows."""
    return f"in the same fields {_shown(gaps['overlap'])}"


def _shown(top: dict) -> str:
    """What the adjusted gap shows; nothing where zero lies in its range or one field decides."""
    ends = [e for e in (top["low"], top["high"], top["least"], top["most"]) if e is not None]
    if all(e > 0 for e in ends) or all(e < 0 for e in ends):
        who = "institutions" if top["gap"] > 0 else "alternatives"
        return f"{who} are {abs(100 * top['gap']):.0f} points ahead"
    return "the difference all but disappears" if abs(top["gap"]) < 0.015 else "no difference is shown"


def _points(gap: float) -> str:
    return f"{abs(100 * gap):.1f} points {'ahead' if gap >= 0 else 'behind'}"


def _ends(row: dict) -> str:
    low, high = (round(100 * row[end]) for end in ("low", "high"))
    return f"{_whole(low)} to {_whole(high)}"


def _whole(points: int) -> str:
    return f"{abs(points)} points {'ahead' if points >= 0 else 'behind'}"


def _signed(gap: float | None) -> str:
    return "–" if gap is None else f"{100 * gap:+.1f}"


def _field(code: str | None) -> str:
    return FIELDS.get(code or "", f"CIP {code}").lower()


def apart(one: float, other: float) -> str:
    """How the price of institutions differs from that of alternatives."""
    if not one or not other or round(100 * (one / other - 1)) == 0:
        return "about the same"
    share = one / other - 1
    return f"institutions cost {abs(100 * share):.0f}% {'more' if share > 0 else 'less'}"


def times(one: float, other: float) -> str:
    """How many times as many people the larger side has."""
    if not one or not other:
        return "one side has none"
    large, small = max(one, other), min(one, other)
    return (
        f"{large / small:.1f} times as many" if one >= other else f"{large / small:.1f} times as many at institutions"
    )


def _range(line: Line, side: str) -> str:
    figure = line.of(side)
    assert figure is not None
    who = {"institution": "at institutions", "alternative": "with alternatives"}[side]
    if figure.low is None or figure.high is None or figure.low == figure.high:
        return f"{USD.short(figure.value)} {who}"
    return f"{USD.short(figure.low)} to {USD.short(figure.high)} {who}"


def _period(line: Line) -> str:
    if line.subject == OFFERINGS and line.source != MARKETS[KNOWN].programs and line.period:
        what = "edition of" if line.source == MARKETS[REAL].programs else "imported on"
        return f"{what} {day(date.fromisoformat(line.period))}"
    return {
        MARKETS[REAL].results: "years not stated, published by 2021",
        MARKETS[FEDERAL].results: "years not stated in the file",
    }.get(line.source, "")
