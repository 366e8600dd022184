"""Papers say what is there: decisions link both ways, and every file and module that a paper names exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAPERS = (
    "README.md",
    "CONTRIBUTING.md",
    "DECISIONS.md",
    "GLOSSARY.md",
    "SECURITY.md",
    "CHANGELOG.md",
    "docs/importing.md",
    "docs/running.md",
    "docs/scale.md",
)
INDEX, ENTRIES = (ROOT / "DECISIONS.md").read_text().split("\n## Decisions in order\n")
TEXTS = {int(n): text for n, text in re.findall(r"^(\d+)\. (.*?)(?=^\d+\. |\Z)", ENTRIES, re.M | re.S)}
STATUS = {int(n): status for n, status in re.findall(r"^\| \[(\d+)\]\(#d\d+\) \| .* \| (.*) \|$", INDEX, re.M)}
BACK = {"supersedes": "superseded by", "supersedes part of": "partly superseded by", "refines": "refined by"}


def links(number: int, words: str) -> set[int]:
    """The decisions that an entry names after these words, as in `refines [4](#d4) and [10](#d10)`."""
    text = " ".join(TEXTS[number].split())
    named = re.findall(rf"(?:\(|; ){words} ((?:\[\d+\]\(#d\d+\)(?: and )?)+)", text)
    return {int(n) for part in named for n in re.findall(r"\[(\d+)\]", part)}


def test_decisions_are_numbered_without_a_gap_and_all_are_in_the_index():
    assert list(TEXTS) == list(range(1, len(TEXTS) + 1))
    assert sorted(STATUS) == list(TEXTS)


@pytest.mark.parametrize("number", TEXTS)
def test_a_decision_has_an_anchor_a_title_and_a_date(number):
    assert TEXTS[number].startswith(f'<a id="d{number}"></a>**')
    assert re.search(r"\(\d{4}-\d\d-\d\d[;)]", TEXTS[number])


@pytest.mark.parametrize("words", BACK)
def test_what_supersedes_or_refines_is_linked_both_ways(words):
    forward = {(later, earlier) for later in TEXTS for earlier in links(later, words)}
    backward = {(later, earlier) for earlier in TEXTS for later in links(earlier, BACK[words])}
    assert forward == backward
    assert forward
    for later, earlier in forward:
        assert f"{BACK[words]} [{later}](#d{later})" in STATUS[earlier]


def test_the_code_cites_decisions_that_are_in_force():
    cited = set()
    for folder in ("data", "queries", "dashboard", "pages"):
        for file in (ROOT / folder).rglob("*.py"):
            numbers = re.findall(r"\bdecisions? (\d+)(?: and (\d+))?", file.read_text())
            cited |= {int(n) for pair in numbers for n in pair if n}
    assert cited
    assert cited <= {number for number, status in STATUS.items() if not status.startswith("superseded")}


@pytest.mark.parametrize("paper", PAPERS)
def test_every_file_that_a_paper_names_is_there(paper):
    named = re.findall(r"`((?:data|queries|dashboard|pages|tests)/[\w/.]+)`", (ROOT / paper).read_text())
    assert {name for name in named if "weekdays" not in name and not (ROOT / name).exists()} == set()  # the worked cube


@pytest.mark.parametrize("paper", PAPERS)
def test_every_module_that_a_paper_runs_is_there(paper):
    named = re.findall(r"python -m ((?:data|queries|dashboard|tests)[\w.]*)", (ROOT / paper).read_text())
    paths = [ROOT / name.replace(".", "/") for name in named]
    assert {str(path) for path in paths if not (path.with_suffix(".py").is_file() or path.is_dir())} == set()


def test_every_make_command_that_is_named_is_there():
    targets = set(re.findall(r"^([a-z-]+):(?!=)", (ROOT / "Makefile").read_text(), re.M))
    texts = [(ROOT / paper).read_text() for paper in PAPERS]
    texts += [file.read_text() for folder in ("data", "dashboard") for file in (ROOT / folder).rglob("*.py")]
    named = {target for text in texts for target in re.findall(r"(?:`|^    )make ([a-z-]+)", text, re.M)}
    assert {"run", "test", "setup-spark", "setup-lakehouse"} <= named <= targets


def test_nothing_of_the_project_is_fetched_from_a_registry_by_its_name():
    # it is not there, and whoever took the name could send a reader anything
    texts = [(ROOT / paper).read_text() for paper in PAPERS]
    texts += [file.read_text() for folder in ("data", "dashboard") for file in (ROOT / folder).rglob("*.py")]
    assert not [text for text in texts if re.search(r"install\s+['\"]?microcredential-dashboard", text)]


@pytest.mark.parametrize("paper", PAPERS)
def test_a_paper_speaks_of_the_repository_alone(paper):
    text = (ROOT / paper).read_text()
    named = set(re.findall(r"\b([A-Z]{4,}(?:_[A-Z]+)*)\.md\b", text))
    assert {name for name in named if not (ROOT / f"{name}.md").is_file()} == set()
