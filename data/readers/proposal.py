"""How raw registrar files could become our tables, read off their names and values. A form shows it before it is used."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

import polars as pl

from data.caches import kept
from data.contracts.pseudonyms import identifies
from data.readers import familiar_words, recognition
from data.readers.account_lines import AccountLines
from data.readers.files import Raw
from data.readers.mapping import Mapping, required, spoken
from data.readers.steps import Constant, Joined, StatusAndGrade, Step

HOME_PROVIDER = "home"
_TERM, _PERSON = {"term", "strm", "semester", "session"}, {"student", "learner", "person", "pidm", "emplid", "id"}
_GRADE, _STATUS, _DROPPED = {"grade", "grde", "mark"}, {"status", "rsts", "stat", "sts"}, {"status", "rsts", "drop"}
_ADDED = {"add", "added", "registration", "registered", "enrollment", "enrolled", "created"}
_SUBJECT, _COURSE = {"subj", "subject"}, {"crse", "course", "catalog"}
_OVERLAP = 0.8


@dataclass(frozen=True)
class _Keys:
    """The columns of the sections file that make up a section's key, and the file itself."""

    raw: Raw
    columns: tuple[str, ...]


def _contents(raw: Raw, others: Sequence[Raw], tables: Sequence[str] | None = None) -> Hashable:
    return (raw.content, tuple(other.content for other in others), None if tables is None else tuple(tables))


@kept("proposals", key=_contents)
def proposed(raw: Raw, others: Sequence[Raw], tables: Sequence[str] | None = None) -> list[Mapping]:
    """The mappings that the file seems to need for `tables`, or for what it seems to hold; empty for account lines."""
    tables = roles(raw) if tables is None else tables
    return [_BUILT.get(table, _plain)(raw, [o for o in others if o is not raw], table) for table in tables]


@kept("roles", key=lambda raw: raw.content)
def roles(raw: Raw) -> list[str]:
    """What the file seems to hold: sections with the offerings they run, registrations or learners."""
    if {"title", "provider"} <= {c.ours for c in recognition.candidates(raw, "market_offerings")}:
        return ["market_offerings"]
    days = [h for h in raw.rows.columns if recognition.kind_of(raw.rows[h]) == "days"]
    person, amounts = _person(raw), [h for h in raw.rows.columns if recognition.kind_of(raw.rows[h]) == "amounts"]
    ends = [h for h in days if {"end", "ends", "finish"} & spoken(h)]
    if person is None:
        return ["providers", "offerings", "sections"] if ends else _nearest(raw)
    if not days:
        return [] if amounts or raw.rows[person].n_unique() < raw.rows.height else ["learners"]
    return ["sections", "registrations"] if len(ends) and len(days) > 2 else ["registrations"]


def _nearest(raw: Raw) -> list[str]:
    """The table that names and values speak for, where half of what it needs is there."""
    table, likely = recognition.likeliest(raw)
    needed = required(table)
    return [table] if 2 * sum(c.ours in needed for c in likely) >= len(needed) else []


def lines(raw: Raw, others: Sequence[Raw]) -> AccountLines | None:
    """Where the amounts of registrations could stand: a file with amounts whose columns hold the same keys."""
    keys = [c for c in (*_section_columns(raw, others), _person(raw)) if c]
    for other in others:
        amounts = [h for h in other.rows.columns if recognition.kind_of(other.rows[h]) == "amounts"]
        matched = [_same_values(raw.rows[key], other) for key in keys]
        if amounts and keys and all(matched):
            of = tuple(str(column) for column in matched)
            kind = next((h for h in other.rows.columns if h not in (*of, *amounts) and _is_code(other.rows[h])), None)
            account = AccountLines(of, tuple(keys), amounts[0], kind)
            return replace(account, kinds=charges(other, account)) if kind else account
    return None


def holds_lines(raw: Raw) -> bool:
    """Whether the file seems to hold account lines: amounts with a code, and no table of ours."""
    kinds = [recognition.kind_of(raw.rows[h]) for h in raw.rows.columns]
    return not roles(raw) and "amounts" in kinds and any(_is_code(raw.rows[h]) for h in raw.rows.columns)


def charges(raw: Raw, account: AccountLines) -> dict[str, tuple[str, ...]]:
    """The kind of each code of the lines that its letters and descriptions tell. A charge taken back has its code, and a minus."""
    placed: dict[str, tuple[str, ...]] = {}
    if account.kind is None:
        return placed
    words = [h for h in raw.rows.columns if recognition.kind_of(raw.rows[h]) == "words" and h not in account.of]
    for (code,), rows in raw.rows.group_by(account.kind, maintain_order=True):
        description = " ".join(
            str(v) for h in dict.fromkeys([account.kind, *words]) for v in rows[h].drop_nulls().unique()[:3]
        )
        if kind := familiar_words.charge(description):
            placed[kind] = (*placed.get(kind, ()), str(code))
    return placed


