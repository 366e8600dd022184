"""Recipes: keys joined, amounts summed, outcomes told by two columns, and four raw files of a registrar read whole."""

import polars as pl
import pytest

from data.contracts import TABLES
from data.ingest import ingest
from data.ingest.plan import Choices
from data.readers import account_lines, canonical, preparation, recipe_file, starters, steps
from data.readers.files import BadFile, Brought, Raw
from data.readers.mapping import Mapping
from tests import registrar

LINES = pl.DataFrame(
    {
        "KEY": ["a", "a", "a", "b", "b", "c"],
        "CODE": ["TUIT", "FEE", "SCHL", "TUIT", "TUIT", "TUIT"],
        "AMOUNT": [
            "$500.00",
            "25",
            "-100",
            "500",
            "-500",
            "(40.00)",
        ],  # b was charged and taken back, c only taken back
    }
)
BY_CODE = account_lines.parsed(
    {
        "of": ["KEY"],
        "amount": "AMOUNT",
        "kind": "CODE",
        "kinds": {"tuition": ["TUIT"], "fee": ["FEE"], "discount": ["SCHL"]},
    }
)


@pytest.fixture
def recipe(tmp_path) -> recipe_file.Recipe:
    path = tmp_path / "recipe.toml"
    path.write_text(registrar.RECIPE)
    return recipe_file.load(path)


@pytest.mark.parametrize(
    ("step", "words", "made"),
    [
        ({"constant": "course"}, {}, ["course", "course", "course"]),
        ({"join": ["TERM", "CRN"]}, {}, ["26-1", "26-2", None]),  # half a key is none
        ({"join": ["TERM", "CRN"], "separator": "."}, {}, ["26.1", "26.2", None]),
        ({"column": "TERM"}, {}, ["26", "26", "26"]),
        ({"column": "TERM", "where": "STATUS", "among": ["DD"]}, {}, [None, "26", None]),
        ({"status": "STATUS", "grade": "GRADE"}, {"DD": "withdrawn"}, ["P", "DD", "RE"]),  # a drop outweighs its grade
    ],
)
def test_a_step_makes_a_column(step, words, made):
    rows = pl.DataFrame(
        {"TERM": ["26", "26", "26"], "CRN": ["1", "2", None], "STATUS": ["RE", "DD", "RE"], "GRADE": ["P", "W", None]}
    )
    parsed = steps.parsed(step)
    assert rows.select(parsed.text(words).alias("x"), "TERM")["x"].to_list() == made
    assert steps.parsed(steps.plain(parsed)) == parsed


def test_account_lines_are_summed_by_kind_and_a_charge_taken_back_is_a_refund():
    registrations = Raw("regs.csv", pl.DataFrame({"KEY": ["a", "b", "d"]}))
    found = account_lines.summed(registrations, BY_CODE, [Raw("lines.csv", LINES)])
    sums = found.rows.select(account_lines.SUMS.values()).rows()
    assert sums == [("525.0", "100.0", "0.0"), ("500.0", "0.0", "500.0"), ("0.0", "0.0", "0.0")]
    told = " ".join(found.notes)
    assert "6 account lines of lines.csv summed: discount $-100.00 in 1, fee $25.00 in 1, tuition $460.00 in 4" in told
    assert found.rows[account_lines.NO_LINE].to_list() == [None, None, "yes"]
    assert found.warnings == (
        "1 of 6 account lines were not counted, since their registration is not in the file of registrations: "
        "rows 6 of lines.csv, $0.00 in charges",
    )


def test_account_lines_of_all_files_are_summed_and_a_line_of_two_files_is_named():
    registrations = Raw("regs.csv", pl.DataFrame({"KEY": ["a", "b"]}))
    refunds = pl.DataFrame({"AMOUNT": ["-500", "25"], "CODE": ["TUIT", "FEE"], "KEY": ["a", "a"], "NOTE": ["x", "y"]})
    files = [Raw("fall.csv", LINES), Raw("other.csv", pl.DataFrame({"KEY": ["a"]})), Raw("spring.csv", refunds)]
    found = account_lines.summed(registrations, BY_CODE, files)
    sums = found.rows.select(account_lines.SUMS.values()).rows()
    assert sums == [("550.0", "100.0", "500.0"), ("500.0", "0.0", "500.0")]
    told = " ".join(found.notes)
    assert "6 account lines of fall.csv summed" in told
    assert "2 account lines of spring.csv summed: fee $25.00 in 1, tuition $-500.00 in 1" in told
    again = "1 account lines of spring.csv stand in another file of this import with the same values"
    assert [again in warning for warning in found.warnings] == [False, True]


