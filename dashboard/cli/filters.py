"""Filters of the command line: a value may be named by its code or by the words that stand on the pages."""

import difflib
from collections.abc import Sequence

from dashboard import wording
from queries import college as colleges
from queries.explore import filter_values
from queries.semantic.dimensions import DIMENSIONS
from queries.semantic.metric import Metric
from queries.semantic.scope import Scope, Unanswerable
from queries.strategy import institutions

NEAREST = 3


def dimension(name: str) -> str:
    """A dimension by its name or its label. Raises Unanswerable with those that are nearest."""
    spelled = name.strip()
    for one in DIMENSIONS.values():
        if spelled.casefold() in (one.name, one.label.casefold()):
            return one.name
    near = difflib.get_close_matches(spelled.casefold(), DIMENSIONS, n=NEAREST)
    meant = f" Did you mean {' or '.join(near)}?" if near else ""
    raise Unanswerable(f"There is no dimension {spelled!r}; there are {', '.join(DIMENSIONS)}.{meant}")


def resolved(metrics: Sequence[Metric], scope: Scope) -> Scope:
    """The scope with a code for every value that is named by its words. Raises Unanswerable for one that is unknown."""
    pairs = sorted({(name, _code(metrics, name, value, scope)) for name, value in scope.where})
    return Scope(scope.version, scope.college, scope.period, scope.as_of, tuple(pairs))


def _code(metrics: Sequence[Metric], name: str, value: str, scope: Scope) -> str:
    codes = filter_values.values(metrics, name, scope)
    if codes is None or value in codes:
        return value
    words = _words(name, codes, scope)
    wanted = value.casefold()
    matches = [code for code in codes if wanted in (code.casefold(), words[code].casefold())]
    if len(matches) == 1:
        return matches[0]
    label = wording.label(name).lower()
    if matches:
        raise Unanswerable(f"Several have the {label} {value!r}: name one of {', '.join(matches)}.")
    raise Unanswerable(f"There is no {label} {value!r}.{_nearest(wanted, words)}")


def _words(name: str, codes: list[str], scope: Scope) -> dict[str, str]:
    """What each value is called on the pages, by its code."""
    titles = {}
    if name == "offering":
        titles = colleges.titles(scope.version, scope.college)
    elif name == "institution":
        titles = institutions.names(scope.version)
    return {code: titles.get(code) or wording.name(name, code) for code in codes}


def _nearest(wanted: str, words: dict[str, str]) -> str:
    """The values that are spelled most alike, with their words, as a sentence; all of them where there are few."""
    spelled = {text.casefold(): code for code, word in words.items() for text in (code, word)}
    near = difflib.get_close_matches(wanted, spelled, n=2 * NEAREST, cutoff=0.5)
    codes = list(dict.fromkeys(spelled[text] for text in near))[:NEAREST]
    start = "Nearest" if codes else "There are"
    codes = codes or list(words)[: 4 * NEAREST]
    listed = [code if words[code].casefold() == code.casefold() else f"{code} ({words[code]})" for code in codes]
    more = ", …" if start == "There are" and len(words) > len(codes) else ""
    return f" {start}: {', '.join(listed)}{more}."
