"""The tables of pathways: every way, agreements that end soon, offerings without one, and value along the way."""

from collections.abc import Callable, Sequence

import polars as pl

from queries.answer import measure
from queries.metrics.enrollment import NET_REGISTRATIONS, NET_REVENUE
from queries.outcomes.pathways import Pathways, Way, pathways
from queries.semantic.column import Column, of_day
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.semantic.unit import COUNT, CREDITS, DAYS, SHARE, USD

_WENT = "Completers who registered later for what it counts toward, or study for a degree here."
_WAYS = (
    Column("start", "Credential"),
    Column("provider", "Of"),
    Column("end", "Counts toward"),
    Column("state", "State", definition="Agreed by an institution, recommended only, or in the catalog alone."),
    Column("institution", "Credit granted by"),
    Column("credit_hours", "Credit hours", CREDITS, "Semester hours, as agreed or recommended."),
    Column("completed", "Completions", COUNT, "As far as the Completion page shows them.", instead="completed_note"),
    Column("went_on", "Went on", COUNT, _WENT, instead="went_on_note"),
    Column("share", "Share", SHARE, "Those who went on, of those who completed."),
    Column(
        "within_months",
        "Half within, months",
        COUNT,
        "Half of those who went on registered for the next within so many months of completing; not known toward a degree.",
    ),
    of_day("until", "Until", "Last day of the agreement; empty where it has no end."),
)
_WITHOUT = (
    Column("title", "Offering"),
    Column("toward", "In the catalog it counts toward"),
    Column("recommended", "Credit recommended by"),
)
_VALUE = (
    Column("title", "Our credential"),
    Column("partners", "Partner credentials that count toward it"),
    Column("per_seat", "Net tuition", USD.whole, "Net tuition revenue per kept registration in the period."),
    Column("next", "Next credential"),
    Column("share", "Go on to it", SHARE, _WENT, instead="share_note"),
    Column("next_per_seat", "Net tuition of the next", USD.whole, "Net tuition revenue per kept registration."),
    Column("expected", "Along the way", USD.whole, "Net tuition plus that of the next, times the share that goes on."),
    Column("degree", "Degree"),
    Column(
        "degree_share", "Study for a degree", SHARE, "Completers who study for a degree here.", instead="degree_note"
    ),
)


def ways(found: Pathways, state: Callable[[Way], str], scope: Scope) -> Table:
    """A row per way; `state` says in words how it stands."""
    rows = [
        {
            "start": way.start_title, "provider": way.provider, "end": way.end_title, "state": state(way),
            "institution": way.institution, "credit_hours": way.credit_hours, "completed": way.completed,
            "completed_note": _note(way.is_hidden, way.completed), "went_on": way.went_on,
            "went_on_note": _note(way.is_hidden, way.went_on), "share": way.share, "until": way.until,
            "within_months": way.within_months,
        }
        for way in found.ways
    ]  # fmt: skip
    hidden = sum(way.is_hidden for way in found.ways)
    first = ("end", "state", "completed", "share", "until", "institution")
    return Table(
        _frame(rows, _WAYS, "completed_note", "went_on_note"),
        _WAYS,
        scope,
        hidden=hidden,
        has_period=False,
        first=first,
    )


def ending(found: Pathways, scope: Scope) -> Table:
    """Agreements that end soon, the first to end first, with the days that are left."""
    by_name = {column.name: column for column in _WAYS}
    parts = [by_name[name] for name in ("start", "end", "until", "institution", "credit_hours")]
    columns = (*parts[:3], Column("days", "Days left", DAYS.bare), *parts[3:])
    rows = [
        {
            "start": way.start_title, "end": way.end_title, "institution": way.institution,
            "credit_hours": way.credit_hours, "until": way.until, "days": (way.until - scope.as_of).days if way.until else None,
        }
        for way in found.ending
    ]  # fmt: skip
    return Table(_frame(rows, columns), columns, scope, has_period=False)


def without(found: Pathways, scope: Scope) -> Table:
    """Open offerings that count toward nothing by an agreement in force."""
    rows = [
        {
            "title": title,
            "toward": "; ".join(w.end_title for w in found.ways if w.start == code and w.state == "listed") or None,
            "recommended": "; ".join(w.recommended_by for w in found.ways if w.start == code and w.recommended_by) or None,
        }
        for code, title in found.without
    ]  # fmt: skip
    return Table(_frame(rows, _WITHOUT), _WITHOUT, scope, has_period=False)


def value(scope: Scope) -> Table:
    """Net tuition of a learner who completes a credential and may go on, for each of ours that leads anywhere."""
    found = pathways(scope)
    per_seat = _per_seat(scope)
    starts = dict.fromkeys(way.start for way in found.ways if way.is_ours)
    rows = [_along(code, found.ways, per_seat) for code in starts]
    rows.sort(key=lambda row: -(row["expected"] or row["per_seat"] or 0))
    first = ("per_seat", "expected", "next", "share", "degree", "degree_share")
    return Table(_frame(rows, _VALUE, "share_note", "degree_note"), _VALUE, scope, first=first)


def _along(code: str, every: Sequence[Way], per_seat: dict[str, float]) -> dict:
    out = [way for way in every if way.start == code]
    ahead = next((way for way in out if not way.is_degree), None)
    degree = next((way for way in out if way.is_degree and way.institution is None and way.state != "recommended"), None)  # fmt: skip
    elsewhere = next((way for way in out if way.is_degree and way.institution is not None), None)
    own, following = per_seat.get(code), per_seat.get(ahead.end) if ahead else None
    share = ahead.share if ahead else None
    can_tell = own is not None and following is not None and share is not None
    to = degree or elsewhere
    return {
        "title": out[0].start_title,
        "partners": "; ".join(f"{way.start_title} ({way.provider})" for way in every if way.end == code and not way.is_ours) or None,
        "per_seat": own,
        "next": ahead.end_title if ahead else None,
        "share": share,
        "share_note": "hidden" if ahead and ahead.is_hidden else None,
        "next_per_seat": following,
        "expected": own + share * following if can_tell else None,
        "degree": f"{to.end_title}{f', {to.institution}' if to.institution else ''}" if to else None,
        "degree_share": degree.share if degree else None,
        "degree_note": "hidden" if degree and degree.is_hidden else None,
    }  # fmt: skip


def _per_seat(scope: Scope) -> dict[str, float]:
    """Net tuition revenue per kept registration of every offering in the period."""
    frame = measure(NET_REVENUE, NET_REGISTRATIONS, by=["offering"], scope=scope).frame
    rows = frame.select("offering", NET_REVENUE.name, NET_REGISTRATIONS.name).rows()
    return {code: usd / seats for code, usd, seats in rows if usd is not None and seats}


def _note(is_hidden: bool, count: int | None) -> str | None:
    return "hidden" if is_hidden and count is None else None


def _frame(rows: list[dict], columns: Sequence[Column], *notes: str) -> pl.DataFrame:
    kinds = {"until": pl.Date, "completed": pl.Int64, "went_on": pl.Int64, "within_months": pl.Int64}
    numbers = dict.fromkeys((c.name for c in columns if c.unit.is_number), pl.Float64)
    texts = dict.fromkeys([*(c.name for c in columns), *notes], pl.String)
    schema = texts | numbers | {name: kind for name, kind in kinds.items() if name in texts}
    return pl.DataFrame(rows, schema=schema)
