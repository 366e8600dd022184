"""Exports that follow each other: an older one takes back what is known, and a newer one no longer has what was deleted."""

import pytest

from tests.data.ingest.small_college import HEAD, OFFERINGS, PROVIDERS, SECTIONS, TODAY, doubts

SEAT = "r{n},s2,l{n},2025-01-1{n},{dropped},500,0,0,{outcome},{completed}\n"


def seat(n: int, dropped: str = "", outcome: str = "in_progress", completed: str = "") -> str:
    return SEAT.format(n=n, dropped=dropped, outcome=outcome, completed=completed)


@pytest.fixture
def held(bring):
    """Bring the college with its first registrations, then more of them."""

    def held(first: list[str], then: list[str], **choices):
        bring(PROVIDERS, OFFERINGS, SECTIONS, HEAD + "".join(first), today=TODAY)
        return bring(HEAD + "".join(then), today=TODAY, **choices)

    return held


def warned(reports) -> list[str]:
    return [w for r in reports for w in r.warnings if "not in it" in w]


def test_an_older_export_that_lacks_drops_and_completions_is_named_row_by_row(held):
    newer = [seat(1, dropped="2025-01-20"), seat(2, outcome="completed", completed="2025-03-01"), seat(3)]
    found = doubts(held(newer, [seat(1), seat(2), seat(3)]))
    assert found["drop_taken_back"] == [1]
    assert found["completion_taken_back"] == [2]


def test_a_correction_that_is_said_to_be_one_takes_drops_back_without_a_word(held):
    found = doubts(held([seat(1, dropped="2025-01-20")], [seat(1)], are_corrections=True))
    assert "drop_taken_back" not in found


def test_open_registrations_that_a_newer_export_no_longer_has_are_named(held):
    first = [seat(n) for n in range(1, 7)]
    later = [first[0], *first[2:4], first[5].replace(",500,", ",450,")]  # r2 and r5 are gone
    (sentence,) = warned(held(first, later))
    assert sentence.startswith("2 registrations that are held for the sections and days of this file are not in it")
    assert "r2, r5" in sentence


@pytest.mark.parametrize(
    "then",
    [
        [seat(7), seat(8)],  # new rows alone
        [seat(1, dropped="2025-01-20")],  # a correction of few
        [seat(1), seat(2), seat(3, dropped="2025-01-20")],  # the first days alone, as a report of a month
        [*(seat(n) for n in range(1, 7)), seat(9)],  # all of them, and more
    ],
)
def test_files_that_add_to_what_is_held_or_correct_some_of_it_are_missing_nothing(held, then):
    assert warned(held([seat(n) for n in range(1, 7)], then)) == []


def test_a_registration_that_was_dropped_may_be_missing_from_a_roster(held):
    first = [seat(1, dropped="2025-01-20"), *(seat(n) for n in range(2, 6))]
    assert warned(held(first, [seat(n) for n in range(2, 5)] + [seat(5, dropped="2025-01-21")])) == []


@pytest.mark.parametrize(
    ("first", "then", "rows"),
    [("00123", "123", [1]), ("123", "0123", [1]), ("0123", "0123", []), ("l0123", "l123", [])],
)
def test_a_learner_whose_number_lost_its_zeros_is_named(held, first, then, rows):
    found = doubts(held([seat(1).replace(",l1,", f",{first},")], [seat(2).replace(",l2,", f",{then},")]))
    assert found.get("learner_with_other_zeros", []) == rows


@pytest.mark.parametrize(
    ("gross", "is_named"),
    [("50000", True), ("0.50", True), ("5", True), ("500", False), ("450", False), ("1000", False), ("0", False)],
)
def test_an_amount_that_is_the_list_price_in_another_unit_is_named(checked, gross, is_named):
    price = SECTIONS.splitlines()[0] + ",price_usd\n" + "s7,o1,2025-01-01,2025-02-01,2025-03-01,9,held,,500\n"
    row = f"r1,s7,l1,2025-01-15,,{gross},0,0,in_progress,\n"
    assert ("other_unit_than_price" in doubts(checked(row, price))) == is_named


@pytest.mark.parametrize(
    ("capacity", "is_named"), [("999", True), ("9999", True), ("99", False), ("1000", False), ("", False)]
)
def test_a_capacity_of_nines_is_named(checked, capacity, is_named):
    more = SECTIONS.splitlines()[0] + f"\ns7,o1,2025-01-01,2025-02-01,2025-03-01,{capacity},held,\n"
    found = doubts(checked(seat(1).replace("s2", "s1"), more), "sections")
    assert found == ({"capacity_of_nines": [1]} if is_named else {})


def test_lines_of_sums_are_no_people_and_are_quarantined(checked):
    report = checked(seat(1).replace("s2", "s1") + "Grand Total,,,,,500,0,0,,\nS1 Subtotal,s1,1,,,500,0,0,,\n")[-1]
    assert (report.rows_accepted, report.rows_quarantined) == (1, 2)


def test_a_negative_amount_says_where_a_refund_belongs(checked):
    report = checked(seat(1).replace("s2", "s1") + "x9,s1,l1,2025-01-15,,-500,0,0,in_progress,\n")[-1]
    assert any("Book a refund in refund_usd" in why for why in report.quarantined_why)
