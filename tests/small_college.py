"""A small invented college: six sections over two years, ten learners in each."""

from collections.abc import Collection
from datetime import date, timedelta

from data.readers.files import Brought

# section, offering, first day, last day
SECTIONS = (
    ("s1", "o1", date(2024, 7, 8), date(2024, 8, 30)),  # in the summer: the last fiscal quarter of a year from October
    ("s2", "o1", date(2024, 10, 7), date(2024, 12, 13)),
    ("s3", "o2", date(2025, 2, 3), date(2025, 4, 25)),
    ("s4", "o1", date(2025, 6, 2), date(2025, 8, 8)),
    ("s5", "o1", date(2025, 9, 2), date(2025, 11, 21)),  # seats taken in August, begun in September
    ("s6", "o2", date(2025, 10, 20), date(2025, 12, 19)),
)
ALL = tuple(section for section, *_ in SECTIONS)
SEATS, PRICE = 10, 100


def registered_on(starts_on: date, seat: int) -> date:
    """Every seat is taken in the three weeks before the start."""
    return starts_on - timedelta(days=1 + 2 * seat)


def files(starts_in: str = "", only: Collection[str] = ALL, **columns: dict[str, str]) -> list[Brought]:
    """The four tables as files, of `only` these sections.

    `starts_in` as the home provider states it, `columns` of sections with a value by section.
    """
    held = [section for section in SECTIONS if section[0] in only]
    more = "".join(f",{name}" for name in columns)
    rows = {
        "providers": [
            "provider_id,name,provider_type,is_home,fiscal_year_starts_in",
            f"us,Ours,public_2yr,yes,{starts_in}",
        ],
        "offerings": [
            "offering_id,provider_id,title,credential_type,cip_code,price_usd,school",
            f"o1,us,Welding,course,48.0508,{PRICE},Trades",
            f"o2,us,Phlebotomy,course,51.1009,{PRICE},Health",
        ],
        "sections": [f"section_id,offering_id,opens_on,starts_on,ends_on,capacity,status{more}"]
        + [
            f"{s},{o},{a - timedelta(days=30)},{a},{z},12,held" + "".join(f",{c[s]}" for c in columns.values())
            for s, o, a, z in held
        ],
        "registrations": [
            "registration_id,section_id,learner_id,registered_on,gross_usd,discount_usd,refund_usd,outcome,completed_on"
        ]
        + [
            # Learner k sits in every section, so that a headcount is never a sum.
            f"{s}-{k},{s},l{k},{registered_on(a, k)},{PRICE},0,0,completed,{z}"
            for s, _, a, z in held
            for k in range(SEATS)
        ],
    }
    return [Brought(f"{name}.csv", "\n".join(lines).encode()) for name, lines in rows.items()]
