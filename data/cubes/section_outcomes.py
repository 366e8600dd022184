"""What became of those who started, section by section: the rows behind estimates. Never published."""

from datetime import date

import numpy as np
import polars as pl

from data.cubes import completion
from data.cubes.bands import NOT_KNOWN
from data.cubes.completion_formats import of_offerings
from data.cubes.completion_groups import ATTRIBUTES
from data.reference.periods import STANDARD, Calendar

COUNTS = ("started", "completed")
FORM = ("field", "modality", "length_band", "price_band", "credit")
"""What is known of an offering where groups are compared."""
SETS, SEED = 400, 7
"""Sections are drawn again in so many sets at most: each by itself where there are no more, else a few at random."""
LEFT_OUT = 20
"""One learner in so many is in no estimate."""
ALL = "all"
CREDIT, NONCREDIT = "credit", "noncredit"


def count(facts: dict[str, pl.LazyFrame], end: date) -> pl.DataFrame:
    """A row per section (its position) and `group` of a `trait` of learners whose outcomes were final at `end`.

    `started` and `completed`, and `n` and `k`, the same of the sample that estimates are made of: all but one learner in
    LEFT_OUT, chosen by the learner's number, so that it is the same from version to version and nobody can name them. The
    group is `not_known` where not stated; ALL is trait and group of all learners of the section, and the only one where
    there are no facts about learners. One trait at a time, which is all that anything asks for, stays small. It adds up over
    parts of the learners. Facts: seats, `held` (see `data.cubes.completion`), and learners where known.
    """
    attributes = ATTRIBUTES if "learners" in facts else ()
    learners, words = completion.traits(facts["learners"] if attributes else completion.NOBODY, attributes)
    final = completion.seats(facts["seats"], facts["held"]).filter(pl.col("final_on") <= end)
    is_in = is_in_sample().cast(pl.UInt64)
    is_completed = pl.col("completed_on").is_not_null().cast(pl.UInt64)
    keyed = final.select("learner", key=pl.col("section").cast(pl.UInt64) * 4 + is_in * 2 + is_completed)
    in_sample, completed = pl.col("key") // 2 % 2, pl.col("key") % 2
    counted = (
        completion.with_traits(keyed, learners.lazy())
        .group_by(section=pl.col("key") // 4, trait="trait")
        .agg(started=pl.len(), completed=completed.sum(), n=in_sample.sum(), k=(in_sample * completed).sum())
        .cast(dict.fromkeys((*COUNTS, "n", "k"), pl.Int64))
        .collect()
    )
    return _by_trait(counted, words, attributes)


def _by_trait(counted: pl.DataFrame, words: pl.DataFrame, attributes: tuple[str, ...]) -> pl.DataFrame:
    """Sums by section and all attributes together as sums by section and one trait, in the order of both.

    Both are numbered and packed, which takes half the time of sorting words.
    """
    known = {name: words.select("trait", group=pl.col(name).fill_null(NOT_KNOWN)) for name in attributes}
    pairs = sorted({(ALL, ALL), *((name, group) for name in known for group in (NOT_KNOWN, *known[name]["group"]))})
    place = {pair: number for number, pair in enumerate(pairs)}
    for name, groups in known.items():
        of_group = {group: number for (trait, group), number in place.items() if trait == name}
        number = groups.select("trait", pl.col("group").replace_strict(of_group, return_dtype=pl.UInt64).alias(name))
        counted = counted.join(number, on="trait", how="left").with_columns(pl.col(name).fill_null(of_group[NOT_KNOWN]))
    sums = [
        counted.lazy().group_by(key=pl.col("section") * len(pairs) + pair).agg(pl.col(*COUNTS, "n", "k").sum())
        for pair in (pl.lit(place[ALL, ALL], pl.UInt64), *(pl.col(name) for name in attributes))
    ]
    summed = pl.concat(sums).sort("key").collect(engine="streaming")
    pair = pl.col("key") % len(pairs)
    trait, group = (pl.lit(pl.Series(words)).gather(pair) for words in zip(*pairs, strict=True))
    same = {name: name for name in (*COUNTS, "n", "k")}
    return summed.select(section=pl.col("key") // len(pairs), trait=trait, group=group, **same)


def build(counted: pl.DataFrame, sections: pl.DataFrame) -> pl.DataFrame:
    """What `count` has counted of some sections, with what the function `sections` says of each."""
    return counted.join(sections, on="section")


def is_in_sample() -> pl.Expr:
    """Whether a `learner` (see `data.cubes.seats`) is one of those that estimates are made of."""
    return pl.col("learner") // 64 % LEFT_OUT != 0


def forms(offerings: pl.LazyFrame) -> pl.LazyFrame:
    """One row per offering: `offering` and its form."""
    credit = pl.when(pl.col("credit_hours") > 0).then(pl.lit(CREDIT)).otherwise(pl.lit(NONCREDIT))
    return of_offerings(offerings.with_columns(field=pl.col("cip_code").str.head(2), credit=credit), "field", "credit")


def sections(facts: dict[str, pl.LazyFrame], end: date, calendar: Calendar = STANDARD) -> pl.DataFrame:
    """A row per held section: position, `set`, offering, cohort, form and whether it `is_over` at `end` (its time to complete has passed).

    Facts: sections, offerings.
    """
    placed = completion.held(facts["sections"], facts["offerings"], calendar).with_row_index("section")
    ids = facts["sections"].select("section_id").with_row_index("section").sort("section_id").collect()
    # The order of the file does not matter, and neighbors come into different sets.
    order = np.random.default_rng(SEED).permutation(ids.height) % SETS
    sets = ids.select("section", set=pl.Series(order, dtype=pl.UInt32))
    named = placed.select("section", "offering", "cohort", is_over=pl.col("open_until") <= end).drop_nulls()
    every = named.join(forms(facts["offerings"]).collect(), on="offering").join(sets, on="section")
    return every.cast({"section": pl.UInt64} | dict.fromkeys(FORM, pl.Categorical))
