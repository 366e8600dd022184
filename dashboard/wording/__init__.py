"""A value as text and a change as a sentence."""

import math
from collections.abc import Iterable
from datetime import date

import polars as pl

from dashboard.wording.markdown import escaped
from queries.enrollment.movements import Movement
from queries.semantic.dimensions import DIMENSIONS, FIELDS
from queries.semantic.metric import Metric
from queries.semantic.scope import Scope
from queries.strategy import market
from queries.strategy.distributions import Position
from queries.strategy.head_to_head import Program, Standing
from queries.strategy.market import Frozen
from queries.strategy.program_groups import group_name

COLLEGES = {"demo": "Demo college (fictional)", "college": "Your college"}
VALUES = {
    "public_2yr": "Public two-year college",
    "public_4yr": "Public university",
    "private_nonprofit": "Private nonprofit college",
    "private_forprofit_college": "For-profit college",
    "offerings": "Own catalogue and known competitors",
    "texas": "Texas statewide training provider list",
    "institution": "Institutions",
    "alternative": "Alternative providers",
    "in_person": "In person",
    "short_intensive": "Short and intensive",
    "other": "Other formats",
    "not_known": "Not known",
    "walk_in": "Walk-in",
    "community_org": "Community organization",
    "associate": "Associate degree",
    "bachelor": "Bachelor's degree",
    "master": "Master's degree",
    "post_baccalaureate_certificate": "Postbaccalaureate certificate",
    "post_master_certificate": "Post-master's certificate",
}
ALIGNMENTS = {
    "days_to_start": "Days to the start",
    "days_since_opening": "Days since opening",
    "window_share": "Share of the window",
}
"""What makes two sections be at the same point of their way."""
SECTORS = {
    "0": "Administrative unit",
    "1": "Public four-year",
    "2": "Private nonprofit four-year",
    "3": "For-profit four-year",
    "4": "Public two-year",
    "5": "Private nonprofit two-year",
    "6": "For-profit two-year",
    "7": "Public under two years",
    "8": "Private nonprofit under two years",
    "9": "For-profit under two years",
    "99": "Sector not known",
}
"""IPEDS sectors in plain words."""
UNIT_WORDS = {
    "count": "whole numbers",
    "usd": "US dollars",
    "share": "percent",
    "weeks": "weeks",
    "hours": "hours",
    "days": "days",
    "index": "an index",
}
NOTHING = "–"
HIDDEN = "Hidden to protect learners"


def value(metric: Metric, number: float | None, *, short: bool = False) -> str:
    """A number as it stands on screen; short on tiles and in sentences, exact in tables."""
    if number is None or math.isnan(number):
        return NOTHING
    if metric.unit == "usd":
        return _dollars(number, short)
    if metric.unit == "share":
        return f"{100 * number:.1f}%"
    if metric.unit == "count":
        return f"{number:,.0f}"
    if metric.unit == "index":
        return f"{number:,.2f}"
    if number == round(number):
        return f"{number:,.0f} {metric.unit.removesuffix('s') if short and number == 1 else metric.unit}"
    return f"{number:,.1f} {metric.unit}"


def change(metric: Metric, now: float | None, before: float | None) -> str | None:
    """The change from `before` to `now`: rates in points, the rest in percent; None where there is no base.

    From a loss it is an amount, since dividing by one turns the sign around. What rounds to nothing has no sign.
    """
    if now is None or before is None or (before == 0 and metric.unit != "share"):
        return None
    if metric.unit == "share":
        return f"{_signed(100 * (now - before))} points"
    if before < 0:
        return f"{'+' if now > before else ''}{value(metric, now - before, short=True)}"
    relative = 100 * (now / before - 1)
    return f"{relative:+,.0f}%" if abs(relative) >= 100 else f"{_signed(relative)}%"


def _signed(number: float) -> str:
    return f"{number:+.1f}" if round(number, 1) else "0.0"


