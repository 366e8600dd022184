"""Run the checks and the quick tests on every Python of README that is installed here: `python -m tests.pythons`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

VERSIONS = ("3.11", "3.12", "3.13", "3.14")


def interpreter(version: str) -> str | None:
    """Return the path of a Python of this version: on PATH, among those of pyenv, or known to uv; None where none is."""
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    candidates = [
        shutil.which(f"python{version}"),
        *sorted(pyenv.glob(f"versions/{version}.*/bin/python"), reverse=True),
    ]
    if uv := shutil.which("uv"):
        asked = [uv, "python", "find", "--no-python-downloads", version]
        candidates.append(subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip())
    return next((str(path) for path in candidates if path and _runs(str(path), version)), None)


def _runs(path: str, version: str) -> bool:
    """Whether a program is a Python of this version: a shim of pyenv may stand for one that is not chosen."""
    asked = [path, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    try:
        return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip() == version
    except OSError:
        return False


def main() -> None:
    """Run `make quick` once per Python, each in an environment of its own; exit code 1 where one fails."""
    failed = []
    for version in VERSIONS:
        path = interpreter(version)
        if path is None:
            print(f"Python {version} is not installed here.", flush=True)
            continue
        print(f"Python {version} ({path})", flush=True)
        words = ["make", "quick", f"PYTHON={path}", f"VENV=.venvs/{version}"]
        if subprocess.run(words, check=False).returncode:
            failed.append(version)
    if failed:
        sys.exit(f"Failed on Python {', '.join(failed)}.")


if __name__ == "__main__":
    main()
