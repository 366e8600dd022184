"""A brief as slides: one claim a slide, charts that can be edited, alternative texts, and notes with the definitions."""

import io
import re
import zipfile
from datetime import UTC, date, datetime, time
from typing import Any

from dashboard import cells
from dashboard.brief.document import Brief, Claim
from dashboard.brief.figure import FONT
from dashboard.brief.printed import dates
from dashboard.navigation import PRODUCT
from queries.semantic.column import Column
from queries.semantic.table import Table
from queries.semantic.unit import Unit

MOST_BARS, MOST_SERIES, MOST_TABLE_ROWS, MOST_TABLE_COLUMNS = 24, 4, 12, 6
"""What fits on a slide and can still be read from the back of a room."""
_PLACE = (0.6, 2.45, 12.1, 4.4)
"""Where a chart or table stands, in inches: left, top, width, height."""
_COLORS = ("1F5FA8", "8A93A0", "C4641A", "4F7D3A")


def build_slides(brief: Brief) -> bytes:
    """The brief as PPTX. The same brief gives the same bytes."""
    from pptx import Presentation
    from pptx.util import Inches

    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    _describe(deck, brief)
    _title_slide(deck, brief)
    for claim in brief.claims:
        _claim_slide(deck, brief, claim)
    if brief.missing:
        _claim_slide(deck, brief, Claim("Not in this brief", " ".join(brief.missing)))
    file = io.BytesIO()
    deck.save(file)
    return _steady(file.getvalue(), brief.as_of)


def _describe(deck: Any, brief: Brief) -> None:
    about = deck.core_properties
    about.title, about.subject, about.author = brief.title, brief.about, PRODUCT
    about.language, about.last_modified_by, about.revision = "en-US", PRODUCT, 1


def _title_slide(deck: Any, brief: Brief) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    _write(slide.shapes.title, brief.title, 40, bold=True)
    _place(slide.shapes.title, 0.8, 2.3, 11.7, 1.3)
    saved = f" Compared with {dates(brief)}." if brief.saved_on else ""
    _text_box(slide, f"{brief.about} Data version {brief.version}.{saved}", 18, (0.8, 3.7, 11.7, 1.2))


def _claim_slide(deck: Any, brief: Brief, claim: Claim) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    _write(slide.shapes.title, claim.heading, 26, bold=True)
    _place(slide.shapes.title, 0.6, 0.35, 12.1, 0.7)
    before = f"\nOn {dates(brief)}: {claim.before}" if claim.before else ""
    _text_box(slide, claim.sentence + before, 17, (0.6, 1.05, 12.1, 1.35))
    if claim.table is not None and not claim.table.is_empty:
        _show(slide, claim, claim.table)
    _text_box(slide, claim.source or brief.about, 10, (0.6, 6.95, 12.1, 0.4))
    lines = [claim.sentence, *claim.notes, claim.source, f"Data version {brief.version}. {brief.about}"]
    slide.notes_slide.notes_text_frame.text = "\n".join(line for line in lines if line)


def _show(slide: Any, claim: Claim, table: Table) -> None:
    """A native chart where the numbers make one, else a table."""
    series = _series(table)
    is_chart = claim.figure is not None and bool(series) and table.frame.height <= MOST_BARS
    shape = _chart(slide, table, series) if is_chart else _table(slide, table)
    shape._element.nvGraphicFramePr.cNvPr.set("descr", f"{claim.heading}. {claim.sentence}")


def _series(table: Table) -> list[Column]:
    """Columns that stand on one axis: those of the unit of the first column of plain numbers."""
    numbers = [c for c in table.columns if c.unit.is_number and not (c.until or c.unit_of)]
    return [column for column in numbers if column.unit == numbers[0].unit][:MOST_SERIES]


