"""What is hidden to protect learners, in sentences."""

from datetime import date

from dashboard.wording.counts import agreeing
from data.cubes.design_effects import FEWEST_SECTIONS
from data.cubes.section_outcomes import LEFT_OUT
from data.reference.periods import Calendar

NONE = "This data has no registrations, so nothing about people is published."
NOBODY = "Nothing about people can be published yet: no group of this college has a final count."

AGAINST_READERS = (
    "**Against readers of these pages.** A reader who takes every table, chart, download and version, and subtracts, gets no "
    "hidden outcome and no hidden learner group."
)
AGAINST_STAFF_OF_A_PART = (
    "**Against staff of one part.** A viewer who is shown one school or some fields finds no number of the others."
)
WHAT_STEWARDS_SEE = "**Data stewards and administrators** bring the files, so they see what is in them. Nothing is hidden from them by these rules."


def against_staff(report: dict) -> str:
    """What staff can work out who see all seats, with what the check of this version has found."""
    text = (
        "**Against staff.** Staff see every seat and drop with its day, every canceled section, and the funnel by channel. So "
        "they know how many started, also where that is hidden here. "
    )
    numbers, narrow = report.get("staff_numbers", 0), report.get("staff_too_narrow", 0)
    if numbers:
        left = (
            "None can be narrowed down further than the rules allow"
            if not narrow
            else f"{narrow:,} of them can still be narrowed down further, and hiding more would not help"
        )
        text += (
            f"The check supposes that they know all of it, and tried {numbers:,} hidden outcomes and learner groups with it. "
            f"{left}. Where fewer than three people stayed, the range is as wide as their number. Estimates, outcomes of "
            "inquiries and new learners by channel are checked against the same knowledge. "
        )
    else:
        text += (
            "This version was made before the check covered that. Together with the tables, it may narrow down a few hidden "
            "outcomes and learner groups. "
        )
    return text + (
        "Staff who teach or advise a learner know more than any page says. Give access to those who need it."
    )


def sentence_of_privacy(report: dict | None) -> str:
    """How much is hidden, and how close anybody can come to a hidden number."""
    if report is None:
        return NONE
    if not report["cells"]:
        return NOBODY
    hidden = report["primary"] + report["complementary"]
    text = (
        f"{hidden:,} of {report['cells']:,} cells about people {agreeing(hidden, 'is', 'are')} hidden or shown in part."
    )
    if report["too_narrow"]:
        return f"{text} {report['too_narrow']:,} hidden numbers can be narrowed down more than they should be."
    if report["narrowest"] is None:
        return f"{text} All of them were checked when they were first published, and nothing has changed since."
    return f"{text} The closest a reader can come to a hidden number is a range of {report['narrowest']} people."


def rules(report: dict, calendar: Calendar, *, is_staff: bool) -> tuple[str, ...]:
    """The rules by which numbers about people are hidden, a sentence or two each; `report`: the check of this version."""
    minimum = report["minimum"]
    first, second = calendar.half_ends(date(2026, 1, 1), date(2026, 12, 31))
    who = (
        "Registrations, seats and revenue are the staff's daily work and are exact."
        if is_staff
        else "Registrations, revenue and headcount are shown by field and quarter only, as known on the last day of the "
        "quarter; later changes do not show. Fields of few are hidden, with others, so that no total gives them away."
    )
    return (
        f"**Few people.** A group of fewer than {minimum} learners is hidden, and so is every number about it. "
        "A learner group that nobody is in looks the same.",
        f"**Nearly all or nearly none.** The rate is hidden where fewer than {minimum} completed, or fewer than {minimum} "
        "did not. Where the group is large enough, the page says at most 5% or at least 95%.",
        f"**Small changes.** Where a group grew by fewer than {minimum} learners since it was last shown, the earlier "
        f"numbers stay, with their date. Learner groups are published at the end of {first:%B} and of {second:%B} only.",
        "**Hidden by subtraction.** More groups are hidden until no total, part, earlier value or other table narrows a "
        "hidden number down to fewer than three people. Linear programs check that.",
        "**One table after the other.** Next credentials count only offerings and years whose completion is shown. "
        "Placement is shown only where its completions are shown. Learners whom the completion tables hide are left out.",
        f"**Estimates.** A fair comparison is estimated from nearly all learners while publishing, and only the estimate "
        f"is shown, rounded to half a point. One learner in {LEFT_OUT} is left out, and nobody can tell who. The check "
        "supposes that somebody knows how many of the others are in every small group. It leaves out the groups that "
        "would narrow a hidden number down. An estimate needs at least 100 people.",
        "**Ranges.** We measure how alike learners of one section end, as one number for each way of grouping. It covers all groups "
        f"and years of at least {FEWEST_SECTIONS} sections and the same learners as estimates, and is rounded to a tenth.",
        "**New learners.** Nobody is new without a seat. Where nearly all seats are of new learners, their number is hidden, "
        "since seats by channel would give it away.",
        "**Versions.** Numbers once published for a date stay as they were. Small corrections show from the next date on.",
        f"**Operational numbers.** {who}",
        AGAINST_READERS,
        *((against_staff(report), AGAINST_STAFF_OF_A_PART, WHAT_STEWARDS_SEE) if is_staff else ()),
    )
