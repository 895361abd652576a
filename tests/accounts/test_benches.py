"""Who opens which workbench, with which method, in which language, and with which proof."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from tests.fixtures.sites import SiteTree

pytestmark = pytest.mark.django_db
BENCHES = ["/koordinator/", "/underviser/", "/supervisor/", "/administration/", "/cms/"]
OPEN_TO = {
    "/koordinator/": {"administrator", "coordinator", "coordinator_midt"},
    "/underviser/": {"administrator", "trainer"},
    "/supervisor/": {"administrator", "supervisor"},
    "/administration/": {"administrator"},
    "/cms/": {"administrator", "editor", "moderator", "translator"},
}
CAST = ["administrator", "editor", "moderator", "translator", "coordinator", "coordinator_midt"]
CAST += ["trainer", "supervisor", "participant", "outsider"]
OURS = BENCHES[:4]


@pytest.mark.parametrize("who", CAST)
def test_each_role_opens_its_own_workbenches_and_no_other(
    who: str, request: pytest.FixtureRequest, site_tree: SiteTree, client_as: Any
) -> None:
    browser = client_as(request.getfixturevalue(who))
    seen = {bench: browser.get(bench).status_code for bench in BENCHES}
    assert seen == {bench: 200 if who in OPEN_TO[bench] else 403 for bench in BENCHES}


@pytest.mark.parametrize("who", CAST)
def test_the_english_workbenches_open_to_the_same(
    who: str, request: pytest.FixtureRequest, site_tree: SiteTree, client_as: Any
) -> None:
    browser = client_as(request.getfixturevalue(who))
    seen = {bench: browser.get(f"/en{bench}").status_code for bench in OURS}
    assert seen == {bench: 200 if who in OPEN_TO[bench] else 403 for bench in OURS}


METHODS = ["get", "head", "post", "put", "patch", "delete"]


@pytest.mark.parametrize("bench", BENCHES)
def test_a_stranger_is_sent_to_sign_in_whatever_they_try(bench: str, stranger: Client) -> None:
    answers = [getattr(stranger, method)(bench) for method in METHODS]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, f"/konto/login/?next={bench}")}


def test_a_participant_is_refused_whatever_they_try(participant: User, site_tree: SiteTree, client_as: Any) -> None:
    browser = client_as(participant)
    seen = {getattr(browser, method)(bench).status_code for bench in BENCHES for method in METHODS}
    assert seen == {403}


def test_a_workbench_is_for_reading(administrator: User, site_tree: SiteTree, client_as: Any) -> None:
    browser = client_as(administrator)
    for bench in OURS:
        assert [getattr(browser, method)(bench).status_code for method in METHODS] == [200, 200, 405, 405, 405, 405]


WAYS_AROUND = [
    "/cms",
    "/cms/login/x/",
    "/cms/login/../",
    "/cms/pages/",
    "/cms/api/main/pages/",
    "/cms/jsi18n/",
    "/en/cms/",
]


def test_no_way_around_leads_a_participant_into_the_editors_room(
    participant: User, site_tree: SiteTree, client_as: Any
) -> None:
    browser = client_as(participant)
    assert {one: browser.get(one).status_code for one in WAYS_AROUND} == dict.fromkeys(WAYS_AROUND, 403)


def test_the_refusal_names_nobody_and_is_not_stored(participant: User, site_tree: SiteTree, client_as: Any) -> None:
    for bench in BENCHES:
        answer = client_as(participant).get(bench)
        assert answer["Cache-Control"] == "private, no-store"
        assert participant.email not in answer.content.decode()


# --- the second factor -----------------------------------------------------------------------------------------------
STAFF = [("administrator", "/administration/"), ("editor", "/cms/"), ("moderator", "/cms/"), ("translator", "/cms/")]
STAFF += [("coordinator", "/koordinator/"), ("trainer", "/underviser/"), ("supervisor", "/supervisor/")]


@pytest.mark.parametrize(("who", "bench"), STAFF)
def test_staff_without_a_factor_are_led_to_enrol(
    who: str, bench: str, request: pytest.FixtureRequest, client_as: Any
) -> None:
    browser = client_as(request.getfixturevalue(who), factor=False)
    answer = browser.get(bench)
    assert (answer.status_code, answer["Location"]) == (302, "/konto/2fa/")
    assert browser.get("/konto/2fa/").status_code == 200


@pytest.mark.parametrize(("who", "bench"), STAFF)
def test_a_session_that_did_not_use_the_factor_is_ended(
    who: str, bench: str, request: pytest.FixtureRequest, client_as: Any
) -> None:
    person = request.getfixturevalue(who)
    client_as(person)
    browser = client_as(person, factor=False)
    answer = browser.get(bench)
    assert (answer.status_code, answer["Location"]) == (302, f"/konto/login/?next={bench}")
    assert "_auth_user_id" not in browser.session


def test_a_proof_of_somebody_else_does_not_count(administrator: User, coordinator: User, client_as: Any) -> None:
    client_as(administrator)
    theirs = client_as(coordinator).session["account_authentication_methods"]
    browser = client_as(administrator, factor=False)
    session = browser.session
    session["account_authentication_methods"] = theirs
    from allauth.account.internal.flows.login import _AUTHENTICATION_METHODS_USER_SESSION_KEY as OWNER

    session[OWNER] = str(coordinator.pk)
    session.save()
    assert browser.get("/administration/").status_code == 302


def test_recovery_codes_alone_are_not_a_strong_factor(coordinator: User, client_as: Any) -> None:
    from allauth.mfa.models import Authenticator

    Authenticator.objects.create(user=coordinator, type="recovery_codes", data={})
    answer = client_as(coordinator).get("/koordinator/")
    assert (answer.status_code, answer["Location"]) == (302, "/konto/2fa/")


def test_a_demo_may_do_without_the_factor(
    settings: Any, coordinator: User, site_tree: SiteTree, client_as: Any
) -> None:
    settings.REQUIRE_STAFF_MFA = False
    assert client_as(coordinator, factor=False).get("/koordinator/").status_code == 200
    assert client_as(coordinator, factor=False).get("/administration/").status_code == 403
