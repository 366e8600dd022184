"""The two sides of every comparison: institution is blue and alternative orange, everywhere."""

import altair as alt

from dashboard.charts.card import ALTERNATIVE, INSTITUTION
from queries.semantic.dimensions import SIDES

COLOR_OF = dict(zip(SIDES, (INSTITUTION, ALTERNATIVE), strict=True))
COLORS = alt.Scale(domain=list(SIDES), range=list(COLOR_OF.values()))
SHAPES = alt.Scale(domain=list(SIDES), range=["circle", "diamond"])
"""A shape beside the color, for who cannot tell the two colors apart."""
KEY = "institutions are blue dots, alternative providers orange diamonds"
"""Which side is which, where a chart does not name them."""
