"""The guard before every route: hosts that are ours, headers, routes that stay closed, and how many may be in at once.

It is plain ASGI, so that what is refused costs nothing and no route of Streamlit can be forgotten.
"""

# Why: decision 133.

import ipaddress
import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote, urlsplit

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

LOOPBACK_NAMES = frozenset({"localhost", "localhost.localdomain"})
CLOSED = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check")
"""Streamlit's routes that describe the server to strangers, or let programs use the pages without a browser."""
NOT_PAGES = ("/_stcore/", "/static/", "/media/", "/component/", "/auth/", "/oauth2callback")
# Streamlit draws its styles and charts from inline styles, and our two small scripts from blobs that it makes itself; the
# hash is that of the one line of script in its page. Vega compiles no expressions there.
POLICY = (
    "default-src 'self'; script-src 'self' blob: {scripts}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
OF_THE_FILE = (b"content-length", b"etag", b"last-modified")
"""Headers that describe the page file on disk. We add a style to the page, so they would be wrong."""
WAY = "dashboard_way"
"""The cookie with the page that a reader returns to after signing in."""
LONGEST_WAY = 2_000
RETRY_SECONDS = 5
FULL = """<!doctype html><html lang="en"><meta charset="utf-8"><title>The dashboard is full</title>
<meta http-equiv="refresh" content="{seconds}"><meta name="viewport" content="width=device-width">
<h1>The dashboard is full</h1>
<p>All {places} places are taken. This page tries again every {seconds} seconds; your link keeps what it shows.</p></html>
"""


@dataclass(frozen=True)
class Rules:
    """What the guard goes by. `hosts` are names under which the server is reached, besides loopback and numeric addresses.

    `scripts` are the hashes of inline scripts that may run, `early` those that a page will need, `style` what a page is laid
    out by before any of it is drawn, `is_tls` whether readers come by https. Where they sign in, the guard leads back to the
    page that they asked for: Streamlit comes back to the first one.
    """

    hosts: frozenset[str] = frozenset()
    sessions: int = 200
    scripts: tuple[str, ...] = ()
    early: tuple[str, ...] = ()
    style: str = ""
    has_sign_in: bool = False
    is_tls: bool = False

    def admits(self, host: str) -> bool:
        """Whether a request for this host is meant for us.

        A page of another site can point its own name at our address, never a number or a name of ours: any numeric
        address is fine.
        """
        try:
            name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
        except ValueError:
            return False
        return name in LOOPBACK_NAMES or name in self.hosts or _is_numeric(name)

    def headers(self) -> Headers:
        """What every answer carries."""
        values = {
            "content-security-policy": POLICY.format(scripts=" ".join(f"'{one}'" for one in self.scripts)),
            "x-content-type-options": "nosniff",
            "x-frame-options": "DENY",
            "referrer-policy": "same-origin",
            "permissions-policy": "camera=(), geolocation=(), microphone=()",
            "cross-origin-opener-policy": "same-origin",
            "cross-origin-resource-policy": "same-origin",
        }
        if self.is_tls:
            values["strict-transport-security"] = "max-age=31536000"
        return [(name.encode(), value.encode()) for name, value in values.items()]


class Guard:
    """An application behind the rules."""

    def __init__(self, inner: Application, rules: Rules) -> None:
        self._inner = inner
        self._rules = rules
        self._headers = rules.headers()
        self._early = ", ".join(f"<{way}>; rel=modulepreload; crossorigin" for way in rules.early).encode()
        self.open = 0

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Hand on what is let in."""
        if scope["type"] == "http":
            await self._answer(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._join(scope, receive, send)
        else:
            await self._inner(scope, receive, send)

    async def _answer(self, scope: Message, receive: Receive, send: Send) -> None:
        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", ()))
                if self._rules.early and message["status"] == 200 and _is_page(scope):
                    headers.append((b"link", self._early))
                if self._rules.has_sign_in:
                    headers = _led_back(scope, message["status"], headers)
                message["headers"] = self._sealed(headers)
            await send(message)

        if not self._rules.admits(_header(scope, b"host")):
            await _refuse(sealed, 421, "This server does not answer to that name.")
        elif any(route in scope["path"] for route in CLOSED):
            await _refuse(sealed, 404, "Not found.")
        elif self.open >= self._rules.sessions and _is_page(scope):
            page = FULL.format(places=self._rules.sessions, seconds=RETRY_SECONDS)
            await _refuse(sealed, 503, page, "text/html")
        else:
            await self._inner(*self._styled(scope, receive, sealed))

    def _styled(self, scope: Message, receive: Receive, send: Send) -> tuple[Message, Receive, Send]:
        """The same request, with our style added to the answer if it is a page."""
        if not self._rules.style or not _is_page(scope):
            return scope, receive, send
        # The page is asked for as plain text, so that it can be written into.
        plain = [(name, value) for name, value in scope["headers"] if name.lower() != b"accept-encoding"]
        return (
            {**scope, "headers": plain},
            receive,
            _Styled(send, f"<style>{self._rules.style}</style></head>".encode()),
        )

    async def _join(self, scope: Message, receive: Receive, send: Send) -> None:
        if self.open >= self._rules.sessions or not self._rules.admits(_header(scope, b"host")):
            await receive()
            await send({"type": "websocket.close", "code": 1013})
            return
        self.open += 1
        try:
            await self._inner(scope, receive, send)
        finally:
            self.open -= 1

    def _sealed(self, headers: Iterable[tuple[bytes, bytes]]) -> Headers:
        ours = {name for name, _ in self._headers}
        kept = [(name, value) for name, value in headers if name.lower() not in ours | {b"server"}]
        if self._rules.is_tls:
            kept = [(name, _secure(value) if name.lower() == b"set-cookie" else value) for name, value in kept]
        return kept + self._headers


class _Styled:
    """Sends a page on with `end` in place of its closing head tag."""

    def __init__(self, send: Send, end: bytes) -> None:
        self._send = send
        self._end = end
        self._start: Message = {}
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
        elif message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._whole()
        else:
            await self._send(message)

    async def _whole(self) -> None:
        body = self._body.replace(b"</head>", self._end, 1)
        headers = [(name, value) for name, value in self._start.get("headers", ()) if name.lower() not in OF_THE_FILE]
        if body:
            headers.append((b"content-length", str(len(body)).encode()))
        await self._send({**self._start, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})


def _led_back(scope: Message, status: int, headers: Headers) -> Headers:
    """The page that is asked for, kept in a cookie, and the answer that ends a sign-in leading there."""
    if status == 200 and _is_page(scope):
        query = scope["query_string"].decode("latin-1")
        asked = quote(f"{scope['path']}?{query}" if query else scope["path"], safe="/")
        if len(asked) <= LONGEST_WAY:
            cookie = f"{WAY}={asked}; Path=/; Max-Age=900; HttpOnly; SameSite=Lax"
            return [*headers, (b"set-cookie", cookie.encode("latin-1"))]
    if status == 302 and scope["path"].endswith("/oauth2callback"):
        cookies = dict(part.strip().partition("=")[::2] for part in _header(scope, b"cookie").split(";"))
        way = unquote(cookies.get(WAY, ""))
        if _is_local(way):
            return [(k, way.encode("ascii", "ignore") if k.lower() == b"location" else v) for k, v in headers]
    return headers


def _is_local(way: str) -> bool:
    """Whether an address is one of our own pages; a cookie may hold anything."""
    return bool(re.fullmatch(r"/(?!/)[\x21-\x7e]*", way)) and "\\" not in way and "//" not in way.partition("?")[0]


def _is_numeric(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_page(scope: Message) -> bool:
    is_asset = any(part in scope["path"] for part in NOT_PAGES)
    return scope["method"] == "GET" and not is_asset and b"text/html" in _header(scope, b"accept").encode()


def _secure(cookie: bytes) -> bytes:
    return cookie if b"; secure" in cookie.lower() else cookie + b"; Secure"


def _header(scope: Message, name: bytes) -> str:
    """The value of a request's header; empty where the header is sent twice."""
    values = [value for key, value in scope["headers"] if key == name]
    return values[0].decode("latin-1") if len(values) == 1 else ""


async def _refuse(send: Send, status: int, text: str, kind: str = "text/plain") -> None:
    headers = [(b"content-type", f"{kind}; charset=utf-8".encode()), (b"cache-control", b"no-store")]
    if status == 503:
        headers.append((b"retry-after", str(RETRY_SECONDS).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})
