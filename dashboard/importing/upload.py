"""Bringing files in the browser: preview, columns, the same report as the command line, and the import itself."""

from pathlib import Path

import streamlit as st

from dashboard import forecast_job, reader
from dashboard.access.roles import Action
from dashboard.heading import heading
from dashboard.importing import check_list, file_rows
from dashboard.importing import report as reports
from dashboard.importing.bar import Bar
from dashboard.importing.recipe_form import recipe_form, translated
from dashboard.importing.version_link import version_link
from dashboard.wording import escaped
from data.caches import kept
from data.ingest import ingest, plan, trial
from data.ingest.brought import with_rows
from data.ingest.plan import Choices
from data.ingest.report import Outcome
from data.ingest.unknown_layout import unknown_layout
from data.readers import proposal, recipe_file
from data.readers.files import Brought, NoRows, Raw
from data.readers.mapping import Mapping
from data.readers.recipe_file import Recipe
from data.store.store import Store, StoreError

MOST_MEGABYTES = 500


def area() -> None:
    """The whole way from files to an import."""
    with st.container(border=True):
        heading("Import files")
        st.markdown(
            "Your own tables (offerings, sections, registrations …) add your college beside the demo college. "
            "Public files (IPEDS completions and directories, provider lists, federal training provider results, CTDL documents) join the market of both. "
            "CSV, XLSX, Parquet, JSON of CTDL, or a zip of them. Nothing is saved until you import. "
            f"A file of more than {MOST_MEGABYTES} MB is imported on the machine of the server, with `dashboard import`."
        )
        files = st.file_uploader("Files", accept_multiple_files=True, key="data_files", max_upload_size=MOST_MEGABYTES)
        if files:
            _brought([Brought(file.name, file.getvalue()) for file in files])


def _brought(files: list[Brought]) -> None:
    store = reader.store(Action.IMPORT)
    try:
        with Bar() as bar:
            read = with_rows(files, lambda what: bar(f"{what}. Remove the file to stop.", 0.0), empty := list[NoRows]())
        if empty and not read:
            raise empty[0]
        raws = [raw for _, content in read for raw in content.tables]
    except StoreError as error:
        st.error(escaped(str(error)))
        return
    mappings = [m for number, raw in enumerate(raws) for m in _about(raw, raws, store, f"data_columns_{number}")]
    year = st.number_input(
        "Academic year, if a public file does not say",
        1980,
        2100,
        value=None,
        key="data_year",
        help="2023 is July 2022 to June 2023. Leave empty where the file's name holds the year.",
    )
    are_corrections = st.checkbox(
        "These rows correct earlier ones",
        key="data_corrections",
        help="Rows under keys that are already there replace them, even if sections move by months or learners change. "
        "Leave it off for a new term: numbers that start again each term need a key of two columns.",
    )
    recipe = Recipe("the form", tuple(mappings)) if mappings else None
    _offered(
        files, store, Choices(recipe=recipe, year=None if year is None else int(year), are_corrections=are_corrections)
    )


def _offered(files: list[Brought], store: Store, choices: Choices) -> None:
    """What an import would bring, and the button that brings it."""
    if choices.recipe:
        if any(m.missing() for m in choices.recipe.mappings):
            return
        _download(choices.recipe)
    try:
        if st.button("Import", type="primary", key="data_import"):
            _imported(files, store, choices)
            return
        outcome = _checked(files, store, choices)
    except StoreError as error:
        st.error(escaped(str(error)))
        return
    st.markdown("**If you import now**")
    _show(outcome)


def _download(recipe: Recipe) -> None:
    """The recipe as a file for the command line or another data folder."""
    st.download_button(
        "Download this recipe (TOML)",
        recipe_file.toml("Our files", list(recipe.mappings)),
        "recipe.toml",
        "application/toml",
        key="data_recipe",
        on_click="ignore",
        help="`dashboard import --map recipe.toml FILES` reads the same files. Import keeps it for files with the same headers.",
    )


