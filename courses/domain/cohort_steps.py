"""The one place where the state of a cohort changes, and who may run or teach one."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.domain.access_log import record
from accounts.models import User
from outbox.locks import lock_row

from ..enums import COHORT_STEPS, CohortState
from ..models import Cohort, CohortEvent
from .errors import Refused


def may_run(cohort: Cohort, person: User) -> bool:
    """Whether this person coordinates the cohort. One query."""
    return Cohort.objects.run_by(person).filter(pk=cohort.pk).exists()


def may_teach(cohort: Cohort, person: User) -> bool:
    """Whether this person teaches or coordinates the cohort. One query."""
    return Cohort.objects.for_user(person).filter(pk=cohort.pk).exists()


def held_to_run(cohort: Cohort, by: User) -> Cohort:
    """The cohort, locked, for its coordinator. Raises Refused for anybody else."""
    held = lock_row(cohort)
    if not may_run(held, by):
        raise Refused(_("This cohort is run by others."))
    return held


def step(held: Cohort, to: str, *, by: User | None, now: datetime, note: str = "") -> Cohort:
    """One step of the state machine, on a row that the caller has locked. Raises Refused for a step there is not."""
    if (held.state, to) not in COHORT_STEPS:
        words = dict(CohortState.choices)
        raise Refused(
            _("The cohort is “%(now)s” and cannot become “%(to)s”.") % {"now": words[held.state], "to": words[to]}
        )
    before, held.state = held.state, to
    held.save()
    log(held, before, by=by, now=now, note=note)
    return held


def log(held: Cohort, before: str, *, by: User | None, now: datetime, note: str = "") -> None:
    """Writes the line of history of what was done to a cohort, and the line of the access log."""
    CohortEvent.objects.create(cohort=held, from_state=before, to_state=held.state, by=by, at=now, note=note)
    record(by=by, action=f"cohort.{held.state}", object=held, now=now)
