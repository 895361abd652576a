"""The command that makes the first administrator."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User

from .signing_in import Visitor

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("grant_role", *arguments, stdout=out)
    return out.getvalue()


def test_it_makes_the_person_and_gives_the_role() -> None:
    assert run("Ny.Admin@Example.org", "administrator") == "ny.admin@example.org: administrator\n"
    assert User.objects.get(email="ny.admin@example.org").roles == {"administrator"}


def test_the_person_can_sign_in_with_one_code() -> None:
    run("ny.admin@example.org", "coordinator")
    visitor = Visitor()
    visitor.sign_in("ny.admin@example.org")
    assert visitor.is_in is True


def test_a_second_call_changes_nothing(administrator: User) -> None:
    run(administrator.email.upper(), "administrator")
    assert (User.objects.count(), administrator.role_grants.count()) == (1, 1)


def test_a_region_and_a_section_may_be_named(participant: User) -> None:
    run(participant.email, "coordinator", "--region", "midtjylland")
    run(participant.email, "editor", "--section", "nyheder")
    held = participant.role_grants.values_list("role", "region", "section")
    assert sorted(held) == [("coordinator", "midtjylland", ""), ("editor", "", "nyheder")]


@pytest.mark.parametrize("arguments", [["a@example.org", "chief"], ["a@example.org", "editor", "--region", "mars"]])
def test_what_does_not_exist_is_refused(arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        run(*arguments)
    assert User.objects.count() == 0


@pytest.mark.parametrize("address", ["", "a", "a@", "@b.dk", "a b@c.dk", "a@b.dk\nx@y.dk"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(CommandError, match="not a mail address"):
        run(address, "administrator")
    assert User.objects.count() == 0