def test_the_same_account_lines_brought_in_two_files_are_counted_once():
    registrations = Raw("regs.csv", pl.DataFrame({"KEY": ["a", "b", "c"]}))
    found = account_lines.summed(registrations, BY_CODE, [Raw("lines.csv", LINES), Raw("copy.csv", LINES)])
    assert found.rows["gross_usd from account lines"].to_list() == ["525.0", "500.0", "0.0"]
    assert found.warnings == ("copy.csv holds the same account lines as lines.csv, so they were counted once",)


def test_files_that_are_registrations_and_lines_are_each_summed_by_themselves():
    def file(*amounts: str) -> Raw:
        people = [f"{amounts[0]} {at}" for at in range(len(amounts))]
        return Raw(f"{amounts[0]}.csv", pl.DataFrame({"ID": people, "SECTION": "s", "WHO": people, "AMOUNT": amounts}))

    columns = {"ID": "registration_id", "SECTION": "section_id", "WHO": "learner_id"}
    mapped = Mapping("registrations", columns, lines=account_lines.parsed({"of": ["ID"], "amount": "AMOUNT"}))
    ready, _ = preparation.prepared(file("10", "20"), mapped, [file("30")], b"")
    assert ready.rows["gross_usd from account lines"].to_list() == ["10.0", "20.0"]


def test_a_registration_without_an_account_line_is_taken_at_0_and_named():
    rows = pl.DataFrame({"KEY": ["a", "d"], "SECTION": ["s", "s"], "WHO": ["p", "q"], "DAY": ["2025-01-02"] * 2})
    columns = {"KEY": "registration_id", "SECTION": "section_id", "WHO": "learner_id", "DAY": "registered_on"}
    mapped = Mapping("registrations", columns, lines=BY_CODE)
    tidied = canonical.tidy(*preparation.prepared(Raw("regs.csv", rows), mapped, [Raw("lines.csv", LINES)], b""))
    assert tidied.doubts.select("row", "column", "code").rows() == [(2, "gross_usd", "no_account_line")]
    assert tidied.tables["registrations"]["gross_usd"].to_list() == [525.0, 0.0]
    assert any("3 of 6 account lines were not counted" in warning for warning in tidied.warnings)


def test_lines_in_the_file_itself_become_one_registration_each_and_the_sign_tells_refunds():
    rows = pl.DataFrame({"ID": ["1", "1", "2"], "AMOUNT": ["495.00", "-495.00", "495.00"]})
    found = account_lines.summed(Raw("f.csv", rows), account_lines.parsed({"of": ["ID"], "amount": "AMOUNT"}), [])
    assert found.rows.select("ID", *account_lines.SUMS.values()).rows() == [
        ("1", "495.0", "0.0", "495.0"),
        ("2", "495.0", "0.0", "0.0"),
    ]


def test_a_code_of_no_kind_is_refused_with_its_lines_and_amount():
    lines = account_lines.parsed({"of": ["KEY"], "amount": "AMOUNT", "kind": "CODE", "kinds": {"tuition": ["TUIT"]}})
    with pytest.raises(BadFile, match=r"FEE \(1 lines, \$25\.00\); SCHL \(1 lines, \$-100\.00\)"):
        account_lines.summed(Raw("f.csv", pl.DataFrame({"KEY": ["a"]})), lines, [Raw("lines.csv", LINES)])


def test_the_same_person_gets_the_same_pseudonym_and_a_pseudonym_stays():
    people = pl.Series(["A@example.edu ", "a@example.edu", "b@example.edu", None])
    codes = preparation.pseudonyms(people, b"key")
    assert codes[0] == codes[1] != codes[2]
    assert codes[3] is None
    assert preparation.pseudonyms(codes, b"key").to_list() == codes.to_list()
    assert preparation.pseudonyms(people, b"another key")[0] != codes[0]


def test_the_first_row_of_each_key_is_taken_and_differences_are_said():
    rows = pl.DataFrame({"COURSE": ["A", "A", "B"], "NAME": ["Welding", "Welding I", "Nursing"]})
    mapping = Mapping("offerings", {"COURSE": "offering_id", "NAME": "title"}, one_per_key=True)
    raw, _ = preparation.prepared(Raw("f.csv", rows), mapping, [], b"")
    assert raw.rows["NAME"].to_list() == ["Welding", "Nursing"]
    assert (
        raw.notes[-1] == "3 rows hold 2 offerings; the first row of each is taken, though the rows of 1 of them differ"
    )


