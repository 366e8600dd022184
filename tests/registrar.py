"""A registrar's raw export of an invented college: four files, and the recipe that reads them."""

from dataclasses import dataclass
from datetime import date, timedelta

COURSES = (
    # subject, number, title, list price
    ("CEB", "101", "Bookkeeping Basics", 420),
    ("CEH", "110", "Phlebotomy", 980),
    ("CEC", "205", "Cloud Support", 1_350),
)
TERMS = (("202610", date(2025, 9, 8), "25FA"), ("202620", date(2026, 1, 20), "26SP"))
"""Term code, first day, part of term. CRN numbers begin anew each term."""
SECTIONS_EACH, SEATS = 2, 12
RECIPE = """
name = "Invented college"

[[tables]]
table = "providers"
one_per_key = true
rows = { column = "SSTS", among = ["A"] }
[tables.made]
provider_id = { constant = "home" }
name = { constant = "Invented College" }
provider_type = { constant = "public_2yr" }
state = { constant = "OR" }
is_home = { constant = "yes" }

[[tables]]
table = "offerings"
one_per_key = true
[tables.columns]
TITLE = "title"
[tables.made]
offering_id = { join = ["SUBJ", "CRSE"] }
provider_id = { constant = "home" }
credential_type = { constant = "course" }
cip_code = { column = "SUBJ" }
[tables.values.cip_code]
CEB = "52.0302"
CEH = "51.1009"
CEC = "11.0902"

[[tables]]
table = "sections"
fill = ["opens_on", "status"]
[tables.columns]
PTRM_START = "starts_on"
PTRM_END = "ends_on"
MAX_ENRL = "capacity"
SSTS = "status"
[tables.made]
section_id = { join = ["TERM_CODE", "CRN"] }
offering_id = { join = ["SUBJ", "CRSE"] }
term = { column = "TERM_CODE" }
[tables.values.term]
202610 = "Fall 2025"
[tables.values.status]
A = ""
C = "cancelled"

[[tables]]
table = "registrations"
fill = ["completed_on"]
[tables.columns]
ID = "learner_id"
ADD_DATE = "registered_on"
[tables.made]
registration_id = { join = ["TERM", "CRN", "ID"] }
section_id = { join = ["TERM", "CRN"] }
dropped_on = { column = "RSTS_DATE", where = "RSTS", among = ["DD"] }
outcome = { status = "RSTS", grade = "GRADE" }
[tables.values.outcome]
DD = "withdrawn"
RE = "in_progress"
P = "completed"
F = "failed"
[tables.lines]
of = ["TERM_CODE", "CRN", "STUDENT"]
by = ["TERM", "CRN", "ID"]
amount = "AMOUNT"
kind = "DETAIL_CODE"
kinds = { tuition = ["CETU"], fee = ["CEFE"], discount = ["SCHL"], payment = ["PYMT"] }

[[tables]]
table = "learners"
fill = ["first_seen_on"]
[tables.columns]
ID = "learner_id"
GENDER = "gender"
FIRST_GEN = "first_generation"
"""


@dataclass(frozen=True)
class Export:
    """The four files as CSV, and what a registrar would count in them by hand."""

    sections: str
    registrations: str
    account_lines: str
    students: str
    registered: int
    gross: float
    discount: float
    refund: float
    completed: int
    dropped: int

    def files(self) -> dict[str, str]:
        """By file name."""
        return {
            "ssasect.csv": self.sections,
            "sfrstcr.csv": self.registrations,
            "tbraccd.csv": self.account_lines,
            "spriden.csv": self.students,
        }


def export() -> Export:
    """Sections, registrations, account lines and students of two terms."""
    sections = ["TERM_CODE,CRN,SUBJ,CRSE,TITLE,PTRM_START,PTRM_END,MAX_ENRL,SSTS"]
    registrations = ["TERM,CRN,ID,ADD_DATE,RSTS,RSTS_DATE,GRADE"]
    lines = ["TERM_CODE,CRN,STUDENT,DETAIL_CODE,DESCRIPTION,AMOUNT"]
    students = ["ID,BIRTH_YEAR,GENDER,FIRST_GEN"]
    counted = dict.fromkeys(("registered", "gross", "discount", "refund", "completed", "dropped"), 0)
    person = 0
    for term, starts, _ in TERMS:
        for number, (subject, course, title, price) in enumerate(COURSES):
            for run in range(SECTIONS_EACH):
                crn, ends = 1001 + number * SECTIONS_EACH + run, starts + timedelta(weeks=10)
                sections.append(f"{term},{crn},{subject},{course},{title},{_us(starts)},{_us(ends)},20,A")
                for seat in range(SEATS):
                    person += 1
                    student, added = f"A{person:08d}", starts - timedelta(days=40 - 3 * seat)
                    is_dropped, has_scholarship = seat == 5, seat % 4 == 0
                    left = added + timedelta(days=2)
                    grade = "" if is_dropped else ("F" if seat == 7 else "P")
                    registrations.append(
                        f"{term},{crn},{student},{_oracle(added)},{'DD' if is_dropped else 'RE'},"
                        f"{_us(left if is_dropped else added)},{grade}"
                    )
                    lines += [
                        f'{term},{crn},{student},CETU,Tuition,"${price:,.2f}"',
                        f"{term},{crn},{student},CEFE,Technology fee,$25.00",
                        f'{term},{crn},{student},PYMT,Card payment,"${price + 25:,.2f}"',
                    ]
                    if has_scholarship:
                        lines.append(f"{term},{crn},{student},SCHL,Scholarship,-$100.00")
                    if is_dropped:
                        lines.append(f'{term},{crn},{student},CETU,Tuition reversed,"-${price:,.2f}"')
                    students.append(
                        f"{student},{1970 + person % 35},{'F' if person % 2 else 'M'},{'Y' if person % 3 else 'N'}"
                    )
                    counted["registered"] += 1
                    counted["gross"] += price + 25
                    counted["discount"] += 100 * has_scholarship
                    counted["refund"] += price * is_dropped
                    counted["completed"] += not is_dropped and grade == "P"
                    counted["dropped"] += is_dropped
    parts = ["\n".join(part) + "\n" for part in (sections, registrations, lines, students)]
    return Export(*parts, **counted)


def _us(day: date) -> str:
    return f"{day:%m/%d/%Y}"


def _oracle(day: date) -> str:
    return f"{day:%d-%b-%y}".upper()
