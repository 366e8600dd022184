"""The import report of a table read in pieces: every row is counted once, as for a table read whole."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import polars as pl

from data.cubes import known_days
from data.ingest import accounting, doubts, piece_keys, quarantine
from data.ingest.accounting import Files, Found
from data.ingest.merging import Merged
from data.ingest.piece_checks import Split
from data.ingest.piece_text import Progress
from data.ingest.report import Report
from data.readers.files import no_issues
from data.readers.lots import Lots
from data.store.home import writing
from data.store.store import Draft

SHOWN_TO_CHECK = 100_000
"""Rows to check that a report holds; the file beside it holds all."""


def report(
    split: Split,
    merged: Merged,
    draft: Draft,
    scratch: Path,
    home: Path | None,
    progress: Progress,
    *,
    has_registrations: bool,
) -> Report:
    """The account of a table beside all that is in the draft. Without `home` nothing is kept in files."""
    plan, typed = split.typed.given.plan, split.typed
    facts_of = partial(draft.facts, "college")
    beside = _Beside(split, facts_of, scratch, has_registrations=has_registrations)
    files = Files(home, quarantine.stem(plan.raw.name, plan.sha256))
    checks, tallies = Lots(scratch / "to-check"), []
    try:
        for at in range(len(typed.heights)):
            progress(f"Looking through {plan.raw.name}: {typed.firsts[at] - 1:,} rows", at / len(typed.heights))
            found = _found(split, at, facts_of, beside)
            tallies.append(accounting.tally(found))
            issues = accounting.issues_of(found)
            checks.put(issues.filter(pl.col("effect") == accounting.TO_CHECK), at)
            files.list_values(issues)
            if home and found.checked.refused.height:
                rows = typed.text.again(at).rows.select(plan.used)
                typed_rows = typed.tidied(at).tables[plan.table]
                files.refuse(rows, found.checked.refused, typed_rows, plan.mapping, typed.firsts[at])
        first = replace(accounting.unread(plan, plan.table, sum(typed.heights)), notes=typed.notes)
        counts = sum(tallies[1:], tallies[0])
        answer = accounting.summed(first, merged, counts, split.repeats, split.lines)
        shown = list[pl.DataFrame]()
        for at in checks.held():
            held = checks.read(at)
            rows = accounting.to_check(answer, issues.clear() if held is None else held)
            files.list_rows_to_check(rows)
            shown.append(rows.head(SHOWN_TO_CHECK - sum(rows.height for rows in shown)))
        check = pl.concat(shown) if shown else accounting.to_check(answer, issues.clear())
        said = (*typed.text.warnings, *answer.warnings)
        return replace(answer, warnings=said, to_check=check, **files.done())
    finally:
        files.discard()


class _Beside:
    """What rows are looked at beside that only all rows of the table can tell."""

    def __init__(self, split: Split, facts_of: doubts.FactsOf, scratch: Path, *, has_registrations: bool) -> None:
        table, good, held = split.typed.given.table, split.good.scan(), facts_of("inquiries")
        self._seats, self._claims, self._inside, self._open, self._cents = None, None, None, None, None
        self._has_registrations, registrations = has_registrations, facts_of("registrations")
        if table == "sections" and registrations is not None and not has_registrations:
            self._open = doubts.open_seats(registrations).collect(engine="streaming").lazy()
        if table == "registrations" and good is not None:
            self._seats = doubts.seats_of(good, facts_of, scratch / "seats")
            sections, offerings = facts_of("sections"), facts_of("offerings")
            if sections is not None and offerings is not None:
                self._cents = doubts.seem_in_cents(good, sections, offerings)
        if table == "inquiries" and good is not None and held is not None:
            self._claims = piece_keys.claims(split.good, split.typed, facts_of, scratch / "claims")
            self._inside = known_days.bounds(held)

    def piece(self, table: str, good: pl.DataFrame, at: int) -> doubts.Import:
        """The good rows of a piece with what is known beside them."""
        claims = None
        if self._claims is not None:
            issues = self._claims.read(at)
            claims = doubts.Claims(no_issues() if issues is None else issues, self._inside)
        return doubts.Import(table, good, self._has_registrations, self._seats, claims, self._open, self._cents)


def _found(split: Split, at: int, facts_of: doubts.FactsOf, beside: _Beside) -> Found:
    """What was found of a piece."""
    table, checked = split.typed.given.table, split.piece(at)
    others = doubts.find(beside.piece(table, checked.good, at), facts_of)
    found = pl.concat([doubts.with_usd(checked.doubts, checked.good), others])
    return Found(checked.refused["row"].n_unique(), checked, found, split.typed.tidied(at))


def write_refused(split: Split, folder: Path) -> Path:
    """Write the refused rows with their reasons as Parquet files into a folder of their own; its path."""
    plan, typed = split.typed.given.plan, split.typed
    place = folder / quarantine.stem(plan.raw.name, plan.sha256)
    with writing(folder):
        place.mkdir(parents=True, exist_ok=True)
        for at in range(len(typed.heights)):
            refused = split.piece(at).refused
            if refused.height:
                rows = typed.text.again(at).rows.select(plan.used)
                quarantine.refused_rows(rows, refused, typed.firsts[at]).write_parquet(place / f"{at:06}.parquet")
    return place
