"""Every outcome definition once: whom a number counts, among whom, in which window, and who checked it.

An outcome number without its record is not comparable with anything. Readers name a definition by its code; what two
definitions have in common is worked out in `queries.outcomes.completion.comparability` from the traits below, never from their names.
"""

# Why: decision 35.

from dataclasses import dataclass

QUANTITIES = {
    "completion": "how many finish",
    "employment": "how many have any job",
    "field_employment": "how many have a job in their field",
    "earnings": "what those who work earn",
    "awards": "how many credentials are conferred",
    "exam": "how many pass the exam that follows",
    "anything": "what the advertiser chose to count",
}
"""What is measured, as a clause that completes “says …”."""

MEASURES = {
    "share": "a share",
    "annual_usd": "pay for a year",
    "quarterly_usd": "pay for a quarter",
    "count": "a count",
}

BASES = {
    "started": "registrations that started",
    "enrolled": "everybody enrolled at the last full-refund date",
    "enrolled_less_excused": "those enrolled at the last full-refund date, excused students left out",
    "graduates_seeking": "graduates who looked for a new job in the field",
    "completers": "all who completed",
    "completers_known": "completers with known employment",
    "matched_workers": "people who left a training program and have pay in wage records",
    "workforce_workers": "people who left a workforce service and have pay in wage records",
    "exiters": "all students who left the program, finished or not",
    "workforce_exiters": "everyone who left a workforce service, with any training",
    "clicks": "everybody who clicked to enroll",
    "participants": "everybody who opened the course",
    "half_viewers": "those who viewed at least half of the course",
    "working_aided": "federally aided completers who work",
    "awards": "nobody: it is a count",
    "unstated": "a group that is not stated",
}
"""Whom a number divides by, as a noun phrase."""

WINDOWS = {
    "none": "without any time limit",
    "unstated": "at a time that is not stated",
    "on_time": "by the scheduled end",
    "time_and_a_half": "within one and a half times the scheduled length",
    "program_year": "within a program year from July to June",
    "days_90": "within 90 days of graduating",
    "days_180": "within 180 days of graduating",
    "quarter_2": "in the second quarter after leaving",
    "quarter_4": "in the fourth quarter after leaving",
    "quarter_8": "in the eighth quarter after leaving",
    "years_4_5": "four to five years after completing",
}

VERIFIERS = {
    "registrar": "the registrar",
    "college": "the college, from surveys, documents and wage records",
    "auditor": "a yearly auditor",
    "documents": "documents that graduates hand in",
    "wage_records": "state wage records",
    "state": "the state",
    "survey": "a federal survey of institutions",
    "tax_records": "federal tax records",
    "platform": "the platform itself",
    "nobody": "nobody",
}


@dataclass(frozen=True)
class Definition:
    """The record that an outcome number carries.

    The first block is for machines: keys of the lists above. The second is for readers. `exact_bases` are denominators
    that the same publication counts with the same numerator, so that the number can be put on them; on
    `bounded_bases` it can be bounded, since of some of those people nothing is known.
    """

    code: str
    label: str
    quantity: str
    measure: str
    base: str
    window: str
    verified_by: str
    population: str
    entry_rule: str
    exclusions: str
    numerator: str
    grain: str
    statistic: str = "rate"
    exact_bases: tuple[str, ...] = ()
    bounded_bases: tuple[str, ...] = ()

    @property
    def exact(self) -> frozenset[str]:
        """Denominators that the number can be put on without a doubt."""
        return frozenset({self.base, *self.exact_bases})

    @property
    def bounded(self) -> frozenset[str]:
        """Denominators that the number can at least be bounded on."""
        return self.exact | {*self.bounded_bases}


_MOOC_BASES = ("participants", "half_viewers")
_CIRR_EXCUSED = "No intention of a new job in the field, or no work authorization."
_SECTION_GRAIN = "One fiscal year in which sections ended, by field, offering or learner group."
_PROVIDER_FIELD = "One provider and one six-digit CIP code."
_PROGRAM = "One program of one provider."

