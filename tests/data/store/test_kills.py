"""An import that is killed, refused by the disk or met by another one leaves the last good version, or the new one."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from data.store.store import Store, StoreError

KILLS = 40
PROVIDERS = "provider_id,name,provider_type,state,is_home\nus,Our College,public_2yr,OR,true\n"
OFFERINGS = "offering_id,provider_id,title,credential_type,cip_code,price_usd\n"


class Importer:
    """A process that imports on demand and can be killed while it does."""

    def __init__(self) -> None:
        words = [sys.executable, "-m", "tests.data.import_worker"]
        self._process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def start(self, home: Path, *paths: Path, **limits: object) -> int:
        order = {"home": str(home), "paths": [str(p) for p in paths], **limits}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def exit_code(self) -> int:
        return int(self._process.stdout.readline())

    def run(self, home: Path, *paths: Path, **limits: object) -> int:
        self.start(home, *paths, **limits)
        return self.exit_code()

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait()


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="threads are counted as Linux shows them")
def test_importing_the_code_works_nothing_out():
    """Whoever forks afterwards, as the importer of these tests does, would wait for threads that are not there."""
    words = (
        "import os, fastexcel, pyarrow.parquet, polars; n = lambda: len(os.listdir('/proc/self/task')); before = n()"
    )
    words += (
        "; import data.ingest.ingest, data.publish.market, data.publish.college; assert n() == before, (before, n())"
    )
    subprocess.run([sys.executable, "-c", words], check=True)


@pytest.fixture(scope="module")
def importer():
    importer = Importer()
    yield importer
    importer.close()


@pytest.fixture
def base(tmp_path) -> Path:
    """A home with one version, and two files of offerings to bring."""
    (tmp_path / "offerings.csv").write_text(
        OFFERINGS + "".join(f"o{i},us,T{i},course,11.0101,{i}\n" for i in range(50))
    )
    home = tmp_path / "home"
    with Store(home).draft("first") as draft:
        draft.put("demo", "cubes", "tiny", pl.DataFrame({"value": [1]}))
    (tmp_path / "providers.csv").write_text(PROVIDERS)
    return home


def files(home: Path) -> tuple[Path, Path]:
    return home.parent / "providers.csv", home.parent / "offerings.csv"


def outcome(home: Path, before: str) -> str:
    """Which version is served after what happened; it must be whole, and nothing may be complained about."""
    store = Store(home)
    current = store.current()
    assert current is not None
    assert current.damage() is None
    assert store.problems() == []
    offered = current.manifest.by_path.get("college/facts/offerings.parquet")
    assert (offered.rows == 50) if current.id != before else (offered is None)
    return "new" if current.id != before else "old"


@pytest.mark.slow
def test_forty_kills_lose_nothing_on_either_side_of_the_switch(base, importer):
    before, seen = Store(base).current().id, []
    usual = min(_seconds(importer, base, which) for which in ("first", "second"))
    for kill in range(1, KILLS + 1):
        home = _copy(base, kill)
        if kill % 2:
            child = importer.start(home, *files(base))
            time.sleep(1.1 * usual * kill / KILLS)
            _kill(child)
            importer.exit_code()
        else:  # at every second operation on the home's files, the switch of the pointer among them
            importer.run(home, *files(base), die_at=3 * kill)
        seen.append(outcome(home, before))
        if kill % 8 == 0:  # and the next import is not in the way of what was left behind
            assert importer.run(home, *files(base)) == 0
            assert outcome(home, before) == "new"
            assert not list((home / "versions").glob(".draft-*"))
        shutil.rmtree(home)
    assert set(seen) == {"old", "new"}


def _seconds(importer: Importer, base: Path, which: str) -> float:
    """What an import takes that nobody kills; the first also waits until the importer has started."""
    home, started = _copy(base, which), time.monotonic()
    assert importer.run(home, *files(base)) == 0
    return time.monotonic() - started


def _copy(base: Path, number: object) -> Path:
    home = base.with_name(f"home-{number}")
    shutil.copytree(base, home)
    return home


def _kill(child: int) -> None:
    with contextlib.suppress(ProcessLookupError):  # it was done before
        os.kill(child, signal.SIGKILL)


def test_a_full_disk_is_said_and_leaves_the_last_version(base, importer, tmp_path):
    before = Store(base).current().id
    for most in (0, 600, 3_000):  # nothing, no table, no manifest can be written
        said = tmp_path / f"said-{most}.txt"
        said.touch()
        assert importer.run(base, *files(base), most_bytes=most, said=str(said)) == 1
        assert outcome(base, before) == "old"
    assert importer.run(base, *files(base)) == 0
    assert outcome(base, before) == "new"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs to become another user")
def test_a_read_only_folder_is_said_and_leaves_the_last_version(importer):
    import tempfile

    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        home = Path(folder) / "home"
        with Store(home).draft("first") as draft:
            draft.put("demo", "cubes", "tiny", pl.DataFrame({"value": [1]}))
        (Path(folder) / "providers.csv").write_text(PROVIDERS)
        said = Path(folder) / "said.txt"
        said.touch()
        said.chmod(0o666)
        Path(folder).chmod(0o755)
        before = Store(home).current().id
        assert importer.run(home, Path(folder) / "providers.csv", user=65534, said=str(said)) == 1
        assert "cannot be written to" in said.read_text()
        assert Store(home).current().id == before


def test_two_writers_at_once_both_get_their_version(base, importer):
    other = Importer()
    try:
        providers, offerings = files(base)
        importer.start(base, providers, offerings)
        other.start(base, providers)
        assert (importer.exit_code(), other.exit_code()) == (0, 0)
    finally:
        other.close()
    versions = Store(base).versions()
    assert [v.sequence for v in versions] == list(range(1, len(versions) + 1))
    assert Store(base).current().entry("college", "facts", "offerings").rows == 50


def test_a_writer_that_waits_too_long_says_so(base):
    with Store(base).draft("long") as draft:
        draft.discard()
        with (
            pytest.raises(StoreError, match="Another import has been writing"),
            Store(base, wait_seconds=0.1).draft("b"),
        ):
            pass


@pytest.mark.parametrize("damage", ["missing", "flipped", "manifest", "pointer"])
def test_a_damaged_file_leaves_the_last_good_version_served_with_a_notice(base, damage, importer):
    first = Store(base).current().id
    assert importer.run(base, *files(base)) == 0
    newest = Store(base).current()
    path = newest.folder / "college" / "cubes" / "programs.parquet"
    if damage == "missing":
        path.unlink()
    elif damage == "flipped":
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.unlink()
        path.write_bytes(bytes(content))
    elif damage == "manifest":
        (newest.folder / "manifest.json").write_text("{}")
    else:
        (base / "current").write_text("nonsense")
    store = Store(base)
    assert store.current().id == (newest.id if damage == "pointer" else first)
    assert store.problems()
