"""What a group has together beside its meetings: an agreement, what each member has chosen, messages, feedback, a
leader where the scheme has one."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.fields import EncryptedTextField

from .groups import GroupMembership, PeerGroup
from .meetings import GroupMeeting

LEAST_MARK, MOST_MARK = 1, 3


class GroupAgreement(models.Model):
    """What the group has agreed on, and when it looks at it again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.OneToOneField(PeerGroup, on_delete=models.CASCADE, related_name="agreement")
    text = EncryptedTextField(_("agreement"))
    review_on = models.DateField(_("look at it again on"), null=True)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("agreement of a group")

    def __str__(self) -> str:
        return f"agreement {str(self.pk)[:8]}"


class MemberChoice(models.Model):
    """What a member has chosen in a group. Where there is no row: shows neither phone nor mail, gets a notice without
    the text, and is willing to lead."""

    membership = models.OneToOneField(GroupMembership, on_delete=models.CASCADE, related_name="choice")
    # Both stand on a consent about the membership and go with it.
    shows_contact = models.BooleanField(default=False)
    gets_text = models.BooleanField(default=False)
    leads = models.BooleanField(default=True)
    is_greeter = models.BooleanField(default=False)
    # As the group ends: whether they want to go on without the portal's reminders; empty until they have said.
    goes_on = models.BooleanField(null=True)

    class Meta:
        verbose_name = _("choices of a member")

    def __str__(self) -> str:
        return f"choices {self.pk}"


class GroupMessage(models.Model):
    """What a member has written to the group. Plain text, sealed; it goes six months after the group has ended."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(PeerGroup, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(GroupMembership, null=True, on_delete=models.SET_NULL, related_name="messages")
    answers = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="replies")
    text = EncryptedTextField(_("message"))
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("message in a group")
        indexes = [models.Index(fields=["group", "at"], name="messages_of_group")]

    def __str__(self) -> str:
        return f"group message {str(self.pk)[:8]}"


class MeetingFeedback(models.Model):
    """Three short answers after a meeting, from 1 (no) to 3 (yes). Only sums of five or more are shown."""

    meeting = models.ForeignKey(GroupMeeting, on_delete=models.CASCADE, related_name="feedback")
    membership = models.ForeignKey(GroupMembership, on_delete=models.CASCADE, related_name="feedback")
    heard = models.PositiveSmallIntegerField()
    useful = models.PositiveSmallIntegerField()
    welcome = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("feedback after a meeting")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "membership"], name="one_feedback_a_meeting"),
            models.CheckConstraint(
                condition=Q(
                    heard__range=(LEAST_MARK, MOST_MARK),
                    useful__range=(LEAST_MARK, MOST_MARK),
                    welcome__range=(LEAST_MARK, MOST_MARK),
                ),
                name="feedback_from_one_to_three",
            ),
        ]

    def __str__(self) -> str:
        return f"feedback {self.pk}"


class MeetingGuest(models.Model):
    """A professional who is invited to one meeting, and is told nothing of who is in the group."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(GroupMeeting, on_delete=models.CASCADE, related_name="guests")
    name = models.CharField(_("name"), max_length=80)
    email = models.EmailField(_("e-mail"))
    about = models.CharField(_("what they come to tell"), max_length=120)
    invited_at = models.DateTimeField()

    class Meta:
        ordering = ["invited_at"]
        verbose_name = _("guest of a meeting")
        constraints = [models.UniqueConstraint(fields=["meeting", "email"], name="a_guest_is_invited_once")]

    def __str__(self) -> str:
        return f"guest {str(self.pk)[:8]}"


class GroupFacilitator(models.Model):
    """Who leads every meeting of a group, where the scheme has fixed leaders: trained when, supervised when next."""

    group = models.OneToOneField(PeerGroup, on_delete=models.CASCADE, related_name="facilitator")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="facilitated")
    trained_on = models.DateField(_("trained on"), null=True)
    supervised_on = models.DateField(_("last supervision"), null=True)
    supervision_on = models.DateField(_("next supervision"), null=True)
    since = models.DateTimeField()

    class Meta:
        verbose_name = _("fixed leader of a group")

    def __str__(self) -> str:
        return f"facilitator {self.pk}"


class CalendarLink(models.Model):
    """The secret address of a person's own calendar of meetings: only its fingerprint is kept."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="meeting_calendar")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("address of a calendar")

    def __str__(self) -> str:
        return f"calendar {self.pk}"
