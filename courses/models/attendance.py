"""Who was there, by unit; corrections after the lock; what people thought of the course."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.fields import EncryptedTextField
from accounts.models import User

from ..enums import Presence
from .cohorts import Cohort, CourseSession
from .courses import MOST_UNITS
from .enrolments import Enrolment


class Attendance(models.Model):
    """One person in one unit of a meeting. No row: nothing is noted yet."""

    session = models.ForeignKey(CourseSession, on_delete=models.CASCADE, related_name="attendances")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="attendances")
    unit = models.PositiveSmallIntegerField(default=1)
    presence = models.CharField(max_length=8, choices=Presence.choices)
    # When the person told beforehand that they would not come; never why.
    told_at = models.DateTimeField(null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["session", "unit", "pk"]
        verbose_name = _("attendance")
        constraints = [
            models.UniqueConstraint(fields=["session", "enrolment", "unit"], name="one_attendance_a_unit"),
            models.CheckConstraint(condition=Q(presence__in=Presence.values), name="known_presence"),
            models.CheckConstraint(condition=Q(unit__gte=1, unit__lte=MOST_UNITS), name="attendance_unit"),
        ]

    def __str__(self) -> str:
        return f"attendance {self.pk}"


class LateCorrection(models.Model):
    """A change of attendance after the lock, with its reason. Never changed."""

    attendance = models.ForeignKey(Attendance, on_delete=models.CASCADE, related_name="corrections")
    before = models.CharField(max_length=8, choices=Presence.choices, blank=True)
    after = models.CharField(max_length=8, choices=Presence.choices)
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("correction of attendance")
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="correction_has_a_reason")]

    def __str__(self) -> str:
        return f"correction {self.pk}"


class Evaluation(models.Model):
    """One answer to the evaluation of a cohort. It names nobody and holds no time of day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="evaluations")
    whole = models.PositiveSmallIntegerField(_("the course as a whole"))
    useful = models.PositiveSmallIntegerField(_("what I can use"))
    safe = models.PositiveSmallIntegerField(_("how safe it was to take part"))
    text = EncryptedTextField(_("in your own words"), blank=True)

    class Meta:
        ordering = ["cohort", "id"]
        verbose_name = _("answer to an evaluation")
        constraints = [
            models.CheckConstraint(
                condition=Q(whole__range=(1, 5), useful__range=(1, 5), safe__range=(1, 5)),
                name="evaluation_one_to_five",
            )
        ]

    def __str__(self) -> str:
        return f"evaluation {str(self.id)[:8]}"


class EvaluationGiven(models.Model):
    """That somebody has answered, so that nobody answers twice; never what."""

    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, related_name="evaluation_given")

    class Meta:
        verbose_name = _("evaluation given")

    def __str__(self) -> str:
        return f"given {self.pk}"
