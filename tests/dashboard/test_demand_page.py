"""The page Demand: what it says of our offerings, one program, a state, and where there is nothing."""

from collections.abc import Iterator

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.wording import demand as words
from data.store.store import Store
from queries.strategy.demand import NOT_A_SHORTAGE
from queries.strategy.demand_pairs import Choices
from tests.dashboard.shown import words as texts
from tests.queries.strategy.test_demand import METROPOLITAN


def opened(**url: str) -> AppTest:
    app = AppTest.from_file("../../streamlit_app.py", default_timeout=60)
    for key, value in url.items():
        app.query_params[key] = value
    return app.run().switch_page("pages/strategy/demand.py").run()


def finding(app: AppTest) -> str:
    said = next(m.value for m in app.markdown if m.value.startswith("**") and "openings a year" in m.value)
    return said.replace("\\", "")


def test_one_offering_is_what_its_program_comes_to(demo_version):
    said = finding(opened(demand_programs="Certified Nursing Assistant (ours)"))
    assert said.startswith("**Certified Nursing Assistant: about 185,000 openings a year in the United States")
    assert "4.2 for each of the 44,508 awards of colleges in 2024" in said


def test_a_state_is_called_an_estimate_and_has_national_prices(demo_version):
    app = opened(demand_programs="Certified Nursing Assistant (ours)", state="TX")
    assert "about 14,100 openings a year in Texas" in finding(app)
    assert any("are an estimate" in c.value for c in app.caption)
    assert any("at national prices" in m.delta for m in app.metric)


def test_openings_per_award_always_say_what_they_leave_out(demo_version):
    for url in ({}, {"state": "TX"}, {"demand_programs": "Taxidermy/Taxidermist (01.0508)"}):
        app = opened(**url)
        has_index = any(m.label == "Openings per award" for m in app.metric)
        assert has_index == any(NOT_A_SHORTAGE in c.value for c in app.caption)
        assert not any("shortage of" in text or "surplus" in text for text in texts(app))


def test_another_way_to_divide_changes_the_number_and_the_sentence(demo_version):
    app = opened(demand_programs="Cybersecurity Foundations (ours)")
    before = [m.value for m in app.metric]
    app.selectbox(key="demand_split").set_value("employment").run()
    assert [m.value for m in app.metric] != before
    assert any("spread over its occupations by jobs" in c.value for c in app.caption)


def test_supervisors_count_where_they_are_chosen(demo_version):
    app = opened(demand_programs="Electrician (46.0302)")
    before = [m.value for m in app.metric]
    assert any(c.value.startswith("Teachers at colleges and first-line supervisors are left out") for c in app.caption)
    app.checkbox(key="demand_supervisors").check().run()
    assert [m.value for m in app.metric] != before
    assert any(c.value.startswith("Teachers at colleges are left out") for c in app.caption)


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ({"field": "54"}, words.NO_OFFERING),
        ({"demand_programs": "Taxidermy/Taxidermist (01.0508)"}, words.NO_LINK),
        ({"state": "PW"}, words.NO_LINK),
    ],
    ids=["no offering in the field", "a program without an occupation", "a place without statistics"],
)
def test_where_there_is_nothing_a_sentence_says_what_to_do(demo_version, url, text):
    app = opened(**url)
    assert not app.exception
    assert [i.value for i in app.info] == [text]


def test_every_opening_has_a_row_in_the_table_of_what_is_not_divided(demo_version):
    app = opened(demand_part="What is not divided")
    frame = app.dataframe[0].value
    assert frame.iloc[:, 0].tolist()[0] == "Divided among programs"
    assert 18_800_000 < frame.iloc[:, 1].sum() < 18_900_000


def test_our_catalog_stands_beside_what_occupations_ask_for(demo_version):
    app = opened(demand_programs="Data Analytics Certificate (ours)", demand_part="Skills")
    assert not app.exception
    technologies, _, catalog = (table.value for table in app.dataframe)
    assert "Yes" in technologies.iloc[:, -1].tolist()
    found = dict(zip(catalog.iloc[:, 0], catalog.iloc[:, 2], strict=True))
    assert found["SQL"] == "Structured query language SQL"
    assert found["Dashboards"] == "Not found"
    assert any(m.value.startswith("**Most in demand") for m in app.markdown)


def test_a_program_that_is_not_ours_has_no_catalog(demo_version):
    app = opened(demand_programs="Electrician (46.0302)", demand_part="Skills")
    assert len(app.dataframe) == 2


