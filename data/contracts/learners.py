"""The contract of `learners`."""

import dataframely as dy
import polars as pl

from data.contracts.pseudonyms import identifies
from data.contracts.vocabulary import AGE_BANDS, EMPLOYMENT


class Learners(dy.Schema):
    """One person, under a pseudonym, with the groups that outcomes are compared over."""

    learner_id = dy.String(
        primary_key=True,
        min_length=1,
        max_length=64,
        description="Pseudonym; never an e-mail address or national id.",
    )
    age_band = dy.Enum(AGE_BANDS, nullable=True, description="Age at first registration.")
    gender = dy.String(nullable=True, max_length=40, description="As the college records it.")
    ethnicity = dy.String(nullable=True, max_length=80, description="As the college records it.")
    employment = dy.Enum(EMPLOYMENT, nullable=True, description="Employment at first registration.")
    first_generation = dy.Bool(nullable=True, description="Neither parent holds a degree.")
    degree_student = dy.Bool(nullable=True, description="Also enrolled in a degree program of the college.")
    first_seen_on = dy.Date(description="Day of the first registration or inquiry.")

    @dy.rule()
    def learner_is_a_pseudonym(cls) -> pl.Expr:
        return ~identifies(pl.col("learner_id"))
