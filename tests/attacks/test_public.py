"""A public audience that asks for everything it may, day after day, quarter after quarter, and subtracts."""

from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import pytest

from data.default import prepare
from data.reference.least_people import least_people
from data.reference.periods import Period
from data.store.store import Store
from queries import college
from queries.answer import Answer, measure
from queries.metrics import METRICS
from queries.protection import public_numbers
from queries.semantic.metric import Metric
from queries.semantic.scope import Scope, Unanswerable
from tests import audits

ASKED = [METRICS[name] for name in public_numbers.METRICS]
COUNTS = ("net_registrations", "headcount", "inquiries")


@pytest.fixture(scope="module", params=[600, 3_000], ids="{} registrations".format)
def small(request, made_once) -> str:
    """The home of a demo college of few. What is attacked here is of its daily work, which no audit looks at."""
    with audits.left_out():
        return str(made_once(f"public_{request.param}", lambda folder: prepare(Store(folder), request.param)))


@pytest.fixture
def version(small, monkeypatch) -> str:
    """Its version, as the public is shown it."""
    monkeypatch.setenv("DASHBOARD_HOME", small)
    current = Store().current()
    assert current is not None
    return current.id


@cache
def whole(version: str) -> Scope:
    """All of the college in its newest fiscal year, as the public is shown it."""
    _, newest = college.span(version, "demo")
    calendar = college.calendar(version, "demo")
    return Scope(f"{version}~public", "demo", calendar.containing(newest, "fiscal_year"), newest)


@cache
def spans(version: str) -> list[Period]:
    """Every month, quarter and fiscal year of the college."""
    calendar, days = college.calendar(version, "demo"), college.span(version, "demo")
    return [span for kind in ("month", "quarter", "fiscal_year") for span in calendar.between(*days, kind)]


@cache
def ends(version: str) -> list[date]:
    calendar, (first, newest) = college.calendar(version, "demo"), college.span(version, "demo")
    return [q.end for q in calendar.between(first, newest, "quarter") if q.end <= newest]


def asked(metric: Metric, scope: Scope, *by: str) -> Answer | None:
    try:
        return measure(metric, by=by, scope=scope)
    except Unanswerable:
        return None


def numbers(metric: Metric, scope: Scope) -> dict[str, float]:
    """The value of the college and of each field, as far as they are answered in any way that a reader can ask."""
    found = {}
    if answer := asked(metric, scope):
        found["all"] = answer.value(metric)
    if answer := asked(metric, scope, "field"):
        found |= dict(answer.frame.select("field", metric.name).drop_nulls().rows())
    return found


def test_there_are_fields_of_few(version):
    staff = [Scope(version, "demo", q, q.end) for q in spans(version) if q.kind == "quarter"]
    few = [
        n for one in staff for n in measure(METRICS["net_registrations"], by=["field"], scope=one).frame["net_registrations"]
    ]  # fmt: skip
    assert sum(n < 10 for n in few) > 3


@pytest.mark.parametrize("metric", ASKED, ids=lambda metric: metric.name)
def test_no_number_changes_from_one_day_to_the_next(version, metric):
    """As of one month end after another a change of 1 to 9 learners would be seen."""
    newest, kept = whole(version).as_of, {}
    days = [day for day in sorted({*(s.end for s in spans(version)), *ends(version)}) if day <= newest]
    for span in spans(version):
        for day in days:
            scope = Scope(whole(version).version, "demo", span, day)
            found = numbers(metric, scope)
            assert not found or (day in ends(version) and span.kind != "month")
            if span.end <= day:
                for name, value in found.items():
                    assert kept.setdefault((span.name, name), value) == value


@pytest.mark.parametrize("name", ["net_registrations", "net_revenue"])
def test_a_year_is_its_quarters_and_a_year_less_quarters_tells_nothing(version, name):
    metric, calendar = METRICS[name], college.calendar(version, "demo")
    for day in ends(version):
        year = calendar.containing(day, "fiscal_year")
        quarters = calendar.between(year.start, day, "quarter")
        one = numbers(metric, Scope(whole(version).version, "demo", year, day))
        parts = [numbers(metric, Scope(whole(version).version, "demo", q, day)) for q in quarters]
        for key, value in one.items():
            assert all(key in part for part in parts), "a quarter that is hidden stands in a year that is shown"
            assert value == pytest.approx(sum(part[key] for part in parts))


