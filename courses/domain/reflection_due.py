"""Calm reminders of the midterm and the final conversation."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from ..models import Conversation, GuideTraining
from ..training_enums import ConversationKind, TrainingState
from .training_steps import tell


def remind(now: datetime) -> int:
    """Writes once to participant and supervisor when it is time for a conversation that nobody has noted; returns about
    how many trainings. No training is reminded after its cap."""
    today = timezone.localdate(now)
    going = GuideTraining.objects.filter(state=TrainingState.ACTIVE, cap_date__gte=today)
    due = {
        ConversationKind.MIDTERM: going.filter(
            start_date__lte=today - timedelta(days=settings.TRAINING_MIDTERM_DAYS),
            cap_date__gt=today + timedelta(days=settings.TRAINING_FINAL_DAYS),
        ),
        ConversationKind.FINAL: going.filter(cap_date__lte=today + timedelta(days=settings.TRAINING_FINAL_DAYS)),
    }
    count = 0
    for kind, rows in due.items():
        held = Conversation.objects.filter(training=OuterRef("pk"), kind=kind)
        for one in rows.exclude(Exists(held)).select_related("person", "supervisor"):
            with transaction.atomic():
                tell(one, f"conversation_{kind}", (one.person, one.supervisor), now=now)
            count += 1
    return count
