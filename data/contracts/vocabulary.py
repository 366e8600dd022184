"""Closed lists that several tables share. A reader translates a source's own words into these."""

from data.reference import periods

PROVIDER_TYPES = (
    "public_4yr",
    "public_2yr",
    "private_nonprofit",
    "private_forprofit_college",
    "bootcamp",
    "training_company",
    "platform",
    "employer",
    "association",
    "publisher",
    "community_org",
    "apprenticeship",
    "public_secondary",
)
INSTITUTION_TYPES = PROVIDER_TYPES[:4]
ALTERNATIVE_TYPES = PROVIDER_TYPES[4:12]
"""The two sides. A public high school or county vocational school is on neither.

The side is always derived from the type, never stored.
"""

CREDENTIAL_TYPES = (
    "noncredit_certificate",
    "credit_certificate",
    "digital_badge",
    "bootcamp_certificate",
    "certification_prep",
    "license_prep",
    "professional_development",
    "course",
    "degree",
)
MODALITIES = ("in_person", "online", "hybrid")
SECTION_STATUSES = ("scheduled", "held", "cancelled")
OUTCOMES = ("in_progress", "completed", "withdrawn", "failed")
EXCLUSION_REASONS = ("died", "medical", "military_service", "incarcerated")
"""Why 34 CFR 690.94(e) leaves a learner out of both rates. Further study is not among them."""
CHANNELS = ("web", "email", "employer", "partner", "event", "search", "social", "referral", "walk_in")
AGE_BANDS = ("under_25", "25_34", "35_44", "45_54", "55_plus")
EMPLOYMENT = ("employed_full_time", "employed_part_time", "unemployed", "not_in_labor_force")
VERIFIED_BY = ("registrar", "survey", "documents", "wage_records", "auditor", "none")
GOAL_METRICS = (
    "net_revenue",
    "contribution",
    "net_registrations",
    "headcount",
    "gross_registrations",
    "gross_revenue",
    "discount_rate",
    "contribution_margin",
    "inquiries",
    "new_learners",
    "sections_offered",
    "fill_rate",
    "completions",
    "completion_rate",
)
"""Metrics that a goal can be set for: those of the college that pages show beside a goal."""
GOAL_SHARES = ("discount_rate", "contribution_margin", "fill_rate", "completion_rate")
"""Those among them that are shares: a target of 0.7 is 70%."""
GOALS_BY_YEAR = ("completions", "completion_rate")
"""Those that are published for fiscal years and for no shorter period."""
GOAL_SCOPES = ("all", "school", "field", "offering")
NARROWER_GOALS = {
    "inquiries": ("all", "field"),
    "new_learners": ("all",),
    "completions": ("all", "field", "offering"),
    "completion_rate": ("all", "field", "offering"),
}
"""What a goal can be for, of metrics that are not counted by every one of `GOAL_SCOPES`."""
EVENT_SCOPES = GOAL_SCOPES
MONTHS = tuple(month.lower() for month in periods.MONTHS)
PHASINGS = ("flat", "last_year_shape", "own_monthly_shape")

CIP_PATTERN = r"^\d{2}\.\d{4}$"
STATE_PATTERN = r"^[A-Z]{2}$"
UNITID_PATTERN = r"^\d{6}$"
PERIOD_PATTERN = r"^(FY\d{4}|\d{4}-Q[1-4]|\d{4}-\d{2})$"
"""Fiscal years, quarters and months by name."""
PERIOD_OR_TERM_PATTERN = r"^(FY\d{4}|\d{4}-Q[1-4]|\d{4}-\d{2}|[A-Za-z][\w ]{0,30} \d{4})$"
NAME_PATTERN = r"^\S(.{0,58}\S)?$"
"""What people call what they save: up to 60 letters, with no blank at either end."""
SECTION_CHOICES = ("run", "cancel", "wait", "merge", "promote")
"""What can be decided on an open section."""
SECTION_DECISIONS = (*SECTION_CHOICES, "taken_back")
"""The same, and taking a decision back."""
PORTFOLIO_CLASSES = ("grow", "sustain", "transform", "retire")
"""What can be decided on an offering."""
PORTFOLIO_NOTES = ("remark", "contested", "settled", "decided")
"""What can be written on an offering."""
