"""Briefs that are there from the start: the board page, the Monday list and the program review."""

from collections.abc import Callable

from dashboard import charts, wording
from dashboard.ask import ask, derive, recall
from dashboard.cards import outcomes as outcome_cards
from dashboard.cards import versus as versus_cards
from dashboard.offered import recipe
from dashboard.offered.item import Item
from dashboard.offered.offer import tabled
from dashboard.origins import Call
from dashboard.wording import learners, margin
from dashboard.wording import portfolio as portfolio_words
from dashboard.wording import sections as section_words
from dashboard.wording import week as week_words
from data.reference import portfolio
from data.store.home import home
from queries import college
from queries.cubes import sections
from queries.enrollment import at_risk, decisions, week
from queries.enrollment import tables as enrollment_tables
from queries.metrics.enrollment import NET_REGISTRATIONS, NET_REVENUE
from queries.outcomes import completion
from queries.revenue import change, goals
from queries.revenue import margin as margins
from queries.semantic.scope import Scope
from queries.strategy import portfolio_inputs, portfolio_notes, portfolio_verdict
from queries.strategy.versus import SUBJECTS
from queries.strategy.versus_view import View

Offer = tuple[str, str, Call]


def ready_made(name: str, scope: Scope) -> tuple[Item, ...]:
    """The items of a ready-made brief for a scope. Raises KeyError for a name that is none."""
    return tuple(
        Item(heading, kind, recipe.write_call(call, scope), scope.period.name, scope.where)
        for heading, kind, call in READY_MADE[name](scope)
    )


def _board(scope: Scope) -> list[Offer]:
    """Where the college stands, its goals, what moved, and how it compares."""
    names = ("net_registrations", "headcount", "net_revenue", "completion_rate")
    standing = [ask(*names, scope=s) for s in (scope, scope.last_year())]
    progress = recall(goals.progress, scope, NET_REVENUE.name)
    standings = recall(goals.standings, scope)
    bridge = recall(change.bridge, scope, "last_year")
    view = View(scope)
    return [
        _finding("Where we stand", wording.sentence_of_standing, NET_REVENUE, *standing, progress),
        _sentence("Completion", learners.sentence_of_completion, recall(completion.cohorts, scope)),
        _figure_of(_by_month("Net tuition revenue by month", NET_REVENUE.name, scope)),
        _figure("Completion by year", outcome_cards.cohorts, scope),
        _figure("Where each goal is heading", charts.goals, standings, scope),
        _figure("What changed net tuition revenue", charts.waterfall, bridge, scope),
        *(_figure(subject, versus_cards.dots, view, subject) for subject in SUBJECTS),
    ]


def _monday(scope: Scope) -> list[Offer]:
    """Which open sections need a decision, and what enrollment looks like this week."""
    names = ("net_registrations", "headcount", "net_revenue", "discount_rate")
    standing = [ask(*names, scope=s) for s in (scope, scope.last_year())]
    judged, listed = recall(at_risk.chances, scope), recall(at_risk.most, scope)
    titles = recall(college.titles, scope.version, scope.college)
    due, log = recall(decisions.undecided, scope, week.Assumed()), recall(decisions.log, scope)
    following, unstated = recall(week.next_due, scope), recall(week.without_minimum, scope)
    return [
        _sentence("Decide this week", week_words.sentence_of_due, due, following, titles, unstated),
        *([] if due.is_empty else [_table("Sections that need a decision", derive(week_words.in_words, due, titles))]),
        *([] if log.is_empty else [_finding("What became of past decisions", week_words.sentence_of_log, log)]),
        _finding("Registrations", wording.sentence_of_standing, NET_REGISTRATIONS, *standing),
        _by_month("Net registrations by month", NET_REGISTRATIONS.name, scope),
        _finding("Open sections", section_words.sentence_of_open_sections, judged, scope.as_of),
        _table("Open sections by money at risk", derive(enrollment_tables.board, listed, scope)),
        _finding("Canceled sections", section_words.sentence_of_cancellations, recall(sections.cancellations, scope)),
        _chart("Where each goal is heading", charts.goals, recall(goals.standings, scope), scope),
    ]


def _review(scope: Scope) -> list[Offer]:
    """What each offering should do, brings in, costs and leads to."""
    by = ("offering",)
    rule = portfolio.used(home())
    judged = derive(portfolio_verdict.judged, recall(portfolio_inputs.inputs, scope), rule)
    notes = recall(portfolio_notes.log, scope)
    return [
        _sentence("What each offering should do", portfolio_words.sentence_of_portfolio, judged, rule),
        _table("Offerings by class", judged),
        *(
            []
            if notes.is_empty
            else [_table("Notes and decisions on offerings", derive(portfolio_words.in_words, notes))]
        ),
        _table("Enrollment by offering", ask("net_registrations", "net_revenue", "discount_rate", by=by, scope=scope)),
        _finding("What is left after cost", margin.sentence_of_margin, recall(margins.totals, scope)),
        _table(
            "Contribution by offering", ask("net_revenue", "contribution", "contribution_margin", by=by, scope=scope)
        ),
        _table("Seats held and seats to break even", recall(margins.break_even, scope)),
        _table("Sections by offering", ask("sections_offered", "fill_rate", "cancellation_rate", by=by, scope=scope)),
        _finding("Completion", learners.sentence_of_completion, recall(completion.cohorts, scope)),
        _chart("Completion by year", outcome_cards.cohorts, scope),
    ]


READY_MADE: dict[str, Callable[[Scope], list[Offer]]] = {
    "Board page": _board,
    "Monday list": _monday,
    "Program review": _review,
}


def _finding(heading: str, words: Callable[..., str], *results: object) -> Offer:
    return heading, "finding", Call(words, results, {})


def _sentence(heading: str, words: Callable[..., str], *results: object) -> Offer:
    """A finding that is printed without its table, where the next claim shows the rows."""
    return heading, "sentence", Call(words, results, {})


def _chart(heading: str, draw: Callable[..., None], *results: object) -> Offer:
    return heading, "chart", Call(getattr(draw, "__wrapped__", draw), results, {})


def _figure(heading: str, draw: Callable[..., None], *results: object) -> Offer:
    """A chart that is printed without its table."""
    return _figure_of(_chart(heading, draw, *results))


def _figure_of(chart: Offer) -> Offer:
    return chart[0], "figure", chart[2]


def _table(heading: str, table: object) -> Offer:
    return heading, "table", Call(tabled, (heading, table), {})


def _by_month(title: str, metric: str, scope: Scope) -> Offer:
    months = [ask(metric, by=("month",), scope=s) for s in (scope, scope.last_year())]
    return _chart(title, charts.by_month, title, *months, recall(college.events_in, scope))
