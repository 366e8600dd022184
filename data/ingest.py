"""Bringing files: read, tidy, check against the contract, split, keep, publish, report."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from data import publish
from data.contracts import MARKET, TABLES
from data.manifest import Source
from data.readers import canonical, cirr, federal_tpr, joint, moocs, new_jersey, pdp, texas, text
from data.readers.files import FileSample, Tidied
from data.report import Report
from data.store import Draft, Store

READERS = (texas, cirr, new_jersey, moocs, federal_tpr, pdp)
KEYS = {
    "sections": (("offering_id", "offerings"),),
    "registrations": (("section_id", "sections"),),
    "offerings": (("provider_id", "providers"),),
}
"""Columns that must be found in another table, by table."""
OWN_COLUMNS = ("quarantine_row", "quarantine_reason")


def run(paths: Sequence[Path], store: Store, table: str | None = None) -> list[Report]:
    """Bring files as one new version. Raises text.BadFile when a file cannot be read; then nothing is changed."""
    read = [
        (path, hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "", text.read(path))
        for path in paths
    ]
    with store.draft(f"Imported {', '.join(path.name for path in paths)}") as draft:
        # Tables that others refer to come first, whatever the order of the files.
        order = {name: place for place, name in enumerate(TABLES)}
        alone, together = joint.joined(read) if table is None else (read, [])
        found = [(p, h, *_tidied(p, raw, table)) for p, h, raw in alone]
        found += [(p, h, raw, reader, tidied) for (p, h, raw), reader, tidied in together]
        # A file may fill several tables; each is taken and reported by itself.
        each = [(p, h, raw, name, reader, t) for p, h, raw, reader, t in found for name in t.tables]
        reports = [_take(draft, store.home, *one) for one in sorted(each, key=lambda one: order[one[3]])]
        if any(report.table not in MARKET and not report.is_repeat for report in reports):
            publish.publish(draft, "college")
        publish.publish_market(draft)
    return reports


def _tidied(path: Path, raw: pl.DataFrame, table: str | None) -> tuple[pl.DataFrame, str, Tidied]:
    raw = raw.drop(OWN_COLUMNS, strict=False)
    sample = FileSample(path.name, raw.columns, raw.head(50))
    for reader in READERS:
        if table is None and reader.sniff(sample):
            return raw, reader.NAME, reader.tidy(raw)
    table = table or canonical.table_of(raw.columns)
    if table is None:
        raise text.BadFile(
            f"{path.name} is no layout that is known here, and its columns do not make up one of our tables "
            f"({', '.join(TABLES)})."
        )
    return raw, "our own layout", canonical.tidy(raw, table)


def _take(
    draft: Draft, home: Path, path: Path, sha256: str, raw: pl.DataFrame, table: str, reader: str, tidied: Tidied
) -> Report:
    collection = "market" if table in MARKET else "college"
    if any(s.sha256 == sha256 and s.table == table for s in draft.sources):
        return Report(path.name, reader, table, raw.height, raw.height, 0, {}, {}, {}, is_repeat=True)
    frame = tidied.tables[table]
    refused = _refused(draft, collection, table, frame, tidied.issues)
    if table in ("registrations", "learners") and any("pseudonym" in why for why in refused.values()):
        raise text.BadFile(
            f"{path.name} holds learner ids that look like e-mail addresses or national ids. The whole file is refused; "
            "replace them by pseudonyms and bring it again."
        )
    good = frame.filter(~pl.col("row").is_in(list(refused))).drop("row")
    # A table that is derived beside others has rows of its own; else a row of the file counts once.
    rows_read = raw.height if len(tidied.tables) == 1 else frame["row"].len()
    rows_accepted = rows_read - len(refused) if len(tidied.tables) == 1 else good.height
    schema = TABLES[table]
    before = draft.facts(collection, table)
    held = [schema.create_empty()] if before is None else [before.collect()]
    together = pl.concat([*held, schema.cast(good.select(schema.column_names()))])
    draft.put(collection, "facts", table, together.unique(schema.primary_key(), keep="last", maintain_order=True))
    draft.add_source(
        Source(
            collection,
            path.name,
            sha256,
            reader,
            table,
            datetime.now(UTC).isoformat(timespec="seconds"),
            rows_accepted,
            rows_read - rows_accepted,
        )
    )
    said_here = table == list(tidied.tables)[-1]  # what was emptied is said once, with the table of the rows
    emptied = (
        tidied.issues.filter(~pl.col("is_fatal"), said_here).group_by("column", "reason").len().sort("column", "reason")
    )
    return Report(
        file=path.name,
        reader=reader,
        table=table,
        rows_read=rows_read,
        rows_accepted=rows_accepted,
        rows_quarantined=rows_read - rows_accepted,
        quarantined_why=_counted(refused),
        emptied_why={f"{column}: {reason}": n for column, reason, n in emptied.rows()},
        totals={f"sum of {c}": float(good[c].sum()) for c in good.columns if c.endswith("_usd")},
        quarantine_file=_quarantine(home, path, sha256, raw, refused) if refused else None,
    )


def _refused(draft: Draft, collection: str, table: str, frame: pl.DataFrame, issues: pl.DataFrame) -> dict[int, str]:
    """Why each quarantined row was not taken, by row."""
    refused = {
        row: f"{column}: {reason}"
        for row, column, reason in issues.filter("is_fatal").select("row", "column", "reason").rows()
    }
    frame = frame.filter(~pl.col("row").is_in(list(refused)))
    schema = TABLES[table]
    columns = schema.column_names()
    typed = schema.cast(frame.select(columns))
    _, failure = schema.filter(typed)
    if failure.counts():
        details = failure.details()
        rules = [c for c in details.columns if c not in columns]
        said = [pl.when(pl.col(r) == "invalid").then(pl.lit(_words(r))) for r in rules]
        whys = details.select(pl.concat_str(said, separator="; ", ignore_nulls=True)).to_series()
        # The contract gives failing rows back without their number: equal rows fail alike, so content finds them.
        by_content = dict(zip(details.select(columns).rows(), whys, strict=True))
        for row, content in zip(frame["row"], typed.rows(), strict=True):
            if content in by_content:
                refused[row] = by_content[content]
    for column, parent in KEYS.get(table, ()):
        known = draft.facts(collection, parent)
        keys = known.select(column).collect()[column] if known is not None else pl.Series(column, [], dtype=pl.String)
        unknown = frame.filter(~pl.col(column).is_in(keys.implode()))["row"]
        refused |= {row: f"{column}: not a key of {parent}" for row in unknown if row not in refused}
    return refused


def _words(rule: str) -> str:
    return rule.replace("|", ": ").replace("_", " ")


def _counted(refused: dict[int, str]) -> dict[str, int]:
    whys = list(refused.values())
    return {why: whys.count(why) for why in sorted(set(whys))}


def _quarantine(home: Path, path: Path, sha256: str, raw: pl.DataFrame, refused: dict[int, str]) -> str:
    """The refused rows as they came, with their reasons: a file that can be fixed and brought again."""
    folder = home / "quarantine"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{path.stem}-{sha256[:8]}.csv"
    rows = raw.with_columns(quarantine_row=pl.int_range(1, pl.len() + 1, dtype=pl.Int64)).filter(
        pl.col("quarantine_row").is_in(list(refused))
    )
    rows.with_columns(quarantine_reason=pl.col("quarantine_row").replace_strict(refused)).write_csv(target)
    return str(target)
