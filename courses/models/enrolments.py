"""A person's way through a cohort: application, place, agreement, own words and history."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.fields import EncryptedTextField
from accounts.models import SensitiveRow, User

from ..enums import (
    LIVE_ENROLMENTS,
    ON_COURSE,
    SEATED,
    WAITING,
    EnrolmentSource,
    EnrolmentState,
    SeatKind,
    WaitingReason,
)
from .cohort_rooms import InfoMeeting
from .cohorts import Cohort, regions_of
from .courses import AgreementText

# What somebody writes of themselves in an application or a learning plan.
OWN_WORDS = "courses.own_words"


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    """Enrolments, filtered by who asks."""

    def for_user(self, user: Any) -> "EnrolmentQuerySet":
        """Those `user` may see: one's own; coordinators those of their regions; trainers those who are on the cohorts
        they teach, not those who only applied; administrators all."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        regions = regions_of(user)
        if regions is None:
            return self
        seen = Q(person=user.pk) | Q(cohort__region__in=regions)
        if user.has_role(Role.TRAINER):
            seen |= Q(cohort__trainers__person=user.pk, state__in=ON_COURSE)
        return self.filter(seen).distinct()

    def of(self, person: User) -> "EnrolmentQuerySet":
        """A person's own."""
        return self.filter(person=person.pk) if person.pk else self.none()

    def live(self) -> "EnrolmentQuerySet":
        """Those that count as one application of a person to a cohort."""
        return self.filter(state__in=LIVE_ENROLMENTS)

    def seated(self) -> "EnrolmentQuerySet":
        """Those that hold a place."""
        return self.filter(state__in=SEATED)

    def on_course(self) -> "EnrolmentQuerySet":
        """Those who have a row in the attendance table."""
        return self.filter(state__in=ON_COURSE)


class Enrolment(models.Model):
    """One person's way through one cohort. A state is changed by `domain.enrolment_steps` alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="enrolments")
    person = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="enrolments")
    state = models.CharField(_("state"), max_length=20, choices=EnrolmentState.choices, default=EnrolmentState.APPLIED)
    kind = models.CharField(_("takes part as"), max_length=12, choices=SeatKind.choices, default=SeatKind.PARTICIPANT)
    source = models.CharField(max_length=8, choices=EnrolmentSource.choices, default=EnrolmentSource.ONLINE)
    language = models.CharField(max_length=5, default="da")
    applied_at = models.DateTimeField(_("applied"))
    info_meeting = models.ForeignKey(
        InfoMeeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="enrolments"
    )
    was_at_info_meeting = models.BooleanField(null=True)
    offered_at = models.DateTimeField(null=True)
    answer_by = models.DateTimeField(_("answer to the offered place by"), null=True)
    reminded_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    waiting_reason = models.CharField(max_length=8, choices=WaitingReason.choices, blank=True)
    # The week a late starter began in; units before it still count among all.
    from_week = models.PositiveSmallIntegerField(default=1)
    # When the trainer was told that the requirement may become out of reach.
    warned_at = models.DateTimeField(null=True)
    passed_on = models.DateField(_("passed the course"), null=True)
    # The documented equivalent, where somebody passed below the required share.
    passed_note = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True)
    # Last time that we heard from the person or they from us: what retention counts from.
    contact_at = models.DateTimeField()
    anonymised_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Enrolment"]] = EnrolmentQuerySet.as_manager()

    class Meta:
        ordering = ["applied_at", "pk"]
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        indexes = [
            models.Index(fields=["cohort", "state"], name="enrolment_counts"),
            models.Index(fields=["person", "state"], name="enrolment_of_person"),
            models.Index(fields=["state", "answer_by"], name="enrolment_offered"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "person"],
                condition=Q(state__in=sorted(LIVE_ENROLMENTS)) & Q(person__isnull=False),
                name="one_live_enrolment_a_person",
            ),
            models.CheckConstraint(condition=Q(state__in=EnrolmentState.values), name="known_enrolment_state"),
            models.CheckConstraint(
                condition=~Q(state=EnrolmentState.OFFERED) | Q(answer_by__isnull=False),
                name="offered_course_place_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(anonymised_at=None) | Q(person=None), name="anonymised_enrolment_names_nobody"
            ),
        ]

    def __str__(self) -> str:
        """Never a name: this text ends up in logs."""
        return f"enrolment {str(self.id)[:8]}"

    @property
    def uuid(self) -> uuid.UUID:
        """The random id by which logs and keys know it."""
        return self.id

    @property
    def is_live(self) -> bool:
        """Whether it counts as an application or a place."""
        return self.state in LIVE_ENROLMENTS

    @property
    def is_on_course(self) -> bool:
        """Whether the person is on the course or past it."""
        return self.state in ON_COURSE

    @property
    def is_waiting(self) -> bool:
        """Whether a place may still be offered."""
        return self.state in WAITING


class OwnWords(SensitiveRow):
    """What somebody wrote of themselves: sealed, and there only while the consent stands."""

    PURPOSE = OWN_WORDS

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, related_name="own_words")
    # Why somebody applies and what they need on the course; coordinators and trainers of the cohort read it.
    application = EncryptedTextField(blank=True, subject="enrolment")
    # The learning plan: the participant's own, read by nobody else unless `plan_is_shared`.
    plan = EncryptedTextField(blank=True, subject="enrolment")
    plan_is_shared = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("own words of a participant")

    def __str__(self) -> str:
        return f"own words {str(self.id)[:8]}"


class Agreement(models.Model):
    """One version of the agreement, accepted by the participant and by us."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="agreements")
    text = models.ForeignKey(AgreementText, on_delete=models.PROTECT, related_name="agreements")
    by_participant_at = models.DateTimeField(null=True)
    # Who noted a yes that was said or signed on paper.
    noted_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    by_us_at = models.DateTimeField(null=True)
    by_us = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["enrolment", "-text__version"]
        verbose_name = _("agreement")
        constraints = [models.UniqueConstraint(fields=["enrolment", "text"], name="one_agreement_a_version")]

    def __str__(self) -> str:
        return f"agreement {self.pk}"


class InterviewSlot(models.Model):
    """A time for a talk before the offer. The database lets at most one person have it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="interview_slots")
    starts_at = models.DateTimeField(_("when"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=30)
    place = models.CharField(_("where"), max_length=160, help_text=_("A place, a telephone number or a link"))
    enrolment = models.OneToOneField(
        Enrolment, null=True, blank=True, on_delete=models.SET_NULL, related_name="interview"
    )
    held_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["starts_at"]
        verbose_name = _("time for a talk")
        constraints = [
            models.UniqueConstraint(fields=["cohort", "starts_at"], name="one_interview_a_time"),
            models.CheckConstraint(condition=Q(minutes__gte=5, minutes__lte=240), name="interview_minutes"),
        ]

    def __str__(self) -> str:
        return f"talk {self.starts_at:%Y-%m-%d %H:%M}"


class EnrolmentEvent(models.Model):
    """One step of an enrolment: from where to where, when, by whom, and why in a code. Never changed."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="events")
    from_state = models.CharField(max_length=20, choices=EnrolmentState.choices, blank=True)
    to_state = models.CharField(max_length=20, choices=EnrolmentState.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    note = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("step of an enrolment")

    def __str__(self) -> str:
        return f"{self.from_state} to {self.to_state}"
