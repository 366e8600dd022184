"""The Data page: a file in the browser gives the report of the command line, an import, and a way back."""

from streamlit.testing.v1 import AppTest

from data import demo
from data.ingest import ingest
from data.ingest.plan import Choices
from data.readers import snapshots

PROVIDERS = b"provider_id,name,provider_type,state,is_home\nus,Our College,public 2yr,OR,yes\nx,Camp,pirate,WA,no\n"
PAGE = "pages/trust/data.py"


def opened() -> AppTest:
    app = AppTest.from_file("../../streamlit_app.py", default_timeout=60).run()
    return app.switch_page(PAGE).run()


def said(app: AppTest) -> str:
    return "\n".join(m.value for m in [*app.markdown, *app.error, *app.info, *app.success]).replace("\\", "")


def test_a_file_is_checked_before_anything_is_kept(store):
    before = store.current().id
    app = opened()
    app.file_uploader[0].upload("providers.csv", PROVIDERS, "text/csv").run()
    assert not app.exception
    assert "2 rows read = 1 accepted + 0 to check + 1 quarantined" in said(app)
    assert store.current().id == before


def test_importing_makes_a_version_and_says_what_is_missing(store):
    before = store.current().id
    app = opened()
    app.file_uploader[0].upload("providers.csv", PROVIDERS, "text/csv").run()
    app.button(key="data_import").click().run()
    assert not app.exception
    assert store.current().id != before
    assert "The college is not shown yet: offerings, sections, registrations are still to be imported." in said(app)
    assert any("quarantined rows" in b.proto.label for b in app.get("download_button"))


def test_every_page_says_what_is_still_to_be_brought_before_a_begun_college_is_shown(store, tmp_path, monkeypatch):
    assert not any(
        "is not shown yet" in i.value
        for i in AppTest.from_file("../../streamlit_app.py", default_timeout=60).run().info
    )
    (tmp_path / "providers.csv").write_bytes(PROVIDERS)
    ingest.run([tmp_path / "providers.csv"], store)
    (info,) = AppTest.from_file("../../streamlit_app.py", default_timeout=60).run().info
    assert info.value == (
        "Your college is not shown yet. Its providers are here; offerings, sections and registrations are still to be "
        "imported on the Data page or with `dashboard import`."
    )
    monkeypatch.setenv("DASHBOARD_AUDIENCE", "public")
    assert not any(
        "is not shown yet" in i.value
        for i in AppTest.from_file("../../streamlit_app.py", default_timeout=60).run().info
    )


def test_a_file_that_cannot_be_read_is_a_sentence(store):
    app = opened()
    app.file_uploader[0].upload("providers.csv", b"%PDF-1.7", "text/csv").run()
    assert not app.exception
    assert "is no table but a PDF document" in said(app)


def test_corrected_columns_and_words_are_remembered(store):
    app = opened()
    content = PROVIDERS.replace(b"provider_type", b"Sort").replace(b"name", b"Who")
    app.file_uploader[0].upload("providers.csv", content, "text/csv").run()
    assert "Still to say: Name." in said(app)  # Sort is told by its words, of which our list has one
    app.selectbox(key="data_columns_0_providers_name").set_value("Who").run()
    assert not app.exception
    assert "1 accepted + 0 to check + 1 quarantined" in said(app)
    app.selectbox(key="data_columns_0_providers_provider_type_word_0_pirate").set_value("bootcamp").run()
    assert "2 accepted + 0 to check + 0 quarantined" in said(app)
    app.button(key="data_import").click().run()
    assert not app.exception
    again = opened()
    again.file_uploader[0].upload("more.csv", content.replace(b"x,Camp", b"y,Dock"), "text/csv").run()
    assert "columns remembered" in said(again)
    assert "2 accepted + 0 to check + 0 quarantined" in said(again)


def test_going_back_asks_first(store):
    first = store.current().id
    with store.draft("second") as draft:
        draft.drop("demo", "cubes", "goals")
    app = opened()
    app.selectbox(key="data_version").set_value(first).run()
    assert store.current().id != first
    app.button(key="data_rollback").click().run()
    assert store.current().id == first
    assert f"Version {first} is served" in said(app)


def test_the_preview_leaves_learner_ids_out(store):
    app = opened()
    app.file_uploader[0].upload("learners.csv", b"Student ID,first_seen_on\nsecret-7,2025-01-01\n", "text/csv").run()
    assert not app.exception
    assert app.dataframe[0].value["Student ID"].tolist() == ["not shown"]
    assert "secret-7" not in said(app)


def test_a_public_file_without_a_year_asks_for_it(store):
    app = opened()
    content = b"UNITID,CIPCODE,MAJORNUM,AWLEVEL,CTOTALT\n100654,11.0701,1,20,7\n100654,99,1,20,7\n"
    app.file_uploader[0].upload("awards.csv", content, "text/csv").run()
    assert "does not say of which academic year it is" in said(app)
    app.number_input(key="data_year").set_value(2023).run()
    assert "2 rows read = 2 accepted + 0 to check + 0 quarantined" in said(app)
    assert "detail equals the total row in all 1" in said(app)


def test_rows_are_removed_only_after_what_would_go_was_shown(store, tmp_path):
    (tmp_path / "providers.csv").write_bytes(PROVIDERS.replace(b"pirate", b"bootcamp"))
    before = ingest.run([tmp_path / "providers.csv"], store).version
    app = opened()
    (uploader,) = [each for each in app.file_uploader if each.label == "File with the keys"]
    uploader.upload("keys.csv", b"provider_id\nx\nnobody\n", "text/csv").run()
    assert any("row 2\\: nobody." in warning.value for warning in app.warning)
    assert not any(button.key == "data_remove" for button in app.button)
    (uploader,) = [each for each in app.file_uploader if each.label == "File with the keys"]
    uploader.upload("keys.csv", b"provider_id\nx\n", "text/csv").run()
    assert "1 row is removed from providers; 1 of 2 stay." in said(app)
    assert store.current().id == before
    app.button(key="data_remove").click().run()
    assert not app.exception
    assert "1 row was removed from providers" in said(app)
    assert store.current().id != before


def test_a_table_that_stays_in_place_is_said_with_its_place_and_so_is_its_loss(store, tmp_path):
    facts = demo.generate(200, seed=9)
    for name in ("providers", "offerings", "sections"):
        facts[name].write_parquet(tmp_path / f"{name}.parquet")
    lake = tmp_path / "lake"
    lake.mkdir()
    facts["registrations"].write_parquet(lake / "0.parquet")
    files = [tmp_path / f"{name}.parquet" for name in ("providers", "offerings", "sections")]
    ingest.run(files, store, Choices(snapshots=(snapshots.find(lake, None),)))
    shown = said(opened())
    assert f"The registrations of your college stay in {lake} and are counted there: 200 rows of snapshot" in shown
    assert "All other data is in this folder and nowhere else:" in shown
    (lake / "0.parquet").unlink()
    assert "is gone or changed: 0.parquet is not as it was." in said(opened())
