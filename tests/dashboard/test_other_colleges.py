"""A college unlike the demo: one free offering, one section, one learner, one inquiry."""

import re
import shutil

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.navigation import PAGES
from data.ingest import ingest
from data.readers.files import Brought
from data.store.store import Store
from tests.dashboard.shown import sentence

TABLES = {
    "providers": "provider_id,name,provider_type,is_home\nus,Our College,public_2yr,yes\n",
    "offerings": "offering_id,provider_id,title,credential_type,cip_code,price_usd\no1,us,Welding,course,48.0508,0\n",
    "sections": "section_id,offering_id,opens_on,starts_on,ends_on,minimum,status,direct_cost_usd\n"
    "s1,o1,2025-08-01,2025-12-01,2025-12-20,1,scheduled,0\n",
    "registrations": "registration_id,section_id,learner_id,registered_on,gross_usd,discount_usd,refund_usd,outcome\n"
    "r1,s1,l1,2025-08-15,0,0,0,in_progress\n",
    "inquiries": "inquiry_id,offering_id,inquired_on,registration_id\nq1,o1,2025-08-10,r1\n",
}
NONSENSE = re.compile(
    r"\bnan\b|\binf\b|\b0 of 0\b|-\$0\b|\b1 (inquiries|seats|sections|registrations|learners|offerings|programs)\b"
)


@pytest.fixture(scope="module")
def one_of_each(demo_home, tmp_path_factory):
    home = tmp_path_factory.mktemp("one") / "home"
    shutil.copytree(demo_home, home)
    ingest.run([Brought(f"{name}.csv", rows.encode()) for name, rows in TABLES.items()], Store(home))
    return home


@pytest.mark.parametrize("page", [p.file for p in PAGES])
def test_a_page_about_one_of_each_has_no_error_and_no_nonsense(one_of_each, monkeypatch, page):
    monkeypatch.setenv("DASHBOARD_HOME", str(one_of_each))
    app = AppTest.from_file("../../streamlit_app.py", default_timeout=60)
    app.query_params["college"] = "college"
    app.run()
    if page != PAGES[0].file:
        app.switch_page(page).run()
    assert not app.exception
    assert app.selectbox(key="college").value == "college"
    words = [e.value for e in (*app.markdown, *app.info, *app.caption)] + [m.value for m in app.metric]
    words += [sentence(chart) for chart in app.get("vega_lite_chart")]
    assert [w for w in words if NONSENSE.search(w)] == []
