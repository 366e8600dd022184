"""One brief, three files: they say the same, they are the same tomorrow, and their numbers are those of `ask`."""

import io
from datetime import date

import pikepdf
import polars as pl
import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Inches

from dashboard.ask import ask
from dashboard.brief import building
from dashboard.brief.document import Brief, Claim
from dashboard.brief.printed import print_claims
from data.reference import periods
from queries.semantic.column import Column
from queries.semantic.scope import Scope
from queries.semantic.table import Table


@pytest.fixture
def scope(demo_version) -> Scope:
    return Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))


@pytest.fixture
def board(scope) -> Brief:
    return building.build_brief("Board page", scope)


@pytest.mark.parametrize("name", ["Board page", "Monday list", "Program review"])
def test_nothing_is_left_out_of_a_ready_made_brief(scope, name):
    brief = building.build_brief(name, scope)
    assert brief.claims
    assert not brief.missing


@pytest.mark.parametrize("file_format", building.FORMATS)
def test_the_same_brief_is_the_same_file(board, file_format):
    assert building.print_brief(board, file_format) == building.print_brief(board, file_format)


def test_every_sentence_stands_in_the_web_page_and_on_a_slide(board):
    page = building.print_brief(board, "html").decode()
    deck = Presentation(io.BytesIO(building.print_brief(board, "pptx")))
    slides = ["\n".join(shape.text_frame.text for shape in s.shapes if shape.has_text_frame) for s in deck.slides]
    assert len(slides) == 1 + len(board.claims)
    for claim, slide in zip(board.claims, slides[1:], strict=True):
        assert claim.sentence in slide
        assert (
            claim.sentence.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;").replace("'", "&#39;") in page
        )
    assert "http" not in page.replace("http://www.w3.org", "")  # it works without a network


def test_a_pdf_is_tagged_and_names_its_language_title_and_figures(board):
    with pikepdf.open(io.BytesIO(building.print_brief(board, "pdf"))) as pdf:
        assert str(pdf.Root.Lang) == "en-US"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as about:
            assert about["dc:title"] == "Board page"
            assert about["pdfuaid:part"] == "1"
        roles, without_words = [], []
        pending = [pdf.Root.StructTreeRoot]
        while pending:
            element = pending.pop()
            if isinstance(element, pikepdf.Array):
                pending += list(element)
            elif isinstance(element, pikepdf.Dictionary):
                role = str(element.get("/S", ""))
                roles.append(role)
                if role == "/Figure" and not element.get("/Alt"):
                    without_words.append(element)
                if "/K" in element:
                    pending.append(element.K)
    assert roles.count("/H1") == 1
    assert roles.count("/H2") == len(board.claims)
    assert roles.count("/Figure") == sum(claim.figure is not None for claim in board.claims)
    assert not without_words
    assert "/TH" in roles


def test_a_slide_has_a_chart_of_the_numbers_that_ask_gives(board, scope):
    deck = Presentation(io.BytesIO(building.print_brief(board, "pptx")))
    (chart,) = [
        shape.chart
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_chart and slide.shapes.title.text_frame.text == "Net tuition revenue by month"
    ]
    answer = ask("net_revenue", by=("month",), scope=scope).frame
    assert list(chart.plots[0].series[0].values) == pytest.approx(answer["net_revenue"].to_list())


