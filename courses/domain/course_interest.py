"""Wanting to hear when a course gets a date: asked, confirmed by mail, told once, gone."""

import unicodedata
import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.private_links import hashed, new_token
from outbox.domain.messages import queue
from outbox.locks import lock_row

from ..models import Cohort, Course, CourseInterest

MAIL_AGAIN = timedelta(days=1)


def one_spelling(address: str) -> str:
    """The spelling by which an address is known: compatible letters made one, lower case."""
    return unicodedata.normalize("NFKC", address).strip().casefold()


def mark_of(address: str) -> str:
    """A keyed fingerprint of an address, to find a wish by."""
    return salted_hmac("courses.interest", one_spelling(address), algorithm="sha256").hexdigest()


@transaction.atomic
def ask(*, course: Course, email: str, town: str, language: str, now: datetime) -> CourseInterest:
    """Notes an address and mails it the question whether it was them, at most once in 24 hours.

    A second call finds the first; one that has said yes already is mailed nothing. The page says the same each time.
    """
    token = new_token()
    last = timezone.localdate(now) + timedelta(days=settings.INTEREST_CONFIRM_DAYS)
    interest, _made = CourseInterest.objects.get_or_create(
        course=course,
        address_mark=mark_of(email),
        defaults={
            "id": uuid.uuid4(),
            "email": email.strip().lower(),
            "town": town.strip(),
            "language": language,
            "token": token,
            "token_hash": hashed(token),
            "asked_at": now,
            "delete_on": last,
        },
    )
    held = lock_row(interest)
    was_mailed = held.mailed_at is not None and now - held.mailed_at < MAIL_AGAIN
    if held.confirmed_at is None and not was_mailed:
        held.mailed_at, held.delete_on, held.town = now, last, town.strip()
        held.save(update_fields=["mailed_at", "delete_on", "town"])
        key = f"course_interest:{held.pk}:{now:%Y%m%d%H}"
        queue("courses.interest_confirm", object_id=str(held.pk), now=now, dedupe_key=key)
    return held


def by_link(token: str) -> CourseInterest | None:
    """The wish behind a mailed link; None for a wrong link and for one that has gone."""
    return CourseInterest.objects.select_related("course").filter(token_hash=hashed(token)).first()


@transaction.atomic
def confirm(interest: CourseInterest, *, now: datetime) -> None:
    """Says that it was them: told when a cohort opens, kept INTEREST_KEEP_DAYS at most. Twice is once."""
    held = lock_row(interest)
    if held.confirmed_at is not None:
        return
    held.confirmed_at = now
    held.delete_on = timezone.localdate(now) + timedelta(days=settings.INTEREST_KEEP_DAYS)
    held.save(update_fields=["confirmed_at", "delete_on"])


@transaction.atomic
def remove(interest: CourseInterest) -> None:
    """Deletes the address. A second call finds none."""
    CourseInterest.objects.filter(pk=interest.pk).delete()


def tell_dated(now: datetime) -> int:
    """Tells everybody who waits for a course that takes applications now, in their town where they named one, once;
    returns how many."""
    taking = list(Cohort.objects.taking_at(now).order_by("start_date", "pk"))
    waiting = CourseInterest.objects.filter(confirmed_at__isnull=False, told_of=None)
    count = 0
    for one in waiting.filter(course__in={cohort.course_id for cohort in taking}):
        found = next((cohort for cohort in taking if _fits(one, cohort)), None)
        count += bool(found and _tell(one, found, now))
    return count


def _fits(interest: CourseInterest, cohort: Cohort) -> bool:
    same_town = not interest.town or interest.town.casefold() == cohort.town.casefold()
    return cohort.course_id == interest.course_id and same_town


@transaction.atomic
def _tell(interest: CourseInterest, cohort: Cohort, now: datetime) -> bool:
    held = lock_row(interest)
    if held.told_of_id is not None:
        return False
    held.told_of = cohort
    held.save(update_fields=["told_of"])
    key = f"course_dated:{held.pk}"
    queue("courses.interest_dated", object_id=str(held.pk), now=now, dedupe_key=key, expires_at=cohort.closes_at)
    return True


def delete_expired(now: datetime) -> int:
    """Deletes addresses whose day has come; returns how many."""
    return CourseInterest.objects.filter(delete_on__lte=timezone.localdate(now)).delete()[0]


def course_with(code: str) -> Course | None:
    """A course by its code, for visitors."""
    return Course.objects.filter(code=code).first()


def towns_of(course: Course) -> list[str]:
    """The towns that the course has been held in, by name: what a visitor may choose among. One query."""
    rows = Cohort.objects.filter(course=course).order_by("town").values_list("town", flat=True)
    return list(rows.distinct())
