"""How far something is, on the error stream."""

import shutil
import sys
import time

import click

WAIT = 1.0
"""Seconds after which something is long enough to say how far it is."""
LINES_APART = 5.0
"""Seconds between two lines of the same step where lines stay, as in a file."""


class Progress:
    """One line that is written anew on a terminal. A file or a pipe gets a line per step, and more of a long one."""

    def __init__(self) -> None:
        self._started = self._written = time.monotonic()
        self._step = ""
        self._is_open = False

    def __call__(self, what: str, done: float) -> None:
        """Say what is being done, and the share that is."""
        now, step, line = time.monotonic(), what.partition(":")[0], f"{100 * done:3.0f}% {what}"
        if now - self._started < WAIT:
            return
        if sys.stderr.isatty():
            width = _columns() - 1
            click.echo(f"\r{line[:width]:{width}}", err=True, nl=done >= 1)
        elif step != self._step or now - self._written > LINES_APART:
            click.echo(line, err=True)
            self._step, self._written = step, now


def _columns() -> int:
    return shutil.get_terminal_size().columns
