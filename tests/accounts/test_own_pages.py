"""A person's own pages: for that person, never stored, and with nothing of anybody else."""

from datetime import date
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client

from accounts import panels, registry
from accounts.domain.access_log import record
from accounts.domain.held import holdings
from accounts.domain.roles import grant
from accounts.models import User
from tests.conftest import NOW
from tests.fixtures.sites import SiteTree

pytestmark = pytest.mark.django_db
OVERVIEW_QUERIES = 7  # and one a panel of another app
DATA_QUERIES = 11  # and one a kind of data
PAGES = ["/min-side/", "/min-side/data/", "/en/min-side/", "/en/min-side/data/"]


@pytest.mark.parametrize("page", PAGES)
def test_the_person_sees_it(page: str, participant: User, site_tree: SiteTree, client_as: Any) -> None:
    assert client_as(participant).get(page).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_is_sent_to_sign_in_and_back(page: str, stranger: Client) -> None:
    answer = stranger.get(page)
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"/konto/login/?next={page}")


@pytest.mark.parametrize("page", PAGES)
def test_only_reading_is_possible(page: str, participant: User, client_as: Any) -> None:
    browser = client_as(participant)
    assert [getattr(browser, method)(page).status_code for method in ("post", "put", "patch", "delete")] == [405] * 4


@pytest.mark.parametrize("page", PAGES)
def test_it_is_never_stored(page: str, participant: User, site_tree: SiteTree, client_as: Any) -> None:
    for answer in (client_as(participant).get(page), Client().get(page)):
        assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("page", PAGES)
def test_nothing_of_somebody_else_stands_there(
    page: str, participant: User, outsider: User, site_tree: SiteTree, client_as: Any
) -> None:
    outsider.first_name, outsider.last_name = "Fremmed", "Hemmeligsen"
    outsider.save()
    text = client_as(participant).get(page).content.decode()
    assert [word for word in ("Fremmed", "Hemmeligsen", outsider.email, str(outsider.uuid)) if word in text] == []


def test_my_data_shows_what_is_held(participant: User, site_tree: SiteTree, client_as: Any) -> None:
    text = client_as(participant).get("/min-side/data/").content.decode()
    assert [word for word in ("participant@example.org", "Participant Test") if word not in text] == []


def test_my_data_says_of_each_kind_who_sees_it_and_the_day_it_goes(
    participant: User, coordinator: User, site_tree: SiteTree, client_as: Any
) -> None:
    record(by=coordinator, action="person.read", subject=participant, now=NOW)
    participant.date_joined = NOW
    participant.save()
    found = {str(one.title): one for one in holdings(participant)}
    assert (found["Adgangslog"].rows, found["Adgangslog"].last) == (1, date(2027, 11, 3))
    text = client_as(participant).get("/min-side/data/").content.decode()
    assert [word for word in ("Adgangslog", "Hvem kan se det") if word not in text] == []


def test_a_name_is_shown_as_text(participant: User, site_tree: SiteTree, client_as: Any) -> None:
    participant.first_name = "<script>alert(1)</script>"
    participant.save()
    for page in PAGES:
        assert "<script>alert(1)" not in client_as(participant).get(page).content.decode()


def test_the_way_to_the_workbenches_stands_on_my_page(coordinator: User, site_tree: SiteTree, client_as: Any) -> None:
    assert 'href="/koordinator/"' in client_as(coordinator).get("/min-side/").content.decode()


def test_my_page_says_how_the_account_stands(
    participant: User, site_tree: SiteTree, client_as: Any, django_assert_num_queries: Any
) -> None:
    browser = client_as(participant)
    assert '<span class="muted">fra</span>' in browser.get("/min-side/").content.decode()
    Authenticator.objects.create(user=participant, type=Authenticator.Type.TOTP, data={})
    UserSession.objects.create(user=participant, session_key="x", ip="127.0.0.1", user_agent="x")
    text = browser.get("/min-side/").content.decode()
    assert [word for word in ("til", "1 sted") if f'<span class="muted">{word}</span>' not in text] == []
    with django_assert_num_queries(OVERVIEW_QUERIES + len(panels.PANELS["min-side"])):
        browser.get("/min-side/")


def test_a_participant_sees_no_workbench(participant: User, site_tree: SiteTree, client_as: Any) -> None:
    assert 'href="/koordinator/"' not in client_as(participant).get("/min-side/").content.decode()


@pytest.mark.parametrize("roles", [["trainer"], ["trainer", "supervisor", "coordinator"]])
def test_the_number_of_queries_does_not_grow_with_the_roles(
    roles: list[str], participant: User, site_tree: SiteTree, client_as: Any, django_assert_max_num_queries: Any
) -> None:
    for role in roles:
        grant(person=participant, role=role, by=None, now=NOW)
    browser = client_as(participant)
    browser.get("/min-side/data/")
    kinds = sum(bool(entry.rows and entry.listed) for entry in registry.about_people())
    with django_assert_max_num_queries(DATA_QUERIES + kinds):
        browser.get("/min-side/data/")
