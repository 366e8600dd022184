"""A brief as one HTML file: it works without a network, reads well aloud and prints to clean pages."""

from functools import cache
from pathlib import Path
from typing import Any

from dashboard.brief.document import Brief
from dashboard.brief.figure import FONT
from dashboard.brief.printed import Printed, dates, print_claims
from dashboard.navigation import PRODUCT

_TEMPLATE = Path(__file__).parent / "brief.html.j2"


def build_html(brief: Brief) -> bytes:
    """The brief as HTML in UTF-8. The same brief gives the same bytes."""
    from markupsafe import Markup

    claims = [_drawn(claim, Markup) for claim in print_claims(brief)]
    return _template().render(brief=brief, claims=claims, saved=dates(brief), font=FONT, product=PRODUCT).encode()


def _drawn(claim: Printed, markup: Any) -> dict[str, Any]:
    """A claim with its drawing marked as drawn; all other text is escaped by the template."""
    # The drawing is named by the figure around it, so its own marks are not read one by one.
    svg = claim.svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
    return vars(claim) | {"svg": markup(svg)}


@cache
def _template() -> Any:
    import jinja2

    return jinja2.Environment(autoescape=True, trim_blocks=True).from_string(_TEMPLATE.read_text("utf-8"))