def test_a_slide_shows_the_drawing_of_its_page_where_a_chart_would_say_less(board):
    deck = Presentation(io.BytesIO(building.print_brief(board, "pptx")))
    shown = {slide.shapes.title.text_frame.text: list(slide.shapes) for slide in deck.slides}
    for heading in ("Where each goal is heading", "What changed net tuition revenue", "Offerings"):
        (picture,) = [shape for shape in shown[heading] if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
        assert not any(shape.has_chart or shape.has_table for shape in shown[heading])
        words = picture._element.nvPicPr.cNvPr.get("descr")
        assert words.startswith(heading)
        assert picture.top + picture.height <= Inches(6.95)  # above the source
        assert picture.left + picture.width <= deck.slide_width


def test_a_line_on_a_slide_has_the_year_before_and_names_the_events(board):
    deck = Presentation(io.BytesIO(building.print_brief(board, "pptx")))
    (slide,) = [s for s in deck.slides if s.shapes.title.text_frame.text == "Net tuition revenue by month"]
    (chart,) = [shape.chart for shape in slide.shapes if shape.has_chart]
    assert [series.name for series in chart.plots[0].series] == ["This year", "Prior year"]
    assert any(
        "1: Photography studio closes for good (Jul 1, 2025)" in s.text_frame.text
        for s in slide.shapes
        if s.has_text_frame
    )


def test_a_table_on_a_slide_ends_above_the_source(scope):
    words = "Words of a reason that takes several lines in a narrow column"
    frame = pl.DataFrame({"name": ["AI"] * 12, "why": [" ".join([words] * 3)] * 12})
    table = Table(frame, (Column("name", "Name"), Column("why", "Why")), scope)
    brief = Brief("One table", "About.", "v", date(2026, 3, 31), (Claim("Rows", "Twelve rows.", table=table),))
    deck = Presentation(io.BytesIO(building.print_brief(brief, "pptx")))
    (shape,) = [shape for shape in deck.slides[1].shapes if shape.has_table]
    assert 1 < len(shape.table.rows) < 13
    assert shape.top + shape.height <= Inches(6.95)
    assert sum(column.width for column in shape.table.columns) <= Inches(12.2)
    assert shape.table.columns[0].width < shape.table.columns[1].width


def test_the_low_drawings_of_the_board_page_stand_in_pairs(board):
    halves = [claim.heading for claim in print_claims(board) if claim.is_half]
    assert halves[:2] == ["Net tuition revenue by month", "Completion by year"]
    assert halves[2:] == ["Offerings", "Enrollment", "Revenue", "Outcomes"]
    assert building.print_brief(board, "html").count(b'class="half"') == len(halves)


def test_what_is_said_once_is_not_said_again_by_the_table_below(scope):
    claims = {claim.heading: claim for claim in building.build_brief("Monday list", scope).claims}
    assert claims["Decide this week"].table is None
    assert claims["Sections that need a decision"].table is not None


def test_a_wide_table_keeps_what_a_reader_needs_most_with_the_definitions_of_that_alone(scope):
    (goals,) = [
        claim for claim in building.build_brief("Monday list", scope).claims if claim.heading.startswith("Where")
    ]
    assert [column.name for column in goals.table.needed(8)] == [
        "for", "goal", "status", "target", "actual", "middle", "chance", "needed",
    ]  # fmt: skip
    (printed,) = print_claims(Brief("B", "", "v", scope.as_of, (goals,)))
    assert "8 of 13 columns" in printed.table.caption
    assert [column.label for column in printed.table.columns][-2:] == ["Chance", "Needed a week"]
    assert any(note.startswith("Chance:") for note in printed.notes)
    assert not any(note.startswith("Low (10th percentile)") for note in printed.notes)  # it is not printed


def test_names_in_a_brief_are_text_whatever_they_hold():
    odd = "*bold* #x $5 <b>&</b> @y"
    brief = Brief(odd, "About.", "v", date(2026, 3, 31), (Claim(odd, odd),), (odd,))
    assert b"<b>" not in building.print_brief(brief, "html")
    assert building.print_brief(brief, "pdf").startswith(b"%PDF")
    deck = Presentation(io.BytesIO(building.print_brief(brief, "pptx")))
    assert deck.slides[1].shapes.title.text_frame.text == odd


def test_a_brief_that_is_not_there_is_said_with_those_that_are(scope):
    with pytest.raises(building.UnknownBrief, match="Board page"):
        building.build_brief("Bord page", scope)
