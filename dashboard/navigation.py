"""The table of pages: place and title of each, from which its section, file and address follow.

No icons: the browser would fetch them from a foreign host.
"""

# Why: decisions 5 and 88.

from dataclasses import dataclass

from dashboard.access.roles import Action

PRODUCT = "Microcredential dashboard"
"""The name of the product, as windows and files bear it."""


@dataclass(frozen=True)
class Entry:
    """One page. `place` is its file below `pages/` without the ending: a folder of the section's name, and the page's own.

    Pages that are not `is_public` show a college's daily work, or change its data: no public audience finds them. Those
    `by_date` count by month, quarter or fiscal year and have nothing to say of a term. `asks_for` is what a reader of a page that is not public must be allowed to do.
    """

    place: str
    title: str
    is_public: bool = False
    by_date: bool = False
    asks_for: Action = Action.SEE

    @property
    def needs(self) -> Action:
        """What its reader must be allowed to do."""
        return Action.SEE_PUBLIC if self.is_public else self.asks_for

    @property
    def file(self) -> str:
        """Its file below the project's folder."""
        return f"pages/{self.place}.py"

    @property
    def section(self) -> str:
        """The part of the menu in which it stands."""
        return self.place.partition("/")[0].capitalize()

    @property
    def name(self) -> str:
        """Its address."""
        return self.place.rpartition("/")[2]

    @property
    def url(self) -> str:
        """The same, empty for the first page, which answers to its name besides."""
        return "" if self is PAGES[0] else self.name


PAGES = (
    Entry("strategy/overview", "Overview"),
    Entry("strategy/versus", "Versus", is_public=True),
    Entry("strategy/offerings", "Offerings", is_public=True),
    Entry("strategy/white_space", "White space", is_public=True),
    Entry("strategy/demand", "Demand", is_public=True),
    Entry("strategy/head_to_head", "Head to head", is_public=True),
    Entry("strategy/portfolio", "Portfolio"),
    Entry("strategy/market", "Market", is_public=True),
    Entry("strategy/colleges", "Colleges", is_public=True),
    Entry("strategy/explore", "Explore"),
    Entry("strategy/brief", "Brief", by_date=True),
    Entry("enrollment/enrollment", "Enrollment"),
    Entry("enrollment/this_week", "This week"),
    Entry("enrollment/pacing", "Pacing"),
    Entry("enrollment/sections", "Sections"),
    Entry("enrollment/funnel", "Funnel", by_date=True),
    Entry("revenue/goals", "Goals", by_date=True),
    Entry("revenue/bridge", "Bridge"),
    Entry("revenue/margin", "Margin"),
    Entry("revenue/scenario", "Scenario", by_date=True),
    Entry("outcomes/completion", "Completion", is_public=True),
    Entry("outcomes/comparability", "Comparability", is_public=True),
    Entry("outcomes/fair", "Fair comparison", is_public=True),
    Entry("outcomes/placement", "Placement and pay", is_public=True),
    Entry("outcomes/lifecycle", "Lifecycle", is_public=True),
    Entry("outcomes/partners", "Partners and pathways"),
    Entry("outcomes/workforce_pell", "Workforce Pell"),
    Entry("forecast/outlook", "Outlook"),
    Entry("forecast/scoreboard", "Scoreboard"),
    Entry("trust/metrics", "Metrics", is_public=True),
    Entry("trust/sources", "Sources", is_public=True),
    Entry("trust/claims", "Claims", is_public=True),
    Entry("trust/data", "Data", asks_for=Action.IMPORT),
    Entry("trust/log", "Log", asks_for=Action.ADMINISTER),
    Entry("trust/privacy", "Privacy", is_public=True),
)
ABOUT_DATA = tuple(entry for entry in PAGES if entry.section == "Trust")
"""Pages that are about the data and not about a college."""


def titled(title: str) -> Entry:
    """The page of that title. Raises KeyError where there is none."""
    return {entry.title: entry for entry in PAGES}[title]
