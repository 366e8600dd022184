"""Hiding of what would say too much about few people. Runs while publishing, never later.

One call of `protect_tables` takes all tables about the same people, declared once each, and gives back the same tables with
every count that must not be seen made null:

    published = protect.protect_tables(
        {"completion": PeopleTable(frame, counts=("started", "completed"), cuts={"place": ("grain", "value")})},
        trees={"place": {("offering", "welding"): ("field", "48"), ("field", "48"): ("all", "all")}},
        rules=Rules(),
    )
    published.frames["completion"]      # counts are null where hidden; is_hidden, known_on and bound say why
    published.report                    # one row: cells, primary, complementary, narrowest interval, seconds

What is hidden, in order: cells of fewer than `Rules.minimum` people; splits of which one part is smaller than that;
changes from one point in time to the next that are smaller than that; and as many further cells as it takes until a
linear program over all tables together finds every hidden number uncertain by at least `Rules.width`.
"""

from data.protect.cells import ROOT, gather, rows
from data.protect.knowledge import knowledge
from data.protect.past import remembered
from data.protect.publishing import Published, protect_tables
from data.protect.samples import Sample, unsafe
from data.protect.tables import Link, PeopleTable, Rules

__all__ = [
    "ROOT",
    "Link",
    "PeopleTable",
    "Published",
    "Rules",
    "Sample",
    "gather",
    "knowledge",
    "protect_tables",
    "remembered",
    "rows",
    "unsafe",
]
