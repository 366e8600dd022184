"""What the comparison of both sides is asked about: which market, which kinds of provider, and where they are read from."""

from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from data.bundled import new_jersey
from data.store.store import MissingData, scan
from queries.answer import measure
from queries.cubes.programs import PROGRAMS_CUBE
from queries.metrics.offerings import PROGRAMS
from queries.protection.cube_rows import rows
from queries.semantic.dimensions import SIDES
from queries.semantic.scope import Scope, Unanswerable
from queries.strategy.offerings import OWN_LIST

ALL = "all"
REAL, FEDERAL, KNOWN = "real", "federal", "known"
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
    FEDERAL: Market(
        "federal_tpr",
        "federal_tpr",
        "market",
        ((2, "etp_employment_q2"), (4, "etp_employment_q4")),
        ((2, "etp_earnings_q2"),),
        "etp_completion",
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
    """The markets of which anything is held: the one that was imported, where it was, then the bundled and the known one."""
    held = {name: not cube(View(scope, name), "provider_people").is_empty() for name in (FEDERAL, KNOWN)}
    return [name for name in (FEDERAL, REAL, KNOWN) if held.get(name, True)]


def opening(scope: Scope) -> View:
    """The view on which Versus opens: the first market, and a provider type of the scope on its own side."""
    view = View(scope.over_all("provider_type"), markets(scope)[0])
    wanted = dict(scope.where).get("provider_type")
    if wanted is None:
        return view
    chosen = {side: wanted for side in SIDES if wanted in kinds(view, side)}
    return replace(view, **chosen)


def kinds(view: View, side: str) -> list[str]:
    """`all`, then the kinds of provider of one side that the market's lists hold."""
    names: set[str] = set()
    try:
        counted = measure(PROGRAMS, by=["side", "provider_type"], scope=listed(view)).frame
        names |= set(counted.filter(pl.col("side") == side).drop_nulls()["provider_type"].cast(pl.String))
    except (Unanswerable, MissingData):
        pass
    results = cube(view, "provider_people")
    if not results.is_empty():
        names |= set(results.filter(pl.col("side") == side)["provider_type"])
    return [ALL, *sorted(names - {ALL})]


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


def in_place(view: View, frame: pl.DataFrame) -> pl.DataFrame:
    """The rows of the chosen state; where none is chosen, those of all states of the list together."""
    if frame.is_empty() or view.state is not None:
        return frame.filter(pl.col("state") == view.state) if frame.height else frame
    several = frame.filter(pl.col("state") == ALL)
    return several if several.height else frame
