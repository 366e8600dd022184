"""The log of what was done to the data: when, by whom, and which version came of it.

It is a chain like the ledger, in `log/` beside the versions: nothing is changed or taken out of it, and damage shows.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from data.store.ledger import Ledger, Reading

NAME = "log"


def write(home_folder: Path, who: str | None, what: str, version: str | None = None) -> None:
    """Add a line. `who` is None where nobody is asked to sign in. Raises NotWritable and StoreError."""
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    _log(home_folder).append([{"at": at, "who": who, "what": what, "version": version}])


def note_roles(home_folder: Path, roles: Mapping[str, str]) -> None:
    """Add a line where the roles are others than when the log last said them."""
    words = "; ".join(f"{name}: {role}" for name, role in sorted(roles.items()))
    what = f"Roles are {words or 'no longer set'}."
    lines = [line.entry["what"] for line in read(home_folder).lines if line.entry["what"].startswith("Roles are ")]
    if lines[-1:] != [what] and (lines or roles):
        write(home_folder, None, what)


def read(home_folder: Path) -> Reading:
    """Every line, oldest first, and a sentence for everything that is wrong with the chain."""
    return _log(home_folder).read()


def _log(home_folder: Path) -> Ledger:
    return Ledger(home_folder, name=NAME)