def test_postings_say_their_month_and_accuracy_what_is_not_at_hand(demo_version):
    app = opened(demand_programs="Certified Nursing Assistant (ours)", demand_part="Postings and past accuracy")
    assert not app.exception
    said = [m.value.replace("\\", "") for m in app.markdown]
    assert any(
        text.startswith("**Postings in Nursing, the sector of 100% of these openings") and "in August 2024" in text
        for text in said
    )
    assert any("expected all employment to grow by 10.1%; it grew by 6.7%" in text for text in said)
    assert any("No earlier projections by occupation" in text for text in said)


@pytest.mark.parametrize(("audience", "links"), [("staff", 2), ("public", 1)])
def test_a_public_reader_is_led_to_public_pages_only(demo_version, monkeypatch, audience, links):
    monkeypatch.setenv("DASHBOARD_AUDIENCE", audience)
    app = opened(demand_part="Postings and past accuracy")
    assert not app.exception
    assert any("Postings in Management" in m.value for m in app.markdown)
    assert len(app.get("page_link")) == links


@pytest.fixture
def with_metros(demo_version, demo_home) -> Iterator[None]:
    store = Store(demo_home)
    with store.draft("Metropolitan areas") as draft:
        for name, cube in METROPOLITAN.items():
            draft.put("market", "cubes", name, cube)
    yield
    store.rollback(demo_version)


def test_a_metropolitan_area_is_offered_where_a_state_is_chosen(with_metros):
    assert not any(box.key == "demand_metro" for box in opened().selectbox)
    app = opened(demand_programs="Certified Nursing Assistant (ours)", state="MO")
    app.selectbox(key="demand_metro").set_value("28140").run()
    assert not app.exception
    assert "openings a year in Kansas City, MO-KS" in finding(app)
    assert "made" not in finding(app)  # awards are not known there
    assert any("Awards are not known by area" in c.value for c in app.caption)


def test_openings_are_rounded_as_far_as_an_estimate_goes():
    assert [words.openings(n) for n in (2_447_312, 185_389.4, 36_912, 4_234, 87.4, -250, None)] == [
        "2,450,000", "185,000", "36,900", "4,230", "87", "-250", "–"
    ]  # fmt: skip
    assert [words.index(n) for n in (0.894, 4.17, 22.2, None)] == ["0.9", "4.2", "22", "–"]


def row(**values) -> pl.DataFrame:
    whole = {
        "area": "TX", "year": 2024, "openings": 100.0, "exits": 60.0, "transfers": 50.0, "growth": -10.0, "reach": 900.0,
        "awards": 50, "per_award": 2.0, "per_award_other": 3.0,
    }  # fmt: skip
    return pl.DataFrame([whole | values])


def test_jobs_that_go_away_are_said_as_a_number():
    said = words.sentence_of_demand(row(), "52.0302", "Accounting (52.0302)")
    assert "About 60 people leave work and 50 change occupation, while about 10 jobs go away." in said


def test_a_program_that_nobody_awards_is_told_by_its_reach():
    said = words.sentence_of_demand(
        row(openings=0.0, awards=0, per_award=None), "51.2602", "Home Health Aide (51.2602)"
    )
    assert said == (
        "Colleges in Texas gave no award in Home Health Aide (51.2602), so no openings are counted for it. Its occupations have about 900 "
        "openings a year in all."
    )


def test_too_few_awards_have_no_index():
    assert words.sentence_of_index(row(per_award=None, awards=3), Choices()).startswith(
        "There are fewer than 10 awards"
    )


def test_education_is_said_least_first():
    frame = pl.DataFrame({"education": ["high school", "bachelor"], "part": [0.25, 0.75]})
    none = pl.DataFrame(schema={"job_zone": pl.Int64, "part": pl.Float64})
    said = "At entry, these openings typically ask for high school or less (25%) and a bachelor's degree or more (75%)."
    assert words.sentence_of_education(frame, none) == said
    zones = pl.DataFrame({"job_zone": [2, 4, 5], "part": [0.3, 0.4, 0.3]})
    assert words.sentence_of_education(frame, zones) == (
        f"{said} O*NET puts 70% of them in its job zones 4 and 5, which take years of preparation."
    )


def test_a_bar_of_pay_is_in_the_link_and_says_what_it_rests_on(demo_version):
    app = opened(demand_programs="Certified Nursing Assistant (ours)")
    assert app.number_input(key="demand_bar").value == 11.51
    assert any("1.5 times the poverty guideline of 2026" in c.value for c in app.caption)
    app = opened(demand_programs="Certified Nursing Assistant (ours)", demand_bar="60")
    said = next(c.value for c in app.caption if "near entry" in c.value).replace("\\", "")
    assert said.startswith("0% of these openings are in occupations that pay $60.00 an hour or more near entry")
    assert "poverty" not in said  # the bar is the college's own now
