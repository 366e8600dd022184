"""What somebody of the staff, who sees the funnel exactly, works out of those who came by an inquiry: no outcome.

The stages of the funnel are sums by field, channel, month and day, so they know how many started in every field by every
channel. Every outcome that is hidden must stay three people wide, or as wide as there are people who started.
"""

from collections import defaultdict
from datetime import date
from itertools import pairwise

import polars as pl
import pytest

from data.cubes import fiscal, funnel_outcomes
from data.demo import generate
from data.publish import counting, inquiries
from data.reference.periods import STANDARD
from data.store.store import Store
from tests.attacks.reader import Reader, Terms, _sum

WIDTH, LEAST = 3, 10
PARTS = ("returned", "stayed away", "rest")
OF = {"started": PARTS, "completed": PARTS[:2], "returned": PARTS[:1]}
Known = dict[tuple[str, str, date, date], int]
"""How many have started by field, channel, year of the inquiry and day."""


class FunnelReader(Reader):
    """`rows`: the published cube `funnel_outcomes`; `funnel`: the exact one. Unknown are people by field, channel and year.

    `truth` says which numbers are a secret, and tells the reader nothing.
    """

    def __init__(self, rows: list[dict], funnel: pl.DataFrame, truth: dict[tuple, tuple[int, ...]]) -> None:
        self.truth = truth
        self.number, self.hidden, self.equal, self.at_least = {}, {}, [], []
        self.people: dict[tuple, int] = {}
        days = sorted({row["as_of"] for row in rows})
        self.began = started(funnel, days)
        self.cells = defaultdict(list)
        for field, channel, cohort, day in self.began:
            for grain, value in (("all", "all"), ("field", field), ("channel", channel)):
                self.cells[grain, value, cohort, day].append((field, channel, cohort, day))
        for cell, n in self.began.items():
            self.equal.append((self.of([cell], PARTS), float(n)))
        self._nobody_comes_back(days)
        for row in rows:
            self._read(row)

    def of(self, cells: list[tuple], parts: tuple[str, ...]) -> Terms:
        return {self.number.setdefault((*cell, part), len(self.number)): 1.0 for cell in cells for part in parts}

    def _nobody_comes_back(self, days: list[date]) -> None:
        """Who has completed has completed, and who has come back has come back."""
        for before, after in pairwise(days):
            for *who, day in [cell for cell in self.began if cell[-1] == before]:
                for count in ("completed", "returned"):
                    later = self.of([(*who, after)], OF[count])
                    earlier = self.of([(*who, day)], OF[count])
                    self.at_least.append((_sum((later, dict.fromkeys(earlier, -1.0))), 0.0))

    def _read(self, row: dict) -> None:
        place = row["grain"], row["value"], row["cohort"]
        for count in funnel_outcomes.COUNTS:
            if row[count] is not None:
                self.equal.append((self.of(self.cells[*place, row["known_on"]], OF[count]), float(row[count])))
            if count != "started" and (row[count] is None or self._stands(row, count)):
                cells = self.cells[*place, row["as_of"]]
                self.hidden[*place, row["as_of"], count] = self.of(cells, OF[count])
                self.people[*place, row["as_of"], count] = sum(self.began[cell] for cell in cells)

    def _stands(self, row: dict, count: str) -> bool:
        """Whether a number stands as it was earlier, and those who have been added since are few.

        If they are many it only stands so since another number of its row does, and is no secret.
        """
        if row["known_on"] == row["as_of"]:
            return False
        place = row["grain"], row["value"], row["cohort"]
        now, then = (self.truth[*place, row[day]] for day in ("as_of", "known_on"))
        at = funnel_outcomes.COUNTS.index(count) + 1
        grown = [a - b for a, b in zip(parts(now[:at]), parts(then[:at]), strict=True)]
        return any(0 < abs(n) < LEAST for n in grown) or any(n < LEAST for n in parts(now[:at]))


def parts(counts: tuple[int, ...]) -> list[int]:
    """Counts that lie within each other as parts that share nobody."""
    return [one - other for one, other in zip(counts, (*counts[1:], 0), strict=True)]


def started(funnel: pl.DataFrame, days: list[date]) -> Known:
    """What the exact cube says of who started, at every day from the first one on."""
    stage = funnel.filter(pl.col("stage").cast(pl.String) == "started")
    of = stage.select(
        pl.col("field", "channel").cast(pl.String),
        "known_on",
        "reached",
        cohort=fiscal.start(pl.col("month"), STANDARD),
    )
    known: Known = {}
    for day in days:
        until = of.filter(pl.col("known_on") <= day).group_by("field", "channel", "cohort").agg(pl.col("reached").sum())
        known |= {(f, c, year, day): n for f, c, year, n in until.rows()}
    return known


