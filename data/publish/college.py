"""From facts to cubes: everything to the right of here is small, and learner rows stop here."""

import shutil
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, nullcontext
from datetime import date
from functools import partial
from pathlib import Path

import polars as pl

from data.bundled import outcomes as bundle_outcomes
from data.contracts import FACTS, NEEDED
from data.cubes import (
    commitments,
    enrollment,
    fiscal,
    known_days,
    money_months,
    program_lists,
    programs,
    published_outcomes,
    section_curves,
    section_groups,
    section_months,
)
from data.cubes import sections as section_cube
from data.publish import counting, course, market, new_learners, parts, people, placed_outcomes, sides
from data.publish import inquiries as funnel
from data.publish.course import Course, Say
from data.reference.periods import Calendar
from data.store.store import Draft, Store, StoreError, Version

PASSED_ON = ("goals", "events", "offerings", "providers", "articulations", "approvals")
"""Facts without people, published as they stand."""
AS_COUNTED = ("headcount", "term_headcount", "channel_days")
"""Cubes that are published as they were counted, as `section_days` is."""

Count = Callable[[counting.Facts, counting.Span, Calendar, Path], Generator[counting.Counts]]
"""Counts a college, one of `counting.STAGES` after the other: this process, or an engine (see `data.publish.spark`)."""


def at_work(count: Count, home: Path) -> AbstractContextManager[Count]:
    """The same counter for all that one version needs of it: an engine then reads tables that stay in place, too."""
    opened = getattr(count, "at_work", None)
    return nullcontext(count) if opened is None else opened(home)


def publish_again(
    store: Store,
    count: Count,
    today: date,
    say: Say = course.unsaid,
    lend: Callable[[Draft, Count], None] = lambda draft, count: None,
) -> tuple[Version, list[str]]:
    """The version in which all cubes of one's own college are made anew of its facts, and sentences on what is lacking.

    Cubes that come to the same make no version. `lend` has rows at hand that stay where they lie. Raises StoreError where there is no college or the counter fails.
    """
    with store.draft("Counted again") as draft, at_work(count, store.home) as counter:
        if draft.version is None or "registrations" not in draft.tables("college", "facts"):
            raise StoreError("Import your own college first: there are no registrations to count.")
        lend(draft, counter)
        told = publish_college(draft, "college", say, today, counter)
    return draft.version, told


def publish_college(
    draft: Draft,
    collection: str,
    say: Say = course.unsaid,
    today: date | None = None,
    count: Count = parts.counted,
) -> list[str]:
    """Build every cube that the facts of a collection allow; a sentence on what is lacking for the others.

    Days after `today` have not happened; without it every day has. `count` says who counts learners' rows.
    """
    facts = {name: draft.facts(collection, name) for name in NEEDED}
    calendar = fiscal.calendar(facts["providers"])
    changed = _withdrawn(draft, collection, calendar)
    for name in PASSED_ON:
        frame = draft.facts(collection, name)
        draft.put(collection, "cubes", name, FACTS[name].create_empty() if frame is None else frame.collect())
    lacking = [name for name in NEEDED if facts[name] is None]
    missing = [f"The college is not shown yet: {', '.join(lacking)} are still to be imported."] if lacking else []
    missing += changed
    providers, offered, sections, registrations = facts.values()
    if offered is None or providers is None:
        return missing
    cube = programs.build(offered, providers, is_fictional=collection == "demo")
    draft.put(collection, "cubes", "programs", cube)
    if not cube["is_ours"].any():
        missing.append("No offering is of a provider with is_home yes, so none is compared as the college's own.")
    if registrations is None or sections is None:
        return missing
    steps = Course(say, 3)
    steps.at(0, "Counting seats and learners")
    known = {name: frame for name in FACTS if (frame := draft.facts(collection, name)) is not None}
    every = counting.span(registrations)
    # The audit of people keeps one processor busy for a third of the time; each thread puts tables of its own.
    with closing(count(known, every, calendar, draft.folder)) as counts, ThreadPoolExecutor(1) as pool, steps:
        by_section = next(counts)
        tables = {name: by_section[name] for name in by_section if name not in counting.BY_SECTION}
        of_people = counting.Counted(known, tables, every, calendar, by_section)
        audited = pool.submit(people.publish_people, draft, collection, of_people, steps.people)
        steps.at(1, "Counting inquiries, new learners and headcount")
        learners = next(counts)
        funnel.publish_inquiries(draft, collection, learners, of_people.tables["tally"], every.registered, calendar)
        new_learners.publish_new_learners(draft, collection, learners["new_learners"], every.registered, calendar)
        _publish_as_counted(draft, collection, learners)
        steps.at(2, "Counting sections and enrollment")
        of_seats = next(counts)
        _publish_as_counted(draft, collection, of_seats)
        days = known_days.build(pl.concat([of_seats["known"], learners["asked"]]), sections, today)
        draft.put(collection, "cubes", "known_days", days)
        newest = days["newest"][0] if days.height else None
        _publish_sections(draft, collection, of_seats, every.last("dropped"), newest)
        steps.wait(audited)
    return missing


