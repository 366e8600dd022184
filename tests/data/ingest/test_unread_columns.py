"""Columns that are not read and say more of a row: each kind by a few headers and words, and headers near to them that say nothing."""

import pytest

from tests.data.ingest.small_college import HEAD, SECTIONS, doubts

SEAT = "r{n},s1,l{n},2025-01-1{n},{dropped},500,{off},{back},{outcome},{completed},{beside}\n"


def seat(n: int, beside: str, dropped="", off=0, back=0, outcome="in_progress", completed="") -> str:
    return SEAT.format(n=n, beside=beside, dropped=dropped, off=off, back=back, outcome=outcome, completed=completed)


def completed(n: int, beside: str) -> str:
    return seat(n, beside, outcome="completed", completed="2025-03-01")


@pytest.mark.parametrize(
    ("header", "word", "code"),
    [
        ("currency", "CAD", "other_currency"),
        ("Price Currency", "euro", "other_currency"),
        ("Moneda", "MXN", "other_currency"),
        ("Currency Code", "USD", None),
        ("Quantity", "2", "several_seats"),
        ("Lineitem quantity", "3.0", "several_seats"),
        ("Number of attendees", "4", "several_seats"),
        ("qty", "1", None),
        ("Registration Status", "Wait List", "status_not_kept"),
        ("status", "Void", "status_not_kept"),
        ("status", "Active", None),
        ("Enrollment Action", "DROP", "status_not_kept"),
        ("workflow_state", "deleted", "status_not_kept"),
        ("RSTS Code", "WL", "status_not_kept"),
        ("Statut", "Annulé", "status_not_kept"),
        ("Anmeldestatus", "storniert", "status_not_kept"),
        ("Order Status", "wc-cancelled", "status_not_kept"),
        ("Status reason", "Transferred to another section", "status_not_kept"),
        ("Marital status", "D", None),  # of the learner
        ("State", "DC", None),  # where the learner lives
        ("Payment Status", "Pending", None),  # says nothing of the seat
        ("Payment Status", "Refunded", "status_not_kept"),
        ("Cancelled", "Yes", "status_not_kept"),
        ("IsDeleted", "1", "status_not_kept"),
        ("Active", "No", "status_not_kept"),
        ("is_deleted", "false", None),
        ("remarks", "cancelled", None),  # no column of a status
        ("Type", "Refund", "row_is_no_seat"),
        ("Record Type", "Waitlist Entry", "row_is_no_seat"),
        ("Payment Type", "Refund", None),  # how it was paid
        ("Is Test Record", "Y", "row_of_a_test"),
        ("Student Name", "Test Student", "row_of_a_test"),
        ("Test Score", "1", None),
        ("deleted_at", "2025-01-20T10:00:00Z", "ended_beside"),
        ("Date Cancelled", "1/20/2025", "ended_beside"),
        ("Withdrawal Day", "1900-01-01", None),  # stands for no day
        ("Last Day to Drop", "2025-01-20", None),
        ("Cancellation Deadline", "2025-01-20", None),
        ("Discount Amount", "100", "discount_not_read"),
        ("Scholarship", "$100.00", "discount_not_read"),
        ("Discount Code", "100", None),
        ("Refunded total", "100", "refund_not_read"),
        ("Refund policy", "30", None),
        ("Net amount", "450", "other_net_amount"),
        ("Net amount", "500", None),
        ("Gross amount", "545", "other_gross_amount"),
        ("Balance due", "545", None),
    ],
)
def test_a_column_that_is_not_read_and_says_more_of_a_row_is_heard(checked, header, word, code):
    report = checked(seat(1, word) + seat(2, ""), head=HEAD.replace("\n", f",{header}\n"))[-1]
    is_refused = code == "other_currency"
    assert report.rows_quarantined == is_refused
    assert report.rows_to_check == (code is not None and not is_refused)
    assert [c.code for c in (report.reasons if is_refused else report.doubts)] == ([code] if code else [])
    if report.to_check is not None:
        assert report.to_check.select("row", "column").rows() == [(1, header)] * report.rows_to_check


def test_a_seat_whose_drop_and_refund_are_read_needs_no_status(checked):
    head = HEAD.replace("\n", ",status,Payment Status,Refunded\n")
    rows = seat(1, "Dropped,Refunded,500", dropped="2025-01-20", back=500)
    assert checked(rows, head=head)[-1].rows_to_check == 0


def test_a_discount_that_is_part_of_the_one_that_is_read_is_none_of_its_own(checked):
    head = HEAD.replace("\n", ",Scholarship\n")
    assert doubts(checked(seat(1, "60", off=100) + seat(2, "160", off=100), head=head)) == {"discount_not_read": [2]}


