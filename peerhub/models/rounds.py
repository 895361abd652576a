"""Rounds of signup, the groups that are made beforehand in one, and what has happened to it."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Region, Role
from accounts.models import User

from ..enums import HELD_BACK, RELEASED, Audience, Criterion, Grouping, MeetingForm, RoundState, StartBy
from ..group_enums import Refill
from ..words import in_language
from .programmes import PeerProgramme, Sizes, size_rules
from .questionnaires import Questionnaire

# The second that a deadline names is still within it.
LAST_SECOND = timedelta(seconds=1)


def default_criteria() -> list[str]:
    """The order of the contract."""
    return list(Criterion.values)


class SignupRoundQuerySet(models.QuerySet["SignupRound"]):
    def for_user(self, person: User) -> "SignupRoundQuerySet":
        """Rounds this person may see at work: a coordinator of a region those of the region and of the whole country;
        others nothing."""
        regions = regions_of(person)
        if regions is None or "" in regions:
            return self
        return self.filter(region__in=[*regions, ""]) if regions else self.none()

    def run_by(self, person: User) -> "SignupRoundQuerySet":
        """Rounds this person may change: a coordinator of a region only those of the region."""
        regions = regions_of(person)
        return self if regions is None or "" in regions else self.filter(region__in=regions)

    def open_at(self, now: datetime) -> "SignupRoundQuerySet":
        """Those that take signups at a moment, whether or not the worker has been by to open or close them."""
        begun = Q(state=RoundState.OPEN) | Q(state=RoundState.DRAFT, released_at__isnull=False, opens_at__lte=now)
        return self.filter(begun, closes_at__gt=now - LAST_SECOND)

    def for_visitors(self) -> "SignupRoundQuerySet":
        """Those that visitors may meet: neither hidden nor still in the coordinator's drawer."""
        return self.filter(hidden=False).exclude(state=RoundState.DRAFT, released_at__isnull=True, expected_on=None)

    def listed(self) -> "SignupRoundQuerySet":
        """Those that public pages tell of: a round for members only is found by its address."""
        return self.for_visitors().filter(audience=Audience.ALL)


def regions_of(person: User) -> set[str] | None:
    """Regions a coordinator is held to, with "" for the whole country; None for administrators."""
    if not getattr(person, "is_authenticated", False):
        return set()
    if person.has_role(Role.ADMINISTRATOR):
        return None
    return set(person.role_grants.filter(role=Role.COORDINATOR).values_list("region", flat=True))


