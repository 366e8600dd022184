"""Columns that are not read, by what most of their rows say: an unusual status, mark, role or amount is named, the usual one is not."""

import pytest

from tests.data.ingest.small_college import HEAD, OFFERINGS, SECTIONS, doubts
from tests.data.ingest.test_unread_columns import completed, seat

STATUS, KNOWN = "status_not_known", "status_not_kept"


def brought(checked, header: str, words: list[str], make=seat, **choices):
    rows = "".join(make(n, word) for n, word in enumerate(words))
    return doubts(checked(rows, head=HEAD.replace("\n", f",{header}\n"), **choices))


@pytest.mark.parametrize(
    ("header", "usual", "word", "code"),
    [
        ("enrollment_state", "active", "inactive", STATUS),
        ("Enrolment Status", "0", "1", STATUS),  # a system's own codes
        ("Status Code", "1", "3", STATUS),
        ("Deal Stage", "Closed won", "Closed lost", STATUS),
        ("Program Membership State", "MEMBER", "NOT_A_MEMBER", STATUS),
        ("Registration Status", "Enrolled", "Admin Drop - Nonpayment", STATUS),
        ("Registration Status", "Enrolled", "Registered", None),
        ("Registration Status", "Enrolled", "Completed", "completed_beside"),
        ("Previous Status", "", "Waitlisted", None),
        ("Student Status", "New", "Returning", None),
        ("Scholarship Reason", "Need", "Merit", None),
        ("Residency Status", "In State", "Out of State", None),
        ("State", "OH", "PA", None),
        ("Hold Status", "None", "Financial", None),
        ("Section Status", "Open", "Closed", None),
        ("Membership Status", "Active", "Lapsed", None),
        ("Email Status", "Subscribed", "Bounced", None),
        ("Application Status", "Accepted", "Withdrawn", None),
        ("Total Activity Time", "1000", "0", None),
        ("Delivery Format", "Scheduled", "Drop-in", None),
        ("Left Handed", "N", "Y", None),
        ("Lost Book", "", "1", None),
        ("Certificate Program", "No", "Yes", None),
        ("First Term", "202510", "202420", None),
        ("Approval", "Approved", "Rejected", KNOWN),
        ("Removed From Program", "No", "Yes", KNOWN),
        ("On Waitlist", "No", "Yes", KNOWN),
        ("Waitlist Position", "", "2", KNOWN),
        ("Waitlisted At", "", "2025-01-02", None),  # a seat that was given later
        ("Drop Reason", "", "Moved away", KNOWN),
        ("Cancellation Policy", "", "Flexible", None),
        ("Withdrawal Code", "", "W1", KNOWN),
        ("Transferred To", "", "s2", KNOWN),
        ("Transfer Student", "No", "Yes", None),
        ("Days Left", "1", "2", None),
        ("Is Latest", "Y", "N", KNOWN),
        ("Available", "Y", "N", KNOWN),
        ("Active Military", "Y", "N", None),
        ("Unenrolled at", "", "2025-01-20", "ended_beside"),
        ("User Type", "Student", "Instructor", "row_is_no_learner"),
        ("Role", "S", "P", "row_is_no_learner"),
        ("Role", "Nurse", "Student", None),
        ("mode", "verified", "audit", "row_is_no_seat"),
        ("Delivery Mode", "Online", "Hybrid", None),
        ("Complimentary", "No", "Yes", "free_beside"),
        ("Payment Method", "Card", "Comp", "free_beside"),
        ("Payment Method", "Card", "Check", None),
        ("Discount %", "0", "20", "discount_not_read"),
        ("Tax rate", "0", "20", None),
        ("Amount Paid", "500", "0", "nothing_paid_beside"),
        ("Amount Paid", "0", "500", None),  # most have not paid yet
        ("Price", "500", "750", "other_gross_amount"),
        ("Unit price", "500", "750", None),
        ("FX Rate", "1", "0.74", "exchange_rate_beside"),
        ("Installment", "", "1 of 4", "part_of_price"),
        ("Seats Purchased", "1", "4", "several_seats"),
        ("Progress", "40", "100", "measure_says_otherwise"),
        ("Progress", "40", "70", None),
        ("Satisfactory Academic Progress", "40", "100", None),
        ("Completed", "No", "Yes", "completed_beside"),
        ("Completed At", "", "2025-03-01", "completed_beside"),
        ("Expected completion date", "", "2025-03-01", None),
    ],
)
def test_what_is_unusual_is_named_by_its_row(checked, header, usual, word, code):
    assert brought(checked, header, [usual, word, usual]) == ({code: [2]} if code else {})


