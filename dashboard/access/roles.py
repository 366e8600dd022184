"""Who somebody is to the dashboard: a role, and the actions that it gives."""

# Why: decision 137.

import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from dashboard.access.settings import Misconfigured, Settings
from data.reference.view import PART_GRAINS, Part, View


class Action(Enum):
    """What a person does here. Each page names the action that opens it, and every function that writes asks for one."""

    SEE_PUBLIC = "see the public pages"
    SEE = "see the staff's pages"
    PLAN = "set goals, and save scenarios and briefs"
    DECIDE = "decide on sections"
    IMPORT = "bring and remove data, and make forecasts"
    ADMINISTER = "read the log"


_VISITOR = frozenset({Action.SEE_PUBLIC})
_VIEWER = _VISITOR | {Action.SEE}
_MANAGER = _VIEWER | {Action.PLAN, Action.DECIDE}
_STEWARD = _MANAGER | {Action.IMPORT}
ROLES: Mapping[str, frozenset[Action]] = {
    "nobody": frozenset(),
    "visitor": _VISITOR,
    "viewer": _VIEWER,
    "manager": _MANAGER,
    "data steward": _STEWARD,
    "administrator": _STEWARD | {Action.ADMINISTER},
}
"""Every role with what it may do, the least first; each may do what those before it may."""
NARROWED = ("viewer", "manager")
"""Roles that can be limited to a part of the college. The other roles change data of the whole college."""


@dataclass(frozen=True)
class Person:
    """Somebody at the dashboard.

    `is_asked` says whether people sign in here, `is_known` whether this one has, `is_late` whether they had and it ran out.
    `part` is the part of the college that they are shown; None for all of it.
    """

    name: str | None
    role: str
    is_asked: bool = True
    is_known: bool = True
    is_late: bool = False
    part: Part | None = None

    def may(self, action: Action) -> bool:
        """Whether they may do it."""
        return action in ROLES[self.role]

    @property
    def audience(self) -> str:
        """`staff`, for whom operational counts are exact, or `public`."""
        return "staff" if self.may(Action.SEE) else "public"

    def view(self, version: str) -> str:
        """A version as this person is shown it, to stand in scopes and in the keys of what is kept."""
        return View(version, is_public=self.is_asked and self.audience == "public", part=self.part).id


def stranger(access: Mapping[str, Any], *, is_late: bool = False) -> Person:
    """Somebody who has not signed in."""
    return Person(None, "visitor" if access.get("visitors") is True else "nobody", is_known=False, is_late=is_late)


def person(claims: Mapping[str, Any], access: Mapping[str, Any]) -> Person:
    """Whom the claims of a sign-in and `[access]` make. Raises Misconfigured.

    An address in `[access.people]` goes before the claim of roles; of several roles the one that may do most counts.
    """
    if not claims.get("is_logged_in"):
        return stranger(access)
    if _ends_at(claims, access) <= time.time():
        return stranger(access, is_late=True)
    grants = [_grant(value) for value in _stated(claims, access)]
    role = max((grant.role for grant in grants), key=list(ROLES).index, default=stranger(access).role)
    return Person(_name(claims), role, part=_joined([grant.part for grant in grants if grant.role == role]))


def check(configured: Settings) -> None:
    """Raises Misconfigured where people sign in and `[access]` says something that cannot be."""
    if not configured.has_sign_in:
        return
    access = configured.access
    known = {"role_claim", "person_claim", "people", "roles", "visitors", "hours"}
    if unknown := sorted(set(access) - known):
        raise Misconfigured(
            f"[access] in the secrets file knows no {', '.join(unknown)}; it knows {', '.join(sorted(known))}."
        )
    if not (access.get("people") or access.get("roles")):
        raise Misconfigured("[access] in the secrets file gives nobody a role: add [access.people] or [access.roles].")
    for value in (*access.get("people", {}).values(), *access.get("roles", {}).values()):
        _grant(value)
    _hours(access)


def _stated(claims: Mapping[str, Any], access: Mapping[str, Any]) -> list[Any]:
    """The role that the settings give to a person with these claims."""
    claim = access.get("person_claim", "email")
    name = claims.get(claim)
    # Some providers let people state any address; one that is not verified says nothing of who they are.
    is_sure = claim != "email" or claims.get("email_verified") is True
    people = {str(key).casefold(): value for key, value in access.get("people", {}).items()}
    if isinstance(name, str) and is_sure and name.casefold() in people:
        return [people[name.casefold()]]
    held = claims.get(access.get("role_claim", "roles"), [])
    names = [held] if isinstance(held, str) else held if isinstance(held, list) else []
    roles = access.get("roles", {})
    return [roles[one] for one in names if isinstance(one, str) and one in roles]


@dataclass(frozen=True)
class _Grant:
    """What the settings give: a role, and the part of the college that it is for; None for all of it."""

    role: str
    part: Part | None = None


def _grant(value: Any) -> _Grant:
    """A role as the settings say it: by its name, or with a school or fields. Raises Misconfigured."""
    role = value.get("role") if isinstance(value, dict) else value
    if not isinstance(role, str) or role not in ROLES or role == "nobody":
        raise Misconfigured(f"{role!r} in the secrets file is no role; there are {', '.join(list(ROLES)[1:])}.")
    if not isinstance(value, dict):
        return _Grant(role)
    narrows = {key: said for key, said in value.items() if key != "role"}
    if len(narrows) != 1 or not set(narrows) <= set(PART_GRAINS):
        raise Misconfigured(f"{value!r} in the secrets file must name a role with one of {' and '.join(PART_GRAINS)}.")
    if role not in NARROWED:
        raise Misconfigured(
            f"{value!r} in the secrets file limits the role {role}; only {' and '.join(NARROWED)} can be for a part of the college."
        )
    ((grain, said),) = narrows.items()
    values = said if isinstance(said, list) and grain == "field" else [said]
    if not values or not all(isinstance(one, str) and one for one in values):
        raise Misconfigured(f'{value!r} in the secrets file must name one school, or fields such as "11", as text.')
    return _Grant(role, Part(grain, tuple(dict.fromkeys(values))))


def _joined(parts: list[Part | None]) -> Part | None:
    """The part that somebody with several grants is shown: all of the fields, or the first of what cannot be joined."""
    stated = [part for part in parts if part is not None]
    if len(stated) < len(parts) or not stated:
        return None
    fields = [value for part in stated if part.grain == "field" for value in part.values]
    return Part("field", tuple(dict.fromkeys(fields))) if stated[0].grain == "field" else stated[0]


def _ends_at(claims: Mapping[str, Any], access: Mapping[str, Any]) -> float:
    """When a sign-in runs out: after so many hours where the settings say how many, else when its token does."""
    hours, begun = _hours(access), claims.get("iat")
    if hours is not None and isinstance(begun, int | float):
        return begun + 3600 * hours
    end = claims.get("exp")
    return float(end) if isinstance(end, int | float) else 0.0


def _hours(access: Mapping[str, Any]) -> float | None:
    hours = access.get("hours")
    if hours is None or (isinstance(hours, int | float) and not isinstance(hours, bool) and 0 < hours <= 24):
        return hours
    raise Misconfigured(f"hours in [access] is how long a sign-in lasts, up to 24, not {hours!r}.")


def _name(claims: Mapping[str, Any]) -> str | None:
    name = claims.get("name") or claims.get("email") or claims.get("sub")
    return str(name)[:120] if name else None
