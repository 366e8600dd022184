"""What is still to be imported of a college of which something has been: it is never shown as the demo."""

from data.contracts import FACTS, NEEDED
from data.reference.audience import audience
from data.store.store import Version


def sentence(version: Version) -> str:
    """What is here and what lacks before the college can be shown; empty where nothing was imported or nothing lacks.

    A public audience brings nothing and is told nothing of it.
    """
    tables = [table for table in FACTS if version.has("college", "facts", table)]
    lacking = [table for table in NEEDED if table not in tables]
    is_begun = tables or any(source.collection == "college" for source in version.sources)
    if not is_begun or not lacking or audience() != "staff":
        return ""
    if not tables:
        return "Your college is not shown yet. No row of the imported files was accepted; the Data page says why."
    return (
        f"Your college is not shown yet. Its {_listed(tables)} are here; {_listed(lacking)} are still to be imported on the "
        "Data page or with `dashboard import`."
    )


def _listed(tables: list[str]) -> str:
    words = [table.replace("_", " ") for table in tables]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
