"""What follows from a change: public pages tell of courses and cohorts, so their version is raised."""

from django.db.models.signals import post_delete, post_save

from home.signals import touch

from .models import Cohort, Course, Story


def connect() -> None:
    """Connects all of it; called once at start-up."""
    for model in (Cohort, Course, Story):
        post_save.connect(touch, sender=model, dispatch_uid=f"courses.saved.{model.__name__}")
        post_delete.connect(touch, sender=model, dispatch_uid=f"courses.deleted.{model.__name__}")
