"""The uniform data standard, one contract per table: readers end in them, cubes start from them."""

import dataframely as dy

from data.contracts.articulations import Articulations
from data.contracts.events import Events
from data.contracts.goals import Goals
from data.contracts.inquiries import Inquiries
from data.contracts.learners import Learners
from data.contracts.market_offerings import MarketOfferings
from data.contracts.market_outcomes import MarketOutcomes
from data.contracts.offerings import Offerings
from data.contracts.placements import Placements
from data.contracts.providers import Providers
from data.contracts.registrations import Registrations
from data.contracts.sections import Sections

FACTS: dict[str, type[dy.Schema]] = {
    "providers": Providers,
    "offerings": Offerings,
    "sections": Sections,
    "registrations": Registrations,
    "learners": Learners,
    "placements": Placements,
    "inquiries": Inquiries,
    "goals": Goals,
    "events": Events,
    "articulations": Articulations,
}
"""What a college brings of its own, in the order in which keys can be checked."""

MARKET: dict[str, type[dy.Schema]] = {"market_offerings": MarketOfferings, "market_outcomes": MarketOutcomes}
"""What public sources say of everybody."""

TABLES = FACTS | MARKET
