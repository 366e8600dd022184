"""Account lines summed to amounts of a registration: tuition and fees, discounts, refunds.

A charge that is taken back is a negative line of its kind and counts as a refund. Payments are no amount of ours.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace

import polars as pl

from data.readers import numbers
from data.readers.files import BadFile, Raw

KINDS = ("tuition", "fee", "discount", "refund", "payment")
CHARGES = ("tuition", "fee")
SUMS = {
    "gross_usd": "gross_usd from account lines",
    "discount_usd": "discount_usd from account lines",
    "refund_usd": "refund_usd from account lines",
}
"""By our column, the name of the column that the sum is put into."""
NO_LINE = "no account line"
"""The column that says yes in registrations whose amounts are 0 because no line is theirs."""
_ROWS_NAMED = 5


@dataclass(frozen=True)
class AccountLines:
    """Which columns of a file of lines say whose line it is, of what kind and of how much.

    `of` are columns of the lines, `by` those of the registrations that they must equal. `kinds` gives the codes of each
    of KINDS; without a `kind` column the sign decides, a negative line being a refund.
    """

    of: tuple[str, ...]
    by: tuple[str, ...]
    amount: str
    kind: str | None = None
    kinds: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def inputs(self) -> tuple[str, ...]:
        """The columns that the file of lines must have."""
        return (*self.of, self.amount, *([self.kind] if self.kind else []))

    def plain(self) -> dict[str, object]:
        """As `parsed` takes it."""
        stated = {k: v for k, v in asdict(self).items() if v not in (None, {})}
        return stated | {"kinds": {k: list(codes) for k, codes in self.kinds.items()}} if self.kinds else stated


def parsed(raw: object) -> AccountLines:
    """Account lines from the plain values of a recipe. Raises ValueError with what is wrong, without a subject."""
    if not isinstance(raw, dict) or not {"of", "amount"} <= {*raw} <= {"of", "by", "amount", "kind", "kinds"}:
        raise ValueError("needs of and amount, and may hold by, kind and kinds")
    kinds = raw.get("kinds", {})
    if not isinstance(kinds, dict) or not {*kinds} <= {*KINDS}:
        raise ValueError(f"may hold the kinds {', '.join(KINDS)}, each with a list of codes")
    if not all(isinstance(listed, (list, tuple)) for listed in (raw["of"], raw.get("by", []), *kinds.values())):
        raise ValueError("must list columns and codes in brackets")
    if not isinstance(raw.get("kind") or "", str):
        raise ValueError("must name one column in kind")
    of = tuple(str(c) for c in raw["of"])
    by = tuple(str(c) for c in raw.get("by", of))
    if len(of) != len(by):
        raise ValueError("must give as many columns in by as in of")
    codes = {kind: tuple(str(code) for code in listed) for kind, listed in kinds.items()}
    return AccountLines(of, by, str(raw["amount"]), raw.get("kind"), codes)


def unplaced(rows: pl.DataFrame, lines: AccountLines) -> pl.DataFrame:
    """Codes of the file that are of no kind yet: code, lines, amount, the most frequent first."""
    if lines.kind is None:
        return pl.DataFrame(schema={"code": pl.String, "lines": pl.UInt32, "amount": pl.Float64})
    placed = [code for codes in lines.kinds.values() for code in codes]
    amounts = numbers.read(rows[lines.amount])
    frame = pl.DataFrame({"code": rows[lines.kind].fill_null("(empty)"), "amount": amounts})
    counted = frame.filter(~pl.col("code").is_in(placed)).group_by("code")
    return counted.agg(lines=pl.len(), amount=pl.col("amount").sum()).sort("lines", "code", descending=[True, False])


def summed(raw: Raw, lines: AccountLines, others: Iterable[Raw], decimal: str | None = None) -> Raw:
    """The registrations with the columns of SUMS; rows of one file that hold both become one row per registration.

    Raises BadFile where no file has the lines, or where a code is of no kind.
    """
    if {*SUMS.values()} <= {*raw.rows.columns}:  # refused rows that come back hold their sums
        return raw
    source = next((o for o in (*others, raw) if {*lines.inputs()} <= {*o.rows.columns}), None)
    if source is None:
        raise BadFile(
            f"The amounts of {raw.name} stand in account lines with the columns {', '.join(lines.inputs())}. Bring that "
            "file together with it."
        )
    _refuse_unplaced(source, lines)
    per_key, notes = _per_key(source, lines, decimal)
    rows = raw.rows
    if source is raw:
        rows = rows.unique(list(lines.by), keep="first", maintain_order=True)
    joined = rows.join(per_key, left_on=lines.by, right_on=lines.of, how="left", maintain_order="left")
    is_alone = pl.col(SUMS["gross_usd"]).is_null()
    joined = joined.with_columns(
        pl.col(list(SUMS.values())).fill_null(0).round(2).cast(pl.String),
        pl.when(is_alone).then(pl.lit("yes")).alias(NO_LINE),
    )
    left_out = () if source is raw else _left_out(source, rows, per_key, lines)
    return replace(raw, rows=joined, notes=(*raw.notes, *notes), warnings=(*raw.warnings, *left_out))


def _refuse_unplaced(source: Raw, lines: AccountLines) -> None:
    unknown = unplaced(source.rows, lines)
    if unknown.height:
        codes = "; ".join(f"{code} ({n:,} lines, ${amount:,.2f})" for code, n, amount in unknown.head(8).rows())
        raise BadFile(
            f"{source.name} holds account lines of a kind that the recipe does not place: {codes}. Say of each whether it "
            f"is {', '.join(KINDS[:-1])} or {KINDS[-1]}, and bring the files again."
        )


def _per_key(source: Raw, lines: AccountLines, decimal: str | None) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """The three sums by key, and what was read as sentences."""
    amount = numbers.read(source.rows[lines.amount], decimal, is_semicolon=source.separator == ";")
    kind = pl.lit("tuition")
    if lines.kind:
        places = {code: kind for kind, codes in lines.kinds.items() for code in codes}
        kind = pl.col(lines.kind).fill_null("(empty)").replace_strict(places, default=None, return_dtype=pl.String)
    frame = source.rows.select(lines.inputs()).with_columns(amount=amount, placed=kind)
    is_charge, value = pl.col("placed").is_in(CHARGES), pl.col("amount")
    per_key = frame.group_by(lines.of).agg(
        value.filter(is_charge & (value > 0)).sum().alias(SUMS["gross_usd"]),
        value.filter(pl.col("placed") == "discount").sum().abs().alias(SUMS["discount_usd"]),
        (
            value.filter(is_charge & (value < 0)).sum().abs() + value.filter(pl.col("placed") == "refund").sum().abs()
        ).alias(SUMS["refund_usd"]),
    )
    totals = frame.group_by("placed").agg(n=pl.len(), total=value.sum()).sort("placed").rows()
    sums = ", ".join(f"{kind} ${total:,.2f} in {n:,}" for kind, n, total in totals)
    notes = (f"{frame.height:,} account lines of {source.name} summed: {sums}",)
    if empty := amount.null_count():
        notes += (f"{empty:,} account lines hold no amount and count as 0",)
    return per_key, notes


def _left_out(source: Raw, rows: pl.DataFrame, per_key: pl.DataFrame, lines: AccountLines) -> tuple[str, ...]:
    """A sentence on the lines whose registration was not brought, with the first of their rows; none where all was."""
    registered = rows.select(pl.col(list(lines.by)).name.map(dict(zip(lines.by, lines.of, strict=True)).__getitem__))
    alone = source.rows.select(lines.of).with_row_index("row", 1).join(registered, on=lines.of, how="anti")
    if alone.is_empty():
        return ()
    charges = per_key.join(registered, on=lines.of, how="anti")[SUMS["gross_usd"]].sum()
    places = ", ".join(f"{row:,}" for row in alone["row"].head(_ROWS_NAMED)) + (
        ", …" if alone.height > _ROWS_NAMED else ""
    )
    return (
        f"{alone.height:,} of {source.rows.height:,} account lines were not counted, since their registration is not in "
        f"the file of registrations: rows {places} of {source.name}, ${charges:,.2f} in charges",
    )
