"""What falls due in the CMS."""

from datetime import datetime, timedelta

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page, Revision

from ..models import PageFeedback

KEEP_TASK_RESULTS = timedelta(days=14)


def publish_scheduled(now: datetime) -> int:
    """Publishes and expires what is due, as Wagtail's own command does; returns how many were due.

    Wagtail's command reads the clock itself, so it is only called when something is due by `now` and by the clock.
    """
    due = Revision.objects.filter(approved_go_live_at__lte=now).count()
    due += Page.objects.filter(Q(live=True, expire_at__lte=now)).count()
    if due and now <= timezone.now() + timedelta(seconds=1):
        call_command("publish_scheduled", verbosity=0)
    return due


def erase_old_feedback(now: datetime) -> int:
    """Deletes answers about pages older than FEEDBACK_KEEP_MONTHS."""
    before = now - relativedelta(months=settings.FEEDBACK_KEEP_MONTHS)
    return PageFeedback.objects.filter(created_at__lt=before).delete()[0]


def clear_sessions(now: datetime) -> int:
    """Deletes sessions that have run out."""
    return Session.objects.filter(expire_date__lt=now).delete()[0]
