"""Choices of the guide training and of certificates, with their named sets (domain.md §4.8–4.9)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TrainingState(models.TextChoices):
    """domain.md §4.8. `not_started` is an enrolment without a training."""

    ACTIVE = "active", pgettext_lazy("state of a guide training", "going on")
    AWAITING = "awaiting_confirmation", _("waits for the supervisor")
    COMPLETED = "completed", pgettext_lazy("state of a guide training", "completed")
    ENDED = "ended_at_cap", _("ended, something is missing")
    INTERRUPTED = "interrupted", pgettext_lazy("state of a guide training", "interrupted")


# What dates and late registrations may still change.
STILL_OPEN = frozenset({TrainingState.ACTIVE, TrainingState.AWAITING, TrainingState.ENDED})
# At most one of these a person.
RUNNING = frozenset({TrainingState.ACTIVE, TrainingState.AWAITING})


class TrainingAct(models.TextChoices):
    """What happens to a training."""

    STARTED = "started", _("started")
    MOVED = "moved", _("start changed")
    FOLLOW_UP = "follow_up", _("follow-up day noted")
    SUPERVISION = "supervision", _("supervision noted")
    APPROVED = "approved", _("hours approved")
    RETURNED = "returned", _("hours sent back")
    CONFIRMED = "confirmed", _("confirmed")
    LIFTED = "lifted", _("complete after late registration")
    ENDED = "ended", _("the period ended")
    INTERRUPTED = "interrupted", _("interrupted")
    LINK_MADE = "link_made", _("link made")
    LINK_REVOKED = "link_revoked", _("link taken back")
    AGREED = "agreed", _("agreement accepted")
    CONVERSATION = "conversation", _("conversation noted")


class SupervisionKind(models.TextChoices):
    """How supervision is held."""

    GROUP = "group", _("in a group")
    ALONE = "alone", _("one to one")


class ConversationKind(models.TextChoices):
    """The two conversations of a training."""

    MIDTERM = "midterm", _("Midterm conversation")
    FINAL = "final", _("Final conversation")


class CheckMoment(models.TextChoices):
    """When a participant holds themselves against the framework."""

    START = "start", _("Self-check at the start")
    MIDTERM = "midterm", _("Self-check halfway")
    FINAL = "final", _("Self-check at the end")


class Level(models.IntegerChoices):
    """How far somebody is with one thing, by their own judgement. Never added up."""

    NEW = 1, _("New to me")
    TRYING = 2, _("I am practising")
    WITH_HELP = 3, _("I can with support")
    ALONE = 4, _("I can on my own")


class EntryState(models.TextChoices):
    """Where an entry of the log stands."""

    WAITING = "waiting", _("not approved yet")
    RETURNED = "returned", _("sent back to you")
    APPROVED = "approved", pgettext_lazy("state of a log entry", "approved")


class LinkPart(models.TextChoices):
    """Who is given a private link."""

    GUIDE = "guide", _("guide at the workplace")
    SUPERVISOR = "supervisor", pgettext_lazy("holder of a link", "supervisor")
    READER = "reader", _("somebody who may read")


# Approve, send back, comment, accept the agreement.
ACTING = frozenset({LinkPart.GUIDE, LinkPart.SUPERVISOR})


class CertificateKind(models.TextChoices):
    """The course alone, or the course and all that follows."""

    COURSE = "course", _("Course certificate")
    FULL = "full", _("Full certificate")


class CertificateState(models.TextChoices):
    """domain.md §4.9."""

    ISSUED = "issued", pgettext_lazy("state of a certificate", "valid")
    REVOKED = "revoked", pgettext_lazy("state of a certificate", "withdrawn")