def _chart(slide: Any, table: Table, series: list[Column]) -> Any:
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
    from pptx.util import Inches, Pt

    first, unit = table.columns[0], series[0].unit
    is_line = table.frame[first.name].dtype.is_temporal()
    data = CategoryChartData(number_format=_number_format(unit))
    data.categories = cells.printed(table, first)
    for column in series:
        values = table.frame[column.name].to_list()
        data.add_series(column.label, [None if v is None else float(v) / unit.divisor for v in values])
    kind = XL_CHART_TYPE.LINE_MARKERS if is_line else XL_CHART_TYPE.BAR_CLUSTERED
    shape = slide.shapes.add_chart(kind, *map(Inches, _PLACE), data)
    chart = shape.chart
    chart.font.size, chart.font.name = Pt(12), FONT
    chart.has_title, chart.has_legend = False, len(series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    chart.value_axis.tick_labels.number_format = _number_format(unit)
    chart.value_axis.tick_labels.number_format_is_linked = False
    chart.value_axis.has_major_gridlines = is_line
    chart.category_axis.reverse_order = not is_line
    for at, line in enumerate(chart.plots[0].series):
        _color(line, _COLORS[at % len(_COLORS)], is_line=is_line)
    return shape


def _number_format(unit: Unit) -> str:
    """How a spreadsheet writes a number of the unit."""
    places = "." + "0" * unit.least if unit.least else ""
    return f"0{places}%" if unit.suffix == "%" else f"{unit.prefix}#,##0{places}"


def _color(series: Any, color: str, *, is_line: bool) -> None:
    from pptx.dml.color import RGBColor

    fill = series.format.line.fill if is_line else series.format.fill
    fill.solid()
    fill.fore_color.rgb = RGBColor.from_string(color)


def _table(slide: Any, table: Table) -> Any:
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Inches, Pt

    columns = table.columns[:MOST_TABLE_COLUMNS]
    first = table.with_frame(table.frame.head(MOST_TABLE_ROWS))
    rows = min(table.frame.height, MOST_TABLE_ROWS) + 1
    left, top, width, height = _PLACE
    place = map(Inches, (left, top, width, min(height, 0.32 * rows)))
    shape = slide.shapes.add_table(rows, len(columns), *place)
    for across, column in enumerate(columns):
        for down, word in enumerate([column.label, *cells.printed(first, column)]):
            cell = shape.table.cell(down, across)
            cell.text = word
            paragraph = cell.text_frame.paragraphs[0]
            paragraph.font.size, paragraph.font.name = Pt(12), FONT
            if column.unit.is_number:
                paragraph.alignment = PP_ALIGN.RIGHT
    return shape


def _text_box(slide: Any, text: str, size: int, place: tuple[float, ...]) -> None:
    from pptx.util import Inches

    box = slide.shapes.add_textbox(*map(Inches, place))
    box.text_frame.word_wrap = True
    _write(box, text, size)


def _write(shape: Any, text: str, size: int, *, bold: bool = False) -> None:
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    shape.text_frame.text = text
    for paragraph in shape.text_frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.font.size, paragraph.font.bold, paragraph.font.name = Pt(size), bold, FONT


def _place(shape: Any, left: float, top: float, width: float, height: float) -> None:
    from pptx.util import Inches

    shape.left, shape.top, shape.width, shape.height = map(Inches, (left, top, width, height))


def _steady(file: bytes, day: date) -> bytes:
    """A zipped document without the clock: every time in it, and in the workbooks in it, is the start of the day."""
    stamp = datetime.combine(day, time(), UTC)
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as source, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name.endswith(".xlsx"):
                part = _steady(part, day)
            elif name == "docProps/core.xml":
                part = _stamped(part, stamp)
            target.writestr(zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0)), part)
    return written.getvalue()


def _stamped(core: bytes, stamp: datetime) -> bytes:
    when = f"{stamp:%Y-%m-%dT%H:%M:%SZ}"
    text = re.sub(r"(<dcterms:(created|modified)[^>]*>)[^<]*", rf"\g<1>{when}", core.decode())
    return text.encode()
