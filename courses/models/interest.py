"""Who wants to hear when a course gets a date."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.fields import EncryptedTextField

from .cohorts import Cohort
from .courses import Course


class CourseInterest(models.Model):
    """One address that asked to be told once. Nothing is mailed but the question whether it was them, until they say
    yes; the row goes with the mail that tells."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="interests")
    town = models.CharField(_("town"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"))
    address_mark = models.CharField(max_length=64, editable=False)
    language = models.CharField(max_length=5, default="da")
    token_hash = models.CharField(max_length=64, unique=True)
    token = EncryptedTextField()
    asked_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    told_of = models.ForeignKey(Cohort, null=True, on_delete=models.SET_NULL, related_name="+")
    delete_on = models.DateField(db_index=True)

    class Meta:
        ordering = ["asked_at"]
        verbose_name = _("wish to hear of a course")
        constraints = [
            models.UniqueConstraint(fields=["course", "address_mark"], name="one_course_interest_an_address"),
            models.CheckConstraint(condition=~Q(address_mark=""), name="course_interest_has_an_address"),
        ]

    def __str__(self) -> str:
        return f"interest {str(self.id)[:8]}"