@pytest.mark.parametrize(
    ("header", "usual", "word", "code"),
    [
        ("Passed", "True", "False", "no_certificate_beside"),
        ("Progress (%)", "100", "0", "measure_says_otherwise"),
        ("Overall Progress", "1", "0.1", "measure_says_otherwise"),  # shares in place of percent
        ("Progress", "100", "80", None),  # a college sets its mark
        ("Attendance %", "95%", "0%", "measure_says_otherwise"),
        ("CEUs Earned", "2.4", "0", "measure_says_otherwise"),
        ("Badge Status", "Issued", "Pending", "no_certificate_beside"),
        ("Certificate Issued On", "2025-03-01", "", "no_certificate_beside"),
        ("Certificate Expires", "2025-03-01", "", None),
        ("Grade", "A", "IP", "grade_says_otherwise"),
    ],
)
def test_a_completion_that_another_column_denies_is_named(checked, header, usual, word, code):
    assert brought(checked, header, [usual, word, usual], completed) == ({code: [2]} if code else {})


def test_a_column_of_currencies_is_known_by_its_words_whatever_its_header(checked):
    head = HEAD.replace("\n", ",Ledger\n")
    for words, refused in ((["USD", "CAD"], 1), (["CAD", "CAD"], 0), (["USD", "Cash"], 0)):  # CAD is a program, too
        report = checked("".join(seat(n, word) for n, word in enumerate(words)), head=head)[-1]
        assert report.rows_quarantined == refused


@pytest.mark.parametrize(("learner", "is_test"), [("TEST001", True), ("demo_user_1", True), ("testarossa", False)])
def test_ids_under_which_a_system_is_tried_out_are_named_and_not_shown(checked, learner, is_test):
    report = checked(seat(1, "").replace(",l1,", f",{learner},"), head=HEAD.replace("\n", ",x\n"))[-1]
    found = [] if report.to_check is None else report.to_check.select("code", "value").rows()
    assert found == ([("learner_is_a_test", None)] if is_test else [])


def test_a_row_of_totals_is_refused_as_one(checked):
    rows = seat(1, "") + "Subtotal,s1,Total,2025-01-11,,500,0,0,in_progress,,\n"
    report = checked(rows, head=HEAD.replace("\n", ",x\n"))[-1]
    assert report.rows_quarantined == 1
    assert {c.code for c in report.reasons} == {"row_of_totals"}
    named = "provider_id,name,provider_type,is_home\nTotal Training,Total Training,private_nonprofit,no\n"
    reports = checked(seat(1, ""), named, head=HEAD.replace("\n", ",x\n"))
    assert [r.rows_quarantined for r in reports if r.table == "providers"] == [0, 0]


def test_a_fee_that_is_not_read_is_named_where_the_amount_is_tuition_alone(checked):
    head = HEAD.replace("\n", ",Lab Fee\n")
    rows = seat(1, "45") + seat(2, "0")
    assert doubts(checked(rows, head=head)) == {}
    assert doubts(checked(rows, head=head.replace("gross_usd", "Tuition"))) == {"fee_not_read": [1]}


@pytest.mark.parametrize(
    ("amounts", "price", "named"),
    [
        (["49900", "29900"], "", [1, 2]),
        (["49900", "29900"], "299", []),  # compared with the list price in place of it
        (["499.50", "29900"], "", []),  # not all are whole
        (["49900", "495", "395"], "", []),  # most are usual
        (["499", "299"], "", []),
    ],
)
def test_whole_amounts_far_above_usual_prices_may_be_cents(store, amounts, price, named):
    from data.ingest import ingest
    from data.ingest.plan import Choices
    from data.readers.files import Brought
    from tests.data.ingest.small_college import PROVIDERS, TODAY

    offerings = OFFERINGS.replace("cip_code\n", "cip_code,price_usd\n").replace("48.0508\n", f"48.0508,{price}\n")
    rows = "".join(seat(n, "").replace(",500,", f",{usd},") for n, usd in enumerate(amounts, 1))
    texts = [PROVIDERS, offerings, SECTIONS, HEAD.replace("\n", ",x\n") + rows]
    done = ingest.check([Brought(f"{n}.csv", t.encode()) for n, t in enumerate(texts)], store, Choices(today=TODAY))
    assert doubts(list(done.reports)).get("may_be_cents", []) == named


def test_an_export_that_ends_at_a_number_where_systems_end_one_is_warned_of(checked):
    learners = "learner_id,first_seen_on\n" + "".join(f"l{n},2025-01-01\n" for n in range(1_000))
    said = [
        checked(
            seat(
                1,
                "",
            ).replace(",\n", "\n"),
            text,
        )[-1].warnings
        for text in (learners, learners + "l1000,2025-01-01\n")
    ]
    assert ["exactly 1,000 rows" in " ".join(warnings) for warnings in said] == [True, False]


def test_a_day_that_all_of_many_registrations_share_is_noted(checked):
    same = "".join(f"q{n},s1,l{n},2025-01-11,,500,0,0,in_progress,,\n" for n in range(20))
    head = HEAD.replace("\n", ",x\n")
    assert any("2025-01-11 in all rows" in note for note in checked(same, head=head)[-1].notes)
    other = same.replace("q3,s1,l3,2025-01-11", "q3,s1,l3,2025-01-12")
    assert not any("in all rows" in note for note in checked(other, head=head)[-1].notes)
