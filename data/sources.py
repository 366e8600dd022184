"""Every public source once: who published it, what it is, where it is, under which terms and for which time."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PublicSource:
    """A source that the project can read or ships statistics of. `caveats` are codes of `data.caveats`."""

    code: str
    publisher: str
    title: str
    address: str
    terms: str
    covers: str
    caveats: tuple[str, ...] = ()


SOURCES = {
    source.code: source
    for source in (
        PublicSource(
            "ipeds",
            "National Center for Education Statistics (NCES)",
            "Integrated Postsecondary Education Data System (IPEDS), completions and institution directory",
            "https://nces.ed.gov/ipeds/datacenter/DataFiles.aspx",
            "US public domain",
            "Academic years from July to June",
            ("awards_not_people", "no_noncredit", "certificate_levels_split_2020", "sector_changes"),
        ),
        PublicSource(
            "texas",
            "Texas Workforce Commission",
            "Statewide list of eligible training providers",
            "https://www.twc.texas.gov/programs/eligible-training-providers",
            "Public record of the State of Texas",
            "Editions of 2022 and 2024",
            ("list_price_per_program", "list_price_is_not_paid", "provider_level_not_control", "zero_price_not_stated"),
        ),
    )
}
