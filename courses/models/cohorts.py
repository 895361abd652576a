"""Cohorts: one run of a course in a town, its places, trainers, dates and history."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Region, Role
from accounts.models import User
from home.words import in_language

from ..enums import SHOWN_COHORTS, TAKING, CohortState, SeatKind, TrainerPart
from .courses import MOST_UNITS, MOST_WEEKS, Course, Rules, rules_of

# The second that a deadline names is still within it.
LAST_SECOND = timedelta(seconds=1)


def regions_of(person: Any) -> frozenset[str] | None:
    """The regions whose cohorts a person coordinates: none for who coordinates nothing, None for every region."""
    if not getattr(person, "is_authenticated", False):
        return frozenset()
    if person.has_role(Role.ADMINISTRATOR):
        return None
    found = frozenset(person.role_grants.filter(role=Role.COORDINATOR).values_list("region", flat=True))
    return None if "" in found else found


class CohortQuerySet(models.QuerySet["Cohort"]):
    """Cohorts, filtered by who asks."""

    def for_user(self, user: Any) -> "CohortQuerySet":
        """Those `user` works with: coordinators those of their regions, trainers those they teach, administrators
        all; participants none (they meet theirs through their enrolment)."""
        regions = regions_of(user)
        if regions is None:
            return self
        if not getattr(user, "is_authenticated", False):
            return self.none()
        taught = Q(trainers__person=user.pk) if user.has_role(Role.TRAINER) else Q(pk=None)
        return self.filter(Q(region__in=regions) | taught).distinct()

    def run_by(self, person: User) -> "CohortQuerySet":
        """Those this person may change as a coordinator."""
        regions = regions_of(person)
        return self if regions is None else self.filter(region__in=regions)

    def taught_by(self, person: User) -> "CohortQuerySet":
        """Those this person teaches; administrators see all."""
        if person.has_role(Role.ADMINISTRATOR):
            return self
        return self.filter(trainers__person=person.pk).distinct() if person.has_role(Role.TRAINER) else self.none()

    def for_visitors(self) -> "CohortQuerySet":
        """Those that public pages tell of."""
        return self.filter(state__in=SHOWN_COHORTS)

    def taking_at(self, now: datetime) -> "CohortQuerySet":
        """Those that take applications at a moment, whether or not the worker has been by to close them."""
        return self.filter(state__in=TAKING, closes_at__gt=now - LAST_SECOND)


class Cohort(Rules):
    """One run of a course. What it shares with the course was copied when it was made."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="cohorts")
    slug = models.SlugField(_("address"), max_length=60, help_text=_("E.g. aarhus-2027-1"))
    state = models.CharField(_("state"), max_length=10, choices=CohortState.choices, default=CohortState.PLANNED)
    region = models.CharField(_("region"), max_length=20, choices=Region.choices, blank=True)
    town = models.CharField(_("town"), max_length=60)
    place = models.CharField(_("place"), max_length=160, blank=True, help_text=_("House, street and number"))
    access = models.CharField(
        _("access"), max_length=200, blank=True, help_text=_("E.g. Niveaufri adgang, teleslynge, stillerum")
    )
    language = models.CharField(_("taught in"), max_length=5, choices=settings.LANGUAGES, default="da")
    start_date = models.DateField(_("first day"), null=True, blank=True)
    # The last day that is laid out, kept beside the sessions so that lists need no join.
    last_date = models.DateField(null=True, blank=True, editable=False)
    starts_at = models.TimeField(_("from"), null=True, blank=True)
    ends_at = models.TimeField(_("to"), null=True, blank=True)
    units = models.PositiveSmallIntegerField(_("units a meeting"), default=1)
    weeks = models.PositiveSmallIntegerField(_("numbered weeks"))
    days_between = models.PositiveSmallIntegerField(_("days between meetings"), default=7)
    closes_at = models.DateTimeField(_("last moment to apply"), null=True, blank=True)
    capacity = models.PositiveSmallIntegerField(_("places"), default=16)
    # Kept by the domain under the cohort's lock; the constraint is what no race gets past.
    seats_taken = models.PositiveSmallIntegerField(default=0, editable=False)
    # Raised whenever the dates change, so that calendars replace what they have.
    sequence = models.PositiveIntegerField(default=0, editable=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    finished_at = models.DateTimeField(null=True, editable=False)
    cancelled_because_da = models.CharField(max_length=300, blank=True)
    cancelled_because_en = models.CharField(max_length=300, blank=True)

    objects: ClassVar[models.Manager["Cohort"]] = CohortQuerySet.as_manager()

    class Meta:
        ordering = ["start_date", "town", "pk"]
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        indexes = [
            models.Index(fields=["state", "closes_at"], name="cohort_state"),
            models.Index(fields=["state", "start_date"], name="cohort_start"),
        ]
        constraints = [
            *rules_of("cohort"),
            models.UniqueConstraint(fields=["course", "slug"], name="one_cohort_an_address"),
            models.CheckConstraint(condition=Q(state__in=CohortState.values), name="known_cohort_state"),
            models.CheckConstraint(condition=Q(seats_taken__lte=F("capacity")), name="cohort_never_overfull"),
            models.CheckConstraint(condition=Q(weeks__gte=1, weeks__lte=MOST_WEEKS), name="cohort_has_weeks"),
            models.CheckConstraint(condition=Q(days_between__gte=1, days_between__lte=28), name="cohort_days_between"),
            models.CheckConstraint(condition=Q(units__gte=1, units__lte=MOST_UNITS), name="cohort_units"),
            models.CheckConstraint(
                condition=Q(state__in=[CohortState.PLANNED, CohortState.CANCELLED])
                | Q(
                    start_date__isnull=False,
                    last_date__isnull=False,
                    closes_at__isnull=False,
                    starts_at__isnull=False,
                    ends_at__isnull=False,
                ),
                name="open_cohort_has_dates",
            ),
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(starts_at__lt=F("ends_at")),
                name="cohort_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def uuid(self) -> uuid.UUID:
        """The random id by which logs know it."""
        return self.id

    @property
    def name(self) -> str:
        """Course and town, in the reader's language."""
        return f"{self.course.name}, {self.town}"

    @property
    def cancelled_because(self) -> str:
        """Why it was cancelled, in the reader's language."""
        return in_language(self.cancelled_because_da, self.cancelled_because_en)

    @property
    def free_places(self) -> int:
        """Places that nobody holds."""
        return max(0, self.capacity - self.seats_taken)

    def is_taking_at(self, now: datetime) -> bool:
        """Whether it takes applications at a moment; the second of the deadline is within it."""
        return self.state in TAKING and self.closes_at is not None and now < self.closes_at + LAST_SECOND

    def state_at(self, now: datetime, today: date) -> str:
        """The state at a moment: what the worker will write when it comes by (domain.md §4, "also on read")."""
        state = self.state
        if state in TAKING and self.closes_at and now >= self.closes_at + LAST_SECOND:
            state = CohortState.CLOSED
        if state == CohortState.CLOSED and self.start_date and today >= self.start_date:
            return CohortState.RUNNING
        return state


class CohortQuota(models.Model):
    """At most so many of a kind among a cohort's places."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="quotas")
    kind = models.CharField(max_length=12, choices=SeatKind.choices)
    seats = models.PositiveSmallIntegerField(_("places"))
    taken = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["cohort", "kind"]
        verbose_name = _("places of a kind")
        constraints = [
            models.UniqueConstraint(fields=["cohort", "kind"], name="one_quota_a_kind"),
            models.CheckConstraint(condition=Q(taken__lte=F("seats")), name="quota_never_overfull"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.seats}"


class CohortTrainer(models.Model):
    """Who teaches a cohort, in pairs of lived experience and professional background."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="trainers")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="taught_cohorts")
    part = models.CharField(_("brings"), max_length=12, choices=TrainerPart.choices)

    class Meta:
        ordering = ["cohort", "part", "pk"]
        verbose_name = _("trainer of a cohort")
        constraints = [models.UniqueConstraint(fields=["cohort", "person"], name="a_trainer_once_a_cohort")]

    def __str__(self) -> str:
        return f"trainer {self.pk}"


class CourseSession(models.Model):
    """One numbered meeting. `week` is its number for ever, whatever day it is moved to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="sessions")
    week = models.PositiveSmallIntegerField(_("week"))
    date = models.DateField(_("day"))
    starts_at = models.TimeField(_("from"))
    ends_at = models.TimeField(_("to"))
    units = models.PositiveSmallIntegerField(_("units"), default=1)
    place = models.CharField(_("another place"), max_length=160, blank=True)
    moved_from = models.DateField(null=True)
    # Raised with each change, for calendars.
    sequence = models.PositiveIntegerField(default=0)
    locked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["cohort", "week"]
        verbose_name = _("meeting of a course")
        verbose_name_plural = _("meetings of courses")
        indexes = [models.Index(fields=["date"], name="course_session_day")]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "week"], name="one_session_a_week"),
            models.UniqueConstraint(fields=["cohort", "date"], name="one_session_a_day"),
            models.CheckConstraint(condition=Q(week__gte=1, week__lte=MOST_WEEKS), name="session_week_counts"),
            models.CheckConstraint(condition=Q(units__gte=1, units__lte=MOST_UNITS), name="session_units"),
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="session_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"week {self.week}"


class CohortEvent(models.Model):
    """One change of a cohort: who, when, from, to, note. `by` is empty for the portal itself. Never changed."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="events")
    from_state = models.CharField(max_length=10, choices=CohortState.choices, blank=True)
    to_state = models.CharField(max_length=10, choices=CohortState.choices)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("event of a cohort")

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"