@pytest.mark.parametrize("name", COUNTS)
def test_the_total_less_the_fields_that_are_shown_leaves_each_hidden_one_open(version, name):
    """Whoever knows which fields are of few still finds each of them in a range at least 3 wide."""
    metric, tried, narrow = METRICS[name], 0, []
    for span in spans(version):
        scope = Scope(whole(version).version, "demo", span, span.end)
        answer = asked(metric, scope, "field")
        if answer is None or name == "headcount":
            continue
        truth = dict(measure(metric, by=["field"], scope=Scope(version, "demo", span, span.end)).frame.rows())
        shown = {k: v for k, v in answer.frame.select("field", name).rows() if v is not None}
        assert all(v >= least_people() for v in shown.values())
        total = sum(truth.values())
        hidden = {k: truth.get(k, 0) for k in answer.frame["field"] if k not in shown}
        left = total - sum(shown.values())
        for field, value in hidden.items():
            others = [n for k, n in hidden.items() if k != field]
            is_few = value < least_people()
            least = max(0 if is_few else 10, left - sum(9 if n < 10 else left for n in others))
            most = min(9 if is_few else left, left - sum(0 if n < 10 else 10 for n in others))
            tried += 1
            if most - least < 3 and span.kind != "fiscal_year":
                narrow.append((span.name, field, value, least, most))
    assert narrow == []
    assert tried > 3 or name != "net_registrations"


@pytest.mark.parametrize("name", COUNTS)
def test_a_field_of_nobody_looks_like_one_of_few(version, name):
    metric = METRICS[name]
    for span in spans(version):
        scope = Scope(whole(version).version, "demo", span, span.end)
        answer = asked(metric, scope, "field")
        for field in ["11", "52", "43", "54", "not a field"]:
            one = asked(metric, scope.narrowed(field=field))
            shown = {} if answer is None else dict(answer.frame.select("field", name).drop_nulls().rows())
            assert (one is None) == (field not in shown)
            if one is not None:
                assert one.value(metric) == shown[field]


def test_a_quarter_less_months_is_not_to_be_had(version):
    for span in spans(version):
        if span.kind == "month":
            assert (
                numbers(METRICS["net_registrations"], Scope(whole(version).version, "demo", span, ends(version)[-1]))
                == {}
            )
    for day in ends(version):
        for near in (day - timedelta(days=1), day + timedelta(days=1)):
            scope = Scope(whole(version).version, "demo", whole(version).period, near)
            assert numbers(METRICS["net_registrations"], scope) == {}


@pytest.mark.parametrize("metric", [m for m in METRICS.values() if m.privacy == "operational"], ids=lambda m: m.name)
def test_the_difference_of_two_numbers_is_not_to_be_had(version, metric):
    """Gross less net are drops; whatever is not named for the public is refused, as are finer cuts."""
    scope = whole(version)
    if metric.name not in public_numbers.METRICS:
        assert asked(metric, scope) is None
    for by in ("offering", "month", "school", "term", "channel", "modality"):
        assert asked(metric, scope, by) is None


def test_a_union_holds_no_hidden_field(version):
    metric = METRICS["net_registrations"]
    for span in [s for s in spans(version) if s.kind == "quarter"]:
        scope = Scope(whole(version).version, "demo", span, span.end)
        answer = asked(metric, scope, "field")
        if answer is None:
            continue
        closed = answer.frame.filter(answer.frame[metric.name].is_null())["field"].to_list()
        shown = answer.frame.drop_nulls(metric.name)["field"].to_list()
        for one, other in [*pairwise(shown), *zip(closed, shown, strict=False)]:
            both = Scope(scope.version, "demo", span, span.end, (("field", one), ("field", other)))
            assert (asked(metric, both) is None) == (one in closed)


def test_what_is_hidden_is_said(version):
    answers = [asked(METRICS["net_registrations"], Scope(whole(version).version, "demo", s, s.end), "field") for s in spans(version)]  # fmt: skip
    hidden = [answer for answer in answers if answer is not None and answer.hidden]
    assert hidden
    for answer in hidden:
        assert answer.hidden == answer.is_hidden.sum() == answer.frame["net_registrations"].null_count()


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({"a": (40,), "b": (12,), "c": (300,)}, set()),
        ({"a": (40,), "b": (5,), "c": (300,)}, {"a", "b"}),  # 45 in both: b is anything from 0 to 9
        ({"a": (10,), "b": (1,), "c": (300,)}, {"a", "b", "c"}),  # 11 in a and b would leave b at 0 or 1
        ({"a": (40,), "b": (0,), "c": (300,)}, {"a", "b"}),  # nobody looks like few
        ({"a": (9,), "b": (9,), "c": (300,)}, {"a", "b", "c"}),  # 18 in both would be 9 each
        ({"a": (5,), "b": (4,), "c": (300,)}, {"a", "b"}),
        ({"a": (40, 35), "b": (60, 30), "c": (300, 250)}, {"a", "b"}),  # 5 of a did not go on
        ({"a": (3,)}, {"a"}),
    ],
)
def test_fields_are_hidden_until_each_stays_open(counts, hidden):
    assert public_numbers.closed(counts, 10) == hidden


def test_the_public_is_answered_where_there_are_many(demo_version):
    scope = whole(demo_version)
    for metric in ASKED:
        year = scope.period.previous_year() if public_numbers.METRICS[metric.name].spans != "quarters" else scope.period
        answer = measure(metric, by=["field"], scope=scope.during(year))
        assert answer.frame.drop_nulls(metric.name).height > 1
        assert measure(metric, scope=scope.during(year)).value(metric) is not None