def moved(metric: Metric, name: str, movement: Movement) -> str:
    """A sentence about one movement."""
    now, before = movement.now, movement.before
    amount = value(metric, abs(movement.change), short=True)
    if not now:
        return f"**{escaped(name)}** has none now, down from {escaped(value(metric, before, short=True))}."
    relative = f" ({escaped(change(metric, now, before) or '')})" if before else " (new)"
    direction = "up" if now > before else "down"
    return (
        f"**{escaped(name)}** is {direction} {escaped(amount)}{relative}, at {escaped(value(metric, now, short=True))}."
    )


def standing(metric: Metric, now: float | None, before: float | None) -> str:
    """A sentence about where a metric stands against the same point last year."""
    if now is None:
        return f"{metric.label} {'are' if metric.label.endswith('s') else 'is'} not known for this choice."
    text = change(metric, now, before)
    against = f", {text} against the same point last year" if text else ", with no year before to compare"
    stands = "stand" if metric.label.endswith("s") else "stands"
    return f"{metric.label} {stands} at {value(metric, now, short=True)}{against}."


def name(dimension: str, key: object) -> str:
    """A dimension's value as it stands on screen."""
    if key is None:
        return "Not known"
    text = str(key)
    if isinstance(key, date):
        return period(key, dimension)
    if dimension == "field":
        return FIELDS.get(text, f"CIP {text}")
    if dimension == "cip4":
        return group_name(text)
    if dimension == "sector":
        return SECTORS.get(text, "Sector not known")
    return VALUES.get(text, text.replace("_", " ").capitalize() if text.islower() else text)


def label(dimension: str) -> str:
    """A dimension as it stands over a filter or column."""
    return DIMENSIONS[dimension].label


def plural(dimension: str) -> str:
    """A dimension's label for several of its values, within a sentence."""
    label = DIMENSIONS[dimension].label.lower()
    return f"{label[:-1]}ies" if label.endswith("y") else f"{label}s"


def period(first: date, kind: str) -> str:
    """A month or quarter by its first day, as it stands in a sentence: `January 2026`, `Q1 2026`."""
    return f"{first:%B %Y}" if kind == "month" else f"Q{(first.month + 2) // 3} {first.year}"


def day(when: date) -> str:
    """A day as it stands on screen: `Mar 31, 2026`."""
    return f"{when:%b} {when.day}, {when.year}"


def edition(newest: date | int) -> str:
    """How new public numbers are: `newest 2023` (academic year), `newest Mar 20, 2024` (change on a list)."""
    return f"newest {day(newest) if isinstance(newest, date) else newest}"


def all_fields(scope: Scope, shown: Iterable[str]) -> str:
    """What a card says under its title that shows every field where one is chosen; nothing where none is."""
    field = dict(scope.where).get("field")
    if not field:
        return ""
    return (
        f" · all fields, so that {name('field', field)} stands beside the others" if field in shown else " · all fields"
    )


def known_at(scope: Scope) -> str:
    """Which college's data, of which period and point in time."""
    return f"{COLLEGES[scope.college]}, {scope.period.label()}, as known on {day(scope.as_of)}"


def sections(frame: pl.DataFrame, titles: dict[str, str]) -> dict[str, str]:
    """Words by section_id: what each teaches, when it starts and its code. `frame`: section_id, offering, starts_on."""
    rows = frame.select("section_id", "offering", "starts_on").rows()
    return {code: f"{titles.get(offering, offering)}, {day(start)}, {code}" for code, offering, start in rows}


def number(value: float | None) -> str:
    """A count or a mean of counts, without a metric: whole numbers as they are, others to a tenth."""
    if value is None or math.isnan(value):
        return NOTHING
    return f"{value:,.0f}" if value == round(value) else f"{value:,.1f}"


def cents(value: float | None) -> str:
    """US cents that are expected, not counted, as whole dollars, short where large."""
    return NOTHING if value is None else _dollars(round(value / 100), short=True).removesuffix(".00")


def share(value: float | None) -> str:
    """A share as a whole percentage, without a metric."""
    return NOTHING if value is None or math.isnan(value) else f"{100 * value:.0f}%"


