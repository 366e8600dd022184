"""Who reads the page, what they may do, and the store as they may write it."""

import os
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

import streamlit as st

from dashboard.access import roles, settings
from dashboard.access.roles import Action, Person
from data.reference.audience import audience
from data.store.store import Store, StoreError

P = ParamSpec("P")


class NotAllowed(StoreError):
    """Something that the reader's role does not allow, as a sentence."""


def person() -> Person:
    """The reader: the person who signed in, or the only administrator of a server on loopback. Raises Misconfigured."""
    configured = settings.load()
    if configured.has_sign_in:
        return roles.person(_claims(), configured.access)
    return Person(_local_name(), "administrator" if audience() == "staff" else "visitor", is_asked=False)


def signed_in() -> str | None:
    """The reader's name or address; None where nobody is asked to sign in.

    Streamlit's own sign-in tells it. Behind a proxy that signs people in, DASHBOARD_USER_HEADER names the header in which
    it says who they are; without that setting no header is believed.
    """
    return person().name


def store(action: Action) -> Store:
    """The store, for whoever may do this. Raises NotAllowed. What writes for a reader takes it from here.

    Of somebody who is shown a part of the college it keeps no change of anything else.
    """
    who = person()
    if not who.may(action):
        raise NotAllowed(f"Your role, {who.role}, does not let you {action.value}. Nothing was changed.")
    return Store(who=who.name, part=who.part)


def only_for(action: Action, *, of_whole: bool = False) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """A part of a page that is drawn for those alone who may do this; `of_whole`: and are shown the whole college."""

    def limited(draw: Callable[P, None]) -> Callable[P, None]:
        @wraps(draw)
        def drawn(*arguments: P.args, **named: P.kwargs) -> None:
            who = person()
            if who.may(action) and not (of_whole and who.part):
                draw(*arguments, **named)

        return drawn

    return limited


def _claims() -> dict[str, Any]:
    return st.user.to_dict()


def _local_name() -> str | None:
    claims = _claims()
    name = claims.get("name") or claims.get("email")
    header = os.environ.get("DASHBOARD_USER_HEADER", "")
    if not name and header:
        name = st.context.headers.get(header)
    return str(name)[:120] if name else None
