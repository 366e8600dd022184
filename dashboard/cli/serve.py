"""The command that serves the pages, and on which address it may."""

import ipaddress
import socket
from pathlib import Path

import click

from dashboard import ahead, forecast_job, warming
from dashboard.access import roles, settings
from dashboard.access.guard import LOOPBACK_NAMES, Guard, Rules
from dashboard.access.settings import Misconfigured
from dashboard.cli.scope import prepared
from data.store import log
from data.store.store import Store

APP = Path(__file__).resolve().parents[2] / "streamlit_app.py"
"""What `dashboard serve` runs."""
LOOPBACK = "127.0.0.1"


@click.command()
@click.option("--port", default=8501, show_default=True, help="Port to listen on, 1 to 65535.")
@click.option("--address", default=LOOPBACK, show_default=True, help="Address to listen on.")
@click.option(
    "--insecure",
    is_flag=True,
    help="Serve another address without sign-in: everyone who reaches it is an administrator.",
)
def serve(port: int, address: str, insecure: bool) -> None:
    """Serve the pages at http://ADDRESS:PORT, on this machine alone unless people sign in."""
    try:
        configured, places = settings.load(), settings.sessions()
        roles.check(configured)
    except Misconfigured as error:
        raise click.UsageError(str(error)) from None
    if not (is_loopback(address) or configured.has_sign_in or insecure):
        raise click.UsageError(_open_to_all(address))
    _check_port(address, port)
    from data.readers import laid_out

    laid_out.sweep()  # what a server that was killed had laid out
    held = prepared()
    log.note_roles(Store().home, configured.roles)
    click.echo(f"Data version {held.id} is ready. Serving http://{address}:{port}", err=True)
    from dashboard import streamlit_internals

    rules = Rules(
        settings.hosts() | configured.own_hosts,
        places,
        streamlit_internals.inline_scripts(),
        streamlit_internals.early_scripts(),
        streamlit_internals.EARLY_STYLE,
        has_sign_in=configured.has_sign_in,
        is_tls=configured.is_tls,
    )
    options = {
        "server.port": port,
        "server.address": address,
        "server.headless": True,
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": False,
    }
    warming.once_listening(port, address)
    ahead.start()
    with forecast_job.while_serving():
        streamlit_internals.serve(str(APP), options, configured.auth, lambda inner: Guard(inner, rules))


def _open_to_all(address: str) -> str:
    """Why an address is refused on which strangers would be let in."""
    return (
        f"On {address} anyone who reaches this machine could see and change all data. Set up sign-in (see docs/running.md), or say "
        "--insecure where nobody else can reach it, or where a proxy before it signs people in."
    )


def is_loopback(address: str) -> bool:
    """Whether only this machine reaches an address."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address in LOOPBACK_NAMES


def _check_port(address: str, port: int) -> None:
    """Raises UsageError, with a sentence, for a port on which nothing can be served."""
    if not 1 <= port <= 65_535:
        raise click.UsageError(f"{port} is no port: a port is a number from 1 to 65535, such as 8501.")
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((address, port))
        except PermissionError:
            raise click.UsageError(f"Port {port} is kept for the system; choose one above 1023.") from None
        except socket.gaierror:
            raise click.UsageError(f"{address} is no address of this machine.") from None
        except OSError:
            raise click.UsageError(f"Port {port} is in use; choose another one with --port.") from None
