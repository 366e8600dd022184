"""Bringing files: read, tidy, check against the contract and the college, split, keep, publish, report."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from data.contracts import FACTS, TABLES
from data.ingest import (
    accounting,
    checking,
    doubts,
    filling,
    goal_rows,
    keys,
    merging,
    references,
    taken_back,
    taken_files,
)
from data.ingest.accounting import Part
from data.ingest.brought import planned, refuse_beside
from data.ingest.checking import Beside, Checked
from data.ingest.merging import Merged
from data.ingest.piece_text import InPieces
from data.ingest.plan import Choices, Plan
from data.ingest.references import InPlace
from data.ingest.report import Outcome, Report
from data.ingest.taken_pieces import TakenPieces, repeated
from data.ingest.taken_there import TakenThere, taken
from data.publish import college as publish
from data.publish.course import within
from data.readers import remembered
from data.readers.files import BadFile, Brought
from data.readers.mapping import Mapping
from data.store.store import Draft, Store

Progress = Callable[[str, float], None]


def run(
    files: Sequence[Path | Brought],
    store: Store,
    choices: Choices | None = None,
    progress: Progress = lambda what, done: None,
) -> Outcome:
    """Bring files as one new version. Raises BadFile when one cannot be taken at all, and NotWritable; then nothing is changed."""
    choices = choices or Choices()
    store.check_writable()
    plans, in_pieces, unread = _planned(files, store, choices, progress)
    everything = [*plans, *(each.plan for each in in_pieces)]
    note = f"Imported {', '.join(dict.fromkeys(plan.raw.name for plan in everything))}"
    missing: list[str] = []
    with store.draft(note) as draft, publish.at_work(choices.count, store.home) as count:
        _lend(draft, store.home, everything, in_pieces, progress, count)
        reports = _Import(draft, replace(choices, count=count), progress, store.home).take(plans, in_pieces)
        changed = {report.table for report in reports if not report.is_repeat}
        progress("Publishing", 0.7)
        if changed & {*FACTS}:
            missing += publish.publish_college(
                draft, "college", within(progress, 0.7, 0.95), choices.today or date.today(), count
            )
        missing += publish.publish_market(draft, changed)
        progress("Keeping", 0.95)
    _remember(store.home, everything)
    progress("Done", 1.0)
    return Outcome(tuple(reports), draft.version.id if draft.version else None, tuple(missing), unread)


def _remember(home: Path, planned: list[Plan]) -> None:
    """Keep the stated mappings for files with the same headers. Sums of account lines are no column of the file."""
    stated: dict[tuple[str, ...], list[Mapping]] = {}
    for plan in planned:
        if plan.mapping is not None and plan.mapping.origin.startswith("from "):
            columns = {theirs: ours for theirs, ours in plan.mapping.columns.items() if theirs in plan.headers}
            stated.setdefault(plan.headers, []).append(replace(plan.mapping, columns=columns))
    for headers, mappings in stated.items():
        remembered.remember(home, list(headers), mappings)


def check(
    files: Sequence[Path | Brought],
    store: Store,
    choices: Choices | None = None,
    progress: Progress = lambda what, done: None,
) -> Outcome:
    """What `run` would report, with nothing kept. Raises the same."""
    choices = choices or Choices()
    plans, in_pieces, unread = _planned(files, store, choices, progress)
    with store.draft("A check") as draft, publish.at_work(choices.count, store.home) as count:
        _lend(draft, store.home, [*plans, *(each.plan for each in in_pieces)], in_pieces, progress, count)
        reports = _Import(draft, replace(choices, count=count), progress, None).take(plans, in_pieces)
        draft.discard()
    return Outcome(tuple(reports), unread=unread)


def _planned(
    files: Sequence[Path | Brought], store: Store, choices: Choices, progress: Progress
) -> tuple[list[Plan], list[InPieces], tuple[str, ...]]:
    def waiting(what: str) -> None:
        progress(what, 0.0)

    waiting(f"Reading {(files[0] if files else choices.snapshots[0].place).name}")
    found, in_pieces, unread = planned(files, store.home, choices, waiting)
    in_pieces += [references.planned(each, store.home, choices, waiting) for each in choices.snapshots]
    for each in in_pieces:
        refuse_beside(each, [*found, *(other.plan for other in in_pieces if other is not each)])
    return found, in_pieces, unread


def _lend(
    draft: Draft, home: Path, plans: list[Plan], in_pieces: list[InPieces], progress: Progress, count: publish.Count
) -> None:
    """Have the rows at hand of tables that stay in place. Raises BadFile where a file would add to one, and SnapshotGone."""
    in_place = [each.table for each in in_pieces if isinstance(each, InPlace)]
    lying = {each.table: each.place for each in draft.references if each.table not in in_place}
    for plan in plans:
        if plan.table in lying:
            raise BadFile(
                f"{plan.table} stay in {lying[plan.table]}, so a file cannot add to them. Bring a newer snapshot with --reference."
            )
    if any(plan.table in FACTS for plan in plans):
        references.lend(draft, home, lambda what, done: progress(what, 0.1 * done), in_place, count)


@dataclass(frozen=True)
class _Taken:
    """A part whose rows are in the draft, and what is known of them until all parts are."""

    part: Part
    checked: Checked
    doubts: pl.DataFrame
    merged: Merged


@dataclass(frozen=True)
class _Import:
    """One import into a draft. Without `home` nothing is kept in files."""

    draft: Draft
    choices: Choices
    progress: Progress
    home: Path | None

    def take(self, planned: list[Plan], in_pieces: Sequence[InPieces] = ()) -> list[Report]:
        """Put the rows of all files into the draft and account for them."""
        repeats = [each for each in in_pieces if self._is_repeat(each)]
        new = [each for each in in_pieces if each not in repeats]
        with TemporaryDirectory(dir=self.draft.folder, prefix=".pieces-") as name:
            cut: dict[str, TakenPieces | TakenThere] = {}
            for each in new:
                cut[each.table] = taken(self.draft, each, self.choices.count, Path(name), self.progress)
            return [*map(repeated, repeats), *self._take(planned, cut)]

    def _is_repeat(self, given: InPieces) -> bool:
        """Whether the table was taken before, all of it, and is there."""
        held = {(each.table, each.snapshot, each.mapping) for each in self.draft.references}
        if isinstance(given, InPlace) and given.snapshot is not None:
            return (given.table, given.snapshot.id, given.plan.fingerprint) in held
        return taken_files.was_taken_whole(self.draft, given.plan)

    def _take(self, planned: list[Plan], cut: dict[str, TakenPieces | TakenThere]) -> list[Report]:
        reports = [
            accounting.repeat(None, plan, plan.table)
            for plan in planned
            if taken_files.was_taken_whole(self.draft, plan)
        ]
        read = []
        for number, plan in enumerate(planned):
            self.progress(f"Checking {plan.raw.name}", 0.2 + 0.3 * number / len(planned))
            if not taken_files.was_taken_whole(self.draft, plan):
                read.append((plan, plan.tidy()))
        holds = filling.held(read, self.draft, {name: each.rows for name, each in cut.items()})
        for each in cut.values():
            each.fill(holds, filling.today_or(self.choices.today))
        filled = filling.filled(read, holds, filling.today_or(self.choices.today))
        parts = [Part(plan, tidied, table) for plan, tidied in filled for table in tidied.tables]
        together = {part.table for part in parts} | {*cut}
        taken: list[_Taken] = []
        # Tables that others refer to come first, whatever the order of the files.
        for table in [name for name in TABLES if name in together]:
            brought, again = _told_apart([part for part in parts if part.table == table])
            reports += [accounting.repeat(part, part.plan, table) for part in again]
            taken += self._one_table(table, brought, together)
            if table in cut:
                cut[table].put(self._beside("college", together), are_corrections=self.choices.are_corrections)
        have_come = "registrations" in together
        reports += [self._report(one, has_registrations=have_come) for one in taken]
        for each in cut.values():
            report = each.report(self.home, self.choices.quarantine, has_registrations=have_come)
            reports.append(self._kept(report, each.given.plan, each.merged))
        return reports

    def _one_table(self, table: str, parts: list[Part], together: set[str]) -> list[_Taken]:
        """Check what the files hold of one table, beside each other too, and put it into the draft."""
        checks = []
        for part in parts:
            beside = self._beside(part.collection, together)
            checks.append(checking.check(table, part.tidied, part.plan.raw.name, beside))
        named = [(part.plan.raw.name, checked.good.drop("row")) for part, checked in zip(parts, checks, strict=True)]
        if len(parts) > 1:
            others = [named[:n] + named[n + 1 :] for n in range(len(parts))]
            checks = [c.without(keys.contradicting(table, c.good, o)) for c, o in zip(checks, others, strict=True)]
        return [self._put(part, checked) for part, checked in zip(parts, checks, strict=True)]

    def _beside(self, collection: str, together: set[str]) -> Beside:
        keys_of, facts_of = partial(_keys, self.draft, collection, together), partial(self.draft.facts, collection)
        return Beside(keys_of, facts_of, self.choices.today or date.today())

    def _put(self, part: Part, checked: Checked) -> _Taken:
        """Put the good rows of a part into the draft. Raises ReusedKeys where they seem to be others under used keys."""
        found, held = [checked.doubts], self.draft.facts(part.collection, part.table)
        absent: tuple[str, ...] = ()
        key = TABLES[part.table].primary_key()
        there = None if held is None else merging.under_keys(held, checked.good, key)
        if held is not None and there is not None and checked.good.height:
            if not self.choices.are_corrections:
                keys.refuse_reused(part.table, checked.good, there, part.plan.raw.name)
                found.append(taken_back.issues(part.table, checked.good, there))
                absent = taken_back.absent(part.table, checked.good.lazy(), checked.good.height, there.height, held)
            found.append(keys.doubts(part.table, checked.good, there))
            if part.table == "goals":
                found.append(goal_rows.replaced(checked.good, held))
        merged = merging.merge(
            self.draft, part.collection, part.table, checked.good.drop("row"), there, is_fix=part.plan.is_fix
        )
        return _Taken(part, checked, pl.concat(found), replace(merged, warnings=absent))

    def _report(self, taken: _Taken, *, has_registrations: bool) -> Report:
        """The account of a part beside all that is in the draft; its file is remembered as a source."""
        part, checked = taken.part, taken.checked
        brought = doubts.Import(part.table, checked.good, has_registrations)
        beside = doubts.find(brought, partial(self.draft.facts, part.collection))
        found = pl.concat([doubts.with_usd(taken.doubts, checked.good), beside])
        report = accounting.account(part, checked, found, taken.merged, self.home)
        if taken.merged.left_out:
            note = f"{taken.merged.left_out:,} rows of its edition are not in it and were left out"
            report = replace(report, notes=(*report.notes, note))
        return self._kept(report, part.plan, taken.merged)

    def _kept(self, report: Report, plan: Plan, merged: Merged) -> Report:
        """The report, with its file remembered as a source unless nothing of it was new."""
        report = replace(report, warnings=(*report.warnings, *merged.warnings))
        accepted, quarantined = report.rows_read - report.rows_quarantined, report.rows_quarantined
        is_changed = merged.new or merged.changed or merged.left_out
        if not is_changed and taken_files.was_brought(self.draft, plan, report.table, accepted, quarantined):
            return replace(report, is_repeat=True)
        self.draft.add_source(taken_files.source(plan, report, accepted, quarantined))
        return report


def _told_apart(parts: list[Part]) -> tuple[list[Part], list[Part]]:
    """Parts of different files, and those that come again in the same import."""
    first: dict[tuple[str, str], Part] = {}
    again = []
    for part in parts:
        mark = (part.plan.sha256 if part.is_single else f"{part.plan.sha256} {id(part)}", part.plan.fingerprint)
        if mark in first:
            again.append(part)
        else:
            first[mark] = part
    return list(first.values()), again


def _keys(draft: Draft, collection: str, together: set[str], table: str, values: pl.Series) -> pl.Series | None:
    """The keys of a table that the values could mean. A table whose rows were all refused counts as there, with no keys."""
    held = draft.facts(collection, table)
    if held is None:
        return values.clear() if table in together else None
    return keys.meant(table, values, held)
