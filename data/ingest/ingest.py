"""Bringing files: read, tidy, check against the contract, split, keep, publish, report."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import polars as pl

from data.contracts import FACTS, MARKET, SNAPSHOTS, TABLES
from data.ingest import checking, filling, quarantine
from data.ingest.checking import Checked
from data.ingest.plan import Choices, Plan, plans
from data.ingest.report import Example, Outcome, Report
from data.publish import college as publish
from data.readers import remembered, text
from data.readers.files import Brought, Tidied
from data.readers.mapping import Mapping
from data.store.manifest import Source
from data.store.store import Draft, Store

Progress = Callable[[str, float], None]
_EXAMPLES = 5
QUARANTINED, EMPTIED, REPAIRED = "quarantined", "left empty", "repaired"
"""What became of a value that was not taken as it stood."""
_NEVER_ECHOED = ("learner_id",)


def run(
    files: Sequence[Path | Brought],
    store: Store,
    choices: Choices | None = None,
    progress: Progress = lambda what, done: None,
) -> Outcome:
    """Bring files as one new version. Raises BadFile when one cannot be taken at all; then nothing is changed."""
    planned = _planned(files, store, choices or Choices(), progress)
    note = f"Imported {', '.join(dict.fromkeys(plan.raw.name for plan in planned))}"
    missing: list[str] = []
    with store.draft(note) as draft:
        reports = _taken(draft, planned, progress, store.home)
        changed = {report.table for report in reports if not report.is_repeat}
        progress("Publishing", 0.7)
        if changed & {*FACTS}:
            missing += publish.publish(draft, "college", lambda what: progress(f"Publishing: {what}", 0.8))
        missing += publish.publish_market(draft, changed)
        progress("Keeping", 0.95)
    _remember(store.home, planned)
    progress("Done", 1.0)
    return Outcome(tuple(reports), draft.version.id if draft.version else None, tuple(missing))


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
    planned = _planned(files, store, choices or Choices(), progress)
    with store.draft("A check") as draft:
        reports = _taken(draft, planned, progress, None)
        draft.discard()
    return Outcome(tuple(reports))


def _planned(files: Sequence[Path | Brought], store: Store, choices: Choices, progress: Progress) -> list[Plan]:
    brought = []
    for number, file in enumerate(files):
        progress(f"Reading {file.name}", 0.2 * number / len(files))
        brought.append(file if isinstance(file, Brought) else text.load(file))
    return plans(brought, store.home, choices)


@dataclass(frozen=True)
class _Part:
    """One table that a file fills. A table that is derived beside others has rows of its own."""

    plan: Plan
    tidied: Tidied
    table: str

    @property
    def collection(self) -> str:
        """Facts of a college, or of the market."""
        return "market" if self.table in MARKET else "college"

    @property
    def is_single(self) -> bool:
        """Whether the file fills this table only, so that a row of the file is a row of the report."""
        return len(self.tidied.tables) == 1

    @property
    def rows_read(self) -> int:
        """Rows of the file, or of the derived table."""
        return self.plan.raw.rows.height if self.is_single else self.tidied.tables[self.table].height


def _taken(draft: Draft, planned: list[Plan], progress: Progress, home: Path | None) -> list[Report]:
    repeats = [_unread(plan, plan.table) for plan in planned if _was_taken_whole(draft, plan)]
    reports = [replace(r, rows_unchanged=r.rows_read, is_repeat=True) for r in repeats]
    read = []
    for number, plan in enumerate(planned):
        progress(f"Checking {plan.raw.name}", 0.2 + 0.3 * number / len(planned))
        if not _was_taken_whole(draft, plan):
            read.append((plan, plan.tidy()))
    parts = [_Part(plan, tidied, table) for plan, tidied in filling.filled(read, draft) for table in tidied.tables]
    # Tables that others refer to come first, whatever the order of the files.
    order = {name: place for place, name in enumerate(TABLES)}
    together = {part.table for part in parts}
    for part in sorted(parts, key=lambda part: order[part.table]):
        if _was_taken_whole(draft, part.plan) and part.is_single:  # the same file twice in one import
            reports.append(replace(_unread(part.plan, part.table), rows_unchanged=part.rows_read, is_repeat=True))
        else:
            reports.append(_take(draft, part, home, together))
    return reports


def _take(draft: Draft, part: _Part, home: Path | None, together: set[str]) -> Report:
    keys_of = partial(_keys, draft, part.collection, together)
    checked = checking.check(part.table, part.tidied, part.plan.raw.name, keys_of)
    new, changed, unchanged, left_out = _merge(draft, part, checked.good.drop("row"))
    if part.is_single:
        quarantined = checked.refused["row"].n_unique()
    else:
        quarantined = part.rows_read - checked.good.height - checked.repeats
    accepted = part.rows_read - quarantined
    is_repeat = not (new or changed or left_out) and _was_brought(draft, part, accepted, quarantined)
    if not is_repeat:
        draft.add_source(_source(part, accepted, quarantined))
    report = replace(
        _unread(part.plan, part.table),
        rows_read=part.rows_read,
        rows_accepted=accepted,
        rows_quarantined=quarantined,
        rows_new=new,
        rows_changed=changed,
        rows_unchanged=unchanged,
        is_repeat=is_repeat,
    )
    if left_out:
        note = f"{left_out:,} rows of its edition are not in it and were left out"
        report = replace(report, notes=(*report.notes, note))
    return _explained(report, part, checked, home)


def _keys(draft: Draft, collection: str, together: set[str], table: str) -> pl.Series | None:
    """The keys of a table that others refer to. One that came along with all its rows refused has none, and is there."""
    (key,) = TABLES[table].primary_key()
    held = draft.facts(collection, table)
    if held is None:
        return pl.Series(key, [], pl.String) if table in together else None
    return held.select(key).collect().to_series()


def _unread(plan: Plan, table: str) -> Report:
    """What is known before the rows are looked at."""
    height = plan.raw.rows.height
    return Report(
        file=plan.raw.name,
        reader=plan.reader,
        table=table,
        collection="market" if table in MARKET else "college",
        sha256=plan.sha256,
        rows_read=height,
        rows_accepted=height,
        notes=plan.raw.notes,
        columns=plan.mapping.labels() if plan.mapping else {},
        columns_origin=plan.mapping.origin if plan.mapping else "",
        unused=tuple(h for h in plan.raw.rows.columns if h not in plan.used),
    )


def _explained(report: Report, part: _Part, checked: Checked, home: Path | None) -> Report:
    """The report with its reasons, examples, totals, and the files that hold what was not taken as it stood."""
    tidied = part.tidied
    # What was emptied is said once, with the last table that the file fills.
    is_last = report.table == list(tidied.tables)[-1]
    emptied = tidied.issues.filter(~pl.col("is_fatal"), pl.lit(is_last))
    repaired = tidied.repairs.filter(pl.lit(is_last))
    effects = {QUARANTINED: checked.refused, EMPTIED: emptied, REPAIRED: repaired}
    issues = pl.concat([rows.drop("is_fatal").with_columns(effect=pl.lit(effect)) for effect, rows in effects.items()])
    kept = _kept(home, part, checked.refused, issues) if home else {}
    return replace(
        report,
        rows_repeated=checked.repeats,
        rows_aside=tidied.aside,
        quarantined_why=_counted(checked.refused),
        emptied_why=_counted(emptied),
        repaired_why=_counted(repaired),
        examples=_examples(issues),
        totals=tidied.totals | _sums(checked.good),
        notes=(*report.notes, *tidied.notes),
        warnings=tidied.warnings,
        quarantine_file=kept.get("quarantine_file"),
        issues_file=kept.get("issues_file"),
    )


def _earlier(draft: Draft, plan: Plan, table: str) -> list[Source]:
    mark = (plan.sha256, table, plan.fingerprint)
    return [s for s in draft.sources if (s.sha256, s.table, s.mapping) == mark]


def _was_taken_whole(draft: Draft, plan: Plan) -> bool:
    # A file with quarantined rows is read again: what they refer to may have been brought since.
    return any(source.rows_quarantined == 0 for source in _earlier(draft, plan, plan.table))


def _was_brought(draft: Draft, part: _Part, accepted: int, quarantined: int) -> bool:
    earlier = _earlier(draft, part.plan, part.table)
    return any((s.rows_accepted, s.rows_quarantined) == (accepted, quarantined) for s in earlier)


def _merge(draft: Draft, part: _Part, good: pl.DataFrame) -> tuple[int, int, int, int]:
    """Put the rows in place of those with their keys: new, changed and unchanged ones, and how many were left out."""
    schema = TABLES[part.table]
    facts = draft.facts(part.collection, part.table)
    if facts is None:
        if good.height:
            draft.put(part.collection, "facts", part.table, good)
        return good.height, 0, 0, 0
    held, keys = facts.collect(), schema.primary_key()
    same_key = held.join(good.select(keys), on=keys, how="semi")
    unchanged = good.join(same_key, on=schema.column_names(), how="semi", nulls_equal=True).height
    kept = held.join(good.select(keys), on=keys, how="anti", maintain_order="left")
    replaced = 0
    if part.table in SNAPSHOTS and not part.plan.is_fix:
        scope = list(SNAPSHOTS[part.table])
        outside = kept.join(good.select(scope).unique(), on=scope, how="anti", maintain_order="left")
        replaced, kept = kept.height - outside.height, outside
    if replaced or unchanged < good.height:
        draft.put(part.collection, "facts", part.table, pl.concat([kept, good]))
    return good.height - same_key.height, same_key.height - unchanged, unchanged, replaced


def _source(part: _Part, accepted: int, quarantined: int) -> Source:
    return Source(
        collection=part.collection,
        file=part.plan.raw.name,
        sha256=part.plan.sha256,
        reader=part.plan.reader,
        table=part.table,
        imported_at=datetime.now(UTC).isoformat(timespec="seconds"),
        rows_accepted=accepted,
        rows_quarantined=quarantined,
        mapping=part.plan.fingerprint,
    )


def _kept(home: Path, part: _Part, refused: pl.DataFrame, issues: pl.DataFrame) -> dict[str, str]:
    """The files that hold what was not taken as it stood, by the report's name for them."""
    stem, files = quarantine.stem(part.plan.raw.name, part.plan.sha256), {}
    stem += "" if part.is_single else f"-{part.table}"
    if refused.height:
        rows = part.plan.raw.rows.select(part.plan.used)
        if part.plan.mapping is not None:
            rows = quarantine.as_read(rows, part.tidied.tables[part.table], part.plan.mapping)
        files["quarantine_file"] = str(quarantine.write(home, stem, rows, refused))
    if issues.height:
        files["issues_file"] = str(quarantine.write_issues(home, stem, issues))
    return files


def _counted(issues: pl.DataFrame) -> dict[str, int]:
    counts = issues.group_by("column", "reason").len().sort("len", "column", "reason", descending=[True, False, False])
    return {f"{column}: {why}" if column else why: n for column, why, n in counts.rows()}


def _examples(issues: pl.DataFrame) -> tuple[Example, ...]:
    first = issues.group_by("column", "reason", "effect", maintain_order=True).head(_EXAMPLES)
    shown = first.with_columns(value=pl.when(~pl.col("column").is_in(_NEVER_ECHOED)).then("value"))
    return tuple(Example(**row) for row in shown.select("row", "column", "value", "reason", "effect").to_dicts())


def _sums(good: pl.DataFrame) -> dict[str, float]:
    """Control totals of the accepted rows: every money and award column."""
    counted = [c for c in good.columns if c.endswith("_usd")]
    return {f"sum of {c}, accepted rows": round(float(good[c].sum() or 0), 2) for c in counted}
