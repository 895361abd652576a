"""What happens around the demo's cohorts: times to choose among, a message, something to read, an evaluation."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from accounts.models import User
from home.demo import Plan

from .models import (
    Cohort,
    CohortMaterial,
    CohortMessage,
    Enrolment,
    Evaluation,
    EvaluationGiven,
    InfoMeeting,
    InterviewSlot,
)

POINTS = [(5, 4, 5), (4, 4, 5), (5, 5, 4), (3, 4, 4), (5, 4, 5), (4, 3, 5)]


def seed_rooms(plan: Plan) -> None:
    """Fills three cohorts. A second call finds what is there and changes nothing."""
    applying, running, over = (
        Cohort.objects.get(slug=slug) for slug in ("aarhus-naeste", "viborg-nu", "viborg-sidste")
    )
    for days, hour in ((5, 10), (5, 11), (7, 14)):
        at = _at(plan, days, hour)
        InterviewSlot.objects.get_or_create(cohort=applying, starts_at=at, defaults={"place": "Vi ringer til dig"})
    info = {"place": applying.place}
    InfoMeeting.objects.get_or_create(cohort=applying, starts_at=_at(plan, 10, 17), defaults=info)
    _words(plan, running)
    if not Evaluation.objects.filter(cohort=over).exists():
        for whole, useful, safe in POINTS:
            Evaluation(cohort=over, whole=whole, useful=useful, safe=safe, text="").save(force_insert=True)
        for one in Enrolment.objects.filter(cohort=over).order_by("pk")[: len(POINTS)]:
            EvaluationGiven.objects.get_or_create(enrolment=one)


def _words(plan: Plan, cohort: Cohort) -> None:
    by = User.objects.get(email="demo-underviser@example.org")
    if not CohortMessage.objects.filter(cohort=cohort).exists():
        text = "Næste gang begynder vi med en rolig runde. Tag gerne en ting med, der betyder noget for dig."
        message = CohortMessage(cohort=cohort, title="Til næste gang", text=text, by=by, at=_at(plan, -2, 12))
        message.save(force_insert=True)
    values = {"text": "Skriv tre sætninger om, hvad der hjalp dig.", "is_homework": True, "by": by}
    CohortMaterial.objects.get_or_create(
        cohort=cohort, week=8, title="En lille øvelse", defaults=values | {"at": _at(plan, -2, 12)}
    )


def _at(plan: Plan, days: int, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(plan.today + timedelta(days=days), time(hour)))
