"""Account lines summed to amounts of a registration: tuition and fees, discounts, refunds.

A charge that is taken back is a negative line of its kind and counts as a refund. Payments are no amount of ours.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace

import polars as pl

from data.readers import line_checks, numbers
from data.readers.counted_lines import (
    KINDS,
    ROWS_NAMED,
    Counted,
    counted_once,
    most_frequent,
    refuse_unplaced,
    sentences,
    warnings,
)
from data.readers.files import BadFile, Raw

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
AT, ROW, FILE, SHARED, WHOLE = "\0at", "\0row", "\0file", "\0shared", "\0whole"
"""The place of a registration among those of its file or piece; the number of a line, of its file, and hashes of what it shares
with other files and of all of it."""
_PLACED, _AMOUNT = pl.col("\0placed"), pl.col("\0amount")


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


def unplaced(rows: pl.DataFrame, lines: AccountLines) -> pl.DataFrame:
    """Codes of the file that are of no kind yet: code, lines, amount, the most frequent first."""
    if lines.kind is None:
        return pl.DataFrame(schema={"code": pl.String, "lines": pl.UInt32, "amount": pl.Float64})
    return most_frequent(_codes(_placed(rows, lines, numbers.read(rows[lines.amount]))))


def summed(raw: Raw, lines: AccountLines, others: Iterable[Raw], decimal: str | None = None) -> Raw:
    """The registrations with the columns of SUMS; rows of one file that hold both become one row per registration.

    Lines of all other files that have them are summed; where none does, those of the file itself.
    Raises BadFile where no file has the lines, or where a code is of no kind.
    """
    if {*SUMS.values()} <= {*raw.rows.columns}:  # refused rows that come back hold their sums
        return raw
    beside, same = list[Raw](), list[str]()
    for other in (o for o in others if lines.stand_in(o.rows.columns)):
        if first := next((b for b in beside if b.rows.equals(other.rows)), None):
            same.append(counted_once(other.name, first.name))
        else:
            beside.append(other)
    sources = beside or [o for o in [raw] if lines.stand_in(o.rows.columns)]
    if not sources:
        raise without_lines(raw.name, lines)
    for source in sources:
        line_checks.refuse_currencies(source.name, source.rows, lines.inputs())
        line_checks.Sides.of(source.rows, lines.inputs(), lines.amount).refuse(source.name)
    rows = raw.rows.select(lines.by).with_row_index(AT)
    if not beside:
        rows = rows.unique(list(lines.by), keep="first", maintain_order=True)
    columns = shared([source.rows.columns for source in sources])
    given = [marked(source.rows, lines, at, 1, columns) for at, source in enumerate(sources)]
    sums, counted = of_some(rows, pl.concat(given), lines, [Written.of(each, lines, decimal) for each in sources])
    names = [source.name for source in sources]
    refuse_unplaced(counted, names)
    joined = raw.rows.with_row_index(AT).join(sums, on=AT, how="inner", maintain_order="left").drop(AT)
    void = [(source.name, line_checks.voided(source.rows, lines.inputs())) for source in beside]
    doubted = [said for name, found in void for said in line_checks.void_warnings(name, found)]
    left_out = (*same, *warnings(counted, names), *doubted) if beside else ()
    notes = (*raw.notes, *sentences(counted, names))
    return replace(raw, rows=joined, notes=notes, warnings=(*raw.warnings, *left_out))


def shared(columns: Sequence[Sequence[str]]) -> list[str]:
    """The columns that several files of account lines share. For a single file, an empty list."""
    first, *others = columns
    return [c for c in first if all(c in other for other in others)] if others else []


def marked(rows: pl.DataFrame, lines: AccountLines, file: int, first: int, columns: Sequence[str]) -> pl.DataFrame:
    """Lines beside ROW, FILE, SHARED and WHOLE; `columns` are those by which two files hold the same line."""
    number = pl.int_range(first, first + rows.height).alias(ROW)
    hashes = (_hash(columns).alias(SHARED), _hash(rows.columns).alias(WHOLE))
    return rows.select(number, pl.lit(file, pl.Int64).alias(FILE), *hashes, *dict.fromkeys(lines.inputs()))


def _hash(columns: Sequence[str]) -> pl.Expr:
    values = [pl.col(c).alias(str(at)) for at, c in enumerate(columns)]
    return (pl.struct(values).hash() if values else pl.lit(0)).cast(pl.UInt64)


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
    rows: pl.DataFrame, given: pl.DataFrame, lines: AccountLines, written: Sequence[Written]
) -> tuple[pl.DataFrame, list[Counted]]:
    """The columns of SUMS and NO_LINE beside AT of the rows, and what was counted of each file of lines.

    `rows` are registrations, the columns `by` and AT; `given` lines as they are `marked`. All lines of these
    registrations must be among them.
    """
    files = [given] if len(written) == 1 else [given.filter(pl.col(FILE) == at) for at in range(len(written))]
    frames = [_placed(file, lines, _amounts(file, lines, how)) for file, how in zip(files, written, strict=True)]
    per_key = _per_key(pl.concat(frames), lines)
    joined = rows.join(per_key, left_on=lines.by, right_on=lines.of, how="left", maintain_order="left")
    sums = joined.select(
        AT,
        pl.col(list(SUMS.values())).fill_null(0).round(2).cast(pl.String),
        pl.when(pl.col(SUMS["gross_usd"]).is_null()).then(pl.lit("yes")).alias(NO_LINE),
    )
    registered = rows.select(pl.col(list(lines.by)).name.map(dict(zip(lines.by, lines.of, strict=True)).__getitem__))
    counted = list[Counted]()
    for at, (file, frame) in enumerate(zip(files, frames, strict=True)):
        one = _counted(file, frame, registered, lines)
        earlier = given.filter(pl.col(FILE) < at) if at else given.clear()
        copies = file.sort(ROW).filter(~pl.col(WHOLE).is_first_distinct())[ROW]
        again, copied = file.join(earlier, on=SHARED, how="semi").height, tuple(copies.head(ROWS_NAMED))
        counted.append(replace(one, again=again, copies=copies.len(), copied=copied))
    return sums, counted


def _counted(file: pl.DataFrame, frame: pl.DataFrame, registered: pl.DataFrame, lines: AccountLines) -> Counted:
    """What is counted of the lines of a file, as they stand and as they are placed."""
    alone = file.select(ROW, *lines.of).join(registered, on=lines.of, how="anti", maintain_order="left")
    kinds = frame.group_by(placed=_PLACED).agg(lines=pl.len(), amount=_AMOUNT.sum())
    unregistered = frame.join(registered, on=lines.of, how="anti")
    return Counted(
        file.height,
        kinds,
        _codes(frame),
        frame["\0amount"].null_count(),
        alone.height,
        tuple(alone[ROW].sort().head(ROWS_NAMED)),
        float(_per_key(unregistered, lines)[SUMS["gross_usd"]].sum()),
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
