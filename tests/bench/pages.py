"""What pages take of processor and memory in one process, with a home of any size: `python -m tests.bench.pages HOME`.

Each page is opened, then a field is chosen; `python -m tests.bench.publishing` makes a home.
"""

import json
import os
import resource
import sys
import time
from pathlib import Path

import click
from streamlit.testing.v1 import AppTest

APP = str(Path(__file__).parents[2] / "streamlit_app.py")
EXPLORED = tuple({"explore_rows": rows} for rows in ("campus", "term", "channel", "weekday"))
PAGES = (
    ("pages/strategy/overview.py", {}),
    ("pages/enrollment/pacing.py", {}),
    ("pages/enrollment/this_week.py", {}),
    ("pages/revenue/margin.py", {}),
    ("pages/strategy/explore.py", {}),
    *(("pages/strategy/explore.py", more) for more in EXPLORED),
)
FIELDS = ("11", "51")
MIB = 2**20


@click.command()
@click.argument("home", type=click.Path(path_type=Path, exists=True))
def main(home: Path) -> None:
    """Print for each page the seconds and processor seconds of every choice, and the memory held then; at last the most."""
    os.environ["DASHBOARD_HOME"] = str(home)
    for page, more in PAGES:
        took = {}
        for field in ("", *FIELDS):
            app = AppTest.from_file(APP, default_timeout=600)
            for key, value in (more | ({"field": field} if field else {})).items():
                app.query_params[key] = value
            wall, processor = time.perf_counter(), time.process_time()
            app.switch_page(page).run()
            took[field or "all"] = round(time.perf_counter() - wall, 2), round(time.process_time() - processor, 2)
            if app.exception:
                took["failed"] = app.exception[0].message
        click.echo(json.dumps({"page": page, **more, **took, "MiB": round(_held() / MIB)}))
    # Linux counts in KiB, macOS in bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    click.echo(json.dumps({"peak_MiB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / MIB)}))


def _held() -> int:
    """Bytes that the process holds now; nothing where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


if __name__ == "__main__":
    main()
