"""The comparison page: its finding, its rows in words, its badges, and the sentence that a reader may quote."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.wording import states, versus
from tests.dashboard.shown import sentence

PAGE = "pages/strategy/versus.py"


def opened(**url: str) -> AppTest:
    app = AppTest.from_file("../../streamlit_app.py", default_timeout=60)
    for key, value in url.items():
        app.query_params[key] = value
    app.run()
    return app.switch_page(PAGE).run()


def text(app: AppTest) -> str:
    return "\n".join(m.value.replace("\\", "") for m in app.markdown)


def test_the_title_is_the_finding_and_holds_back_what_is_not_shown(demo_version):
    assert "# In New Jersey, completers of alternative programs look 3.5 points more likely to be employed; in the same fields the difference all but disappears" in text(opened())  # fmt: skip


def test_the_sentence_to_quote_has_its_range_its_source_and_its_day(demo_version):
    (quote,) = (line for line in text(opened()).splitlines() if "computed" in line)
    assert "With 33 institutions, they could be anywhere from 12 points behind to 6 points ahead" in quote
    assert "Source: New Jersey Department of Labor" in quote
    assert "computed Nov" in quote


def test_every_row_has_a_difference_and_a_badge_and_what_is_next(demo_version):
    said = text(opened())
    assert "A program costs $3,692 at institutions and $5,777 at alternatives: institutions cost 36% less." in said
    assert "43,621 people completed with alternatives and 9,516 at institutions: 4.6 times as many." in said
    assert "Only 16% of the people have a program with a known price." in said
    assert (
        "Leaving out one field at a time moves this gap from -2.6 (without basic skills) to +2.1 (without health)."
        in said
    )
    assert said.count("Both sides: :green-badge[Same definition]") == 4
    assert said.count("**Next**") == 4
    assert said.count("No forecast yet") >= 4


def test_the_fictional_market_is_one_choice_away_and_says_that_it_is(demo_version):
    app = opened()
    app.selectbox(key="versus_market").set_value("known").run()
    assert not app.exception
    assert any("fictional" in c.value for c in app.caption if "people" in c.value)
    assert "Fictional data of the demo college" in text(app)
    assert "Bootcamp programs in Computing cost $12,500 against our $1,690 and take 16 weeks against our 10." in text(
        app
    )


@pytest.mark.parametrize(
    ("price", "weeks", "said"),
    [
        (900, 20, "Some alternatives are cheaper than we are; none is shorter."),
        (1_000, 8, "Some alternatives are shorter than we are; none is cheaper."),
        (900, 8, "Some alternatives are cheaper than we are, and some are shorter."),
        (1_000, 10, "No kind of alternative is cheaper or shorter than we are in a field that we teach."),  # equal
        (1_000, None, "No kind of alternative is cheaper or shorter than we are in a field that we teach."),
    ],
)
def test_whether_alternatives_beat_us_is_said_before_the_example(price, weeks, said):
    row = {"provider_type": "bootcamp", "field": "11", "our_price": 1_000, "our_weeks": 10}
    assert versus.sentence_of_rivals([row | {"price": price, "weeks": weeks}]).startswith(said)


def test_charts_by_field_say_that_they_show_every_field_where_one_is_chosen(demo_version):
    said = [c.value for c in opened(field="51").caption if "orange diamonds" in c.value]
    assert len(said) == 4
    assert all("all fields, to compare Health with the others" in unit_line for unit_line in said)


def test_who_asks_for_bootcamps_is_told_where_there_is_none(demo_version):
    assert "No bootcamp on this list teaches a field that we teach." in text(opened())
    assert "No bootcamp" not in text(opened(versus_market="known"))
    assert "No bootcamp" not in text(opened(versus_alternative_real="training_company"))


@pytest.mark.parametrize("url", [{"state": "TX"}, {"state": "OH"}, {"field": "51"}, {"field": "54"}])
def test_a_choice_without_one_side_says_so_in_place_of_an_empty_row(demo_version, url):
    app = opened(**url)
    assert not app.exception
    assert "None" not in text(app)


def test_a_state_is_found_by_its_name_and_by_its_code(demo_version):
    assert states.in_a_list("NJ") == "New Jersey (NJ)"
    for spelled in ("NJ", "New Jersey (NJ)"):
        assert opened(state=spelled).selectbox(key="state").value == "NJ"


def test_a_provider_type_of_the_frame_narrows_its_own_side(demo_version):
    app = opened(provider_type="public_2yr")
    assert app.selectbox(key="versus_institution_real").value == "public_2yr"
    assert app.selectbox(key="versus_alternative_real").value == "all"
    assert "43,621 people completed with alternatives" in text(app)


def test_charts_say_both_sides_in_a_sentence(demo_version):
    said = [sentence(chart) for chart in opened().get("vega_lite_chart")]
    assert len(said) == 8
    assert said[0].startswith("Offerings: A program costs $3,692")
    assert any(s.startswith("Employed by field: the sides are widest apart in ") for s in said)
