"""`make bench`: how quick the dashboard is, a bare Streamlit page beside it, measured in the same run.

Times depend on the machine and on what else it does; the comparison with the bare page much less. Nothing here is a
test: `tests/test_cold_start.py` holds what can be said without a clock.
"""

import itertools
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import click
from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench import probe
from tests.bench.report import Row, beside, keep, p95
from tests.browser.chromium import FLAGS, found
from tests.serving import served

OURS = ("dashboard", "serve", "--port", "{port}")
BARE = (
    *("streamlit", "run", str(Path(__file__).parent / "bare" / "app.py"), "--server.port", "{port}"),
    *("--server.address", "127.0.0.1", "--server.headless", "true", "--server.fileWatcherType", "none"),
    *("--browser.gatherUsageStats", "false"),
)
PAGES = {
    "Overview": ("/", "/?charts=2", "/?charts=2&filters=7"),
    "Enrollment": ("/enrollment", "/?charts=4", "/?charts=4&filters=7&tables=1"),
    "Explore": (
        "/explore?explore_rows=Modality&explore_columns=Channel",
        "/?charts=1",
        "/?charts=1&filters=14&tables=2",
    ),
}
"""Each measured page with the bare page that has as many charts, and with the one that also has its filters and tables.

Bars hold against the first one, which has one filter; the second one, whose filters stand in its address like ours, says
how much of the rest our content asks for.
"""
PARTS = ("filter", "page", "start", "crowd", "publish")
SMALL = 40_000


@click.command()
@click.option("--registrations", default=1_000_000, show_default=True, help="Size of the large demo college.")
@click.option("--repeat", default=15, show_default=True, help="How often each time is taken.")
@click.option("--users", default=25, show_default=True, help="Sessions at once.")
@click.option("--seconds", default=60, show_default=True, help="How long they stay.")
@click.option("--publish", "published", default=0, help="Measure publishing a demo college of this size, too.")
@click.option(
    "--only", multiple=True, type=click.Choice(PARTS), help="Leave out the rest; may be given more than once."
)
def main(registrations: int, repeat: int, users: int, seconds: int, published: int, only: tuple[str, ...]) -> None:
    """Measure, print a table and keep it in bench-results/."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, sync_playwright() as playwright:
        homes = _Homes(Path(folder))
        browser = playwright.chromium.launch(executable_path=found(), args=FLAGS)
        asked = set(only or PARTS)
        for size in dict.fromkeys((SMALL, registrations)):
            if asked & {"filter", "page"}:
                with served(*OURS, home=homes.of(size)) as ours, served(*BARE) as bare:
                    if "filter" in asked:
                        rows += _filters(browser, ours.address, bare.address, size, repeat)
                    if "page" in asked:
                        rows.append(_pages(browser, ours.address, size, repeat))
        if "start" in asked:
            rows.append(_starts(browser, homes.of(SMALL), max(3, repeat // 3)))
        browser.close()
        if "crowd" in asked:
            rows.append(_crowd(homes.of(SMALL), users, seconds))
        if "publish" in asked and published:
            rows += homes.published(published)
    click.echo(f"\n{keep(rows, Path('bench-results'))}")


class _Homes:
    """Homes with a demo college of a size, each made once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.took: dict[int, dict[str, float]] = {}

    def of(self, size: int) -> Path:
        """The home, its forecasts worked out, so that nothing runs beside the server."""
        home = self.folder / f"home-{size}"
        if size not in self.took:
            facts = self.folder / f"{size:,}"
            _say(f"Making a demo college with {size:,} registrations")
            _python("tests.bench.publishing", "facts", str(size), str(facts))
            self.took[size] = json.loads(_python("tests.bench.publishing", "publish", str(facts), str(home)))
            _python("dashboard", "publish", "--college", "demo", home=home)
        return home

    def published(self, size: int) -> list[Row]:
        """What publishing it took. The bars are for twenty million on two cores."""
        self.of(size)
        took = self.took[size]
        seconds, peak = took["seconds"], took["peak_gib"]
        return [
            Row(f"Publishing {size:,}", [seconds], unit="s", bar="< 30 s", is_met=seconds < 30),
            Row(f"Publishing {size:,}, processor", [took["processor_seconds"]], unit="s"),
            Row(f"Publishing {size:,}, memory", [peak], unit="GiB", bar="< 4 GiB", is_met=peak < 4),
        ]


