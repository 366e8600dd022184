"""The two sides of every comparison look alike everywhere, and differ in more than color."""

from dashboard.charts.card import ALTERNATIVE, INSTITUTION
from dashboard.charts.sides import COLOR_OF, COLORS, SHAPES
from queries.semantic.dimensions import SIDES


def test_institution_is_blue_and_alternative_orange():
    assert COLOR_OF == {"institution": INSTITUTION, "alternative": ALTERNATIVE}


def test_domains_are_explicit_so_that_a_filter_to_one_side_recolors_nothing():
    assert COLORS.to_dict() == {"domain": list(SIDES), "range": [INSTITUTION, ALTERNATIVE]}


def test_each_side_has_a_shape_for_who_cannot_tell_the_colors_apart():
    assert len(set(SHAPES.to_dict()["range"])) == len(SIDES)
