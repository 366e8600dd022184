"""A process that makes pages of a home as a server does, one per line that it is told, so that a test can have two and kill one.

A line is JSON: `page` and `address` (the choices of a link), or `import` with true. It answers with what the page said, the
address that it left, and the version that it showed.
"""

import json
import sys
from pathlib import Path

from streamlit.testing.v1 import AppTest

from data.ingest import ingest
from data.store.store import Store
from tests.dashboard.shown import words
from tests.small_college import files

APP = str(Path(__file__).parents[2] / "streamlit_app.py")


def main() -> None:
    """Answer orders until the input ends."""
    for line in sys.stdin:
        order = json.loads(line)
        answer = _imported() if order.get("import") else _made(order["page"], order["address"])
        print("\n" + json.dumps(answer), flush=True)


def _made(page: str, address: dict[str, str]) -> dict:
    app = AppTest.from_file(APP, default_timeout=300)
    for key, value in address.items():
        app.query_params[key] = value
    app.switch_page(page).run()
    shown = {key: values[-1] if isinstance(values, list) else values for key, values in app.query_params.items()}
    return {
        "said": words(app),
        "failed": [one.message for one in app.exception],
        "address": shown,
        "version": app.session_state["_scope"].version,
    }


def _imported() -> dict:
    ingest.run(files(), Store())
    current = Store().current()
    return {"version": current.id if current else None}


if __name__ == "__main__":
    main()
