"""Which columns of an unknown file could be which of ours, with the reasons: their names and what their values are."""

from collections.abc import Sequence
from dataclasses import dataclass

import dataframely as dy
import polars as pl

from data.contracts import FACTS, TABLES
from data.contracts.pseudonyms import identifies
from data.readers import cip, header_units, mapping, numbers, words
from data.readers.aliases import ALIASES
from data.readers.files import Raw
from data.readers.mapping import Mapping

_LOOKED_AT = 500
_DAY = r"(?i)^(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}[- ][a-z]{3,9}[- ]\d{2,4}|[a-z]{3,9} \d{1,2},? \d{4})"
PEOPLE = "people's e-mail addresses"
_MOSTLY = 0.9
_CODES = "its values are CIP codes"
_NAMED_ALIKE, _TOLD_BY_WORDS = 0.5, 2.0


@dataclass(frozen=True)
class Candidate:
    """One of their columns that could be one of ours. `why` is a phrase, `weight` how much speaks for it."""

    theirs: str
    ours: str
    why: str
    weight: float


def candidates(raw: Raw, table: str) -> list[Candidate]:
    """For each of our columns of the table the likeliest of theirs, each used once, the surest first."""
    rows = raw.rows.head(_LOOKED_AT)
    kinds = {header: kind_of(rows[header]) for header in rows.columns}
    possible = [
        candidate
        for ours, declared in TABLES[table].columns().items()
        for theirs in rows.columns
        if (candidate := _candidate(rows[theirs], ours, declared, kinds[theirs]))
    ]
    chosen: list[Candidate] = []
    for candidate in sorted(possible, key=lambda c: -c.weight):
        if not any(candidate.theirs == c.theirs or candidate.ours == c.ours for c in chosen):
            chosen.append(candidate)
    return chosen


def likeliest(raw: Raw) -> tuple[str, list[Candidate]]:
    """The table of a college that the file comes nearest to, and its candidates; none where nothing speaks for any."""
    by_table = {table: candidates(raw, table) for table in FACTS}
    table = max(by_table, key=lambda name: _weight(name, by_table[name]))
    return table, by_table[table]


def _weight(table: str, likely: list[Candidate]) -> float:
    needed = mapping.required(table)
    return sum(c.weight * (2 if c.ours in needed else 1) for c in likely) / (1 + 0.5 * len(needed))


def _candidate(column: pl.Series, ours: str, declared: dy.Column, kind: str) -> Candidate | None:
    """None where the values are of another kind, or neither name nor values speak for it."""
    if declared.dtype == pl.Boolean:
        fits, values = kind == "yes or no", "its values are yes or no"
    elif isinstance(declared.dtype, pl.Enum):
        is_ours = words.plain(column.drop_nulls().unique()).is_in(declared.dtype.categories.implode())
        has_ours, fits = bool(is_ours.any()), kind in ("words", "numbers")
        values = f"{int(is_ours.sum())} of its words are on our list" if has_ours else ""
        if has_ours and fits and 2 * is_ours.sum() >= is_ours.len():
            return Candidate(column.name, ours, values, _TOLD_BY_WORDS)
    elif declared.dtype == pl.Date:
        fits, values = kind == "days", "its values are days"
    elif declared.dtype.is_numeric():
        fits = kind in ("amounts", "numbers") and not header_units.states_other(column.name, ours)
        values = "its values are amounts" if kind == "amounts" else "its values are numbers"
    else:
        values = _text_values(column, ours)
        # A code such as 48.0508 reads as an amount, too.
        fits = kind not in ("days", "amounts", "yes or no", PEOPLE) or values == _CODES
    likeness = _likeness(column.name, ours)
    if not fits or likeness < _NAMED_ALIKE:
        return None
    return Candidate(column.name, ours, f"named alike, and {values}" if values else "named alike", likeness)


