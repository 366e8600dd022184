"""How far a command is: one line on a terminal, and in a file a line per step and more of a long one."""

import pytest

from dashboard.cli import progress
from dashboard.cli.progress import Progress


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands until it is set."""
    now = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def test_a_file_gets_a_line_per_step_and_more_of_a_long_one(clock, capsys):
    say = Progress()
    say("Reading a.csv", 0.0)  # what is short is not worth a line
    for second, what, share in (
        (1.5, "Checking: 1 of 9", 0.1),
        (2.5, "Checking: 2 of 9", 0.2),
        (7.0, "Checking: 3 of 9", 0.3),
        (7.5, "Keeping", 0.95),
    ):
        clock[0] = second
        say(what, share)
    assert capsys.readouterr().err.splitlines() == [" 10% Checking: 1 of 9", " 30% Checking: 3 of 9", " 95% Keeping"]


def test_a_terminal_gets_one_line_that_is_written_anew(clock, capsys, monkeypatch):
    monkeypatch.setattr(progress.sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(progress, "_columns", lambda: 22)
    say = Progress()
    clock[0] = 2
    say("Checking: 1 of 9 numbers", 0.1)
    say("Done", 1.0)
    assert capsys.readouterr().err == "\r 10% Checking: 1 of 9\r100% Done            \n"