def _withdrawn(draft: Draft, collection: str, calendar: Calendar) -> list[str]:
    """Withdraw what was published by other fiscal years; a sentence that says so, empty where nothing was."""
    # Years of two calendars overlap, and their difference is what few learners did in a few months.
    before, shown = (draft.table(collection, "cubes", name) for name in ("providers", "completion"))
    if before is None or shown is None or fiscal.calendar(before) == calendar:
        return []
    draft.drop(collection, "people")
    draft.drop(collection, "cubes", "learner_value")
    draft.withdraw(collection)
    said = [
        f"Fiscal years run from {calendar.words()} now. Versions with other fiscal years are no longer offered: the "
        "difference between the two would show what few learners did."
    ]
    goals = draft.facts(collection, "goals")
    if goals is not None and goals.filter(pl.col("period").str.starts_with("FY")).collect().height:
        said.append(f"Goals of a fiscal year are now for {calendar.words()}: check them on the Goals page.")
    return said


def _publish_as_counted(draft: Draft, collection: str, counts: counting.Counts) -> None:
    for name in AS_COUNTED:
        if name in counts:
            draft.put(collection, "cubes", name, parts.as_file(counts, name))


def _publish_sections(
    draft: Draft, collection: str, counts: counting.Counts, last: date | None, newest: date | None
) -> None:
    """Put what sections tell: their days, the enrollment that sums them up, and their curves up to the newest day.

    `last` is the last day of a registration or drop, whatever a few wrong days say.
    """
    sections, offered = draft.facts(collection, "sections"), draft.facts(collection, "offerings")
    assert sections is not None
    assert offered is not None
    scratch = draft.scratch("sections")

    def put(name: str, frame: pl.DataFrame | pl.LazyFrame) -> pl.LazyFrame:
        draft.put(collection, "cubes", name, frame)
        shutil.rmtree(scratch / name, ignore_errors=True)
        written = draft.table(collection, "cubes", name)
        assert written is not None
        return written

    days = put("section_days", parts.as_file(counts, "section_days"))
    months = put("section_months", parts.by_lots(days, "month", section_months.build, scratch / "section_months"))
    summed = partial(enrollment.build, sections=sections)
    enrolled = parts.by_lots(days, "month", summed, scratch / "enrollment").lazy().sort(enrollment.KEY).collect()
    put("enrollment", enrolled)
    starters = counts["starters"]

    def of_some(some: pl.LazyFrame) -> pl.DataFrame:
        return section_cube.build(starters, some, offered, last, months)

    lot = section_cube.LOT
    runs = put("sections", parts.by_lots(sections, "section_id", of_some, scratch / "sections", lot))
    money = partial(money_months.build, months=months)
    settled = parts.by_lots(runs, "section_id", money, scratch / "money_months", lot)
    put("money_months", money_months.added(settled.lazy().collect()))
    put("commitments", commitments.build(sections))
    opened = runs.select("section_id", "opens_on", "starts_on").collect()
    curves = section_curves.lots(days, opened, newest)
    put("section_curves", parts.on_disk(curves, scratch / "section_curves"))
    put("section_groups", section_groups.build(section_groups.of_sections(sections)))


def publish_market(draft: Draft, changed: set[str]) -> list[str]:
    """Build the cubes of the market tables that changed; a sentence for what they cannot show.

    A table that has no row left gives way to what is bundled.
    """
    lists, told = draft.facts("market", "market_offerings"), list[str]()
    if lists is not None and "market_offerings" in changed:
        draft.put("market", "cubes", "programs", programs.from_market(lists))
        draft.put("market", "cubes", "program_lists", program_lists.build(lists))
    elif "market_offerings" in changed:
        draft.drop("market", "cubes", "programs")
        draft.drop("market", "cubes", "program_lists")
    rows = placed_outcomes.placed(draft) if changed & placed_outcomes.TABLES_READ else None
    if rows is not None:
        told += placed_outcomes.unplaced(draft, rows)
        # What was brought stands in place of what is bundled of the same source.
        bundled = bundle_outcomes.load().filter(~pl.col("list_id").is_in(rows["list_id"].unique().to_list()))
        parts = [bundled, published_outcomes.pooled(rows), published_outcomes.single(rows)]
        draft.put("market", "cubes", "published_outcomes", pl.concat(parts))
    elif "market_outcomes" in changed:
        draft.put("market", "cubes", "published_outcomes", bundle_outcomes.load())
    if changed & sides.TABLES_READ:
        for name, cube in sides.cubes(draft).items():
            draft.put("market", "cubes", name, cube)
    if "market_projections" in changed:
        market.publish_projections(draft)
    if not changed & {"market_completions", "market_institutions"}:
        return told
    for name, cube in market.cubes(draft).items():
        draft.put("market", "cubes", name, cube)
    return told + market.unplaced(draft)
