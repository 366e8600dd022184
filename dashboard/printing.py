"""Pages on paper: filters and buttons stay on the screen, and tables have all their rows where a reader asks for them."""

import streamlit as st
from markupsafe import Markup

from dashboard import address, cells
from queries.semantic.table import Table

MOST_ROWS = 500
_KEY = "print"
_STYLE = """<style>
@media print {
  @page { margin: 14mm }
  header, [data-testid=stHeader], [data-testid=stToolbar], [data-testid=stSidebar], .stSelectbox, .stMultiSelect,
  .stSlider, .stRadio, .stNumberInput, .stTextInput, .stCheckbox, .stButtonGroup, .stButton, .stDownloadButton, .stPopover,
  .stExpander, .stPageLink, .stBidiComponent, .stFileUploader, .stForm, [data-testid=stElementToolbar],
  [data-testid=stTooltipIcon] { display: none !important }
  .stMainBlockContainer { padding: 0 !important; max-width: none !important }
  .stVegaLiteChart, .stMetric, .stTable, tr { break-inside: avoid }
  h1, h2, h3, [data-testid=stCaptionContainer] { break-after: avoid }
  .stColumn { min-width: 0 !important }
  .stVegaLiteChart, .stVegaLiteChart * { height: auto !important; min-height: 0 !important }
  .stVegaLiteChart canvas, .stVegaLiteChart > * > svg { width: 100% !important }
}
</style>"""
_HEAD = Markup(
    '<table style="width:100%;border-collapse:collapse;font-size:0.9em;font-variant-numeric:tabular-nums"><thead><tr>'
)
_BODY, _ROW, _END = Markup("</thead><tbody>"), Markup("<tr>"), Markup("</tbody></table>")
_CELL = 'style="text-align:{side};padding:0.25rem 0.75rem 0.25rem 0;border-bottom:1px solid var(--st-border-color)"'


def style() -> None:
    """Say to the browser what a page leaves out on paper."""
    st.html(_STYLE)


def choice() -> None:
    """Draw the switch that shows every row of every table; the browser's own command prints them."""
    address.linked(
        st.toggle,
        "Show whole tables, to print this page",
        key=_KEY,
        help="Tables then have all their rows, up to 500. Print with your browser: filters and buttons stay off the paper.",
    )


def is_whole() -> bool:
    """Whether the address asks for tables with all their rows."""
    return address.named(_KEY) == ("true",)


def whole(table: Table) -> None:
    """Draw a table as text, with headings that a screen reader names, and say how many rows are left out."""
    shown = table.with_frame(table.frame.head(MOST_ROWS))
    sides = ["right" if column.unit.is_number and place else "left" for place, column in enumerate(table.columns)]
    styles = [Markup(_CELL.format(side=side)) for side in sides]
    rows = zip(*(cells.printed(shown, column) for column in table.columns), strict=True)
    parts = [
        _HEAD,
        *(_cell("th scope=col", style, c.label) for style, c in zip(styles, table.columns, strict=True)),
        _BODY,
    ]
    for row in rows:
        kinds = ["th scope=row", *["td"] * (len(row) - 1)]
        parts += [_ROW, *(_cell(*cell) for cell in zip(kinds, styles, row, strict=True))]
    st.html(Markup("").join([*parts, _END]))
    if table.frame.height > MOST_ROWS:
        st.caption(f"{MOST_ROWS} of {table.frame.height:,} rows are shown. The CSV file has all of them.")


def _cell(kind: str, style: Markup, text: str) -> Markup:
    return Markup("<{} {}>{}").format(Markup(kind), style, text)
