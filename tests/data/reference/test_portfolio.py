"""The rule of the portfolio: the shipped file, a file of the college, and files that cannot be used."""

import pytest

from data.reference import portfolio as rules

SHIPPED = rules.SHIPPED.read_text()


def test_shipped_weights_are_equal_since_none_is_defensible():
    made = rules.shipped()
    assert len(made.weights) == len(rules.CRITERIA)
    assert len(set(made.weights)) == 1
    assert made.is_shipped


def test_a_file_of_the_college_takes_its_place(tmp_path):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "portfolio.toml").write_text(SHIPPED.replace("fill = 1\n", "fill = 3\n"))
    made = rules.rule(tmp_path)
    assert made.weights[rules.CRITERIA.index("fill")] == 3
    assert not made.is_shipped
    assert rules.rule(tmp_path / "elsewhere") == rules.shipped()
    assert rules.used(tmp_path) == made
    (tmp_path / "rules" / "portfolio.toml").write_text("weights = 1")
    assert rules.used(tmp_path) == rules.shipped()


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("months_least = 12\n", "", "lacks months_least"),
        ("seed = 7\n", "seed = 7\nseeds = 8\n", "unknown keys: seeds"),
        ("fill = 0.40\n", "fill = true\n", "no usable value for fill"),
        ("ties = 1\n", "", "lacks ties"),
        ("grow_from = 0.75", "grow_from = 0.45", "must rise between 0 and 1"),
        ("margin = 0.50", "margin = 0.00", "must differ for every criterion"),
        ("price = 1\n", "price = -1\n", "must be 0 or more"),
        ("[weights]", "[weights", "is not TOML"),
        ("saved_by_year = [0.33, 0.67, 1.00]", "saved_by_year = []", "needs saved_by_year"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(was, becomes, said):
    assert was in SHIPPED
    with pytest.raises(rules.BadRule, match=said):
        rules.parsed(SHIPPED.replace(was, becomes, 1), is_shipped=False)
