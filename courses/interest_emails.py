"""The two mails to somebody who wants to hear when a course gets a date."""

from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from outbox.kinds import Mail, worded
from outbox.models import Message

from .models import CourseInterest


def confirm(message: Message) -> Mail | None:
    """Asks an address whether it wants to be told. None once it has said so or has gone."""
    interest = CourseInterest.objects.filter(pk=message.object_id, confirmed_at=None).first()
    if interest is None:
        return None
    with translation.override(interest.language):
        url = urljoin(settings.SITE_URL, reverse("course_interest_confirm", args=[interest.token]))
        values = {"dag": date_format(interest.delete_on)}
    return worded(message.kind, values, language=interest.language, to=interest.email, url=url)


def dated(message: Message) -> Mail | None:
    """Tells an address that there is a date. None when the cohort takes nobody any more."""
    interest = CourseInterest.objects.select_related("told_of__course").filter(pk=message.object_id).first()
    cohort = interest.told_of if interest else None
    if interest is None or cohort is None or not cohort.is_taking_at(timezone.now()):
        return None
    with translation.override(interest.language):
        url = urljoin(settings.SITE_URL, reverse("course_apply", args=[cohort.course.code, cohort.slug]))
        closes = timezone.localdate(cohort.closes_at) if cohort.closes_at else None
        values = {"by": cohort.town, "dag": date_format(closes) if closes else ""}
    return worded(message.kind, values, language=interest.language, to=interest.email, url=url)


def forget(message: Message) -> None:
    """After telling: the address goes."""
    CourseInterest.objects.filter(pk=message.object_id, told_of__isnull=False).delete()
