"""What happens around the demo's cohorts: times to choose among, a message, something to read, an evaluation."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from accounts.models import User
from home.demo import Plan

from .domain import student_agreements
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

PROMISES = student_agreements.Promises(
    we_da="Vi begynder og slutter til tiden.\nDer er altid to undervisere og en pause hver time.\n"
    "Det, du fortæller, bliver i rummet.\nVi siger det til dig først, hvis vi er bekymrede.",
    you_da="Jeg kommer, når jeg kan, og siger til, når jeg ikke kan.\nJeg lader det, andre fortæller, blive i rummet.\n"
    "Jeg fortæller kun det, jeg selv vælger.\nJeg siger til, hvis noget ikke er godt for mig.",
    we_en="We begin and end on time.\nThere are always two trainers and a break each hour.\n"
    "What you tell stays in the room.\nWe tell you first if we are worried.",
    you_en="I come when I can, and say so when I cannot.\nI let what others tell stay in the room.\n"
    "I tell only what I choose myself.\nI say so if something is not good for me.",
)


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
    _agreement(plan, running)
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


def _agreement(plan: Plan, cohort: Cohort) -> None:
    """What both sides promise on the peer education; everybody on one cohort has said yes to it."""
    by = User.objects.get(email="demo-koordinator@example.org")
    if student_agreements.texts_of(cohort.course):
        return
    now = _at(plan, -40, 12)
    text = student_agreements.new_text(cohort.course, PROMISES, by=by, now=now)
    for one in Enrolment.objects.filter(cohort=cohort).on_course().select_related("person"):
        if one.person is not None:
            student_agreements.agree(one, version=text.version, by=one.person, now=now)
    student_agreements.agree_for_course(cohort, by=by, now=now)


def _at(plan: Plan, days: int, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(plan.today + timedelta(days=days), time(hour)))
