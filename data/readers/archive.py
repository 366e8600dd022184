"""Zip archives: looked through before anything is unpacked, and what in them is a table."""

# Why: decision 46.

import io
import re
import zipfile
from collections import Counter
from pathlib import PurePosixPath

from data.readers.files import MOST_BYTES, BadFile

MOST_MEMBERS = 2_000
TABLE_ENDINGS = (".csv", ".txt", ".tsv", ".parquet", ".xlsx")


def opened(name: str, content: bytes) -> zipfile.ZipFile:
    """The archive, when it is whole and unfolds into what fits. Raises BadFile."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise BadFile(
            f"{name} is damaged or truncated: it is a zip archive or workbook that cannot be read as a table."
        ) from None
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_BYTES:
        raise BadFile(f"{name} unfolds into more than can be read at once.")
    if any(member.flag_bits & 1 for member in members):
        raise BadFile(f"{name} is protected by a password. Import it without one.")
    return archive


def unpacked(name: str, archive: zipfile.ZipFile, member: str) -> bytes:
    """One member's bytes, never more than it announced. Raises BadFile."""
    try:
        return archive.read(member)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise BadFile(
            f"{name} is damaged or truncated: {PurePosixPath(member).name} in it cannot be unpacked."
        ) from error


def table_files(name: str, archive: zipfile.ZipFile) -> list[tuple[str, bytes]]:
    """Name and bytes of each table file in it; a revised one (`_rv`) stands for its first edition. Raises BadFile."""
    paths = [m for m in archive.namelist() if _is_table(m)]
    lower = {path.lower() for path in paths}
    paths = [p for p in paths if re.sub(r"(\.\w+)$", r"_rv\1", p.lower()) not in lower]
    if not paths:
        raise BadFile(f"{name} is a zip archive without a table (CSV, XLSX or Parquet) in it.")
    counted = Counter(PurePosixPath(path).name for path in paths)
    return [(_told_apart(path, counted), unpacked(name, archive, path)) for path in paths]


def _told_apart(path: str, counted: Counter[str]) -> str:
    """The name of a member, with its folders where another one in the archive has the same name."""
    parts = PurePosixPath(path).parts
    return parts[-1] if counted[parts[-1]] == 1 else " ".join(parts)


def others(archive: zipfile.ZipFile) -> list[str]:
    """Names of the members that are no tables, but for folders and what systems hide in archives."""
    paths = [PurePosixPath(m) for m in archive.namelist() if not m.endswith("/") and not _is_table(m)]
    return [p.name for p in paths if not any(part.startswith((".", "__")) for part in p.parts)]


def _is_table(path: str) -> bool:
    inner = PurePosixPath(path)
    is_hidden = any(part.startswith((".", "__")) for part in inner.parts)
    return inner.suffix.lower() in TABLE_ENDINGS and not is_hidden
