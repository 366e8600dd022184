"""Currencies that a workbook shows by the format of a cell: its number stands in the file without a sign, and is read with it."""

import re
import zipfile

import polars as pl

from data.readers import merged_cells, numbers

_FORMAT = re.compile(r"<numFmt\b[^<>]*>")
_ID, _CODE = re.compile(r"""\bnumFmtId=["'](\d+)["']"""), re.compile(r"""\bformatCode=["']([^"']*)["']""")
_STYLES = re.compile(r"<cellXfs\b.*?</cellXfs>", re.DOTALL)
_STYLE = re.compile(r"<xf\b[^<>]*>")
_SIGN = re.compile(r"\[\$([^\]-]+)[^\]]*\]|(?:&quot;)?([€£¥₹₩])")
"""A sign of money in the code of a format, such as [$€-2], [$CAD] or £."""
_TAG = re.compile(rb"<c\b[^<>]*>")
_AT, _STYLED = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,7})["']"""), re.compile(rb"""\bs=["'](\d+)["']""")
_CHUNK, _OVERLAP = 1 << 20, 512


def currencies(members: zipfile.ZipFile) -> dict[int, str]:
    """By the number of a style, the currency other than US dollars in which it shows numbers."""
    try:
        styles = members.read("xl/styles.xml").decode(errors="replace")
    except KeyError:
        return {}
    codes = {
        number[1]: sign
        for tag in _FORMAT.findall(styles)
        if (number := _ID.search(tag)) and (code := _CODE.search(tag)) and (sign := _other(code[1]))
    }
    found = _STYLES.search(styles) if codes else None
    used = [_ID.search(tag) for tag in _STYLE.findall(found[0])] if found else []
    return {at: codes[number[1]] for at, number in enumerate(used) if number and number[1] in codes}


def _other(code: str) -> str | None:
    sign = _SIGN.search(code)
    said = (sign[1] or sign[2]).strip() if sign else ""
    return said if numbers.currency(pl.Series([said])) else None


def shown(cells: pl.DataFrame, members: zipfile.ZipFile, sheet: str, styles: dict[int, str]) -> pl.DataFrame:
    """The cells of a sheet with the currency before each number that is shown in one of these styles."""
    marked = _marked(members, sheet, styles)
    if not marked:
        return cells
    top, left = merged_cells.corner(members, sheet)
    texts: dict[str, list[str | None]] = {}
    for (row, at), sign in marked.items():
        place, header = row - top, at - left
        if 0 <= place < cells.height and 0 <= header < cells.width:
            name = cells.columns[header]
            values = texts.setdefault(name, cells[name].to_list())
            text = values[place]
            if text is not None and re.match(r"-?[\d.]+$", text):
                values[place] = f"{sign} {text}"
    return cells.with_columns(pl.Series(name, values, dtype=pl.String) for name, values in texts.items())


def _marked(members: zipfile.ZipFile, sheet: str, styles: dict[int, str]) -> dict[tuple[int, int], str]:
    """Row and column of each cell in one of the styles, with its currency."""
    found, kept = dict[tuple[int, int], str](), b""
    with members.open(sheet) as file:
        while chunk := file.read(_CHUNK):
            text = kept + chunk
            for tag in _TAG.findall(text):
                styled, at = _STYLED.search(tag), _AT.search(tag)
                if styled and at and int(styled[1]) in styles:
                    found[int(at[2]), merged_cells.column(at[1])] = styles[int(styled[1])]
            kept = text[-_OVERLAP:]
    return found
