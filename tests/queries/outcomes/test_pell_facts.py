"""What stands around the programs in Workforce Pell: approvals on a day, pay and work of fields, and lists of occupations."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from data.contracts import Approvals
from data.cubes.program_work import ProgramWork
from data.reference import occupation_lists, poverty_guidelines
from data.reference import workforce_pell as rules
from data.reference.periods import STANDARD
from data.reference.rule_file import BadRule
from data.store.store import Store
from queries.outcomes import pell_facts, workforce_pell
from queries.outcomes.pell_checks import Recipients, Work
from queries.outcomes.pell_facts import Files
from queries.outcomes.pell_rates import pooled
from queries.semantic.scope import Scope

LISTS = "state,soc_code,listed_on,source\nOH,31-1131,2025-06-01,Top jobs\nOH,29-2052,2026-06-01,Top jobs\nPA,31-1131,2026-01-05,List\n"
FILES = Files(rules.shipped(), poverty_guidelines.shipped(), occupation_lists.parsed(LISTS))
ROWS = [
    # offering, state, approved, last day, withdrawn
    ("cna", "OH", date(2024, 1, 1), date(2025, 12, 31), None),
    ("cna", "OH", date(2026, 1, 1), None, date(2026, 5, 1)),  # the newest: withdrawn only later
    ("pct", "OH", date(2025, 1, 1), date(2027, 1, 1), date(2025, 6, 1)),  # withdrawn before its last day
    ("phleb", "OH", date(2026, 4, 1), None, None),  # given after the as-of date
]


@pytest.fixture
def scope(demo_version, demo_home):
    store = Store(demo_home)
    before = store.current()
    with store.draft("Approvals") as draft:
        names = ("offering_id", "state", "approved_on", "expires_on", "withdrawn_on")
        frame = pl.DataFrame(ROWS, schema=Approvals.create_empty().select(names).schema, orient="row")
        draft.put("demo", "cubes", "approvals", Approvals.validate(frame.select(Approvals.column_names())))
    assert draft.version is not None
    yield Scope(draft.version.id, "demo", STANDARD.parse("FY2026"), date(2026, 3, 31))
    assert before is not None
    store.rollback(before.id)


def test_the_newest_approval_by_the_day_counts_and_ends_where_it_was_withdrawn(scope):
    given = pell_facts.approvals(scope)
    assert (given["cna"].approved_on, given["cna"].ends_on) == (date(2026, 1, 1), None)
    assert given["pct"].ends_on == date(2025, 5, 31)
    assert "phleb" not in given


def test_programs_know_their_state_its_newest_list_and_the_pay_of_their_field(scope):
    every = {c.program.offering: c for c in workforce_pell.check_all(scope, FILES)}
    cna, phleb = every["cna"], every["phleb"]
    assert cna.program.state == "OH"
    assert cna.program.listed_on == date(2026, 6, 1)
    assert cna.state("occupation") == "missing"  # it was on the list of the year before, and is on that of Pennsylvania
    assert cna.state("governor") == "met"
    assert phleb.state("governor") == "unknown"
    ceiling = cna.program.ceiling
    assert ceiling is not None
    assert ceiling.parity is not None
    assert ceiling.limit_usd == round(100 * ceiling.median_usd / ceiling.parity - 1.5 * 15_960, 2)
    assert cna.program.partner_share == 0.4
    assert cna.state("partner") == "unknown"


WORK = [
    # ended, grain, value, recipients, cohort, known, placed, in the occupation
    ("completed", "offering", "cna", "all", 2024, 60, 45, 40),
    ("left", "offering", "cna", "all", 2024, 20, 11, None),
    ("completed", "offering", "pct", "all", 2024, None, None, None),  # too few to show
    ("completed", "offering", "cna", "all", 2025, 30, 20, 10),  # a year that is not whole yet
    ("completed", "offering", "cna", "pell", 2024, 24, 18, 12),
    ("completed", "offering", "cna", "pell", 2023, 22, 14, 11),
    ("completed", "field", "51", "all", 2024, 300, 200, 150),
]


@pytest.fixture
def worked(scope, demo_home):
    names = ("ended", "grain", "value", "recipients", "cohort", "known", "placed", "in_occupation")
    frame = pl.DataFrame(WORK, schema=names, orient="row").with_columns(
        cohort=pl.date(pl.col("cohort"), 7, 1), as_of=date(2025, 12, 31), known_on=date(2025, 12, 31)
    )
    with Store(demo_home).draft("Work") as draft:
        draft.put("demo", "cubes", "program_work", ProgramWork.cast(frame.select(ProgramWork.column_names())))
    assert draft.version is not None
    return replace(scope, version=draft.version.id)


def test_work_of_a_program_is_of_the_newest_whole_year_with_both_denominators(worked):
    every = {c.program.offering: c for c in workforce_pell.check_all(worked, FILES)}
    work = every["cna"].program.work
    assert work == Work("FY2025", (45, 60), (11, 20), (40, 60), True)
    assert work.exited == (56, 80)
    assert every["cna"].state("placement") == "met"  # 56 of 80 is 70.0%, 45 of 60 is 75%
    assert every["pct"].program.work == Work("FY2025", None, None, None, True)
    assert every["phleb"].program.work is None
    assert every["pct"].state("placement") == every["phleb"].state("placement") == "unknown"


def test_pell_recipients_are_pooled_over_the_programs_of_a_code(worked):
    every = {c.program.offering: c for c in workforce_pell.check_all(worked, FILES)}
    recipients = every["cna"].program.recipients
    assert recipients == Recipients((18, 14), "FY2025", False)
    assert pooled(recipients.people, FILES.rule) == 2  # 18 are too few, with the year before 32


def test_substantially_similar_programs_share_the_group_and_every_occupation(scope):
    codes = {
        "one": ("Nursing Assistant", "51.3902"),
        "two": ("Nurse Aide, evenings", "51.3902"),  # the same code
        "three": ("Practical Nursing", "51.3901"),  # the same group, other occupations
        "four": ("Welding", "48.0508"),
    }
    alike = pell_facts.similar(scope, codes)
    assert alike["one"] == ("Nurse Aide, evenings",)
    assert alike["three"] == alike["four"] == ()


def test_guidelines_are_of_the_newest_year_known_and_of_the_state():
    held = poverty_guidelines.shipped()
    assert held.newest(2026, "OH") == (2026, 15_960)
    assert held.newest(2025, "AK") == (2024, 18_810)  # 2025 is not published in the source
    assert held.newest(2020, None) is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("state,soc_code\nOH,31-1131\n", "lacks the columns listed_on, source"),
        (LISTS + "Ohio,31-1131,2026-01-01,x\n", "Line 5 of workforce_pell_occupations.csv has no two-letter state."),
        (LISTS + "OH,311131,2026-01-01,x\n", "has no SOC code such as 31-1131."),
        (LISTS + "OH,31-1131,January,x\n", "has no date such as 2026-06-10."),
    ],
)
def test_a_list_that_cannot_be_used_says_which_line(text, sentence):
    with pytest.raises(BadRule, match=sentence):
        occupation_lists.parsed(text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('source = "x"\nin_force_on = 2026-01-01\n', "lacks guidelines"),
        (
            'source = "x"\nin_force_on = 2026-01-01\n[guidelines]\n2026 = [1.0]\n',
            "needs three amounts for a year: 2026",
        ),
    ],
)
def test_guidelines_that_cannot_be_used_say_why(text, sentence):
    with pytest.raises(BadRule, match=sentence):
        poverty_guidelines.parsed(text)
