"""What is expected next on both sides and at the college, in sentences."""

from dashboard.wording.states import state
from queries.semantic.unit import COUNT, USD
from queries.strategy.versus import ENROLLMENT, OFFERINGS, OUTCOMES, REVENUE
from queries.strategy.versus_ahead import LEVEL, Certificates, Expected


def expected(subject: str, ahead: Certificates | None, own: Expected | None, where: str | None = None) -> list[str]:
    """What is expected next: a range where there is one, else why not. `where`: the chosen state."""
    lines = []
    if subject == ENROLLMENT and ahead is not None:
        grew = (
            ""
            if ahead.growth is None
            else f", {'up' if ahead.growth >= 0 else 'down'} {abs(100 * ahead.growth):.1f}% in a year"
        )
        who = f"Colleges in {state(where)}" if where else "US colleges"
        lines.append(f"{who} awarded {ahead.now:,.0f} certificates in {ahead.year}{grew}.")
        if ahead.low is None or ahead.high is None:
            lines.append(f"Too few yearly changes ({ahead.changes}) for a range of {ahead.year + 1}.")
        else:
            low, high = (_rounded(v) for v in (ahead.low, ahead.high))
            lines.append(
                f"Expect {low} to {high} in {ahead.year + 1}, the range of {LEVEL}% of {ahead.changes} past yearly changes."
            )
    lines.append(
        {
            OFFERINGS: "No forecast yet for either side: the list has one edition.",
            ENROLLMENT: "No forecast yet for alternatives: the source has one period.",
            REVENUE: "No forecast yet for either side: the source has one period.",
            OUTCOMES: "No forecast yet for either side: the source has one period.",
        }[subject]
    )
    if own is not None:
        unit, what = {"net_registrations": (COUNT, "registrations"), "net_revenue": (USD, "net tuition")}[own.metric]
        low, middle, high = (unit.short(round(v)) for v in (own.low, own.middle, own.high))
        lines.append(f"This college: about {middle} {what} in the next 12 months ({low} to {high}).")
    return lines


def _rounded(value: float) -> str:
    if value >= 1e6:
        return f"{value / 1e6:.2f}M"
    return f"{round(value, -3):,.0f}" if value >= 1e5 else f"{round(value, -2):,.0f}"
