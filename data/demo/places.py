"""Where and when sections of the demo college meet, and the labels that it gave to some of them."""

import numpy as np
import polars as pl

from data.demo.catalog import own
from data.demo.fields import BUSINESS, FIELDS, HEALTH, TECHNOLOGY, TRADES

ONLINE = "Online"
CAMPUSES = {
    TECHNOLOGY: ("Downtown", "Main", "Riverside"),
    HEALTH: ("Main", "Riverside", "Downtown"),
    BUSINESS: ("Downtown", "Main", "Riverside"),
    TRADES: ("Riverside", "Main", "Downtown"),
}
"""By school, where its sections meet, the usual campus first."""
SHARES = (0.72, 0.2, 0.08)
MEETINGS = (("TR", "18:00"), ("MW", "18:00"), ("S", "09:00"), ("MW", "09:30"), ("TR", "13:00"), ("MTWRF", "09:00"))
MEETING_SHARES = (0.28, 0.26, 0.14, 0.14, 0.1, 0.08)
"""Most learners work in the daytime."""
LIVE_ONLINE = 0.45
"""Share of online sections that meet at a set time, in the evening."""
TAGS = ("grant funded", "employer cohort", None)
TAG_SHARES = (0.06, 0.09, 0.85)


def placed(sections: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """The sections with campus, days and time of their meetings, and tags."""
    schools = {code: field.school for code, field in FIELDS.items()}
    of_offering = own().select("offering_id", "modality", home=pl.col("field").replace_strict(schools))
    about = sections.select("offering_id").join(of_offering, on="offering_id", how="left", maintain_order="left")
    size = sections.height
    campus = pl.Series(rng.choice(len(SHARES), size, p=SHARES))
    meeting = pl.Series(rng.choice(len(MEETINGS), size, p=MEETING_SHARES))
    live = pl.Series(rng.random(size) < LIVE_ONLINE)
    evening = pl.Series(rng.integers(0, 2, size))
    tags = pl.Series(TAGS).gather(rng.choice(len(TAGS), size, p=TAG_SHARES))
    is_online = pl.col("modality") == "online"
    met = pl.when(~is_online).then(pl.lit(meeting)).when(pl.lit(live)).then(pl.lit(evening))
    chosen = about.with_columns(at=pl.lit(campus), met=met, tags=pl.lit(tags)).select(
        "tags",
        campus=pl.when(is_online)
        .then(pl.lit(ONLINE))
        .otherwise(pl.col("home").replace_strict(CAMPUSES, return_dtype=pl.List(pl.String)).list.get("at")),
        **{
            name: pl.col("met").replace_strict(dict(enumerate(values)), default=None, return_dtype=pl.String)
            for name, values in zip(("meeting_days", "start_time"), zip(*MEETINGS, strict=True), strict=True)
        },
    )
    return sections.hstack(chosen)
