"""Several tables in one archive: each is taken, whatever they are called, and taken once."""

import io
import zipfile

import pytest

from tests.data.ingest.small_college import HEAD, OFFERINGS, PROVIDERS, SECTIONS, TODAY

SEAT = "r{n},s1,l{n},2025-01-1{n},,500,0,0,in_progress,\n"


def zipped(**members: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/") + ".csv", text)
    return made.getvalue()


@pytest.mark.parametrize("names", [("fall", "spring"), ("fall__seats", "spring__seats")])
def test_each_file_of_an_archive_is_taken_though_all_have_the_same_columns(bring, facts, names):
    texts = [HEAD + SEAT.format(n=n) for n in (1, 2)]
    reports = bring(PROVIDERS, OFFERINGS, SECTIONS, zipped(**dict(zip(names, texts, strict=True))), today=TODAY)
    assert [r.rows_new for r in reports if r.table == "registrations"] == [1, 1]
    assert facts("registrations")["registration_id"].sort().to_list() == ["r1", "r2"]


def test_an_archive_that_comes_again_adds_nothing(bring):
    archive = zipped(fall=HEAD + SEAT.format(n=1), spring=HEAD + SEAT.format(n=2))
    bring(PROVIDERS, OFFERINGS, SECTIONS, archive, today=TODAY)
    assert all(report.is_repeat for report in bring(archive, today=TODAY))


def test_two_copies_of_a_file_in_an_archive_count_once(bring, facts):
    text = HEAD + SEAT.format(n=1)
    bring(PROVIDERS, OFFERINGS, SECTIONS, zipped(seats=text, seats_copy=text), today=TODAY)
    assert facts("registrations").height == 1


def test_an_older_and_a_newer_file_in_one_archive_contradict_each_other_and_say_so(bring):
    older = HEAD + "".join(SEAT.format(n=n) for n in range(1, 5))
    newer = older.replace("2025-01-11,,500", "2025-01-11,2025-01-20,500")
    reports = bring(PROVIDERS, OFFERINGS, SECTIONS, zipped(week1=older, week2=newer), today=TODAY)
    seats = [r for r in reports if r.table == "registrations"]
    assert [r.rows_quarantined for r in seats] == [1, 1]
    assert "of the same import has the same registration_id" in next(iter(seats[0].quarantined_why))
