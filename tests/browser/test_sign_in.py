"""Signing in with a real provider: two people in two browsers, each with the pages of their role, and no way lost."""

import json
import shutil
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import settled, shows
from tests.browser.test_accessibility import FITS, OWN_TO_STREAMLIT, THEMED, WCAG
from tests.serving import free_port, served

pytestmark = pytest.mark.browser

PEOPLE = {
    "grace": {"name": "Grace", "groups": ["deans"]},
    "ada": {"name": "Ada", "groups": ["everyone"]},
    "lin": {"name": "Lin", "groups": ["guests"]},
}
SECRETS = """
[auth]
redirect_uri = "http://localhost:{port}/oauth2callback"
cookie_secret = "a secret of the tests"
client_id = "dashboard"
client_secret = "another secret of the tests"
server_metadata_url = "{provider}/.well-known/openid-configuration"

[access]
role_claim = "groups"
visitors = true
[access.roles]
deans = "manager"
everyone = "viewer"
"""


@pytest.fixture(scope="module")
def provider():
    """An OpenID Connect provider that knows three people."""
    claims = [word for name, said in PEOPLE.items() for word in ("--user-claims", json.dumps({"sub": name} | said))]
    health = "/.well-known/openid-configuration"
    with served("oidc_provider_mock", "--port", "{port}", *claims, health=health) as provider:
        yield provider.address


@pytest.fixture(scope="module")
def server(demo_made, provider, tmp_path_factory):
    """A dashboard on which people sign in, in front of a home of its own: it works ahead."""
    home = shutil.copytree(demo_made, tmp_path_factory.mktemp("signed") / "home")
    port, path = free_port(), tmp_path_factory.mktemp("secrets") / "secrets.toml"
    path.write_text(SECRETS.format(port=port, provider=provider))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_SECRETS", str(path))
        with served("dashboard", "serve", "--port", "{port}", home=home, port=port):
            yield f"http://localhost:{port}"


@contextmanager
def reader(browser, address):
    """A page in a browser of its own."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    settled(page)
    yield page
    context.close()


def sign_in(page, name):
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name=name).click()


def test_two_people_get_the_pages_of_their_roles_at_the_address_that_they_asked_for(server, browser):
    with reader(browser, f"{server}/scenario?field=52&scenario_price=7") as grace:
        assert grace.get_by_role("button", name="Save this scenario").count() == 0
        sign_in(grace, "grace")
        shows(grace, "Scenario")
        assert "scenario_price=7" in grace.url
        assert grace.get_by_label("List price, %").input_value() == "7"
        assert grace.get_by_role("button", name="Save this scenario").count() == 1
        with reader(browser, f"{server}/scenario") as ada:
            sign_in(ada, "ada")
            shows(ada, "Scenario")
            assert ada.get_by_role("button", name="Save this scenario").count() == 0
            assert ada.get_by_text("Signed in as Ada, viewer.").count() == 1
            ada.goto(f"{server}/data")
            settled(ada)
            assert ada.get_by_text("Data is not open to you").count() == 1
            assert ada.get_by_label("Go back to").count() == 0
        grace.get_by_role("button", name="Sign out").click()
        grace.wait_for_url("**/oauth2/end_session**", timeout=30_000)  # the provider asks, too
        grace.goto(f"{server}/scenario")
        settled(grace)
        assert grace.get_by_role("button", name="Save this scenario").count() == 0


def test_who_has_not_signed_in_reads_the_public_pages(server, browser):
    with reader(browser, f"{server}/completion") as visitor:
        assert visitor.get_by_text("You see the public pages.").count() == 1
        visitor.locator("svg.marks").first.wait_for()
        assert "enrollment" not in visitor.content()


SCREENS = {
    "sign-in": (None, "scenario", "Sign in with your college's account to open Scenario."),
    "no access": ("lin", "scenario", "Scenario is not open to you: your account has no role here."),
    "another role": ("ada", "data", "Data is not open to you: your account has the role viewer."),
    "visitor": (None, "completion", "You see the public pages."),
    "signed in": ("grace", "scenario", "Signed in as Grace, manager."),
}
"""Who is there, the page that they ask for, and what the screen says."""


@pytest.mark.parametrize("screen", SCREENS)
def test_what_stands_around_signing_in_is_accessible_and_fits(server, browser, screen):
    name, path, said = SCREENS[screen]
    with reader(browser, f"{server}/{path}") as page:
        if name:
            if page.get_by_role("button", name="Sign in", exact=True).count() == 0:
                page.goto(f"{server}/scenario")
            sign_in(page, name)
            page.wait_for_url(f"{server}/**")
            page.goto(f"{server}/{path}")
        page.get_by_text(said).wait_for(timeout=30_000)
        for width in (1440, 390):
            for theme in ("light", "dark"):
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(color_scheme=theme)
                settled(page)
                page.wait_for_function(THEMED, arg=theme)
                page.wait_for_function(FITS, arg=width)
                found = {v["id"]: v["nodes"] for v in Axe().run(page, options=WCAG).response["violations"]}
                assert {rule: nodes for rule, nodes in found.items() if rule not in OWN_TO_STREAMLIT[width]} == {}
