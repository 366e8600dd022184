"""State laws on degrees with few graduates as files."""

import pytest

from data.reference import program_thresholds as rules

LAW = (
    '[x]\nname = "X"\nstate = "XX"\nin_force_on = 2025-07-01\nsource = "S"\nyears = 2\nconsequence = "ends"\n'
    "below = { associate = 4 }\n"
)


def test_the_shipped_laws_say_what_the_statutes_say():
    laws = {law.state: law for law in rules.shipped()}
    # Indiana Code 21-18-9-10.7: fewer than 10, 15, 7 and 3 graduates on a mean of three years; Ohio SB 1: fewer than five.
    assert [laws["IN"].limit(level) for level in rules.LEVELS] == [10, 15, 7, 3]
    assert [laws["OH"].limit(level) for level in rules.LEVELS] == [5, 5, None, None]
    assert {law.years for law in laws.values()} == {3}


def test_a_file_of_the_college_takes_their_place(tmp_path):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "program_thresholds.toml").write_text(LAW)
    laws, is_shipped = rules.rules(tmp_path)
    assert [law.code for law in laws] == ["x"]
    assert laws[0].limit("bachelor") is None
    assert laws[0].limit(None) is None
    assert not is_shipped
    assert rules.rules(tmp_path / "elsewhere") == (rules.shipped(), True)


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("years = 2\n", "", "lacks years"),
        ("years = 2\n", 'years = "two"\n', "no usable value for years"),
        ("associate = 4", "diploma = 4", "unknown levels: diploma"),
        ("associate = 4", 'associate = "4"', "no usable value for associate"),
        ("below = { associate = 4 }\n", "", "needs below"),
        ("[x]\n", "", "needs one table per law"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(was, becomes, said):
    with pytest.raises(rules.BadRule, match=said):
        rules.parsed(LAW.replace(was, becomes, 1))
