"""A copy of everything, and being erased: whole, once, for the person alone, and nothing left behind."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import ProtectedError
from django.db.models.signals import pre_delete
from django.test import Client
from django.utils import timezone
from wagtail.models import PageLogEntry

from accounts import ledger
from accounts.domain import access_log, data_copies, erasure
from accounts.domain.errors import Refused
from accounts.domain.roles import grant
from accounts.models import AccessEvent, DataCopy, Erasure, Registration, User
from accounts.stepping_up import SESSION_KEY
from home.models import Enquiry, EnquiryMessage
from outbox.models import Message
from tests.conftest import NOW
from tests.fixtures.sites import SiteTree

from .signing_in import delivered

pytestmark = pytest.mark.django_db
DATA = "/min-side/data/"
SOON = NOW + timedelta(minutes=1)
# What is planted about the person; each must be in the copy and nowhere after the erasure.
CANARIES = ["kanarie-fornavn", "kanarie-efternavn", "kanarie@example.org", "kanarie-gade 7", "kanarie-note"]
CANARIES += ["kanarie-besked", "kanarie-navn", "kanarie-telefon", "kanarie-browser", "203.0.113.77", "kanarie-grund"]


@pytest.fixture(autouse=True)
def _no_ledger() -> Iterator[None]:
    yield
    Path(settings.ERASURE_LEDGER).unlink(missing_ok=True)


@pytest.fixture
def client_as(client_as: Callable[..., Client]) -> Callable[..., Client]:
    """As everywhere, and the person has just proven who they are (accounts.stepping_up)."""

    def sign_in(person: User, **more: Any) -> Client:
        client = client_as(person, **more)
        session = client.session
        session[SESSION_KEY] = {"person": str(person.uuid), "at": timezone.now().timestamp()}
        session.save()
        return client

    return sign_in


@pytest.mark.parametrize("act", ["kopi/", "hent/", "slet/"])
def test_a_session_that_proved_nothing_lately_is_asked_first(  # S10
    act: str, participant: User, client_as: Callable[..., Client]
) -> None:
    browser = client_as(participant)
    session = browser.session
    del session[SESSION_KEY]
    session.save()
    answer = browser.post(f"{DATA}{act}", {"sure": "yes"})
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/konto/bekraeft/")
    assert (DataCopy.objects.count(), Erasure.objects.count()) == (0, 0)


@pytest.fixture
def canary(coordinator: User) -> User:
    """A person with something in every place."""
    person = User.objects.create_user(
        "kanarie@example.org",
        first_name="kanarie-fornavn",
        last_name="kanarie-efternavn",
        channel="letter",
        postal_address="kanarie-gade 7",
    )
    Registration.objects.create(person=person, note="kanarie-note", by=coordinator, at=NOW)
    enquiry = Enquiry.objects.create(
        reference="H-22222222",
        name="kanarie-navn",
        email=person.email,
        phone="kanarie-telefon",
        reply_by="mail",
        topic="other",
        received_at=NOW,
        changed_at=NOW,
        answer_by=NOW.date(),
    )
    EnquiryMessage.objects.create(enquiry=enquiry, text="kanarie-besked", at=NOW)
    UserSession.objects.create(
        user=person, session_key="k" * 32, ip="203.0.113.77", user_agent="kanarie-browser", data={}
    )
    access_log.record(by=coordinator, action="read", subject=person, purpose="kanarie-grund", now=NOW)
    return person


def everything() -> str:
    """Every value of every table, as a dump of the database writes it; sealed texts opened."""
    texts = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names from the database itself
            texts += [str(value) for row in cursor.fetchall() for value in row]
    texts += [message.text for message in EnquiryMessage.objects.all()]
    texts += [one.note for one in Registration.objects.all()]
    texts += [one.postal_address for one in User.objects.all()]
    return "\n".join(texts)


def found(text: str) -> list[str]:
    return [word for word in CANARIES if word in text]


# --- the copy --------------------------------------------------------------------------------------------------------
def unpacked(content: bytes) -> tuple[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == ["data.json", "data.html"]
        return archive.read("data.json").decode(), archive.read("data.html").decode()


def test_the_copy_holds_every_field_about_the_person_in_both_forms(canary: User) -> None:  # P1, P8
    plain, page = unpacked(data_copies.packed(canary, now=NOW))
    assert (found(plain), found(page)) == (CANARIES, CANARIES)
    looks = json.loads(plain)["looks"]
    assert [(look["role"], look["purpose"]) for look in looks] == [("coordinator", "kanarie-grund")]


def test_the_copy_holds_nothing_of_others_and_no_secret(canary: User, outsider: User, coordinator: User) -> None:
    plain, page = unpacked(data_copies.packed(outsider, now=NOW))
    assert (found(plain), found(page)) == ([], [])
    plain, page = unpacked(data_copies.packed(canary, now=NOW))
    assert [word for word in ("k" * 32, coordinator.email, "Coordinator") if word in plain + page] == []


def test_a_copy_is_made_by_the_worker_told_by_mail_and_fetched_once(participant: User) -> None:
    first, second = (data_copies.ask(person=participant, now=NOW) for _time in range(2))
    assert first.pk == second.pk
    assert [data_copies.make_due(SOON), data_copies.make_due(SOON)] == [1, 0]
    assert [letter.to for letter in delivered()] == [[participant.email]]
    assert data_copies.fetch(person=participant, now=SOON) is not None
    assert data_copies.fetch(person=participant, now=SOON) is None
    assert DataCopy.objects.count() == 0


def test_a_copy_that_nobody_fetched_goes_after_a_day_and_not_before(participant: User) -> None:  # P4
    data_copies.ask(person=participant, now=NOW)
    data_copies.make_due(NOW)
    day = NOW + timedelta(hours=24)
    assert data_copies.forget(day - timedelta(seconds=1)) == 0
    assert data_copies.fetch(person=participant, now=day) is None
    assert data_copies.forget(day) == 1


def test_the_file_lies_sealed_in_the_database(canary: User) -> None:
    data_copies.ask(person=canary, now=NOW)
    data_copies.make_due(NOW)
    assert DataCopy.objects.values_list("content", flat=True).get().startswith("v1.")


def test_the_pages_ask_for_make_and_fetch_a_copy(participant: User, site_tree: SiteTree, client_as: Any) -> None:
    from django.utils import timezone

    browser = client_as(participant)
    browser.post(f"{DATA}kopi/")
    assert "hent/" not in browser.get(DATA).content.decode()
    data_copies.make_due(timezone.now())
    assert "hent/" in browser.get(DATA).content.decode()
    answer = browser.post(f"{DATA}hent/")
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/zip", "private, no-store")
    assert unpacked(answer.content)[0]
    assert browser.post(f"{DATA}hent/").status_code == 302


def test_nobody_fetches_the_copy_of_somebody_else(participant: User, outsider: User, client_as: Any) -> None:  # S2
    data_copies.ask(person=participant, now=NOW)
    data_copies.make_due(NOW)
    assert client_as(outsider).post(f"{DATA}hent/").status_code == 302
    assert DataCopy.objects.filter(person=participant).count() == 1


def test_a_copy_is_made_three_times_a_day_at_most(participant: User, site_tree: SiteTree, client_as: Any) -> None:
    browser, statuses = client_as(participant), []
    for _time in range(4):
        statuses.append(browser.post(f"{DATA}kopi/").status_code)
        DataCopy.objects.all().delete()
    assert statuses == [302, 302, 302, 429]


@pytest.mark.parametrize("page", ["", "kopi/", "hent/", "slet/"])
def test_a_stranger_and_a_wrong_method_change_nothing(
    page: str, stranger: Client, outsider: User, client_as: Any
) -> None:
    assert [stranger.get(DATA + page).status_code, stranger.post(DATA + page).status_code][0] == 302
    assert client_as(outsider).put(DATA + page).status_code == 405
    assert (DataCopy.objects.count(), Erasure.objects.count()) == (0, 0)


def test_the_command_writes_the_file_and_logs_it(canary: User, tmp_path: Path) -> None:
    target = tmp_path / "copy.zip"
    call_command("export_person", canary.email, str(target), stdout=StringIO())
    assert found(unpacked(target.read_bytes())[0]) == CANARIES
    assert target.stat().st_mode & 0o077 == 0
    assert AccessEvent.objects.filter(action="copy.exported", subject=canary.uuid).count() == 1
    for wrong in ([canary.email, str(target)], ["nobody@example.org", str(tmp_path / "x")]):
        with pytest.raises(CommandError):
            call_command("export_person", *wrong, stdout=StringIO())


def test_my_data_shows_who_has_looked_in_what_role_and_why(
    canary: User, participant: User, site_tree: SiteTree, client_as: Any
) -> None:
    words = [
        word in client_as(canary).get(DATA).content.decode() for word in ("koordinator", "så det", "kanarie-grund")
    ]
    assert words == [True] * 3
    assert "kanarie-grund" not in client_as(participant).get(DATA).content.decode()


# --- being erased ----------------------------------------------------------------------------------------------------
def test_nothing_of_an_erased_person_is_left_and_the_others_are_untouched(canary: User, outsider: User) -> None:  # P2
    assert set(CANARIES) - set(found(everything())) == set()
    before = User.objects.filter(pk=outsider.pk).values().get()
    erasure.request(person=canary, by=canary, now=NOW)
    delivered()  # the mail that tells it leaves, and what it was made of goes
    assert [erasure.run_due(SOON), erasure.run_due(SOON)] == [1, 0]
    assert found(everything()) == ["kanarie-grund"]  # why somebody looked: the access log stays, it names nobody
    assert User.objects.filter(pk=outsider.pk).values().get() == before


def test_no_byte_of_an_erased_person_is_left_in_the_database_file(canary: User) -> None:  # P2
    if connection.vendor != "sqlite":
        pytest.skip("another engine: rows are looked at above")
    assert canary.email.encode() in connection.connection.serialize()
    erasure.erase(subject=canary.uuid, now=NOW)
    data: bytes = connection.connection.serialize()
    left = [word for word in CANARIES if word.encode() in data and word != "kanarie-grund"]
    assert left == []


def test_asking_ends_the_sessions_at_once_and_tells_by_mail(
    participant: User, site_tree: SiteTree, client_as: Any
) -> None:  # S8, S10
    other = client_as(participant)
    browser = client_as(participant)
    assert browser.get(f"{DATA}slet/").status_code == 200
    assert browser.post(f"{DATA}slet/").status_code == 200  # not answered: nothing happens
    assert browser.post(f"{DATA}slet/", {"sure": "yes"}).status_code == 302
    assert [one.get(DATA).status_code for one in (browser, other)] == [302, 302]
    assert browser.get("/konto/slettet/").status_code == 200
    (letter,) = delivered()
    assert letter.to == [participant.email]
    participant.refresh_from_db()
    assert participant.is_active is False


def test_a_second_request_changes_nothing(participant: User) -> None:
    for moment in (NOW, SOON):
        erasure.request(person=participant, by=participant, now=moment)
    assert Erasure.objects.get().asked_at == NOW
    assert Message.objects.count() == 1


def test_one_who_cannot_be_erased_yet_holds_nobody_back(participant: User, outsider: User) -> None:
    def in_the_way(instance: User, **kwargs: Any) -> None:
        if instance.pk == participant.pk:
            raise ProtectedError("something of theirs is in the way", set())

    for person in (participant, outsider):
        erasure.request(person=person, by=person, now=NOW)
    pre_delete.connect(in_the_way, sender=User)
    try:
        assert erasure.run_due(SOON) == 1
    finally:
        pre_delete.disconnect(in_the_way, sender=User)
    assert list(User.objects.filter(pk__in=[participant.pk, outsider.pk])) == [participant]
    assert (erasure.run_due(SOON), User.objects.filter(pk=participant.pk).exists()) == (1, False)


def test_the_last_administrator_is_not_erased(administrator: User, site_tree: SiteTree, client_as: Any) -> None:
    with pytest.raises(Refused):
        erasure.request(person=administrator, by=administrator, now=NOW)
    assert client_as(administrator).post(f"{DATA}slet/", {"sure": "yes"}).status_code in (302, 409)
    assert User.objects.filter(pk=administrator.pk, is_active=True).exists()


def test_what_an_editor_made_stays_and_names_nobody(editor: User, site_tree: SiteTree) -> None:
    page = site_tree.content
    page.owner = page.content_owner = editor
    page.save()
    page.save_revision(user=editor, log_action=True)
    erasure.erase(subject=editor.uuid, now=NOW)
    page.refresh_from_db()
    assert (page.owner, page.content_owner) == (None, None)
    assert PageLogEntry.objects.filter(user_id=editor.pk).count() == 0


def test_every_session_of_the_person_goes(participant: User, outsider: User, client_as: Any) -> None:
    client_as(participant), client_as(participant), client_as(outsider)
    erasure.erase(subject=participant.uuid, now=NOW)
    assert Session.objects.count() == 1


def test_an_erased_person_does_not_come_back_with_an_older_backup(canary: User, outsider: User) -> None:  # P3
    kept = {field.attname: getattr(canary, field.attname) for field in User._meta.local_fields}
    erasure.erase(subject=canary.uuid, now=NOW)
    Erasure.objects.all().delete()  # the older backup knows nothing of it
    User(**kept).save(force_insert=True)
    assert [erasure.replay(SOON), erasure.replay(SOON)] == [1, 0]
    assert list(User.objects.filter(email=outsider.email)) == [outsider]
    assert User.objects.filter(uuid=canary.uuid).count() == 0


def test_the_ledger_holds_random_ids_and_survives_a_torn_line(canary: User) -> None:
    erasure.erase(subject=canary.uuid, now=NOW)
    path = Path(settings.ERASURE_LEDGER)
    assert path.read_text() == f"{canary.uuid}\n"
    path.write_text(f"{canary.uuid}\n{str(canary.uuid)[:9]}")
    assert ledger.read() == {canary.uuid}


def test_the_command_tells_first_and_erases_then(canary: User) -> None:
    out = StringIO()
    call_command("erase_person", canary.email, "--dry-run", stdout=out)
    assert User.objects.filter(pk=canary.pk).exists()
    assert " stay" in out.getvalue()
    call_command("erase_person", str(canary.uuid), stdout=StringIO())
    assert not User.objects.filter(pk=canary.pk).exists()
    with pytest.raises(CommandError):
        call_command("erase_person", "kanarie@example.org", stdout=StringIO())


def test_the_command_refuses_the_last_administrator(make_person: Callable[..., User], administrator: User) -> None:
    with pytest.raises(CommandError):
        call_command("erase_person", administrator.email, stdout=StringIO())
    grant(person=make_person("next"), role="administrator", by=None, now=NOW)
    call_command("erase_person", administrator.email, stdout=StringIO())
    assert not User.objects.filter(pk=administrator.pk).exists()
