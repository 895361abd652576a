"""The meetings of a group: when, where and how, who leads them, and who has said that they cannot come.

What is talked about is kept nowhere: of a meeting that was held there is a count of those who came, and no more.
"""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..meeting_enums import (
    SINGLE_KINDS,
    AbsenceKind,
    DateAnswer,
    DutyState,
    MeetingKind,
    MeetingPlace,
    MeetingState,
)
from .groups import GroupMembership, PeerGroup

MOST_PEOPLE = 99


class GroupMeeting(models.Model):
    """One meeting. Its id is what calendars know it by, so it never changes; `sequence` grows with each change that a
    calendar shows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(PeerGroup, on_delete=models.CASCADE, related_name="meetings")
    kind = models.CharField(_("kind"), max_length=8, choices=MeetingKind.choices, default=MeetingKind.THEME)
    state = models.CharField(max_length=10, choices=MeetingState.choices, default=MeetingState.PROPOSED)
    form = models.CharField(_("how you meet"), max_length=8, choices=MeetingPlace.choices)
    starts_at = models.DateTimeField(_("begins"), null=True)
    ends_at = models.DateTimeField(_("ends"), null=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    link = models.URLField(_("link to the meeting online"), max_length=300, blank=True)
    theme = models.CharField(_("theme"), max_length=80, blank=True)
    # The translation key of the theme of the resource kit that its question guide is in: another title, address or
    # language is the same theme.
    theme_slug = models.SlugField(max_length=80, blank=True)
    phase = models.CharField(_("phase"), max_length=60, blank=True)
    agenda = models.TextField(_("agenda"), max_length=2000, blank=True)
    has_loop = models.BooleanField(_("hearing loop"), default=False)
    has_captions = models.BooleanField(_("captions"), default=False)
    has_interpreter = models.BooleanField(_("interpreter"), default=False)
    is_step_free = models.BooleanField(_("step-free access"), default=False)
    attended = models.PositiveSmallIntegerField(_("how many came"), null=True)
    # Until when days may be answered, while the day is being found.
    answer_by = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    # When everybody was told that nobody leads it.
    called_at = models.DateTimeField(null=True)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["starts_at", "changed_at", "pk"]
        verbose_name = _("meeting of a group")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MeetingState.values), name="known_meeting_state"),
            models.CheckConstraint(condition=Q(kind__in=MeetingKind.values), name="known_meeting_kind"),
            models.CheckConstraint(
                condition=Q(starts_at=None, ends_at=None) | Q(ends_at__gt=F("starts_at")), name="meeting_ends_later"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[MeetingState.PROPOSED, MeetingState.CANCELLED])
                | (Q(starts_at__isnull=False) & ~Q(place="", link="")),
                name="agreed_meeting_has_time_and_place",
            ),
            models.CheckConstraint(condition=Q(link="") | Q(link__startswith="https://"), name="meeting_link_is_https"),
            models.CheckConstraint(
                condition=Q(attended=None) | Q(state=MeetingState.HELD, attended__lte=MOST_PEOPLE),
                name="counted_when_held",
            ),
            models.UniqueConstraint(
                fields=["group", "kind"],
                condition=Q(kind__in=sorted(SINGLE_KINDS))
                & Q(state__in=[MeetingState.PROPOSED, MeetingState.SCHEDULED, MeetingState.HELD]),
                name="one_start_and_one_closing",
            ),
        ]
        indexes = [
            models.Index(fields=["group", "starts_at"], name="meetings_of_group"),
            models.Index(fields=["state", "starts_at"], name="meetings_due"),
        ]

    def __str__(self) -> str:
        return f"meeting {str(self.pk)[:8]}"

    @property
    def access(self) -> list[str]:
        """What makes it possible to take part, in words."""
        names = ("has_loop", "has_captions", "has_interpreter", "is_step_free")
        return [str(self._meta.get_field(name).verbose_name) for name in names if getattr(self, name)]  # type: ignore[union-attr]

    @property
    def title(self) -> str:
        """What members call it: its theme, else its kind."""
        return self.theme or str(MeetingKind(self.kind).label).capitalize()


class MeetingDate(models.Model):
    """A day that is asked about while a group finds the time of a meeting."""

    meeting = models.ForeignKey(GroupMeeting, on_delete=models.CASCADE, related_name="dates")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at"]
        verbose_name = _("day that is asked about")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "starts_at"], name="a_day_is_asked_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="asked_day_ends_later"),
        ]

    def __str__(self) -> str:
        return f"day {self.pk}"


class MeetingVote(models.Model):
    """What a member says of a day."""

    date = models.ForeignKey(MeetingDate, on_delete=models.CASCADE, related_name="votes")
    membership = models.ForeignKey(GroupMembership, on_delete=models.CASCADE, related_name="votes")
    answer = models.CharField(max_length=5, choices=DateAnswer.choices)

    class Meta:
        verbose_name = _("answer about a day")
        constraints = [
            models.UniqueConstraint(fields=["date", "membership"], name="one_answer_a_day"),
            models.CheckConstraint(condition=Q(answer__in=DateAnswer.values), name="known_date_answer"),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class MeetingAbsence(models.Model):
    """That a member cannot come, or comes late. There is no room for a reason."""

    meeting = models.ForeignKey(GroupMeeting, on_delete=models.CASCADE, related_name="absences")
    membership = models.ForeignKey(GroupMembership, on_delete=models.CASCADE, related_name="absences")
    kind = models.CharField(max_length=6, choices=AbsenceKind.choices)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("word that somebody cannot come")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "membership"], name="one_word_a_meeting"),
            models.CheckConstraint(condition=Q(kind__in=AbsenceKind.values), name="known_absence"),
        ]

    def __str__(self) -> str:
        return f"absence {self.pk}"


class ConvenerDuty(models.Model):
    """That somebody is asked to lead a meeting, leads it, or has said no. At most one leads it, and at most one is
    asked at a time, whatever happens at once."""

    meeting = models.ForeignKey(GroupMeeting, on_delete=models.CASCADE, related_name="duties")
    membership = models.ForeignKey(GroupMembership, on_delete=models.CASCADE, related_name="duties")
    state = models.CharField(max_length=11, choices=DutyState.choices)
    at = models.DateTimeField()
    # When the pack was sent to whoever leads it.
    packed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("leading of a meeting")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(state=DutyState.ACCEPTED), name="one_leads_a_meeting"
            ),
            models.UniqueConstraint(fields=["meeting"], condition=Q(state=DutyState.OFFERED), name="one_asked_at_once"),
            models.UniqueConstraint(fields=["meeting", "membership"], name="one_duty_a_member_a_meeting"),
            models.CheckConstraint(condition=Q(state__in=DutyState.values), name="known_duty_state"),
        ]
        indexes = [models.Index(fields=["membership", "state"], name="duties_of_member")]

    def __str__(self) -> str:
        return f"duty {self.pk}"
