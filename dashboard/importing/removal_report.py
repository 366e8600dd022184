"""What a removal takes out, as sentences: the same ones on the command line and on the Data page."""

from data.ingest.removing import Dependent, Removal

_NAMED = 20
"""Unknown keys that are named; JSON names all of them."""


def lines(removal: Removal) -> list[str]:
    """What is removed or why nothing is, a sentence each."""
    table = _words(removal.table)
    if removal.unknown:
        return _unknown(removal, table)
    if removal.is_refused and removal.dependents:
        return [
            f"Nothing is removed: other rows refer to the {_rows(removal.rows_removed)} of {table}.",
            *[_dependent(d) for d in removal.dependents],
            "Remove these rows first, or take them along (--with-dependents).",
        ]
    tense = "are" if removal.version is None else "were"
    left = removal.rows_held - removal.rows_removed
    sentences = [
        f"{_counted(removal.rows_removed, tense)} removed from {table}; {left:,} of {removal.rows_held:,} stay."
    ]
    sentences += [f"{_counted(rows, tense)} removed along from {_words(name)}." for name, rows in removal.also.items()]
    sentences += [f"Sum of {column} removed: {_number(usd)}." for column, usd in removal.totals.items()]
    sentences += [f"{_dependent(d)} They stay as they are." for d in removal.naming]
    return [*sentences, *removal.missing]


def text(removal: Removal) -> str:
    """The whole removal for the command line."""
    sentences = [f"{removal.file}: keys of {_words(removal.table)}", *(f"  {line}" for line in lines(removal))]
    if removal.version:
        sentences.append(f"Version {removal.version} is served. Earlier versions keep the rows.")
    return "\n".join(sentences)


def _unknown(removal: Removal, table: str) -> list[str]:
    count, named = len(removal.unknown), removal.unknown[:_NAMED]
    places = "; ".join(f"row {unknown.row:,}: {unknown.key[:60]}" for unknown in named)
    more = f"; and {count - _NAMED:,} more" if count > _NAMED else ""
    return [
        f"Nothing is removed: {count:,} of {removal.rows_read:,} keys {'is' if count == 1 else 'are'} not in {table}.",
        f"{places}{more}.",
        "Correct these keys or take their rows out of the file.",
    ]


def _dependent(dependent: Dependent) -> str:
    more = ", …" if dependent.rows > len(dependent.examples) else ""
    verb = "refers" if dependent.rows == 1 else "refer"
    return (
        f"{_rows(dependent.rows)} of {_words(dependent.table)} {verb} to {_words(dependent.of)} by {dependent.column}: "
        f"{', '.join(key[:40] for key in dependent.examples)}{more}."
    )


def _counted(rows: int, tense: str) -> str:
    return f"{_rows(rows)} {tense if rows != 1 else 'is' if tense == 'are' else 'was'}"


def _rows(rows: int) -> str:
    return f"{rows:,} row{'s' * (rows != 1)}"


def _words(table: str) -> str:
    return table.replace("_", " ")


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"
