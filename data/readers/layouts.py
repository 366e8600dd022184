"""Public layouts that are recognized and not read, so that the answer names what to bring in their place."""

import re
from dataclasses import dataclass

_IPEDS_READ = (
    "Two components of IPEDS are read: completions (C_A, awards by CIP code and level) and the institution directory "
    "(HD). Bring those of the same year, such as c2023_a.csv and hd2023.csv."
)


@dataclass(frozen=True)
class Layout:
    """A file that is published somewhere: its title, headers that are all in it, and what is read in its place."""

    title: str
    headers: tuple[str, ...]
    instead: str


_IPEDS = (
    ("IPEDS completers by race and sex (C_B)", ("CSTOTLT",)),
    ("IPEDS completers by award level and age (C_C)", ("CSTOTLT", "AWLEVELC")),
    ("IPEDS 12-month enrollment (EFFY)", ("EFYTOTLT",)),
    ("IPEDS fall enrollment (EF)", ("EFTOTLT",)),
    ("IPEDS graduation rates (GR)", ("GRTOTLT",)),
    ("IPEDS tuition and charges (IC_AY)", ("CHG2AY3",)),
    ("IPEDS admissions (ADM)", ("APPLCN", "ADMSSN")),
    ("IPEDS student aid (SFA)", ("SCFA2",)),
    ("IPEDS finance (F)", ("F1A01",)),
)
LAYOUTS = (
    *(Layout(title, ("UNITID", *headers), _IPEDS_READ) for title, headers in _IPEDS),
    Layout(
        "College Scorecard earnings and debt by field of study",
        ("UNITID", "OPEID6", "INSTNM", "CIPCODE", "CREDLEV"),
        "It is not read. Outcomes are read from state and federal training provider results and CIRR reports.",
    ),
    Layout(
        "College Scorecard institution data",
        ("UNITID", "OPEID6", "INSTNM", "CONTROL"),
        f"It is not read. {_IPEDS_READ}",
    ),
    Layout(
        "BLS occupational employment and wages (OEWS)",
        ("OCC_CODE", "OCC_TITLE", "TOT_EMP"),
        "It is not read on the Data page. Occupations come with the program.",
    ),
)


def recognized(headers: list[str]) -> Layout | None:
    """The layout with the most headers in the file; any other file of IPEDS by its unit ids and flag columns."""
    plain = {header.strip().upper() for header in headers}
    fitting = [layout for layout in LAYOUTS if {*layout.headers} <= plain]
    if fitting:
        return max(fitting, key=lambda layout: len(layout.headers))
    # IPEDS pairs each value with a flag of the same name behind an X.
    flagged = [h for h in plain if re.fullmatch(r"X[A-Z0-9_]{3,}", h) and h[1:] in plain]
    if "UNITID" in plain and flagged:
        return Layout("a component of IPEDS", ("UNITID",), _IPEDS_READ)
    return None
