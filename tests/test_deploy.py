"""What `deploy/` and docs/running.md say fits the program: settings that load, files that are there, the locked versions."""

import configparser
import re
import tomllib
from pathlib import Path

from click.testing import CliRunner

from dashboard.access import roles, settings
from dashboard.access.guard import LONGEST_WAY
from dashboard.access.roles import ROLES, Action, person
from dashboard.cli import dashboard
from dashboard.streamlit_internals import early_scripts

ROOT = Path(__file__).resolve().parents[1]
RUNNING = (ROOT / "docs" / "running.md").read_text()
CONTAINER = (ROOT / "deploy" / "Containerfile").read_text()
COMPOSE = (ROOT / "deploy" / "compose.yaml").read_text()


def test_the_example_of_sign_in_gives_the_roles_that_it_names(tmp_path, monkeypatch):
    example = re.search(r"\n( {4}\[auth\].*?)\n\n`client_secret`", RUNNING, re.DOTALL)
    assert example
    path = tmp_path / "secrets.toml"
    path.write_text(re.sub(r"^ {4}", "", example[1], flags=re.MULTILINE))
    monkeypatch.setenv("DASHBOARD_SECRETS", str(path))
    configured = settings.load()
    roles.check(configured)
    dean = {"is_logged_in": True, "iat": 4e9, "groups": ["staff", "dashboard-deans"]}
    assert person(dean, configured.access).role == "manager"
    assert person({}, configured.access).may(Action.SEE_PUBLIC)


def test_the_example_of_nginx_takes_the_headers_of_a_page():
    (taken,) = re.findall(r"proxy_buffer_size (\d+)k;", RUNNING)
    named = sum(len(f"<{way}>; rel=modulepreload; crossorigin, ") for way in early_scripts())
    assert named + LONGEST_WAY + 2_000 < 1024 * int(taken)  # scripts, the way back after signing in, all others


def test_every_role_is_explained():
    assert set(re.findall(r"^\| ([\w ]+) \| ", RUNNING, re.MULTILINE)) - {"role"} == set(ROLES) - {"nobody", "visitor"}


def test_every_file_that_is_named_is_there():
    named = set(re.findall(r"\b(?:deploy|docs)/[\w.]+\w", RUNNING + COMPOSE + (ROOT / "README.md").read_text()))
    assert len(named) > 3
    assert {name for name in named if not (ROOT / name).is_file()} == set()


def test_the_container_holds_all_that_is_installed_and_in_the_locked_versions():
    whole = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    copied = {
        word.strip("./") for line in re.findall(r"^COPY (.*) \S+$", CONTAINER, re.MULTILINE) for word in line.split()
    }
    assert {*whole["packages"], "streamlit_app.py", "uv.lock", "streamlit/config.toml"} <= copied
    assert all((ROOT / line).exists() for line in re.findall(r"^COPY (\S+) ", CONTAINER, re.MULTILINE))
    assert all("--frozen" in line for line in CONTAINER.splitlines() if "uv sync" in line)
    assert "\nUSER dashboard\n" in CONTAINER


def test_what_starts_it_is_a_command_with_options_that_there_are(monkeypatch, tmp_path):
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # ty: ignore[invalid-assignment]
    unit.read(ROOT / "deploy" / "dashboard.service")
    assert unit["Service"]["ExecStart"].endswith("/dashboard serve")
    assert 'CMD [".venv/bin/dashboard", "serve", "--address", "0.0.0.0"]' in CONTAINER
    monkeypatch.setenv("DASHBOARD_SECRETS", str(tmp_path / "none.toml"))
    refusal = CliRunner().invoke(dashboard, ["serve", "--address", "0.0.0.0"])
    assert "which is not there" in refusal.output


def test_the_proxy_leads_to_the_replicas_and_asks_under_a_name_that_is_answered():
    proxy = (ROOT / "deploy" / "Caddyfile").read_text()
    replicas = re.search(r"reverse_proxy (.*) {", proxy)
    assert replicas
    assert {name.partition(":")[0] for name in replicas[1].split()} <= set(
        re.findall(r"^  (\w+):", COMPOSE, re.MULTILINE)
    )
    assert "Host localhost" in proxy