def _plain(raw: Raw, others: Sequence[Raw], table: str) -> Mapping:
    ours_of = {c.theirs: c.ours for c in recognition.candidates(raw, table)}
    return Mapping(table, ours_of, origin="proposed")


def _providers(raw: Raw, others: Sequence[Raw], table: str) -> Mapping:
    plain = _plain(raw, others, table)
    if "provider_id" in plain.columns.values():
        return plain
    made: dict[str, Step] = {"provider_id": Constant(HOME_PROVIDER), "is_home": Constant("yes")}
    return Mapping(table, {}, made=made, one_per_key=True, origin="proposed")


def _offerings(raw: Raw, others: Sequence[Raw], table: str) -> Mapping:
    plain = _plain(raw, others, table)
    kept = ("title", "price_usd", "credit_hours", "contact_hours", "modality", "school", "cip_code")
    columns = {theirs: ours for theirs, ours in plain.columns.items() if ours in kept}
    made: dict[str, Step] = {"provider_id": Constant(HOME_PROVIDER), "credential_type": Constant("course")}
    if course := _course(raw):
        made["offering_id"] = Joined(course)
    if "cip_code" not in columns.values() and (subject := _called(raw, _SUBJECT)):
        made["cip_code"] = Joined((subject,))
    return replace(plain, columns=columns, made=made, one_per_key=True)


def _sections(raw: Raw, others: Sequence[Raw], table: str) -> Mapping:
    plain = _plain(raw, others, table)
    columns, made, fill = dict(plain.columns), {}, ["opens_on"]
    key = _own_key(raw)
    if key:
        columns = _without(columns, "section_id")
        made["section_id"] = Joined(key)
    if course := _course(raw):
        columns = _without(columns, "offering_id")
        made["offering_id"] = Joined(course)
    status = _called(raw, _STATUS) or next((c for c in raw.rows.columns if spoken(c) & {"ssts"}), None)
    values = {}
    if status:
        columns = {**_without(columns, "status"), status: "status"}
        values = {"status": _meant(raw.rows[status], familiar_words.section_status)}
    return replace(
        plain,
        columns=columns,
        made=made,
        values=values,
        fill=(*fill, "status"),
        one_per_key=bool(key) and raw.rows.select(key).is_duplicated().any(),
    )


def _registrations(raw: Raw, others: Sequence[Raw], table: str) -> Mapping:
    plain = _plain(raw, others, table)
    columns, made, values = dict(plain.columns), {}, {}
    section, person = _section_columns(raw, others), _person(raw)
    if person:
        columns = {**_without(columns, "learner_id"), person: "learner_id"}
    if section:
        columns = _without(columns, "section_id")
        made["section_id"] = Joined(section)
        whole = (*section, *([person] if person else []))
        if "registration_id" not in columns.values() and raw.rows.select(whole).is_unique().all():
            made["registration_id"] = Joined(whole)
    columns, step = _outcome(raw, columns)
    if step:
        made["outcome"] = step
        asked = step.inputs()
        values = {"outcome": {w: m for c in asked for w, m in _meant(raw.rows[c], familiar_words.outcome).items()}}
        columns, made = _dropped(raw, columns, made, values["outcome"])
    pseudonyms = (person,) if person and _names_people(raw.rows[person]) else ()
    fill = () if "completed_on" in columns.values() else ("completed_on",)
    account = lines(raw, others) if "gross_usd" not in columns.values() else None
    columns = _registered(raw, columns, made)
    return replace(plain, columns=columns, made=made, values=values, fill=fill, pseudonyms=pseudonyms, lines=account)


def _learners(raw: Raw, others: Sequence[Raw], table: str) -> Mapping:
    plain, person = _plain(raw, others, table), _person(raw)
    columns = {**_without(plain.columns, "learner_id"), person: "learner_id"} if person else plain.columns
    fill = () if "first_seen_on" in columns.values() else ("first_seen_on",)
    pseudonyms = (person,) if person and _names_people(raw.rows[person]) else ()
    return replace(plain, columns=columns, fill=fill, pseudonyms=pseudonyms)


def _outcome(raw: Raw, columns: dict[str, str]) -> tuple[dict[str, str], StatusAndGrade | None]:
    grade, status = _called(raw, _GRADE), _called(raw, _STATUS)
    if grade and status:
        return _without(columns, "outcome"), StatusAndGrade(status, grade)
    return columns, None


def _dropped(
    raw: Raw, columns: dict[str, str], made: dict[str, Step], meant: dict[str, str]
) -> tuple[dict[str, str], dict[str, Step]]:
    """The day of a drop: its own column, or the day of the status where the status says withdrawn."""
    step = made["outcome"]
    assert isinstance(step, StatusAndGrade)
    free = [h for h in raw.rows.columns if recognition.kind_of(raw.rows[h]) == "days" and h not in columns]
    dated = [h for h in free if spoken(h) & _DROPPED]
    gone = tuple(w for w in raw.rows[step.status].drop_nulls().unique().sort() if meant.get(w) == "withdrawn")
    if "dropped_on" not in columns.values() and dated and gone:
        made = {**made, "dropped_on": Joined((dated[0],), where=step.status, among=gone)}
    return columns, made


