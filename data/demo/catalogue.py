"""What the fictional college and its fictional competitors offer."""

from datetime import date

import numpy as np
import polars as pl

from data.contracts import FACTS

COLLEGE = ("alder", "Alder Valley College (fictional)", "public_2yr", "OR", True)
COMPETITORS = (
    ("brightforge", "Brightforge Bootcamp (fictional)", "bootcamp", "OR"),
    ("codeharbor", "Codeharbor Academy (fictional)", "bootcamp", "WA"),
    ("learnspan", "Learnspan Online (fictional)", "platform", "CA"),
    ("northpeak", "Northpeak Training (fictional)", "training_company", "OR"),
    ("caretrack", "Caretrack Institute (fictional)", "training_company", "OR"),
    ("willamont", "Willamont State University (fictional)", "public_4yr", "OR"),
    ("tradeguild", "Cascade Trades Apprenticeship (fictional)", "apprenticeship", "OR"),
    ("nimbus", "Nimbus Systems Academy (fictional)", "employer", "WA"),
)

# field, school, price, hours, weeks, yearly growth, share of weight, base completion, share online, titles
FIELDS = (
    ("11.0701", "Technology", 2900, 160, 14, 0.09, 1.5, 0.66, 0.7,
     ("Data Analytics", "Web Development", "Cybersecurity Essentials", "Cloud Support", "Python Programming",
      "User Experience Design", "Applied Machine Learning", "IT Support")),
    ("51.3902", "Health", 1700, 120, 10, 0.04, 1.4, 0.84, 0.2,
     ("Nursing Assistant", "Phlebotomy", "Medical Coding", "Pharmacy Technician", "Medical Assistant",
      "Dental Assisting", "Community Health Worker")),
    ("52.0201", "Business", 950, 60, 8, 0.01, 1.2, 0.78, 0.6,
     ("Project Management", "Bookkeeping", "Human Resources", "Digital Marketing", "Supply Chain",
      "Team Leadership", "Entrepreneurship")),
    ("48.0508", "Trades", 2300, 180, 14, 0.06, 1.0, 0.81, 0.0,
     ("Welding", "CNC Machining", "Industrial Maintenance", "Blueprint Reading", "Additive Manufacturing",
      "Quality Inspection", "Cabinetmaking")),
    ("15.0403", "Technology", 2100, 140, 12, 0.03, 0.8, 0.75, 0.3,
     ("Mechatronics", "Solar Installation", "Electronics", "Robotics Operation", "Building Controls",
      "Drone Operation", "Water Treatment")),
    ("13.1210", "Public Service", 680, 48, 8, -0.04, 0.7, 0.80, 0.4,
     ("Early Childhood", "Paraeducator", "Infant and Toddler Care", "Online Teaching", "Special Education Aide",
      "Language Tutor")),
    ("43.0203", "Public Service", 1250, 90, 10, -0.02, 0.6, 0.86, 0.1,
     ("Emergency Response", "Fire Science Basics", "Dispatch", "Security Operations", "Crisis Intervention",
      "Wildland Fire")),
    ("12.0503", "Public Service", 1400, 110, 12, 0.0, 0.6, 0.79, 0.0,
     ("Culinary Foundations", "Baking", "Food Safety Management", "Catering", "Barbering", "Hospitality Operations",
      "Nutrition for Cooks")),
)  # fmt: skip
PRICE_RISE = 0.035
"""List prices rise by this share each fiscal year."""


def providers() -> pl.DataFrame:
    """The college and its competitors, as in the contract of `providers`."""
    rows = [COLLEGE, *((*c, False) for c in COMPETITORS)]
    names = ["provider_id", "name", "provider_type", "state", "is_home"]
    frame = pl.DataFrame(rows, schema=names, orient="row").with_columns(unitid=pl.lit(None, pl.String))
    return FACTS["providers"].validate(frame.select(FACTS["providers"].column_names()), cast=True)


def offerings(rng: np.random.Generator, first_day: date) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The catalogue, as in the contract, and what drives each of our offerings.

    The second frame has, per offering: weight (demand), growth (share a year), completion (base rate).
    """
    rows, drivers = [], []
    for cip, school, price, hours, weeks, growth, weight, completion, online, titles in FIELDS:
        for place, title in enumerate(titles):
            key = f"{cip[:2]}-{place + 1:02d}"
            size = float(rng.uniform(0.6, 1.5))
            is_online = rng.random() < online
            launched = first_day if place < len(titles) - 2 else date(2023 + place % 2, 9, 1)
            rows.append(
                {
                    "offering_id": key,
                    "provider_id": COLLEGE[0],
                    "title": title,
                    "credential_type": "credit_certificate" if place % 4 == 1 else "noncredit_certificate",
                    "cip_code": cip,
                    "school": school,
                    "price_usd": float(round(price * size / 5) * 5),
                    "fees_usd": 25.0,
                    "weeks": float(max(3, round(weeks * size**0.5))),
                    "contact_hours": float(round(hours * size)),
                    "credit_hours": float(round(hours * size / 15)) if place % 4 == 1 else 0.0,
                    "modality": "online" if is_online else ("hybrid" if rng.random() < 0.25 else "in_person"),
                    "stacks_into": f"{cip[:2]}-01" if place in (2, 3) else None,
                    "launched_on": launched,
                    "retired_on": date(2025, 6, 30) if place == 4 and growth < 0.02 else None,
                }
            )
            # Online learners finish less often within a field, and fields that finish most are taught in person:
            # the raw gap between the modalities overstates the one that remains within fields.
            drivers.append((key, weight * float(rng.uniform(0.5, 1.6)), growth, completion - 0.04 * is_online))
    rows += _competing(rng)
    frame = pl.DataFrame(rows, infer_schema_length=None)
    missing = [c for c in FACTS["offerings"].column_names() if c not in frame.columns]
    frame = frame.with_columns(pl.lit(None, pl.String).alias(c) for c in missing)
    driving = pl.DataFrame(drivers, schema=["offering_id", "weight", "growth", "completion"], orient="row")
    return FACTS["offerings"].validate(frame.select(FACTS["offerings"].column_names()), cast=True), driving


def _competing(rng: np.random.Generator) -> list[dict]:
    """Offerings of the competitors: dearer and shorter at bootcamps, cheap on platforms."""
    price_of = {"bootcamp": 4.2, "platform": 0.25, "training_company": 1.3, "public_4yr": 1.6}
    rows = []
    for provider, _, kind, _ in COMPETITORS:
        fields = FIELDS[:1] if kind in ("bootcamp", "employer") else FIELDS[:5]
        for cip, _, price, hours, weeks, *_, titles in fields:
            for title in titles[: 5 if kind in ("bootcamp", "platform") else 2]:
                size = float(rng.uniform(0.7, 1.6))
                rows.append(
                    {
                        "offering_id": f"{provider}-{cip[:2]}-{len(rows):03d}",
                        "provider_id": provider,
                        "title": f"{title} {'Bootcamp' if kind == 'bootcamp' else 'Certificate'}",
                        "credential_type": "bootcamp_certificate" if kind == "bootcamp" else "noncredit_certificate",
                        "cip_code": cip,
                        "price_usd": float(round(price * size * price_of.get(kind, 0.8) / 10) * 10),
                        "weeks": float(max(2, round(weeks * (0.9 if kind == "bootcamp" else size)))),
                        "contact_hours": float(round(hours * size * (2.2 if kind == "bootcamp" else 0.7))),
                        "credit_hours": 0.0,
                        "modality": "online" if kind == "platform" or rng.random() < 0.5 else "in_person",
                    }
                )
    return rows
