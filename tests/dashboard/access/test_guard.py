"""The guard before every route, by itself: what it lets in, and what every answer carries."""

import re
from pathlib import Path

import pytest
import streamlit

from dashboard import streamlit_internals
from dashboard.access.guard import CLOSED, Guard, Rules
from tests.serving import awaited

RULES = Rules(frozenset({"dashboard.college.edu"}), sessions=2, scripts=("sha256-abc",))


async def page(scope, receive, send):
    """An application that answers everything, with a cookie and a weaker policy of its own."""
    headers = [(b"set-cookie", b"a=b; HttpOnly"), (b"X-Frame-Options", b"SAMEORIGIN"), (b"server", b"uvicorn")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"inside"})


def asked(guard, path="/", host="localhost:8501", method="GET", more=()):
    """Status, headers and body of what a request is answered."""
    sent = []

    async def send(message):
        sent.append(message)

    headers = [(b"accept", b"text/html"), *([(b"host", host.encode())] if host else []), *more]
    scope = {"type": "http", "path": path, "method": method, "headers": headers}
    awaited(guard(scope, None, send))
    return sent[0]["status"], dict(sent[0]["headers"]), sent[1]["body"].decode()


def joined(guard, host="localhost:8501"):
    """What a browser that opens a session is told before it is in, if it is not let in."""
    sent = []

    async def receive():
        return {"type": "websocket.connect"}

    async def send(message):
        sent.append(message)

    awaited(
        guard({"type": "websocket", "path": "/_stcore/stream", "headers": [(b"host", host.encode())]}, receive, send)
    )
    return sent


@pytest.mark.parametrize(
    "host",
    ["localhost:8501", "127.0.0.1:8501", "[::1]:8501", "10.0.0.7", "Dashboard.College.edu", "dashboard.college.edu."],
)
def test_a_host_of_ours_is_answered(host):
    assert asked(Guard(page, RULES), host=host)[::2] == (200, "inside")


@pytest.mark.parametrize(
    "host", ["attacker.example", "", "localhost.attacker.example", "dashboard.college.edu.attacker.example", "[::1"]
)
def test_another_name_that_points_here_is_refused(host):
    assert asked(Guard(page, RULES), host=host)[0] == 421
    assert joined(Guard(page, RULES), host) == [{"type": "websocket.close", "code": 1013}]


def test_two_hosts_in_one_request_are_refused():
    assert asked(Guard(page, RULES), more=[(b"host", b"attacker.example")])[0] == 421


@pytest.mark.parametrize("path", [*CLOSED, "/pages/_stcore/metrics", "/_stcore/agent/interact"])
def test_closed_routes_are_not_there(path):
    assert asked(Guard(page, RULES), path)[0] == 404


@pytest.mark.parametrize(
    ("path", "host"), [("/", "localhost"), ("/_stcore/metrics", "localhost"), ("/", "attacker.example")]
)
def test_every_answer_carries_the_headers_once(path, host):
    headers = asked(Guard(page, RULES), path, host)[1]
    assert headers[b"x-frame-options"] == b"DENY"
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert headers[b"referrer-policy"] == b"same-origin"
    assert b"script-src 'self' blob: 'sha256-abc';" in headers[b"content-security-policy"]
    assert b"frame-ancestors 'none'" in headers[b"content-security-policy"]
    assert not {b"X-Frame-Options", b"server", b"strict-transport-security"} & headers.keys()


def test_behind_https_cookies_are_for_https_alone():
    headers = asked(Guard(page, Rules(is_tls=True)))[1]
    assert headers[b"set-cookie"] == b"a=b; HttpOnly; Secure"
    assert headers[b"strict-transport-security"] == b"max-age=31536000"
    assert asked(Guard(page, Rules()))[1][b"set-cookie"] == b"a=b; HttpOnly"


