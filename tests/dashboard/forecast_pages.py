"""The pages about forecasts, opened for tests, and the finding that they begin with."""

from streamlit.testing.v1 import AppTest

OUTLOOK, SCOREBOARD = "pages/forecast/outlook.py", "pages/forecast/scoreboard.py"


def opened(page: str, **url: str) -> AppTest:
    app = AppTest.from_file("../../streamlit_app.py", default_timeout=60)
    for key, value in url.items():
        app.query_params[key] = value
    return app.run().switch_page(page).run()


def bold(app: AppTest) -> str:
    """The finding, without the strokes that keep names from being read as Markdown."""
    return next(m.value for m in app.markdown if m.value.startswith("**")).replace("\\", "")
