"""The learning plan: the participant's own, read by the trainers only while the participant shares it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.domain import consents
from accounts.models import User
from outbox.locks import lock_row

from ..models import Enrolment, OwnWords
from ..models.enrolments import OWN_WORDS
from .errors import Refused


@transaction.atomic
def keep_plan(
    enrolment: Enrolment,
    *,
    text: str,
    is_shared: bool,
    language: str,
    by: User,
    now: datetime,
    shown: str = "",
    has_said_yes: bool = False,
) -> None:
    """Writes the plan and whether the trainers may read it. A second identical call changes nothing but the moment.

    Raises Refused for another's plan, before there is a place, and for a first text without a yes to keeping it.
    """
    held = lock_row(enrolment)
    if held.person_id != by.pk or not held.is_on_course:
        raise Refused(_("A learning plan belongs to somebody with a place on the course."))
    row = OwnWords.objects.filter(enrolment=held).first()
    if row is None:
        if not has_said_yes:
            raise Refused(_("We may only keep your text if you tick this box. Or leave the text empty."))
        given = consents.give(
            purpose=OWN_WORDS, about=held.pk, person=held.person, language=language, shown=shown, now=now
        )
        row = OwnWords(enrolment=held, consent=given)
    row.plan, row.plan_is_shared, row.changed_at = text, is_shared and bool(text), now
    row.save()


def own_plan(enrolment: Enrolment) -> str:
    """The plan, for the participant who wrote it; empty where there is none. One query."""
    row = OwnWords.objects.filter(enrolment=enrolment).first()
    return row.plan if row else ""


def shared_plan(enrolment: Enrolment) -> str:
    """The plan, for the trainers of the cohort; empty unless it is shared."""
    row = OwnWords.objects.filter(enrolment=enrolment, plan_is_shared=True).first()
    return row.plan if row else ""
