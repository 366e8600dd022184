"""Something that was added to a brief, before it is built."""

from dataclasses import dataclass, replace

from dashboard.offered.recipe import Json
from queries.semantic.scope import Scope


@dataclass(frozen=True)
class Item:
    """Its heading, how it is asked, and the choice that it was added for.

    `kind` is finding, chart or table; or sentence, a finding without its table, or figure, a chart printed without its
    table. College, version and as-of date are those of the brief.
    """

    heading: str
    kind: str
    recipe: Json
    period: str
    where: tuple[tuple[str, str], ...] = ()

    def scope(self, of: Scope) -> Scope:
        """The scope in which the item is asked within a brief of that scope."""
        return replace(of, period=of.period.calendar.parse(self.period), where=self.where)
