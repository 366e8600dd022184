"""JSON files, in which several documents may follow each other: those of CTDL as tables, all others refused with a sentence."""

import json

from data.readers import ctdl_rows
from data.readers.ctdl_graph import Graph
from data.readers.files import BadFile, Raw

_BLANK = " \t\r\n\ufeff"


def is_json(content: bytes) -> bool:
    """Whether the bytes start as an object or a list of JSON, after blanks and a byte order mark."""
    start = content[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    return start[:1] == b"{" or (start[:1] == b"[" and start[1:].lstrip()[:1] in (b"{", b"["))


def parse(name: str, content: bytes) -> list[Raw]:
    """A table per kind of thing that the documents describe. Raises BadFile where they are not JSON or not CTDL."""
    graph = Graph(_documents(name, content))
    tables = ctdl_rows.tables(name, graph)
    if not graph.nodes:
        raise BadFile(f"{name} is JSON, but no CTDL document: nothing in it has an @type. {_READ}")
    if not tables:
        kinds = ", ".join(sorted({kind for node in graph.nodes for kind in node.types})[:6])
        raise BadFile(f"{name} is a CTDL document without a program, a transfer value or an outcome. It has {kinds}.")
    return tables


_READ = "CTDL documents of programs, credentials, transfer values, transfer agreements and outcomes are read. Save other tables as CSV or XLSX."


def _documents(name: str, content: bytes) -> list[object]:
    """The documents in their order. Raises BadFile with the place where they end."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile(f"{name} is no UTF-8 text from byte {error.start:,} on, as JSON must be.") from None
    decoder, at, found = json.JSONDecoder(), 0, []
    while (at := _next(text, at)) < len(text):
        try:
            document, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            raise BadFile(f"{name} is no JSON from line {error.lineno:,} on: {error.msg.lower()}.") from None
        except RecursionError:
            raise BadFile(f"{name} is nested too deeply to be read.") from None
        found.append(document)
    return found


def _next(text: str, at: int) -> int:
    """Where the next document begins; a comma between two is passed over."""
    while at < len(text) and text[at] in _BLANK + ",":
        at += 1
    return at
