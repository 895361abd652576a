"""Notices of jobs for peers: open until their deadline has passed by Copenhagen's calendar, and gone the day after."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from home.domain.queries import restricted

from ..models import JobIndexPage, JobNoticePage


def open_notices(index: JobIndexPage, *, today: date, region: str = "") -> "QuerySet[JobNoticePage]":
    """The live, public notices below an index whose deadline is today or later; the nearest deadline first."""
    notices = JobNoticePage.objects.child_of(index).live().filter(~restricted(), deadline__gte=today)
    notices = notices.filter(region=region) if region else notices
    return notices.defer("body", "plain_text").order_by("deadline", "title")


def is_open(notice: JobNoticePage, *, today: date) -> bool:
    """Whether one can still apply; the last day counts in."""
    return notice.deadline >= today


def was_here(index: JobIndexPage, slug: str, *, today: date) -> bool:
    """Whether a notice of this address has been public and is over."""
    past = JobNoticePage.objects.child_of(index).filter(slug=slug, deadline__lt=today, first_published_at__isnull=False)
    return past.exists()


def take_down_past(now: datetime) -> int:
    """Unpublishes notices whose deadline has passed, so that search and lists forget them; returns how many."""
    past = list(JobNoticePage.objects.live().filter(deadline__lt=timezone.localdate(now), alias_of__isnull=True))
    for notice in past:
        notice.unpublish(set_expired=True)
    return len(past)
