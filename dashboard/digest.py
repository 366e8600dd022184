"""What needs attention, as text, HTML or JSON: the Overview's list, ready for a scheduler to send."""

import json
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from dashboard import wording
from dashboard.wording import decisions as decision_words
from dashboard.wording import views as view_words
from dashboard.wording import year as year_words
from queries import college
from queries.enrollment import decisions
from queries.explore import views
from queries.revenue import slipped
from queries.semantic.scope import Scope
from queries.trust import old_data

FORMATS = ("text", "html", "json")
MOST = 5
"""Lines of one kind; the page that it names has all."""
QUIET = "Nothing needs a look."


@dataclass(frozen=True)
class Line:
    """One thing to look at: the page that shows it, what it is about and what was found."""

    page: str
    about: str
    finding: str

    @property
    def sentence(self) -> str:
        """The line as it is read."""
        return f"{self.about} {self.finding}".strip()


def lines(scope: Scope, today: date) -> tuple[Line, ...]:
    """Saved views whose rule holds, sections to decide, goals that slipped and data that is old, in this order."""
    return (*_watched(scope), *_sections(scope), *_goals(scope), *_old(scope, today))


def written(found: tuple[Line, ...], scope: Scope, kind: str) -> str:
    """The lines in one of the formats."""
    if kind == "json":
        about = {"period": scope.period.name, "as_of": scope.as_of.isoformat(), "college": scope.college}
        rows = [{"page": line.page, "about": line.about.rstrip(":"), "finding": line.finding} for line in found]
        return json.dumps({"about": about | {"version": scope.version}, "lines": rows}, indent=1)
    title = f"{wording.known_at(scope)}"
    if kind == "html":
        items = Markup("").join(Markup("<li>{} ({})</li>").format(line.sentence, line.page) for line in found)
        body = Markup("<ul>{}</ul>").format(items) if found else Markup("<p>{}</p>").format(QUIET)
        return Markup(
            '<!doctype html><html lang="en"><meta charset="utf-8"><title>{0}</title><h1>{0}</h1>{1}</html>'
        ).format(title, body)
    return "\n".join([title, *(f"- {line.sentence} ({line.page})" for line in found)] if found else [title, QUIET])


def _watched(scope: Scope) -> list[Line]:
    titles = college.titles(scope.version, scope.college)
    return [Line("Explore", *view_words.alarm(alarm, titles)) for alarm in views.alarms(scope)]


def _sections(scope: Scope) -> list[Line]:
    due = decisions.undecided(scope)
    if due.is_empty:
        return []
    titles = college.titles(scope.version, scope.college)
    each = decision_words.sections(due, titles, MOST)
    return [
        Line("This week", "To decide:", decision_words.sentence_of_sections(due)),
        *(Line("Pacing", about, finding) for _, about, finding in each),
    ]


def _goals(scope: Scope) -> list[Line]:
    return [Line("Goals", *year_words.slip(slip)) for slip in slipped.slipped(scope)[:MOST]]


def _old(scope: Scope, today: date) -> list[Line]:
    return [Line("Data", *decision_words.old(found)) for found in old_data.old(scope, today)[:MOST]]
