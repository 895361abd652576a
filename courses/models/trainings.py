"""The guide training after the course: its four months at most, what it asks for, and what happened."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.enums import Region, Role
from accounts.models import User

from ..training_enums import RUNNING, CheckMoment, ConversationKind, SupervisionKind, TrainingState
from .caps import CapOf, Capped, capped
from .cohorts import Cohort, regions_of
from .enrolments import Enrolment


class PracticumSite(models.Model):
    """A workplace that takes people in practicum."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    town = models.CharField(_("town"), max_length=60)
    region = models.CharField(_("region"), max_length=20, choices=Region.choices, blank=True)
    contact_name = models.CharField(_("contact"), max_length=120, blank=True)
    contact_email = models.EmailField(_("the contact's e-mail"), blank=True)
    capacity = models.PositiveSmallIntegerField(_("places at a time"), default=1)
    approved_until = models.DateField(_("approved until"), null=True, blank=True)

    class Meta:
        ordering = ["town", "name"]
        verbose_name = _("practicum site")
        constraints = [models.CheckConstraint(condition=Q(capacity__gte=1), name="practicum_site_has_room")]

    def __str__(self) -> str:
        return self.name


class GuideTrainingQuerySet(models.QuerySet["GuideTraining"]):
    """Trainings, filtered by who asks."""

    def for_user(self, user: Any) -> "GuideTrainingQuerySet":
        """Those `user` works with: supervisors those they supervise, coordinators those of their regions,
        administrators all. Participants meet theirs through `of`."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        regions = regions_of(user)
        if regions is None:
            return self
        mine = Q(supervisor=user.pk) if user.has_role(Role.SUPERVISOR) else Q(pk=None)
        return self.filter(mine | Q(enrolment__cohort__region__in=regions))

    def of(self, person: User) -> "GuideTrainingQuerySet":
        """A person's own."""
        return self.filter(person=person.pk) if person.pk else self.none()

    def counted(self) -> "GuideTrainingQuerySet":
        """With what each has of follow-up days, supervision, minutes and conversations: `follow_ups`, `supervisions`,
        `minutes`, `approved_minutes`, `last_logged`, `midterm_on`, `final_on`; no query a row."""

        def number(model: Any, total: Any = None, **more: Any) -> Any:
            rows = model.objects.filter(training=OuterRef("pk"), **more).order_by().values("training")
            return Coalesce(Subquery(rows.annotate(n=total or Count("pk")).values("n")), 0)

        from .reflections import Conversation
        from .training_log import LogEntry

        talks = Conversation.objects.filter(training=OuterRef("pk"), was_there=True)
        newest = LogEntry.objects.filter(training=OuterRef("pk")).order_by("-date").values("date")[:1]
        return self.annotate(
            follow_ups=number(FollowUpAttendance, Count("date", distinct=True), was_there=True),
            supervisions=number(Supervision, was_there=True),
            minutes=number(LogEntry, Sum("minutes")),
            approved_minutes=number(LogEntry, Sum("minutes"), state="approved"),
            waiting=number(LogEntry, state="waiting"),
            last_logged=Subquery(newest),
            midterm_on=Subquery(talks.filter(kind=ConversationKind.MIDTERM).values("date")[:1]),
            final_on=Subquery(talks.filter(kind=ConversationKind.FINAL).values("date")[:1]),
        )

    def with_checks(self) -> "GuideTrainingQuerySet":
        """With whether each self-check is made: `check_start`, `check_midterm`, `check_final`; for the participant."""
        from .reflections import SelfCheck

        made = SelfCheck.objects.filter(training=OuterRef("pk"))
        return self.annotate(**{f"check_{one}": Exists(made.filter(moment=one)) for one in CheckMoment.values})


