"""Files that are no layout that is known here: what they could be, and what to do."""

from data.readers import layouts, recognition, starters
from data.readers.files import Raw


def unknown_layout(raw: Raw) -> str:
    """What the file is taken for, which of its columns could be which of ours, and the next step."""
    headers = raw.rows.columns
    if layout := layouts.recognized(headers):
        return f"{raw.name} is recognized as {layout.title}. {layout.instead}"
    start = f"{raw.name} is no layout that is known here, and its columns do not make up one of our tables. "
    if any(h.replace(".", "").replace("-", "").isdigit() for h in headers):
        return start + "Its first row holds numbers: is the header missing?"
    if len(headers) == 1:
        return (
            start
            + "It has one column alone. If its columns are set apart by blanks, save it with commas or tabs between them."
        )
    name, fitting = starters.fitting(headers)
    if not fitting:
        return f"{start}{recognition.sentence(raw)} {_NEXT}"
    return (
        f"{raw.name} has the columns of an export from {starters.load_starters()[name].name}. For "
        f"{recognition.described(fitting)}. Start from that recipe on the Data page, or with --map {name}."
    )


_NEXT = "Say on the Data page or in a recipe file which column is which, and import it again."


def lacking_columns(file: str, table: str, lacking: list[str], headers: list[str]) -> str:
    """Which columns a table needs that the file has not, the columns that it has, and the next step."""
    shown = ", ".join(h[:60] for h in headers[:30]) + (" …" if len(headers) > 30 else "")
    return (
        f"{table} needs {', '.join(lacking)}, and no column of {file} was recognized as that. Its columns are {shown}. "
        "Say in a recipe file or on the Data page which is which, or add the column, and import it again."
    )
