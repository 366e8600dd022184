"""Which role claims give, and that what is not said gives none."""

import time
from itertools import pairwise

import pytest

from dashboard.access import roles, settings
from dashboard.access.roles import ROLES, Action, Person, person
from dashboard.access.settings import Misconfigured, Settings
from data.reference.view import Part, view

ACCESS = {
    "role_claim": "groups",
    "roles": {"deans": "manager", "registrar": "data steward", "everyone": "viewer"},
    "people": {"ada@college.edu": "administrator"},
}
AUTH = """[auth]
redirect_uri = "https://dashboard.college.edu/oauth2callback"
cookie_secret = "a"
client_id = "b"
client_secret = "c"
server_metadata_url = "https://login.college.edu/.well-known/openid-configuration"
"""


def claims(**more):
    """Claims of somebody who has just signed in."""
    now = time.time()
    return {"is_logged_in": True, "sub": "1", "name": "Grace", "iat": now, "exp": now + 300, **more}


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ({"groups": ["deans"]}, "manager"),
        ({"groups": "deans"}, "manager"),
        ({"groups": ["everyone", "registrar", "deans"]}, "data steward"),
        ({"groups": ["students"]}, "nobody"),
        ({"groups": None}, "nobody"),
        ({"groups": [["deans"]]}, "nobody"),
        ({"groups": {"deans": True}}, "nobody"),
        ({"roles": ["deans"]}, "nobody"),
        ({}, "nobody"),
        ({"email": "Ada@college.edu", "email_verified": True}, "administrator"),
        ({"email": "ada@college.edu", "email_verified": False}, "nobody"),
        ({"email": "ada@college.edu", "email_verified": "true"}, "nobody"),
        ({"email": "ada@college.edu"}, "nobody"),
        ({"email": "ada@college.edu", "groups": ["everyone"]}, "viewer"),
        ({"email": ["ada@college.edu"], "email_verified": True}, "nobody"),
    ],
)
def test_claims_give_the_role_that_the_settings_say_and_no_other(said, role):
    assert person(claims(**said), ACCESS).role == role


def test_a_person_may_be_named_by_another_claim():
    assert person(claims(oid="7"), {"person_claim": "oid", "people": {"7": "viewer"}}).role == "viewer"


@pytest.mark.parametrize(
    ("when", "hours", "is_known"),
    [
        ({"exp": 10}, None, True),
        ({"exp": -1}, None, False),
        ({"exp": None}, None, False),
        ({"exp": "never"}, None, False),
        ({"exp": -1, "iat": -3600}, 2, True),
        ({"exp": 10, "iat": -7201}, 2, False),
    ],
)
def test_a_sign_in_runs_out(when, hours, is_known):
    moved = {name: time.time() + value if isinstance(value, int) else value for name, value in when.items()}
    who = person(claims(groups=["deans"], **moved), ACCESS | ({"hours": hours} if hours else {}))
    assert (who.is_known, who.is_late, who.may(Action.SEE)) == (is_known, not is_known, is_known)


@pytest.mark.parametrize(
    ("visitors", "role"), [(True, "visitor"), (False, "nobody"), ("yes", "nobody"), (None, "nobody")]
)
def test_who_has_not_signed_in_sees_public_pages_where_the_college_says_so(visitors, role):
    who = person({"is_logged_in": False, "groups": ["registrar"]}, ACCESS | {"visitors": visitors})
    assert (who.role, who.audience, who.may(Action.SEE)) == (role, "public", False)


def test_each_role_may_do_what_those_before_it_may():
    kinds = list(ROLES.values())
    assert all(less < more for less, more in pairwise(kinds))
    assert kinds[-1] == set(Action)


def test_what_the_public_is_shown_is_another_view_than_the_staffs():
    assert Person(None, "visitor").view("20260101-abcdef") == "20260101-abcdef~public"
    assert Person(None, "viewer").view("20260101-abcdef") == "20260101-abcdef"
    assert Person(None, "visitor", is_asked=False).view("20260101-abcdef") == "20260101-abcdef"


FIELD, FIELDS = {"role": "viewer", "field": "11"}, {"role": "viewer", "field": ["52", "11"]}
SCHOOL = {"role": "viewer", "school": "Business"}


