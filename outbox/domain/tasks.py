"""Background tasks that need somebody: those that failed, and those that stopped when the worker was killed."""

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django_tasks_db.models import DBTaskResult, TaskResultStatus

from ..locks import lock_row
from ..tasks import REPEATABLE

# No task of ours takes this long: one that seems to run was killed.
LONGEST = timedelta(hours=1)


def failed(*, now: datetime) -> QuerySet[DBTaskResult]:
    """Those that ended in a fault or were killed, the latest first."""
    killed = Q(status=TaskResultStatus.RUNNING, started_at__lt=now - LONGEST)
    return DBTaskResult.objects.filter(killed | Q(status=TaskResultStatus.FAILED)).order_by("-started_at", "pk")


@transaction.atomic
def run_again(key: uuid.UUID, *, now: datetime) -> bool:
    """Puts a failed task back in the queue; returns whether it was. One that may not be repeated stays; a second call
    finds it waiting and changes nothing."""
    task = failed(now=now).filter(pk=key, task_path__in=REPEATABLE).first()
    if task is None:
        return False
    held = lock_row(task)
    if not failed(now=now).filter(pk=held.pk).exists():
        return False
    held.status, held.started_at, held.finished_at = TaskResultStatus.READY, None, None
    held.exception_class_path = held.traceback = ""
    held.save(update_fields=["status", "started_at", "finished_at", "exception_class_path", "traceback"])
    return True


@transaction.atomic
def put_away(key: uuid.UUID, *, now: datetime) -> bool:
    """Deletes the note of a failed task; returns whether there was one. A second call finds none."""
    return bool(failed(now=now).filter(pk=key).delete()[0])
