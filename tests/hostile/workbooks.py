"""A workbook out of the XML of its one sheet, so that it can hold what no spreadsheet program writes."""

import io
import zipfile

_OFFICE = "http://schemas.openxmlformats.org"
_HEAD = '<?xml version="1.0"?>'
_RELATIONS = f"{_OFFICE}/package/2006/relationships"
_KIND = f"{_OFFICE}/officeDocument/2006/relationships"
_MAIN = f"{_OFFICE}/spreadsheetml/2006/main"


def workbook(rows: str, **others: str) -> bytes:
    """A workbook whose sheet data is `rows`; `others` are whole further members, `_` in a name standing for a slash."""
    return packed(members(rows) | {name.replace("_", "/") + ".xml": text for name, text in others.items()})


def members(rows: str) -> dict[str, str]:
    """The members of the archive by name."""
    return {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_OFFICE}/package/2006/content-types"/>',
        "_rels/.rels": _relation(f"{_KIND}/officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_KIND}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relation(f"{_KIND}/worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>',
    }


def packed(texts: dict[str, str]) -> bytes:
    """The members as a zip archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(name, text)
    return target.getvalue()


def _relation(kind: str, target: str) -> str:
    return (
        f'{_HEAD}<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{kind}" Target="{target}"/>'
        "</Relationships>"
    )