@pytest.mark.parametrize(
    ("given", "role", "part"),
    [
        ([FIELD], "viewer", Part("field", ("11",))),
        ([FIELDS], "viewer", Part("field", ("52", "11"))),
        ([FIELD, FIELDS], "viewer", Part("field", ("11", "52"))),
        ([SCHOOL], "viewer", Part("school", ("Business",))),
        ([SCHOOL, FIELD], "viewer", Part("school", ("Business",))),
        ([FIELD, "viewer"], "viewer", None),
        ([FIELD, "manager"], "manager", None),
        ([FIELD, "visitor"], "viewer", Part("field", ("11",))),
        ([FIELDS, FIELD | {"role": "manager"}], "manager", Part("field", ("11",))),
        ([SCHOOL | {"role": "manager"}], "manager", Part("school", ("Business",))),
        ([FIELD | {"role": "manager"}, "data steward"], "data steward", None),
    ],
)
def test_a_viewer_or_manager_may_be_shown_a_part_of_the_college(given, role, part):
    groups = {str(at): value for at, value in enumerate(given)}
    who = person(claims(groups=list(groups)), ACCESS | {"roles": groups})
    assert (who.role, who.part) == (role, part)
    assert view(who.view("20260101-abcdef")).part == part


@pytest.mark.parametrize(
    ("access", "words"),
    [
        ({}, "gives nobody a role"),
        ({"roles": {"deans": "chief"}}, "'chief' in the secrets file is no role"),
        ({"roles": {"deans": "nobody"}}, "'nobody' in the secrets file is no role"),
        ({"roles": {"deans": ["viewer"]}}, r"\['viewer'\] in the secrets file is no role"),
        ({"role": {"deans": "viewer"}}, "knows no role"),
        ({"roles": {"deans": {"field": "11"}}}, "None in the secrets file is no role"),
        ({"roles": {"deans": {"role": "viewer"}}}, "must name a role with one of school and field"),
        ({"roles": {"deans": FIELD | SCHOOL}}, "must name a role with one of school and field"),
        ({"roles": {"deans": {"role": "viewer", "offering": "a"}}}, "must name a role with one of school and field"),
        *(
            ({"roles": {"deans": FIELD | {"role": role}}}, "only viewer and manager can be for a part")
            for role in ("visitor", "data steward", "administrator")
        ),
        ({"people": {"a": {"role": "viewer", "field": 11}}}, "as text"),
        ({"people": {"a": {"role": "viewer", "field": []}}}, "as text"),
        ({"people": {"a": {"role": "viewer", "school": ["A", "B"]}}}, "as text"),
        ({"roles": {"deans": "viewer"}, "hours": 200}, "hours in"),
        ({"roles": {"deans": "viewer"}, "hours": True}, "hours in"),
    ],
)
def test_settings_that_cannot_be_are_a_sentence(access, words):
    with pytest.raises(Misconfigured, match=words):
        roles.check(Settings({"client_id": "a"}, access))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[auth", "cannot be read as TOML"),
        ('[auth]\nclient_id = "a"', "must say redirect_uri, cookie_secret, client_secret, server_metadata_url"),
        ("auth = 1", "must say redirect_uri"),
        (None, "which is not there"),
    ],
)
def test_a_secrets_file_that_says_too_little_lets_nobody_in(text, words, tmp_path, monkeypatch):
    monkeypatch.setenv("DASHBOARD_SECRETS", str(tmp_path / "secrets.toml"))
    if text is not None:
        (tmp_path / "secrets.toml").write_text(text)
    with pytest.raises(Misconfigured, match=words):
        settings.load()


def test_secrets_may_come_from_the_environment(tmp_path, monkeypatch):
    (tmp_path / "secrets.toml").write_text(AUTH.replace('client_secret = "c"\n', ""))
    monkeypatch.setenv("DASHBOARD_SECRETS", str(tmp_path / "secrets.toml"))
    monkeypatch.setenv("DASHBOARD_CLIENT_SECRET", "from the environment")
    assert settings.load().auth["client_secret"] == "from the environment"
    assert (settings.load().own_hosts, settings.load().is_tls) == ({"dashboard.college.edu"}, True)


def test_without_settings_nobody_is_asked_to_sign_in(monkeypatch, tmp_path):
    monkeypatch.delenv("DASHBOARD_SECRETS", raising=False)
    monkeypatch.setattr(settings, "ROOT", tmp_path)
    assert not settings.load().has_sign_in
