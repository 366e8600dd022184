"""The portfolio on screen: classes by the weights of the link, one offering with its inputs, and sentences that are whole."""

import shutil
from dataclasses import replace

import polars as pl
import pytest

from dashboard.wording import portfolio as words
from data.ingest import ingest
from data.ingest.plan import Choices
from data.readers import recipe_file
from data.readers.files import Brought
from data.reference import portfolio as rules
from data.store.store import Store
from queries.strategy import portfolio_verdict
from queries.strategy.portfolio_verdict import Turn
from tests import registrar
from tests.dashboard.test_pages import opened
from tests.queries.strategy.test_portfolio_verdict import RULE, judged

PAGE = "pages/strategy/portfolio.py"


def said(app) -> str:
    """All that is said on the page, without what keeps it from being read as Markdown."""
    text = "\n".join(element.value for kind in (app.markdown, app.caption, app.info) for element in kind)
    return text.replace("\\", "")


def test_the_page_classes_every_offering_and_shows_the_inputs_of_one(demo_version):
    app = opened(PAGE)
    text = said(app)
    assert "open offerings" in text
    assert "trial weightings" in text
    every, one = (table.value for table in app.dataframe[:2])
    assert every.shape[0] > 50
    assert one["Input"].tolist() == [*words.INPUTS.values()]


def test_weights_in_the_link_change_the_classes(demo_version):
    as_shipped = opened(PAGE).dataframe[0].value
    by_fill = opened(PAGE, **{f"portfolio_{name}": "0" for name in rules.CRITERIA if name != "fill"})
    classes = by_fill.dataframe[0].value
    assert by_fill.number_input(key="portfolio_market").value == 0
    assert classes["Class"].tolist() != as_shipped["Class"].tolist()
    grown = classes[classes["Class"] == "Grow"]["Fill"]
    assert grown.min() > classes[classes["Class"] == "Sustain"]["Fill"].max()  # nothing but fill counts


def test_no_weight_at_all_falls_back_to_the_rule_and_says_so(demo_version):
    app = opened(PAGE, **{f"portfolio_{name}": "0" for name in rules.CRITERIA})
    assert app.warning[0].value == words.NO_WEIGHT
    assert app.dataframe[0].value["Class"].tolist() == opened(PAGE).dataframe[0].value["Class"].tolist()


def test_a_broken_rule_file_is_said_and_the_shipped_one_used(demo_version, monkeypatch):
    monkeypatch.setattr("dashboard.cards.portfolio.rules.rule", _refuse)
    app = opened(PAGE)
    assert "lacks seed. The shipped rule is used." in app.warning[0].value
    assert app.dataframe


def _refuse(home):
    raise rules.BadRule("The file of the portfolio rule lacks seed.")


@pytest.mark.parametrize("offering", judged().frame["offering"].to_list())
def test_every_class_has_whole_sentences(offering):
    table = judged()
    turns = portfolio_verdict.turns(table, offering, RULE)
    for sentence in (
        words.sentence_of_one(table, offering, RULE),
        words.sentence_of_turns(turns) or words.no_turn(table, offering, RULE),
        words.sentence_of_money(table, offering),
    ):
        assert "None" not in sentence
        assert sentence == "" or sentence.endswith(".")


def test_the_finding_counts_classes_and_steady_ones():
    text = words.sentence_of_portfolio(judged(), RULE)
    # grows; stays, edge, bound and hidden; ends and closing; dark, young and seldom
    assert text.startswith(
        "Of 10 open offerings, we class 1 as grow, 4 as sustain and 2 as retire. 3 have too little evidence for a class."
    )
    assert "2,000 trial weightings" in text


def test_ends_of_a_scale_are_said_on_the_safe_side():
    up = Turn("fill", 0.7001, is_from_below=True, is_known=True, to="grow")
    down = Turn("ties", 1.3, is_from_below=False, is_known=True, to="sustain")
    unknown = replace(up, is_known=False)
    assert words.sentence_of_turns((up, down)) == (
        "It would become grow with fill at 71% or more; or sustain with ties to other offerings of 1 or fewer."
    )
    assert "with fill, once it is known, at 71% or more" in words.sentence_of_turns((unknown,))


