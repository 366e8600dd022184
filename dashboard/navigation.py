"""The table of pages: section, file, title and address. Navigation, tests and links read it.

No icons: the browser would fetch them from a foreign host.
"""

# Why: decisions 5 and 88.

from dataclasses import dataclass

PRODUCT = "Microcredential dashboard"
"""The name of the product, as windows and files bear it."""


@dataclass(frozen=True)
class Entry:
    """One page. `file` lies below the project's folder; `url` is its address; the first page has none of its own, and answers to its name besides.

    Pages that are not `is_public` show a college's daily work, or change its data: no public audience finds them. Those
    `by_date` count by month, quarter or fiscal year and have nothing to say of a term.
    """

    section: str
    file: str
    title: str
    url: str
    is_public: bool = False
    by_date: bool = False


PAGES = (
    Entry("Strategy", "pages/strategy/overview.py", "Overview", ""),
    Entry("Strategy", "pages/strategy/versus.py", "Versus", "versus", is_public=True),
    Entry("Strategy", "pages/strategy/offerings.py", "Offerings", "offerings", is_public=True),
    Entry("Strategy", "pages/strategy/white_space.py", "White space", "white_space", is_public=True),
    Entry("Strategy", "pages/strategy/head_to_head.py", "Head to head", "head_to_head", is_public=True),
    Entry("Strategy", "pages/strategy/market.py", "Market", "market", is_public=True),
    Entry("Strategy", "pages/strategy/colleges.py", "Colleges", "colleges", is_public=True),
    Entry("Strategy", "pages/strategy/brief.py", "Brief", "brief", by_date=True),
    Entry("Enrollment", "pages/enrollment/enrollment.py", "Enrollment", "enrollment"),
    Entry("Enrollment", "pages/enrollment/this_week.py", "This week", "this_week"),
    Entry("Enrollment", "pages/enrollment/pacing.py", "Pacing", "pacing"),
    Entry("Enrollment", "pages/enrollment/sections.py", "Sections", "sections"),
    Entry("Enrollment", "pages/enrollment/funnel.py", "Funnel", "funnel", by_date=True),
    Entry("Revenue", "pages/revenue/goals.py", "Goals", "goals", by_date=True),
    Entry("Revenue", "pages/revenue/bridge.py", "Bridge", "bridge"),
    Entry("Revenue", "pages/revenue/margin.py", "Margin", "margin"),
    Entry("Revenue", "pages/revenue/scenario.py", "Scenario", "scenario", by_date=True),
    Entry("Outcomes", "pages/outcomes/completion.py", "Completion", "completion", is_public=True),
    Entry("Outcomes", "pages/outcomes/comparability.py", "Comparability", "comparability", is_public=True),
    Entry("Outcomes", "pages/outcomes/fair.py", "Fair comparison", "fair", is_public=True),
    Entry("Outcomes", "pages/outcomes/placement.py", "Placement and pay", "placement", is_public=True),
    Entry("Outcomes", "pages/outcomes/lifecycle.py", "Lifecycle", "lifecycle", is_public=True),
    Entry("Forecast", "pages/forecast/outlook.py", "Outlook", "outlook"),
    Entry("Forecast", "pages/forecast/scoreboard.py", "Scoreboard", "scoreboard"),
    Entry("Trust", "pages/trust/metrics.py", "Metrics", "metrics", is_public=True),
    Entry("Trust", "pages/trust/sources.py", "Sources", "sources", is_public=True),
    Entry("Trust", "pages/trust/data.py", "Data", "data"),
    Entry("Trust", "pages/trust/privacy.py", "Privacy", "privacy", is_public=True),
)
