"""What the first page needs is loaded once the server answers, not before."""

import importlib
import socket

from dashboard import warming


def test_it_waits_for_the_port(monkeypatch):
    loaded = []
    monkeypatch.setattr(importlib, "import_module", loaded.append)
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))  # nobody is let in before it listens
        thread = warming.once_listening(bound.getsockname()[1])
        thread.join(0.2)
        assert not loaded
        bound.listen()
        thread.join(warming.PATIENCE_SECONDS)
    assert loaded == list(warming.MODULES)
