"""Roles: given once, taken with every session, followed by the Wagtail groups."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.domain.queries import own_data, staff_in_role, workbenches_of
from accounts.domain.roles import grant, revoke
from accounts.enums import Role
from accounts.models import RoleGrant, User
from tests.conftest import NOW
from tests.fixtures.sites import SiteTree

pytestmark = pytest.mark.django_db


def groups_of(person: User) -> list[str]:
    return sorted(person.groups.values_list("name", flat=True))


def test_a_second_identical_grant_changes_nothing(participant: User, administrator: User) -> None:
    first = grant(person=participant, role="coordinator", by=administrator, now=NOW)
    second = grant(person=participant, role="coordinator", by=None, now=NOW)
    assert (second.pk, second.granted_by) == (first.pk, administrator)
    assert participant.role_grants.count() == 1


def test_one_role_may_be_held_in_two_regions(participant: User) -> None:
    for region in ("midtjylland", "nordjylland"):
        grant(person=participant, role="coordinator", by=None, now=NOW, region=region)
    assert participant.role_grants.count() == 2
    assert participant.roles == {"coordinator"}


def test_an_unknown_role_is_refused(participant: User) -> None:
    with pytest.raises(ValueError, match="chief"):
        grant(person=participant, role="chief", by=None, now=NOW)


@pytest.mark.engines
def test_the_database_refuses_an_unknown_role(participant: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(person=participant, role="chief", granted_at=NOW)


def test_a_grant_is_seen_at_once_by_who_holds_the_person(participant: User) -> None:
    assert participant.is_staff_member is False
    grant(person=participant, role="trainer", by=None, now=NOW)
    assert participant.is_staff_member is True


def test_a_role_taken_ends_every_session(coordinator: User, client_as: Callable[..., Client]) -> None:
    client = client_as(coordinator)
    assert client.get("/koordinator/").status_code == 200
    revoke(person=coordinator, role="coordinator", now=NOW)
    answer = client.get("/koordinator/")
    assert (answer.status_code, answer["Location"]) == (302, "/konto/login/?next=/koordinator/")


def test_taking_a_role_that_is_not_held_leaves_the_sessions(
    participant: User, client_as: Callable[..., Client]
) -> None:
    client = client_as(participant)
    revoke(person=participant, role="editor", now=NOW)
    assert client.get("/min-side/").status_code == 200


def test_taking_one_region_leaves_the_other(participant: User) -> None:
    for region in ("midtjylland", "nordjylland"):
        grant(person=participant, role="coordinator", by=None, now=NOW, region=region)
    revoke(person=participant, role="coordinator", region="midtjylland", now=NOW)
    assert [held.region for held in participant.role_grants.all()] == ["nordjylland"]


# --- groups ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", ["editor", "moderator", "translator", "administrator"])
def test_an_editing_role_brings_its_group_and_takes_it_away(participant: User, administrator: User, role: str) -> None:
    grant(person=participant, role=role, by=None, now=NOW)
    assert groups_of(participant) == [f"Rolle: {role}"]
    assert User.objects.get(pk=participant.pk).has_perm("wagtailadmin.access_admin") is True
    revoke(person=participant, role=role, now=NOW)
    assert groups_of(participant) == []
    assert User.objects.get(pk=participant.pk).has_perm("wagtailadmin.access_admin") is False


@pytest.mark.parametrize("role", ["trainer", "supervisor", "coordinator"])
def test_other_roles_bring_no_group(participant: User, role: str) -> None:
    grant(person=participant, role=role, by=None, now=NOW)
    assert groups_of(participant) == []
    assert User.objects.get(pk=participant.pk).get_all_permissions() == set()


def test_nobody_is_a_superuser(everybody: dict[str, User]) -> None:
    assert {name for name, person in everybody.items() if person.is_superuser} == set()


def test_an_editor_of_a_section_may_change_that_section_alone(
    site_tree: SiteTree, make_person: Callable[..., Any]
) -> None:
    person = make_person("section-editor", "editor", section="peer-grupper")
    assert groups_of(person) == ["Rolle: editor (peer-grupper)"]
    may = [page.permissions_for_user(person).can_edit() for page in (site_tree.section, site_tree.content)]
    may_not = [page.permissions_for_user(person).can_edit() for page in (site_tree.home, site_tree.contact)]
    assert (may, may_not) == ([True, True], [False, False])


def test_an_editor_of_a_section_that_does_not_exist_may_change_nothing(
    site_tree: SiteTree, make_person: Callable[..., Any]
) -> None:
    person = make_person("early-editor", "editor", section="kommer-senere")
    assert groups_of(person) == []
    assert site_tree.section.permissions_for_user(person).can_edit() is False


# --- reads -----------------------------------------------------------------------------------------------------------
def test_the_roles_of_a_person_are_read_once(coordinator: User, django_assert_num_queries: Any) -> None:
    person = User.objects.get(pk=coordinator.pk)
    with django_assert_num_queries(1):
        assert (person.is_staff_member, person.enters_cms, person.has_role(Role.COORDINATOR)) == (True, False, True)


def test_the_workbenches_follow_the_roles(everybody: dict[str, User]) -> None:
    addresses = {name: [url for url, _word in workbenches_of(person)] for name, person in everybody.items()}
    assert addresses == {
        "administrator": ["/koordinator/", "/underviser/", "/supervisor/", "/administration/", "/cms/"],
        "editor": ["/cms/"],
        "moderator": ["/cms/"],
        "translator": ["/cms/"],
        "coordinator": ["/koordinator/"],
        "coordinator_midt": ["/koordinator/"],
        "trainer": ["/underviser/"],
        "supervisor": ["/supervisor/"],
        "participant": [],
        "outsider": [],
    }


@pytest.mark.parametrize("number", [1, 3])
def test_staff_are_found_in_one_query(
    make_person: Callable[..., Any], django_assert_num_queries: Any, number: int
) -> None:
    people = [make_person(f"c{n}", "coordinator", region="midtjylland") for n in range(number)]
    with django_assert_num_queries(1):
        assert staff_in_role("coordinator", "administrator", region="midtjylland") == people


def test_staff_of_a_region_hold_the_role_there_and_not_just_any_role(make_person: Callable[..., Any]) -> None:
    elsewhere = make_person("nord", "coordinator", region="nordjylland")
    grant(person=elsewhere, role="trainer", by=None, now=NOW)
    grant(person=elsewhere, role="trainer", by=None, now=NOW, region="midtjylland")
    assert staff_in_role("coordinator", region="midtjylland") == []


def test_staff_without_a_region_count_for_every_region_and_once(coordinator: User) -> None:
    grant(person=coordinator, role="coordinator", by=None, now=NOW, region="midtjylland")
    assert staff_in_role("coordinator", region="midtjylland") == [coordinator]


def test_somebody_shut_out_is_not_staff(coordinator: User) -> None:
    User.objects.filter(pk=coordinator.pk).update(is_active=False)
    assert staff_in_role("coordinator") == []


def test_own_data_names_address_and_roles(coordinator_midt: User) -> None:
    held = {str(row.value) for row in own_data(coordinator_midt)}
    assert {"coordinator-midt@example.org", "Coordinator-midt Test", "Dansk"} <= held
    assert len(own_data(coordinator_midt)) == 5
