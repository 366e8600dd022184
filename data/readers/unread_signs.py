"""What columns that are not read show as a whole: how often each thing is said in them. Signs of pieces of a file add up."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property

import polars as pl

from data.readers import money_words, numbers, seat_words, unread_completion
from data.readers.mapping import Mapping
from data.readers.seat_words import DAY, NO_DAY, Heard, plain

FEW = 40
"""Words of a column that holds codes and not free text."""
_SPELLINGS = 500
"""In which so few words are never written."""
PERSONS = (
    r"((number|no|num|count) of |# ?)?(participants|attendees|persons|people|places|learners|students|guests|registrants|enrollees|units)( count)?"
    r"|headcount|(group|party|team) size"
)
TERM = r"(?!.*\b(first|admit|entry|start|last|catalog|matric\w*|expected|grad\w*|home|degree|prior|previous|next)\b)(.* )?(term|strm|semester)( code| id| name)?"
_CURRENCY = (
    "usd|cad|eur|gbp|aud|nzd|chf|mxn|jpy|inr|sek|nok|dkk|brl|cop|clp|zar|cny|hkd|sgd|php|ils|pln|try|aed|krw|ars|pen"
)
_NUMBER = r"^[($€£+-]*\d[\d.,\s']*[)%+-]*( ?usd)?$"


@dataclass(frozen=True, eq=False)
class Column:
    """What one column shows. `said` counts for each of its rules the rows that say so; `words` are its words where they are few.

    `pairs` are sections and values with how many rows they have, where it matters whether a value is of the section.
    """

    rows: int = 0
    filled: int = 0
    said: tuple[int, ...] = ()
    words: dict[str, int] | None = field(default_factory=dict)
    numeric: int = 0
    most: float = 0.0
    zeros: int = 0
    amounts: numbers.Signs = field(default_factory=numbers.Signs)
    pairs: pl.DataFrame | None = None

    def __add__(self, later: "Column") -> "Column":
        words = None if self.words is None or later.words is None else dict(Counter(self.words) + Counter(later.words))
        both = [pairs for pairs in (self.pairs, later.pairs) if pairs is not None]
        return Column(
            self.rows + later.rows,
            self.filled + later.filled,
            tuple(a + b for a, b in zip(self.said, later.said, strict=True)) if self.said else later.said,
            words if words is not None and len(words) <= FEW else None,
            self.numeric + later.numeric,
            max(self.most, later.most),
            self.zeros + later.zeros,
            self.amounts + later.amounts,
            pl.concat(both).group_by("section", "value").agg(pl.col("rows").sum()) if both else None,
        )

    def hears(self, rules: list[Heard]) -> tuple[bool, ...]:
        """Which of its rules the column as a whole lets be heard."""
        return tuple(self._hears(one, said) for one, said in zip(rules, self.said, strict=True))

    def _hears(self, one: Heard, said: int) -> bool:
        if one.is_short and one.is_unless:
            return 0 < sum((self.words or {})[word] for word in self.unusual(one)) <= self.filled / 2
        if one.is_short and self.words is None:
            return False
        if one.is_day:
            # A day beside each and every row is one of the calendar, such as the last one to drop.
            return said > 0 and 2 * said >= self.filled and not (said == self.rows > 4)
        return said > 0 and (not one.is_rare or 2 * said <= self.rows)

    @cached_property
    def usual(self) -> str | None:
        """The word that at least half of the filled cells hold."""
        word, rows = max((self.words or {}).items(), key=lambda each: each[::-1], default=("", 0))
        return word if 2 * rows >= self.filled > 0 else None

    def unusual(self, one: Heard) -> frozenset[str]:
        """The words by which a column of few words says what a rule listens to: those that it does not know, but for the usual one."""
        words = self.words or {}
        known = frozenset(word for word in words if re.search(one.pattern, word))
        if one.is_mostly_known:
            return frozenset(words) - known if 2 * sum(words[word] for word in known) >= self.filled else frozenset()
        return frozenset(words) - known - {self.usual}

    @property
    def is_of_numbers(self) -> bool:
        """Whether most of it is numbers."""
        return self.numeric > 0 and 2 * self.numeric >= self.filled

    @cached_property
    def is_of_sections(self) -> bool:
        """Whether all rows of each section say the same."""
        if self.pairs is None:
            return False
        by_section = self.pairs.group_by("section").agg(pl.col("rows").sum(), values=pl.len())
        return bool((by_section["values"] == 1).all() and (by_section["rows"] > 1).any())

    @cached_property
    def rarer(self) -> pl.DataFrame:
        """Sections with the values that are not the one of most of their rows."""
        if self.pairs is None:
            return pl.DataFrame(schema={"section": pl.String, "value": pl.String})
        several = self.pairs.filter(pl.len().over("section") > 1)
        order = several.sort("section", "rows", "value", descending=[False, True, False])
        return order.filter(~pl.col("section").is_first_distinct()).select("section", "value").sort("section", "value")

    @property
    def is_of_currencies(self) -> bool:
        """Whether its few words are codes of currencies, and one of them is the dollar's."""
        words = self.words or {}
        return len(words) > 1 and "usd" in words and all(re.fullmatch(_CURRENCY, word) for word in words)

    @property
    def is_rarely_nought(self) -> bool:
        """Whether half of its cells at the most are 0, and not all of them."""
        return self.most > 0 and 2 * self.zeros <= self.filled

    def settled(self, rules: list[Heard]) -> tuple[object, ...]:
        """All that follows from the whole of the column for its rows."""
        unusual = [self.unusual(one) for one in rules if one.is_short and one.is_unless]
        measured = (self.is_of_numbers, self.most > 0, self.most > 1, self.is_rarely_nought, self.amounts)
        words = (self.words is None, self.is_of_currencies, *unusual)
        return (self.hears(rules), *measured, *words, self.is_of_sections, tuple(self.rarer.rows()))


