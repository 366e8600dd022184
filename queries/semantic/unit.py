"""Every kind of value once: its words, how it is said short and exact, its axis, and the digits that a file keeps."""

import math
from dataclasses import dataclass, replace

MISSING = "–"
"""What stands where a number is not known or has no base."""
DOLLARS_ONLY = 100
"""From so many dollars on cents are not shown."""


@dataclass(frozen=True)
class Unit:
    """One kind of value.

    `title` stands over an axis, `words` say it within a sentence and `file_words` in a file, where they differ. `axis` is a format of d3. `decimals` is how many
    a number has on screen where it needs them, `least` how many it has at least. `digits` is how many decimals a file
    keeps. A number is multiplied by `factor` on screen, and divided by `divisor` on screen and in a file.
    """

    name: str
    title: str
    words: str
    axis: str = ",.0f"
    decimals: int = 0
    least: int = 0
    digits: int = 0
    factor: int = 1
    divisor: int = 1
    prefix: str = ""
    suffix: str = ""
    is_signed: bool = False
    is_chance: bool = False
    is_short: bool = False
    is_number: bool = True
    file_words: str = ""

    @property
    def is_money(self) -> bool:
        """Whether it counts US dollars."""
        return self.prefix == "$"

    @property
    def signed(self) -> "Unit":
        """The same with a sign before every number but zero, for changes."""
        return replace(self, is_signed=True)

    @property
    def whole(self) -> "Unit":
        """The same without decimals on screen."""
        return replace(self, decimals=0, least=0)

    @property
    def bare(self) -> "Unit":
        """The same without its word behind every number, for a column whose heading says it."""
        return replace(self, suffix="")

    @property
    def in_short(self) -> "Unit":
        """The same said short in tables, too."""
        return replace(self, is_short=True)

    def exact(self, number: float | None) -> str:
        """A number as it stands in tables."""
        return self._said(number, short=self.is_short)

    def short(self, number: float | None) -> str:
        """A number as it stands on tiles and in sentences."""
        return self._said(number, short=True)

    def places(self, shown: float) -> int:
        """Decimals that a number, as it stands on screen, has in tables."""
        if self.is_money:
            return self.decimals if 0 < abs(shown) < DOLLARS_ONLY else 0
        kept = range(self.least, self.decimals)
        return next((d for d in kept if round(shown, d) == round(shown, self.decimals)), self.decimals)

    def _said(self, number: float | None, *, short: bool) -> str:
        if number is None or math.isnan(number):
            return MISSING
        if self.is_chance and not 0.05 <= number <= 0.95:
            return "< 5%" if number < 0.05 else "> 95%"
        shown = float(number) * self.factor / self.divisor
        if self.is_money:
            text = f"{_dollars(abs(shown), short, self.places(shown))}{self.suffix}"
            return _with_sign(shown, text, is_signed=self.is_signed)
        text = f"{abs(shown):,.{self.places(shown)}f}"
        suffix = self.suffix.removesuffix("s") if short and shown == 1 and self.suffix.startswith(" ") else self.suffix
        return _with_sign(shown, f"{text}{suffix}", is_signed=self.is_signed)


def _with_sign(number: float, text: str, *, is_signed: bool) -> str:
    """The text with the sign of the number; what rounds to nothing has none."""
    if not any(digit in text for digit in "123456789"):
        return text
    return f"-{text}" if number < 0 else f"+{text}" if is_signed else text


def _dollars(size: float, short: bool, places: int) -> str:
    if not size:
        return "$0"
    if short and size >= 1e9:
        return f"${size / 1e9:,.2f}B"
    if short and size >= 1e6:
        return f"${size / 1e6:,.2f}M"
    if short and size >= 1e4:
        return f"${size / 1e3:,.0f}K"
    return f"${size:,.{places}f}"


COUNT = Unit("count", "Count", "whole numbers", digits=2)
USD = Unit("usd", "US dollars", "US dollars", "$,.3~s", 2, digits=2, prefix="$")
SHARE = Unit(
    "share", "Share", "percent", ".1~%", 1, 1, digits=6, factor=100, suffix="%", file_words="share from 0 to 1"
)
WEEKS = Unit("weeks", "Weeks", "weeks", ",.1f", 1, digits=2, suffix=" weeks")
HOURS = Unit("hours", "Hours", "hours", ",.0f", 1, digits=2, suffix=" hours")
DAYS = Unit("days", "Days", "days", ",.1f", 1, digits=2, suffix=" days")
INDEX = Unit("index", "Index", "an index", ",.2f", 2, 2, digits=4)

METRIC_UNITS = (COUNT, USD, SHARE, WEEKS, HOURS, DAYS, INDEX)
"""The units that a metric may have."""

MEAN = replace(COUNT, name="mean", words="numbers", axis=",.1f", decimals=1)
"""A mean of counts, or a count that is expected: whole numbers as they are, others to a tenth."""
CENTS = replace(USD, name="cents", divisor=100)
"""US dollars that are held as cents; files say them in dollars."""
POINTS = replace(
    SHARE,
    name="points",
    title="Points",
    words="points",
    file_words="difference of shares",
    suffix=" points",
    is_signed=True,
)
"""A difference of shares."""
CHANCE = replace(
    SHARE, name="chance", title="Chance", file_words="probability from 0 to 1", decimals=0, least=0, is_chance=True
)
"""A probability; beyond 5 and 95% the ends are not told apart."""

ANNUAL_USD = replace(USD, name="annual_usd", words="US dollars a year", decimals=0, suffix=" a year")
QUARTERLY_USD = replace(USD, name="quarterly_usd", words="US dollars a quarter", decimals=0, suffix=" a quarter")
"""Pay, which says its time."""
CREDITS = replace(COUNT, name="credits", title="Credit hours", words="credit hours", decimals=2)
SECONDS = Unit("seconds", "Seconds", "seconds", ",.1f", 1, 1, digits=2, suffix=" seconds")

TEXT = Unit("text", "", "text", is_number=False)
DAY = Unit("day", "Day", "day", is_number=False)
MONTH = Unit("month", "Month", "first day of the month", is_number=False)
QUARTER = Unit("quarter", "Quarter", "first day of the quarter", is_number=False)
MOMENT = Unit("moment", "", "time in UTC", is_number=False)
YEAR = Unit("year", "Year", "year", is_number=False)
"""A year is a name: it has no separator and is not added."""

UNITS = {
    unit.name: unit
    for unit in (
        *METRIC_UNITS, MEAN, CENTS, POINTS, CHANCE, ANNUAL_USD, QUARTERLY_USD, CREDITS, SECONDS,
        TEXT, DAY, MONTH, QUARTER, MOMENT, YEAR,
    )
}  # fmt: skip
"""Every unit by its name, as rows name theirs where those of one column differ."""
