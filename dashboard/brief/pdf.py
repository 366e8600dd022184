"""A brief as PDF/UA-1: tagged, with a title, headings, alternative texts and table headers, on US letter pages."""

import json
from dataclasses import asdict
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from dashboard.brief import figure
from dashboard.brief.document import Brief
from dashboard.brief.printed import dates, print_claims
from dashboard.navigation import PRODUCT

_TEMPLATE = Path(__file__).parent / "brief.typ"


def build_pdf(brief: Brief) -> bytes:
    """The brief as PDF. The same brief gives the same bytes: its date is the as-of date, not the clock's."""
    content = {
        "product": PRODUCT,
        "title": brief.title,
        "about": brief.about,
        "version": brief.version,
        "saved": dates(brief),
        "claims": [asdict(claim) for claim in print_claims(brief)],
        "missing": list(brief.missing),
    }
    made_on = datetime.combine(brief.as_of, time(), UTC)
    pages = _compiler().compile(
        _TEMPLATE.read_bytes(),
        format="pdf",
        sys_inputs={"brief": json.dumps(content), "font": figure.FONT},
        pdf_standards=["ua-1"],
        timestamp=made_on,
    )
    assert isinstance(pages, bytes)
    return pages


@cache
def _compiler() -> Any:
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[figure.font_folder()])
    return typst.Compiler(font_paths=fonts)
