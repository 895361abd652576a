"""What follows from a change: public pages tell of schemes and rounds, so their version is raised."""

from django.db.models.signals import post_delete, post_save

from home.signals import touch

from .models import PeerProgramme, SignupRound


def connect() -> None:
    """Connects all of it; called once at start-up."""
    for model in (PeerProgramme, SignupRound):
        post_save.connect(touch, sender=model, dispatch_uid=f"peerhub.saved.{model.__name__}")
        post_delete.connect(touch, sender=model, dispatch_uid=f"peerhub.deleted.{model.__name__}")
