"""Readers that fill a college's own tables: PDP files and the Open University, their traps and control totals."""

from datetime import date

import polars as pl
import pytest

from data.contracts import TABLES
from data.ingest import ingest
from data.readers import joint, oulad, pdp, text
from data.readers.files import FileSample
from data.store.store import Store

COURSE = {
    "Student GUID": "AB1",
    "Student Age": ">20 - 24",
    "Race": "White",
    "Gender": "F",
    "Institution ID": "00999900",
    "Academic Year": "2018-19",
    "Academic Term": "SPRING",
    "Course Prefix": "CIS",
    "Course Number": "101",
    "Section ID": "1",
    "Course Name": "Networks",
    "Course CIP": "11.0901",
    "Course Begin Date": "20190108",
    "Course End Date": "20190513",
    "Grade": "3",
    "Number of Credits Attempted": "3",
    "Number of Credits Earned": "3",
    "Delivery Method": "O",
}
COHORT = {
    "Institution ID": "999900",
    "Cohort": "2016-17",
    "Student GUID": "AB1",
    "Cohort Term": "FALL",
    "Student Age": "20 and younger",
    "Race": "White",
    "Gender": "M",
    "Credential Type Sought Year 1": "Associate's Degree",
    "Program of Study Term 1": "230101",
    "Years to Bachelors at cohort inst.": "0",
    "Years to Associates or Certificate at cohort inst.": "2",
}


def tidied(row: dict[str, str], **changes: str):
    changed = {**row, **{next(h for h in row if h.lower().replace(" ", "_") == k): v for k, v in changes.items()}}
    result = pdp.tidy(
        pl.DataFrame({h: [v or None] for h, v in changed.items()}, schema=dict.fromkeys(changed, pl.String))
    )
    refused = result.issues.filter("is_fatal").height
    for name, frame in result.tables.items():
        if not refused:
            TABLES[name].validate(TABLES[name].cast(frame.drop("row")))
    return {name: frame.to_dicts() for name, frame in result.tables.items()}, result.issues


def test_a_class_fills_all_tables():
    tables, issues = tidied(COURSE)
    (seat,) = tables["registrations"]
    assert (seat["outcome"], seat["completed_on"], seat["registered_on"]) == (
        "completed",
        date(2019, 5, 13),
        date(2019, 1, 8),
    )
    assert tables["offerings"][0]["modality"] == "online"
    assert tables["learners"][0]["age_band"] == "under_25"
    assert set(issues["column"]) == {"gross_usd"}, "that there is no money is said"


@pytest.mark.parametrize("day", ["20190108", "2019-01-08", "1/8/2019"])
def test_days_in_either_format_are_read(day):
    assert tidied(COURSE, course_begin_date=day)[0]["sections"][0]["starts_on"] == date(2019, 1, 8)


@pytest.mark.parametrize(
    ("grade", "earned", "outcome"),
    [("W", "3", "withdrawn"), ("w", "0", "withdrawn"), ("F", "0", "failed"), ("0", "0", "failed"), ("P", "3", "completed"),
     ("M", "3", "completed"), ("I", "0", "failed")],
)  # fmt: skip
def test_a_grade_says_what_became_of_it(grade, earned, outcome):
    tables, issues = tidied(COURSE, grade=grade, number_of_credits_earned=earned)
    assert tables["registrations"][0]["outcome"] == outcome
    assert ("grade" in issues["column"].to_list()) == (grade in "MI")


def test_words_in_any_case_are_the_same():
    assert tidied(COURSE, delivery_method="ONLINE")[0]["offerings"][0]["modality"] == "online"
    assert tidied(COHORT, cohort_term="Fall")[0]["sections"][0]["starts_on"] == date(2016, 8, 20)
    assert tidied(COHORT, cohort_term="Fall")[0]["sections"][0]["term"] == "Fall 2016"
    assert tidied(COHORT, cohort_term="SPRING")[0]["sections"][0]["term"] == "Spring 2017"


def test_columns_are_matched_by_name():
    headers = [h.upper() for h in COURSE][::-1]
    assert pdp.sniff(FileSample("any.csv", headers, pl.DataFrame()))
    assert not pdp.sniff(FileSample("any.csv", ["registration_id", "learner_id"], pl.DataFrame()))


def test_a_cohort_student_holds_a_program_until_the_credential():
    (seat,) = tidied(COHORT)[0]["registrations"]
    assert (seat["outcome"], seat["completed_on"]) == ("completed", date(2018, 8, 20))
    assert tidied(COHORT, **{"years_to_associates_or_certificate_at_cohort_inst.": "0"})[0]["registrations"][0]["outcome"] == "in_progress"  # fmt: skip
    assert tidied(COHORT, cohort_term="SPRING")[0]["sections"][0]["starts_on"] == date(2017, 1, 15)


