"""What an import promises row by row: reasons, repeats, replacements, references, and what is never echoed."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from dashboard.cli import dashboard
from dashboard.importing import report as reports
from data.ingest import ingest
from data.ingest.report import Outcome
from data.readers.files import BadFile, Brought

PROVIDERS = "provider_id,name,provider_type,state,is_home\nus,Our College,public_2yr,OR,yes\n"
OFFERINGS = "offering_id,provider_id,title,credential_type,cip_code,price_usd\no1,us,Welding,course,48.0508,1200\n"
SECTIONS = "section_id,offering_id,opens_on,starts_on,ends_on,status\ns1,o1,2025-01-01,2025-02-01,2025-03-01,held\n"
HEAD = "registration_id,section_id,learner_id,registered_on,gross_usd,discount_usd,refund_usd,outcome,completed_on\n"


@pytest.fixture
def college(bring):
    bring(PROVIDERS, OFFERINGS, SECTIONS)


def registration(key: str = "r1", **changed: str) -> str:
    row = {
        "id": key, "section": "s1", "learner": "l1", "on": "2025-01-15", "gross": "1200", "discount": "0", "refund": "0",
        "outcome": "completed", "completed": "2025-03-01",
    }  # fmt: skip
    return ",".join((row | changed).values()) + "\n"


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"section": "s9"}, "section_id: not a key of sections"),
        (
            {"gross": "-5"},
            "gross_usd: a negative amount. Book a refund in refund_usd of its registration, and write discounts without a minus",
        ),
        ({"gross": "99999999"}, "gross_usd: above 1,000,000"),
        ({"gross": "nan"}, "gross_usd: not a number"),
        ({"gross": ""}, "gross_usd: missing"),
        ({"on": "2025-02-30"}, "registered_on: not a day of the calendar between 1900 and 2100"),
        ({"completed": "2024-03-01"}, "breaks the rule “completed after registered”"),
        ({"completed": ""}, "breaks the rule “completed has a day”"),
        ({"outcome": "vanished"}, "outcome: not one of in_progress, completed, withdrawn, failed"),
        ({"discount": "2000"}, "breaks the rule “discount within gross”"),
    ],
)
@pytest.mark.usefixtures("college")
def test_a_bad_row_is_quarantined_under_its_reason_and_the_good_one_taken(bring, changed, why):
    (report,) = bring(HEAD + registration() + registration("r2", **changed))
    assert (report.rows_read, report.rows_accepted, report.rows_quarantined) == (2, 1, 1)
    assert why in report.quarantined_why
    assert all(example.row == 2 for example in report.examples)


@pytest.mark.usefixtures("college")
def test_equal_rows_count_once_and_rows_that_contradict_each_other_are_both_quarantined(bring):
    rows = registration("r1") * 3 + registration("r2") + registration("r2", gross="900")
    (report,) = bring(HEAD + rows)
    assert (report.rows_accepted, report.rows_new, report.rows_repeated, report.rows_quarantined) == (3, 1, 2, 2)
    assert report.quarantined_why == {"another row has the same registration_id and other values": 2}


@pytest.mark.usefixtures("college")
def test_new_changed_and_unchanged_rows_are_told_apart(bring, facts):
    bring(HEAD + registration("r1") + registration("r2"))
    (report,) = bring(HEAD + registration("r1") + registration("r2", gross="900") + registration("r3"))
    assert (report.rows_new, report.rows_changed, report.rows_unchanged) == (1, 1, 1)
    assert sorted(facts("registrations")["gross_usd"]) == [900, 1200, 1200]


@pytest.mark.usefixtures("college")
def test_a_file_whose_rows_found_no_section_may_be_brought_again(bring, store, facts):
    content = HEAD + registration("r1") + registration("r2", section="s2")
    bring(content)
    before = store.current().id
    (again,) = bring(content)
    assert again.is_repeat
    assert again.rows_quarantined == 1
    assert store.current().id == before
    bring(SECTIONS.replace("s1,", "s2,"))
    assert bring(content)[0].rows_quarantined == 0
    assert facts("registrations").height == 2


@pytest.mark.usefixtures("college")
def test_a_word_for_nothing_is_left_empty_and_counted(bring):
    (report,) = bring(HEAD + registration(outcome="in_progress", completed="N/A"))
    assert report.rows_accepted == 1
    assert report.emptied_why == {"completed_on: a word for nothing": 1}


def test_a_lost_zero_is_restored_and_counted(bring, facts):
    bring(PROVIDERS)
    (report,) = bring(OFFERINGS.replace("48.0508", "1.0101"))
    assert report.repaired_why == {"cip_code: lost zeros or dot of a CIP code restored": 1}
    assert facts("offerings")["cip_code"].to_list() == ["01.0101"]


def test_rows_without_the_table_that_they_refer_to_are_refused_as_a_file(bring):
    with pytest.raises(BadFile, match="refers to providers, and none are imported"):
        bring(OFFERINGS)


@pytest.mark.usefixtures("college")
@pytest.mark.parametrize("bad", ["ann@example.org", "123-45-6789", "123456789", "123 456 789"])
def test_an_id_that_names_a_person_refuses_the_file_also_in_a_row_that_is_bad_anyway(bring, store, bad):
    before = store.current().id
    with pytest.raises(BadFile, match="look like e-mail") as caught:
        bring(HEAD + registration() + registration("r2", learner=bad, gross="x"))
    assert bad not in str(caught.value)
    assert store.current().id == before


@pytest.mark.usefixtures("college")
def test_learner_ids_are_never_echoed(bring):
    secret = "l" * 65
    (report,) = bring(HEAD + registration(learner=secret))
    assert report.quarantined_why == {"learner_id: longer than 64 characters": 1}
    said = reports.text(Outcome((report,))) + str(report.as_dict())
    assert secret not in said
    assert secret not in Path(report.issues_file).read_text()


@pytest.mark.usefixtures("college")
def test_dates_that_can_be_read_in_two_ways_refuse_the_file(bring):
    with pytest.raises(
        BadFile, match=r"dates such as 01/05/2025, which can be read in two ways\. State the date_format"
    ):
        bring(HEAD + registration(on="01/05/2025"))


def test_a_quarantine_file_runs_no_formula_and_comes_back_fixed(bring, facts):
    (report,) = bring(PROVIDERS + "=1+1,Bad,pirate,OR,no\n")
    written = Path(report.quarantine_file).read_text()
    assert "'=1+1" in written
    (fixed,) = bring(written.replace("pirate", "employer"))
    assert fixed.rows_accepted == 1
    assert "=1+1" in facts("providers")["provider_id"].to_list()


def test_semicolons_with_decimal_commas_are_read(bring, facts):
    bring(PROVIDERS)
    head, row = OFFERINGS.strip().split("\n")
    bring(f"{head}\n{row}".replace(",", ";").replace("1200", "1.200,50"))
    assert facts("offerings")["price_usd"].to_list() == [1200.5]


def test_a_check_keeps_nothing(store):
    before = store.current().id
    outcome = ingest.check([Brought("p.csv", (PROVIDERS + "x,Bad,pirate,OR,no\n").encode())], store)
    assert (outcome.reports[0].rows_quarantined, outcome.version) == (1, None)
    assert store.current().id == before
    assert not (store.home / "quarantine").exists()


def test_a_catalog_of_which_nothing_is_the_colleges_own_is_said(store):
    files = [Brought("p.csv", PROVIDERS.replace("yes", "no").encode()), Brought("o.csv", OFFERINGS.encode())]
    assert "No offering is of a provider with is_home yes" in ingest.run(files, store).missing[-1]


def test_the_command_line_says_all_of_it_and_what_pages_lack(store, tmp_path):
    path = tmp_path / "providers.csv"
    path.write_text(PROVIDERS + "x,Bad,pirate,or,no\n")
    result = CliRunner().invoke(dashboard, ["import", str(path)])
    assert result.exit_code == 1
    for words in (
        "2 rows read = 1 accepted + 0 to check + 1 quarantined",
        "row 2, provider_type = 'pirate'",
        "repaired 1: state: state put into capitals",
        "Too little on Offerings",
        "The college is not shown yet: offerings, sections, registrations are still to be imported.",
        "import that file again",
    ):
        assert words in result.output
    assert (
        pl.read_csv(
            store.home / "quarantine" / next(p.name for p in (store.home / "quarantine").glob("providers-????????.csv"))
        ).height
        == 1
    )


@pytest.mark.usefixtures("college")
def test_a_column_of_open_dates_is_read_as_the_other_columns_of_the_file_are_written(bring, facts):
    (report,) = bring(HEAD + registration(on="01/31/2025", completed="03/01/2025"))
    assert facts("registrations")["completed_on"].to_list() == [date(2025, 3, 1)]
    assert report.notes == ("dates of completed_on read as month/day/year, as the file's other dates are written",)


@pytest.mark.usefixtures("college")
def test_open_dates_are_refused_where_the_other_columns_do_not_agree(bring):
    two_orders = SECTIONS.replace("2025-01-01,2025-02-01,2025-03-01", "01/02/2025,01/31/2025,28/02/2025")
    with pytest.raises(BadFile, match=r"opens_on in .* dates such as 01/02/2025, which can be read in two ways"):
        bring(two_orders)


def test_rows_that_refer_to_a_table_refused_beside_them_are_quarantined_so_that_the_report_says_why(bring):
    bring(PROVIDERS, OFFERINGS)
    sections, registrations = bring(SECTIONS.replace("held", "planned"), HEAD + registration())
    assert sections.quarantined_why == {"status: not one of scheduled, held, cancelled": 1}
    assert registrations.quarantined_why == {"section_id: not a key of sections": 1}


def test_a_key_that_lost_its_zeros_is_told_from_one_that_is_not_there(bring):
    bring(PROVIDERS, OFFERINGS.replace("o1,", "1,"))
    (report,) = bring(SECTIONS.replace(",o1,", ",0001,") + "s2,9,2025-01-01,2025-02-01,2025-03-01,held\n")
    assert report.quarantined_why == {
        "offering_id: not a key of offerings": 1,
        "offering_id: not a key of offerings with these zeros in front. Import one of both tables again with its ids as text": 1,
    }


@pytest.mark.usefixtures("college")
def test_a_discount_or_refund_left_empty_is_none_and_counted(bring, facts):
    (report,) = bring(HEAD + registration(discount="", refund="$-"))
    assert facts("registrations").select("discount_usd", "refund_usd").row(0) == (0, 0)
    assert report.emptied_why == {}  # one statement for one cell
    assert report.repaired_why == {"discount_usd: empty read as 0": 1, "refund_usd: empty read as 0": 1}


@pytest.mark.usefixtures("college")
def test_a_quarantine_file_holds_days_and_numbers_in_the_one_way_in_which_the_whole_file_was_read(bring, facts):
    """Of a file with 31.01.2025 and 12,50 the row that is refused may hold 03.02.2025 and 1,200 only."""
    settling = "r1;s1;l1;31.01.2025;12,50;0;0;in_progress;\n"
    refused = "r2;s1;l1;03.02.2025;1,200;0;0;finished;04.03.2025\n"
    (report,) = bring(HEAD.replace(",", ";") + settling + refused)
    assert report.quarantined_why == {"outcome: not one of in_progress, completed, withdrawn, failed": 1}
    bring(Path(report.quarantine_file).read_text().replace("finished", "completed"))
    fixed = facts("registrations").filter(registration_id="r2").row(0, named=True)
    assert (fixed["registered_on"], fixed["gross_usd"]) == (date(2025, 2, 3), 1.2)


def test_the_list_of_repaired_values_is_named_with_its_folder_where_no_quarantine_file_names_it(bring):
    (report,) = bring(PROVIDERS.replace("OR", "or"))
    assert report.quarantine_file is None
    assert f"is listed in {report.issues_file}." in reports.lines(report)[-1]