class SignupRound(Sizes):
    """One round of a scheme. What it shares with the scheme was copied when it was made, so that a later change of the
    scheme does not change what people have signed up for."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(PeerProgramme, on_delete=models.PROTECT, related_name="rounds")
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name_da = models.CharField(_("name in Danish"), max_length=80, help_text=_("E.g. Forår 2027"))
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    info_da = models.TextField(
        _("text for visitors in Danish"),
        max_length=1000,
        blank=True,
        help_text=_("What is special about this round. It stands on the signup page."),
    )
    info_en = models.TextField(_("text for visitors in English"), max_length=1000, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=RoundState.choices, default=RoundState.DRAFT)
    region = models.CharField(_("region"), max_length=20, choices=Region.choices, blank=True)
    # Not for visitors at all: a round to try imports and matching on.
    hidden = models.BooleanField(_("hidden from visitors"), default=False)
    # When a coordinator said that it may open at `opens_at`; visitors are told the date from then on.
    released_at = models.DateTimeField(_("released"), null=True, editable=False)
    expected_on = models.DateField(
        _("signup is expected to open"), null=True, blank=True, help_text=_("Visitors see the month.")
    )
    opens_at = models.DateTimeField(_("signup opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("signup closes"), null=True, blank=True)
    first_start = models.DateField(_("groups start"), null=True, blank=True)
    ends_on = models.DateField(_("shared ending"), null=True, blank=True)
    grouping = models.CharField(_("groups"), max_length=10, choices=Grouping.choices, default=Grouping.MATCH)
    audience = models.CharField(_("for whom"), max_length=8, choices=Audience.choices, default=Audience.ALL)
    start_by = models.CharField(_("first meeting"), max_length=12, choices=StartBy.choices, default=StartBy.PREFERENCES)
    meeting_form = models.CharField(
        _("meetings"), max_length=8, choices=MeetingForm.choices, default=MeetingForm.EITHER
    )
    refill = models.CharField(_("freed places"), max_length=9, choices=Refill.choices, default=Refill.BY_HAND)
    has_roles = models.BooleanField(_("people sign up as givers or receivers"), default=False)
    start_meeting_at = models.DateTimeField(_("first meeting at"), null=True, blank=True)
    start_meeting_place = models.CharField(_("place of the first meeting"), max_length=120, blank=True)
    criteria = models.JSONField(_("order in matching"), default=default_criteria)
    questionnaire = models.ForeignKey(
        Questionnaire, null=True, blank=True, on_delete=models.PROTECT, related_name="rounds"
    )
    copied_from = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="copies")
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    # What everybody was told when it was cancelled.
    cancelled_because_da = models.CharField(max_length=300, blank=True)
    cancelled_because_en = models.CharField(max_length=300, blank=True)

    objects: ClassVar[models.Manager["SignupRound"]] = SignupRoundQuerySet.as_manager()

    class Meta:
        ordering = ["-first_start", "-pk"]
        verbose_name = _("round of signup")
        verbose_name_plural = _("rounds of signup")
        indexes = [models.Index(fields=["state", "closes_at"], name="round_state")]
        constraints = [
            *size_rules("round"),
            models.CheckConstraint(condition=Q(state__in=RoundState.values), name="known_round_state"),
            models.CheckConstraint(condition=Q(grouping__in=Grouping.values), name="known_round_grouping"),
            models.CheckConstraint(
                condition=Q(state__in=[RoundState.DRAFT, RoundState.CANCELLED])
                | Q(opens_at__isnull=False, closes_at__isnull=False, first_start__isnull=False),
                name="open_round_has_dates",
            ),
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(opens_at__lt=F("closes_at")),
                name="round_opens_before_it_closes",
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return in_language(self.name_da, self.name_en)

    @property
    def info(self) -> str:
        """The text for visitors in the reader's language."""
        return in_language(self.info_da, self.info_en)

    @property
    def cancelled_because(self) -> str:
        """Why it was cancelled, in the reader's language."""
        return in_language(self.cancelled_because_da, self.cancelled_because_en)

    def state_at(self, now: datetime) -> str:
        """The state at a moment: what the worker will write when it comes by (domain.md §4, "also on read")."""
        due = self.state == RoundState.DRAFT and self.released_at and self.opens_at and self.opens_at <= now
        state = RoundState.OPEN if due else self.state
        if state == RoundState.OPEN and self.closes_at and now >= self.closes_at + LAST_SECOND:
            return RoundState.CLOSED
        return state

    def is_open_at(self, now: datetime) -> bool:
        """Whether it takes signups at a moment; the second of the deadline is within it."""
        return self.state_at(now) == RoundState.OPEN


class PredefinedGroup(models.Model):
    """A group that people can choose in a round whose groups are made beforehand."""

    round = models.ForeignKey(SignupRound, on_delete=models.CASCADE, related_name="predefined_groups")
    order = models.PositiveSmallIntegerField()
    name_da = models.CharField(_("name in Danish"), max_length=80, help_text=_("E.g. Storkøbenhavn, 18–36 år"))
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    area = models.CharField(_("area"), max_length=80, blank=True, help_text=_("E.g. Aarhus; empty if online"))
    region = models.CharField(_("region"), max_length=20, choices=Region.choices, blank=True)
    form = models.CharField(_("meetings"), max_length=8, choices=MeetingForm.choices, default=MeetingForm.PHYSICAL)
    seats = models.PositiveSmallIntegerField(_("seats"))
    meets_da = models.CharField(_("meets, in Danish"), max_length=80, blank=True, help_text=_("E.g. 2. tirsdag kl. 17"))
    meets_en = models.CharField(_("meets, in English"), max_length=80, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("group made beforehand")
        constraints = [
            models.CheckConstraint(condition=Q(seats__gte=Sizes.LEAST), name="group_of_two_at_least"),
            models.UniqueConstraint(fields=["round", "name_da"], name="one_group_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return in_language(self.name_da, self.name_en)

    @property
    def meets(self) -> str:
        """When it meets, in the reader's language."""
        return in_language(self.meets_da, self.meets_en)


class RoundEvent(models.Model):
    """One change of a round's state: who, when, from, to, note. `by` is empty for the portal itself."""

    round = models.ForeignKey(SignupRound, on_delete=models.CASCADE, related_name="events")
    from_state = models.CharField(max_length=10, choices=RoundState.choices, blank=True)
    to_state = models.CharField(max_length=10, choices=RoundState.choices)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("event of a round")

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"

    @property
    def words(self) -> str:
        """What happened, for coordinators."""
        notes = {RELEASED: _("released, to open by itself"), HELD_BACK: _("taken back before it opened")}
        return str(notes.get(self.note) or self.get_to_state_display())
