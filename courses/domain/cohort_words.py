"""Messages and materials of a cohort: for its own people, and nobody else's."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.domain.access_log import record
from accounts.models import User
from outbox.locks import lock_row

from ..models import Cohort, CohortMaterial, CohortMessage
from .cohort_dates import tell_all
from .cohort_steps import may_teach
from .errors import Refused

MOST_SHOWN = 20


def _held(cohort: Cohort, by: User) -> Cohort:
    held = lock_row(cohort)
    if not may_teach(held, by):
        raise Refused(_("This cohort is taught by others."))
    return held


@transaction.atomic
def post_message(cohort: Cohort, *, title: str, text: str, by: User, now: datetime) -> CohortMessage:
    """Writes to everybody with a place; the mail says only that there is something to read. The same words again by the
    same person on the same day are the first message."""
    held = _held(cohort, by)
    today = CohortMessage.objects.filter(cohort=held, by=by, title=title, at__date=now.date())
    known = next((one for one in today if one.text == text), None)
    if known is not None:
        return known
    made = CohortMessage(cohort=held, title=title, text=text, by=by, at=now)
    made.save(force_insert=True)
    record(by=by, action="cohort.message", object=held, now=now)
    tell_all(held, "cohort_message", now=now, again=str(made.pk))
    return made


@transaction.atomic
def add_material(
    cohort: Cohort, *, week: int | None, title: str, text: str, link: str, is_homework: bool, by: User, now: datetime
) -> CohortMaterial:
    """Adds something to read or do. The same title for the same week gives the first. Raises Refused for a week the
    course does not have, and where there is neither text nor link."""
    held = _held(cohort, by)
    if week is not None and not 1 <= week <= held.weeks:
        raise Refused(_("The course has no such week."))
    if not text and not link:
        raise Refused(_("Write a text or a link."))
    values = {"text": text, "link": link, "is_homework": is_homework, "by": by, "at": now}
    return CohortMaterial.objects.get_or_create(cohort=held, week=week, title=title, defaults=values)[0]


@transaction.atomic
def remove_material(cohort: Cohort, number: str, *, by: User, now: datetime) -> bool:
    """Takes a material away; False where it had gone."""
    held = _held(cohort, by)
    return bool(CohortMaterial.objects.filter(cohort=held, pk=number).delete()[0])


def messages_of(cohort: Cohort) -> list[CohortMessage]:
    """The newest messages, for the people of the cohort and who teaches it. One query."""
    return list(CohortMessage.objects.filter(cohort=cohort).select_related("by").order_by("-at")[:MOST_SHOWN])


def materials_of(cohort: Cohort) -> list[CohortMaterial]:
    """What there is to read and do, by week. One query."""
    return list(CohortMaterial.objects.filter(cohort=cohort))
