"""Account lines summed to amounts of a registration: tuition and fees, discounts, refunds.

A charge that is taken back is a negative line of its kind and counts as a refund. Payments are no amount of ours.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace

import polars as pl

from data.readers import line_checks, numbers
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
ADDED = (*SUMS.values(), NO_LINE)
"""The columns that registrations get."""
AT, ROW = "\0at", "\0row"
"""The place of a registration among those of its file or piece, and the number of a line in its file."""
_PLACED, _AMOUNT = pl.col("\0placed"), pl.col("\0amount")
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

    def stand_in(self, columns: Iterable[str]) -> bool:
        """Whether a file with these columns has them."""
        return {*self.inputs()} <= {*columns}

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


@dataclass(frozen=True)
class Written:
    """How the amounts of a file of lines are written: the `decimal` that was stated, and what all of them show."""

    name: str
    decimal: str | None
    is_semicolon: bool
    shown: numbers.Signs

    @classmethod
    def of(cls, source: Raw, lines: AccountLines, decimal: str | None) -> "Written":
        """How they are written in a file that is held."""
        is_semicolon = source.separator == ";"
        return cls(
            source.name, decimal, is_semicolon, numbers.signs(source.rows[lines.amount], is_semicolon=is_semicolon)
        )


@dataclass(frozen=True, eq=False)
class Counted:
    """What was counted of lines; counts of parts of them add up, whatever their order.

    `kinds` are lines and amounts by kind, `codes` those of each code that is of no kind, `empty` the lines without an amount.
    `alone` are lines of no registration, `first` the numbers of the first of their rows, `charges` what they charge.
    """

    lines: int
    kinds: pl.DataFrame
    codes: pl.DataFrame
    empty: int
    alone: int
    first: tuple[int, ...]
    charges: float

    def __add__(self, other: "Counted") -> "Counted":
        kinds, codes = (
            pl.concat([ours, theirs]).group_by(by).agg(pl.col("lines", "amount").sum())
            for by, ours, theirs in (("placed", self.kinds, other.kinds), ("code", self.codes, other.codes))
        )
        return Counted(
            self.lines + other.lines,
            kinds,
            codes,
            self.empty + other.empty,
            self.alone + other.alone,
            tuple(sorted([*self.first, *other.first])[:_ROWS_NAMED]),
            self.charges + other.charges,
        )


def unplaced(rows: pl.DataFrame, lines: AccountLines) -> pl.DataFrame:
    """Codes of the file that are of no kind yet: code, lines, amount, the most frequent first."""
    if lines.kind is None:
        return pl.DataFrame(schema={"code": pl.String, "lines": pl.UInt32, "amount": pl.Float64})
    return _most_frequent(_codes(_placed(rows, lines, numbers.read(rows[lines.amount]))))


def summed(raw: Raw, lines: AccountLines, others: Iterable[Raw], decimal: str | None = None) -> Raw:
    """The registrations with the columns of SUMS; rows of one file that hold both become one row per registration.

    Raises BadFile where no file has the lines, or where a code is of no kind.
    """
    if {*SUMS.values()} <= {*raw.rows.columns}:  # refused rows that come back hold their sums
        return raw
    source = next((o for o in (*others, raw) if lines.stand_in(o.rows.columns)), None)
    if source is None:
        raise without_lines(raw.name, lines)
    line_checks.refuse_currencies(source, lines.inputs())
    written = Written.of(source, lines, decimal)
    rows = raw.rows.select(lines.by).with_row_index(AT)
    if source is raw:
        rows = rows.unique(list(lines.by), keep="first", maintain_order=True)
    sums, counted = of_some(
        rows, source.rows.select([*dict.fromkeys(lines.inputs())]).with_row_index(ROW, 1), lines, written
    )
    refuse_unplaced(counted, source.name)
    joined = raw.rows.with_row_index(AT).join(sums, on=AT, how="inner", maintain_order="left").drop(AT)
    left_out = () if source is raw else warnings(counted, source.name) + line_checks.warnings(source, lines.inputs())
    notes = (*raw.notes, *sentences(counted, source.name))
    return replace(raw, rows=joined, notes=notes, warnings=(*raw.warnings, *left_out))


def with_empty_sums(raw: Raw, lines: AccountLines | None) -> Raw:
    """The first rows of a file with the columns that `summed` adds, still empty."""
    if lines is None or {*SUMS.values()} <= {*raw.rows.columns}:
        return raw
    return replace(raw, rows=raw.rows.with_columns(pl.lit(None, pl.String).alias(name) for name in ADDED))


def without_lines(name: str, lines: AccountLines) -> BadFile:
    """That no file with the lines of a file of registrations was brought."""
    return BadFile(
        f"The amounts of {name} stand in account lines with the columns {', '.join(lines.inputs())}. Bring that "
        "file together with it."
    )


def of_some(
    rows: pl.DataFrame, given: pl.DataFrame, lines: AccountLines, written: Written
) -> tuple[pl.DataFrame, Counted]:
    """The columns of SUMS and NO_LINE beside AT of the rows, and what was counted.

    `rows` are registrations, the columns `by` and AT; `given` lines, as they stand in the file beside ROW. All lines of these
    registrations must be among them.
    """
    frame = _placed(given, lines, _amounts(given, lines, written))
    per_key = _per_key(frame, lines)
    joined = rows.join(per_key, left_on=lines.by, right_on=lines.of, how="left", maintain_order="left")
    sums = joined.select(
        AT,
        pl.col(list(SUMS.values())).fill_null(0).round(2).cast(pl.String),
        pl.when(pl.col(SUMS["gross_usd"]).is_null()).then(pl.lit("yes")).alias(NO_LINE),
    )
    registered = rows.select(pl.col(list(lines.by)).name.map(dict(zip(lines.by, lines.of, strict=True)).__getitem__))
    alone = given.select(ROW, *lines.of).join(registered, on=lines.of, how="anti", maintain_order="left")
    kinds = frame.group_by(placed=_PLACED).agg(lines=pl.len(), amount=_AMOUNT.sum())
    return sums, Counted(
        given.height,
        kinds,
        _codes(frame),
        frame["\0amount"].null_count(),
        alone.height,
        tuple(alone[ROW].sort().head(_ROWS_NAMED)),
        float(per_key.join(registered, on=lines.of, how="anti")[SUMS["gross_usd"]].sum()),
    )


def refuse_unplaced(counted: Counted, name: str) -> None:
    """Raise BadFile where a code is of no kind."""
    if counted.codes.height:
        unknown = _most_frequent(counted.codes)
        codes = "; ".join(f"{code} ({n:,} lines, ${amount:,.2f})" for code, n, amount in unknown.head(8).rows())
        raise BadFile(
            f"{name} holds account lines of a kind that the recipe does not place: {codes}. Say of each whether it "
            f"is {', '.join(KINDS[:-1])} or {KINDS[-1]}, and bring the files again."
        )


def sentences(counted: Counted, name: str) -> tuple[str, ...]:
    """What was read of the lines."""
    sums = ", ".join(f"{kind} ${total:,.2f} in {n:,}" for kind, n, total in counted.kinds.sort("placed").rows())
    notes = (f"{counted.lines:,} account lines of {name} summed: {sums}",)
    return (*notes, f"{counted.empty:,} account lines hold no amount and count as 0") if counted.empty else notes


def warnings(counted: Counted, name: str) -> tuple[str, ...]:
    """A sentence on the lines whose registration was not brought, with the first of their rows; none where all was."""
    if not counted.alone:
        return ()
    places = ", ".join(f"{row:,}" for row in counted.first) + (", …" if counted.alone > _ROWS_NAMED else "")
    return (
        f"{counted.alone:,} of {counted.lines:,} account lines were not counted, since their registration is not in "
        f"the file of registrations: rows {places} of {name}, ${counted.charges:,.2f} in charges",
    )


def _placed(rows: pl.DataFrame, lines: AccountLines, amounts: pl.Series) -> pl.DataFrame:
    """The keys of the lines, with their amounts, their codes, and what each is of: null where its code is of no kind."""
    code, kind = pl.lit(None, pl.String), pl.lit("tuition")
    if lines.kind is not None:
        places = {code: kind for kind, codes in lines.kinds.items() for code in codes}
        code = pl.col(lines.kind).fill_null("(empty)")
        kind = code.replace_strict(places, default=None, return_dtype=pl.String)
    keys = rows.select(*lines.of, kind.alias("\0placed"), code.alias("\0code"))
    return keys.with_columns(amounts.alias("\0amount"))


def _amounts(rows: pl.DataFrame, lines: AccountLines, written: Written) -> pl.Series:
    text = rows[lines.amount]
    try:
        amounts = numbers.read(text, written.decimal, is_semicolon=written.is_semicolon, shown=written.shown)
    except numbers.AmbiguousNumbers as error:
        raise BadFile(
            f"{lines.amount} in {written.name} holds {error}. State the decimal in a mapping file or on the Data page and "
            "import it again."
        ) from None
    unread = rows.filter(amounts.is_null() & text.is_not_null())
    if unread.height and ROW in unread.columns:
        raise BadFile(
            f"{written.name} holds amounts in {lines.amount} that are no numbers, such as {unread[lines.amount][0][:40]!r} in row "
            f"{unread[ROW][0]:,}. Write them as numbers, a credit with a minus in front, and bring the files again."
        )
    return amounts


def _codes(frame: pl.DataFrame) -> pl.DataFrame:
    """The lines and amount of each code that is of no kind."""
    return frame.filter(_PLACED.is_null()).group_by(code="\0code").agg(lines=pl.len(), amount=_AMOUNT.sum())


def _most_frequent(codes: pl.DataFrame) -> pl.DataFrame:
    return codes.sort("lines", "code", descending=[True, False])


def _per_key(frame: pl.DataFrame, lines: AccountLines) -> pl.DataFrame:
    """The three sums by key."""
    is_charge = _PLACED.is_in(CHARGES)
    back, refunds = _AMOUNT.filter(is_charge & (_AMOUNT < 0)), _AMOUNT.filter(_PLACED == "refund")
    sums = (
        _AMOUNT.filter(is_charge & (_AMOUNT > 0)).sum(),
        _AMOUNT.filter(_PLACED == "discount").sum().abs(),
        back.sum().abs() + refunds.sum().abs(),
    )
    return frame.group_by(lines.of).agg(total.alias(name) for name, total in zip(SUMS.values(), sums, strict=True))
