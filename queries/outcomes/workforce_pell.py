"""The college's offerings under the tests of Workforce Pell. Not legal advice: what is open is said to be open."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import polars as pl

from data.contracts import Offerings
from data.contracts.shape import as_contract
from data.store.store import scan
from queries import college
from queries.outcomes import articulations, pell_facts
from queries.outcomes import completion as outcomes
from queries.outcomes.pell_checks import Checked, Program, checked
from queries.outcomes.pell_facts import Files
from queries.semantic.column import Column
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.semantic.unit import CHANCE, COUNT, CREDITS, HOURS, SHARE, USD, WEEKS

_COLUMNS = (
    Column("title", "Program"),
    Column(
        "stands", "Stands", definition="Whether a test that the college's data can settle is missed, open, or none."
    ),
    Column("missed", "Tests missed"),
    Column("weeks", "Weeks", WEEKS, "From the first to the last day; the rule counts weeks with instruction only."),
    Column("contact_hours", "Contact hours", HOURS, "Scheduled hours; the rule counts clock hours."),
    Column("credit_hours", "Credit hours", CREDITS, "Semester credit hours; empty where noncredit."),
    Column("share", "Completion", SHARE, "Of those with a final outcome, in the newest final year.", instead="note"),
    Column("starters", "n", COUNT, "Registrations with a final outcome."),
    Column("chance", "Chance to pass", CHANCE, "How likely the next cohort of this size completes at the rule's rate."),
    Column("charges_usd", "Price and fees", USD, "List price and mandatory fees, US dollars."),
    Column(
        "limit_usd",
        "Limit by today's pay",
        USD,
        "What could be charged at most if the limit of the rule came from the published pay of the field today.",
    ),
    Column("counts_toward", "Counts toward"),
    Column("partner", "Partner"),
)


def check_all(scope: Scope, files: Files) -> tuple[Checked, ...]:
    """Every offering of the college that is open on the as-of date, with its tests; those nearest to passing first."""
    all_checked = [checked(program, files.rule, scope.as_of) for program in programs(scope, files)]
    return tuple(sorted(all_checked, key=lambda c: (len(c.of("missing")), len(c.of("unknown")), c.program.title)))


def programs(scope: Scope, files: Files) -> tuple[Program, ...]:
    """The college's own offerings that are open on the as-of date, of the chosen field if one is."""
    own = scan(scope.version, scope.college, "programs").filter("is_ours").select(offering_id="program_id")
    offerings = as_contract(scan(scope.version, scope.college, "offerings"), Offerings)
    catalog = offerings.join(own, on="offering_id").collect()
    catalog = catalog.filter(
        pl.col("launched_on").is_null() | (pl.col("launched_on") <= scope.as_of),
        pl.col("retired_on").is_null() | (pl.col("retired_on") >= scope.as_of),
    )
    if field := dict(scope.where).get("field"):
        catalog = catalog.filter(pl.col("cip_code").str.slice(0, 2) == field)
    year, outcome = outcomes.newest_final(scope)
    references = _references(scope)
    plain = (_program(row, references, year, outcome.get(row["offering_id"], {})) for row in catalog.to_dicts())
    codes = {row["offering_id"]: (row["title"], row["cip_code"]) for row in catalog.to_dicts()}
    return tuple(_around(plain, codes, scope, files))


def _around(
    plain: Iterable[Program], codes: Mapping[str, tuple[str, str]], scope: Scope, files: Files
) -> Iterator[Program]:
    """The programs with what stands around them: state, list of occupations, approval, work, pay and similar programs."""
    of_program, pell = pell_facts.work(scope), pell_facts.recipients(scope)
    alike = pell_facts.similar(scope, codes)
    state = pell_facts.home_state(scope)
    given, listed = pell_facts.approvals(scope), files.of_state(state)
    limits, work = pell_facts.ceilings(scope, files, state), pell_facts.in_field(scope)
    for program in plain:
        yield replace(
            program,
            state=state,
            listed_on=listed.listed_on if listed else None,
            is_listed=listed is not None and any(code in listed.soc_codes for code in program.soc_codes),
            approval=given.get(program.offering),
            ceiling=limits.get(program.field),
            in_field=work.get(program.field),
            work=of_program.get(program.offering),
            recipients=pell.get(codes[program.offering][1]),
            similar=alike[program.offering],
        )


