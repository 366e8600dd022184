"""The ledger: what was said about the future, kept so that it can be held against what happened.

A home holds `ledger/YYYY-MM.jsonl`, one line per entry, each carrying the hash of the line before it, and `head.json`,
which says how many entries there are and the hash of the last. Nothing is ever changed or taken out: entries lie
beside the versions, so that neither a rollback nor a new import touches them. The chain shows damage and careless
edits; who can rewrite the whole folder can also rewrite the chain, unless its head was noted elsewhere.
"""

# Why: decision 18.

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import filelock

from data.caches import kept
from data.store.home import StoreError, home, private_folder, sync_file, sync_folder, write_whole, writing

GENESIS = "0" * 64
Stamp = tuple[tuple[str, int, int], ...]
_SEGMENTS = "[0-9][0-9][0-9][0-9]-[0-9][0-9].jsonl"


@dataclass(frozen=True)
class Line:
    """One entry as it stands in the ledger. `entry` is plain JSON."""

    number: int
    written_at: str
    entry: dict
    previous: str
    hash: str


@dataclass(frozen=True)
class Reading:
    """The intact entries, oldest first, a sentence for everything that is wrong, and the hash of the last entry."""

    lines: tuple[Line, ...]
    problems: tuple[str, ...]
    head: str


class Ledger:
    """The ledger of one home, or another chain of that `name`. Reading never writes; appending takes a lock."""

    def __init__(self, home_folder: Path | None = None, *, wait_seconds: float = 60, name: str = "ledger") -> None:
        self.home = home() if home_folder is None else home_folder
        self.name = name
        self.folder = self.home / name
        self.wait_seconds = wait_seconds

    def read(self) -> Reading:
        """Every entry that is as it was written. Damage is said and never ends the reading."""
        lines: list[Line] = []
        problems: list[str] = []
        number, previous = 0, GENESIS
        for place, raw in self._raw_lines():
            line = _parsed(raw)
            if line is None:
                problems.append(f"The {self.name} is damaged at {place}: this entry is not as it was written.")
                continue
            if line.number != number + 1 or line.previous != previous:
                problems.append(
                    f"The {self.name} is damaged before {place}: entry {number + 1} is missing or was changed."
                )
            lines.append(line)
            number, previous = line.number, line.hash
        problems += self._tail_problems(number)
        return Reading(tuple(lines), tuple(problems), previous)

    def stamp(self) -> Stamp:
        """Name, size and time of every file: another one whenever something was added, changed or taken away."""
        files = sorted(path for path in self.folder.glob("*") if path.suffix in (".jsonl", ".json", ".txt"))
        return tuple((path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in files)

    def append(self, entries: Sequence[dict]) -> int:
        """Add entries that are not in it yet, and say how many they were. Raises NotWritable and StoreError."""
        if {_content(entry) for entry in entries} <= _held(self, self.stamp()):
            return 0
        with writing(self.home):
            private_folder(self.folder)
            lock = filelock.FileLock(self.folder / "lock", timeout=self.wait_seconds, mode=0o600)
            try:
                lock.acquire()
            except filelock.Timeout:  # an OSError, which `writing` would take for a refusal of the disk
                busy = f"The {self.name} is being written by somebody else. Nothing was added; try again."
                raise StoreError(busy) from None
        try:
            return self._append(entries)
        finally:
            lock.release()

    def _append(self, entries: Sequence[dict]) -> int:
        held = {_content(line.entry) for line in self.read().lines}
        fresh: dict[str, dict] = {}
        for entry in entries:
            if (content := _content(entry)) not in held:
                fresh.setdefault(content, entry)
        if not fresh:
            return 0
        now = datetime.now(UTC)
        segment = self.folder / f"{now:%Y-%m}.jsonl"
        number, previous = self._last()
        text = []
        for entry in fresh.values():
            number += 1
            line = _sealed(number, now.isoformat(timespec="seconds"), entry, previous)
            previous = line.hash
            text.append(json.dumps(line.__dict__, ensure_ascii=False, sort_keys=True) + "\n")
        with writing(self.home):
            self._set_torn_aside(segment)
            with segment.open("ab") as file:
                file.write("".join(text).encode())
            sync_file(segment)
            sync_folder(self.folder)
            write_whole(self.folder / "head.json", json.dumps({"entries": number, "hash": previous}).encode())
        return len(fresh)

    def _last(self) -> tuple[int, str]:
        """Number and hash that the next entry follows: of the head, or of whole lines written after it."""
        number, last = self._head() or (0, GENESIS)
        for _, raw in self._raw_lines():
            line = _parsed(raw)
            # A power cut between the lines and the head leaves the head behind; what is gone before it stays a gap.
            if line is not None and line.number > number:
                number, last = line.number, line.hash
        return number, last

    def _tail_problems(self, number: int) -> list[str]:
        problems = [f"An entry was cut off while it was written; it lies in {p.name}." for p in self._torn()]
        head = self._head()
        if number and head is None:
            problems.append(f"The head of the {self.name} is missing, so entries taken off its end cannot be noticed.")
        if head is not None and head[0] > number:
            problems.append(
                f"The {self.name} is damaged: it should hold {head[0]:,} entries and ends after {number:,}."
            )
        return problems

    def _head(self) -> tuple[int, str] | None:
        try:
            head = json.loads((self.folder / "head.json").read_bytes())
            return int(head["entries"]), str(head["hash"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _raw_lines(self) -> Iterator[tuple[str, bytes]]:
        for segment in sorted(self.folder.glob(_SEGMENTS)):
            for place, raw in enumerate(segment.read_bytes().split(b"\n"), 1):
                if raw:
                    yield f"line {place} of {segment.name}", raw

    def _torn(self) -> list[Path]:
        return sorted(self.folder.glob("torn-*.txt"))

    def _set_torn_aside(self, segment: Path) -> None:
        """A last line without its end was cut off by a crash: kept in a file of its own, so that nothing is lost."""
        content = segment.read_bytes() if segment.exists() else b""
        torn = content.rpartition(b"\n")[2]
        if torn:
            write_whole(self.folder / f"torn-{segment.stem}-{len(self._torn()) + 1}.txt", torn)
            write_whole(segment, content[: -len(torn)])


def _place(ledger: Ledger, stamp: Stamp) -> tuple[Path, Stamp]:
    return ledger.folder, stamp


@kept("ledgers", key=_place)
def _held(ledger: Ledger, _stamp: Stamp) -> set[str]:
    """The hash of every entry, for who would add one that is there already."""
    return {_content(line.entry) for line in ledger.read().lines}


def _content(entry: dict) -> str:
    return hashlib.sha256(json.dumps(entry, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _sealed(number: int, written_at: str, entry: dict, previous: str) -> Line:
    return Line(number, written_at, entry, previous, _hash(number, written_at, entry, previous))


def _hash(number: int, written_at: str, entry: dict, previous: str) -> str:
    content = json.dumps([previous, number, written_at, entry], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()


def _parsed(raw: bytes) -> Line | None:
    """The line where it is as it was written, else None."""
    try:
        line = Line(**json.loads(raw))
        return line if line.hash == _hash(line.number, line.written_at, line.entry, line.previous) else None
    except (ValueError, TypeError):
        return None
