"""Signing in with a real provider: two people in two browsers, each with the pages of their role, and no way lost."""

import json
import shutil
from contextlib import contextmanager

import pytest

from tests.browser.conftest import settled, shows
from tests.serving import free_port, served

pytestmark = pytest.mark.browser

PEOPLE = {"grace": {"name": "Grace", "groups": ["deans"]}, "ada": {"name": "Ada", "groups": ["everyone"]}}
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
    """An OpenID Connect provider that knows two people."""
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
