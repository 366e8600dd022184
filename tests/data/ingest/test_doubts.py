"""Rows that are taken and should be checked: by which rule, what they do to the numbers, and that each counts once."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.contracts import TABLES
from data.cubes import known_days
from data.ingest import checking, event_days, keys, refund_lines
from data.ingest.keys import ReusedKeys
from data.ingest.plan import Choices
from data.readers.files import BadFile
from data.reference.import_reasons import DOUBTS, REASONS
from data.store.store import Store
from queries import college as colleges
from tests.data.ingest.small_college import HEAD, OFFERINGS, PROVIDERS, SECTIONS, TODAY, doubts


@pytest.mark.parametrize(
    ("row", "code"),
    [
        # a plain row
        ("r1,s1,l1,2025-01-15,,500,0,0,in_progress,\n", None),
        # four months and more after the last day
        ("r1,s1,l1,2025-11-03,,500,0,0,in_progress,\n", "long_after_section"),
        # a year before the window opens
        ("r1,s1,l1,2024-01-03,,500,0,0,in_progress,\n", "long_before_section"),
        # planned drops and payments are no news yet
        ("r1,s1,l1,2025-01-15,2026-06-01,500,0,0,withdrawn,\n", "after_import_day"),
        ("r1,s1,l1,2025-01-15,,500,0,0,completed,2025-01-20\n", "completed_before_start"),
        ("r1,s1,l1,2025-01-15,,500,0,0,withdrawn,\n", "withdrawn_without_day"),
        ("r1,s1,l1,2025-01-15,,500,0,150,in_progress,\n", "refund_without_drop"),
        ("r1,s2,l1,2025-01-15,,500,0,0,in_progress,\n", "seat_in_canceled_section"),
        ("r1,s2,l1,2025-01-25,2025-01-26,500,0,500,withdrawn,\n", "seat_after_cancellation"),
    ],
)
def test_a_doubtful_registration_is_taken_under_its_reason(checked, row, code):
    report = checked(row)[-1]
    assert (report.rows_quarantined, report.rows_new) == (0, 1)
    assert {d.code for d in report.doubts} == ({code} if code else set())
    assert report.rows_to_check == (1 if code else 0)


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2099-01-01", "after_import"),  # a day that has not come
        ("2026-03-03", "after_import"),  # two days after the import
        ("1925-01-15", "years_from_section"),  # a century off
        ("2020-01-15", "years_from_section"),  # more than three years
    ],
)
def test_a_registration_of_an_impossible_day_is_quarantined(checked, day, code):
    report = checked(f"r1,s1,l1,{day},,500,0,0,in_progress,\nr2,s1,l2,2025-01-15,,500,0,0,in_progress,\n")[-1]
    assert (report.rows_accepted, report.rows_to_check, report.rows_quarantined) == (1, 0, 1)
    assert [c.code for c in report.reasons] == [code]


def test_consequences_say_how_many_rows_and_how_much_money(checked):
    rows = "".join(f"r{n},s2,l{n},2025-01-15,,500,50,0,in_progress,\n" for n in range(11))
    (doubt,) = checked(rows)[-1].doubts
    assert doubt.consequence.startswith("Still counted as seats kept: 11 rows, $4,950 of net revenue.")


def test_a_value_that_was_kept_as_text_for_a_spreadsheet_is_read(checked):
    report = checked('="r1",s1,="00123",="2025-01-15",,="500.00",0,0,in_progress,\n')[-1]
    assert (report.rows_new, report.rows_quarantined) == (1, 0)
    assert report.totals["sum of gross_usd, rows taken"] == 500


def test_two_open_seats_of_one_learner_in_a_section_are_named_and_a_seat_taken_again_is_not(checked):
    rows = (
        "r1,s1,l1,2025-01-15,,500,0,0,in_progress,\n"  # open
        "r2,s1,l1,2025-01-16,,500,0,0,in_progress,\n"  # open too
        "r3,s2,l2,2025-01-02,2025-01-05,500,0,500,withdrawn,\n"  # dropped …
        "r4,s2,l2,2025-01-06,2025-01-09,500,0,500,withdrawn,\n"  # … and taken again
    )
    assert doubts(checked(rows)) == {"learner_twice_in_section": [1, 2]}


def test_a_section_with_more_seats_than_its_capacity_is_named_once(checked):
    rows = "".join(f"r{n},s1,l{n},2025-01-15,,500,0,0,in_progress,\n" for n in range(5))
    (report,) = checked(rows)[-1:]
    assert report.to_check["value"].to_list() == ["5 seats of 3"]


def test_a_canceled_section_names_the_seats_that_it_leaves_open(bring):
    seat = "r1,s1,l1,2025-01-15,,500,0,0,in_progress,\n"
    bring(PROVIDERS, OFFERINGS, SECTIONS, HEAD + seat)
    (report,) = bring(SECTIONS.replace("held,", "cancelled,2025-01-20"))
    assert report.to_check.select("row", "value", "code").rows() == [(1, "1 seats", "canceled_with_seats")]
    assert "$500 of net revenue" in report.doubts[0].consequence


def test_of_two_inquiries_for_one_registration_the_later_is_named(checked):
    inquiries = (
        "inquiry_id,offering_id,inquired_on,registered_on,registration_id\n"
        "i1,o1,2025-01-02,2025-01-15,r1\n"  # the first
        "i2,o1,2025-01-05,2025-01-15,r1\n"  # a second claim
        "i3,o1,2025-01-05,2025-01-15,r9\n"  # of no such registration
        "i4,o1,2031-01-05,,\n"  # a day to come
    )
    reports = checked("r1,s1,l1,2025-01-15,,500,0,0,in_progress,\n", inquiries)
    assert doubts(reports, "inquiries") == {"second_inquiry": [2], "unknown_registration": [3]}
    assert reports[-1].quarantined_why == {"inquired_on: after the day of the import": 1}


def test_a_negative_line_is_a_refund_of_the_registration_of_its_id(checked):
    rows = (
        "r1,s1,l1,2025-01-15,,500,0,0,in_progress,\n"
        "r1,s1,l1,2025-01-15,,-200,0,0,in_progress,\n"  # a refund of the line above
        "r2,s1,l2,2025-01-15,,-200,0,0,in_progress,\n"  # of nothing
    )
    report = checked(rows)[-1]
    assert (report.rows_new, report.rows_folded, report.rows_quarantined) == (1, 1, 1)
    assert report.totals["sum of refund_usd, rows taken"] == 200
    assert report.totals["sum of gross_usd, rows taken"] == 500


def test_numbers_that_start_again_each_term_are_refused_with_the_way_out(checked, bring, facts):
    spring = "s1,o1,2025-06-01,2025-09-01,2025-12-01,3,held,\ns2,o1,2025-06-01,2025-09-01,2025-12-01,,held,\n"
    bring(PROVIDERS, OFFERINGS, SECTIONS)
    head = SECTIONS.split("\n")[0] + "\n"
    with pytest.raises(ReusedKeys, match="key of two columns"):
        bring(head + spring)
    assert facts("sections")["starts_on"].unique().to_list() == [date(2025, 2, 1)]
    (report,) = bring(head + spring, are_corrections=True)
    assert [(d.code, d.rows) for d in report.doubts] == [("section_moved", 2)]


def test_one_postponed_section_is_taken_and_named(bring):
    bring(PROVIDERS, OFFERINGS, SECTIONS)
    (report,) = bring(
        SECTIONS.replace("s1,o1,2025-01-01,2025-02-01,2025-03-01", "s1,o1,2025-01-01,2025-06-01,2025-07-01")
    )
    assert report.to_check["value"].to_list() == ["2025-02-01 → 2025-06-01"]


def test_registrations_that_change_most_learners_are_refused(bring):
    seats = "".join(f"r{n},s1,l{n},2025-01-15,,500,0,0,in_progress,\n" for n in range(3))
    bring(PROVIDERS, OFFERINGS, SECTIONS, HEAD + seats)
    with pytest.raises(ReusedKeys, match="would change its learner") as caught:
        bring(HEAD + seats.replace(",l", ",m"))
    assert "m1" not in str(caught.value)


def test_files_of_one_import_that_contradict_each_other_are_both_quarantined(checked):
    more = HEAD + "r1,s1,l1,2025-01-15,,900,0,0,in_progress,\nr3,s1,l3,2025-01-15,,500,0,0,in_progress,\n"
    *_, one, other = checked(
        "r1,s1,l1,2025-01-15,,500,0,0,in_progress,\nr2,s1,l2,2025-01-15,,500,0,0,in_progress,\n", more
    )
    assert [(r.rows_accepted, r.rows_quarantined) for r in (one, other)] == [(1, 1), (1, 1)]
    assert one.quarantined_why == {
        "registration_id: 4.csv of the same import has the same registration_id and other values": 1
    }


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("registration_id", "ann@example.org"),
        ("registration_id", "123-45-6789"),
        ("registration_id", "Doe, Jane"),
        ("section_id", "ann@example.org"),
        ("learner_id", "Jane Doe"),
        ("learner_id", "123456789"),
    ],
)
def test_a_key_that_names_a_person_refuses_the_file_with_column_and_row(column, value):
    rows = pl.DataFrame({"row": [1, 2], column: ["a1", value]})
    with pytest.raises(BadFile, match=f"ids in {column} .* the first in row 2") as caught:
        keys.refuse_people(keys.people(rows), "a.csv")
    assert value not in str(caught.value)


def test_numbers_of_a_counter_and_titles_of_sections_are_no_people():
    counted = [str(184_400_101 + n) for n in range(40)]
    keys.refuse_people(keys.people(pl.DataFrame({"row": range(40), "registration_id": counted})), "a.csv")
    keys.refuse_people(keys.people(pl.DataFrame({"row": [1], "section_id": ["Intro Welding"]})), "a.csv")


def test_the_newest_day_reaches_drops_and_completions_and_no_outlier_moves_it(bring):
    rows = "".join(f"r{n},s1,l{n},2025-01-{n % 28 + 1:02},,500,0,0,completed,2025-03-01\n" for n in range(3))
    rows += "r8,s1,l8,2025-01-15,2025-03-05,500,0,0,withdrawn,\n"  # the newest that happened
    rows += "r9,s1,l9,2025-11-03,,500,0,0,in_progress,\n"  # eight months after the end
    bring(PROVIDERS, OFFERINGS, SECTIONS, HEAD + rows, today=TODAY)
    current = Store().current()
    assert current is not None
    assert colleges.span(current.id, "college") == (date(2025, 1, 1), date(2025, 3, 5))


def test_few_days_far_from_all_others_are_outside_the_bounds():
    days = [date(2025, 1, d) for d in range(1, 29)] * 8
    asked = pl.LazyFrame({"inquired_on": [*days, date(2025, 11, 3), date(1925, 1, 1)]})
    assert known_days.bounds(asked) == (days[0], days[27])
    # a third of all is no outlier
    asked = pl.LazyFrame({"inquired_on": [days[0], days[1], date(2025, 11, 3)]})
    assert known_days.bounds(asked) == (days[0], date(2025, 11, 3))


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["s1", "s2", "s9"]),
        st.sampled_from(["l1", "l2", "l3"]),
        st.sampled_from(["2025-01-15", "2024-01-15", "2025-11-03", "2099-01-01", "soon"]),
        st.sampled_from(["", "2025-01-20", "2027-01-01"]),
        st.sampled_from(["500", "-500", "£5", "n/a", "0.005"]),
        st.sampled_from(["0", "150"]),
        st.sampled_from(["in_progress", "withdrawn", "completed", "gone"]),
        st.integers(1, 6),
    ),
    min_size=1,
    max_size=12,
)


@given(ROWS)
@settings(max_examples=12)
def test_every_row_is_accepted_to_check_or_quarantined(tmp_path_factory, rows):
    from data.ingest import ingest
    from data.readers.files import Brought

    lines = [f"r{key},{s},{who},{on},{off},{usd},0,{back},{end}," for s, who, on, off, usd, back, end, key in rows]
    texts = [PROVIDERS, OFFERINGS, SECTIONS, HEAD + "\n".join(lines) + "\n"]
    files = [Brought(f"{n}.csv", text.encode()) for n, text in enumerate(texts)]
    for report in ingest.check(files, Store(tmp_path_factory.mktemp("home")), Choices(today=TODAY)).reports:
        assert report.rows_read == report.rows_accepted + report.rows_to_check + report.rows_quarantined
        taken = (
            report.rows_new + report.rows_changed + report.rows_unchanged + report.rows_repeated + report.rows_folded
        )
        assert taken == report.rows_accepted + report.rows_to_check
        assert report.to_check is not None
        assert report.to_check["row"].n_unique() == report.rows_to_check


def test_each_reason_is_a_sentence_with_a_code_and_each_doubt_says_what_it_does():
    assert all(code == reason.code and reason.sentence for code, reason in REASONS.items())
    assert all(REASONS[code].consequence.endswith(".") for code in DOUBTS)
    assert not any(reason.consequence for code, reason in REASONS.items() if code not in DOUBTS)


def test_each_table_says_which_page_lacks_what_when_its_rows_are_quarantined():
    from dashboard.importing.report import DEGRADES

    assert {*DEGRADES} == {*TABLES}


def test_rules_name_columns_and_codes_that_exist():
    for table in TABLES:
        for rule in event_days.rules(table, TODAY):
            assert rule.column in TABLES[table].column_names()
            assert rule.code in REASONS


def test_an_empty_table_of_registrations_folds_to_itself():
    empty = TABLES["registrations"].create_empty().with_columns(row=pl.lit(1, pl.Int64)).head(0)
    folded, lines = refund_lines.fold(empty)
    assert folded.is_empty()
    assert lines.is_empty()
    assert checking.Checked(empty, lines, lines, 0).without(lines).good.is_empty()


def test_an_amount_with_three_decimals_is_named_unless_another_value_settles_the_point(checked):
    seat = "r{},s1,l{},2025-01-15,,{},0,0,in_progress,\n"
    assert doubts(checked(seat.format(1, 1, "1.495") + seat.format(2, 2, "500"))) == {"three_decimals": [1]}
    assert doubts(checked(seat.format(1, 1, "1.495") + seat.format(2, 2, "12.50"))) == {}
    # a row that is refused for another reason is in no doubt
    (report,) = checked("r1,s9,l1,2025-01-15,,1.495,0,0,in_progress,\n")[-1:]
    assert (report.rows_to_check, report.rows_quarantined) == (0, 1)


def test_a_decimal_comma_that_was_read_is_said(store):
    from data.ingest import ingest
    from data.readers.files import Brought

    offering = OFFERINGS.replace(",", ";").replace("code\n", "code;price_usd\n").replace("0508\n", "0508;1000,50\n")
    files = [Brought("a.csv", PROVIDERS.encode()), Brought("b.csv", offering.encode())]
    report = ingest.check(files, store).reports[-1]
    assert report.totals["sum of price_usd, rows taken"] == 1000.5
    assert "price_usd read with a decimal comma" in report.notes
