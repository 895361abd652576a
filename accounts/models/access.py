"""Who saw or did what with whose data. It holds no values, and nothing in it is ever changed."""

import uuid
from datetime import datetime
from typing import Any, ClassVar, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _


class Events(models.QuerySet["AccessEvent"]):
    """Reads; nothing is changed or deleted but by age."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("Events of the access log are never changed.")

    def delete(self) -> NoReturn:
        raise TypeError("Events of the access log go by age alone.")

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def forget_before(self, moment: datetime) -> int:
        """Deletes events older than `moment`; returns how many. The one way that any of them goes."""
        return models.QuerySet.delete(self.filter(time__lt=moment))[0]


class AccessEvent(models.Model):
    """One look at, or one act upon, somebody's data. People are named by their random ids, so that a log that outlives
    an account names nobody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    time = models.DateTimeField(_("time"))
    actor = models.UUIDField(_("who"), null=True)
    actor_role = models.CharField(_("in the role of"), max_length=120)
    action = models.CharField(_("what"), max_length=60)
    object_type = models.CharField(max_length=100, blank=True)
    object_id = models.CharField(max_length=60, blank=True)
    subject = models.UUIDField(_("whose data"), null=True)
    purpose = models.CharField(_("why"), max_length=120, blank=True)
    request_id = models.CharField(max_length=60, blank=True)

    objects: ClassVar[models.Manager["AccessEvent"]] = Events.as_manager()

    class Meta:
        ordering = ["time", "id"]
        verbose_name = _("event of the access log")
        indexes = [
            models.Index(fields=["time"], name="access_time"),
            models.Index(fields=["subject", "time"], name="access_subject"),
            models.Index(fields=["actor", "time"], name="access_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {str(self.id)[:8]}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Writes a new event. Raises TypeError for one that stands already."""
        if not self._state.adding:
            raise TypeError("Events of the access log are never changed.")
        super().save(*args, **kwargs | {"force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("Events of the access log go by age alone.")
