"""Which accounts courses still need."""

from django.db.models import Q

from ..models import CohortTrainer, Enrolment


def still_needed() -> Q:
    """Who is on a course or on the way to one, or teaches, as a condition on people: their accounts are in use."""
    enrolled = Enrolment.objects.live().exclude(person=None).values("person")
    return Q(pk__in=enrolled) | Q(pk__in=CohortTrainer.objects.values("person"))
