"""What follows from a change: public pages tell of courses, cohorts and what graduates say, so their version is
raised."""

from django.db.models.signals import post_delete, post_save

from home.signals import touch

from .models import Cohort, Course, Enrolment, InfoMeeting, Story


def connect() -> None:
    """Connects all of it; called once at start-up."""
    for model in (Cohort, Course, InfoMeeting, Story):
        post_save.connect(touch, sender=model, dispatch_uid=f"courses.saved.{model.__name__}")
        post_delete.connect(touch, sender=model, dispatch_uid=f"courses.deleted.{model.__name__}")
    # Who passes raises it by the act; who is erased is counted no more.
    post_delete.connect(touch, sender=Enrolment, dispatch_uid="courses.deleted.Enrolment")
