"""Partners and pathways: finding, map, agreements that end, offerings without one, and what is said where nothing is there."""

from datetime import date

from dashboard.wording import pathways as words
from queries.outcomes.pathways import AGREED, ANY, ENDING, RECOMMENDED, Pathways, Soon, Way
from tests.dashboard.test_pages import opened

PAGE = "pages/outcomes/partners.py"
WAY = Way(
    start="a", start_title="Welding I", is_ours=True, provider=None, end="AAS Welding", end_title="AAS Welding",
    is_degree=True, state=ENDING, institution="State University", recommended_by=None, credit_hours=1, until=date(2026, 6, 30),
)  # fmt: skip


def said(app) -> str:
    return "\n".join(element.value for kind in (app.markdown, app.caption, app.info) for element in kind)


def test_the_page_says_how_many_count_toward_more_and_what_ends(demo_version):
    text = said(opened(PAGE))
    assert "open offerings count toward another credential or a degree by an agreement" in text
    assert "the first on May 31, 2026" in text
    assert "Security Operations Analyst toward BS Information Technology." in text
    assert "A recommendation, such as one of ACE, binds nobody" in text


def test_a_field_without_ways_says_so(demo_version):
    app = opened(PAGE, field="54")
    assert words.NOTHING in said(app)
    assert words.NO_ENDING in said(app)


def test_sentences_agree_with_their_numbers():
    assert words.sentence_of_pathways(Pathways((), ())) == ""
    assert words.sentence_of_pathways(Pathways((), (("a", "Welding I"),))) == (
        "None of 1 open offering counts toward another credential or a degree by an agreement."
    )
    assert words.sentence_of_pathways(Pathways((WAY,), (("a", "Welding I"),))) == (
        "1 of 1 open offering counts toward another credential or a degree by an agreement. 1 agreement ends within a year, "
        "on Jun 30, 2026: Welding I toward AAS Welding."
    )
    recommended = Way(**{**WAY.__dict__, "state": RECOMMENDED, "end": ANY, "until": None})
    assert words.sentence_of_pathways(Pathways((recommended,), (("a", "Welding I"),))).endswith(
        "credit for 1 is recommended."
    )


def test_a_way_is_said_with_credit_learners_and_end():
    assert words.tooltip(WAY) == "Agreed, ends within a year · 1 credit hour · until Jun 30, 2026"
    shown = Way(**{**WAY.__dict__, "state": AGREED, "until": None, "completed": 40, "went_on": 10, "credit_hours": 3})
    assert words.tooltip(shown) == "Agreed · 3 credit hours · 25.0% of 40 completions went on"
    hidden = Way(**{**WAY.__dict__, "until": None, "is_hidden": True, "credit_hours": None})
    assert words.tooltip(hidden).endswith("Who went on is hidden to protect learners")


def test_how_soon_is_a_sentence_or_nothing():
    assert words.sentence_of_time(None) == ""
    assert "did so within 7 months" in words.sentence_of_time(Soon(7, 24))
