"""The process that reads files for `data.readers.apart`: a file may end it, and nothing is lost with it.

A line of JSON on the standard input is one file. The tables are left in its folder as Arrow, all else as JSON, and a
line on the standard output says that they are there. It ends with its input, so it never outlives who started it.
"""

# Why: decision 129.

import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import polars as pl

from data.readers import delimited_parts, laid_out, parquet, text
from data.readers.delimited_parts import Layout
from data.readers.files import Brought, NoRows, Raw
from data.readers.headers import UNNAMED
from data.store.home import StoreError, writing

FILE, ANSWER = "file", "answer.json"
"""Names in the folder of one file: what is to be read, and what came of it."""
DONE, DONE_AND_ENDED = "done", "done and ended"
_MOST_LETTERS = 2_000
"""Of a sentence: what a file holds may stand in it, and a cell can be of any length."""
_KEPT_BYTES = 256 << 20
"""Of memory that this process may hold on to until its next file."""


def main() -> None:
    """Read what comes until nothing more comes."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # a library that prints would break the answers
    _give_way()
    held = _held_bytes()
    for line in sys.stdin:
        job = json.loads(line)
        _limit(held, job["memory_bytes"])
        folder = Path(job["folder"])
        (folder / ANSWER).write_text(json.dumps(_answer(job, folder)))
        is_large = _held_bytes() > held + _KEPT_BYTES
        print(DONE_AND_ENDED if is_large else DONE, file=answers, flush=True)
        if is_large:
            return


def _answer(job: dict[str, Any], folder: Path) -> dict[str, Any]:
    """What came of the file: its tables, a sentence about why not, or that memory was not enough."""
    try:
        return _done(job, folder)
    except NoRows as error:
        return {"without_rows": _short(error.name)}
    except StoreError as error:
        return {"sentence": _short(str(error))}
    except MemoryError:
        return {"is_too_large": True}
    except BaseException as error:  # a panic of a Rust library is no Exception
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        return {
            "is_too_large": "alloc" in str(error),
            "sentence": f"{_short(job['name'])} is damaged and cannot be read.",
        }


def _done(job: dict[str, Any], folder: Path) -> dict[str, Any]:
    """What is asked of a file that was left in the folder, or of Parquet files where they lie."""
    name, paths = job["name"], [Path(path) for path in job.get("paths", ())]
    if job.get("is_text"):
        return {"layout": asdict(delimited_parts.layout(name, paths[0]))}
    if "layout" in job:
        how, place = Layout.of_json(job["layout"]), (job["start"], job["size"])
        return _tables(
            text.Contents([text.text_piece(name, paths[0], job["columns"], how, place)]), folder, job["most_bytes"]
        )
    if (
        not paths
        and (folder / FILE).stat().st_size > delimited_parts.PIECE_BYTES
        and delimited_parts.is_text(folder / FILE)
    ):
        return _laid_out_text(name, folder)
    if not paths:
        return _tables(text.contents(Brought(name, (folder / FILE).read_bytes())), folder, job["most_bytes"])
    if "columns" not in job:
        return {"about": [parquet.about(path.name, path) for path in paths]}
    if "start" not in job:
        return _tables(text.folder(name, paths, job["columns"]), folder, job["most_bytes"])
    piece = text.piece(name, paths[0], job["columns"], job["start"], job["rows"])
    return _tables(text.Contents([piece]), folder, job["most_bytes"])


def _laid_out_text(name: str, folder: Path) -> dict[str, Any]:
    """A large text file laid out piece by piece: what `_tables` makes of it whole, but in files of their own."""
    how = delimited_parts.layout(name, folder / FILE)
    text.refuse_size(name, sum(rows for _, _, rows in how.cuts), len(how.header))
    columns, twice, height = [c for c in how.header if not c.startswith(UNNAMED)], list[set[str]](), 0
    for number, (start, size, _) in enumerate(how.cuts):
        rows = text.text_piece(name, folder / FILE, columns, how, (start, size)).rows
        twice.append({*text.said_twice(rows)})
        height += rows.height
        with writing(folder):
            laid_out.written(rows, folder, f"0-{number}")
    left_out = tuple(c for c in columns if all(c in some for some in twice))
    notes = (*how.notes, *text.twice_notes(left_out))
    first = Raw(name, pl.DataFrame(schema=columns), notes, how.separator, how.warnings)
    return {"tables": [_table(first, height, len(twice), left_out)], "unread": [], "is_archive": False}


def _table(raw: Raw, height: int, pieces: int, left_out: Sequence[str] = ()) -> dict[str, Any]:
    """What is said of a table beside the files with its rows, in which there may be columns that are to be left out."""
    said = {"name": raw.name, "notes": raw.notes, "separator": raw.separator, "warnings": raw.warnings}
    return said | {"height": height, "width": raw.rows.width, "pieces": pieces, "left_out": left_out}


def _tables(contents: text.Contents, folder: Path, most_bytes: int) -> dict[str, Any]:
    size = sum(_laid_out(raw.rows) for raw in contents.tables)
    laid_out.refuse_size(contents.tables[0].name, size, most_bytes)
    for number, raw in enumerate(contents.tables):
        with writing(folder):
            laid_out.written(raw.rows, folder, f"{number}-0")
    return {
        "tables": [_table(raw, raw.rows.height, 1) for raw in contents.tables],
        "unread": [_short(sentence) for sentence in contents.unread],
        "is_archive": contents.is_archive,
    }


def _laid_out(rows: pl.DataFrame) -> int:
    """Bytes of all cells once none of them shares its text with another, as they do where a file repeats them."""
    letters = rows.select(pl.sum_horizontal(pl.all().str.len_bytes().sum().cast(pl.Int64))).item()
    return letters + 16 * rows.height * rows.width


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= _MOST_LETTERS else f"{sentence[:_MOST_LETTERS]} …"


def _give_way() -> None:
    """Be what the system ends first when memory is short, and leave no image of the memory behind."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")
    _set("RLIMIT_CORE", 0)


def _limit(held: int, memory_bytes: int) -> None:
    """Bound what may be written to; where a system has no such limit, do nothing.

    Not what may be addressed: each thread reserves far more of that than it ever uses.
    """
    _set("RLIMIT_DATA", held + memory_bytes)


def _set(name: str, most: int) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    with suppress(OSError, ValueError):
        kind = getattr(resource, name)
        resource.setrlimit(kind, (most, resource.getrlimit(kind)[1]))


def _held_bytes() -> int:
    """What this process may write to now; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[5]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


if __name__ == "__main__":
    main()
