"""One bad file never takes the server down: it is read in a process of its own, with a limit of memory and time."""

import gc
import io
import os
import signal
import subprocess
import sys
import threading
import zipfile

import polars as pl
import pytest

from data.readers import apart, delimited_parts, laid_out, reading_child, text
from data.readers.files import BadFile, Brought
from data.reference import reading_limits
from data.store.home import StoreError
from tests.hostile.workbooks import workbook

PLAIN = b"a,b\n1,2\n"


@pytest.fixture(autouse=True)
def small_limits(monkeypatch):
    """Less memory than any machine of the tests has, so that a bomb is one here too."""
    monkeypatch.setenv("DASHBOARD_READ_MEMORY_MB", "512")


def refusal(content: bytes, name: str) -> str:
    with pytest.raises(BadFile) as caught:
        apart.tables(Brought(name, content))
    return str(caught.value)


def is_healthy() -> bool:
    """Whether the next file is read as ever; of another name each time, since what was read is kept."""
    is_healthy.count = getattr(is_healthy, "count", 0) + 1  # type: ignore[attr-defined]
    (raw,) = apart.tables(Brought(f"next {is_healthy.count}.csv", PLAIN))  # type: ignore[attr-defined]
    return raw.rows.to_dict(as_series=False) == {"a": ["1"], "b": ["2"]}


def zipped(line: bytes, times: int) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.csv", "w") as member:
        member.write(b"a,b\n")
        for _ in range(times):
            member.write(line * 100_000)
    return target.getvalue()


def test_a_file_is_read_as_it_is_without_a_process_of_its_own():
    (raw,) = apart.tables(Brought("odd.csv", "Über uns\n\nCourse;Price\nWelding;1,5\n;\nPiano;2\n".encode("cp1252")))
    assert raw.rows.to_dict(as_series=False) == {"Course": ["Welding", "Piano"], "Price": ["1,5", "2"]}
    assert (raw.name, raw.separator) == ("odd.csv", ";")
    assert "read as Windows-1252" in raw.notes


def test_all_tables_of_an_archive_come_back_with_what_was_not_read():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in {"a.csv": PLAIN, "b.csv": b"", "c.csv": b"x,y\n3,4\n"}.items():
            archive.writestr(name, content)
    contents = apart.contents(Brought("all.zip", target.getvalue()))
    assert [raw.name for raw in contents.tables] == ["a.csv", "c.csv"]
    assert contents.tables[1].rows.rows() == [("3", "4")]
    assert contents.is_archive
    assert contents.unread == ("b.csv in all.zip was not read: b.csv is empty.",)


def test_a_workbook_whose_far_cell_ended_the_server_is_a_sentence():
    far = "<row r = '1'><c r = 'A1'><v>1</v></c></row><row r = '1048576'><c r = 'XFD1048576'><v>1</v></c></row>"
    assert "far.xlsx was not read: it is damaged, or takes more than 512 MB" in refusal(workbook(far), "far.xlsx")
    assert is_healthy()


def test_a_far_cell_in_single_quotes_is_seen_before_anything_is_laid_out():
    far = "<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"
    assert "unfolds into 1,048,576 rows and 16,384 columns" in refusal(workbook(far), "far.xlsx")


def test_a_zip_that_unfolds_into_more_memory_than_there_is_is_a_sentence():
    content = zipped(b"0,0\n", 1_000)
    assert len(content) < 1 << 20
    assert "bomb.zip was not read" in refusal(content, "bomb.zip")
    assert is_healthy()


def test_a_parquet_that_unfolds_into_more_memory_than_there_is_is_a_sentence():
    target = io.BytesIO()
    pl.select(a=pl.repeat("x" * 1_000, 1_000_000)).write_parquet(target)
    assert len(target.getvalue()) < 100_000
    assert "bomb.parquet was not read" in refusal(target.getvalue(), "bomb.parquet")
    assert is_healthy()


def test_a_table_that_could_be_read_and_not_be_worked_with_is_a_sentence():
    target = io.BytesIO()
    pl.select(a=pl.repeat("x" * 40, 3_000_000)).write_parquet(target)
    assert "unfolds into" in (words := refusal(target.getvalue(), "wide.parquet"))
    assert "at most 128 MB can be taken at once" in words


def test_a_file_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setenv("DASHBOARD_READ_SECONDS", "1")
    rows = "<row>" + "<c/>" * 1_900 + "</row>"
    words = refusal(workbook("<row><c><v>1</v></c></row>" + rows * 20_000), "slow.xlsx")
    assert "slow.xlsx was not read: it took longer than 1 second." in words
    monkeypatch.delenv("DASHBOARD_READ_SECONDS")
    assert is_healthy()


def test_who_stops_waiting_ends_the_process(monkeypatch):
    class Left(Exception):
        pass

    def leave(what: str) -> None:
        assert what.startswith("Reading big.zip: ")
        raise Left

    monkeypatch.setattr(apart, "_TICK_SECONDS", 0.01)
    apart.make_ready()
    process = apart._idle[-1]
    with pytest.raises(Left):
        apart.contents(Brought("big.zip", zipped(b"0,1\n", 100)), leave)
    assert not process.is_alive
    assert is_healthy()


def test_one_process_reads_one_file_after_another():
    assert is_healthy()
    process = apart._idle[-1].pid
    assert is_healthy()
    refusal(b"", "empty.csv")
    assert apart._idle[-1].pid == process


