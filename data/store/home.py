"""The folder that holds a user's data, and the few ways in which it is written."""

import errno
import os
import secrets
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

_FULL = ("No space left", "File too large", "Disk quota exceeded")


class StoreError(Exception):
    """Something about the stored data that a user should read as a sentence."""


class NotWritable(StoreError):
    """The home folder does not take what is written: read-only, full or not a folder."""


def home() -> Path:
    """The home folder: the environment variable DASHBOARD_HOME, else the platform's place for a user's data."""
    chosen = os.environ.get("DASHBOARD_HOME")
    if chosen:
        return Path(chosen).expanduser().absolute()
    import platformdirs  # not on the machines of an engine

    return Path(platformdirs.user_data_dir("microcredential-dashboard", appauthor=False))


@contextmanager
def writing(folder: Path) -> Generator[None]:
    """Turn the operating system's refusals into NotWritable with a sentence."""
    try:
        yield
    except (OSError, EOFError) as error:
        raise NotWritable(_refusal(folder, error)) from error
    except pl.exceptions.ComputeError as error:
        # Polars wraps what the system says; anything else of it is no refusal of the disk.
        if "os error" not in str(error):
            raise
        raise NotWritable(_refusal(folder, error)) from error


def _refusal(folder: Path, error: Exception) -> str:
    ending = "Nothing was changed; the last good version is still served."
    number = getattr(error, "errno", None)
    if number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) or any(words in str(error) for words in _FULL):
        return f"The disk that holds {folder} is full. {ending}"
    if number in (errno.EROFS, errno.EACCES, errno.EPERM):
        return f"The data folder {folder} cannot be written to. {ending}"
    if number in (errno.ENOTDIR, errno.EEXIST):
        return f"{folder} is not a folder that data can be kept in. {ending}"
    return f"The data folder {folder} could not be written ({getattr(error, 'strerror', None) or error}). {ending}"


def private_folder(folder: Path) -> None:
    """Make a folder, and those above it, for their owner alone; one that is there stays as it is."""
    if not folder.is_dir():
        private_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def sync_file(path: Path) -> None:
    """Leave a file to its owner alone, and have its bytes on the disk before going on."""
    path.chmod(0o600)
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk before going on."""
    if os.name == "nt":  # Windows has no handle for folders and keeps names in order by itself
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_whole(path: Path, content: bytes) -> None:
    """Write a small file so that a reader sees the old or the new content, never a part."""
    private_folder(path.parent)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_bytes(content)
    sync_file(draft)
    os.replace(draft, path)
    sync_folder(path.parent)


def pseudonym_key(folder: Path) -> bytes:
    """The secret that makes pseudonyms of this home, made at first use. Raises NotWritable.

    Who loses it gets other pseudonyms for the same people, so it is kept with the data and nowhere else.
    """
    path = folder / "pseudonym.key"
    with writing(folder):
        if not path.exists():
            write_whole(path, secrets.token_bytes(32))
        return path.read_bytes()


def link_or_copy(source: Path, target: Path) -> None:
    """Give an unchanged file a second name; copy it where the file system has no hard links."""
    private_folder(target.parent)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
        sync_file(target)
