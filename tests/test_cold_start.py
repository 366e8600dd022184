"""What a fresh process loads before the first page stands: slow packages wait until a page needs them."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
APP = str(ROOT / "streamlit_app.py")
SLOW = ("pandas", "scipy", "statsmodels", "sklearn")
OURS = ("dashboard", "queries", "data", "altair", "polars", "pyarrow")
SERVE_LANDING_PAGE = f"""
import json, sys
from streamlit.testing.v1 import AppTest
app = AppTest.from_file({APP!r}, default_timeout=60).run()
app.selectbox(key="field").set_value("51").run()
assert not app.exception
loaded = [name for name in {SLOW!r} if name in sys.modules]
print(json.dumps({{"title": next(m.value for m in app.markdown if m.value.startswith("# ")).splitlines()[0], "loaded": loaded}}))
"""
WARM_UP_AND_SERVE = f"""
import importlib, json, sys
from dashboard import warming
for name in warming.MODULES:
    importlib.import_module(name)
from streamlit.testing.v1 import AppTest
warm = set(sys.modules)
assert not AppTest.from_file({APP!r}, default_timeout=60).run().exception
print(json.dumps([name for name in sys.modules if name not in warm and name.partition(".")[0] in {OURS!r}]))
"""
START = """
import json, sys
from dashboard import cli
from dashboard.cli.scope import prepared
prepared()
print(json.dumps([name for name in ("altair", "data.publish.college", "queries.answer") if name in sys.modules]))
"""
IMPORT = f"""
import json, sys
from data.ingest import ingest
print(json.dumps([name for name in {SLOW!r} if name in sys.modules]))
"""


def printed(program: str, home: Path) -> Any:
    """What a program in a process of its own prints last, as JSON."""
    environment = os.environ | {"DASHBOARD_HOME": str(home)}
    words = [sys.executable, "-c", program]
    done = subprocess.run(words, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def test_the_landing_page_loads_no_slow_package(demo_home):
    assert printed(SERVE_LANDING_PAGE, demo_home) == {"title": "# Overview", "loaded": []}


def test_an_import_begins_without_a_slow_package(tmp_path):
    assert printed(IMPORT, tmp_path) == []


def test_nothing_that_a_page_or_an_import_needs_is_loaded_before_the_server_answers(demo_home):
    assert printed(START, demo_home) == []


def test_all_that_the_landing_page_needs_is_loaded_beside_the_server(demo_home):
    assert printed(WARM_UP_AND_SERVE, demo_home) == []
