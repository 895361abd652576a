"""S1: every address × role × method against what the code says of who may open it. An undeclared address fails."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts import access
from accounts.access import Access, Address, addresses, declare
from tests.fixtures.sites import SiteTree

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::django.core.paginator.UnorderedObjectListWarning"),  # wagtail-localize's report
]
# Each person of the cast and the words of the contract that they answer to.
CAST: dict[str, set[str]] = {
    "administrator": {"administrator", "own", "coordinator", "trainer", "supervisor"},
    "editor": {"editor", "own"},
    "moderator": {"editor", "own"},
    "translator": {"translator", "own"},
    "coordinator": {"coordinator", "own"},
    "coordinator_midt": {"coordinator", "own"},
    "trainer": {"trainer", "own"},
    "supervisor": {"supervisor", "own"},
    "participant": {"own"},
    "outsider": {"own"},
}
# Wagtail has 300 addresses. One of its own people looks into all of them and one from outside tries every method;
# the others ask once each, and all of it for all is in `make soak`.
INSIDE, OUTSIDE = {"editor"}, {"participant"}
EVERYBODY = {Access.PUBLIC, Access.SIGNED_LINK}
METHODS = ["get", "head", "post", "put", "delete"]
REFUSED = {302, 403, 404, 405}
# Wagtail answers these two to everybody: words and drawings of its screens (security.md §3.1).
HARMLESS = {"cms/jsi18n/", "cms/sprite/"}
# After these the person is nobody.
SIGNING_OUT = {"konto/logout/", "cms/logout/"}
# Wagtail's own pages that raise on purpose, and one that does not think of the root, which has no parent.
TRIALS = {"cms/failwhale/", "cms/test404/", "cms/pages/<int:page_to_move_id>/set_position/"}


def may(one: Address, words: set[str]) -> bool:
    return bool(EVERYBODY.intersection(one.access) or words.intersection(one.access))


def paths_of(one: Address) -> list[str]:
    """The address, and its English twin where that is a view of ours."""
    return [one.path, f"/en{one.path}"] if one.twin and not one.path.startswith("/x/") else [one.path]


def leaks(client: Client, one: Address, allowed: bool, methods: list[str]) -> list[str]:
    """What answers otherwise than declared: inside for somebody kept out, or an error of ours for anybody."""
    found = []
    for path in paths_of(one):
        for method in ["get"] if allowed else methods:
            status = getattr(client, method)(path).status_code
            wrong = status >= 500 and one.route not in TRIALS if allowed else status not in REFUSED
            if wrong and one.route not in HARMLESS:
                found.append(f"{method} {path}: {status}")
    return found


def tried(who: str, one: Address, allowed: bool, *, all_of_it: bool) -> list[str]:
    """The methods that somebody tries on an address."""
    if all_of_it or not one.route.startswith("cms/"):
        return METHODS
    if allowed:
        return METHODS if who in INSIDE else []
    return METHODS if who in OUTSIDE else ["get"]


def found_by(who: str, client: Client, *, all_of_it: bool) -> list[str]:
    """Every leak that a person of the cast finds."""
    found = []
    for one in addresses():
        allowed = may(one, CAST[who])
        methods = tried(who, one, allowed, all_of_it=all_of_it) if one.route not in SIGNING_OUT else []
        found += leaks(client, one, allowed, methods) if methods else []
    return found


def test_every_address_says_who_may_open_it() -> None:
    assert access.undeclared() == []


@pytest.mark.parametrize("who", CAST)
def test_nobody_gets_in_where_they_do_not_belong(
    who: str, site_tree: SiteTree, request: pytest.FixtureRequest, client_as: Any
) -> None:
    client = client_as(request.getfixturevalue(who))
    client.raise_request_exception = False
    assert found_by(who, client, all_of_it=False) == []


@pytest.mark.soak
@pytest.mark.parametrize("who", CAST)
def test_nobody_gets_in_with_any_method(
    who: str, site_tree: SiteTree, request: pytest.FixtureRequest, client_as: Any
) -> None:
    client = client_as(request.getfixturevalue(who))
    client.raise_request_exception = False
    assert found_by(who, client, all_of_it=True) == []


def test_a_stranger_gets_in_nowhere_but_where_everybody_may(site_tree: SiteTree) -> None:
    client, found = Client(raise_request_exception=False), []
    for one in addresses():
        found += leaks(client, one, may(one, set()), METHODS)
    assert found == []


def test_the_list_tells_every_address_as_json() -> None:
    out = StringIO()
    call_command("list_urls", "--json", stdout=out)
    rows = {row["route"]: row for row in json.loads(out.getvalue())}
    group = rows["min-side/gruppe/<uuid:group>/"]
    assert (group["name"], group["access"], group["twin"]) == ("own_group", ["member"], True)
    assert group["path"] == f"/min-side/gruppe/{group['example']['group']}/"


def test_an_address_that_nobody_declared_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "_declared", {k: v for k, v in access._declared.items() if k != "soeg/"})
    with pytest.raises(CommandError, match="soeg/"):
        call_command("list_urls", stdout=StringIO())


def test_the_longest_declaration_holds_and_ends_where_a_part_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "_declared", {})
    declare("a/", Access.OWN)
    declare("a/b/", Access.PUBLIC)
    declare("c", Access.PUBLIC)
    told = [access.access_of(route) for route in ("a/x/", "a/b/c/", "c", "cd", "b/")]
    assert told == [(Access.OWN,), (Access.PUBLIC,), (Access.PUBLIC,), (), ()]