def test_a_day_that_is_none_refuses_the_row_and_what_hangs_on_it():
    tables, issues = tidied(COURSE, course_begin_date="soon")
    assert issues.filter("is_fatal")["value"].to_list() == ["soon"]
    assert tables["sections"] == []


INFO = [  # module, presentation, student, gender, age_band, final_result
    ("AAA", "2013J", "1", "M", "55<=", "Pass"),
    ("AAA", "2013J", "2", "F", "0-35", "Withdrawn"),  # left after 12 days
    ("AAA", "2013J", "3", "F", "35-55", "Withdrawn"),  # left before the start
    ("AAA", "2013J", "4", "F", None, "Withdrawn"),  # no day of leaving
    ("AAA", "2014B", "1", "M", "55<=", "Fail"),  # a day of leaving beside a result
]
DAYS = [
    ("AAA", "2013J", "1", "-30", None),
    ("AAA", "2013J", "2", "-92", "12"),
    ("AAA", "2013J", "3", "-50", "-3"),
    ("AAA", "2013J", "4", None, None),
    ("AAA", "2014B", "1", "-10", "100"),
]
LENGTHS = [("AAA", "2013J", "268"), ("AAA", "2014B", "240")]


def open_university():
    frames = {"learners": INFO, "registrations": DAYS, "courses": LENGTHS}
    raw = {
        n: pl.DataFrame(rows, schema=dict.fromkeys(oulad.PARTS[n], pl.String), orient="row")
        for n, rows in frames.items()
    }
    result = oulad.tidy(raw)
    for name, frame in result.tables.items():
        TABLES[name].validate(TABLES[name].cast(frame.drop("row")))
    return result


def test_days_are_counted_from_the_start_of_the_presentation():
    seats = open_university().tables["registrations"].to_dicts()
    assert seats[0]["registered_on"] == date(2013, 9, 1)
    assert seats[1]["dropped_on"] == date(2013, 10, 13)
    assert seats[2]["dropped_on"] < date(2013, 10, 1), "left before day 0: never started"
    assert seats[4]["registered_on"] == date(2014, 1, 22)


def test_withdrawn_without_a_day_and_a_day_beside_a_result_are_said():
    result = open_university()
    seats = result.tables["registrations"].to_dicts()
    assert (seats[3]["outcome"], seats[3]["dropped_on"]) == ("withdrawn", None)
    assert (seats[4]["outcome"], seats[4]["dropped_on"]) == ("failed", None)
    said = set(result.issues.select("row", "column").rows())
    assert {(4, "date_unregistration"), (5, "date_unregistration"), (4, "date_registration"), (2, "age_band")} <= said


def test_a_student_of_two_presentations_is_one_learner():
    assert open_university().tables["learners"]["learner_id"].to_list() == ["1", "2", "3", "4"]


def test_one_file_alone_is_refused_with_what_is_missing(tmp_path):
    path = tmp_path / "studentInfo.csv"
    pl.DataFrame(INFO, schema=dict.fromkeys(oulad.PARTS["learners"], pl.String), orient="row").write_csv(path)
    with pytest.raises(text.BadFile, match=r"registrations, courses did not come"):
        joint.joined([(path, "", text.read(path))])


@pytest.mark.real_files
def test_the_open_university_imports_with_its_control_totals(shared_data, tmp_path):
    store = Store(tmp_path)
    files = ["courses.csv", "studentInfo.csv", "studentRegistration.csv"]
    reports = {r.table: r for r in ingest.run([shared_data / "oulad" / f for f in files], store).reports}
    assert all(r.rows_quarantined == 0 for r in reports.values())
    assert reports["learners"].rows_accepted == 19_720
    with store.draft("look") as draft:
        seats = draft.facts("college", "registrations").collect()
    assert dict(seats["outcome"].cast(pl.String).value_counts().rows()) == {
        "withdrawn": 6_330,
        "completed": 9_928,
        "failed": 5_075,
    }
    assert store.current().has("college", "cubes", "completion")


@pytest.mark.real_files
@pytest.mark.parametrize("file", ["raw_pdp_course_data.csv", "raw_pdp_cohort_data.csv"])
def test_a_pdp_file_imports_whole(shared_data, tmp_path, file):
    reports = ingest.run([shared_data / "pdp" / file], Store(tmp_path)).reports
    (seats,) = (r for r in reports if r.table == "registrations")
    assert (seats.rows_accepted + seats.rows_to_check, seats.rows_quarantined) == (9, 0)
