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
        PublicSource(
            "cirr",
            "Council on Integrity in Results Reporting, member schools",
            "Outcome reports of bootcamps, compiled from their PDF files",
            "https://cirr.org",
            "Published by the schools; pooled numbers only are bundled",
            "Graduates of January to December 2021, by half-year",
            ("reporters_change", "shares_of_seekers"),
        ),
        PublicSource(
            "new_jersey",
            "New Jersey Department of Labor and Workforce Development",
            "Outcomes of training programs by provider and CIP code",
            "https://www.nj.gov/labor/",
            "Public record of the State of New Jersey",
            "Not stated; published by 2021",
            ("quarterly_pay", "no_period_stated"),
        ),
        PublicSource(
            "harvardx_mitx",
            "HarvardX and MITx",
            "Course runs of the first years of open online courses",
            "https://doi.org/10.2139/ssrn.2889436",
            "Published aggregate statistics",
            "Courses launched from September 2012 on",
            ("half_is_enough",),
        ),
        PublicSource(
            "federal_tpr",
            "US Department of Labor",
            "Training provider results, as states report them under WIOA",
            "https://www.trainingproviderresults.gov",
            "US public domain",
            "Not stated in the export",
            ("quarterly_pay", "no_period_stated"),
        ),
    )
}
