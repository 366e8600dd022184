"""What a fresh process loads before the first page stands: slow packages wait until a page needs them."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SLOW = ("pandas", "scipy", "statsmodels", "sklearn")
SERVE_LANDING_PAGE = f"""
import json, sys
from streamlit.testing.v1 import AppTest
app = AppTest.from_file({str(ROOT / "streamlit_app.py")!r}, default_timeout=60).run()
app.selectbox(key="field").set_value("51").run()
assert not app.exception
loaded = [name for name in {SLOW!r} if name in sys.modules]
print(json.dumps({{"title": next(m.value for m in app.markdown if m.value.startswith("# ")), "loaded": loaded}}))
"""


def test_the_landing_page_loads_no_slow_package(demo_home):
    environment = os.environ | {"DASHBOARD_HOME": str(demo_home)}
    words = [sys.executable, "-c", SERVE_LANDING_PAGE]
    done = subprocess.run(words, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    assert json.loads(done.stdout.splitlines()[-1]) == {"title": "# Overview", "loaded": []}
