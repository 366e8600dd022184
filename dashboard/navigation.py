"""The table of pages: section, file, title and address. Navigation, tests and links read it.

No icons: the browser would fetch them from a foreign host.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """One page. `file` lies below the project's folder; `url` is its address; the first page has none of its own, and answers to its name besides."""

    section: str
    file: str
    title: str
    url: str


PAGES = (
    Entry("Strategy", "pages/strategy/overview.py", "Overview", ""),
    Entry("Strategy", "pages/strategy/offerings.py", "Offerings", "offerings"),
    Entry("Strategy", "pages/strategy/white_space.py", "White space", "white_space"),
    Entry("Strategy", "pages/strategy/head_to_head.py", "Head to head", "head_to_head"),
    Entry("Strategy", "pages/strategy/market.py", "Market", "market"),
    Entry("Strategy", "pages/strategy/colleges.py", "Colleges", "colleges"),
    Entry("Enrollment", "pages/enrollment/enrollment.py", "Enrollment", "enrollment"),
    Entry("Enrollment", "pages/enrollment/pacing.py", "Pacing", "pacing"),
    Entry("Enrollment", "pages/enrollment/sections.py", "Sections", "sections"),
    Entry("Enrollment", "pages/enrollment/funnel.py", "Funnel", "funnel"),
    Entry("Revenue", "pages/revenue/goals.py", "Goals", "goals"),
    Entry("Revenue", "pages/revenue/bridge.py", "Bridge", "bridge"),
    Entry("Revenue", "pages/revenue/margin.py", "Margin", "margin"),
    Entry("Revenue", "pages/revenue/scenario.py", "Scenario", "scenario"),
    Entry("Outcomes", "pages/outcomes/completion.py", "Completion", "completion"),
    Entry("Outcomes", "pages/outcomes/comparison.py", "Comparability", "comparability"),
    Entry("Outcomes", "pages/outcomes/fair.py", "Fair comparison", "fair"),
    Entry("Outcomes", "pages/outcomes/placement.py", "Placement and pay", "placement"),
    Entry("Outcomes", "pages/outcomes/lifecycle.py", "Lifecycle", "lifecycle"),
    Entry("Forecast", "pages/forecast/outlook.py", "Outlook", "outlook"),
    Entry("Forecast", "pages/forecast/scoreboard.py", "Scoreboard", "scoreboard"),
    Entry("Trust", "pages/trust/metrics.py", "Metrics", "metrics"),
    Entry("Trust", "pages/trust/sources.py", "Sources", "sources"),
    Entry("Trust", "pages/trust/data.py", "Data", "data"),
    Entry("Trust", "pages/trust/privacy.py", "Privacy", "privacy"),
)
