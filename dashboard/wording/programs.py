"""Where one program stands among others, in sentences."""

from dashboard.wording.labels import name
from dashboard.wording.shares import percent
from queries.strategy.distributions import Position
from queries.strategy.head_to_head import Program, Standing

LESS = {
    "price": "costs less",
    "price_per_hour": "costs less per hour",
    "hours": "has fewer hours",
    "weeks": "is shorter",
}
MORE = {"price": "costs more", "price_per_hour": "costs more per hour", "hours": "has more hours", "weeks": "is longer"}


def place(measure: str, position: Position) -> str:
    """`costs less than 80% of 312`, on the side on which more programs lie."""
    more, share = (LESS, position.above) if position.above >= position.below else (MORE, position.below)
    return f"{more[measure]} than {_of_many(position, share)}"


def rank(position: Position) -> str:
    """`lower than 80% of 312`, on the side on which more programs lie."""
    more, share = ("lower", position.above) if position.above >= position.below else ("higher", position.below)
    return f"{more} than {_of_many(position, share)}"


def _of_many(position: Position, share: float) -> str:
    if not position.is_estimate:
        return f"all {position.programs:,}" if share == 1 else f"{percent(share)} of {position.programs:,}"
    # Steps do not tell whether the very last program is passed.
    return f"{'nearly all' if share > 0.995 else f'about {percent(share)}'} of {position.programs:,}"


def sentence_of_program(chosen: Program, standing: Standing | None, side: str, where: str) -> str:
    """Where a program lies among those of the other side of one list, or why nowhere."""
    side = "alternative programs" if side == "alternative" else "programs of institutions"
    if chosen.field is None:
        return f"{chosen.title} has no program code (CIP), so we can't compare it."
    if standing is None:
        return f"{where}: there are no {side} in {name('field', chosen.field)} to compare with {chosen.title}."
    places = [place(m, standing.positions[m]) for m in ("price", "price_per_hour") if m in standing.positions]
    if not places:
        return (
            f"{where}: {chosen.title} states no price to compare with {standing.programs:,} {side} in {standing.group}."
        )
    first, *others = places
    more = "".join(f" It {other}." for other in others)
    return f"{where}: {chosen.title} {first} {side} in {standing.group}.{more}"
