"""A made-up file in the layout of the federal training provider results, small by default and of the real size on request.

    python -m tests.federal_file FILE.xlsx [--rows 77085]

Column codes, entity types and sentinels are those of the export; every provider, program and number is drawn.
"""

import argparse
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

REAL_ROWS = 77_085
STATES = ("CA", "TX", "NY", "FL", "OH", "VA", "WA", "NJ")
KINDS = {
    "Higher Ed: Associate's Degree": 22,
    "Higher Ed: Baccalaureate or Higher": 8,
    "Higher Ed: Certificate of Completion": 14,
    "National Apprenticeship": 3,
    "Private For-Profit": 33,
    "Private Non-Profit": 9,
    "Public": 5,
    "Other": 6,
}
CIPS = ("11.020099999999999", "51.380099999999999", "52.0302", "47.0604", "49.0205", "1.0505", "51.071", "46")
FORMATS = (
    "This program provides in-person instruction only.",
    "This program provides online instruction, e-learning, or distance learning only.",
    "This program provides in-person and online instruction (hybrid or blended).",
)
NUMBERS = (
    "d111_non_wioa_tuition_cost", "d112_non_wioa_supplies_cost", "d113_program_length_hours", "d114_program_length_weeks",
    "d120_total_served", "d121_total_exited", "d122_total_completed", "d123_total_employed_q2", "d124_total_employed_q4",
    "d125_median_earnings_q2", "d126_credentials_attained", "d127_wioa_served", "d128_wioa_exited", "de129", "de130",
    "de131", "de132", "de133", "c_completed_percent", "c_q2_employment_percent", "c_q4_employment_percent",
    "c_credential_percent", "c_total_cost", "latitude", "longitude",
)  # fmt: skip
TEXTS = (
    "provider_unique_id", "d101_eligible_training_provider", "d102_provider_description", "d103_provider_address",
    "d104_entity_type", "d105_program_name", "d106_program_description", "d107_program_url", "d108_potential_outcome",
    "d109_associated_credential", "d110_cip_code", "d115_program_prerequisites", "d116_program_format",
    "d117_program_soc_occupation_1", "d118_program_soc_occupation_2", "d119_program_soc_occupation_3",
    "c_soc_title_1", "c_soc_title_2", "c_soc_title_3", "c_cip_title", "city", "state", "zip", "county", "region",
    "local_board", "reportingstate", "field_tags", "is_reciprocal", "is_online", "provider_url", "c_entity_group",
)  # fmt: skip
COLUMNS = (*TEXTS, *NUMBERS)
"""The 57 columns."""


def rows(count: int, seed: int = 7) -> Iterator[dict[str, str | float]]:
    """Drawn programs. The first is suppressed, the second competency-based, in the third more complete than were counted."""
    rng = random.Random(seed)
    for number in range(count):
        row = _program(number, rng)
        if number == 0:
            row |= {name: -1 for name in NUMBERS if name.startswith(("d12", "de1"))}
        if number == 1:
            row |= {"d113_program_length_hours": -1, "d114_program_length_weeks": -1}
        if number == 2:
            row["d122_total_completed"] = row["d121_total_exited"] + 5
        yield row


