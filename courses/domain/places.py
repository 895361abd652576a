"""Places of a cohort, counted under its lock. The database refuses one more than there are, whatever happens."""

from datetime import datetime

from ..enums import SEATED, CohortState, WaitingReason
from ..models import Cohort, CohortEvent, CohortQuota, Enrolment


def room_for(cohort: Cohort, kind: str) -> WaitingReason | None:
    """Why nobody of this kind can have a place now; None where there is one. The caller holds the cohort."""
    if cohort.seats_taken >= cohort.capacity:
        return WaitingReason.FULL
    quota = CohortQuota.objects.filter(cohort=cohort, kind=kind).first()
    return WaitingReason.QUOTA if quota and quota.taken >= quota.seats else None


def take(cohort: Cohort, enrolment: Enrolment, *, now: datetime) -> None:
    """Counts a place for an enrolment that gets one. The caller holds the cohort and has asked `room_for`."""
    _count(cohort, enrolment.kind, 1, now)


def release(cohort: Cohort, enrolment: Enrolment, *, now: datetime) -> bool:
    """Gives a place back; False where the enrolment holds none. The caller holds both and has not moved it yet."""
    if enrolment.state not in SEATED:
        return False
    _count(cohort, enrolment.kind, -1, now)
    return True


def _count(cohort: Cohort, kind: str, change: int, now: datetime) -> None:
    quota = CohortQuota.objects.filter(cohort=cohort, kind=kind).first()
    if quota is not None:
        quota.taken += change
        quota.save(update_fields=["taken"])
    cohort.seats_taken += change
    before = cohort.state
    if cohort.state == CohortState.OPEN and cohort.seats_taken >= cohort.capacity:
        cohort.state = CohortState.FULL
    elif cohort.state == CohortState.FULL and cohort.seats_taken < cohort.capacity:
        cohort.state = CohortState.OPEN
    cohort.save(update_fields=["seats_taken", "state"])
    if before != cohort.state:
        CohortEvent.objects.create(cohort=cohort, from_state=before, to_state=cohort.state, at=now)
