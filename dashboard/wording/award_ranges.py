"""What awards of a field may come to, in sentences: the range of the next year, and what it stands on."""

import polars as pl

from dashboard import wording
from dashboard.wording.counts import counted
from queries.forecasting.awards import FEWEST_YEARS, LEVEL, AwardRanges
from queries.semantic.scope import Scope


def awards(ranges: AwardRanges | None, scope: Scope) -> str:
    """What the next year of the chosen field, or of the largest, may bring, and why it is a range."""
    return f"**{sentence_of_award_range(ranges, scope)}** {why_a_range(ranges)}".removeprefix("**** ")


def sentence_of_award_range(ranges: AwardRanges | None, scope: Scope) -> str:
    """The last value and the range of the next year, in a sentence; empty where not even a range is known."""
    if ranges is None:
        return ""
    field, state = (dict(scope.where).get(name) for name in ("field", "state"))
    soon = ranges.ahead.filter(pl.col("lead") == 1).sort("awards", descending=True)
    row = next((r for r in soon.to_dicts() if field in (None, r["field"])), None)
    if row is None:
        return "No college has given an award in this field, so none is expected."
    whose = f"Awards in {wording.name('field', row['field'])}{f' in {state}' if state else ''}"
    return (
        f"{whose}{'' if field else ', the largest field,'} were {row['awards']:,.0f} in {row['year'] - 1}. Expect "
        f"{_expected(row)} in {row['year']}."
    )


def why_a_range(ranges: AwardRanges | None) -> str:
    """What the ranges of awards stand on, and how good the models have been where there are any."""
    if ranges is None:
        return "This choice has fewer than three years of awards, too few even for a range."
    years = sorted(ranges.history["year"].unique())
    if ranges.record is not None:
        record = ranges.record
        return (
            f"Fields with {FEWEST_YEARS} years in a row or more have a model. In {counted(record.calls, 'forecast')} one year ahead it "
            f"was off by {100 * record.error_share:.0f}%; repeating the last value was off by {100 * record.naive_share:.0f}%. Its "
            f"{LEVEL}% range held {record.hits} of {record.calls} values. Other fields repeat their last value within the range of "
            f"{LEVEL}% of {counted(ranges.changes, 'yearly change')}: {100 * ranges.down_share:+.1f}% to {100 * ranges.up_share:+.1f}%."
        )
    return (
        f"{len(years)} years of values ({_spans(years)}) are too few for a model, so the last value is repeated. "
        f"{LEVEL}% of {counted(ranges.changes, 'yearly change')} in fields lay between {100 * ranges.down_share:+.1f}% and "
        f"{100 * ranges.up_share:+.1f}%; that is the range."
    )


def awards_rows(ranges: AwardRanges, field: str | None) -> pl.DataFrame:
    """Rows of the interval chart: the next year of every field, or the years and ranges of one."""
    numbers, texts = dict.fromkeys(("value", "low", "high"), pl.Float64), dict.fromkeys(("text", "state"), pl.String)
    schema = {"name": pl.String, **numbers, **texts}
    if field is None:
        soon = ranges.ahead.filter(pl.col("lead") == 1).sort("awards", descending=True).to_dicts()
        rows = [
            (
                wording.name("field", r["field"]),
                r["awards"],
                r["low"],
                r["high"],
                _range(r),
                "closed",
            )
            for r in soon
        ]
        return pl.DataFrame(rows, schema=schema, orient="row")
    years = ranges.history.filter(pl.col("field") == field).sort("year").to_dicts()
    ahead = ranges.ahead.filter(pl.col("field") == field).sort("year").to_dicts()
    rows = [(f"{r['year']}", r["awards"], None, None, f"{r['awards']:,.0f}", "closed") for r in years]
    rows += [(f"{r['year']}, range", r["awards"], r["low"], r["high"], _range(r), "range") for r in ahead]
    return pl.DataFrame(rows, schema=schema, orient="row")


def _spans(years: list[int]) -> str:
    """Years in a row by their first and last, such as `2000 to 2003 and 2020 to 2024`."""
    starts = [year for year in years if year - 1 not in years]
    ends = [year for year in years if year + 1 not in years]
    return " and ".join(f"{a} to {b}" if a < b else f"{a}" for a, b in zip(starts, ends, strict=True))


def _expected(row: dict) -> str:
    """What a model expects with its range; the range alone without one."""
    expected = row.get("expected")
    return _range(row) if expected is None else f"about {float(f'{expected:.3g}'):,.0f} ({_range(row)})"


def _range(row: dict) -> str:
    """Both ends to three digits; the changes that it stands on say no more."""
    return " to ".join(f"{float(f'{row[end]:.3g}'):,.0f}" for end in ("low", "high"))
