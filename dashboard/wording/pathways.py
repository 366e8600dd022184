"""Sentences about what stacks into what."""

from dashboard.wording.counts import agreeing, counted
from dashboard.wording.dates import day
from queries.outcomes.pathways import AGREED, ANY, ENDING, LISTED, RECOMMENDED, Pathways, Soon, Way

STATES = {
    AGREED: "Agreed",
    ENDING: "Agreed, ends within a year",
    RECOMMENDED: "Recommended only",
    LISTED: "In the catalog, no agreement",
}
ANY_COLLEGE = "Any college that accepts it"
NOTHING = "No offering of this choice counts toward another one, and no partner's credential counts here. Import articulations on the Data page, or choose another field."
NO_ENDING = "No agreement of this choice ends within a year."
ALL_AGREED = "Every open offering of this choice counts toward something by an agreement."
ABOUT = (
    "Agreed means that an institution grants the credit. A recommendation, such as one of ACE, binds nobody, and only an "
    "agreement counts for Workforce Pell. Completions count the years that the Completion page shows for the credential. "
    "The data doesn't say who holds a partner's credential, or who studies at another college."
)
ABOUT_CTDL = (
    "A file in the Credential Transparency Description Language (JSON-LD): titles, codes, prices, lengths and what counts toward "
    "what. Registries read it, and it can be imported again as the table of offerings."
)
ABOUT_VALUE = (
    "Net tuition per kept registration in the chosen period. “Along the way” adds the next credential's net tuition, times the "
    "share of completers who went on to it. It is empty where that share is hidden to protect learners."
)


def sentence_of_pathways(found: Pathways) -> str:
    """How many open offerings count toward something by agreement, what is only recommended, and what ends soon."""
    if not found.offered:
        return ""
    agreed = len(found.offered) - len(found.without)
    text = (
        f"{agreed or 'None'} of {counted(len(found.offered), 'open offering')} {agreeing(agreed or 1, 'counts', 'count')} toward "
        "another credential or a degree by an agreement"
    )
    recommended = len(found.only_recommended)
    if recommended:
        text += (
            f"; credit for {recommended} more is only recommended"
            if agreed
            else f"; credit for {recommended} is recommended"
        )
    if found.ending:
        first = found.ending[0]
        assert first.until is not None
        text += (
            f". {counted(len(found.ending), 'agreement')} {agreeing(len(found.ending), 'ends', 'end')} within a year, "
            f"{agreeing(len(found.ending), 'on', 'the first on')} {day(first.until)}: {first.start_title} toward {first.end_title}"
        )
    return f"{text}."


def sentence_of_time(soon: Soon | None) -> str:
    """How soon learners go on."""
    if soon is None:
        return ""
    return (
        f"Over all fields, half of the learners who came back after a credential that counts toward another did so within "
        f"{soon.months} months. We followed them for {soon.horizon} months."
    )


def state(way: Way) -> str:
    """How a way stands, for a table."""
    by = f" by {way.recommended_by}" if way.recommended_by else ""
    return f"{STATES[way.state]}{by}"


def end_title(way: Way) -> str:
    """What a way leads to, as it stands in the map."""
    if way.end == ANY:
        return ANY_COLLEGE
    return f"{way.end_title}, {way.institution}" if way.institution else way.end_title


def start_title(way: Way) -> str:
    """What a way begins with, as it stands in the map."""
    return f"{way.start_title}, {way.provider}" if way.provider else way.start_title


def tooltip(way: Way) -> str:
    """A way in a few words: credit, learners, end."""
    parts = [state(way)]
    if way.credit_hours:
        parts.append(f"{way.credit_hours:g} credit {agreeing(way.credit_hours, 'hour', 'hours')}")
    if way.share is not None:
        parts.append(f"{100 * way.share:.1f}% of {counted(way.completed or 0, 'completion')} went on")
        if way.within_months is not None:
            parts.append(f"half of them within {counted(way.within_months, 'month')}")
    elif way.is_hidden:
        parts.append("Who went on is hidden to protect learners")
    if way.until:
        parts.append(f"until {day(way.until)}")
    return " · ".join(parts)


def summary(found: Pathways) -> str:
    """The map in a sentence: how many ways of each state."""
    parts = [
        f"{sum(w.state == code for w in found.ways)} {words[0].lower()}{words[1:]}" for code, words in STATES.items()
    ]
    return f"{counted(len(found.ways), 'way')} from one credential to the next: {', '.join(parts)}"
