"""Every public source once: who published it, what it is, where it is, under which terms and for which time."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PublicSource:
    """A source that the project can read or ships statistics of. `caveats` are codes of `data.reference.caveats`."""

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
            "Outcomes of training programs by provider and CIP code, training providers, and a partial program list",
            "https://www.nj.gov/labor/",
            "Public record of the State of New Jersey",
            "Years not stated, published by 2021",
            ("quarterly_pay", "no_period_stated", "kinds_inferred", "partial_prices"),
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
            "Years not stated in the export",
            ("quarterly_pay", "no_period_stated", "mean_of_medians"),
        ),
        PublicSource(
            "course_report",
            "Course Report",
            "Coding bootcamp market size studies of 2015, 2016 and 2017",
            "https://www.coursereport.com/reports",
            "Figures quoted from published reports",
            "Calendar years 2014 to 2017",
        ),
        PublicSource(
            "nces_projections",
            "National Center for Education Statistics (NCES)",
            "Projections of Education Statistics to 2020, table F: mean absolute percentage errors by lead time",
            "https://nces.ed.gov/programs/projections/projections2020/tables/table_ef.asp",
            "US public domain",
            "The last editions up to 2011",
        ),
        PublicSource(
            "bls_evaluations",
            "US Bureau of Labor Statistics",
            "Occupational projections evaluation: 2008–2018",
            "https://www.bls.gov/emp/evaluations/2008-2018-occupational.htm",
            "US public domain",
            "Projections made for 2018",
        ),
        PublicSource(
            "indeed",
            "Indeed Hiring Lab",
            "Job postings index by sector, as published at each date",
            "https://github.com/hiring-lab/job_postings_tracker",
            "CC BY 4.0",
            "US, February 2020 to September 2024",
        ),
        PublicSource(
            "ctdl",
            "Publishers of CTDL documents, such as those in the Credential Registry",
            "Programs, transfer values, transfer agreements and outcomes in the Credential Transparency Description Language",
            "https://credentialengine.org",
            "As each publisher states them",
            "As dated in each document",
            ("defined_by_publisher",),
        ),
        PublicSource(
            "claims",
            "The publishers named in each row",
            "Figures about microcredentials, quoted from published reports",
            "",
            "Single figures quoted with their source",
            "Reports of 2011 to 2026",
        ),
        PublicSource(
            "cip_soc",
            "National Center for Education Statistics (NCES) and US Bureau of Labor Statistics",
            "Crosswalk of programs (CIP 2020) to occupations (SOC 2018)",
            "https://nces.ed.gov/ipeds/cipcode/post3.aspx?y=56",
            "US public domain",
            "Codes of 2020 (CIP) and 2018 (SOC)",
            ("links_without_shares",),
        ),
        PublicSource(
            "bls_projections",
            "US Bureau of Labor Statistics",
            "Employment projections: occupational separations and openings",
            "https://www.bls.gov/emp/data/occupational-data.htm",
            "US public domain",
            "2024 to 2034, the whole country",
            ("openings_are_not_training_needs",),
        ),
        PublicSource(
            "oews",
            "US Bureau of Labor Statistics",
            "Occupational Employment and Wage Statistics (OEWS)",
            "https://www.bls.gov/oes/",
            "US public domain",
            "Surveys up to May 2025",
            ("wage_jobs_only",),
        ),
        PublicSource(
            "bea",
            "US Bureau of Economic Analysis",
            "Regional price parities",
            "https://www.bea.gov/data/prices-inflation/regional-price-parities-state-and-metro-area",
            "US public domain",
            "Calendar years 2023 by state and 2024 by metropolitan area",
            ("parities_compare_places",),
        ),
        PublicSource(
            "state_projections",
            "State labor market information offices, by Projections Central",
            "Employment projections of the states: openings a year by occupation",
            "https://projectionscentral.org",
            "Public record of each state",
            "As imported",
            ("openings_are_not_training_needs",),
        ),
        PublicSource(
            "onet",
            "O*NET, US Department of Labor, Employment and Training Administration",
            "O*NET database: skills, work styles and job zones (29.3), technology skills (2024)",
            "https://www.onetcenter.org/database.html",
            "CC BY 4.0",
            "Releases of 2024 and May 2025",
            ("ratings_not_postings",),
        ),
        PublicSource(
            "own",
            "The college itself",
            "The college's own tables of offerings, sections, registrations and what goes with them",
            "",
            "The college's own data; it stays in the data folder",
            "As imported",
        ),
    )
}
