"""A college with more registrations than the memory should hold: cut into parts by learner, and counted one after the other.

Parts and their counts lie in a folder of the draft, which nobody else can read, and are gone when the college is counted.
"""

# Why: decision 158.

import shutil
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from data.cubes import completion, seats, section_groups
from data.publish import counting
from data.publish.counting import Counts, Facts, Part, Span
from data.reference.periods import Calendar

MOST_AT_ONCE = 3_000_000
"""Registrations that are counted at once, which takes about as much memory as more of them in parts, and less time."""
ROWS = 1_000_000
"""Registrations of a part, and rows that are read at once."""
CUT = 2_000_000
"""Rows that are cut into parts at once: into each part goes a file of them, so fewer rows would make more and smaller files."""
IDS = 3
"""Parts' worth of registrations whose ids are held at once, to find the learner of a placement or an inquiry."""
ROWS_OF_A_KEY = 32_768
"""Rows of a counted table that are written together, and read together."""
OF_REGISTRATIONS = ("placements", "inquiries")
"""Facts that name a registration and no learner."""


def counted(facts: Facts, every: Span, calendar: Calendar, folder: Path) -> Generator[Counts]:
    """The counted tables, one of `counting.STAGES` after the other. Scratch lies in `folder` until the iterator is closed."""
    registrations = height(facts["registrations"])
    if registrations <= MOST_AT_ONCE:
        yield from counting.counted(facts, every, calendar)
        return
    with TemporaryDirectory(dir=folder, prefix=".parts-") as name:
        scratch = Path(name)
        many = -(-registrations // ROWS)
        _cut(facts, scratch, many)
        held = completion.held(facts["sections"], facts["offerings"], calendar)
        for part in range(many):
            mine = counting.part(_part(facts, scratch, part), every, calendar, held)
            for stage in (counting.of_people, counting.of_learners):
                _keep(stage(mine), scratch / stage.__name__, part)
        # Seats as they lie are mostly of the same weeks: their counts shrink far more than those of a part of the learners.
        grouped = facts["sections"].with_columns(section_groups.of_sections(facts["sections"])["group"])
        for part, rows in enumerate(_slices(facts["registrations"], ROWS)):
            mine = grouped.join(rows.lazy().select("section_id"), on="section_id", how="semi", maintain_order="left")
            theirs = mine.collect()
            as_they_lie = facts | {"registrations": rows.lazy(), "sections": theirs.drop("group").lazy()}
            numbered = seats.numbered(rows.lazy(), as_they_lie["sections"], facts["offerings"])
            lying = Part(as_they_lie, numbered, every, calendar, theirs["group"])
            _keep(counting.of_seats(lying), scratch / "of_seats", part)
        for stage in counting.STAGES:
            yield Added(scratch / stage.__name__)


def _cut(facts: Facts, scratch: Path, many: int) -> None:
    """Write every part of the facts: by hash of the learner, and what names no learner by that of its registration."""
    of_learner = pl.col("learner_id").hash() % many
    _spread(facts["registrations"], of_learner, scratch / "registrations")
    if "learners" in facts:
        _spread(facts["learners"], of_learner, scratch / "learners")
    # To join an id with one of tens of millions would take more memory than all the rest, so both sides are cut by its hash.
    lots = -(-many // IDS)
    of_registration = pl.col("registration_id").hash() % lots
    _spread(facts["registrations"].select("registration_id", part=of_learner), of_registration, scratch / "ids")
    # What has led to no registration belongs to any part.
    any_lot = pl.int_range(pl.len(), dtype=pl.UInt64) % lots
    lot_of = pl.when(pl.col("registration_id").is_null()).then(any_lot).otherwise(of_registration)
    for name in OF_REGISTRATIONS:
        if name in facts:
            _spread(facts[name], lot_of, scratch / f"{name}-by-id")
            for lot in range(lots):
                rows, ids = (_read(scratch / folder, lot) for folder in (f"{name}-by-id", "ids"))
                if rows is not None:
                    known = _NO_IDS if ids is None else ids
                    placed = rows.join(known, on="registration_id", how="left").collect()
                    any_part = pl.int_range(pl.len(), dtype=pl.UInt64) % many
                    _spread(placed.lazy(), pl.col("part").fill_null(any_part), scratch / name, f"{lot}-")
            shutil.rmtree(scratch / f"{name}-by-id", ignore_errors=True)
    shutil.rmtree(scratch / "ids", ignore_errors=True)


_NO_IDS = pl.LazyFrame(schema={"registration_id": pl.String, "part": pl.UInt64})


def _spread(rows: pl.LazyFrame, part: pl.Expr, folder: Path, prefix: str = "") -> None:
    """Write rows into one folder per part."""
    for at, some in enumerate(_slices(rows, CUT)):
        for (number,), mine in (
            some.with_columns(_part=part).partition_by("_part", as_dict=True, include_key=False).items()
        ):
            place = folder / f"{number}"
            place.mkdir(parents=True, exist_ok=True)
            mine.write_parquet(place / f"{prefix}{at}.parquet", compression="lz4")


def _slices(rows: pl.LazyFrame, many: int) -> Iterator[pl.DataFrame]:
    for start in range(0, height(rows), many):
        yield rows.slice(start, many).collect()


def height(rows: pl.LazyFrame) -> int:
    """How many rows there are."""
    return rows.select(pl.len()).collect().item()


def _read(folder: Path, part: int) -> pl.LazyFrame | None:
    place = folder / f"{part}"
    return pl.scan_parquet(place / "*.parquet") if place.is_dir() else None


def _part(facts: Facts, scratch: Path, part: int) -> Facts:
    """The facts of one part. A table of which it has nothing is empty."""
    cut = {name: _read(scratch / name, part) for name in ("registrations", "learners", *OF_REGISTRATIONS)}
    mine = {
        name: (facts[name].head(0) if rows is None else rows.select(facts[name].collect_schema().names()))
        for name, rows in cut.items()
        if name in facts
    }
    return facts | mine


def _keep(counts: Counts, folder: Path, part: int) -> None:
    for name, table in counts.items():
        place = folder / name
        place.mkdir(parents=True, exist_ok=True)
        # Of each part the rows of a few keys are read at a time: in small groups, little else is read with them.
        table.write_parquet(place / f"{part}.parquet", compression="lz4", row_group_size=ROWS_OF_A_KEY)


class Added(Mapping[str, pl.DataFrame]):
    """The counts of all parts, each table added when it is asked for, so that two large ones are never held at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __contains__(self, name: object) -> bool:
        return (self._folder / f"{name}").is_dir()

    def __getitem__(self, name: str) -> pl.DataFrame:
        if name not in self:
            raise KeyError(name)
        return pl.concat(self._lots(name, counting.KEYS[name]))

    def lots(self, name: str) -> Iterator[pl.DataFrame]:
        """A table some rows at a time, in the order of its first key; no two lots share a value of it."""
        return self._lots(name, counting.KEYS[name][:1])

    def as_file(self, name: str) -> pl.LazyFrame:
        """Adds up a table on disk: one table is as large as all the others together."""
        # The audit of people adds others meanwhile, so these come in smaller lots.
        lots = self._lots(name, counting.KEYS[name], ROWS // 2)
        return on_disk(lots, self._folder.with_name(f"{name}-added"))

    def _lots(self, name: str, by: Sequence[str], most: int | None = None) -> Iterator[pl.DataFrame]:
        rows = pl.scan_parquet(self._folder / name / "*.parquet")
        by = [key for key in by if key in rows.collect_schema()]
        return (counting.added_table(name, rows.filter(span)) for span in _spans(rows, by, most))

    def __iter__(self) -> Iterator[str]:
        return (table.name for table in sorted(self._folder.iterdir()))

    def __len__(self) -> int:
        return len([*self._folder.iterdir()])


def as_file(counts: Counts, name: str) -> pl.DataFrame | pl.LazyFrame:
    """A counted table to be written to a file: of a college that is counted in parts it need not lie in the memory."""
    return counts.as_file(name) if isinstance(counts, Added) else counts[name]


def pieces(counted: counting.Counted, name: str) -> Iterator[pl.DataFrame]:
    """A table of `counting.BY_SECTION`, some whole sections at a time; nothing where it was not counted."""
    counts = counted.tables if counted.by_section is None else counted.by_section
    if name not in counts:
        return
    if isinstance(counts, Added):
        yield from counts.lots(name)
    else:
        yield counts[name]


def on_disk(lots: Iterable[pl.DataFrame], folder: Path) -> pl.LazyFrame:
    """The rows of all lots, at least one, each written to a file of a new folder as it comes."""
    folder.mkdir(parents=True)
    for at, lot in enumerate(lots):
        lot.write_parquet(folder / f"{at:06}.parquet", compression="lz4")
    return pl.scan_parquet(folder / "*.parquet")


def by_lots(
    rows: pl.LazyFrame,
    key: str,
    make: Callable[[pl.LazyFrame], pl.DataFrame],
    folder: Path,
    most: int | None = None,
) -> pl.DataFrame | pl.LazyFrame:
    """What `make` makes of rows, of about `most` (ROWS) of them at a time in the order of a key, no value of which needs another.

    A frame where there is one lot alone, else files in the new `folder`.
    """
    spans = list(_spans(rows, [key], most))
    if len(spans) == 1:
        return make(rows)
    return on_disk((make(rows.filter(span)) for span in spans), folder)


def _spans(rows: pl.LazyFrame, by: Sequence[str], most: int | None = None) -> Iterator[pl.Expr]:
    """Ranges of the first key in order, each with about `most` (ROWS) rows; one of all rows where there are none, or no key.

    A value of it that has more rows alone is cut by the next key, and so on.
    """
    key, *further = by
    sizes = rows.group_by(key).len().sort(key).collect(engine="streaming")
    if sizes.is_empty() or sizes[key].null_count():
        yield pl.lit(value=True)
        return
    kind, most = sizes.schema[key], most or ROWS
    is_large = pl.col("len") > most if further else pl.lit(value=False)
    lot = (pl.col("len").cum_sum() - 1) // most
    apart = (is_large | is_large.shift(fill_value=False)).cum_sum()
    ends = sizes.group_by(lot=lot, apart=apart, maintain_order=True).agg(
        first=pl.col(key).first(), last=pl.col(key).last(), rows=pl.col("len").sum()
    )
    for first, last, height in ends.select("first", "last", "rows").rows():
        span = pl.col(key).is_between(pl.lit(first, kind), pl.lit(last, kind))
        if further and height > most and first == last:
            yield from (span & inner for inner in _spans(rows.filter(span), further, most))
        else:
            yield span
