"""From a name or a list of items to a brief, and from a brief to a file."""

from collections.abc import Callable
from dataclasses import replace

from dashboard import wording
from dashboard.brief.claim import build_claims
from dashboard.brief.document import Brief, Claim
from dashboard.brief.ready_made import READY_MADE, ready_made
from dashboard.brief.saving import items_of, saved_scope
from dashboard.offered.item import Item
from data.store.store import StoreError
from queries.semantic.scope import Scope
from queries.strategy import briefs

FORMATS = {
    "pdf": ("PDF", "application/pdf"),
    "html": ("web page", "text/html"),
    "pptx": ("slides", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
}
"""Endings of files, what they are called, and their media types."""


class UnknownBrief(ValueError):
    """A name that no brief has, as a sentence."""


def names(scope: Scope) -> list[str]:
    """The names of all briefs of a version: the ready-made ones, then those that were saved."""
    saved = briefs.saved(scope.version, scope.college)["name"].unique(maintain_order=True).to_list()
    return [*READY_MADE, *(name for name in saved if name not in READY_MADE)]


def build_brief(name: str, scope: Scope) -> Brief:
    """The brief of a name for a scope; a saved one is compared with the day it was saved for. Raises UnknownBrief."""
    if name in READY_MADE:
        return build_of_items(name, ready_made(name, scope), scope)
    rows = briefs.saved(scope.version, scope.college).filter(name=name)
    if rows.is_empty():
        raise UnknownBrief(f"There is no brief {name!r}; there are {', '.join(names(scope))}.")
    items = items_of(rows)
    brief, before = build_of_items(name, items, scope), saved_scope(rows, scope)
    if before.as_of == scope.as_of and before.version == scope.version:
        return brief
    claims = tuple(
        _compared(claim, earlier) for claim, earlier in zip(brief.claims, _earlier(items, brief, before), strict=True)
    )
    return replace(brief, claims=claims, saved_on=before.as_of)


def build_of_items(title: str, items: tuple[Item, ...], scope: Scope) -> Brief:
    """A brief of items, asked for a scope."""
    claims, missing = build_claims(items, scope)
    about = f"{wording.COLLEGES[scope.college]}, {scope.period.label()}, as of {wording.day(scope.as_of)}."
    return Brief(title, about, scope.version, scope.as_of, claims, missing)


def print_brief(brief: Brief, file_format: str) -> bytes:
    """The brief as a file of one of the FORMATS."""
    return _printer(file_format)(brief)


def _printer(file_format: str) -> Callable[[Brief], bytes]:
    if file_format == "pdf":
        from dashboard.brief.pdf import build_pdf

        return build_pdf
    if file_format == "pptx":
        from dashboard.brief.slides import build_slides

        return build_slides
    from dashboard.brief.html import build_html

    return build_html


def _earlier(items: tuple[Item, ...], brief: Brief, before: Scope) -> list[Claim | None]:
    """The claims as they were when the brief was saved, in the order of today's; None where that version is gone."""
    try:
        claims, _ = build_claims(items, before)
    except StoreError:
        claims = ()
    by_heading = {(claim.heading, claim.unit_line): claim for claim in claims}
    return [by_heading.get((claim.heading, claim.unit_line)) for claim in brief.claims]


def _compared(claim: Claim, earlier: Claim | None) -> Claim:
    if earlier is None or earlier.sentence == claim.sentence:
        return claim
    return replace(claim, before=earlier.sentence)
