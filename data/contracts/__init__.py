"""The uniform data standard, one contract per table: readers end in them, cubes start from them."""

import dataframely as dy

from data.contracts.approvals import Approvals
from data.contracts.articulations import Articulations
from data.contracts.events import Events
from data.contracts.goals import Goals
from data.contracts.inquiries import Inquiries
from data.contracts.learners import Learners
from data.contracts.market_completions import MarketCompletions
from data.contracts.market_institutions import MarketInstitutions
from data.contracts.market_offerings import MarketOfferings
from data.contracts.market_outcomes import MarketOutcomes
from data.contracts.market_projections import MarketProjections
from data.contracts.market_provider_types import MarketProviderTypes
from data.contracts.market_providers import MarketProviders
from data.contracts.marketing_costs import MarketingCosts
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
    "approvals": Approvals,
    "marketing_costs": MarketingCosts,
}
"""What a college brings of its own, in the order in which keys can be checked."""

NEEDED = ("providers", "offerings", "sections", "registrations")
"""Tables without which a college has no page of its own; all others add to them."""

MARKET: dict[str, type[dy.Schema]] = {
    "market_offerings": MarketOfferings,
    "market_institutions": MarketInstitutions,
    "market_completions": MarketCompletions,
    "market_outcomes": MarketOutcomes,
    "market_providers": MarketProviders,
    "market_provider_types": MarketProviderTypes,
    "market_projections": MarketProjections,
}
"""What public sources say of everybody."""

TABLES = FACTS | MARKET

REFERENCES: dict[str, tuple[tuple[str, str], ...]] = {
    "offerings": (("provider_id", "providers"), ("partner_provider_id", "providers")),
    "sections": (("offering_id", "offerings"),),
    "registrations": (("section_id", "sections"),),
    "placements": (("registration_id", "registrations"),),
    "inquiries": (("offering_id", "offerings"),),
    "approvals": (("offering_id", "offerings"),),
    "articulations": (("from_offering", "offerings"), ("to_offering", "offerings")),
}
"""Columns whose values must be keys of another table, by table; an empty one refers to nothing."""

SNAPSHOTS: dict[str, tuple[str, ...]] = {
    "market_offerings": ("list_id", "edition"),
    "market_completions": ("year",),
    "market_institutions": ("year",),
    "market_projections": ("state", "base_year", "projected_year"),
}
"""Public tables that come whole, an edition or a year at a time: a new file of it replaces all of it."""

PIECEMEAL = ("ctdl",)
"""Program lists that come program by program: a file adds to them, and the newest row of each program counts."""
