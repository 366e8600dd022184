"""The columns of sections that need a decision."""

import polars as pl

from data.contracts.vocabulary import SECTION_CHOICES
from queries.enrollment.dependents import SCHEMA as DEPENDENT
from queries.semantic.column import Column, of_day, of_dimension
from queries.semantic.unit import CENTS, CHANCE, COUNT, MEAN, SHARE

SCHEMA = pl.Schema(
    {
        "section_id": pl.String,
        "offering": pl.String,
        "starts_on": pl.Date,
        "decide_by": pl.Date,
        "advice": pl.Enum(SECTION_CHOICES),
        "worth_cents": pl.Float64,
        "is_counted": pl.Boolean,
        "merge_with": pl.String,
        "closes": pl.Boolean,
        "merged_seats": pl.Float64,
        "together_cents": pl.Float64,
        "run_cents": pl.Float64,
        "wait_cents": pl.Float64,
        "merge_cents": pl.Float64,
        "promote_cents": pl.Float64,
        "promotion_cents": pl.Float64,
        "chance_to_run": pl.Float64,
        "came_true": pl.Float64,
        "came_true_sections": pl.Int64,
        "net": pl.Int64,
        "by_decision": pl.Float64,
        "projected": pl.Float64,
        "minimum": pl.Int64,
        "break_even": pl.Int64,
        "capacity": pl.Int64,
        "is_bound": pl.Boolean,
        "dependents": pl.List(pl.Struct(DEPENDENT)),
    }
)
"""All that is worked out. `dependents` and the flags are for sentences; no file holds them.

`together_cents`: what the merged section is expected to contribute against canceling both.
"""

_AGAINST = "Expected contribution against canceling the section today"
COLUMNS = (
    of_day("decide_by", "Decide by", "Day by which the college usually decides whether a section runs."),
    of_dimension("offering"),
    of_day("starts_on", "Starts"),
    Column("section_id", "Section"),
    Column("advice", "Advice", dimension="advice"),
    Column("merge_with", "Merge with", definition="The other section, where merging is advised."),
    Column(
        "worth_cents",
        "Adds if followed",
        CENTS.whole.signed,
        "Contribution that is expected if the advice is followed, less that of the better of running and canceling the section today. "
        "Where that is the advice itself, less that of the other one. A merger counts once.",
    ),
    Column("run_cents", "Run", CENTS.whole, f"{_AGAINST}, if it runs whatever happens."),
    Column("wait_cents", "Wait", CENTS.whole, f"{_AGAINST}, if it is decided on the decision day."),
    Column("merge_cents", "Merge", CENTS.whole, f"{_AGAINST}, if it is merged with the other section."),
    Column("promote_cents", "Promote", CENTS.whole, f"{_AGAINST}, with promotion for the seats that it lacks."),
    Column("chance_to_run", "Chance to run", CHANCE, "Chance to reach the minimum by the decision day."),
    Column(
        "came_true", "Such sections that ran", SHARE.whole, "Share of past sections with about this chance that ran."
    ),
    Column("came_true_sections", "Past sections", COUNT, "Past sections that had about this chance."),
    Column("net", "Net now", COUNT, "Seats taken and not dropped."),
    Column("by_decision", "By decision day", MEAN, "Seats expected by the decision day."),
    Column("projected", "Projected", MEAN, "Seats expected at the start."),
    Column("minimum", "Minimum", COUNT, "Seats it needs to run."),
    Column("break_even", "Break-even", COUNT, "Seats that pay the direct cost."),
    Column("capacity", "Seats", COUNT, "Seats that the section has."),
)
