"""Both sides compared in sentences, and what the format rule does to the counts."""

import polars as pl
import pytest

from dashboard.wording import offerings as words
from data.contracts.vocabulary import ALTERNATIVE_TYPES
from data.reference.format_rule import FormatRule
from queries.strategy import offerings


@pytest.mark.parametrize("held", ["programs", "statistics"])
def test_the_finding_names_both_medians_with_their_counts(home_with, held):
    # three prices at institutions: 9,000, 3,000, 4,000; three at alternatives: 12,000, 5,000, 1,300 (and one not stated)
    assert words.sentence_of_list_prices(offerings.medians(home_with(held)).frame) == (
        "The median list price is $5,000 at alternative providers (4 programs) and $4,000 at institutions (3 programs). "
        "Per contact hour it is $25.00 against $12.50."
    )


@pytest.mark.parametrize("held", ["programs", "statistics"])
@pytest.mark.parametrize(
    ("rule", "institutions", "alternatives"),
    [
        (FormatRule(), (2, "67%"), (1, "25%")),  # boot camp by name, networks at the edge; immersive by length
        (FormatRule(16, 10), (2, "67%"), (2, "50%")),  # the 80 hours in 8 weeks are dense enough now
        (FormatRule(12, 40), (1, "33%"), (1, "25%")),  # only the name is left at institutions
    ],
)
def test_counts_follow_the_format_rule(home_with, held, rule, institutions, alternatives):
    sentence = words.sentence_of_formats(offerings.formats(home_with(held).narrowed(format_rule=rule.code)).frame)
    total = institutions[0] + alternatives[0]
    assert sentence == (
        f"{total} programs are short and intensive under this rule: {institutions[0]} at institutions "
        f"({institutions[1]} of theirs) and {alternatives[0]} at alternative providers ({alternatives[1]} of theirs)."
    )


def test_any_word_counts_once_the_list_is_here(home_with):
    rule = FormatRule(4, 40, "coding")
    sentence = words.sentence_of_formats(offerings.formats(home_with("programs").narrowed(format_rule=rule.code)).frame)
    assert sentence.startswith("3 programs are short and intensive")


def test_one_side_alone_is_not_compared(home_with):
    scope = home_with("programs")
    assert words.sentence_of_list_prices(offerings.medians(scope.narrowed(side="alternative")).frame) == (
        "4 programs of alternative providers are in this choice, at a median list price of $5,000. There is no "
        "program of institutions to compare."
    )
    assert (
        words.sentence_of_list_prices(offerings.medians(scope.narrowed(field="01")).frame)
        == "This choice lists no programs."
    )


def test_the_page_says_how_the_list_is_known(home_with):
    assert words.sentence_of_list(offerings.edition(home_with("statistics"))).startswith(
        "Summary figures as of Mar 20, 2024"
    )
    assert words.sentence_of_list(offerings.edition(home_with("programs"))) == (
        "The imported list as of Mar 20, 2024, program by program."
    )


def test_public_lists_stand_before_the_college_s_own(home_with):
    assert offerings.lists(home_with("programs", "statistics")) == ["made_up", "offerings"]


@pytest.mark.parametrize("held", ["programs", "statistics"])
def test_a_kind_narrows_its_own_side_and_only_kinds_of_the_list_are_offered(home_with, held):
    whole = home_with(held)
    kinds = offerings.kinds(whole)
    kind = next(k for k in kinds if k in ALTERNATIVE_TYPES)
    narrow = whole.narrowed(kind=kind)
    every, narrowed = (dict(offerings.medians(one).frame.select("side", "programs").rows()) for one in (whole, narrow))
    assert narrowed["institution"] == every["institution"]
    assert 0 < narrowed["alternative"] < every["alternative"]
    by_kind = offerings.by_side(narrow, "provider_type").frame
    assert {*by_kind.filter(side="alternative")["provider_type"].cast(pl.String)} == {kind}
    assert {*by_kind["provider_type"].cast(pl.String)} <= {*kinds}
    assert "platform" not in kinds  # the list has none