def chance(value: float | None) -> str:
    """A probability as it may be said: beyond 5 and 95% the ends are not told apart."""
    if value is None or math.isnan(value):
        return NOTHING
    return "< 5%" if value < 0.05 else "> 95%" if value > 0.95 else f"{100 * value:.0f}%"


LESS = {"price": "cheaper", "price_per_hour": "cheaper per hour", "hours": "fewer hours", "weeks": "shorter"}
MORE = {"price": "dearer", "price_per_hour": "dearer per hour", "hours": "more hours", "weeks": "longer"}


def place(measure: str, position: Position) -> str:
    """`cheaper than 80% of 312`, on the side on which more programs lie."""
    more, share = (LESS, position.above) if position.above >= position.below else (MORE, position.below)
    return f"{more[measure]} than {_of_many(position, share)}"


def rank(position: Position) -> str:
    """`lower than 80% of 312`, on the side on which more programs lie."""
    more, share = ("lower", position.above) if position.above >= position.below else ("higher", position.below)
    return f"{more} than {_of_many(position, share)}"


def stands(chosen: Program, standing: Standing | None, side: str, where: str) -> str:
    """A sentence on where a program lies among those of the other side of one list, or why nowhere."""
    side = "alternative programs" if side == "alternative" else "programs of institutions"
    if chosen.field is None:
        return f"{chosen.title} has no program code (CIP), so nothing can be compared with it."
    if standing is None:
        return f"{where}: it has no {side} in {name('field', chosen.field)} to compare {chosen.title} with."
    said = [place(m, standing.positions[m]) for m in ("price", "price_per_hour") if m in standing.positions]
    if not said:
        return (
            f"{where}: {chosen.title} states no price to compare with {standing.programs:,} {side} in {standing.group}."
        )
    return f"{where}: {chosen.title} is {' and '.join(said)} {side} in {standing.group}."


def refrozen(change: Frozen) -> str:
    """A sentence on what freezing sectors does to the sector that it changes most."""
    same, frozen = (market.percent(*ends) for ends in (change.same_year, change.frozen))
    sentence = (
        f"{name('sector', change.sector)}: certificates went {same} by the sector of each year, and {frozen} with sectors "
        f"frozen at {change.basis}. The difference is a change of label, not of awards"
    )
    return f"{sentence}; the largest school that changed is {change.mover}." if change.mover else f"{sentence}."


def _of_many(position: Position, share: float) -> str:
    if not position.is_estimate:
        return f"all {position.programs:,}" if share == 1 else f"{percent(share)} of {position.programs:,}"
    # Steps do not tell whether the very last program is passed.
    return f"{'nearly all' if share > 0.995 else f'about {percent(share)}'} of {position.programs:,}"


def percent(share: float) -> str:
    """A share as whole percent; one that is neither none nor all never reads as 0% or 100%."""
    if 0 < share < 0.005:
        return "less than 1%"
    if 0.995 < share < 1:
        return "more than 99%"
    return f"{100 * share:.0f}%"


def _dollars(number: float, short: bool) -> str:
    sign, size = ("-" if number < 0 else ""), abs(number)
    if not size:
        return "$0"
    if short and size >= 1e6:
        return f"{sign}${size / 1e6:,.2f}M"
    if short and size >= 1e4:
        return f"{sign}${size / 1e3:,.0f}K"
    return f"{sign}${size:,.2f}" if size < 100 else f"{sign}${size:,.0f}"


def hidden_names(names: Iterable[str]) -> str:
    """What a card says under its title of which groups it leaves out; nothing where it leaves out none."""
    said = ", ".join(sorted(names))
    return f" · hidden to protect learners: {said}" if said else ""


def hidden(cells: int, by: tuple[str, ...], coarser: tuple[str, ...]) -> str:
    """How many cells are hidden, and which coarser cut hides fewer where there is one."""
    text = f"{cells} {'cell is' if cells == 1 else 'cells are'} hidden to protect learners."
    if coarser == by:
        return text
    return f"{text} Cut by {' and '.join(label(name).lower() for name in coarser)}, fewer are."
