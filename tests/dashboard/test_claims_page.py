"""Claims: the finding, contradictions side by side, marks in words, and filters."""

from dashboard.wording import claims as words
from queries.trust import claims
from tests.dashboard.charts.drawing import SCOPE
from tests.dashboard.test_pages import opened

PAGE = "pages/trust/claims.py"


def said(app) -> str:
    return "\n".join(element.value for kind in (app.markdown, app.caption, app.info) for element in kind)


def test_contradictions_stand_side_by_side(demo_version):
    app = opened(PAGE)
    values = [metric.value for metric in app.metric]
    assert values.index("over 670,000") == values.index("525,200") + 1
    assert {"656,753", "656,505"} <= set(values)
    assert "so about 472,300 in the prior year" in said(app)


def test_the_finding_does_not_join_the_counts_over_the_break():
    assert words.sentence_of_counts(claims.by_kind(SCOPE)) == (
        "Credentials on offer in the US: 334,114 in 2018 and 1,076,358 in 2022. The 1,850,034 of 2025 are counted otherwise "
        "and can't be set against them."
    )


def test_thin_samples_and_vendors_are_marked_in_words():
    rows = {row["claim_id"]: words.care(row) for row in claims.selected("", "").to_dicts()}
    assert rows["employers_2022_us_application"] == (
        "Thin sample: n = 150, ±5.6 points. Vendor: the sponsor sells microcredentials"
    )
    assert rows["leaders_2026_embraced"].startswith("Vendor: a software vendor is co-sponsor. Number of answers not published")  # fmt: skip
    assert rows["credentials_2019"] == ""


def test_a_choice_without_figures_says_so(demo_version):
    app = opened(PAGE, claims_subject="forecasts", claims_sponsor="platform")
    assert words.NO_FIGURE in said(app)


def test_one_subject_has_its_own_count(demo_version):
    assert "4 published figures from 1 sponsor" not in said(opened(PAGE))
    app = opened(PAGE, claims_subject="prior_learning")
    assert "3 published figures from 1 sponsor" in said(app)


def test_the_sums_say_which_print_is_short():
    assert words.sentence_of_sums(claims.sums(SCOPE)) == (
        "The parts add up to the printed total in 4 of 5 counts. The second print of 2022 is 248 short of its total."
    )