def _registered(raw: Raw, columns: dict[str, str], made: dict[str, Step]) -> dict[str, str]:
    """The day of the registration where its name alone did not tell: a day of adding, or the only day that is left."""
    used = [*columns, *(c for step in made.values() for c in step.inputs())]
    free = [h for h in raw.rows.columns if h not in used and not spoken(h) & familiar_words.OTHER_DAYS]
    free = [h for h in free if recognition.kind_of(raw.rows[h]) == "days"]
    day = next((h for h in free if spoken(h) & _ADDED), free[0] if len(free) == 1 else None)
    return {**columns, day: "registered_on"} if day and "registered_on" not in columns.values() else columns


def _market(raw: Raw, others: Sequence[Raw], table: str) -> Mapping:
    """A state's list: list and edition are stated, and what lacks a key of its own gets one of provider and title."""
    plain = _plain(raw, others, table)
    columns = {h: c for h, c in plain.columns.items() if c not in ("list_id", "edition")}
    theirs, made = {ours: h for h, ours in columns.items()}, dict[str, Step]()
    if "provider_id" not in theirs and "provider" in theirs:
        made["provider_id"] = Joined((theirs["provider"],))
    if "program_id" not in theirs and {"provider", "title"} <= {*theirs}:
        made["program_id"] = Joined((theirs["provider"], theirs["title"]), " · ")
    return replace(plain, columns=columns, made=made)


def _meant(column: pl.Series, tell) -> dict[str, str]:
    words = column.drop_nulls().unique().sort().to_list()
    return {word: meant for word in words if (meant := tell(word)) is not None}


def _own_key(raw: Raw) -> tuple[str, ...]:
    """The columns that make a section's key in its own file: its number, with the term where numbers begin again."""
    theirs_of = {c.ours: c.theirs for c in recognition.candidates(raw, "sections")}
    number, term = theirs_of.get("section_id"), _called(raw, _TERM)
    if number is None:
        return ()
    if raw.rows[number].is_unique().all() or term in (None, number):
        return (number,) if raw.rows[number].is_unique().all() else tuple(dict.fromkeys([*_course(raw), number]))
    return (term, number)


def _section_columns(raw: Raw, others: Sequence[Raw]) -> tuple[str, ...]:
    """The columns that say of which section a registration is: those that hold the key of the sections file."""
    for other in others:
        if "sections" in roles(other) and (key := _own_key(other)):
            matched = [_same_values(other.rows[column], raw) for column in key]
            if all(matched):
                return tuple(str(column) for column in matched)
    return _own_key(raw)


def _same_values(column: pl.Series, other: Raw) -> str | None:
    """The column of another file that holds most of the same values; one of the same name goes first."""
    wanted = column.drop_nulls().unique()
    shares = {h: int(other.rows[h].drop_nulls().unique().is_in(wanted.implode()).sum()) for h in other.rows.columns}
    sizes = {h: max(1, other.rows[h].drop_nulls().n_unique()) for h in shares}
    fitting = [h for h in shares if shares[h] / sizes[h] >= _OVERLAP]
    return max(fitting, key=lambda h: (h == column.name, len(spoken(h) & spoken(column.name)), shares[h]), default=None)


def _course(raw: Raw) -> tuple[str, ...]:
    subject, course = _called(raw, _SUBJECT), _called(raw, _COURSE, but=("title", "name"))
    return tuple(dict.fromkeys(c for c in (subject, course) if c))


def _person(raw: Raw) -> str | None:
    likely = [c for c in recognition.candidates(raw, "learners") if c.ours == "learner_id"]
    with_word = [
        h for h in raw.rows.columns if spoken(h) & _PERSON and raw.rows[h].n_unique() * 4 > raw.rows[h].len() ** 0.5
    ]
    plain = [h for h in with_word if spoken(h) <= _PERSON]
    mailed = [h for h in raw.rows.columns if recognition.kind_of(raw.rows[h]) == recognition.PEOPLE]
    return next(iter([*(c.theirs for c in likely), *plain, *mailed]), None)


def _called(raw: Raw, words: set[str], but: Sequence[str] = ()) -> str | None:
    """The first column whose name holds one of the words and whose values are no days."""
    fitting = (h for h in raw.rows.columns if spoken(h) & words and not spoken(h) & {*but})
    return next((h for h in fitting if recognition.kind_of(raw.rows[h]) != "days"), None)


def _is_code(column: pl.Series) -> bool:
    return recognition.kind_of(column) == "words" and column.n_unique() <= 60


def _names_people(column: pl.Series) -> bool:
    return bool(column.to_frame("v").select(identifies(pl.col("v")).any()).item())


def _without(columns: dict[str, str], ours: str) -> dict[str, str]:
    return {theirs: name for theirs, name in columns.items() if name != ours}


_BUILT = {
    "providers": _providers,
    "offerings": _offerings,
    "sections": _sections,
    "registrations": _registrations,
    "learners": _learners,
    "market_offerings": _market,
}