def _about(raw: Raw, raws: list[Raw], store: Store, key: str) -> list[Mapping]:
    """A file's first rows, and the form where it is not recognized or its reading is to be changed."""
    public = plan.public_reader(raw)
    mappings = [] if public else plan.settled(raw, store.home)
    others = [other for other in raws if other is not raw]
    if public or mappings:
        return _recognized(raw, others, public.NAME if public else None, mappings, key)
    start = plan.proposed(raw, others, store.home)
    with st.container(border=True):
        st.markdown(f"**{escaped(raw.name)}** · {raw.height:,} rows, not recognized as a whole")
        file_rows.draw(trial.preview(raw, start, 3))
        if proposal.holds_lines(raw):
            st.markdown("It holds account lines. They are summed into the registrations that name this file.")
        elif not start:
            st.markdown(escaped(unknown_layout(raw)))
        elif start[0].origin != "proposed":
            st.markdown(f"Columns {escaped(start[0].origin)}. Correct what is wrong.")
        return recipe_form(raw, others, start, store.home, key)


def _recognized(raw: Raw, others: list[Raw], public: str | None, mappings: list[Mapping], key: str) -> list[Mapping]:
    """First rows and a way to change how they are read; words that no list of ours has are asked at once."""
    home = reader.store(Action.IMPORT).home
    with st.expander(f"{escaped(raw.name)}: first rows and columns"):
        file_rows.draw(trial.preview(raw, mappings))
        if public:
            st.markdown(f"Recognized as {public}. Its columns are found by their names in any year's layout.")
            return []
        read_as = " and ".join(m.table.replace("_", " ") for m in mappings)
        st.markdown(f"Read as {read_as}, columns {escaped(mappings[0].origin)}.")
        if st.toggle("Change how it is read", key=f"{key}_change"):
            return recipe_form(raw, others, mappings, home, key)
    return translated(raw, mappings, key)


def _checked(files: list[Brought], store: Store, choices: Choices) -> Outcome:
    current = store.current()
    try:
        remembered = (store.home / "mappings.json").stat().st_mtime_ns
    except OSError:
        remembered = 0
    fingerprints = tuple(m.fingerprint() for m in choices.recipe.mappings) if choices.recipe else ()
    served = current.id if current else ""
    chosen = (choices.year, choices.are_corrections, fingerprints)
    key = (tuple(f.sha256 for f in files), served, chosen, remembered, str(store.home))
    with Bar() as bar:
        return _check(key, files, store, choices, bar)


def _content(key: tuple, *_: object) -> tuple:
    return key


@kept("checks", key=_content)
def _check(_key: tuple, files: list[Brought], store: Store, choices: Choices, bar: ingest.Progress) -> Outcome:
    return ingest.check(files, store, choices, bar)


def _imported(files: list[Brought], store: Store, choices: Choices) -> None:
    with Bar() as bar:
        outcome = ingest.run(files, store, choices, bar)
    if all(report.is_repeat for report in outcome.reports):
        st.info("These files are already imported. Nothing was added.")
    else:
        st.success(f"Imported. Version {outcome.version} is served.")
        version_link(outcome.version or "", "Show the new data")
        _start_forecasts(store)
    _show(outcome)
    for number, report in enumerate(outcome.reports):
        if report.quarantine_file:
            path = Path(report.quarantine_file)
            st.download_button(
                f"Download the {report.rows_quarantined:,} quarantined rows of {report.table}",
                path.read_bytes(),
                path.name,
                "text/csv",
                key=f"data_quarantined_{number}",
                on_click="ignore",
            )


def _start_forecasts(store: Store) -> None:
    """Have forecasts of the college worked out beside the pages; where nothing of it changed, this ends at once."""
    version = store.current()
    if version is not None and "college" in version.colleges:
        forecast_job.start("college", version.id)


def _show(outcome: Outcome) -> None:
    for number, report in enumerate(outcome.reports):
        with st.container(border=True):
            st.markdown(f"**{escaped(reports.headline(report))}**")
            st.markdown("\n".join(f"- {escaped(line)}" for line in reports.lines(report)))
            check_list.draw(report, str(number))
    for sentence in reports.consequences(outcome):
        st.markdown(escaped(sentence))
