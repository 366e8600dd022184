"""Two processes serve one home: they answer alike, one sees what the other imports, and a link outlives its process."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from data.default import prepare
from data.store.store import Store

PAGE = "pages/enrollment/enrollment.py"


class Replica:
    """One of the processes."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.dashboard.replica_worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=Path(__file__).parents[2],
            env=os.environ | {"DASHBOARD_HOME": str(home)},
        )

    def told(self, **order: object) -> dict:
        """Its answer; however long it takes, since the machine may be busy."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        for line in self.process.stdout:
            if line.startswith("{"):
                return json.loads(line)
        raise AssertionError("the process ended")

    def opened(self, **address: str) -> dict:
        answer = self.told(page=PAGE, address=address)
        assert answer["failed"] == []
        return answer

    def end(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture
def replicas(tmp_path, unaudited):
    home = tmp_path / "home"
    prepare(Store(home), 800)
    both = Replica(home), Replica(home)
    yield both
    for one in both:
        one.end()


@pytest.mark.slow
def test_two_processes_on_one_home(replicas):
    one, other = replicas
    first, second = one.opened(), other.opened()
    assert first == second
    assert first["said"]

    # the reader of one chooses a field; the process is killed, and the other goes on from the address
    chosen = one.opened(**first["address"] | {"field": "11"})
    assert chosen["said"] != first["said"]
    one.end()
    assert other.opened(**chosen["address"]) == chosen

    # what another process imports is there at the next page, and a link stays at the version that it names
    third = Replica(other.home)
    try:
        imported = third.told(**{"import": True})["version"]
        assert imported not in (None, first["version"])
        assert other.opened()["version"] == third.opened()["version"] == imported
        assert other.opened(**chosen["address"]) == third.opened(**chosen["address"]) == chosen
    finally:
        third.end()