DEFINITIONS = {
    d.code: d
    for d in (
        Definition(
            "home_completion", "Completion at this college", "completion", "share", "started", "time_and_a_half",
            "registrar", "Registrations of the college in sections that were held.",
            "Held the seat on the first day of the section.",
            "Still open at the as-of date.", "Completed.", _SECTION_GRAIN,
        ),
        Definition(
            "home_employment_q2", "Employment in quarter 2, this college", "employment", "share", "completers_known",
            "quarter_2", "college", "Completed registrations of the college.",
            "Completed at least 180 days before the as-of date.", "Employment is not known.",
            "Employed in the second quarter after the end.", _SECTION_GRAIN, bounded_bases=("completers",),
        ),
        Definition(
            "home_in_field_180", "In-field job within 180 days, this college", "field_employment", "share",
            "completers_known", "days_180", "college", "Completed registrations of the college.",
            "Completed at least 180 days before the as-of date.", "Employment is not known.",
            "Working in the field of study within 180 days.", _SECTION_GRAIN, bounded_bases=("completers",),
        ),
        Definition(
            "home_earnings", "Annual pay, this college", "earnings", "annual_usd", "completers_known", "days_180",
            "college", "Completed registrations of the college.",
            "Completed at least 180 days before the as-of date, employed, and the pay is known.",
            "Pay is not known.", "Median annual pay.", _SECTION_GRAIN, statistic="median",
        ),
        Definition(
            "cirr_graduation", "Graduation on time (CIRR)", "completion", "share", "enrolled_less_excused", "on_time",
            "auditor", "Students of a bootcamp that reports to CIRR, half-year by half-year.",
            "Enrolled at the last full-refund date.", "Died, incarcerated or called to active duty.",
            "Met the published requirements on time; late graduates are counted separately.", _PROGRAM,
        ),
        Definition(
            "cirr_in_field_90", "In-field job within 90 days (CIRR)", "field_employment", "share", "graduates_seeking",
            "days_90", "documents", "Graduates of a bootcamp that reports to CIRR.", "Graduated in the half-year.",
            _CIRR_EXCUSED, "Full-time job, contract, own business or hired by the school; short and part-time jobs are counted separately.",
            _PROGRAM, bounded_bases=("completers",),
        ),
        Definition(
            "cirr_in_field_180", "In-field job within 180 days (CIRR)", "field_employment", "share",
            "graduates_seeking", "days_180", "documents", "Graduates of a bootcamp that reports to CIRR.",
            "Graduated in the half-year.", _CIRR_EXCUSED,
            "Full-time job, contract, own business or hired by the school; short and part-time jobs are counted separately.", _PROGRAM,
            bounded_bases=("completers",),
        ),
        Definition(
            "cirr_earnings_180", "Annual salary at 180 days (CIRR)", "earnings", "annual_usd", "graduates_seeking",
            "days_180", "documents", "Graduates of a bootcamp that reports to CIRR with a job in the field.",
            "Graduated in the half-year and employed in the field.", "No salary stated.", "Median annual salary.",
            _PROGRAM, statistic="median",
        ),
        Definition(
            "bootcamp_marketing", "Advertised placement rate", "anything", "share", "unstated", "unstated", "nobody",
            "What the advertiser counts; one “100%” rested on a single graduate.", "Not stated.", "Not stated.",
            "Not stated.", "Not stated.", statistic="advertised rate",
        ),
        Definition(
            "wioa_employment_q2", "WIOA employment, quarter 2", "employment", "share", "workforce_exiters", "quarter_2",
            "wage_records", "Participants of a workforce program, with any training.",
            "Exited the program.", "Some contract work is not in wage records.",
            "Employed in the second quarter after exit.", "One state or program and year.",
        ),
        Definition(
            "wioa_employment_q4", "WIOA employment, quarter 4", "employment", "share", "workforce_exiters", "quarter_4",
            "wage_records", "Participants of a workforce program, with any training.",
            "Exited the program.", "Some contract work is not in wage records.",
            "Employed in the fourth quarter after exit.", "One state or program and year.",
        ),
        Definition(
            "wioa_earnings_q2", "WIOA median pay, quarter 2", "earnings", "quarterly_usd", "workforce_workers",
            "quarter_2", "wage_records", "Participants of a workforce program.", "Exited and employed in quarter 2.",
            "No wage in the records.", "Median pay of that one quarter.", "One state or program and year.",
            statistic="median",
        ),
        Definition(
            "etp_completion", "Completion, state training lists", "completion", "share", "exiters", "program_year",
            "state", "All students of a listed program, funded or not.", "Exited in the program year.",
            "Programs of states with a waiver, before program year 2021.", "Completed the program.", _PROGRAM,
        ),
        Definition(
            "etp_employment_q2", "Employment in quarter 2, state training lists", "employment", "share", "exiters",
            "quarter_2", "wage_records", "All students of a listed program, funded or not.",
            "Exited, and the second quarter after has arrived.", "Some contract work is not in wage records.",
            "Employed in the second quarter after exit.", _PROGRAM,
        ),
        Definition(
            "etp_employment_q4", "Employment in quarter 4, state training lists", "employment", "share", "exiters",
            "quarter_4", "wage_records", "All students of a listed program, funded or not.",
            "Exited, and the fourth quarter after has arrived.", "Some contract work is not in wage records.",
            "Employed in the fourth quarter after exit.", _PROGRAM,
        ),
        Definition(
            "etp_earnings_q2", "Median pay in quarter 2, state training lists", "earnings", "quarterly_usd",
            "matched_workers", "quarter_2", "wage_records", "All students of a listed program who exited and work.",
            "Exited and employed in quarter 2.", "No wage in the records.", "Median pay of that one quarter.",
            _PROGRAM, statistic="median",
        ),
        *(
            Definition(
                f"nj_employment_q{quarter}", f"Employment in quarter {quarter}, New Jersey", "employment", "share",
                "completers", f"quarter_{quarter}", "wage_records",
                "All who completed a program on the state's training list.",
                f"Completed, and quarter {quarter} after has arrived.", "Work outside New Jersey's wage records.",
                f"Found in wage records {ordinal} quarter after completing.", _PROVIDER_FIELD,
            )
            for quarter, ordinal in ((2, "in the second"), (4, "in the fourth"), (8, "in the eighth"))
        ),
        *(
            Definition(
                f"nj_earnings_q{quarter}", f"Average pay in quarter {quarter}, New Jersey", "earnings", "quarterly_usd",
                "matched_workers", f"quarter_{quarter}", "wage_records", "Completers of a listed program with a wage.",
                f"Completed and found with a wage in quarter {quarter}.", "No wage in New Jersey's records.",
                "Average pay of that one quarter.", _PROVIDER_FIELD, statistic="average",
            )
            for quarter in (2, 4, 8)
        ),
        Definition(
            "workforce_pell_completion", "Completion for Workforce Pell", "completion", "share", "enrolled",
            "time_and_a_half", "state", "Students of an eligible short program.", "Enrolled, per the rule.",
            "As the rule allows.", "Completed the program.", _PROGRAM,
        ),
        Definition(
            "workforce_pell_placement", "Placement for Workforce Pell", "employment", "share", "completers",
            "quarter_2", "state", "Who leaves an eligible short program, to award year 2028-29; then who completes it.",
            "Left or completed, per the rule.", "Death, illness, service over 30 days, incarceration.",
            "Employed in the second quarter after; from 2029-30 in the occupation prepared for.", _PROGRAM,
        ),
        Definition(
            "ipeds_completions", "Awards (IPEDS)", "awards", "count", "awards", "program_year", "survey",
            "Credentials for credit of institutions that report.", "Conferred from July to June.",
            "Noncredit credentials.", "Awards, not people.", "One institution, CIP code and award level.",
            statistic="count",
        ),
        Definition(
            "scorecard_earnings", "Earnings by field of study (College Scorecard)", "earnings", "annual_usd",
            "working_aided", "years_4_5", "tax_records", "Completers who had federal aid.",
            "Received federal aid, completed and work.", "Cells under 30 people; branches are pooled.",
            "Median annual earnings.", "One institution, four-digit CIP code and credential level.",
            statistic="median",
        ),
        Definition(
            "ctdl_employment", "Employment, as published in CTDL", "employment", "share", "unstated", "unstated", "nobody",
            "Graduates of a program, as its publisher counts them.", "Not stated.", "Not stated.",
            "Employed, as the publisher defines it.", _PROGRAM,
        ),
        Definition(
            "ctdl_earnings", "Median pay, as published in CTDL", "earnings", "annual_usd", "unstated", "unstated", "nobody",
            "Graduates of a program who work, as its publisher counts them.", "Not stated.", "Not stated.",
            "Median annual earnings at the time that the period names.", _PROGRAM, statistic="median",
        ),
        Definition(
            "ctdl_pass_rate", "Exam passed, as published in CTDL", "exam", "share", "unstated", "unstated", "nobody",
            "Everybody of a program who took the exam.", "Took the exam.", "Did not take it.", "Passed the exam.", _PROGRAM,
        ),
        Definition(
            "mooc_completion", "Certificates per enrollment (MOOC)", "completion", "share", "clicks", "none",
            "platform", "Everybody who clicked to enroll in an open online course.", "Clicked to enroll.",
            "Nothing.", "Earned a certificate.", "One course run.",
        ),
        Definition(
            "mooc_certified_participants", "Certified, of those who opened the course", "completion", "share",
            "participants", "none", "platform", "People who opened an open online course.",
            "Opened the course content.", "Enrolled and never opened it.", "Earned a certificate.",
            "One course run.", exact_bases=_MOOC_BASES,
        ),
        Definition(
            "mooc_certified_half", "Certified, of those who viewed half", "completion", "share", "half_viewers",
            "none", "platform", "People who viewed at least half of an open online course.",
            "Viewed at least half of the course content.", "Viewed less.", "Earned a certificate.",
            "One course run.", exact_bases=_MOOC_BASES,
        ),
    )
}  # fmt: skip
"""By code. A test checks every trait against the lists above."""
