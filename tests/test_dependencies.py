"""What a fresh machine installs: pip takes the versions that uv takes, and nothing comes from an index of our own."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests import pythons

ROOT = Path(__file__).resolve().parents[1]
CONSTRAINT = re.compile(r"([a-z0-9-]+)==([^ ;]+)( ; .+)?")
LOCK = tomllib.loads((ROOT / "uv.lock").read_text())
LINES = (ROOT / "constraints.txt").read_text().splitlines()
OF_SPARK = (ROOT / "constraints-spark.txt").read_text().splitlines()
OF_LAKEHOUSE = (ROOT / "constraints-lakehouse.txt").read_text().splitlines()
"""What the project needs with the extra for a cluster, or for tables in place, without what only the tests need."""
ADVICE = "run `make lock`, which writes uv.lock and constraints.txt"


def test_pip_installs_what_uv_installs():
    locked = {
        (package["name"], package["version"]) for package in LOCK["package"] if "editable" not in package["source"]
    }
    constrained = {
        match.group(1, 2) for line in (*LINES, *OF_SPARK, *OF_LAKEHOUSE) if (match := CONSTRAINT.fullmatch(line))
    }
    assert constrained == locked, ADVICE


def test_constraints_name_packages_versions_and_markers_only():
    # no host, no folder, no hash
    assert [line for line in (*LINES, *OF_SPARK, *OF_LAKEHOUSE) if not CONSTRAINT.fullmatch(line)] == []


@pytest.mark.parametrize(
    ("extra", "lines"),
    [
        ((), LINES),
        (("--no-dev", "--extra", "spark"), OF_SPARK),
        (("--no-dev", "--extra", "lakehouse"), OF_LAKEHOUSE),
    ],
)
def test_constraints_are_what_uv_exports(extra, lines):
    if shutil.which("uv") is None:
        pytest.skip("needs uv")
    options = ["--offline", "--frozen", "--no-hashes", "--no-emit-project", "--no-header", "--no-annotate"]
    command = ["uv", "export", *options, *extra]
    exported = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert exported.splitlines() == lines, ADVICE


def test_the_engine_is_no_dependency():
    assert not [line for line in LINES if line.startswith(("pyspark", "py4j", "grpcio", "deltalake", "pyiceberg"))]
    (project,) = (package for package in LOCK["package"] if "editable" in package["source"])
    assert {package["name"] for package in project["optional-dependencies"]["spark"]} == {"pyspark"}
    assert {package["name"] for package in project["optional-dependencies"]["lakehouse"]} == {"deltalake", "pyiceberg"}


def test_the_lock_follows_the_declared_dependencies():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())
    (project,) = (package for package in LOCK["package"] if "editable" in package["source"])
    assert _names(declared["project"]["dependencies"]) == {package["name"] for package in project["dependencies"]}, (
        ADVICE
    )
    development = {package["name"] for package in project["dev-dependencies"]["dev"]}
    assert _names(declared["dependency-groups"]["dev"]) == development, ADVICE


def test_the_lock_names_the_public_index_only():
    sources = {package["source"].get("registry") for package in LOCK["package"] if "editable" not in package["source"]}
    assert sources == {"https://pypi.org/simple"}


def _names(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=!~\[; ]", requirement)[0] for requirement in requirements}


@pytest.mark.parametrize("system", ["manylinux.*x86_64", "macosx.*(arm64|universal2)"])
@pytest.mark.parametrize("version", pythons.VERSIONS)
def test_every_library_installs_without_a_compiler_on_every_python_of_readme(version, system):
    assert version in (ROOT / "README.md").read_text()
    python = f"cp{version.replace('.', '')}-"
    wheels: dict[str, list[str]] = {}
    for package in LOCK["package"]:
        files = [wheel["url"].rsplit("/", 1)[1] for wheel in package.get("wheels", [])]
        wheels.setdefault(package["name"], []).extend(files)

    def fits(file: str) -> bool:
        is_for_python = python in file or "abi3" in file or "-py3-none-" in file
        return file.endswith("none-any.whl") or (is_for_python and bool(re.search(system, file)))

    elsewhere = {line.split("==")[0] for line in LINES if "sys_platform != 'darwin'" in line and "macosx" in system}
    lacking = {name for name, files in wheels.items() if files and not any(map(fits, files))}
    assert lacking - elsewhere == set()
