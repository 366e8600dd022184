"""Counts of learner rows: small tables that add up over parts of the learners. All that is published is made of them.

A builder has two halves: what counts rows (here), and what makes a cube of the counts and knows no learner. So a college that
does not fit into the memory is counted part by part. What depends on all rows at once is the `Span` alone.
"""

# Why: decision 148.

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from data.cubes import (
    channel_days,
    completion,
    completion_groups,
    design_effects,
    funnel,
    funnel_outcomes,
    headcount,
    known_days,
    learner_value,
    new_learners,
    placement,
    program_work,
    returns,
    seats,
    section_days,
    section_groups,
    section_outcomes,
    sections,
    steps,
    term_headcount,
)
from data.reference.periods import STANDARD, Calendar

Facts = dict[str, pl.LazyFrame]
"""Registrations, sections, offerings, and those of inquiries, learners, placements and articulations that there are."""
Counts = Mapping[str, pl.DataFrame]
"""Counted tables by name. Those of a large college are added when they are asked for, and each time anew."""
TRAITS = completion_groups.ATTRIBUTES
KEYS = {
    "tally": ("offering", "field", "cohort", *TRAITS, "seated", "started", "completed", "left", "settled"),
    "outcomes": ("section", "trait", "group"),
    "returns": ("first", "field", "stacks", "back"),
    "stacked": ("run", "quarter", "half", "months"),
    "placed": ("field", "completed_on"),
    "worked": ("ended", "offering", "field", "day", "is_pell"),
    "pay": ("field", "cohort", "half", "earnings_usd"),
    "placed_sections": ("section", "measure", "field", "cohort"),
    "returned_sections": ("section", "field", "stacks", "cohort"),
    "learner_value": learner_value.KEY,
    "headcount": headcount.KEY,
    "term_headcount": tuple(term_headcount.TermHeadcount.primary_key()),
    "funnel": funnel.KEY,
    "funnel_outcomes": ("field", "channel", "month", "started", "completed", "returned"),
    "new_learners": ("channel", "month"),
    "asked": ("what", "day"),
    "known": ("what", "day"),
    "section_days": section_days.KEY,
    "starters": ("section_id",),
    "channel_days": channel_days.KEY,
}
"""Every counted table with what it is counted by. All other columns add up over parts, but for `learner_value`."""
BY_SECTION = ("outcomes", "placed_sections", "returned_sections")
"""Tables by section first, of which some whole sections are enough at a time: there may be a million of them."""
CANCEL = ("headcount", "term_headcount")
"""Tables of changes, which leave out those that come to nothing."""


@dataclass(frozen=True)
class Span:
    """The extreme days of all registrations, None where there is none: all that a part must know of the others."""

    first: date | None
    registered: date | None
    dropped: date | None
    completed: date | None

    def last(self, *days: str) -> date | None:
        """The last day on which anybody registered, or did any of `days`."""
        return max((day for name in ("registered", *days) if (day := getattr(self, name)) is not None), default=None)

    @property
    def headcount(self) -> headcount.Days:
        """First and last day of which learners are counted."""
        return self.first, self.last("dropped")

    def half_ends(self, calendar: Calendar) -> list[date]:
        """Ends of half years at which tables about people are published: all that the registrations reach."""
        last = self.last("completed")
        return [] if self.first is None or last is None else calendar.half_ends(self.first, last)

    def year_ends(self, calendar: Calendar) -> list[date]:
        """Those half-year ends that also end a fiscal year."""
        return [end for end in self.half_ends(calendar) if calendar.ends_year(end)]


def span(registrations: pl.LazyFrame) -> Span:
    """The span of the registrations."""
    last = pl.col("registered_on", "dropped_on", "completed_on").max()
    return Span(
        *registrations.select(pl.col("registered_on").min().alias("first"), last).collect(engine="streaming").row(0)
    )


@dataclass(frozen=True, eq=False)
class Part:
    """Some learners with all that is known of them, or all learners; their seats are numbered once.

    `groups` is the group of each section of the facts (see `data.cubes.section_groups`), None where these are all sections.
    """

    facts: Facts
    numbered: pl.DataFrame
    span: Span
    calendar: Calendar
    groups: pl.Series | None = None


def part(facts: Facts, every: Span, calendar: Calendar, held: pl.DataFrame | None = None) -> Part:
    """A part with the seats of its facts beside them; `every`: the span of all registrations, and not only of its own.

    `held` is what `completion.held` says of all sections, which several parts need not ask each for itself.
    """
    if held is None:
        held = completion.held(facts["sections"], facts["offerings"], calendar)
    numbered = seats.numbered(facts["registrations"], facts["sections"], facts["offerings"])
    return Part(facts | {"held": held.lazy()} | seats.counted(numbered, facts), numbered, every, calendar)


