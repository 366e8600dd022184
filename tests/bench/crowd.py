"""Many sessions at once, without a browser: each changes the field filter every few seconds and waits for its page.

A process of its own, so that the client's work is not the server's: `python -m tests.bench.crowd ADDRESS…` prints the
seconds of every rerun as JSON.
"""

import asyncio
import itertools
import json
import random
import time
from urllib.parse import parse_qsl, urlencode, urlsplit

import click
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Selectbox_pb2 import Selectbox
from websockets.asyncio.client import ClientConnection, connect

PAUSE_SECONDS = 3
PATIENCE_SECONDS = 60


class Session:
    """What one browser tab knows: its page, its address, the filter that it has seen and the messages that it keeps."""

    def __init__(self, line: ClientConnection, address: str) -> None:
        self.line = line
        self.page, self.query = urlsplit(address).path.strip("/"), urlsplit(address).query
        self.script = ""
        self.field: Element | None = None
        self.kept: set[str] = set()

    async def run(self, chosen: str | None = None) -> float:
        """Have the page run, with a field chosen; seconds until its script has ended. Raises RuntimeError."""
        message = BackMsg()
        state = message.rerun_script
        if chosen is not None and self.field is not None:
            widget = state.widget_states.widgets.add()
            widget.id, widget.string_value = self.field.selectbox.id, chosen
            self._put_in_address(chosen, self.field.selectbox)
        state.query_string, state.page_name, state.page_script_hash = self.query, self.page, self.script
        state.cached_message_hashes.extend(self.kept)
        started = time.perf_counter()
        await self.line.send(message.SerializeToString())
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not self._is_last(await self.line.recv()):
                pass
        return time.perf_counter() - started

    def _put_in_address(self, chosen: str, box: Selectbox) -> None:
        """Do as a browser does with a widget that is bound to its address: a default stays out of it."""
        if not box.query_param_key:
            return
        query = dict(parse_qsl(self.query)) | {box.query_param_key: chosen}
        if chosen == box.options[box.default]:
            del query[box.query_param_key]
        self.query = urlencode(query)

    def _is_last(self, received: str | bytes) -> bool:
        message = ForwardMsg.FromString(received if isinstance(received, bytes) else received.encode())
        kind = message.WhichOneof("type")
        if message.metadata.cacheable:
            self.kept.add(message.hash)
        if kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "navigation":
            self.script = message.navigation.page_script_hash
        elif kind == "delta":
            element = message.delta.new_element
            if element.WhichOneof("type") == "exception":
                raise RuntimeError(f"The page failed: {element.exception.message}")
            if element.WhichOneof("type") == "selectbox" and element.selectbox.label == "Field":
                self.field = element
        # A script that starts itself anew ends early: its page is still to come.
        return kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN


async def _user(address: str, number: int, seconds: float, everybody: asyncio.Barrier) -> list[float]:
    parts = urlsplit(address)
    took = []
    async with connect(f"ws://{parts.netloc}/_stcore/stream", subprotocols=["streamlit"], max_size=None) as line:
        session = Session(line, address)
        await session.run()
        assert session.field is not None, "the page has no filter named Field"
        fields = itertools.cycle(session.field.selectbox.options)
        await everybody.wait()
        chance = random.Random(number)
        await asyncio.sleep(chance.uniform(0, PAUSE_SECONDS))
        until = time.perf_counter() + seconds
        next(fields)  # the first one is shown already
        while time.perf_counter() < until:
            took.append(await session.run(next(fields)))
            await asyncio.sleep(max(0.0, PAUSE_SECONDS - took[-1]))
    return took


async def _crowd(addresses: tuple[str, ...], users: int, seconds: float) -> list[float]:
    everybody = asyncio.Barrier(users)
    each = [_user(addresses[n % len(addresses)], n, seconds, everybody) for n in range(users)]
    return [time for took in await asyncio.gather(*each) for time in took]


@click.command()
@click.argument("addresses", nargs=-1, required=True)
@click.option("--users", default=25, type=click.IntRange(1, 500))
@click.option("--seconds", default=60.0)
def main(addresses: tuple[str, ...], users: int, seconds: float) -> None:
    """Print the seconds of every rerun of so many users, taking the addresses in turn."""
    if any(urlsplit(address).hostname != "127.0.0.1" for address in addresses):
        raise click.UsageError("Only a server on 127.0.0.1 may be loaded.")
    click.echo(json.dumps(asyncio.run(_crowd(addresses, users, seconds))))


if __name__ == "__main__":
    main()