class GuideTraining(models.Model):
    """One period of guide training. Never extended: an interrupted one is followed by a new one with its reason.

    A state is changed by `domain.training_steps` alone. No two periods of a person share a day: beside the constraint
    below migration 0003 lets each engine refuse it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="trainings")
    person = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="guide_trainings")
    supervisor = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="supervised_trainings")
    state = models.CharField(
        _("state"), max_length=22, choices=TrainingState.choices, default=TrainingState.ACTIVE, editable=False
    )
    start_date = models.DateField(_("first day"))
    cap_date = models.DateField(_("ends no later than"), editable=False)
    planned_end = models.DateField(_("planned last day"), null=True, blank=True)
    # The day after which it takes up no more of the person's time: of an interruption, else the cap.
    last_date = models.DateField(editable=False)
    least_supervisions = models.PositiveSmallIntegerField(_("supervisions at least"), default=1)
    site = models.ForeignKey(PracticumSite, null=True, blank=True, on_delete=models.PROTECT, related_name="trainings")
    workplace_guide = models.CharField(_("guide at the workplace"), max_length=120, blank=True)
    hours_a_week = models.PositiveSmallIntegerField(_("hours a week"), null=True, blank=True)
    agreed_hours = models.PositiveSmallIntegerField(_("hours in all"), null=True, blank=True)
    tasks = models.CharField(_("tasks"), max_length=500, blank=True)
    agreed_by_participant_at = models.DateTimeField(null=True, editable=False)
    agreed_by_guide_at = models.DateTimeField(null=True, editable=False)
    agreed_by_us_at = models.DateTimeField(null=True, editable=False)
    previous = models.OneToOneField("self", null=True, on_delete=models.SET_NULL, related_name="following")
    # Why a period was interrupted, or why another begins.
    reason = models.CharField(max_length=300, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    objects: ClassVar[models.Manager["GuideTraining"]] = GuideTrainingQuerySet.as_manager()

    class Meta:
        ordering = ["cap_date", "pk"]
        verbose_name = _("guide training")
        verbose_name_plural = _("guide trainings")
        indexes = [
            models.Index(fields=["state", "cap_date"], name="training_due"),
            models.Index(fields=["supervisor", "cap_date"], name="training_of_supervisor"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(cap_date=CapOf("start_date")), name="training_cap_is_four_months"),
            models.CheckConstraint(
                condition=Q(last_date__gte=F("start_date"), last_date__lte=F("cap_date")),
                name="training_ends_by_its_cap",
            ),
            models.CheckConstraint(
                condition=Q(planned_end=None) | Q(planned_end__gte=F("start_date"), planned_end__lte=F("cap_date")),
                name="training_is_planned_within_its_cap",
            ),
            models.CheckConstraint(condition=Q(state__in=TrainingState.values), name="known_training_state"),
            models.CheckConstraint(
                condition=~Q(state=TrainingState.INTERRUPTED) | ~Q(reason=""), name="interruption_has_a_reason"
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state__in=sorted(RUNNING)) & Q(person__isnull=False),
                name="one_running_training_a_person",
            ),
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(state__in=sorted(RUNNING)), name="one_running_training_an_enrolment"
            ),
        ]

    def __str__(self) -> str:
        """Never a name: this text ends up in logs."""
        return f"training {str(self.id)[:8]}"

    @property
    def uuid(self) -> uuid.UUID:
        """The random id by which logs know it."""
        return self.id

    @property
    def is_agreed(self) -> bool:
        """Whether all three have accepted the agreement."""
        return all((self.agreed_by_participant_at, self.agreed_by_guide_at, self.agreed_by_us_at))


class GuideRelation(models.Model):
    """One guide relationship (S2: four months at most), known by a letter: nothing about the citizen is stored."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    training = models.ForeignKey(GuideTraining, on_delete=models.CASCADE, related_name="relations")
    letter = models.CharField(max_length=2)
    start_date = models.DateField(_("first day"))
    cap_date = models.DateField(editable=False)
    training_start = models.DateField(editable=False)
    training_cap = models.DateField(editable=False)
    end_date = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        ordering = ["training", "start_date", "letter"]
        verbose_name = _("guide relationship")
        constraints = [
            models.UniqueConstraint(fields=["training", "letter"], name="one_relation_a_letter"),
            models.CheckConstraint(condition=Q(cap_date=CapOf("start_date")), name="relation_cap_is_four_months"),
            models.CheckConstraint(
                condition=Q(start_date__gte=F("training_start"), start_date__lte=F("training_cap")),
                name="relation_within_training",
            ),
            models.CheckConstraint(
                condition=Q(end_date=None)
                | (
                    Q(end_date__gte=F("start_date"))
                    & Q(end_date__lte=F("cap_date"))
                    & Q(end_date__lte=F("training_cap"))
                ),
                name="relation_ends_by_both_caps",
            ),
        ]

    def __str__(self) -> str:
        return f"relation {self.letter}"

    @property
    def last_day(self) -> Any:
        """The last day it may have: its own cap or the training's, whichever is first."""
        return min(self.cap_date, self.training_cap)


class FollowUpDay(models.Model):
    """A follow-up teaching day of a cohort (S2: two). One that stands in for another is a catch-up."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="follow_up_days")
    date = models.DateField(_("day"))
    starts_at = models.TimeField(_("from"))
    ends_at = models.TimeField(_("to"))
    place = models.CharField(_("place"), max_length=160, blank=True)
    is_catch_up = models.BooleanField(_("for those who missed one"), default=False)

    class Meta:
        ordering = ["cohort", "date"]
        verbose_name = _("follow-up day")
        constraints = [
            models.UniqueConstraint(fields=["cohort", "date"], name="one_follow_up_a_day"),
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="follow_up_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"follow-up {self.date}"


class FollowUpAttendance(Capped):
    """Whether somebody in training was at a follow-up day."""

    training = models.ForeignKey(GuideTraining, on_delete=models.CASCADE, related_name="follow_up_attendances")
    day = models.ForeignKey(FollowUpDay, on_delete=models.CASCADE, related_name="attendances")
    was_there = models.BooleanField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["date", "pk"]
        verbose_name = _("attendance of a follow-up day")
        constraints = [
            *capped("follow_up"),
            models.UniqueConstraint(fields=["training", "date"], name="one_follow_up_attendance_a_day"),
        ]

    def __str__(self) -> str:
        return f"follow-up attendance {self.pk}"


class Supervision(Capped):
    """That supervision was held: day, kind, length, presence. Never what was said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    training = models.ForeignKey(GuideTraining, on_delete=models.CASCADE, related_name="supervision_sessions")
    kind = models.CharField(_("kind"), max_length=5, choices=SupervisionKind.choices)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    was_there = models.BooleanField(_("was there"), default=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["date", "pk"]
        verbose_name = _("supervision")
        constraints = [
            *capped("supervision"),
            models.CheckConstraint(condition=Q(minutes__gte=5, minutes__lte=480), name="supervision_minutes"),
            models.UniqueConstraint(fields=["training", "date", "kind"], name="one_supervision_a_day_and_kind"),
        ]

    def __str__(self) -> str:
        return f"supervision {self.date}"