def test_closing_names_who_is_left_and_says_where_money_is_no_reason(demo_version):
    app = opened(PAGE, portfolio_offering="culin-1")
    text = said(app)
    assert "Closing Culinary Fundamentals would lose" in text
    assert "It costs more than it saves in every year" in text
    assert "Food Safety Manager counts toward it and would lead nowhere unless it gets another target." in text
    assert "Its direct cost is no reason to close it." in text
    assert "owed" in text
    by_year = next(table.value for table in app.dataframe if "Revenue lost" in table.value.columns)
    assert len(by_year) == len(rules.shipped().saved_by_year)


def test_an_offering_whose_end_is_decided_says_when_the_last_learner_may_finish(demo_version):
    text = said(opened(PAGE, portfolio_offering="video"))
    assert "Video Production Basics retires: its last day of registration is Jun 30, 2026." in text
    assert "Registration ends Jun 30, 2026. The last learner could finish as late as" in text
    assert "(decided, ends Jun 30, 2026)" in text


def test_the_page_says_what_state_laws_ask_and_that_no_degree_is_offered(demo_version):
    text = said(opened(PAGE))
    assert "No open offering is a degree, so these laws do not apply." in text
    assert "Indiana, since Jul 1, 2025" in text
    assert "5 for an associate and 5 for a bachelor's degree" in text


def test_a_contested_input_is_shown_with_the_class_without_it(demo_version, demo_home, tmp_path, monkeypatch):
    home = shutil.copytree(demo_home, tmp_path / "home")
    monkeypatch.setenv("DASHBOARD_HOME", str(home))
    app = opened(PAGE, portfolio_offering="culin-1")
    next(box for box in app.selectbox if box.label == "Record").select("contested:fill")
    box = next(one for one in app.text_input if one.label == "Note")
    box.input("Two sections were combined, and both count as offered.")
    next(button for button in app.button if button.label == "Save the note").click()
    app.run()
    assert not app.exception
    version = Store(home).current()
    assert version is not None
    assert version.id != demo_version
    again = opened(PAGE, portfolio_offering="culin-1", version=version.id)
    assert "Fill is contested. Without it the class would" in said(again)
    notes = next(table.value for table in again.dataframe if "Note" in table.value.columns)
    assert notes["Note"].tolist() == ["Two sections were combined, and both count as offered."]
    assert notes["About"].tolist() == ["Fill"]


def test_a_note_without_words_is_not_saved(demo_version):
    app = opened(PAGE)
    next(button for button in app.button if button.label == "Save the note").click()
    app.run()
    assert app.error[0].value == "Write a note that says why."


def test_an_offering_that_only_the_data_dates_is_not_called_new():
    table = judged()
    undated = table.with_frame(table.frame.with_columns(is_launch_stated=pl.lit(value=False)))
    assert words.sentence_of_one(table, "young", RULE).endswith("it has been open for 11 months, and a class needs 12.")
    assert words.sentence_of_one(undated, "young", RULE).endswith(
        "the data shows it for 11 months, and a class needs 12. If it is older, state launched_on in the catalog."
    )


def test_an_offering_that_lacks_more_than_age_says_both():
    table = judged(young=(None, 0.9, None, "none_final", 11, 9, None))
    assert words.sentence_of_one(table, "young", RULE).endswith(
        "a class needs 12. Besides, 25% of the weight is known, and a class needs 60%."
    )


def test_a_registrars_export_says_what_is_on_record_and_what_fills_the_rest(demo_home, tmp_path, monkeypatch):
    """Two terms without launch dates, costs or placements: no class, and no reproach for what the college did bring."""
    recipe = tmp_path / "recipe.toml"
    recipe.write_text(registrar.RECIPE)
    files = [Brought(name, text.encode()) for name, text in registrar.export().files().items()]
    shutil.copytree(demo_home, tmp_path / "home")
    ingest.run(files, Store(tmp_path / "home"), Choices(recipe=recipe_file.load(recipe)))
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path / "home"))
    text = said(opened(PAGE, college="college"))
    assert "3 of 3 open offerings have too little evidence for a class." in text
    assert "If it is older, state launched_on in the catalog." in text
    assert "of the weight is known, and a class needs 70%." in text
    assert "Completion: outcomes are on record, and count once a fiscal year is final." in text
    assert "Contribution margin: state the direct cost of sections." in text
    assert "Employment in its field: import placements." in text
