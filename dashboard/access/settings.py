"""Settings of who may come in: the secrets file, and the environment where a secret had better not lie in a file."""

import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from data.caches import kept

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
"""What `[auth]` must say for anybody to sign in."""
IN_ENVIRONMENT = {"DASHBOARD_CLIENT_SECRET": "client_secret", "DASHBOARD_COOKIE_SECRET": "cookie_secret"}
STANDARD_SESSIONS = 200


class Misconfigured(ValueError):
    """Settings that leave open who may do what, as a sentence. Nobody comes in until it is mended."""


@dataclass(frozen=True)
class Settings:
    """What `[auth]` says to Streamlit, and `[access]` to us; both are empty where nobody is asked to sign in."""

    auth: dict[str, Any] = field(default_factory=dict)
    access: dict[str, Any] = field(default_factory=dict)

    @property
    def has_sign_in(self) -> bool:
        """Whether people sign in."""
        return bool(self.auth)

    @property
    def own_hosts(self) -> frozenset[str]:
        """The name under which readers reach the server, as the address says to which sign-in returns."""
        return frozenset(filter(None, [urlsplit(str(self.auth.get("redirect_uri", ""))).hostname]))

    @property
    def roles(self) -> dict[str, str]:
        """The role of every person and of every value of the claim, by its name."""
        given = {name: role for kind in ("people", "roles") for name, role in self.access.get(kind, {}).items()}
        return {name: _words(role) for name, role in given.items()}

    @property
    def is_tls(self) -> bool:
        """Whether readers come by https."""
        return str(self.auth.get("redirect_uri", "")).startswith("https://")


def secrets_file() -> Path:
    """The file that DASHBOARD_SECRETS names, else `.streamlit/secrets.toml` beside the entry script."""
    stated = os.environ.get("DASHBOARD_SECRETS")
    return Path(stated).expanduser() if stated else ROOT / ".streamlit" / "secrets.toml"


def load() -> Settings:
    """The settings as they stand now. Raises Misconfigured."""
    path = secrets_file()
    try:
        said = _parsed(path.read_text("utf-8"))
    except FileNotFoundError:
        if "DASHBOARD_SECRETS" in os.environ:
            raise Misconfigured(f"DASHBOARD_SECRETS names {path}, which is not there.") from None
        return Settings()
    except (OSError, ValueError):
        raise Misconfigured(f"The secrets file {path} cannot be read as TOML.") from None
    if "auth" not in said:
        return Settings()
    stated = said["auth"] if isinstance(said["auth"], dict) else {}
    auth = stated | {key: os.environ[name] for name, key in IN_ENVIRONMENT.items() if os.environ.get(name)}
    if missing := [key for key in NEEDED if not auth.get(key)]:
        raise Misconfigured(f"To sign people in, [auth] in the secrets file must say {', '.join(missing)}.")
    return Settings(auth, said.get("access", {}))


@kept("secrets")
def _parsed(text: str) -> dict[str, Any]:
    """The settings in the file, read again only when it changes: every link on a page asks who the reader is."""
    return tomllib.loads(text)


def hosts() -> frozenset[str]:
    """Names that DASHBOARD_HOSTS allows, separated by commas."""
    return frozenset(name.strip().lower() for name in os.environ.get("DASHBOARD_HOSTS", "").split(",") if name.strip())


def sessions() -> int:
    """How many may be in at once: DASHBOARD_SESSIONS, else 200. Raises Misconfigured."""
    text = os.environ.get("DASHBOARD_SESSIONS", f"{STANDARD_SESSIONS}")
    if not text.isdecimal() or not 1 <= int(text) <= 100_000:
        raise Misconfigured(f"DASHBOARD_SESSIONS must be a whole number of at least 1, not {text!r}.")
    return int(text)


def _words(role: Any) -> str:
    """A role as the log names it, with the part of the college that it is for."""
    if not isinstance(role, dict):
        return str(role)
    return ", ".join([str(role.get("role")), *(f"{key} {value}" for key, value in role.items() if key != "role")])
