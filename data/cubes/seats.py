"""Every seat with numbers in place of names: once as the facts stand, once sorted for all that is counted by learner."""

# Why: decisions 85 and 91.

import polars as pl

DAYS = 1 << 16
"""Days that have room in one number beside the first 48 bits of a learner: 179 years."""
MONEY = ("gross", "discount", "refund")


def numbered(registrations: pl.LazyFrame, sections: pl.LazyFrame, offerings: pl.LazyFrame) -> pl.DataFrame:
    """One row per registration, in their order.

    `learner` is a 64-bit hash of the learner's id: the odds that any two of ten million learners share one are 1 in
    370,000. `section` and `offering` are positions in the facts sections and offerings, null where the facts have no
    such section or no such offering. Days and `outcome` are as in the facts, money is in whole cents, so that sums are
    exact and do not depend on their order. Twenty million strings compared once each, to sort or to join, would take
    longer than all the rest.
    """
    offering = offerings.select("offering_id").with_row_index("offering")
    section = sections.select("section_id", "offering_id").with_row_index("section")
    position = section.join(offering, on="offering_id", how="left").drop("offering_id")
    cents = {f"{name}_cents": (pl.col(f"{name}_usd") * 100).round(0).cast(pl.Int32) for name in MONEY}
    return (
        registrations.join(position, on="section_id", how="left", maintain_order="left")
        .select(
            "section",
            "offering",
            "registered_on",
            "dropped_on",
            "paid_on",
            "completed_on",
            "outcome",
            learner=pl.col("learner_id").hash(),
            **cents,
        )
        .collect()
    )


def by_learner(numbered: pl.DataFrame, registrations: pl.LazyFrame) -> pl.DataFrame:
    """The seats sorted by learner, day of registration and `registration_id`; `registrations` are the facts.

    `row` is the position in the facts registrations, `net_cents` what was paid and not paid back.
    """
    gross, discount, refund = (pl.col(f"{name}_cents") for name in MONEY)
    seats = numbered.lazy().select(
        pl.int_range(pl.len(), dtype=pl.UInt32).alias("row"),
        *("learner", "section", "offering", "registered_on", "dropped_on", "completed_on", "outcome"),
        net_cents=gross - discount - refund,
    )
    ids = registrations.select("registration_id").collect()["registration_id"]
    if not ids.is_sorted():
        seats = seats.collect()[ids.arg_sort()].lazy()
    day = pl.col("registered_on").to_physical()
    by_one = pl.col("learner") // DAYS * DAYS + (day - day.min()).cast(pl.UInt64)
    # One number to sort by takes half the time of two columns; two learners hardly ever have the first 48 bits alike.
    in_order = seats.sort(by_one, maintain_order=True).collect()
    if in_order["learner"].is_sorted():
        return in_order
    return seats.sort("learner", "registered_on", maintain_order=True).collect()


def placed(numbered: pl.DataFrame, registrations: pl.LazyFrame, placements: pl.LazyFrame) -> pl.DataFrame:
    """The facts placements with what is known of their seat: learner, section, offering, its days and `pell_recipient`.

    Whom the rates leave out (`exclusion_reason`) is left out here, before anything is counted: so no two counts differ by
    such a learner.
    """
    row = rows_of(placements, registrations)
    seat = numbered.select(pl.col("learner", "section", "offering", "completed_on").gather(row))
    stated = registrations.select("exited_on", "pell_recipient", "exclusion_reason").collect()
    every = placements.drop("registration_id").collect().hstack(seat).hstack(stated.select(pl.all().gather(row)))
    return every.filter(pl.col("exclusion_reason").is_null()).drop("exclusion_reason")


def counted(numbered: pl.DataFrame, facts: dict[str, pl.LazyFrame]) -> dict[str, pl.LazyFrame]:
    """What tables about people are counted from: `seats` by learner, and where there are placements two more.

    `placed`: those of a completion. `left`: those of learners who began and left without one.
    """
    tables = {"seats": by_learner(numbered, facts["registrations"]).lazy()}
    if "placements" in facts:
        every = placed(numbered, facts["registrations"], facts["placements"])
        is_completed = pl.col("completed_on").is_not_null()
        tables["placed"] = every.filter(is_completed).lazy()
        tables["left"] = every.filter(~is_completed, pl.col("exited_on").is_not_null()).lazy()
    return tables


def is_first() -> pl.Expr:
    """Whether a row is the first one of its learner; any rows of seats may have been left out before."""
    return (pl.col("learner") != pl.col("learner").shift()).fill_null(True)


def rows_of(table: pl.LazyFrame, registrations: pl.LazyFrame) -> pl.Series:
    """For every row of a table with a `registration_id` the position of that registration in the facts, null where none.

    A hash of the id is compared, which takes half the time.
    """
    number = pl.col("registration_id").hash()
    asked = table.select("registration_id").with_row_index("at").drop_nulls().with_columns(number)
    matches = registrations.select(number).with_row_index("row").join(asked, on="registration_id").select("at", "row")
    at, row = matches.collect().get_columns()
    height = table.select(pl.len()).collect().item()
    return pl.repeat(None, height, dtype=pl.UInt32, eager=True).alias("row").scatter(at, row)
