"""The access log: who saw or did what, kept a year, never changed."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from django.core.management import CommandError, call_command
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory

from accounts.domain import access_log
from accounts.guards import logs_access, saw
from accounts.models import AccessEvent, User
from tests.conftest import NOW

from .signing_in import Visitor

pytestmark = pytest.mark.django_db


def planted(by: User | None, subject: User, **more: Any) -> AccessEvent:
    return access_log.record(
        by=by, action=more.pop("action", "read"), subject=subject, now=more.pop("now", NOW), **more
    )


def test_an_event_says_who_whose_what_and_why(coordinator: User, participant: User) -> None:
    event = planted(coordinator, participant, object=participant, purpose="matching", request_id="r1")
    event.refresh_from_db()
    assert (event.actor, event.actor_role, event.subject) == (coordinator.uuid, "coordinator", participant.uuid)
    assert (event.object_type, event.object_id) == ("accounts.user", str(participant.uuid))
    assert (event.action, event.purpose, event.request_id, event.time) == ("read", "matching", "r1", NOW)


def test_two_identical_looks_are_two_events(coordinator: User, participant: User) -> None:
    first, second = planted(coordinator, participant), planted(coordinator, participant)
    assert first.pk != second.pk


def test_what_is_rolled_back_left_no_event(coordinator: User, participant: User) -> None:
    @transaction.atomic
    def act() -> None:
        planted(coordinator, participant)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert AccessEvent.objects.filter(action="read").count() == 0


def test_an_event_is_never_changed_or_deleted(coordinator: User, participant: User) -> None:
    event = planted(coordinator, participant)
    event.purpose = "another"
    acts: list[Callable[[], object]] = [
        event.save,
        event.delete,
        lambda: AccessEvent.objects.filter(pk=event.pk).delete(),
        lambda: AccessEvent.objects.filter(pk=event.pk).update(purpose="another"),
    ]
    for act in acts:
        with pytest.raises(TypeError):
            act()
    assert AccessEvent.objects.get(pk=event.pk).purpose == ""


def test_an_event_goes_after_a_year_and_not_a_day_early(participant: User, outsider: User) -> None:  # P4
    planted(outsider, participant)
    day = NOW + relativedelta(months=12)
    assert [access_log.drop_old(day), access_log.drop_old(day + timedelta(days=1))] == [0, 1]
    assert access_log.drop_old(day + timedelta(days=1)) == 0


def test_a_person_sees_others_looks_and_not_their_own(coordinator: User, participant: User, outsider: User) -> None:
    planted(participant, participant)
    theirs = planted(coordinator, participant)
    system = planted(None, participant, now=NOW + timedelta(hours=1))
    planted(coordinator, outsider)
    assert list(access_log.looks_at(participant)) == [system, theirs]


# --- what allauth tells -----------------------------------------------------------------------------------------------
def actions() -> list[str]:
    return list(AccessEvent.objects.exclude(action__startswith="role.").values_list("action", flat=True))


def test_signing_in_and_a_wrong_code_are_logged(participant: User) -> None:
    visitor = Visitor()
    visitor.ask_for_code(participant.email)
    visitor.give_code("AAAA-BBBB")
    assert actions() == ["account.code_rejected"]
    assert AccessEvent.objects.get().actor is None
    Visitor().sign_in(participant.email)
    assert actions() == ["account.code_rejected", "account.signed_in"]


def test_a_code_for_nobodys_address_is_nobodys_event(db: None) -> None:
    visitor = Visitor()
    visitor.ask_for_code("nobody@example.org")
    visitor.give_code("AAAA-BBBB")
    assert actions() == []


# --- pages that show special categories ----------------------------------------------------------------------------
def view_of(*people: User, status: int = 200) -> Any:
    @logs_access("matching")
    def view(request: Any) -> HttpResponse:
        for person in people:
            saw(request, person)
        return HttpResponse("x", status=status)

    return view


def request_by(person: User) -> Any:
    request = RequestFactory().get("/")
    request.user = person
    return request


def test_each_person_shown_is_one_event(coordinator: User, participant: User, outsider: User) -> None:  # S12
    view_of(participant, outsider)(request_by(coordinator))
    found = set(AccessEvent.objects.filter(action="read").values_list("actor", "action", "subject", "purpose"))
    assert found == {(coordinator.uuid, "read", one.uuid, "matching") for one in (participant, outsider)}


def test_a_page_that_names_nobody_is_not_shown(coordinator: User) -> None:
    with pytest.raises(RuntimeError, match="saw"):
        view_of()(request_by(coordinator))


def test_a_refusal_shows_nobody(coordinator: User) -> None:
    assert view_of(status=404)(request_by(coordinator)).status_code == 404
    assert actions() == []


# --- the report of a breach -----------------------------------------------------------------------------------------
def report(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("breach_report", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_the_report_names_exactly_the_planted_readers(
    make_person: Callable[..., User], participant: User
) -> None:  # P8
    readers = [make_person(f"reader{n}", "coordinator") for n in range(20)]
    early, other, actor = make_person("early"), make_person("other"), make_person("actor")
    for reader in readers:
        planted(reader, participant)
    planted(early, participant, now=NOW - timedelta(days=1))
    planted(other, early)
    planted(actor, participant, action="role.granted")
    lines = report("--since", "2026-11-03T13:00:00", "--user", participant.email)
    end = lines.index("events: 21; people who saw something: 20")
    assert sorted(lines[end + 1 :]) == sorted(reader.email for reader in readers)


def test_the_report_tells_what_a_taken_over_account_saw(coordinator: User, participant: User, outsider: User) -> None:
    planted(coordinator, participant)
    planted(outsider, outsider)
    lines = report("--since", "2026-11-03", "--user", str(coordinator.uuid))
    events = {line.split("\t")[3]: line.split("\t") for line in lines[:2]}
    assert sorted(events) == ["read", "role.granted.coordinator"]
    assert events["read"][5] == participant.email


def test_the_report_of_an_object_leaves_the_others(coordinator: User, participant: User, outsider: User) -> None:
    planted(coordinator, participant, object=participant)
    planted(outsider, outsider, object=outsider)
    assert report("--since", "2026-11-03T00:00:00", "--object", str(participant.uuid))[1:] == [
        "events: 1; people who saw something: 1",
        coordinator.email,
    ]


@pytest.mark.parametrize(
    "arguments",
    [["--since", "yesterday"], ["--since", "2026-11-03T00:00", "--user", "nobody@example.org"], ["--user", "a@b.dk"]],
)
def test_what_cannot_be_reported_is_refused(arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        report(*arguments)


def test_a_stranger_reads_no_log(stranger: Client) -> None:
    assert stranger.get("/administration/").status_code == 302
