"""What a question is asked about: which data, when, and of what."""

from dataclasses import dataclass, replace
from datetime import date

from data.reference import periods
from data.reference.audience import audience
from data.reference.colleges import College
from data.reference.periods import Period
from data.reference.view import view

OWN_CUTS = ("field", "school", "offering")
"""Filters that cut whatever a college does itself; the others on a page are about the market."""


class Unanswerable(ValueError):
    """A question that the published data does not answer, as a sentence for its asker."""


@dataclass(frozen=True)
class Scope:
    """One version, one college, one period, one as-of date and any filters. Hashable, so that answers can be kept."""

    version: str
    college: College
    period: Period
    as_of: date
    where: tuple[tuple[str, str], ...] = ()

    @property
    def data_version(self) -> str:
        """The version itself, as links and people name it, whatever of it the reader is shown."""
        return view(self.version).version

    @property
    def audience(self) -> str:
        """For whom the answer is: `staff`, or `public`, whose view of the version says so, or the whole server's setting."""
        return "public" if view(self.version).is_public else audience()

    def check_whole(self, what: str) -> None:
        """Raises Unanswerable where the reader is shown a part of the college; `what` begins the sentence."""
        part = view(self.version).part
        if part is not None:
            raise Unanswerable(
                f"{what} of the whole college; your account shows {part.words()}. Choose one of its fields."
            )

    @property
    def unions(self) -> dict[str, tuple[str, ...]]:
        """Filters that name several values, as `field=11` and `field=52` do: what they keep is pooled."""
        values: dict[str, dict[str, None]] = {}
        for name, value in self.where:
            values.setdefault(name, {})[value] = None
        return {name: tuple(found) for name, found in values.items() if len(found) > 1}

    @property
    def own(self) -> tuple[tuple[str, str], ...]:
        """The filters that cut what the college does itself; none is the whole college."""
        return tuple((name, value) for name, value in self.where if name in OWN_CUTS)

    @property
    def parts(self) -> tuple[str, ...]:
        """What the college's own numbers are compared by: fields, then offerings; inside one field its offerings."""
        in_one_field = "field" in dict(self.where) and "field" not in self.unions
        return ("offering",) if in_one_field else ("field", "offering")

    def last_year(self) -> "Scope":
        """The same point in the same period one year earlier."""
        return replace(self, period=self.period.previous_year(), as_of=periods.same_day_last_year(self.as_of))

    def check_dated(self, what: str) -> None:
        """Raises Unanswerable where the period is a term, for numbers that are counted by date; `what` begins the sentence."""
        if self.period.kind == "term":
            raise Unanswerable(
                f"{what} not known by term: only registrations, learners, money and sections are. Ask for a month, a quarter or a "
                f"fiscal year, such as {self.period.fiscal_year.name}."
            )

    def during(self, period: Period) -> "Scope":
        """The same question about another period."""
        return replace(self, period=period)

    def over_all(self, name: str) -> "Scope":
        """The same question without one of its filters."""
        return replace(self, where=tuple(pair for pair in self.where if pair[0] != name))

    def narrowed(self, **where: str) -> "Scope":
        """The same question with more filters."""
        return replace(self, where=tuple(sorted({**dict(self.where), **where}.items())))