def test_who_reads_at_the_same_time_does_not_wait_for_the_other():
    results = []
    threads = [
        threading.Thread(target=lambda n=n: results.append(apart.tables(Brought(f"{n}.csv", PLAIN)))) for n in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [raw.rows.shape for (raw,) in results] == [(1, 2), (1, 2)]
    assert len(apart._idle) == 1  # the other one has ended


def test_a_table_is_kept_where_it_is_small(monkeypatch):
    brought = Brought("kept.csv", PLAIN)
    assert apart.tables(brought) is apart.tables(brought)
    monkeypatch.setattr(apart, "_KEPT_BYTES", 0)
    brought = Brought("large.csv", PLAIN)
    assert apart.tables(brought) is not apart.tables(brought)


def test_a_large_table_is_laid_out_on_the_disk_and_gone_with_the_last_who_knows_of_it(monkeypatch):
    rows = pl.DataFrame({"a": [str(n) for n in range(50)], "b": ["x"] * 50})
    whole = apart.tables(Brought("whole.csv", rows.write_csv().encode()))[0]
    monkeypatch.setattr(laid_out, "FIRST_CELLS", 20)
    brought = Brought("laid.csv", rows.write_csv().encode())
    (raw,) = apart.opened(brought).tables
    assert (raw.rows.height, raw.height) == (10, 50)
    assert raw.whole().rows.equals(whole.rows)
    assert raw.some(8, 5).rows.equals(whole.rows[8:13])
    assert raw.whole(["b"]).rows.equals(whole.rows.select("b"))
    assert apart.opened(brought).tables[0] is raw  # its rows are on the disk, so they need not be read again
    assert apart.tables(brought)[0].rows.equals(whole.rows)
    place = raw.laid._files[0]
    assert place.exists()
    apart._large_readings.clear()
    del raw
    gc.collect()
    assert not place.exists()


def test_what_a_killed_process_had_laid_out_is_removed_and_what_another_one_uses_is_not(monkeypatch, tmp_path):
    monkeypatch.setattr(laid_out, "FIRST_CELLS", 2)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (raw,) = apart.opened(Brought("used.csv", b"a,b\n1,2\n3,4\n")).tables
    left = tmp_path / "dashboard-laid-out-left"
    left.mkdir()
    (left / "0-0.arrow").touch()
    (left / "lock").touch()
    apart.make_ready()
    assert left.exists()  # it may be of a process that has just begun
    for folder in tmp_path.glob("dashboard-laid-out-*"):
        os.utime(folder / "lock", (0, 0))
    apart.make_ready()
    assert not left.exists()
    assert raw.whole().rows.rows() == [("1", "2"), ("3", "4")]


def test_what_a_killed_process_was_reading_is_removed_and_what_is_being_read_is_not(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    killed = """
import os, signal
from data.readers import apart
from data.readers.files import Brought
apart._answer = lambda name, folder, memory: os.kill(os.getpid(), signal.SIGKILL)
apart.tables(Brought("killed.csv", b"a,b\\n1,2\\n"))
"""
    done = subprocess.run([sys.executable, "-c", killed], check=False, env=os.environ | {"TMPDIR": str(tmp_path)})
    assert done.returncode == -signal.SIGKILL
    (left,) = tmp_path.glob("dashboard-reading-*")
    assert (left / reading_child.FILE).exists()
    apart.make_ready()
    assert left.exists()  # it may be of a process that has just begun

    def answered(*given):
        for folder in tmp_path.glob("dashboard-reading-*"):
            os.utime(folder / "lock", (0, 0))
        apart.make_ready()
        return real(*given)

    real = apart._answer
    monkeypatch.setattr(apart, "_answer", answered)
    assert apart.tables(Brought("read.csv", PLAIN))[0].rows.rows() == [("1", "2")]
    assert [*tmp_path.glob("dashboard-reading-*")] == []


@pytest.mark.parametrize("size", [30, 300])
def test_a_large_text_is_laid_out_piece_by_piece_as_it_is_read_whole(tmp_path, monkeypatch, size):
    monkeypatch.setattr(delimited_parts, "PIECE_BYTES", size)
    content = ("Export\na;b;b;\n" + "".join(f'{n};"x\ny {n % 3}";"x\ny {n % 3}";\n\n' for n in range(40))).encode(
        "cp1252"
    )
    (tmp_path / reading_child.FILE).write_bytes(content + b"caf\xe9;1;1;\n")
    job = {"name": "f.csv", "most_bytes": 1 << 30}
    read = laid_out.contents(reading_child._done(job, tmp_path), tmp_path).tables[0]
    assert len([*tmp_path.glob("*.arrow")]) > 1
    (whole,) = text.tables(Brought("f.csv", (tmp_path / reading_child.FILE).read_bytes()))
    assert read.rows.equals(whole.rows)
    assert (read.notes, read.separator, read.name) == (whole.notes, whole.separator, whole.name)


@pytest.mark.parametrize(("name", "value"), [("DASHBOARD_READ_MEMORY_MB", "1 GB"), ("DASHBOARD_READ_SECONDS", "0")])
def test_a_setting_that_cannot_be_is_a_sentence(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(StoreError, match=f"{name} must be a whole number"):
        apart.tables(Brought(f"{name}.csv", PLAIN))


def test_a_file_may_take_half_of_what_is_left_and_at_least_a_gibibyte(monkeypatch):
    monkeypatch.delenv("DASHBOARD_READ_MEMORY_MB")
    monkeypatch.setattr(reading_limits, "available_bytes", lambda: 10 << 30)
    assert reading_limits.memory_bytes() == 5 << 30
    assert reading_limits.memory_bytes(promised=5 << 30) == 5 << 29
    monkeypatch.setattr(reading_limits, "available_bytes", lambda: 1 << 20)
    assert reading_limits.memory_bytes() == 1 << 30