def _text_values(column: pl.Series, ours: str) -> str:
    filled = column.drop_nulls()
    if ours == "cip_code":
        codes = filled.to_frame("code").select(cip.six_digits(pl.col("code")))["code"]
        return _CODES if codes.count() == filled.len() else ""
    if ours.endswith("_id") and filled.len() > 1:
        return "no value stands twice" if filled.n_unique() == filled.len() else f"it has {filled.n_unique():,} values"
    return ""


def _likeness(header: str, ours: str) -> float:
    """Words that a header shares with a name of ours or other words for it, as a share of all words of both."""
    theirs = mapping.spoken(header)
    names = [mapping.spoken(name) for name in (ours, *ALIASES.get(ours, ()))]
    return max((len(theirs & name) / len(theirs | name) for name in names if name), default=0.0)


def kind_of(column: pl.Series) -> str:
    """What most of the first values are: days, amounts, numbers, yes or no, e-mail addresses, words, or empty."""
    column = column.head(_LOOKED_AT)
    filled = column.drop_nulls()
    if filled.is_empty():
        return "empty"

    def share(matches: pl.Series) -> float:
        return int(matches.sum()) / max(1, matches.len())

    if share(filled.str.contains(_DAY)) >= _MOSTLY:
        return "days"
    if (
        share(filled.to_frame("v").select(identifies(pl.col("v")))["v"]) >= _MOSTLY
        and share(filled.str.contains("@")) > 0.5
    ):
        return PEOPLE
    if share(filled.str.to_lowercase().is_in(["yes", "no", "y", "n", "true", "false"])) >= _MOSTLY:
        return "yes or no"
    try:
        read = numbers.read(filled)
    except numbers.AmbiguousNumbers:
        return "amounts"
    if share(read.is_not_null()) >= _MOSTLY:
        return "amounts" if share(filled.str.contains(r"[$€£]|\.\d")) > 0.5 else "numbers"
    return "words"


def sentence(raw: Raw) -> str:
    """What the file could be: columns by name and values, then what the values of the others are."""
    table, likely = likeliest(raw)
    needed = mapping.required(table)
    others = _others(raw, [c.theirs for c in likely])
    if sum(c.ours in needed for c in likely) * 2 < len(needed):
        return f"Too few of its columns speak for one of our tables.{others}"
    columns = "; ".join(f"{c.theirs} could be {c.ours} ({c.why})" for c in likely[:8])
    lacking = [c for c in needed if c not in [candidate.ours for candidate in likely]]
    rest = f" No column was found for {', '.join(lacking)}." if lacking else ""
    return f"It comes nearest to {table.replace('_', ' ')}: {columns}.{rest}{others}"


_COULD_BE = {
    "days": "hold days, which a start, an end, a registration or a drop could be",
    "amounts": "hold amounts, which a price, a discount or a refund could be",
    PEOPLE: "hold e-mail addresses, which a learner could be once they are pseudonyms",
    "yes or no": "say yes or no",
}


def _others(raw: Raw, used: list[str]) -> str:
    """What the values of the other columns could be, whatever they are called."""
    rows = raw.rows.head(_LOOKED_AT)
    kinds = {header: kind_of(rows[header]) for header in rows.columns if header not in used}
    kinds_in_words = [
        f"{' and '.join(headers)} {does}"
        for kind, does in _COULD_BE.items()
        if (headers := [header for header, kind_of_column in kinds.items() if kind_of_column == kind][:4])
    ]
    return f" By their values {'; '.join(kinds_in_words)}." if kinds_in_words else ""


def described(mappings: Sequence[Mapping]) -> str:
    """What a starter recipe makes of the columns, and what it leaves open."""
    parts = []
    for each in mappings:
        columns = [f"{theirs} is {ours}" for theirs, ours in each.labels().items() if "“" not in theirs]
        parts.append(f"{each.table.replace('_', ' ')}: {'; '.join(columns)}")
        if each.lines:
            parts[-1] += f"; amounts are summed from account lines with {', '.join(each.lines.inputs())}"
        if missing := each.missing():
            parts[-1] += f"; {', '.join(missing)} is not in it"
    return ". For ".join(parts)
