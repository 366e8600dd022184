"""Rows brought by mistake are taken out by key: all of them or none, and what refers to them is named."""

import json
import shutil

import pytest
from click.testing import CliRunner

from dashboard.cli import dashboard
from data.ingest import ingest, removing
from data.ingest.removing import Request, UnknownKey
from data.readers.files import BadFile, Brought
from data.store.store import Store

PROVIDERS = "provider_id,name,provider_type,state,is_home\nus,Our College,public_2yr,OR,yes\n"
OFFERINGS = "offering_id,provider_id,title,credential_type,cip_code,price_usd\no1,us,Welding,course,48.0508,100\n"
SECTIONS = (
    "section_id,offering_id,opens_on,starts_on,ends_on,capacity,status\n"
    "s1,o1,2025-01-01,2025-02-01,2025-02-28,20,held\n"
    "s2,o1,2025-01-01,2025-03-01,2025-03-28,20,held\n"
)
REGISTRATIONS = (
    "registration_id,section_id,learner_id,registered_on,gross_usd,discount_usd,refund_usd,outcome,completed_on\n"
    "r1,s1,p1,2025-01-15,100,0,0,completed,2025-02-28\n"
    "r2,s1,p2,2025-01-15,100,0,0,completed,2025-02-28\n"
    "r3,s2,p1,2025-01-15,100,0,0,completed,2025-03-28\n"
)


@pytest.fixture(scope="module")
def college_home(tmp_path_factory):
    """A home with a college of one offering, two sections and three registrations; published once, since that takes seconds."""
    home = tmp_path_factory.mktemp("college")
    contents = {"1": PROVIDERS, "2": OFFERINGS, "3": SECTIONS, "4": REGISTRATIONS}
    ingest.run([Brought(f"{name}.csv", content.encode()) for name, content in contents.items()], Store(home))
    return home


@pytest.fixture
def college(college_home, store):
    """The college in a home of the test's own."""
    shutil.rmtree(store.home)
    shutil.copytree(college_home, store.home)


def keys(*rows: str, header: str = "registration_id") -> Brought:
    return Brought("keys.csv", "\n".join([header, *rows, ""]).encode())


@pytest.mark.usefixtures("college")
def test_rows_are_removed_as_a_new_version_and_the_earlier_one_keeps_them(store, facts):
    before = store.current().id
    removal = removing.run(Request(keys("r1", "r3", "r1"), "registrations"), store)
    assert (removal.rows_read, removal.rows_removed, removal.rows_held) == (3, 2, 3)
    assert removal.totals["gross_usd"] == 200
    assert facts("registrations")["registration_id"].to_list() == ["r2"]
    assert store.current().id == removal.version != before
    store.rollback(before)
    assert facts("registrations").height == 3


@pytest.mark.usefixtures("college")
def test_an_unknown_key_is_named_with_its_row_and_nothing_is_removed(store):
    before = store.current().id
    removal = removing.run(Request(keys("r1", "r9"), "registrations"), store)
    assert removal.is_refused
    assert removal.unknown == (UnknownKey(2, "r9"),)
    assert store.current().id == before


@pytest.mark.usefixtures("college")
def test_rows_that_refer_to_them_are_named_and_refused_step_by_step(store):
    before = store.current().id
    removal = removing.run(Request(keys("o1", header="offering_id"), "offerings"), store)
    assert removal.is_refused
    assert [(d.table, d.rows, d.examples) for d in removal.dependents] == [
        ("sections", 2, ("s1", "s2")),
        ("registrations", 3, ("r1", "r2", "r3")),
    ]
    assert store.current().id == before


@pytest.mark.usefixtures("college")
def test_rows_that_refer_to_them_can_be_taken_along(store, facts):
    removal = removing.run(Request(keys("s1", header="section_id"), "sections", with_dependents=True), store)
    assert removal.also == {"registrations": 2}
    assert facts("sections")["section_id"].to_list() == ["s2"]
    assert facts("registrations")["registration_id"].to_list() == ["r3"]


