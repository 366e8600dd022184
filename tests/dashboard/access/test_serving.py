"""The server as it runs: every route behind the guard, and no more in at once than there are places, under load."""

import asyncio
import http.client
import shutil
import stat
import urllib.error
import urllib.request

import pytest
import websockets
from click.testing import CliRunner

from dashboard.cli import dashboard
from data.store.home import write_whole
from data.store.ledger import Ledger
from tests.serving import awaited, served

PLACES = 4
ROUTES = (
    "/",
    "/enrollment",
    "/favicon.png",
    "/static/nothing.js",
    "/media/nothing.csv",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/_stcore/agent/openapi.json",
    "/_stcore/upload_file/a/b",
    "/auth/login",
    "/component/nothing/index.html",
)


@pytest.fixture(scope="module")
def server(demo_made, tmp_path_factory):
    home = shutil.copytree(demo_made, tmp_path_factory.mktemp("served") / "home")  # the server works ahead in it
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_SESSIONS", str(PLACES))
        with served("dashboard", "serve", "--port", "{port}", home=home) as server:
            yield server.address


def answered(address: str, host: str | None = None):
    """Status and headers of an answer, whatever it says."""
    request = urllib.request.Request(address, headers={"Accept": "text/html"} | ({"Host": host} if host else {}))
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.headers
    except urllib.error.HTTPError as error:
        return error.code, error.headers


@pytest.mark.parametrize("route", ROUTES)
def test_every_route_carries_the_headers(server, route):
    _, headers = answered(server + route)
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert (headers["X-Content-Type-Options"], headers["Referrer-Policy"]) == ("nosniff", "same-origin")


@pytest.mark.parametrize("route", ["/_stcore/metrics", "/_stcore/agent/openapi.json"])
def test_no_route_tells_strangers_of_the_server(server, route):
    assert answered(server + route)[0] == 404


@pytest.mark.parametrize("route", ROUTES)
def test_a_site_that_points_its_name_here_gets_nothing(server, route):
    assert answered(server + route, host="attacker.example")[0] == 421


async def arrived(server: str, many: int) -> int:
    """How many of so many sessions that come at the same time get in."""
    stream = server.replace("http", "ws") + "/_stcore/stream"
    asked = [websockets.connect(stream, origin=server, subprotocols=["streamlit"]) for _ in range(many)]
    doors = await asyncio.gather(*asked, return_exceptions=True)
    inside = [door for door in doors if not isinstance(door, BaseException)]
    refused = [door for door in doors if isinstance(door, BaseException)]
    assert all(isinstance(error, websockets.InvalidStatus) for error in refused)
    full = await asyncio.to_thread(answered, server)
    assert (full[0] == 503) == (len(inside) == PLACES)
    await asyncio.gather(*(door.close() for door in inside))
    return len(inside)


def test_no_more_get_in_at_once_than_there_are_places_and_places_become_free_again(server):
    assert [awaited(arrived(server, many)) for many in (20, 2, 20)] == [PLACES, 2, PLACES]


@pytest.mark.parametrize(("host", "status"), [("localhost", 101), ("attacker.example", 403)])
def test_no_session_opens_for_another_name_with_an_origin_of_the_same_name(server, host, status):
    door = http.client.HTTPConnection(server.removeprefix("http://"), timeout=20)
    upgrade = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "A" * 22 + "==",
    }
    door.request("GET", "/_stcore/stream", headers={"Host": host, "Origin": f"http://{host}"} | upgrade)
    assert door.getresponse().status == status
    door.close()


@pytest.mark.parametrize("address", ["0.0.0.0", "10.0.0.7", "::"])
def test_another_address_without_sign_in_is_refused_unless_it_is_said(address):
    refusal = CliRunner().invoke(dashboard, ["serve", "--address", address])
    assert refusal.exit_code == 2
    assert "--insecure" in refusal.output
    refusal = CliRunner().invoke(dashboard, ["serve", "--address", address, "--insecure", "--port", "0"])
    assert "0 is no port" in refusal.output


@pytest.mark.parametrize("places", ["0", "many", "-1", "1.5"])
def test_a_number_of_places_that_is_none_is_a_sentence(places, monkeypatch):
    monkeypatch.setenv("DASHBOARD_SESSIONS", places)
    refusal = CliRunner().invoke(dashboard, ["serve"])
    assert (refusal.exit_code, "DASHBOARD_SESSIONS must be" in refusal.output) == (2, True)


def test_what_is_kept_is_for_its_owner_alone(demo_home, tmp_path):
    write_whole(tmp_path / "made" / "deep" / "file", b"")
    Ledger(tmp_path / "made").append([{"kind": "remark"}])
    paths = [path for home in (demo_home, tmp_path / "made") for path in home.rglob("*")]
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths if path.is_dir()} == {0o700}
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths if path.is_file()} == {0o600}
