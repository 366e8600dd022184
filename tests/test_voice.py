"""What is shown is plain American English; files that colleges bring may spell values either way.

The texts of every page are looked at where every page is opened, in `tests/dashboard/test_pages.py`.
"""

from pathlib import Path

import pytest

from tests.voice import BRITISH, OURS, prose, sentences

ROOT = Path(__file__).parent.parent
READ_EITHER_WAY = {"data/readers/aliases.py", "data/readers/words.py"}
"""Spellings that files of colleges have."""
FILES = sorted(
    str(path.relative_to(ROOT))
    for path in (*(p for room in ("data", "queries", "dashboard", "pages") for p in (ROOT / room).rglob("*.py")),)
)
PAPERS = ("README.md", "GLOSSARY.md", "CONTRIBUTING.md")


def test_strings_and_docstrings_have_american_spelling():
    lines = ((file, *line) for file in FILES if file not in READ_EITHER_WAY for line in sentences(ROOT / file))
    assert [(file, line, match[0]) for file, line, text in lines if (match := BRITISH.search(text))] == []


@pytest.mark.parametrize("paper", PAPERS)
def test_papers_have_american_spelling(paper):
    lines = enumerate((ROOT / paper).read_text().splitlines(), 1)
    assert [(line, match[0]) for line, text in lines if (match := BRITISH.search(prose(text)))] == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("2 sections were cancelled", "cancelled"),
        ("the colour of a line", "colour"),
        ("credits count towards a degree", "towards"),
    ],
)
def test_a_british_spelling_is_found(text, word):
    match = BRITISH.search(text)
    assert match is not None
    assert match[0] == word


@pytest.mark.parametrize(
    "text", ["`cancelled` is read as canceled", "decided by cancelled_on", "color, program, catalog"]
)
def test_code_and_american_words_are_left_alone(text):
    assert not BRITISH.search(prose(text))


@pytest.mark.parametrize(
    "text", ["Table, download and passport", "a number with its badge", "186 calls", "1,584 statements"]
)
def test_a_word_of_ours_is_found(text):
    assert OURS.search(text)


@pytest.mark.parametrize("text", ["recalled", "a shortcut", "a digital badge", "the prior year"])
def test_a_word_that_only_holds_one_of_ours_is_left_alone(text):
    assert not OURS.search(text)