def test_a_role_is_heard_where_others_are_learners_and_not_where_it_is_an_occupation(checked):
    head = HEAD.replace("\n", ",Role\n")
    assert doubts(checked(seat(1, "Instructor") + seat(2, "Student"), head=head)) == {"row_is_no_learner": [1]}
    assert doubts(checked(seat(1, "Instructor") + seat(2, "Nurse"), head=head)) == {}


def test_a_number_of_people_that_all_rows_of_a_section_share_is_of_the_section(checked):
    head = HEAD.replace("\n", ",Students\n")
    assert doubts(checked(seat(1, "12") + seat(2, "12"), head=head)) == {}
    assert doubts(checked(seat(1, "12") + seat(2, "1"), head=head)) == {"several_seats": [1]}


def test_a_day_beside_each_of_many_rows_is_one_of_the_calendar(checked):
    head = HEAD.replace("\n", ",Refund date\n")
    rows = [seat(n, "2025-01-25") for n in range(6)]
    assert "ended_beside" not in doubts(checked("".join(rows), head=head))
    assert doubts(checked(rows[0] + seat(1, ""), head=head)) == {"ended_beside": [1]}


@pytest.mark.parametrize(
    ("header", "word", "is_heard"),
    [
        ("Final Grade", "F", True),
        ("grade", "W", True),
        ("Grade", "A-", False),
        ("Grade", "88", False),  # no letter that is known
        ("Midterm Grade", "F", False),
        ("Certificate Issued", "No", True),
        ("Certificate", "Yes", False),
    ],
)
def test_a_completion_that_a_grade_or_certificate_denies_is_named(checked, header, word, is_heard):
    head = HEAD.replace("\n", f",{header}\n")
    found = doubts(checked(completed(1, word) + completed(2, ""), head=head))
    assert [*found.values()] == ([[1]] if is_heard else [])


def test_a_passing_grade_of_an_open_registration_is_named(checked):
    assert doubts(checked(seat(1, "B") + seat(2, ""), head=HEAD.replace("\n", ",Final Grade\n"))) == {
        "grade_says_otherwise": [1]
    }


def test_a_tax_beside_is_named_where_the_amount_may_include_it(checked):
    head = HEAD.replace("\n", ",Sales Tax\n")
    assert doubts(checked(seat(1, "40"), head=head)) == {}
    assert doubts(checked(seat(1, "40"), head=head.replace("gross_usd", "Gross amount"))) == {"tax_within": [1]}


def test_a_section_number_beside_two_terms_is_named_in_the_rarer_one(checked):
    head = HEAD.replace("\n", ",Term\n")
    assert doubts(checked(seat(1, "202510") + seat(2, "202510") + seat(3, "202520"), head=head)) == {
        "section_in_two_terms": [3]
    }


@pytest.mark.parametrize("word", ["N/A", "Unknown", "Guest", "0"])
def test_words_for_nobody_in_place_of_learners_are_named_and_not_shown(checked, word):
    (report,) = checked(seat(1, "").replace(",l1,", f",{word},"), head=HEAD.replace("\n", ",x\n"))[-1:]
    assert report.to_check.select("code", "value").rows() == [("learner_is_nobody", None)]


@pytest.mark.parametrize(
    ("header", "word", "is_heard"),
    [
        ("Section Sts", "C", True),
        ("Active", "N", True),
        ("Class Status", "Cancelled - low enrollment", True),
        ("Course Status", "Active", False),
        ("Enrollment Status", "Cancelled", False),  # of a seat
    ],
)
def test_a_section_that_another_column_calls_canceled_is_named(checked, header, word, is_heard):
    lines = SECTIONS.splitlines()
    more = "\n".join([f"{lines[0]},{header}", f"{lines[1]},{word}"]).replace("s1,", "s7,")
    assert doubts(checked(seat(1, ""), more, head=HEAD.replace("\n", ",x\n")), "sections") == (
        {"section_not_held": [1]} if is_heard else {}
    )


def test_inquiries_that_are_deleted_or_duplicates_are_named(checked):
    inquiries = "inquiry_id,offering_id,inquired_on,Lead Status,Is Deleted\n"
    inquiries += "i1,o1,2025-01-02,Duplicate,\ni2,o1,2025-01-02,Open,Yes\ni3,o1,2025-01-02,Open,No\n"
    reports = checked(seat(1, ""), inquiries, head=HEAD.replace("\n", ",x\n"))
    assert doubts(reports, "inquiries") == {"inquiry_not_kept": [1, 2]}
