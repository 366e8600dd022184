"""Where one program stands among others, in sentences."""

from dashboard.wording.labels import name
from dashboard.wording.shares import percent
from queries.strategy.distributions import Position
from queries.strategy.head_to_head import Program, Standing

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


def _of_many(position: Position, share: float) -> str:
    if not position.is_estimate:
        return f"all {position.programs:,}" if share == 1 else f"{percent(share)} of {position.programs:,}"
    # Steps do not tell whether the very last program is passed.
    return f"{'nearly all' if share > 0.995 else f'about {percent(share)}'} of {position.programs:,}"


def sentence_of_program(chosen: Program, standing: Standing | None, side: str, where: str) -> str:
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
