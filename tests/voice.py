"""The words that a reader should not meet: British spellings, and words of ours that mean something else to them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

BRITISH = re.compile(
    r"\b(catalogues?|cancell(?:ed|ing)|towards|colours?|enrols?|enrolments?|programmes?|behaviours?"
    r"|licence[sd]?|(?:un)?organis\w+|recognis\w+|neutralis\w+|summaris\w+|normalis\w+|standardis\w+|generalis\w+"
    r"|optimis(?:e[sd]?|ing|ation)|minimis\w+|maximis\w+|randomis\w+|characteris\w+|categoris\w+|authoris\w+|serialis\w+"
    r"|analys(?:e[sd]?|ing)|labell(?:ed|ing)|modell(?:ed|ing)|travell(?:ed|ing)|totall(?:ed|ing)|judgements?|whilst|amongst"
    r"|grey|favour\w*|honour\w*|neighbour\w*|defence|learnt|spelt|centres?|fulfils?|ageing|cheques?|artefacts?)\b",
    re.IGNORECASE,
)
OURS = re.compile(
    r"\b(passports?|its badge|badges? between|cuts?|grains?|scopes?|strat(?:um|a)|draws?|drawn|statements?|calls?|called|dearer|towards"
    r"|whoever|as it stands|at the same point of|point of its way|middle \d+%|year before|given up|nothing at all"
    r"|none of (?:this|these|those|them)|not yet of)\b",
    re.IGNORECASE,
)
"""Words of this project, or of nobody, that no page shows."""
_CODE = re.compile(r"`[^`]*`|\{[^}]*\}|\b\w+_\w+\b|https?:\S+|\b[\w./-]+\.(?:csv|py|md)\b")
"""What is quoted as code within a sentence: names of columns and values, which files may hold in either spelling."""


def prose(text: str) -> str:
    """A text without what it quotes as code."""
    return _CODE.sub(" ", text)


def sentences(path: Path) -> Iterator[tuple[int, str]]:
    """Line and text of every string of a file that is no bare code: what it says on screen, and its docstrings."""
    for node in ast.walk(ast.parse(path.read_text())):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and re.search(r"\s|[A-Z]", node.value.strip())
        ):
            yield node.lineno, prose(node.value)