@dataclass(frozen=True, eq=False)
class Counted:
    """What is counted of a college, beside its facts about sections, offerings and agreements.

    `by_section` has the tables of BY_SECTION where they are not among `tables`.
    """

    facts: Facts
    tables: Counts
    span: Span
    calendar: Calendar = STANDARD
    by_section: Counts | None = None

    @property
    def half_ends(self) -> list[date]:
        """Ends of half years at which tables about people are published."""
        return self.span.half_ends(self.calendar)

    @property
    def year_ends(self) -> list[date]:
        """Those half-year ends that also end a fiscal year."""
        return self.span.year_ends(self.calendar)


def whole(facts: Facts, calendar: Calendar = STANDARD) -> Part:
    """All learners of facts as one part."""
    return part(facts, span(facts["registrations"]), calendar)


def people(facts: Facts, calendar: Calendar = STANDARD) -> Counted:
    """What tables about people are made of, of facts as they stand."""
    every = whole(facts, calendar)
    return Counted(facts, of_people(every), every.span, calendar)


def count(facts: Facts, every: Span, calendar: Calendar) -> Counts:
    """All counted tables of a part. `facts`: every section and offering, and of the others what belongs to its learners."""
    mine = part(facts, every, calendar)
    return {name: table for stage in STAGES for name, table in stage(mine).items()}


def of_people(mine: Part) -> Counts:
    """What tables about people are made of."""
    facts, calendar = mine.facts, mine.calendar
    tables = {
        "tally": completion.tally(facts, TRAITS if "learners" in facts else (), calendar),
        "returns": returns.count(facts),
        "learner_value": learner_value.count(facts["seats"], mine.span.half_ends(calendar), calendar),
        "stacked": steps.count(facts, calendar),
    }
    if "placed" in facts:
        tables |= {"placed": placement.count(facts), "pay": placement.count_pay(facts, calendar)}
        tables["worked"] = program_work.count(facts)
    if ends := mine.span.year_ends(calendar):
        tables["outcomes"] = section_outcomes.count(facts, ends[-1])
        tables["returned_sections"] = design_effects.count_returned(facts, ends[-1], calendar)
        if "placed" in facts:
            tables["placed_sections"] = design_effects.count(facts, ends[-1], calendar)
    return tables


def of_learners(mine: Part) -> Counts:
    """What else needs all seats of a learner together, or the seat that an inquiry led to."""
    facts, taken, calendar = mine.facts, mine.facts["seats"], mine.calendar
    inquiries, registrations = facts.get("inquiries"), facts["registrations"]
    none = pl.Series("row", [], pl.UInt32)
    seat_of = none if inquiries is None else seats.rows_of(inquiries, registrations)
    tables = {
        "asked": known_days.asked(inquiries),
        "new_learners": new_learners.count(taken, registrations, inquiries, seat_of, calendar),
        "headcount": headcount.build(taken, facts["offerings"], mine.span.headcount, calendar),
        "term_headcount": term_headcount.build(taken, facts["offerings"], facts["sections"], mine.span.headcount),
    }
    if inquiries is not None:
        places = facts["sections"], facts["offerings"]
        ways = funnel.ways(inquiries, seat_of, mine.numbered, *places, mine.span.registered)
        tables |= {"funnel": funnel.build(ways), "funnel_outcomes": funnel_outcomes.count(ways, taken, calendar)}
    return tables


def of_seats(mine: Part) -> Counts:
    """What counts each seat by itself, in any order."""
    runs, registrations = mine.facts["sections"], mine.facts["registrations"]
    groups = section_groups.of_sections(runs)["group"] if mine.groups is None else mine.groups
    return {
        "known": known_days.count(mine.numbered, runs),
        "section_days": section_days.build(mine.numbered, runs),
        "starters": sections.starters(mine.numbered, runs),
        "channel_days": channel_days.build(mine.numbered, registrations, groups),
    }


STAGES = (of_people, of_learners, of_seats)


def added(parts: list[Counts]) -> Counts:
    """The counts of several parts as one, every table in the order of its keys."""
    return {name: added_table(name, pl.concat(counts[name].lazy() for counts in parts)) for name in parts[0]}


def added_table(name: str, rows: pl.LazyFrame) -> pl.DataFrame:
    """A counted table from its rows of all parts."""
    if name == "learner_value":
        return learner_value.added([rows.collect()])
    columns = rows.collect_schema().names()
    keys = [key for key in KEYS[name] if key in columns]
    summed = rows.group_by(keys).agg(pl.exclude(keys).sum()).select(columns)
    if name in CANCEL:
        summed = summed.filter(pl.col("learners") != 0)
    return summed.sort(keys).collect(engine="streaming")


def counted(facts: Facts, every: Span, calendar: Calendar) -> Iterator[Counts]:
    """The counted tables of a college, one of STAGES after the other."""
    whole = part(facts, every, calendar)
    for stage in STAGES:
        yield stage(whole)
