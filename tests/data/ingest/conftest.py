"""What tests of imports ask for."""

from collections.abc import Callable

import pytest

from data.ingest.plan import Choices
from data.ingest.report import Report
from tests.data.ingest.small_college import HEAD, OFFERINGS, PROVIDERS, SECTIONS, TODAY


@pytest.fixture
def unpublished():
    """Publish nothing of a college, for tests of the facts that are kept: what is published follows from them."""
    with pytest.MonkeyPatch.context() as patch:  # of its own: examples of a test undo theirs
        patch.setattr("data.publish.college.publish_college", lambda *given, **said: [])
        yield


@pytest.fixture
def checked(store, tmp_path) -> Callable[..., list[Report]]:
    """Bring registrations into a college of two sections, publishing nothing."""
    from data.ingest import ingest
    from data.readers.files import Brought

    def checked(rows: str, *more: str, head: str = HEAD, **choices) -> list[Report]:
        texts = [PROVIDERS, OFFERINGS, SECTIONS, head + rows, *more]
        files = [Brought(f"{n}.csv", text.encode()) for n, text in enumerate(texts)]
        return list(ingest.check(files, store, Choices(today=TODAY, **choices)).reports)

    return checked
