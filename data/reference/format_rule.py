"""Which programs count as short and intensive: the usual sense of "bootcamp", apart from who offers them."""

import re
from dataclasses import dataclass

import polars as pl

SHORT_INTENSIVE, OTHER = "short_intensive", "other"


@dataclass(frozen=True)
class FormatRule:
    """Short and intensive is at most so many weeks at no less than so many hours a week, or a word in the title."""

    weeks_at_most: int = 16
    hours_per_week_at_least: int = 20
    title_word: str = "bootcamp"

    @property
    def code(self) -> str:
        """The rule as it stands in a link: `16/20/bootcamp`."""
        return f"{self.weeks_at_most}/{self.hours_per_week_at_least}/{self.title_word}"

    def format(self) -> pl.Expr:
        """`short_intensive`, `other`, or null where neither length nor title tells; over title, weeks, contact_hours."""
        is_short = (pl.col("weeks") <= self.weeks_at_most) & (
            pl.col("contact_hours") / pl.col("weeks") >= self.hours_per_week_at_least
        )
        rule = is_short | self._has_title_word() if _bare(self.title_word) else is_short
        return pl.when(rule).then(pl.lit(SHORT_INTENSIVE)).when(~rule).then(pl.lit(OTHER))

    def _has_title_word(self) -> pl.Expr:
        # "Boot Camp", "boot-camp" and "Bootcamp" are one word.
        return (
            pl.col("title")
            .str.to_lowercase()
            .str.replace_all(r"[\s-]", "")
            .str.contains(_bare(self.title_word), literal=True)
        )


DEFAULT = FormatRule()
WEEKS_STEPS = (4, 8, 12, 16, 20, 26)
HOURS_STEPS = (10, 15, 20, 25, 30, 40)
PUBLISHED = tuple(FormatRule(weeks, hours) for weeks in WEEKS_STEPS for hours in HOURS_STEPS)
"""The rules that statistics are published for; a list program by program knows any."""


def parse(code: str) -> FormatRule:
    """The rule of a code. Raises ValueError with a sentence."""
    parts = re.fullmatch(r"(\d{1,3})/(\d{1,3})/([^/]{0,40})", code)
    if parts is None:
        raise ValueError(f"{code[:60]!r} is no format rule; write weeks/hours per week/word, e.g. {DEFAULT.code}.")
    return FormatRule(int(parts[1]), int(parts[2]), parts[3])


def _bare(word: str) -> str:
    return re.sub(r"[\s-]", "", word.lower())
