"""Program groups: a title stands alone only where no other group has it."""

from queries.strategy.program_groups import GROUPS, group_name, group_title


def test_titles_name_one_group_each():
    assert len({*GROUPS.values()}) == len(GROUPS)


def test_a_group_without_a_title_keeps_its_code():
    assert group_title("51.39") == GROUPS["51.39"]
    assert "51.98" not in GROUPS
    assert group_title("51.98") == group_name("51.98") == "Health (51.98)"
