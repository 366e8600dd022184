"""Every seat with numbers in place of names, sorted once for all that is counted by learner."""

import polars as pl

SEATS_AT_ONCE = 2_000_000


def build(registrations: pl.LazyFrame, sections: pl.LazyFrame, offerings: pl.LazyFrame) -> pl.DataFrame:
    """One row per registration, sorted by learner, day of registration and `registration_id`.

    `learner` is a 64-bit hash of the learner's id: the odds that any two of ten million learners share one are 1 in
    370,000. `row`, `section` and `offering` are positions in the facts registrations, sections and offerings; the last
    two are null where the facts have no such section or no such offering.
    `registered_on`, `dropped_on`, `completed_on` and `outcome` are as in the facts, `net_cents` is what was paid and
    not paid back. Twenty million strings compared once each, to sort or to join, would take longer than all the rest.
    """
    offering = offerings.select("offering_id").with_row_index("offering")
    section = sections.select("section_id", "offering_id").with_row_index("section")
    position = section.join(offering, on="offering_id", how="left").drop("offering_id")
    net = pl.col("gross_usd") - pl.col("discount_usd") - pl.col("refund_usd")
    seats = (
        registrations.join(position, on="section_id", how="left", maintain_order="left")
        .select(
            "section",
            "offering",
            "registered_on",
            "dropped_on",
            "completed_on",
            "outcome",
            learner=pl.col("learner_id").hash(),
            net_cents=(net * 100).round(0).cast(pl.Int32),
        )
        .with_row_index("row")
        .collect()
    )
    ids = registrations.select("registration_id").collect()["registration_id"]
    if not ids.is_sorted():
        seats = seats[ids.arg_sort()]
    # Lots of learners fit the processor's cache, and sorting all of them at once takes twice the memory.
    lots = 1 + seats.height // SEATS_AT_ONCE
    lot_of = pl.col("learner") // 2**32 * lots // 2**32
    parts = (seats.filter(lot_of == lot) for lot in range(lots))
    return pl.concat(part.sort("learner", "registered_on", maintain_order=True) for part in parts)


def beside(facts: dict[str, pl.LazyFrame]) -> dict[str, pl.LazyFrame]:
    """The facts with `seats` beside them; registrations, sections and offerings are needed."""
    return facts | {"seats": build(facts["registrations"], facts["sections"], facts["offerings"]).lazy()}


def is_first() -> pl.Expr:
    """Whether a row is the first one of its learner; any rows of seats may have been left out before."""
    return (pl.col("learner") != pl.col("learner").shift()).fill_null(True)


def matched(registrations: pl.LazyFrame, table: pl.LazyFrame) -> pl.LazyFrame:
    """Every row of a table whose `registration_id` is one of the registrations, beside that registration.

    Both come without that id: a hash of it is compared, which takes half the time.
    """
    number = pl.col("registration_id").hash()
    named = table.filter(pl.col("registration_id").is_not_null()).with_columns(number)
    return registrations.with_columns(number).join(named, on="registration_id").drop("registration_id")
