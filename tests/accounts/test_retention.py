"""What is deleted by its date: on its day, not before, and counted without being deleted."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from dateutil.relativedelta import relativedelta
from django.core.management import call_command
from django.test import Client

from accounts import retention
from accounts.domain import access_log, data_copies
from accounts.models import AccessEvent, Registration, SealedMail, Use, User
from employment.models import HiringPack
from home.models import Enquiry, PageFeedback
from outbox.due import would_delete
from outbox.models import Message
from tests.conftest import NOW
from tests.fixtures.sites import SiteTree

pytestmark = pytest.mark.django_db
ADDRESS = "/administration/opbevaring/"
DAY = timedelta(days=1)


def closed_enquiry() -> None:
    Enquiry.objects.create(
        reference="H-22222222",
        name="x",
        email="x@example.org",
        reply_by="mail",
        topic="other",
        state="closed",
        received_at=NOW,
        changed_at=NOW,
        answer_by=NOW.date(),
        closed_at=NOW,
        erase_after=NOW.date() + relativedelta(months=12),
    )


def registered() -> None:
    Registration.objects.create(person=User.objects.create_user(), note="x", at=NOW)


def sent() -> None:
    Message.objects.create(kind="x.y", object_id="1", state="sent", created_at=NOW, next_at=NOW, sent_at=NOW)


def copied() -> None:
    data_copies.ask(person=User.objects.create_user(), now=NOW)


def pack() -> None:
    HiringPack.objects.create(token_hash="x", answers={}, sections=[], made_at=NOW, delete_after=NOW.date())


# name → what is planted at NOW, and the last moment at which it must still stand
TABLE: dict[str, tuple[Callable[[], object], datetime]] = {
    "access_log_drop_old": (
        lambda: access_log.record(by=None, action="read", now=NOW),
        NOW + relativedelta(months=12),
    ),
    "registration_notes_forget": (registered, NOW + timedelta(days=365)),
    "sealed_mails_forget": (
        lambda: SealedMail(id=uuid4(), content="x", created_at=NOW).save(force_insert=True),
        NOW + DAY,
    ),
    "data_copies_forget": (copied, NOW + DAY - timedelta(seconds=1)),
    "limits_forget": (lambda: Use.count("x", now=NOW, seconds=60), NOW + timedelta(seconds=59)),
    "outbox_drop_old": (sent, NOW + timedelta(days=30)),
    "enquiries_erase": (closed_enquiry, NOW + relativedelta(months=12) - DAY),
    "hiring_packs_expired": (pack, NOW),
}
# Tested where they live, with what they need around them.
ELSEWHERE = {"feedback_erase", "sessions_clear", "checklists_expired", "role_stars_expired"}
ELSEWHERE |= {"assessments_expired", "joint_scales_expired"}
ELSEWHERE |= {"guests_forget", "group_messages_forget", "joining_forget", "closing_answers_forget"}
ELSEWHERE |= {"accounts_idle_erase", "step_up_codes_forget", "address_changes_forget"}
ELSEWHERE |= {"signup_drafts_delete", "signup_answers_delete", "signups_anonymise", "interest_delete"}
ELSEWHERE |= {"subscribers_delete", "searches_forget"}
ELSEWHERE |= {"enrolments_anonymise", "practice_logs_delete", "training_links_delete", "certificates_delete"}
ELSEWHERE |= {"self_checks_delete", "course_interest_delete"}


@pytest.mark.parametrize("name", sorted(TABLE))
def test_each_class_goes_on_its_day_and_not_before(name: str) -> None:  # P4
    plant, last = TABLE[name]
    plant()
    later = last + (DAY if name in {"enquiries_erase", "hiring_packs_expired"} else timedelta(seconds=1))
    assert (would_delete(now=last)[name], would_delete(now=later)[name]) == (0, 1)


def test_every_rule_is_in_the_table() -> None:
    assert set(retention.RULES) == set(TABLE) | ELSEWHERE


def test_looking_deletes_nothing(participant: User) -> None:
    before = AccessEvent.objects.count()
    sent()
    out = StringIO()
    call_command("run_due", "--dry-run", "--now", "2040-01-01T00:00:00", stdout=out)
    assert "outbox_drop_old: 1" in out.getvalue()
    assert (Message.objects.count(), AccessEvent.objects.count()) == (1, before)


def test_the_page_counts_what_goes(administrator: User, site_tree: SiteTree, client_as: Any) -> None:
    PageFeedback.objects.create(path="/", language="da", useful=True, created_at=NOW)
    browser = client_as(administrator)
    text = browser.get(ADDRESS).content.decode()
    assert text.count("<tr>") == len(retention.RULES) + 1
    assert browser.post(ADDRESS).status_code == 405
    assert PageFeedback.objects.count() == 1


@pytest.mark.parametrize(("who", "status"), [("coordinator", 403), ("participant", 403)])
def test_nobody_else_sees_it(who: str, status: int, request: Any, client_as: Any) -> None:
    assert client_as(request.getfixturevalue(who)).get(ADDRESS).status_code == status


def test_a_stranger_is_sent_to_sign_in(stranger: Client) -> None:
    assert stranger.get(ADDRESS).status_code == 302
