"""What the first page needs is loaded once the server answers, not before."""

import importlib
import socket

from dashboard import warming
from data import demo
from data.caches import held
from data.reference.periods import STANDARD
from queries.cubes import board
from queries.semantic.scope import Scope


def test_it_waits_for_the_port(monkeypatch):
    loaded = []
    monkeypatch.setattr(importlib, "import_module", loaded.append)
    monkeypatch.setattr(warming, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(warming, "work_out", lambda: loaded.append("worked out"))
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))  # nobody is let in before it listens
        thread = warming.once_listening(bound.getsockname()[1])
        thread.join(0.2)
        assert not loaded
        bound.listen()
        thread.join(warming.PATIENCE_SECONDS)
    assert loaded == [*warming.MODULES, "worked out"]


def test_the_board_is_there_when_it_is_first_asked_for(demo_version):
    held["boards"].clear()
    warming.work_out()
    worked_out = list(held["boards"])
    assert len(worked_out) == 1
    assert not board.board(Scope(demo_version, "demo", STANDARD.parse("FY2026"), demo.AS_OF)).is_empty()
    assert list(held["boards"]) == worked_out


def test_a_home_without_data_is_no_error(tmp_path, monkeypatch):
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    warming.work_out()
