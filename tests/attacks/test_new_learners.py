"""What somebody of the staff, who sees every seat by channel, works out of who is new and who has been here before.

Nobody is new without a seat, so where nearly all seats of a year are of new learners, its months and channels would be known by
their seats. Every hidden count must stay three people wide, or as wide as there are seats.
"""

from datetime import date

import polars as pl
import pytest

from data.cubes import new_learners
from data.demo import generate
from data.publish import counting
from data.publish import new_learners as publishing
from data.reference.periods import STANDARD
from tests.attacks.reader import Reader

WIDTH = 3


class SeatReader(Reader):
    """`rows`: the published counts; `seats`: kept ones by channel and month. Unknown are new learners by channel and month."""

    def __init__(self, rows: list[dict], seats: dict[tuple[str, date], int]) -> None:
        months = sorted({row["period"] for row in rows if row["period_kind"] == "month"})
        channels = sorted({row["value"] for row in rows if row["grain"] == "channel"})
        self.number = {pair: at for at, pair in enumerate((c, m) for c in channels for m in months)}
        self.hidden, self.equal, self.at_least, self.room = {}, [], [], {}
        for pair, at in self.number.items():
            self.at_least.append(({at: -1.0}, -float(seats.get(pair, 0))))
        for row in rows:
            inside = [
                (channel, month)
                for channel, month in self.number
                if row["value"] in ("all", channel)
                and row["period"] <= month <= row["as_of"]
                and STANDARD.containing(month, row["period_kind"]).start == row["period"]
            ]
            terms = {self.number[pair]: 1.0 for pair in inside}
            if row["new_learners"] is None:
                name = (*(row[key] for key in new_learners.KEY),)
                self.hidden[name] = terms
                self.room[name] = min(WIDTH, sum(seats.get(pair, 0) for pair in inside))
            else:
                self.equal.append((terms, row["new_learners"]))

    def close(self) -> dict[tuple, float]:
        """Numbers that are known more closely than they should be."""
        return {name: size for name, size in self.narrow(list(self.hidden), WIDTH).items() if size < self.room[name]}


def counts(registrations: int | None) -> pl.DataFrame:
    made = generate() if registrations is None else generate(registrations, 3)
    whole = counting.whole({name: frame.lazy() for name, frame in made.items()})
    rows = new_learners.build(counting.of_learners(whole)["new_learners"], whole.span.registered)
    return rows.with_columns(pl.col("grain", "period_kind").cast(pl.String))


def reader(every: pl.DataFrame, shown: pl.DataFrame) -> SeatReader:
    months = every.filter(grain="channel", period_kind="month").select("value", "period", "kept").rows()
    return SeatReader(shown.to_dicts(), {(channel, month): kept for channel, month, kept in months})


@pytest.fixture(scope="module", params=[600, 1_000, 8_000, None], ids=["600", "1000", "8000", "demo"])
def every(request) -> pl.DataFrame:
    return counts(request.param)


def test_seats_by_channel_do_not_tell_who_is_new(every):
    found = reader(every, publishing.protect(every).frames["new_learners"])
    assert len(found.hidden) > 50
    assert found.close() == {}


def test_the_same_reader_gets_them_where_small_counts_alone_are_hidden(every):
    """The seats matter, and more than few people must be hidden."""
    few = pl.when(pl.col("new_learners") >= publishing.least_people()).then("new_learners")
    assert len(reader(every, every.with_columns(new_learners=few)).close()) > 20
