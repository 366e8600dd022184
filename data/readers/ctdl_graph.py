"""CTDL documents as nodes that refer to each other, whatever way their values are written.

A name is text or a map of languages, a number may be a list of one, a term has a prefix or none, a reference is an id, a
map with an id, or the thing itself. `_:` ids and ids with a prefix hold within their document alone. What documents say
in place of more (`"...": "..."`) is nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

PLACEHOLDER = "..."
Key = tuple[int, str]
"""Document and id; the document is -1 where an id holds everywhere."""


@dataclass(frozen=True, eq=False)
class Node:
    """One thing that a document describes."""

    document: int
    body: dict[str, Any]

    @cached_property
    def terms(self) -> dict[str, Any]:
        """Its values by term without a prefix, placeholders left out."""
        return {bare(key): value for key, value in self.body.items() if not _is_placeholder(key)}

    @property
    def id(self) -> str:
        """Its id as written, empty where it has none."""
        return str(self.body.get("@id") or "")

    @cached_property
    def types(self) -> tuple[str, ...]:
        """What it is, without prefixes."""
        return tuple(bare(str(one)) for one in listed(self.body.get("@type")))

    @property
    def is_placeholder(self) -> bool:
        """Whether it says nothing but what it is."""
        return not {*self.terms} - {"@id", "@type", "@context", "ctid"}

    def text(self, *terms: str) -> str | None:
        """The first text of any of the terms, English before other languages."""
        return next(filter(None, (text_of(self.terms.get(term)) for term in terms)), None)

    def inner(self, *terms: str) -> list["Node"]:
        """What stands within it under the terms, as nodes."""
        values = [value for term in terms for value in listed(self.terms.get(term))]
        return [Node(self.document, value) for value in values if isinstance(value, dict)]


class Graph:
    """All nodes of all documents, and what their references stand for."""

    def __init__(self, documents: list[object]) -> None:
        self.nodes = [Node(n, body) for n, document in enumerate(documents) for body in _bodies(document)]
        self._by_key: dict[Key, Node] = {}
        for node in self.nodes:
            if node.id:
                self._by_key.setdefault(key_of(node.document, node.id), node)

    def of(self, *types: str) -> list[Node]:
        """Nodes of any of the types that say more than that."""
        return [node for node in self.nodes if {*types} & {*node.types} and not node.is_placeholder]

    def referred(self, node: Node, *terms: str) -> list[Node]:
        """What the terms of a node refer to. A node that is not described has its id alone."""
        found = []
        for term in terms:
            for value in listed(node.terms.get(term)):
                if isinstance(value, dict) and {*value} - {"@id"}:
                    found.append(Node(node.document, value))
                elif reference := _reference(value):
                    key = key_of(node.document, reference)
                    found.append(self._by_key.get(key) or Node(node.document, {"@id": reference}))
        return found


def bare(term: str) -> str:
    """A term without prefix, address or blanks: `name` for `ceterms:name` and for its whole address."""
    term = term.strip()
    return term.rstrip("/").replace("#", "/").rsplit("/", 1)[-1] if "://" in term else term.rsplit(":", 1)[-1]


def key_of(document: int, reference: str) -> Key:
    """What an id is looked up by."""
    return (-1 if "://" in reference else document, reference)


def listed(value: object) -> list[Any]:
    """A value as a list without placeholders: none, one or several."""
    values = value if isinstance(value, list) else [] if value is None else [value]
    return [one for one in values if not _is_placeholder(one)]


def text_of(value: object) -> str | None:
    """Text of text, a list, a map of languages or a map with a value."""
    if isinstance(value, dict):
        english = [key for key in value if str(key).lower().startswith("en")]
        order = [*english, *(key for key in value if key in ("@value", "prefLabel")), *value]
        return next(filter(None, (text_of(value[key]) for key in order if not str(key).startswith("@type"))), None)
    if isinstance(value, list):
        return next(filter(None, map(text_of, value)), None)
    if isinstance(value, bool) or value is None or _is_placeholder(value):
        return None
    return " ".join(str(value).split()) or None


def number_of(value: object) -> float | None:
    """The number of a number, its text, a list of one, or a map with a value; None where there are several or none."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, list):
        several = {number_of(one) for one in listed(value)}
        return several.pop() if len(several) == 1 else None
    if isinstance(value, dict):
        return next((number_of(value[key]) for key in value if bare(key) in ("value", "@value")), None)
    try:
        found = float(str(value).replace(",", "").replace("$", "").strip())
    except ValueError:
        return None
    return found if abs(found) < 1e15 else None  # neither infinite nor not a number


def code_of(value: object) -> str:
    """The code of a concept, written as text, or in a map with a target or a notation: `DegreeCredit`, `InPerson`."""
    if isinstance(value, list):
        return next(filter(None, map(code_of, value)), "")
    if isinstance(value, dict):
        terms = {bare(key): part for key, part in value.items()}
        known = (terms.get(term) for term in ("targetNode", "@id", "notation", "prefLabel", "targetNodeName"))
        return next(filter(None, (code_of(part) for part in known)), "") or bare(text_of(value) or "")
    return bare(str(value)) if value is not None and not _is_placeholder(value) else ""


def _reference(value: object) -> str:
    if isinstance(value, dict):
        return str(value.get("@id") or "")
    return value if isinstance(value, str) and not _is_placeholder(value) else ""


def _is_placeholder(value: object) -> bool:
    return isinstance(value, str) and value.strip().endswith((PLACEHOLDER, "\u2026")) and len(value.split()) == 1


def _bodies(document: object) -> Iterator[dict[str, Any]]:
    """The described things of a document: those of its graph, or itself."""
    for one in listed(document):
        if not isinstance(one, dict):
            continue
        if "@graph" in one:
            yield from _bodies(one["@graph"])
        elif "@type" in one:
            yield one
