"""When self-checks and the words for conversations go: with the log, with the consent, and after a restore again."""

from datetime import date, datetime
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.utils import timezone

from accounts import ledger
from accounts.models import Consent

from ..models import ConversationWords, GuideTraining, SelfCheck
from ..training_enums import RUNNING
from .training_retention import log_goes_on

WORDED = (SelfCheck, ConversationWords)


def taken_back(consent: Consent, now: datetime) -> None:
    """Without a yes the self-checks and the words go at once; that a conversation was held stays. The ledger keeps a
    backup from bringing them back."""
    for model in WORDED:
        for one in model.objects.filter(consent=consent):
            ledger.add(one.pk)
            one.delete()


def delete_due(now: datetime) -> int:
    """Deletes those of trainings whose log's day has come; returns how many."""
    today = timezone.localdate(now)
    edge = today - relativedelta(months=settings.LOG_KEEP_MONTHS)
    count = 0
    for model in WORDED:
        over = GuideTraining.objects.filter(last_date__lt=edge).exclude(state__in=RUNNING)
        held = over.filter(pk__in=list(model.objects.values_list("training", flat=True).distinct()))
        gone = [one.pk for one in held if (log_goes_on(one) or date.max) < today]
        count += model.objects.filter(training__in=gone).delete()[0]
    return count


def forget_again(named: set[UUID], now: datetime) -> int:
    """After a restore: deletes again what is in the ledger by its own id; returns how many had come back."""
    return sum(model.objects.filter(pk__in=named).delete()[0] for model in WORDED)