def _program(number: int, rng: random.Random) -> dict[str, str | float]:
    (kind,) = rng.choices(list(KINDS), list(KINDS.values()))
    owner, state = number // 9, STATES[number // 9 % len(STATES)]
    served = rng.randint(12, 400)
    exited = rng.randint(served // 2, served)
    completed = rng.randint(exited // 2, exited)
    base = rng.randint(exited // 2, exited)
    employed = rng.randint(base // 3, base)
    later = rng.randint(base // 3, base)
    text = {name: f"{name} of {owner}" for name in TEXTS} | {
        "provider_unique_id": f"P{owner}", "d101_eligible_training_provider": f"Provider {owner}", "d104_entity_type": kind,
        "d105_program_name": f"Program {number}", "d106_program_description": f"{number}|What program {number} teaches.",
        "d110_cip_code": rng.choice(CIPS), "d116_program_format": rng.choice(FORMATS), "zip": f"{10_000 + owner % 80_000}",
        "state": state, "reportingstate": state,
    }  # fmt: skip
    return text | {
        "d111_non_wioa_tuition_cost": rng.choice((0, 950, 2_400, 4_800, 9_600)), "d112_non_wioa_supplies_cost": 150,
        "d113_program_length_hours": rng.choice((40, 160, 320, 640)), "d114_program_length_weeks": rng.choice((4, 8, 16, 32)),
        "d120_total_served": served, "d121_total_exited": exited, "d122_total_completed": completed,
        "d123_total_employed_q2": employed, "d124_total_employed_q4": later, "d125_median_earnings_q2": rng.randint(5_000, 14_000),
        "d126_credentials_attained": completed, "d127_wioa_served": 5, "d128_wioa_exited": 4, "de129": base, "de130": base,
        "de131": -1, "de132": -1, "de133": -1, "c_completed_percent": round(completed / exited, 2),
        "c_q2_employment_percent": round(employed / base, 2) if base else -1,
        "c_q4_employment_percent": round(later / base, 2) if base else -1, "c_credential_percent": -1, "c_total_cost": -1,
        "latitude": 32.77, "longitude": -117.2,
    }  # fmt: skip


def write(path: Path, count: int, seed: int = 7) -> Path:
    """Write a workbook of one sheet with texts in a shared table, as the export has them."""
    shared: dict[str, int] = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, content in _FRAME.items():
            book.writestr(name, content)
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(f"{_XML}<worksheet {_MAIN}><sheetData>".encode())
            sheet.write(_line(1, dict(zip(COLUMNS, COLUMNS, strict=True)), shared))
            for number, row in enumerate(rows(count, seed), 2):
                sheet.write(_line(number, row, shared))
            sheet.write(b"</sheetData></worksheet>")
        texts = "".join(f"<si><t>{escape(text)}</t></si>" for text in shared)
        book.writestr("xl/sharedStrings.xml", f"{_XML}<sst {_MAIN}>{texts}</sst>")
    return path


def _line(number: int, row: dict[str, str | float], shared: dict[str, int]) -> bytes:
    cells = []
    for letters, column in zip(_LETTERS, COLUMNS, strict=True):
        value = row[column]
        if isinstance(value, str):
            place = shared.setdefault(value, len(shared))
            cells.append(f'<c r="{letters}{number}" t="s"><v>{place}</v></c>')
        else:
            cells.append(f'<c r="{letters}{number}"><v>{value}</v></c>')
    return f'<row r="{number}">{"".join(cells)}</row>'.encode()


def _letters(place: int) -> str:
    return (chr(64 + place // 26) if place >= 26 else "") + chr(65 + place % 26)


_LETTERS = [_letters(place) for place in range(len(COLUMNS))]
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OPEN = "http://schemas.openxmlformats.org"
_MAIN = f'xmlns="{_OPEN}/spreadsheetml/2006/main" xmlns:r="{_OPEN}/officeDocument/2006/relationships"'
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_RELATION = f"{_OPEN}/officeDocument/2006/relationships"
_PARTS = {"workbook": "/xl/workbook.xml", "worksheet": "/xl/worksheets/sheet1.xml"}
_FRAME = {
    "[Content_Types].xml": f'{_XML}<Types xmlns="{_OPEN}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="{_PARTS["workbook"]}" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="{_PARTS["worksheet"]}" ContentType="{_KIND}.worksheet+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_KIND}.sharedStrings+xml"/></Types>',
    "_rels/.rels": f'{_XML}<Relationships xmlns="{_OPEN}/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{_RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'{_XML}<workbook {_MAIN}><sheets><sheet name="Programs" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'{_XML}<Relationships xmlns="{_OPEN}/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{_RELATION}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{_RELATION}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("path", type=Path, metavar="FILE.xlsx")
    parser.add_argument("--rows", type=int, default=REAL_ROWS)
    said = parser.parse_args()
    write(said.path, said.rows)
