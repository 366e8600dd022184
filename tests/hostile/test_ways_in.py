"""A hostile file on the command line and on the Data page: a sentence, and the server goes on for everybody else."""

import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from dashboard import cli
from data.store.store import Store
from tests.hostile.files import FILES

PAGE = "pages/trust/data.py"
SOME = (
    "far cell behind blanks.xlsx",
    "shared string that is not there.xlsx",
    "truncated archive.zip",
    "bomb of text.parquet",
    "footer that says gigabytes.parquet",
    "JSON 100,000 deep.csv",
    "zeros.csv",
)


@pytest.fixture(autouse=True)
def small_limits(monkeypatch):
    """Less memory than any machine of the tests has, so that a bomb is one here too."""
    monkeypatch.setenv("DASHBOARD_READ_MEMORY_MB", "512")


@pytest.mark.parametrize("name", SOME)
def test_the_command_line_says_one_sentence_and_changes_nothing(demo_version, demo_home, tmp_path, name):
    (tmp_path / name).write_bytes(FILES[name]())
    result = CliRunner().invoke(cli.dashboard, ["import", str(tmp_path / name)])
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1].startswith(f"Error: {name}")
    assert isinstance(result.exception, SystemExit)
    assert Store(demo_home).current().id == demo_version


def test_the_data_page_says_a_sentence_and_other_sessions_go_on(demo_version):
    other, app = opened(), opened()
    for name in SOME[:2]:
        app.file_uploader[0].set_value([(name, FILES[name](), "application/octet-stream")]).run()
        assert not app.exception
        assert [error.value.replace("\\", "").startswith(name) for error in app.error] == [True]
        other.run()
        assert not other.exception
        assert not other.error


def opened() -> AppTest:
    app = AppTest.from_file("../../streamlit_app.py", default_timeout=60).run()
    return app.switch_page(PAGE).run()
