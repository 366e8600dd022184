"""Refunds that a system writes as a negative line under the id of the registration."""

import polars as pl

from data.readers.files import issue, no_issues


def fold(frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Registrations with the refunds of their negative lines in them, and an issue for each line that was folded.

    A line folds where its id has one line of its own that is not negative, of the same section and learner. Its discount
    (negative too where a system takes it back) lessens the refund. Other negative lines stay and are refused by the contract.
    """
    is_line = (frame["gross_usd"] < 0).fill_null(False)
    if not is_line.any():
        return frame, no_issues()
    same = ["registration_id", "section_id", "learner_id"]
    once = frame.filter(~is_line).filter(pl.len().over("registration_id") == 1).select(same)
    lines = frame.filter(is_line).join(once, on=same, how="semi")
    if lines.is_empty():
        return frame, no_issues()
    paid_back = -pl.col("gross_usd") + pl.col("discount_usd").fill_null(0) + pl.col("refund_usd").fill_null(0).abs()
    sums = lines.group_by("registration_id").agg(back=paid_back.sum(), left=pl.col("dropped_on").max())
    rest = frame.join(lines.select("row"), on="row", how="anti", maintain_order="left")
    folded = rest.join(sums, on="registration_id", how="left", maintain_order="left").with_columns(
        refund_usd=pl.when(pl.col("back").is_not_null())
        .then(pl.col("refund_usd").fill_null(0) + pl.col("back"))
        .otherwise("refund_usd"),
        dropped_on=pl.coalesce("dropped_on", "left"),
    )
    return folded.select(frame.columns), issue(
        lines.select("row", value="gross_usd"), "gross_usd", "refund_line", is_fatal=False
    )
