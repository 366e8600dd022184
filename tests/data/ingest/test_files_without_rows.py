"""A file with a header and no rows, as systems export a month without any: beside others it is named and passed by."""

import pytest

from data.ingest import ingest
from data.ingest.plan import Choices
from data.readers import delimited_parts
from data.readers.files import BadFile, Brought
from tests.data.ingest.small_college import HEAD, OFFERINGS, PROVIDERS, SECTIONS, TODAY
from tests.data.ingest.test_archives import SEAT, zipped

COLLEGE = {"p.csv": PROVIDERS, "o.csv": OFFERINGS, "s.csv": SECTIONS, "july.csv": HEAD + SEAT.format(n=1)}


def outcome(store, **texts: str | bytes):
    files = [Brought(name, text if isinstance(text, bytes) else text.encode()) for name, text in texts.items()]
    return ingest.check(files, store, Choices(today=TODAY))


def test_it_is_named_and_the_others_are_taken(store):
    done = outcome(store, **{"august.csv": HEAD}, **COLLEGE)
    assert done.unread == ("august.csv has a header and no rows. Nothing of it was imported.",)
    assert [r.rows_new for r in done.reports if r.table == "registrations"] == [1]


def test_an_archive_of_such_files_is_passed_by_too(store):
    done = outcome(store, **{"all.zip": zipped(august=HEAD)}, **COLLEGE)
    assert done.unread == ("august.csv has a header and no rows. Nothing of it was imported.",)


def test_where_no_file_has_rows_the_import_is_refused(store):
    with pytest.raises(BadFile, match=r"^july\.csv has a header and no rows\.$"):
        outcome(store, **{"july.csv": HEAD, "august.csv": HEAD})


def test_beside_texts_that_are_read_in_pieces_it_is_named_once(store, tmp_path, monkeypatch):
    monkeypatch.setattr(delimited_parts, "WHOLE_BYTES", 100)
    paths = []
    for name, text in {"august.csv": HEAD, **COLLEGE}.items():
        paths.append(tmp_path / name)
        paths[-1].write_text(text)
    done = ingest.check(paths, store, Choices(today=TODAY))
    assert done.unread == ("august.csv has a header and no rows. Nothing of it was imported.",)
    assert [r.rows_new for r in done.reports if r.table == "registrations"] == [1]