def truth(outcomes: pl.DataFrame) -> dict[tuple, tuple[int, ...]]:
    rows = outcomes.select(pl.col("grain").cast(pl.String), "value", "cohort", "as_of", *funnel_outcomes.COUNTS).rows()
    return {row[:4]: row[4:] for row in rows}


def published(registrations: int | None) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    made = generate() if registrations is None else generate(registrations, 3)
    whole = counting.whole({name: frame.lazy() for name, frame in made.items()})
    counts = counting.of_learners(whole)
    outcomes = funnel_outcomes.build(counts["funnel_outcomes"], whole.span.registered)
    shown = inquiries.protect(outcomes).frames["funnel_outcomes"]
    return outcomes, shown.with_columns(pl.col("grain").cast(pl.String)), counts["funnel"]


@pytest.fixture(scope="module", params=[600, 1_000, None], ids=["600", "1000", "demo"])
def college(request):
    return published(request.param)


def test_sums_of_stages_are_how_many_started(college):
    """So that is no secret before the staff, by field, by channel and of all."""
    outcomes, shown, funnel = college
    reader = FunnelReader(shown.to_dicts(), funnel, truth(outcomes))
    assert len(reader.truth) > 400
    assert all(sum(reader.began[cell] for cell in reader.cells[of]) == n for of, (n, *_) in reader.truth.items())


def test_the_exact_funnel_gives_no_outcome_away(college):
    outcomes, shown, funnel = college
    reader = FunnelReader(shown.to_dicts(), funnel, truth(outcomes))
    assert len(reader.hidden) > 400
    close = reader.narrow(list(reader.hidden), WIDTH)
    assert {name: size for name, size in close.items() if size < min(WIDTH, reader.people[name])} == {}


DAY, YEAR = date(2025, 6, 30), date(2024, 7, 1)


@pytest.mark.parametrize(("others", "is_shown"), [((0, 0), True), ((4, 3), False), ((50, 45), False), ((50, 30), True)])
def test_completion_less_those_who_came_by_an_inquiry_leaves_no_few(others, is_shown):
    """Of all seats and completions these are known, and who did not come by an inquiry is what is left."""
    seats, completed = others
    rows = [(grain, value, YEAR, DAY, 60, 40, 15) for grain, value in (("all", "all"), ("field", "11"))]
    keys = ["grain", "value", "cohort", "as_of"]
    outcomes = pl.DataFrame(rows, schema=[*keys, *funnel_outcomes.COUNTS], orient="row")
    began = [("11", DAY, DAY, 40 + completed), ("11", DAY, None, 20 + seats - completed)]
    tally = pl.DataFrame(
        began,
        schema={"field": pl.String, "seated": pl.Date, "completed": pl.Date, "people": pl.Int64},
        orient="row",
    )
    shown = inquiries.protect(inquiries.beside_others(outcomes, tally)).frames["funnel_outcomes"]
    assert shown["started"].to_list() == [60, 60]
    assert shown["completed"].to_list() == [40 if is_shown else None] * 2


def test_nor_does_that_of_the_demo(demo_home):
    """Where completion and inquiries show every year of a field at one day, what is left is not of few, and grows by no few."""
    version = Store(demo_home).current()
    assert version is not None
    found = {}
    for name in ("completion", "funnel_outcomes"):
        cube = pl.read_parquet(version.verified(version.entry("demo", "cubes", name)))
        is_whole = pl.col("completed").is_not_null() & (pl.col("known_on") == pl.col("as_of"))
        of = cube.with_columns(pl.col("grain").cast(pl.String)).group_by("grain", "value", "as_of")
        found[name] = of.agg(pl.col("completed").sum(), is_whole=is_whole.all()).filter("is_whole")
    both = found["completion"].join(found["funnel_outcomes"], on=["grain", "value", "as_of"]).sort("as_of")
    left = both.select("grain", "value", n=pl.col("completed") - pl.col("completed_right"))
    grown = left.select(pl.col("n").diff().over("grain", "value")).to_series().drop_nulls()
    assert left.height > 5
    assert left["n"].min() >= LEAST
    assert not grown.is_between(1, LEAST - 1).any()