def _filters(browser: Browser, ours: str, bare: str, size: int, repeat: int) -> list[Row]:
    """Changing the field: the first time on this server, and again; ours and bare in turn."""
    rows = []
    for title, (path, *bare_paths) in PAGES.items():
        _say(f"Changing the field on {title}")
        pages = [probe.opened(browser, address) for address in (ours + path, *(bare + p for p in bare_paths))]
        fields = [probe.fields(page)[1:] for page in pages]
        most = min(map(len, fields))
        changes = [
            partial(_change, page, itertools.cycle(names[:most])) for page, names in zip(pages, fields, strict=True)
        ]
        times = _in_turn(most + repeat, *changes)
        for page in pages:
            page.context.close()
        for when, part in (("first time", slice(most)), ("again", slice(most, None))):
            what = f"Filter, {title}, {size:,}, {when}"
            rows.append(beside(what, times[0][part], times[1][part], 1.3))
            rows.append(Row("  beside as many filters and tables, in a link", times[0][part], times[2][part]))
    return rows


def _change(page: Page, fields: Iterator[str]) -> float:
    return probe.filter_ms(page, next(fields))


def _pages(browser: Browser, address: str, size: int, repeat: int) -> Row:
    """Going from page to page."""
    _say("Changing the page")
    page = probe.opened(browser, address)
    titles = itertools.islice(itertools.cycle(["Enrollment", "Overview"]), 2 + repeat)
    times = [probe.page_ms(page, title) for title in titles][2:]
    page.context.close()
    return Row(f"Page change, {size:,}", times, bar="p95 < 500 ms", is_met=p95(times) < 500)


def _starts(browser: Browser, home: Path, repeat: int) -> Row:
    """From the start of the process to the first painted page, in a browser that has seen nothing before."""
    _say("Starting cold")

    def once(words: tuple[str, ...], path: str) -> float:
        with served(*words, home=home) as server:
            page = probe.opened(browser, server.address + path)
            painted_at = probe.painted_at(page)
            page.context.close()
        return painted_at - server.started_at

    ours, bare = _in_turn(repeat, partial(once, OURS, "/"), partial(once, BARE, PAGES["Overview"][1]))
    return beside("Cold start", ours, bare, 1.2, "s")


def _crowd(home: Path, users: int, seconds: int) -> Row:
    """Many sessions at once, on our pages and on bare ones, one after the other."""
    took = []
    for words, place in ((OURS, 0), (BARE, 1)):
        _say(f"{users} sessions for {seconds} s")
        with served(*words, home=home) as server:
            addresses = [server.address + paths[place] for paths in PAGES.values()]
            took.append(
                json.loads(_python("tests.bench.crowd", *addresses, "--users", str(users), "--seconds", str(seconds)))
            )
    ours, bare = ([1000 * second for second in part] for part in took)
    return Row(f"Rerun, {users} sessions", ours, bare, bar="p95 < 1,500 ms", is_met=p95(ours) < 1500)


def _in_turn(times: int, *measured: Callable[[], float]) -> list[list[float]]:
    """Each measured so many times, in turn, so that what else the machine does meets all alike."""
    rounds = [[measure() for measure in measured] for _ in range(times)]
    return [list(column) for column in zip(*rounds, strict=True)]


def _python(module: str, *words: str, home: Path | None = None) -> str:
    """What `python -m MODULE WORDS` prints. Raises CalledProcessError where it fails."""
    environment = os.environ | ({} if home is None else {"DASHBOARD_HOME": str(home)})
    command = [sys.executable, "-m", module, *words]
    return subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


def _say(what: str) -> None:
    click.echo(f"{what} …", err=True)


if __name__ == "__main__":
    main()
