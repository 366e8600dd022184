"""A brief as slides: one claim a slide with the drawing of its page, alternative texts, and notes with the definitions.

Lines over time and tables can be edited. Any other drawing is a picture, since a chart of the office program would show
other numbers than the sentence above it.
"""

import io
import re
import zipfile
from datetime import UTC, date, datetime, time
from typing import Any

from dashboard import cells, wording
from dashboard.brief import figure
from dashboard.brief.document import Brief, Claim
from dashboard.brief.figure import FONT
from dashboard.brief.native import Lines, lines
from dashboard.brief.printed import dates
from dashboard.navigation import PRODUCT
from queries.semantic.column import Column
from queries.semantic.table import Table
from queries.semantic.unit import Unit

MOST_TABLE_ROWS, MOST_TABLE_COLUMNS = 12, 6
"""What fits on a slide and can still be read from the back of a room."""
_LETTERS, _LINE, _PADDING = 10, 0.2, 0.12
"""Letters of a table's words to the inch, and the height of a line and of what is above and below it, in inches."""
_PLACE = (0.6, 2.45, 12.1, 4.4)
"""Where a chart or table stands, in inches: left, top, width, height."""
_COLORS = ("1F5FA8", "8A93A0", "C4641A", "4F7D3A")
_GRID = "DFDFD8"


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
    is_alone = claim.figure is None and claim.table is None
    _text_box(slide, claim.sentence + before, 28 if is_alone else 17, (0.6, 1.05, 12.1, 1.0))
    _text_box(slide, claim.unit_line, 11, (0.6, 2.05, 12.1, 0.4))
    _show(slide, claim)
    _text_box(slide, claim.source or brief.about, 10, (0.6, 6.95, 12.1, 0.4))
    lines = [claim.sentence, *claim.notes, claim.source, f"Data version {brief.version}. {brief.about}"]
    slide.notes_slide.notes_text_frame.text = "\n".join(line for line in lines if line)


def _show(slide: Any, claim: Claim) -> None:
    """The claim's drawing, else its table; nothing where it has neither."""
    chart_lines = lines(claim.figure) if claim.figure is not None else None
    columns = {column.name: column for column in claim.table.columns} if claim.table is not None else {}
    if chart_lines is not None and chart_lines.field in columns:
        shape = _chart(slide, chart_lines, columns[chart_lines.field])
        about = shape._element.nvGraphicFramePr.cNvPr
    elif claim.figure is not None:
        about = _picture(slide, figure.png(claim.figure))._element.nvPicPr.cNvPr
    elif claim.table is not None and not claim.table.is_empty:
        about = _table(slide, claim.table)._element.nvGraphicFramePr.cNvPr
    else:
        return
    about.set("descr", f"{claim.heading}. {claim.sentence}")


def _picture(slide: Any, png: bytes) -> Any:
    """The drawing as large as its place lets it be."""
    from pptx.util import Inches

    left, top, width, height = _PLACE
    shape = slide.shapes.add_picture(io.BytesIO(png), Inches(left), Inches(top))
    scale = min(Inches(width) / shape.width, Inches(height) / shape.height)
    shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
    return shape


def _chart(slide: Any, drawn: Lines, column: Column) -> Any:
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
    from pptx.util import Inches, Pt

    unit = column.unit
    data = CategoryChartData(number_format=_number_format(unit))
    data.categories = [wording.day(day) if day.day > 1 else f"{day:%b %Y}" for day in drawn.days]
    for name, values in drawn.series.items():
        data.add_series(name or column.label, [None if v is None else float(v) / unit.divisor for v in values])
    shape = slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *map(Inches, _PLACE), data)
    chart = shape.chart
    chart.font.size, chart.font.name = Pt(12), FONT
    chart.has_title, chart.has_legend = False, len(drawn.series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    chart.value_axis.tick_labels.number_format = _number_format(unit)
    chart.value_axis.tick_labels.number_format_is_linked = False
    for at, line in enumerate(chart.plots[0].series):
        _color(line.format.line.fill, _COLORS[at % len(_COLORS)])
    _color(chart.value_axis.major_gridlines.format.line.fill, _GRID)
    return shape


def _number_format(unit: Unit) -> str:
    """How a spreadsheet writes a number of the unit."""
    places = "." + "0" * unit.least if unit.least else ""
    return f"0{places}%" if unit.suffix == "%" else f"{unit.prefix}#,##0{places}"


def _color(fill: Any, color: str) -> None:
    from pptx.dml.color import RGBColor

    fill.solid()
    fill.fore_color.rgb = RGBColor.from_string(color)


def _table(slide: Any, table: Table) -> Any:
    """As many columns and rows as fit, each column as wide as its words need."""
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Inches, Pt

    columns = table.needed(MOST_TABLE_COLUMNS)
    first = table.with_frame(table.frame.head(MOST_TABLE_ROWS))
    words = [[column.label, *cells.printed(first, column)] for column in columns]
    left, top, room, height = _PLACE
    widths = _widths(words, room)
    heights = [max(map(_height, row, widths)) for row in zip(*words, strict=True)]
    fitting = sum(sum(heights[: at + 1]) <= height for at in range(len(heights)))
    place = map(Inches, (left, top, sum(widths), sum(heights[:fitting])))
    shape = slide.shapes.add_table(fitting, len(columns), *place)
    for across, column in enumerate(columns):
        shape.table.columns[across].width = Inches(widths[across])
        for down in range(fitting):
            cell = shape.table.cell(down, across)
            cell.text = words[across][down]
            paragraph = cell.text_frame.paragraphs[0]
            paragraph.font.size, paragraph.font.name = Pt(12), FONT
            if column.unit.is_number:
                paragraph.alignment = PP_ALIGN.RIGHT
    return shape


def _widths(words: list[list[str]], room: float) -> list[float]:
    """Inches of each column: what its longest words take, and where that is too much in all, the widest give way."""
    wanted = [max(map(len, column)) / _LETTERS + 0.3 for column in words]
    widest = max(wanted)
    while sum(min(w, widest) for w in wanted) > room:
        widest -= 0.1
    return [min(w, widest) for w in wanted]


def _height(word: str, width: float) -> float:
    """Inches of a cell: its lines, of which each is full but for half a word."""
    return _LINE * -(-len(word) // max(int((width - 0.2) * _LETTERS) - 3, 1)) + _PADDING


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
