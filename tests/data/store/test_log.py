"""The log: a line for every version and every way back, by whom, in a chain in which a change shows."""

import polars as pl
import pytest

from data.store import log
from data.store.home import NotWritable
from data.store.store import Store


def brought(home, who, note="A file"):
    """A version that somebody made."""
    with Store(home, who=who).draft(note) as draft:
        draft.put("market", "cubes", "awards", pl.DataFrame({"note": [note]}))
    return draft.version


def lines(home):
    return [(e["who"], e["what"], e["version"]) for e in (line.entry for line in log.read(home).lines)]


def test_every_version_and_every_way_back_is_a_line(tmp_path):
    first, second = brought(tmp_path, "Ada"), brought(tmp_path, None, "Another file")
    Store(tmp_path, who="Grace").rollback(first.id)
    Store(tmp_path, who="Grace").rollback(first.id)
    assert lines(tmp_path) == [
        ("Ada", "A file", first.id),
        (None, "Another file", second.id),
        ("Grace", "Went back to an earlier version.", first.id),
        ("Grace", "Went back to an earlier version.", first.id),  # twice done is twice said
    ]
    assert log.read(tmp_path).problems == ()


def test_a_draft_that_changes_nothing_is_no_line(tmp_path):
    brought(tmp_path, "Ada")
    brought(tmp_path, "Ada")
    assert len(lines(tmp_path)) == 1


def test_a_line_that_was_changed_shows(tmp_path):
    brought(tmp_path, "Ada")
    (path,) = (tmp_path / "log").glob("*.jsonl")
    path.write_text(path.read_text().replace("Ada", "Eve"))
    assert "The log is damaged at line 1" in log.read(tmp_path).problems[0]


def test_a_version_that_cannot_be_logged_is_not_served(tmp_path):
    first = brought(tmp_path, "Ada")
    (tmp_path / "log" / "head.json").unlink()
    (tmp_path / "log" / "head.json").mkdir()
    with pytest.raises(NotWritable):
        brought(tmp_path, "Eve", "Another file")
    assert Store(tmp_path).current().id == first.id


def test_roles_are_a_line_when_they_have_changed(tmp_path):
    for roles in ({}, {"deans": "manager"}, {"deans": "manager"}, {"deans": "viewer", "a@b.edu": "manager"}, {}):
        log.note_roles(tmp_path, roles)
    said = ["Roles are deans: manager.", "Roles are a@b.edu: manager; deans: viewer.", "Roles are no longer set."]
    assert [what for _, what, _ in lines(tmp_path)] == said
