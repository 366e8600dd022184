"""Files that would harm who reads them, by a name that says what is wrong: each is built here in a blink, none is kept."""

import gzip
import io
import zipfile
from collections.abc import Callable

import polars as pl

from tests.hostile.workbooks import members, packed, workbook

BILLIONS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
FAR = "<row r={q}1{q}><c r={q}A1{q}><v>1</v></c></row><row r={q}1048576{q}><c r={q}XFD1048576{q}><v>1</v></c></row>"
TABLE = "<row><c t='inlineStr'><is><t>a</t></is></c></row><row><c><v>1</v></c></row>"
SHARED = '<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</sst>'
WIDE = ",".join(f"c{n}" for n in range(1_900)).encode()


def archive(**files: bytes) -> bytes:
    """A zip archive of these files, `_` before the ending standing for its dot."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packing:
        for name, content in files.items():
            packing.writestr(".".join(name.rsplit("_", 1)), content)
    return target.getvalue()


def parquet(frame: pl.DataFrame) -> bytes:
    """The frame as Parquet."""
    target = io.BytesIO()
    frame.write_parquet(target)
    return target.getvalue()


def flipped(content: bytes, at: float, mask: int = 0xFF) -> bytes:
    """The content with one byte changed, at this part of its length."""
    place = int(len(content) * at)
    return content[:place] + bytes([content[place] ^ mask]) + content[place + 1 :]


def cut(content: bytes, at: float) -> bytes:
    """The first part of the content."""
    return content[: int(len(content) * at)]


def without(member: str) -> bytes:
    """A workbook that lacks one of its members."""
    return packed({name: text for name, text in members(TABLE).items() if name != member})


def nested_zip(depth: int) -> bytes:
    """An archive in an archive in an archive …"""
    content = archive(a_csv=b"a,b\n1,2\n")
    for _ in range(depth):
        content = archive(a_zip=content)
    return content


def small_parquet() -> bytes:
    return parquet(pl.DataFrame({"a": ["x", "y"] * 50, "b": list(range(100))}))


WORKBOOKS: dict[str, Callable[[], bytes]] = {
    "far cell": lambda: workbook(FAR.format(q='"')),
    "far cell in single quotes": lambda: workbook(FAR.format(q="'")),
    "far cell behind blanks": lambda: workbook(FAR.format(q="'").replace("r=", "r = ")),
    "far cell as an entity": lambda: workbook(FAR.format(q="'").replace("XFD", "&#88;FD")),
    "cell beyond the last column": lambda: workbook("<row><c r='ZZZZ9999999999'><v>1</v></c></row>"),
    "cell in row 0": lambda: workbook("<row r='0'><c r='A0'><v>1</v></c></row>"),
    "cell with no number": lambda: workbook("<row><c r='A'><v>1</v></c></row>" + TABLE),
    "cells without references": lambda: workbook(("<row>" + "<c><v>1</v></c>" * 500 + "</row>") * 600),
    "shared string that is not there": lambda: workbook("<row><c t='s'><v>999999999</v></c></row>" * 2),
    "negative shared string": lambda: workbook("<row><c t='s'><v>-1</v></c></row>" * 2),
    "shared strings that say billions": lambda: workbook(
        TABLE, xl_sharedStrings=SHARED.format("").replace("<sst ", '<sst count="4000000000" uniqueCount="4000000000" ')
    ),
    "entities of entities": lambda: packed(
        {
            name: text.replace("?>", f'?><!DOCTYPE x [<!ENTITY a0 "lol">{BILLIONS}]>', 1)
            for name, text in members(TABLE.replace("<t>a", "<t>&a9;")).items()
        }
    ),
    "elements 100,000 deep": lambda: workbook("<row>" * 100_000 + "<c><v>1</v></c>"),
    "sheet that ends in a tag": lambda: workbook("<row><c r='A1"),
    "date beyond all years": lambda: workbook("<row><c t='d'><v>999999-99-99T99:99:99</v></c></row>" * 2),
    "number beyond all numbers": lambda: workbook("<row><c><v>1e999999999</v></c></row>" * 2),
    "no sheet": lambda: without("xl/worksheets/sheet1.xml"),
    "no list of sheets": lambda: without("xl/workbook.xml"),
    "no relations": lambda: without("xl/_rels/workbook.xml.rels"),
    "truncated workbook": lambda: cut(workbook(TABLE), 0.6),
    "workbook with a flipped bit": lambda: flipped(workbook(TABLE), 0.5, 1),
}

ARCHIVES: dict[str, Callable[[], bytes]] = {
    "bomb of zeros": lambda: archive(a_csv=b"a,b\n" + b"0,0\n" * 30_000_000),
    "bomb of one cell": lambda: archive(a_csv=b'a,b\n1,"' + b"x" * 150_000_000 + b'"\n'),
    "many members": lambda: archive(**{f"f{n}_csv": b"" for n in range(2_500)}),
    "zip in zip in zip": lambda: nested_zip(20),
    "archive that says less than it holds": lambda: archive(a_csv=bytes(1_000_000)).replace(
        (1_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little")
    ),
    "member above its folder": lambda: packed({"../../../a.csv": "", "/etc/b.csv": ""}),
    "nothing in it": lambda: archive(),
    "truncated archive": lambda: cut(archive(a_csv=b"a,b\n1,2\n" * 100), 0.7),
    "archive with a flipped bit": lambda: flipped(archive(a_csv=bytes(range(256)) * 40), 0.2, 8),
    "only its first bytes": lambda: b"PK\x03\x04",
}

PARQUETS: dict[str, Callable[[], bytes]] = {
    "bomb of text": lambda: parquet(pl.select(a=pl.repeat("x" * 1_000, 600_000))),
    "lists": lambda: parquet(pl.DataFrame({"a": [[1, 2]]})),
    "structs 50 deep": lambda: parquet(_deep(50)),
    "bytes": lambda: parquet(pl.DataFrame({"a": [b"\xff\x00"]})),
    "no rows of Parquet": lambda: parquet(pl.DataFrame({"a": []}, schema={"a": pl.String})),
    "no columns": lambda: parquet(pl.DataFrame()),
    "truncated Parquet": lambda: cut(small_parquet(), 0.5),
    "Parquet with a flipped footer": lambda: flipped(small_parquet(), 0.99, 0x40),
    "Parquet with a flipped page": lambda: flipped(small_parquet(), 0.01),
    "footer that says gigabytes": lambda: b"PAR1" + bytes(100) + (0x7FFFFFFF).to_bytes(4, "little") + b"PAR1",
    "only its mark": lambda: b"PAR1",
}

TEXTS: dict[str, Callable[[], bytes]] = {
    "blank lines under 1,900 columns": lambda: WIDE + b"\n" + b"," * 1_899 + b"1\n" + b"\n" * 1_000_000,
    "3,000 columns": lambda: b",".join(b"c%d" % n for n in range(3_000)) + b"\n" + b",".join([b"1"] * 3_000),
    "quote that never closes": lambda: b'a,b\n1,"' + b"2,3\n" * 200_000,
    "cell of ten million letters": lambda: b'a,b\n"' + b"x\n" * 5_000_000 + b'",2,3\n',
    "header of ten million letters": lambda: b"a" * 10_000_000 + b",b\n",
    "rows of other widths": lambda: b"a,b\n1,2\n1,2,3\n",
    "only commas": lambda: b"," * 1_000_000,
    "only quotes": lambda: b'"' * 1_000_001,
    "only line ends": lambda: b"\r\n" * 1_000_000,
    "zeros": lambda: bytes(1_000_000),
    "UTF-16 cut in a letter": lambda: "a,b\n1,😀".encode("utf-16")[:-1],
    "UTF-16 of half letters": lambda: b"\xff\xfe" + b"\x00\xd8" * 1_000,
    "UTF-32": lambda: "a,b\n1,2\n".encode("utf-32"),
    "bytes of no encoding": lambda: bytes(range(256)) * 100,
    "letters that write backward": lambda: "\u202ea\u202c,\u2066b\n".encode(),
    "empty": lambda: b"",
    "only a mark of its encoding": lambda: b"\xef\xbb\xbf",
}

OTHERS: dict[str, Callable[[], bytes]] = {
    "JSON 100,000 deep": lambda: b"[" * 100_000 + b"]" * 100_000,
    "JSON": lambda: b'{"a": [1, 2, 3]}',
    "web page": lambda: b"<!doctype html><table><tr><td>1</table>",
    "bomb of gzip": lambda: gzip.compress(bytes(10_000_000)),
    "PDF": lambda: b"%PDF-1.7\n1 0 obj\n<<>>\n",
    "older Excel": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000),
    "image": lambda: b"\x89PNG\r\n\x1a\n" + bytes(100),
    "database": lambda: b"SQLite format 3\0" + bytes(100),
}

FILES = {
    f"{name}.{ending}": build
    for ending, kind in {"xlsx": WORKBOOKS, "zip": ARCHIVES, "parquet": PARQUETS, "csv": TEXTS | OTHERS}.items()
    for name, build in kind.items()
}
"""What builds each file, by the name under which it is brought."""


def _deep(depth: int) -> pl.DataFrame:
    series = pl.Series("a", [1])
    for _ in range(depth):
        series = pl.DataFrame({"x": series}).to_struct("a")
    return series.to_frame()
