"""Accounts that nobody uses: told 30 days before, deleted after 24 months, and never one that is needed."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from django.db.models import Q

from accounts.domain import idle
from accounts.domain.roles import grant
from accounts.emails import idle_notice
from accounts.models import AccessEvent, Registration, User
from accounts.retention import RULES, coming
from outbox.models import Message
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
GOES = NOW + relativedelta(months=24)
TOLD = GOES - idle.NOTICE
SECOND = timedelta(seconds=1)


@pytest.fixture
def unused(participant: User) -> User:
    """Somebody who signed in at NOW for the last time; everybody else has a role or joined long after."""
    User.objects.update(date_joined=GOES, last_login=GOES)
    User.objects.filter(pk=participant.pk).update(date_joined=NOW - timedelta(days=9), last_login=NOW)
    return User.objects.get(pk=participant.pk)


def still_there(person: User) -> bool:
    return User.objects.filter(pk=person.pk).exists()


def test_it_is_told_on_its_day_once_and_goes_on_its_day(unused: User, outsider: User) -> None:  # P4
    assert [idle.tell(moment) for moment in (TOLD - SECOND, TOLD, TOLD + SECOND)] == [0, 1, 0]
    assert [idle.erase_due(moment) for moment in (GOES - SECOND, GOES, GOES)] == [0, 1, 0]
    assert (still_there(unused), still_there(outsider)) == (False, True)


def test_nobody_goes_who_was_not_told_30_days_before(unused: User) -> None:
    late = GOES + timedelta(days=400)
    assert (idle.erase_due(late), idle.tell(late)) == (0, 1)
    assert [idle.erase_due(late + idle.NOTICE - SECOND), idle.erase_due(late + idle.NOTICE)] == [0, 1]


def test_who_comes_back_stays_and_is_told_anew_next_time(unused: User) -> None:
    idle.tell(TOLD)
    User.objects.filter(pk=unused.pk).update(last_login=GOES - SECOND)
    assert idle.erase_due(GOES + timedelta(days=31)) == 0
    assert idle.tell(TOLD + relativedelta(months=25)) == 1


@pytest.mark.parametrize("why", ["role", "in use", "shut out"])
def test_who_is_needed_is_left_alone(why: str, unused: User, monkeypatch: pytest.MonkeyPatch) -> None:
    if why == "role":
        grant(person=unused, role="coordinator", by=None, now=NOW)
    if why == "in use":
        monkeypatch.setattr(idle, "IN_USE", [lambda: Q(pk=unused.pk)])
    if why == "shut out":
        User.objects.filter(pk=unused.pk).update(is_active=False)
    late = GOES + timedelta(days=40)
    assert (idle.tell(late), idle.erase_due(late + idle.NOTICE), still_there(unused)) == (0, 0, True)


def test_the_notice_says_the_day_and_how_to_keep_the_account(unused: User) -> None:
    idle.tell(TOLD)
    message = Message.objects.get(kind=idle.KIND)
    mail = idle_notice(message)
    assert mail is not None
    assert [word for word in ("3. november 2028", "Så log ind") if word not in mail.text] == []
    assert (mail.button is None, "/konto/login/" in str(mail.button)) == (False, True)
    User.objects.filter(pk=unused.pk).update(last_login=GOES)
    assert idle_notice(message) is None


def test_somebody_without_mail_is_told_to_call(unused: User, coordinator: User) -> None:
    User.objects.filter(pk=unused.pk).update(email=None)
    Registration.objects.create(person=unused, at=NOW, by=coordinator)
    idle.tell(TOLD)
    mail = idle_notice(Message.objects.get(kind=idle.KIND))
    assert mail is not None
    assert (mail.button, "skriv til os" in mail.text) == (None, True)


def test_telling_is_logged_and_the_page_of_dates_counts_it(unused: User) -> None:
    idle.tell(TOLD)
    assert AccessEvent.objects.filter(action="account.idle_told", subject=unused.uuid).count() == 1
    (row,) = [one for one in coming(TOLD) if one.rule is RULES["accounts_idle_erase"]]
    assert (row.now, row.soon, still_there(unused)) == (0, 1, True)


def test_unused_staff_are_counted_for_administrators(unused: User) -> None:
    assert idle.idle_staff(GOES + SECOND) == 0
    grant(person=unused, role="trainer", by=None, now=NOW)
    assert (idle.idle_staff(GOES), idle.idle_staff(GOES + SECOND)) == (0, 1)


def test_one_who_cannot_be_erased_keeps_nobody_back(unused: User, monkeypatch: pytest.MonkeyPatch) -> None:
    other = User.objects.create_user("two@example.org")
    User.objects.filter(pk=other.pk).update(date_joined=NOW, last_login=None)
    idle.tell(TOLD)
    real = idle.erase

    def breaks(*, subject: Any, now: datetime) -> bool:
        if subject == unused.uuid:
            raise RuntimeError("planted")
        return real(subject=subject, now=now)

    monkeypatch.setattr(idle, "erase", breaks)
    assert (idle.erase_due(GOES), still_there(unused), still_there(other)) == (1, True, False)
