"""How much memory and time the reading of one file may take: what the machine can spare, unless a setting says otherwise."""

import os
import re
from pathlib import Path

LEAST_BYTES = 1 << 30
"""What one file may always take, however little is left."""
STANDARD_SECONDS = 300
_UNKNOWN_BYTES = 4 << 30
"""What a machine that does not say it is taken to have left."""


def memory_bytes(promised: int = 0) -> int:
    """Bytes for one file: DASHBOARD_READ_MEMORY_MB, else half of what is left, at least 1 GiB. Raises ValueError.

    `promised` is what files that are being read at the moment may take.
    """
    stated = _whole("DASHBOARD_READ_MEMORY_MB", 256)
    return stated << 20 if stated is not None else max(LEAST_BYTES, (available_bytes() - promised) // 2)


def seconds() -> int:
    """Seconds for one file: DASHBOARD_READ_SECONDS, else 300. Raises ValueError."""
    stated = _whole("DASHBOARD_READ_SECONDS", 1)
    return STANDARD_SECONDS if stated is None else stated


def _whole(name: str, least: int) -> int | None:
    stated = os.environ.get(name)
    if stated is None:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", stated) or int(stated) < least:
        raise ValueError(f"{name} must be a whole number of at least {least}, not {stated!r}.")
    return int(stated)


def available_bytes() -> int:
    """Memory that is left, of the machine or of the container around the process, whichever is less."""
    return max(0, min(_of_machine(), _of_container()))


def _of_machine() -> int:
    line = re.search(r"^MemAvailable: +(\d+) kB", _text("/proc/meminfo"), re.MULTILINE)
    return int(line[1]) << 10 if line else _UNKNOWN_BYTES


def _of_container(folder: str = "/sys/fs/cgroup") -> int:
    most = _text(f"{folder}/memory.max").strip()
    used = re.search(r"^anon (\d+)", _text(f"{folder}/memory.stat"), re.MULTILINE)
    return int(most) - int(used[1]) if most.isdigit() and used else _UNKNOWN_BYTES << 20


def _text(path: str) -> str:
    try:
        return Path(path).read_text()
    except OSError:
        return ""