@dataclass(frozen=True)
class _References:
    """What rows of the catalog refer to, in words: what each offering counts toward by an agreement, partners and titles by key."""

    toward: Mapping[str, str]
    partners: Mapping[str, str]
    titles: Mapping[str, str]


def _references(scope: Scope) -> _References:
    titles = college.titles(scope.version, scope.college)
    agreements = articulations.in_force(scope).drop_nulls("from_offering").sort("effective_on", nulls_last=False)
    rows = agreements.select("from_offering", "to_offering", "degree").rows()  # the newest last, which stands
    toward = {code: titles.get(to or "", degree or to) for code, to, degree in rows}
    partners = scan(scope.version, scope.college, "providers").select("provider_id", "name").collect()
    return _References(toward, dict(partners.rows()), titles)


def _program(row: dict, references: _References, year: str | None, outcome: dict) -> Program:
    code, charges = row["offering_id"], (row["price_usd"], row["fees_usd"])
    stacks = references.titles.get(row["stacks_into"] or "", row["stacks_into"])
    return Program(
        offering=code,
        title=row["title"],
        field=row["cip_code"][:2],
        credential_type=row["credential_type"],
        weeks=row["weeks"],
        contact_hours=row["contact_hours"],
        credit_hours=row["credit_hours"],
        charges_usd=None if charges[0] is None else charges[0] + (charges[1] or 0),
        launched_on=row["launched_on"],
        counts_toward=references.toward.get(code, stacks),
        is_agreed=code in references.toward,
        partner=references.partners.get(row["partner_provider_id"] or ""),
        year=year,
        starters=outcome.get("started"),
        completers=outcome.get("completed"),
        bound=outcome.get("bound"),
        is_hidden=bool(outcome) and outcome["completed"] is None and outcome["bound"] is None,
        instruction_weeks=row["instruction_weeks"],
        partner_hours=row["partner_hours"],
        is_credential_recognized=row["is_credential_recognized"],
        soc_codes=tuple(code.strip() for code in (row["soc_codes"] or "").split(";") if code.strip()),
    )


def table(
    every: tuple[Checked, ...],
    stands: Callable[[Checked], str],
    missed: Callable[[Checked], str],
    scope: Scope,
    notes: tuple[str, ...],
) -> Table:
    """A row per program. `stands` says how a program stands and `missed` which tests it misses, in words."""
    rows = [_row(c, stands(c), missed(c)) for c in every]
    first = ("stands", "missed", "weeks", "contact_hours", "share", "chance", "charges_usd")
    return Table(pl.DataFrame(rows, schema=_SCHEMA), _COLUMNS, scope, notes=notes, has_period=False, first=first)


def _row(c: Checked, stands: str, missed: str) -> dict:
    p = c.program
    share = p.completers / p.starters if p.starters and p.completers is not None else None
    note = p.bound or ("hidden" if p.is_hidden else "none_final")
    return {
        "title": p.title, "stands": stands, "missed": missed, "weeks": p.weeks, "contact_hours": p.contact_hours,
        "credit_hours": p.credit_hours or None, "share": share, "note": note if share is None else None,
        "starters": p.starters, "chance": c.chance, "charges_usd": p.charges_usd,
        "limit_usd": p.ceiling.limit_usd if p.ceiling else None, "counts_toward": p.counts_toward,
        "partner": p.partner,
    }  # fmt: skip


_SCHEMA = {
    "title": pl.String, "stands": pl.String, "missed": pl.String, "weeks": pl.Float64, "contact_hours": pl.Float64,
    "credit_hours": pl.Float64, "share": pl.Float64, "note": pl.String, "starters": pl.Int64, "chance": pl.Float64,
    "charges_usd": pl.Float64, "limit_usd": pl.Float64, "counts_toward": pl.String, "partner": pl.String,
}  # fmt: skip
