"""Where amounts of registrations are summed from: the file of account lines, its columns, and what each code is."""

from collections.abc import Sequence

import polars as pl
import streamlit as st

from dashboard.wording import escaped
from data.readers import account_lines, proposal
from data.readers.account_lines import AccountLines
from data.readers.files import Raw

_NOT_SAID = "(say what it is)"


def choose_lines(
    raw: Raw, others: Sequence[Raw], current: AccountLines | None, by: Sequence[str], key: str
) -> AccountLines | None:
    """Boxes for the account lines; None until the file, the keys and the amount are chosen."""
    files = {other.name: other for other in (*others, raw)}
    current_file = next((o.name for o in files.values() if current and {*current.inputs()} <= {*o.rows.columns}), None)
    st.markdown(
        "**Account lines.** Tuition and fees add up; a negative line of theirs is a refund. Payments are no charge."
    )
    name = st.selectbox(
        "File of account lines",
        list(files),
        list(files).index(current_file) if current_file else None,
        key=f"{key}_file",
    )
    keys = list(current.by) if current else list(by)
    if name is None or not keys:
        return None
    source = files[name]
    of, headers = [], source.rows.columns
    places = st.columns(len(keys) + 2)
    before = dict(zip(current.by, current.of, strict=True)) if current else {}
    for place, column in zip(places, keys, strict=False):
        of.append(
            place.selectbox(
                f"Equals {escaped(column)}", headers, _at(headers, before.get(column, column)), key=f"{key}_{column}"
            )
        )
    amount = places[-2].selectbox(
        "Amount", headers, _at(headers, current.amount if current else None), key=f"{key}_amount"
    )
    kind = places[-1].selectbox(
        "Code", [None, *headers], _at([None, *headers], current.kind if current else None), key=f"{key}_kind"
    )
    if amount is None or None in of:
        return None
    chosen_lines = AccountLines(tuple(of), tuple(keys), amount, kind)
    return (
        AccountLines(chosen_lines.of, chosen_lines.by, amount, kind, _kinds(source, chosen_lines, current, key))
        if kind
        else chosen_lines
    )


def _kinds(
    source: Raw, chosen_lines: AccountLines, current: AccountLines | None, key: str
) -> dict[str, tuple[str, ...]]:
    """A box for each code with its number of lines and amount."""
    counted = account_lines.unplaced(source.whole([*dict.fromkeys(chosen_lines.inputs())]).rows, chosen_lines)
    proposed = (current.kinds if current else {}) or proposal.charges(source, chosen_lines)
    placed = {code: kind for kind, codes in proposed.items() for code in codes}
    kinds: dict[str, tuple[str, ...]] = {}
    sides = st.columns(3)
    for number, (code, lines, amount) in enumerate(counted.head(60).rows()):
        description = _described(source, chosen_lines, code)
        options = [_NOT_SAID, *account_lines.KINDS]
        chosen = sides[number % 3].selectbox(
            escaped(f"{code}{description}: {lines:,} lines, ${amount:,.2f}"),
            options,
            options.index(placed.get(code, _NOT_SAID)),
            key=f"{key}_code_{number}_{code}",
        )
        if chosen != _NOT_SAID:
            kinds[chosen] = (*kinds.get(chosen, ()), code)
    return kinds


def _described(source: Raw, lines: AccountLines, code: str) -> str:
    """What the first line of a code says in words."""
    rows = source.rows.filter(pl.col(lines.kind or "") == code).head(1)
    texts = [rows[h][0] for h in rows.columns if h not in lines.inputs() and rows.height and "desc" in h.lower()]
    return f" ({texts[0][:40]})" if texts and texts[0] else ""


def _at(options: list, value: str | None) -> int | None:
    return options.index(value) if value in options else None
