"""What people thought of a course: answered once, without a name, and told only where enough have answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Avg, Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from outbox.locks import lock_row

from ..models import Cohort, Enrolment, Evaluation, EvaluationGiven
from .errors import Refused


@dataclass(frozen=True)
class Result:
    """How many answered; figures and words are empty while they are too few to hide anybody."""

    answers: int
    averages: Sequence[tuple[str, float]]
    texts: Sequence[str]


def is_open(enrolment: Enrolment, today: date) -> bool:
    """Whether somebody may answer: on the course, and its last meeting has come."""
    last = enrolment.cohort.last_date
    return enrolment.is_on_course and last is not None and last <= today


def has_answered(enrolment: Enrolment) -> bool:
    """Whether somebody has answered; never what. One query."""
    return EvaluationGiven.objects.filter(enrolment=enrolment).exists()


@transaction.atomic
def give(enrolment: Enrolment, *, whole: int, useful: int, safe: int, text: str, now: datetime) -> bool:
    """Notes an answer that leads to nobody, and apart from it that this person has answered. False for a second call,
    which changes nothing. Raises Refused before the last meeting."""
    held = lock_row(enrolment)
    if not is_open(held, timezone.localdate(now)):
        raise Refused(_("The course can be evaluated once its last meeting has come."))
    _given, is_first = EvaluationGiven.objects.get_or_create(enrolment=held)
    if is_first:
        Evaluation(cohort=held.cohort, whole=whole, useful=useful, safe=safe, text=text).save(force_insert=True)
    return is_first


def result_of(cohort: Cohort) -> Result:
    """What a cohort answered, for its coordinator. None of it below EVALUATION_LEAST answers. Two queries."""
    rows = Evaluation.objects.filter(cohort=cohort)
    found = rows.order_by().aggregate(n=Count("pk"), whole=Avg("whole"), useful=Avg("useful"), safe=Avg("safe"))
    if found["n"] < settings.EVALUATION_LEAST:
        return Result(found["n"], [], [])
    names = [Evaluation._meta.get_field(name).verbose_name for name in ("whole", "useful", "safe")]  # type: ignore[union-attr]
    averages = list(zip(map(str, names), (found["whole"], found["useful"], found["safe"]), strict=True))
    # By their random ids: in no order that tells who answered first.
    return Result(found["n"], averages, [one.text for one in rows.order_by("id") if one.text])
