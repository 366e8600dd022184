"""Seats taken at the fictional college: when, for how much, and what became of them."""

from datetime import date

import numpy as np
import polars as pl

from data.contracts.vocabulary import AGE_BANDS, CHANNELS, EMPLOYMENT

DROP_SHARE = 0.09
DISCOUNT_SHARE = 0.28
CANCEL_SHARE = 0.8
"""Share of the sections under their minimum at the decision that are cancelled; the rest run all the same."""
DECISION_DAYS = 10


def take_seats(rng: np.random.Generator, sections: pl.DataFrame, as_of: date) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Registrations and sections as they stand at `as_of`: nothing later is known, statuses follow from the seats."""
    wanted = np.minimum(rng.poisson(sections["expected"].to_numpy()), sections["capacity"].to_numpy())
    place = np.repeat(np.arange(sections.height), wanted)
    n = len(place)
    window = (sections["starts_on"] - sections["opens_on"]).dt.total_days().to_numpy()[place]
    # A third comes soon after opening, the rest in a rush towards the start.
    share = np.where(rng.random(n) < 0.33, rng.beta(1.0, 5.0, n), rng.beta(3.2, 1.25, n))
    seats = sections.select("section_id", "opens_on", "starts_on", "ends_on", "price_usd", "completion", "minimum")[
        place
    ].with_columns(
        registered_on=(pl.col("opens_on") + pl.duration(days=pl.lit(pl.Series(np.floor(share * window))))).cast(
            pl.Date
        ),
        learner=pl.Series(_learners(rng, n)),
    )
    seats = seats.unique(["section_id", "learner"], keep="first", maintain_order=True)
    seats, cancelled = _cancel(rng, seats, as_of)
    seats = _money_and_outcome(rng, seats.filter(pl.col("registered_on") <= as_of), as_of)
    status = (
        pl.when(pl.col("decided_on").is_not_null())
        .then(pl.lit("cancelled"))
        .when(pl.col("starts_on") <= as_of)
        .then(pl.lit("held"))
        .otherwise(pl.lit("scheduled"))
    )
    return seats, sections.join(cancelled, on="section_id", how="left", maintain_order="left").with_columns(
        status=status
    )


def learners(rng: np.random.Generator, seats: pl.DataFrame) -> pl.DataFrame:
    """Everybody who took a seat, with the groups that outcomes are compared over."""
    people = seats.group_by("learner_id").agg(first_seen_on=pl.col("registered_on").min()).sort("learner_id")
    n = people.height
    return people.with_columns(
        age_band=pl.Series(rng.choice(AGE_BANDS, n, p=[0.24, 0.31, 0.22, 0.14, 0.09])),
        gender=pl.Series(rng.choice(["woman", "man", "nonbinary"], n, p=[0.55, 0.43, 0.02])),
        ethnicity=pl.lit(None, pl.String),
        employment=pl.Series(rng.choice(EMPLOYMENT, n, p=[0.46, 0.24, 0.18, 0.12])),
        first_generation=pl.Series(rng.random(n) < 0.41),
        degree_student=pl.Series(rng.random(n) < 0.17),
    )


def _learners(rng: np.random.Generator, n: int) -> np.ndarray:
    """People behind the seats: squaring makes some come back often and most only once or twice."""
    return np.floor(rng.random(n) ** 1.35 * max(1, int(0.85 * n))).astype(np.int64)


def _cancel(rng: np.random.Generator, seats: pl.DataFrame, as_of: date) -> tuple[pl.DataFrame, pl.DataFrame]:
    decision = pl.col("starts_on").dt.offset_by(f"-{DECISION_DAYS}d")
    early = pl.col("registered_on") <= decision
    by_section = seats.group_by("section_id", maintain_order=True).agg(
        decided_on=decision.first(), taken=early.sum(), minimum=pl.col("minimum").first()
    )
    chance = pl.Series(rng.random(by_section.height))
    cancelled = by_section.filter(
        (pl.col("taken") < pl.col("minimum") * 1.25) & (chance < CANCEL_SHARE) & (pl.col("decided_on") <= as_of)
    ).select("section_id", "decided_on")
    seats = seats.join(cancelled, on="section_id", how="left", maintain_order="left")
    return seats.filter(pl.col("decided_on").is_null() | early), cancelled


def _money_and_outcome(rng: np.random.Generator, seats: pl.DataFrame, as_of: date) -> pl.DataFrame:
    n = seats.height
    draw = [pl.Series(rng.random(n)) for _ in range(5)]
    discount = pl.when(draw[0] < DISCOUNT_SHARE).then(pl.col("price_usd") * (0.1 + 0.3 * draw[1])).otherwise(0.0)
    left_after = pl.Series(rng.gamma(1.6, 14, n)).cast(pl.Int64)
    own_drop = pl.when(draw[2] < DROP_SHARE).then(
        (pl.col("registered_on") + pl.duration(days=pl.lit(left_after))).cast(pl.Date)
    )
    dropped = pl.coalesce(pl.min_horizontal("decided_on", own_drop), own_drop)
    seats = seats.with_columns(discount_usd=discount.round(2), dropped_on=dropped).with_columns(
        dropped_on=pl.when((pl.col("dropped_on") <= as_of) & (pl.col("dropped_on") <= pl.col("ends_on"))).then(
            pl.col("dropped_on")
        )
    )
    paid = pl.col("price_usd") - pl.col("discount_usd")
    early = pl.col("dropped_on") < pl.col("starts_on")
    refund = pl.when(early).then(paid).when(pl.col("dropped_on").is_not_null()).then(paid * 0.25).otherwise(0.0)
    final = (pl.col("ends_on").dt.offset_by("7d") <= as_of) & pl.col("dropped_on").is_null()
    finished = final & (draw[3] < pl.col("completion"))
    days = (7 * draw[4]).cast(pl.Int64)
    return seats.select(
        registration_id=pl.format("R{}", pl.int_range(pl.len()).cast(pl.String).str.zfill(8)),
        section_id="section_id",
        learner_id=pl.format("L{}", pl.col("learner").cast(pl.String).str.zfill(8)),
        registered_on="registered_on",
        dropped_on="dropped_on",
        gross_usd="price_usd",
        discount_usd="discount_usd",
        refund_usd=refund.round(2),
        paid_on="registered_on",
        outcome=pl.when(pl.col("dropped_on").is_not_null())
        .then(pl.lit("withdrawn"))
        .when(finished)
        .then(pl.lit("completed"))
        .when(final)
        .then(pl.lit("failed"))
        .otherwise(pl.lit("in_progress")),
        completed_on=pl.when(finished).then((pl.col("ends_on") + pl.duration(days=pl.lit(days))).cast(pl.Date)),
        channel=pl.Series(rng.choice(CHANNELS, n)),
    )
