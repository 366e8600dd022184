"""A process that forks one import for each line it is told, so that a test can kill many without starting Python anew.

A line is JSON: home, paths, and optionally `die_at` (kill itself at that file operation), `most_bytes` (no file may
grow beyond), `user` (run as that user id), `wait` (seconds to wait for the lock). It answers with the process id.

Files are read within the import: to start a process for them, as `data.readers.apart` does, takes longer than all else, so
that most kills would strike before anything is written.
"""

import json
import os
import resource
import signal
import sys
import threading
from pathlib import Path

OPERATIONS = ("open", "os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir")


def main() -> None:
    """Answer orders until the input ends. Nothing of Polars may run here: its threads do not survive a fork."""
    import fastexcel  # noqa: F401
    import pyarrow.parquet  # noqa: F401

    from data.ingest import ingest
    from data.publish import market  # noqa: F401
    from data.readers import apart, text
    from data.store.store import Store, StoreError

    apart.contents = apart.opened = lambda brought, waiting=None: text.contents(brought)
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child:
            print(child, flush=True)
            _, status = os.waitpid(child, 0)
            print(os.waitstatus_to_exitcode(status), flush=True)
            continue
        try:
            _limited(order)
            ingest.run(
                [Path(p) for p in order["paths"]], Store(Path(order["home"]), wait_seconds=order.get("wait", 60))
            )
            code = 0
        except StoreError as error:
            Path(order["said"]).write_text(str(error)) if "said" in order else None
            code = 1
        except BaseException as error:
            print(repr(error), file=sys.stderr, flush=True)
            code = 3
        os._exit(code)


def _limited(order: dict) -> None:
    if "most_bytes" in order:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["most_bytes"],) * 2)
    if "user" in order:
        os.setgroups([])
        os.setuid(order["user"])
    if "die_at" in order:
        _die_at(order["home"], order["die_at"])


def _die_at(home: str, place: int) -> None:
    """Kill this process at the n-th operation on a file of the home."""
    seen = [0]
    lock = threading.Lock()

    def watch(event: str, arguments: tuple) -> None:
        if event in OPERATIONS and any(isinstance(a, str | os.PathLike) and home in str(a) for a in arguments):
            with lock:
                seen[0] += 1
                if seen[0] == place:
                    os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


if __name__ == "__main__":
    main()
