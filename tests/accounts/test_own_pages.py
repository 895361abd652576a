"""A person's own pages: for that person, never stored, and with nothing of anybody else."""

from typing import Any

import pytest
from django.test import Client

from accounts.domain.roles import grant
from accounts.models import User
from tests.conftest import NOW
from tests.fixtures.sites import SiteTree

pytestmark = pytest.mark.django_db
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


def test_a_name_is_shown_as_text(participant: User, site_tree: SiteTree, client_as: Any) -> None:
    participant.first_name = "<script>alert(1)</script>"
    participant.save()
    for page in PAGES:
        assert "<script>alert(1)" not in client_as(participant).get(page).content.decode()


def test_the_way_to_the_workbenches_stands_on_my_page(coordinator: User, site_tree: SiteTree, client_as: Any) -> None:
    assert 'href="/koordinator/"' in client_as(coordinator).get("/min-side/").content.decode()


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
    with django_assert_max_num_queries(12):
        browser.get("/min-side/data/")
