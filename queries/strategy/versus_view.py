"""What the comparison of both sides is asked about: which market, which kinds of provider, and where they are read from."""

from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from data.bundled import new_jersey
from data.store.store import MissingData, scan
from queries.answer import measure
from queries.cube_rows import rows
from queries.cubes.programs import PROGRAMS_CUBE
from queries.metrics.offerings import PROGRAMS
from queries.semantic.dimensions import SIDES
from queries.semantic.scope import Scope, Unanswerable
from queries.strategy.offerings import OWN_LIST

ALL = "all"
REAL, KNOWN = "real", "known"
INSTITUTION, ALTERNATIVE = SIDES


@dataclass(frozen=True)
class Market:
    """Where both sides are known from: a list of programs, and a list of what providers achieved.

    `employment` and `pay` are codes of outcome definitions by quarter. `collection` holds the results; None is the
    college's own, where its known competitors stand.
    """

    programs: str
    results: str
    collection: str | None
    employment: tuple[tuple[int, str], ...]
    pay: tuple[tuple[int, str], ...]
    completion: str | None = None


MARKETS = {
    REAL: Market(
        "texas",
        "new_jersey",
        "market",
        tuple((q, f"nj_employment_q{q}") for q in (2, 4, 8)),
        tuple((q, f"nj_earnings_q{q}") for q in (2, 4, 8)),
    ),
    KNOWN: Market(OWN_LIST, OWN_LIST, None, ((2, "home_employment_q2"),), ((2, "home_earnings"),), "home_completion"),
}


@dataclass(frozen=True)
class View:
    """What the page is asked: a scope, which market, and which kinds; a kind narrows its own side only."""

    scope: Scope
    market: str = REAL
    institution: str = ALL
    alternative: str = ALL

    @property
    def field(self) -> str:
        """Two-digit CIP of the chosen field, or `all`."""
        return dict(self.scope.where).get("field", ALL)

    @property
    def state(self) -> str | None:
        """The chosen state; None for every state."""
        return dict(self.scope.where).get("state")

    def kind(self, side: str) -> str:
        """The chosen kind of one side, or `all`."""
        return self.institution if side == INSTITUTION else self.alternative


def computed_on() -> date:
    """The day on which the bundled comparison was computed."""
    return date.fromisoformat(new_jersey.about()["computed_on"])


def markets(scope: Scope) -> list[str]:
    """The markets of which anything is held, the real one first."""
    return [REAL, *([] if cube(View(scope, KNOWN), "provider_people").is_empty() else [KNOWN])]


def kinds(view: View, side: str) -> list[str]:
    """`all`, then the kinds of provider of one side that the market's lists hold."""
    found: set[str] = set()
    try:
        counted = measure(PROGRAMS, by=["side", "provider_type"], scope=listed(view)).frame
        found |= set(counted.filter(pl.col("side") == side).drop_nulls()["provider_type"].cast(pl.String))
    except (Unanswerable, MissingData):
        pass
    results = cube(view, "provider_people")
    if not results.is_empty():
        found |= set(results.filter(pl.col("side") == side)["provider_type"])
    return [ALL, *sorted(found - {ALL})]


def own_scope(view: View) -> Scope:
    """The scope of the college's own numbers: a state or kind of provider is no question to one college."""
    return replace(view.scope, where=tuple(p for p in view.scope.where if p[0] == "field"))


def listed(view: View) -> Scope:
    """The scope of the market's program list, without kinds."""
    where = tuple(p for p in view.scope.where if p[0] in ("field", "state"))
    return replace(view.scope, where=where).narrowed(list=MARKETS[view.market].programs)


def own_programs(view: View) -> pl.LazyFrame:
    """Rows of the college's own programs in the field of the view."""
    source, _ = rows(PROGRAMS_CUBE, (), own_scope(view).narrowed(list=OWN_LIST))
    return source.filter("is_ours")


def cube(view: View, name: str) -> pl.DataFrame:
    """The rows of a results cube that are of the market; empty where there are none."""
    market = MARKETS[view.market]
    try:
        frame = scan(view.scope.version, market.collection or view.scope.college, name)
    except MissingData:
        return pl.DataFrame()
    return frame.filter(pl.col("list_id") == market.results).collect()


def is_here(view: View, state: str) -> bool:
    """Whether a list of that state is asked for."""
    return view.state in (None, state)
