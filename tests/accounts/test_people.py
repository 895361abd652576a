"""People: one address in one spelling, no passwords anywhere, sessions that can be ended."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, connection, transaction
from django.test import Client

from accounts.models import User

pytestmark = pytest.mark.django_db


def test_the_address_is_stored_in_lower_case_without_spaces() -> None:
    assert User.objects.create_user(email="  Anna.Holm@Example.ORG ").email == "anna.holm@example.org"


@pytest.mark.engines
@pytest.mark.parametrize("spelling", ["ANNA@EXAMPLE.ORG", "Anna@example.org", "anna@Example.Org", " anna@example.org "])
def test_one_address_belongs_to_one_person_in_every_spelling(spelling: str) -> None:
    User.objects.create_user(email="anna@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user(email=spelling)


@pytest.mark.engines
def test_the_database_itself_refuses_capitals() -> None:
    person = User.objects.create_user(email="anna@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=person.pk).update(email="Anna@example.org")


@pytest.mark.engines
def test_the_database_itself_refuses_an_empty_address() -> None:
    person = User.objects.create_user(email="anna@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=person.pk).update(email="")


def test_several_people_may_have_no_address() -> None:
    User.objects.create_user(email=None)
    User.objects.create_user(email="")
    assert list(User.objects.values_list("email", flat=True)) == [None, None]


def test_the_text_of_a_person_is_never_a_name_or_an_address(participant: User) -> None:
    assert str(participant) == f"person {str(participant.uuid)[:8]}"


def test_somebody_without_a_name_is_called_by_the_address() -> None:
    assert User(email="kim@example.org").get_full_name() == "kim@example.org"
    assert User(email="kim@example.org", first_name="Kim").get_full_name() == "Kim"


# --- no passwords ----------------------------------------------------------------------------------------------------
def test_there_is_no_column_for_passwords() -> None:
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, "accounts_user")]
    assert [name for name in columns if "pass" in name] == []


def test_a_password_cannot_be_set(participant: User) -> None:
    with pytest.raises(TypeError):
        participant.set_password("hemmelig")


@pytest.mark.parametrize("password", ["", "hemmelig", "!"])
def test_no_password_opens_an_account(participant: User, password: str) -> None:
    assert participant.check_password(password) is False
    assert participant.has_usable_password() is False
    assert authenticate(None, email=participant.email, password=password) is None
    assert authenticate(None, username=participant.email, password=password) is None


# --- sessions --------------------------------------------------------------------------------------------------------
def test_raising_the_version_ends_every_session(participant: User, client_as: Callable[..., Client]) -> None:
    one, two = client_as(participant), client_as(participant)
    assert [client.get("/min-side/").status_code for client in (one, two)] == [200, 200]
    User.objects.filter(pk=participant.pk).update(session_version=1)
    assert [client.get("/min-side/").status_code for client in (one, two)] == [302, 302]


def test_a_session_of_somebody_shut_out_ends_at_once(participant: User, client_as: Callable[..., Client]) -> None:
    client = client_as(participant)
    User.objects.filter(pk=participant.pk).update(is_active=False)
    assert client.get("/min-side/").status_code == 302


def test_nobody_elses_session_ends(participant: User, outsider: User, client_as: Callable[..., Client]) -> None:
    client = client_as(outsider)
    User.objects.filter(pk=participant.pk).update(session_version=1)
    assert client.get("/min-side/").status_code == 200


def test_the_session_is_renewed_when_somebody_signs_in(participant: User) -> None:
    client = Client()
    session: Any = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted
    client.force_login(participant, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.cookies["sessionid"].value != planted