@pytest.mark.usefixtures("college")
def test_a_check_says_the_same_and_changes_nothing(store):
    before, request = store.current().id, Request(keys("r1"), "registrations")
    checked = removing.check(request, store)
    assert store.current().id == before
    done = removing.run(request, store)
    assert (checked.rows_removed, checked.totals, checked.version) == (done.rows_removed, done.totals, None)


@pytest.mark.usefixtures("college")
def test_the_file_that_brought_rows_takes_them_out_and_brings_them_again(store, bring, facts):
    removing.run(Request(Brought("file.csv", REGISTRATIONS.encode()), "registrations"), store)
    assert "college" not in store.current().colleges
    (again,) = bring(REGISTRATIONS)
    assert not again.is_repeat
    assert facts("registrations").height == 3
    assert "college" in store.current().colleges


@pytest.mark.usefixtures("college")
def test_what_names_a_removed_row_without_needing_it_stays_and_is_said(store, bring, facts):
    bring("inquiry_id,offering_id,inquired_on,channel,registration_id\ni1,o1,2025-01-10,email,r1\n")
    removal = removing.run(Request(keys("r1"), "registrations"), store)
    assert [(d.table, d.column, d.rows) for d in removal.naming] == [("inquiries", "registration_id", 1)]
    assert facts("inquiries").height == 1


def test_the_key_of_a_person_is_never_echoed(store, bring):
    bring("learner_id,first_seen_on\np1,2025-01-01\n")
    removal = removing.check(Request(keys("ann", header="learner_id"), "learners"), store)
    assert removal.unknown == (UnknownKey(1, "not shown"),)


def test_a_file_without_the_key_or_a_table_without_rows_is_a_sentence(store, bring):
    with pytest.raises(BadFile, match="No rows of events are imported"):
        removing.check(Request(keys("e1", header="event_id"), "events"), store)
    bring(PROVIDERS)
    with pytest.raises(BadFile, match=r"in provider_id, and keys\.csv has no column"):
        removing.check(Request(keys("us", header="colour"), "providers"), store)


def test_rows_of_the_market_are_removed_by_all_columns_of_their_key(store, bring, facts):
    header = "list_id,edition,program_id"
    listed = f"{header},title,provider_id,provider\noh,2025-01-01,a,Welding,1,Camp\noh,2025-01-01,b,Python,1,Camp\n"
    bring(listed)
    removal = removing.run(Request(keys("oh,2025-01-01,a", header=header), "market_offerings"), store)
    assert (removal.collection, removal.rows_removed, removal.rows_held) == ("market", 1, 2)
    assert facts("market_offerings", "market")["program_id"].to_list() == ["b"]


def test_a_table_of_the_market_without_a_row_leaves_no_cube_behind(store, bring):
    listed = "list_id,edition,program_id,title,provider_id,provider\noh,2025-01-01,a,Welding,1,Camp\n"
    bring(listed)
    removing.run(Request(Brought("list.csv", listed.encode()), "market_offerings"), store)
    assert store.current().files("market") == []


@pytest.mark.usefixtures("college")
@pytest.mark.parametrize(
    ("arguments", "content", "code", "sentence"),
    [
        (["registrations"], "registration_id\nr1\n", 0, "1 row was removed from registrations; 2 of 3 stay."),
        (["registrations", "--preview"], "registration_id\nr1\n", 0, "1 row is removed from registrations"),
        (["registrations"], "registration_id\nr1\nr9\n", 1, "row 2: r9."),
        (["sections"], "section_id\ns1\n", 1, "2 rows of registrations refer to sections by section_id: r1, r2."),
        (["pupils"], "pupil\nr1\n", 2, "There is no table 'pupils'"),
    ],
)
def test_the_command_says_it_and_its_exit_code_tells(tmp_path, arguments, content, code, sentence):
    (tmp_path / "keys.csv").write_text(content)
    command = ["remove", arguments[0], "--keys", str(tmp_path / "keys.csv"), "--no-forecasts", *arguments[1:]]
    done = CliRunner().invoke(dashboard, command)
    assert done.exit_code == code, done.output
    assert sentence in done.output
    if code < 2:
        told = json.loads(CliRunner().invoke(dashboard, [*command, "--json", "--preview"]).output)
        assert told["table"] == arguments[0]