@dataclass(frozen=True, eq=False)
class Unread:
    """The columns of a table that are not read, by header. Two are equal where the same follows from both."""

    table: str = ""
    is_of_people: bool = False
    columns: dict[str, Column] = field(default_factory=dict)

    def __add__(self, later: "Unread") -> "Unread":
        headers = dict.fromkeys([*self.columns, *later.columns])
        summed = {h: self.columns.get(h, Column()) + later.columns.get(h, Column()) for h in headers}
        return Unread(self.table or later.table, self.is_of_people or later.is_of_people, summed)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Unread) and self._settled == other._settled

    def __hash__(self) -> int:
        return hash(self.table)

    @cached_property
    def _settled(self) -> dict[str, tuple[object, ...]]:
        return {h: column.settled(self.rules(h)) for h, column in self.columns.items()}

    def rules(self, header: str) -> list[Heard]:
        """What is listened to under a header."""
        return rules_of(self.table, header, is_of_people=self.is_of_people)


def rules_of(table: str, header: str, *, is_of_people: bool) -> list[Heard]:
    """What is listened to under a header of a table."""
    if table == "registrations":
        return seat_words.heard(header)
    if table == "sections":
        return seat_words.heard_of_sections(header, is_of_people=is_of_people)
    return seat_words.heard_of_inquiries(header) if table == "inquiries" else []


def of(rows: pl.DataFrame, mapping: Mapping, sections: pl.Series | None) -> Unread:
    """What the columns of a file show that its mapping does not read. `sections` are its sections as they stand."""
    read = {*mapping.inputs()}
    is_heard = mapping.table in ("registrations", "sections", "inquiries")
    headers = [h for h in rows.columns if h not in read] if is_heard else []
    columns = {h: _column(rows[h], mapping, sections) for h in headers}
    return Unread(mapping.table, mapping.one_per_key, columns)


def _column(column: pl.Series, mapping: Mapping, sections: pl.Series | None) -> Column:
    rules = rules_of(mapping.table, column.name, is_of_people=mapping.one_per_key)
    words = few_words(column)
    text = lower(column) if words is None and any(not one.is_short for one in rules) else None
    name = plain(column.name)
    said = []
    counted = None if words is None else lower(column).drop_nulls().value_counts(name="rows")
    for one in rules:
        if counted is not None:
            said.append(int(counted.filter(says(counted[column.name], one))["rows"].sum()))
        else:
            said.append(0 if one.is_short or text is None else int(says(text, one).sum()))
    is_of_seats = mapping.table == "registrations"
    pairs = None
    if is_of_seats and sections is not None and (re.fullmatch(PERSONS, name) or re.fullmatch(TERM, name)):
        pairs = beside_sections(sections, column).drop_nulls().group_by("section", "value").agg(rows=pl.len())
    shown = Column(column.len(), column.len() - column.null_count(), tuple(said), words, pairs=pairs)
    if not (is_of_seats and (money_words.is_money(column.name) or unread_completion.is_measured(name))):
        return shown
    bare = column.str.contains(_NUMBER).fill_null(False)
    plain_numbers = as_numbers(column)
    most = plain_numbers.max()
    return replace(
        shown,
        numeric=int(bare.sum()),
        most=most if isinstance(most, float) else 0.0,
        zeros=int((plain_numbers == 0).sum()),
        amounts=numbers.signs(column.filter(bare)),
    )


def as_numbers(column: pl.Series) -> pl.Series:
    """Plain numbers and percent; null for all else."""
    return column.str.strip_chars(" %").cast(pl.Float64, strict=False)


def few_words(column: pl.Series) -> dict[str, int] | None:
    """The words of a column as the patterns read them, with their rows; None where they are many."""
    if column.head(2_000).n_unique() > _SPELLINGS or column.n_unique() > _SPELLINGS:
        return None
    counted = column.drop_nulls().value_counts(name="rows")
    words = counted.group_by(word=lower(counted[column.name])).agg(pl.col("rows").sum())
    return dict(words.rows()) if words.height <= FEW else None


def says(text: pl.Series, one: Heard, column: Column | None = None) -> pl.Series:
    """Which cells, in small letters, say what `one` listens to, in a `column` that shows so much as a whole."""
    if column is not None and one.is_short and one.is_unless:
        return text.is_in([*column.unusual(one)]).fill_null(False)
    if one.is_day:
        return text.str.contains(DAY).fill_null(False) & ~text.str.contains(NO_DAY).fill_null(False)
    matches = text.str.contains(one.pattern)
    return (~matches if one.is_unless else matches).fill_null(False)


def lower(text: pl.Series) -> pl.Series:
    """Text as the patterns read it: in small letters, without accents."""
    return text.str.strip_chars().str.to_lowercase().str.normalize("NFKD").str.replace_all(r"\p{M}", "")


def beside_sections(sections: pl.Series, column: pl.Series) -> pl.DataFrame:
    """Each row's section and value, as they stand."""
    return pl.DataFrame({"section": sections, "value": column})
