"""Signups to a round: the draft while it is filled in, the signup, its answers and its history."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Channel, Region, Role
from accounts.fields import EncryptedTextField
from accounts.models import SensitiveRow, User

from ..enums import MeetingForm
from ..signup_enums import CHANGEABLE_STATES, LIVE_STATES, Membership, SignupSource, SignupState, WaitingReason
from .rounds import PredefinedGroup, SignupRound

MATCHING = "peerhub.matching"
MOST_GROUPS = 3


class SignupDraft(models.Model):
    """A signup that is being filled in: nobody's until it is sent, and gone on `delete_on`.

    Its id stands in the session; `token_hash` finds it again from the mail of somebody who saved it for later.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(SignupRound, on_delete=models.CASCADE, related_name="drafts")
    reference = models.CharField(max_length=12)
    content = EncryptedTextField(blank=True)
    language = models.CharField(max_length=5, default="da")
    token_hash = models.CharField(max_length=64, null=True, unique=True)
    earlier = models.ForeignKey("Signup", null=True, on_delete=models.SET_NULL, related_name="+")
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    delete_on = models.DateField(db_index=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["begun_at"]
        verbose_name = _("signup that is being filled in")

    def __str__(self) -> str:
        return f"draft {str(self.id)[:8]}"


class SignupQuerySet(models.QuerySet["Signup"]):
    """Signups, filtered by who asks."""

    def for_user(self, user: Any) -> "SignupQuerySet":
        """Those `user` may see: one's own; coordinators those of their region; administrators all."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        if user.has_role(Role.ADMINISTRATOR):
            return self
        regions = regions_of(user)
        if regions is None:
            return self
        return self.filter(Q(person=user.pk) | Q(region__in=regions))

    def live(self) -> "SignupQuerySet":
        """Those that count as signed up."""
        return self.filter(state__in=LIVE_STATES)


def regions_of(user: User) -> frozenset[str] | None:
    """The regions whose signups a person coordinates: none for who coordinates nothing, None for every region."""
    if user.has_role(Role.ADMINISTRATOR):
        return None
    found = frozenset(user.role_grants.filter(role=Role.COORDINATOR).values_list("region", flat=True))
    return None if "" in found else found


class Signup(models.Model):
    """One person's signup to one round: who, how they are reached, and where it stands.

    What is told about hearing and wishes is in SignupAnswers. A state is changed by `domain.signup_steps` alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(SignupRound, on_delete=models.PROTECT, related_name="signups")
    reference = models.CharField(max_length=12, unique=True)
    # The membership system's own id.
    outside_reference = models.CharField(max_length=60, blank=True)
    # A fingerprint of the row it was imported from, to tell a changed row from the same one again.
    row_mark = models.CharField(max_length=64, blank=True, editable=False)
    # The draft it was made of, so that sending it twice makes one.
    submission = models.UUIDField(unique=True, default=uuid.uuid4)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="peer_signups"
    )
    state = models.CharField(max_length=12, choices=SignupState.choices, default=SignupState.SUBMITTED)
    source = models.CharField(max_length=8, choices=SignupSource.choices, default=SignupSource.ONLINE)
    language = models.CharField(max_length=5, default="da")

    first_name = models.CharField(_("first name"), max_length=80, blank=True)
    last_name = models.CharField(_("last name"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    address_mark = models.CharField(max_length=64, blank=True, editable=False)
    phone = EncryptedTextField(_("phone"), blank=True)
    channel = models.CharField(max_length=6, choices=Channel.choices, default=Channel.MAIL)
    postcode = models.PositiveSmallIntegerField(_("postcode"), null=True)
    region = models.CharField(_("region"), max_length=20, choices=Region.choices, blank=True)
    form = models.CharField(_("how they can meet"), max_length=8, blank=True)
    member_number = EncryptedTextField(_("number as a member"), blank=True)
    membership = models.CharField(max_length=9, choices=Membership.choices, default=Membership.NOT_ASKED)

    # The private link: found by its hash, and sealed so that later mails can hold it too.
    token_hash = models.CharField(max_length=64, unique=True)
    token = EncryptedTextField()

    submitted_at = models.DateTimeField(_("sent"))
    confirm_by = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    answer_by = models.DateTimeField(_("answer to the offered place by"), null=True)
    reminded_at = models.DateTimeField(null=True)
    waiting_reason = models.CharField(max_length=8, choices=WaitingReason.choices, blank=True)
    may_carry_over = models.BooleanField(default=False)
    carried_from = models.OneToOneField("self", null=True, on_delete=models.SET_NULL, related_name="carried_to")
    ended_at = models.DateTimeField(null=True)
    # Last time that we heard from the person or they from us: what retention counts from.
    contact_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Signup"]] = SignupQuerySet.as_manager()

    class Meta:
        ordering = ["submitted_at", "reference"]
        verbose_name = _("signup")
        verbose_name_plural = _("signups")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "address_mark"],
                condition=Q(state__in=sorted(LIVE_STATES)) & ~Q(address_mark=""),
                name="one_live_signup_an_address",
            ),
            models.UniqueConstraint(
                fields=["round", "person"],
                condition=Q(state__in=sorted(LIVE_STATES)) & Q(person__isnull=False),
                name="one_live_signup_a_person",
            ),
            models.UniqueConstraint(
                fields=["round", "outside_reference"],
                condition=~Q(outside_reference=""),
                name="one_signup_an_outside_reference",
            ),
            models.CheckConstraint(condition=Q(state__in=SignupState.values), name="known_signup_state"),
            models.CheckConstraint(
                condition=~Q(state=SignupState.PROPOSED) | Q(answer_by__isnull=False), name="offered_place_has_a_date"
            ),
            models.CheckConstraint(
                condition=~Q(state=SignupState.ANONYMISED)
                | Q(first_name="", last_name="", email="", address_mark="", postcode=None, person=None),
                name="anonymised_signup_names_nobody",
            ),
        ]
        indexes = [
            models.Index(fields=["round", "state", "region"], name="signup_counts"),
            models.Index(fields=["round", "-submitted_at"], name="signup_newest"),
            models.Index(fields=["state", "confirm_by"], name="signup_unconfirmed"),
            models.Index(fields=["state", "answer_by"], name="signup_offered"),
        ]

    def __str__(self) -> str:
        """Never a name: this text ends up in logs."""
        return f"signup {self.reference}"

    @property
    def uuid(self) -> uuid.UUID:
        """The random id by which logs and keys know it."""
        return self.id

    @property
    def name(self) -> str:
        """The name as it was given."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def is_live(self) -> bool:
        """Whether it counts as signed up."""
        return self.state in LIVE_STATES

    @property
    def can_change(self) -> bool:
        """Whether the person may still change the answers."""
        return self.state in CHANGEABLE_STATES


class SignupAnswers(SensitiveRow):
    """What somebody told of where, when, hearing and wishes: sealed, and there only while the consent stands."""

    PURPOSE = MATCHING

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    signup = models.OneToOneField(Signup, on_delete=models.CASCADE, related_name="answers")
    content = EncryptedTextField(subject="signup")
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("answers of a signup")

    def __str__(self) -> str:
        return f"answers {str(self.id)[:8]}"


class SignupPreference(models.Model):
    """A predefined group that somebody chose, and how high."""

    signup = models.ForeignKey(Signup, on_delete=models.CASCADE, related_name="preferences")
    group = models.ForeignKey(PredefinedGroup, on_delete=models.CASCADE, related_name="chosen_by")
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["signup", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["signup", "rank"], name="one_group_a_rank"),
            models.UniqueConstraint(fields=["signup", "group"], name="a_group_is_ranked_once"),
            models.CheckConstraint(condition=Q(rank__gte=1, rank__lte=MOST_GROUPS), name="rank_within_three"),
        ]

    def __str__(self) -> str:
        return f"choice {self.pk}"


class PlaceOffer(models.Model):
    """The place that was found for somebody: what they may know before they say yes, and no more."""

    signup = models.OneToOneField(Signup, on_delete=models.CASCADE, related_name="offer")
    group = models.ForeignKey(PredefinedGroup, null=True, on_delete=models.SET_NULL, related_name="offers")
    size = models.PositiveSmallIntegerField(_("people in the group"))
    area = models.CharField(_("area"), max_length=80, blank=True)
    form = models.CharField(_("how the group meets"), max_length=8)
    starts_at = models.DateTimeField(_("first meeting"), null=True)
    # Offered to somebody on the waiting list, who stays on it until they say yes.
    from_waiting = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["made_at"]
        verbose_name = _("offered place")
        constraints = [models.CheckConstraint(condition=Q(size__gte=2), name="a_group_has_two_or_more")]

    def __str__(self) -> str:
        return f"offer {self.pk}"

    @property
    def words_of_form(self) -> str:
        """How the group meets, in words."""
        return str(MeetingForm(self.form).label) if self.form in MeetingForm.values else ""


class SignupEvent(models.Model):
    """One step of a signup: from where to where, when, by whom, and why in a code. Never changed."""

    signup = models.ForeignKey(Signup, on_delete=models.CASCADE, related_name="events")
    from_state = models.CharField(max_length=12, blank=True)
    to_state = models.CharField(max_length=12, choices=SignupState.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    note = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.from_state} to {self.to_state}"
