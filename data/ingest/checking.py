"""Typed rows against their contract and the college: which are good, which to check, and why the others are not."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import dataframely as dy
import polars as pl

from data.contracts import REFERENCES, TABLES
from data.ingest import event_days, goal_rows, keys, refund_lines
from data.ingest.doubts import FactsOf
from data.readers.files import BadFile, Tidied, issue, no_issues
from data.reference.import_reasons import Reason, reason

KeysOf = Callable[[str, pl.Series], pl.Series | None]
"""The keys of a table that values could mean (see `keys.meant`); None where there is no such table to refer to."""


@dataclass(frozen=True)
class Beside:
    """What the rows of a table are checked beside: keys and facts that are held, and the day of the import."""

    keys_of: KeysOf
    facts_of: FactsOf
    today: date


@dataclass(frozen=True)
class Checked:
    """`good` rows as in the contract and `row`; `refused` in the shape of issues, a row under each of its reasons.

    `doubts` are issues of rows that are taken and should be checked. `repeats` are rows that equal an earlier one in every
    column; they are counted once and not refused. `lines` are rows that became part of another one.
    """

    good: pl.DataFrame
    refused: pl.DataFrame
    doubts: pl.DataFrame
    repeats: int
    lines: int = 0

    def without(self, refused: pl.DataFrame) -> "Checked":
        """The same with more rows refused."""
        if refused.is_empty():
            return self
        rows = refused.select("row").unique()
        good, doubts = (
            frame.join(rows, on="row", how="anti", maintain_order="left") for frame in (self.good, self.doubts)
        )
        return replace(self, good=good, doubts=doubts, refused=pl.concat([self.refused, refused]))


def check(table: str, tidied: Tidied, file: str, beside: Beside) -> Checked:
    """Split the rows of a table. Raises BadFile where the file as a whole cannot be taken."""
    keys.refuse_people(keys.people(tidied.tables[table]), file)
    return split(table, tidied, file, beside)


def split(table: str, tidied: Tidied, file: str, beside: Beside) -> Checked:
    """The same without a look at whom keys may name. All rows of a key must be among those that are given."""
    schema, frame = TABLES[table], tidied.tables[table]
    refused = [tidied.issues.filter("is_fatal")]
    frame = frame.join(refused[0].select("row").unique(), on="row", how="anti", maintain_order="left")
    frame = pl.concat([schema.cast(frame.select(schema.column_names())), frame.select("row")], how="horizontal")
    frame, repeats = _without_repeats(frame, schema)
    frame, lines = refund_lines.fold(frame) if table == "registrations" else (frame, no_issues())
    good, broken = _by_contract(frame, schema)
    doubts = tidied.doubts.join(good.select("row"), on="row", how="semi", maintain_order="left")
    checked = Checked(
        good, pl.concat([*refused, broken]), pl.concat([doubts, lines]), tidied.repeated + repeats, lines.height
    )
    checked = checked.without(_referring_to_nothing(table, checked.good, file, beside.keys_of))
    if table == "goals":
        checked = checked.without(goal_rows.refused(checked.good))
    days = event_days.check(table, checked.good, beside.facts_of("sections"), beside.today)
    checked = replace(checked, doubts=pl.concat([checked.doubts, days.filter(~pl.col("is_fatal"))]))
    return checked.without(days.filter("is_fatal"))


def _referring_to_nothing(table: str, good: pl.DataFrame, file: str, keys_of: KeysOf) -> pl.DataFrame:
    """Fatal issues of rows that refer to a key that is not there. Raises BadFile where there is no such table at all."""
    issues = [no_issues()]
    for column, parent in REFERENCES.get(table, ()):
        referring = good.select("row", value=pl.col(column)).drop_nulls("value")
        if referring.is_empty():
            continue
        keys = keys_of(parent, referring["value"])
        if keys is None:
            raise BadFile(f"{file} refers to {parent}, and none are imported. Import {parent} with it or before it.")
        unknown = _unknown(referring, keys, column, parent)
        issues.append(unknown)
        good = good.join(unknown.select("row"), on="row", how="anti", maintain_order="left")
    return pl.concat(issues)


def _without_repeats(frame: pl.DataFrame, schema: type[dy.Schema]) -> tuple[pl.DataFrame, int]:
    shared = frame.select(pl.struct(schema.primary_key()).is_duplicated()).to_series()
    if not shared.any():
        return frame, 0
    several = frame.filter(shared)
    once = several.unique(schema.column_names(), keep="first", maintain_order=True)
    # A row of a public file may make several rows of a table: it is repeated when none of them is left.
    rest = pl.concat([frame.filter(~shared), once]).sort("row")
    return rest, frame["row"].n_unique() - rest["row"].n_unique()


def _by_contract(frame: pl.DataFrame, schema: type[dy.Schema]) -> tuple[pl.DataFrame, pl.DataFrame]:
    # The contract gives failing rows back without their place, so their number is checked along with them.
    numbered = type(schema.__name__, (schema,), {"row": dy.Int64()})
    good, failure = numbered.filter(frame)
    broken = []
    if failure.counts():
        details = failure.details()
        for rule in failure.counts():
            column = rule.split("|")[0] if "|" in rule else ""
            value = pl.col(column).cast(pl.String) if column and column != "learner_id" else pl.lit(None, pl.String)
            rows = details.filter(pl.col(rule).cast(pl.String) == "invalid").select("row", value=value)
            broken.append(issue(rows, column, _reason(schema, rule), is_fatal=True))
    return good, pl.concat([no_issues(), *broken])


def _reason(schema: type[dy.Schema], rule: str) -> Reason:
    """Why a row was refused, in words with the limit that the contract sets."""
    if rule == "primary_key":
        return reason("same_key", key=" and ".join(schema.primary_key()))
    if "|" not in rule:
        return reason("breaks_rule", rule=rule.replace("_", " "))
    name, check = rule.split("|")
    column = schema.columns()[name]
    limit = getattr(column, check, None)
    code = _CODES.get(check)
    if code is None:
        return reason("breaks_limit", limit=check.replace("_", " "))
    if check == "min" and name.endswith("_usd") and not limit and name in _BOOKED:
        return reason("negative_amount")
    said = {"limit": f"{limit:,}"} if check in ("min", "max", "max_length") and limit is not None else {}
    return reason(code, **said)


_BOOKED = ("gross_usd", "discount_usd", "refund_usd")
_CODES = {
    "nullability": "missing",
    "min": "below_least",
    "max": "above_most",
    "min_exclusive": "not_above_zero",
    "min_length": "empty",
    "max_length": "too_long",
    "regex": "wrong_pattern",
}
"""Code of the reason by the contract's name of a check."""


def _unknown(referring: pl.DataFrame, keys: pl.Series, column: str, parent: str) -> pl.DataFrame:
    """Issues of the rows (row, value) that refer to nothing. A spreadsheet makes 1 of 00001, and that is said."""
    unknown = referring.filter(~pl.col("value").is_in(keys.implode()))
    is_shortened = pl.col("value").str.strip_chars_start("0").is_in(keys.str.strip_chars_start("0").implode())
    return pl.concat(
        [
            issue(unknown.filter(is_shortened), column, reason("shortened_key", table=parent), is_fatal=True),
            issue(unknown.filter(~is_shortened), column, reason("unknown_key", table=parent), is_fatal=True),
        ]
    )
