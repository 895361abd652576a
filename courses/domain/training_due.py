"""What falls due in guide trainings: calm reminders before the cap, and the state after it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ..models import GuideTraining
from ..training_enums import TrainingState
from .caps import NOTICE_DAYS
from .training_steps import hold, settle, tell


def remind(now: datetime) -> int:
    """Writes to participant and supervisor 28 and 14 days before the cap and on its day; returns about how many
    trainings. Each notice goes once a person; one whose day was missed goes late, but never after the next is due."""
    today = timezone.localdate(now)
    count = 0
    latest = list(NOTICE_DAYS)
    for place, days in enumerate(latest):
        until = latest[place + 1] if place + 1 < len(latest) else -1
        rows = GuideTraining.objects.filter(
            state=TrainingState.ACTIVE,
            cap_date__lte=today + timedelta(days=days),
            cap_date__gt=today + timedelta(days=until),
        )
        for one in rows.select_related("person", "supervisor"):
            with transaction.atomic():
                tell(one, f"cap_{days}", (one.person, one.supervisor), now=now, again=one.cap_date.isoformat())
            count += 1
    return count


def settle_due(now: datetime) -> int:
    """Writes the state of trainings whose cap has passed, and tells it; returns how many changed. A second call finds
    none. A page says the same before this has run: it works the state out by itself."""
    today = timezone.localdate(now)
    rows = GuideTraining.objects.filter(state=TrainingState.ACTIVE, cap_date__lt=today)
    changed = 0
    for one in rows:
        with transaction.atomic():
            held = hold(one)
            before = held.state
            after = settle(held, by=None, now=now)
            if after != before:
                changed += 1
                tell(held, f"cap_over_{after}"[:40], (held.person, held.supervisor), now=now)
    return changed


def unconfirmed(now: datetime, days: int) -> Q:
    """Trainings that have waited so many days for a supervisor's word since the cap."""
    edge = timezone.localdate(now) - timedelta(days=days)
    return Q(state=TrainingState.AWAITING, cap_date__lt=edge)