def test_a_recipe_survives_being_written_and_read(recipe, tmp_path):
    path = tmp_path / "written.toml"
    path.write_text(recipe_file.toml(recipe.name, list(recipe.mappings)))
    again = recipe_file.load(path)
    assert [recipe_file.plain(m) for m in again.mappings] == [recipe_file.plain(m) for m in recipe.mappings]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ('table = "sections"\n[made]\nsection_id = { glue = ["A"] }', "section_id must be made by"),
        ('table = "sections"\n[made]\nroom = { constant = "1" }', "'room', which is no column of sections"),
        ('table = "sections"\n[columns]\nA = "section_id"\n[made]\nsection_id = { column = "B" }', "to two columns"),
        ('table = "sections"\nfill = ["capacity"]', "fills 'capacity', which cannot be filled"),
        ('table = "sections"\n[lines]\nof = ["A"]\namount = "B"', "only registrations have account lines"),
        ('table = "registrations"\n[lines]\nof = ["A"]\namount = "B"\nkinds = { tips = ["T"] }', "may hold the kinds"),
        ('table = "sections"\nrows = { column = "A" }', "rows needs column and among"),
        ("name = 1\ntables = []", "may hold name, about and tables"),
    ],
)  # fmt: skip
def test_a_wrong_recipe_is_a_sentence(tmp_path, content, sentence):
    path = tmp_path / "recipe.toml"
    path.write_text(content)
    with pytest.raises(BadFile, match=sentence):
        recipe_file.load(path)


def test_four_raw_files_of_a_registrar_are_read_whole_and_again_by_their_headers(store, facts, recipe):
    export = registrar.export()
    files = [Brought(name, content.encode()) for name, content in export.files().items()]
    reports = {r.table: r for r in ingest.run(files, store, Choices(recipe=recipe)).reports}
    assert {table: r.rows_quarantined for table, r in reports.items()} == dict.fromkeys(reports, 0)
    assert [*reports] == ["providers", "offerings", "sections", "registrations", "learners"]
    registrations, sections = facts("registrations"), facts("sections")
    assert registrations.height == export.registered
    assert {c: registrations[c].sum() for c in ("gross_usd", "discount_usd", "refund_usd")} == {
        "gross_usd": export.gross,
        "discount_usd": export.discount,
        "refund_usd": export.refund,
    }
    assert (registrations["outcome"] == "completed").sum() == export.completed
    assert registrations["dropped_on"].count() == export.dropped
    assert sections.height == registrations["section_id"].n_unique() == 12  # CRN numbers begin anew each term
    # One code is named in the recipe, the other stays as the college writes it.
    assert sections["term"].value_counts().sort("term").rows() == [("202620", 6), ("Fall 2025", 6)]
    assert sections["opens_on"].sort()[0] == registrations["registered_on"].min()
    assert facts("offerings")["cip_code"].sort().to_list() == ["11.0902", "51.1009", "52.0302"]
    again = ingest.run(files, store).reports
    assert all(report.is_repeat for report in again)


def test_newer_account_lines_beside_the_same_registrations_change_their_amounts(recipe, store, facts):
    export = registrar.export()
    first = [Brought(name, content.encode()) for name, content in export.files().items()]
    ingest.run(first, store, Choices(recipe=recipe))
    fee = export.account_lines.splitlines()[2]
    assert fee.endswith(",$25.00")
    lines = f"{export.account_lines.rstrip()}\n{fee.replace(',$25.00', ',-$25.00')}\n"
    newer = [
        Brought(name, (lines if name == "tbraccd.csv" else content).encode())
        for name, content in export.files().items()
    ]
    reports = {report.table: report for report in ingest.run(newer, store, Choices(recipe=recipe)).reports}
    assert {table for table, report in reports.items() if not report.is_repeat} == {"registrations"}
    assert (reports["registrations"].rows_new, reports["registrations"].rows_changed) == (0, 1)
    assert facts("registrations")["refund_usd"].sum() == export.refund + 25
    assert all(report.is_repeat for report in ingest.run(newer, store, Choices(recipe=recipe)).reports)


def test_columns_that_can_be_filled_exist():
    from data.readers.mapping import FILLS

    assert all({*columns} <= {*TABLES[table].columns()} for table, columns in FILLS.items())


@pytest.mark.parametrize("has_campus", [True, False])
def test_an_optional_column_is_taken_where_the_file_has_it(has_campus):
    starter = starters.load_starters()["banner"]
    section = next(m for m in starter.mappings if m.table == "sections")
    headers = [h for h in section.inputs() if has_campus or h != "SSBSECT_CAMP_CODE"]
    (fitted,) = [m for m in starter.fitting(headers) if m.table == "sections"]
    assert ("campus" in fitted.ours()) == has_campus
    assert {*section.ours()} - {*fitted.ours()} == (set() if has_campus else {"campus"})


def test_what_is_optional_must_be_given():
    with pytest.raises(BadFile, match="calls 'campus' optional, which it gives nothing"):
        recipe_file.checked({"table": "sections", "columns": {"A": "section_id"}, "optional": ["campus"]})
