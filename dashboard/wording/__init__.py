"""Every sentence of the product is made here; this file offers the words that all of them share."""

from dashboard.wording.changes import change, sentence_of_standing
from dashboard.wording.counts import NOTHING, number
from dashboard.wording.dates import day, edition, period, periods_of
from dashboard.wording.hidden import HIDDEN, hidden_cells, hidden_names
from dashboard.wording.labels import (
    ALIGNMENTS,
    COLLECTIONS,
    COLLEGES,
    label,
    metric_label,
    name,
    plural,
    section_names,
)
from dashboard.wording.markdown import escaped
from dashboard.wording.money import cents
from dashboard.wording.scopes import PUBLIC_NOTE, all_fields, known_at, not_filtered
from dashboard.wording.shares import chance, percent, share
from dashboard.wording.values import value

__all__ = [
    "ALIGNMENTS",
    "COLLECTIONS",
    "COLLEGES",
    "HIDDEN",
    "NOTHING",
    "PUBLIC_NOTE",
    "all_fields",
    "cents",
    "chance",
    "change",
    "day",
    "edition",
    "escaped",
    "hidden_cells",
    "hidden_names",
    "known_at",
    "label",
    "metric_label",
    "name",
    "not_filtered",
    "number",
    "percent",
    "period",
    "periods_of",
    "plural",
    "section_names",
    "sentence_of_standing",
    "share",
    "value",
]