def test_no_more_get_in_than_there_are_places_and_who_comes_is_told():
    most = []
    told = []

    async def stay(scope, receive, send):
        most.append(guard.open)
        if guard.open < 5:  # while this one is in, another one comes
            await guard(scope, receive, send)

    async def send(message):
        told.append(message)

    async def receive():
        return {"type": "websocket.connect"}

    guard = Guard(stay, RULES)
    awaited(guard({"type": "websocket", "headers": [(b"host", b"localhost")]}, receive, send))
    assert (most, told) == ([1, 2], [{"type": "websocket.close", "code": 1013}])
    assert guard.open == 0
    guard.open = 2
    status, headers, text = asked(guard)
    assert (status, headers[b"retry-after"]) == (503, b"5")
    assert "All 2 places are taken" in text
    assert asked(Guard(page, RULES), "/_stcore/health")[0] == 200


def test_who_leaves_in_an_error_gives_the_place_back():
    async def broken(scope, receive, send):
        raise RuntimeError

    guard = Guard(broken, RULES)
    with pytest.raises(RuntimeError):
        joined(guard)
    assert guard.open == 0


def test_a_page_asks_early_for_the_scripts_that_draw_it_and_nothing_else_does():
    rules = Rules(early=("./static/js/Selectbox.js", "./static/js/Metric.js"))
    link = (
        b"<./static/js/Selectbox.js>; rel=modulepreload; crossorigin, "
        b"<./static/js/Metric.js>; rel=modulepreload; crossorigin"
    )
    assert asked(Guard(page, rules), "/pacing")[1][b"link"] == link
    assert b"link" not in asked(Guard(page, rules), "/static/js/Metric.js")[1]
    assert b"link" not in asked(Guard(page, rules), CLOSED[0])[1]
    assert b"link" not in asked(Guard(page, RULES), "/pacing")[1]


async def html(scope, receive, send):
    """A page as a file is sent: in pieces, packed where the browser takes that, and named by its size on disk."""
    packed = dict(scope["headers"]).get(b"accept-encoding") == b"gzip"
    size = [(b"content-length", b"28"), (b"etag", b'"28"')]
    await send({"type": "http.response.start", "status": 200, "headers": size})
    await send({"type": "http.response.body", "body": b"packed" if packed else b"<head></head>", "more_body": True})
    await send({"type": "http.response.body", "body": b"<body></body>"})


def test_a_page_has_our_style_in_its_head_whether_the_browser_takes_packed_pages_or_not():
    guard = Guard(html, Rules(style="p{margin:0}"))
    for more in ((), ((b"accept-encoding", b"gzip"),)):
        status, headers, body = asked(guard, "/pacing", more=more)
        assert (status, body) == (200, "<head><style>p{margin:0}</style></head><body></body>")
        assert headers[b"content-length"] == str(len(body)).encode()
        assert b"etag" not in headers


def test_what_is_no_page_passes_as_it_is():
    guard = Guard(html, Rules(style="p{margin:0}"))
    assert asked(guard, "/static/js/Metric.js", more=((b"accept-encoding", b"gzip"),))[2] == "packed"
    assert asked(Guard(html, RULES), "/pacing", more=((b"accept-encoding", b"gzip"),))[2] == "packed"


def test_the_style_of_the_first_moment_speaks_of_what_streamlit_still_draws_by():
    scripts = "".join(
        one.read_text("utf-8") for one in (Path(streamlit.__file__).parent / "static" / "static" / "js").glob("*.js")
    )
    names = set(re.findall(r"\bst[A-Z]\w+", streamlit_internals.EARLY_STYLE))
    assert names
    assert {name for name in names if name not in scripts} == set()


def test_the_scripts_asked_for_early_are_those_of_the_row_of_filters_first_and_are_there():
    early = streamlit_internals.early_scripts()
    folder = Path(streamlit.__file__).parent / "static"
    assert early[0].startswith("./static/js/Selectbox.")
    assert len(early) == len(set(early))
    assert all((folder / one).is_file() for one in early)
    assert not set(early) & set(re.findall(r'"(\./static/js/[^"]+)"', (folder / "index.html").read_text()))
