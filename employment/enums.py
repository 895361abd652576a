"""Choices of guidance for workplaces."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """Where a workplace stands on the way to a peer colleague."""

    CONSIDER = "consider", _("Consider")
    PREPARE = "prepare", _("Prepare")
    RECRUIT = "recruit", _("Recruit")
    FIRST_DAY = "first_day", _("First day")
    FOLLOW_UP = "follow_up", _("Follow up")


class Reader(models.TextChoices):
    """Who reads."""

    LEADER = "leader", _("Manager")
    COLLEAGUE = "colleague", _("Colleague")
    HR = "hr", _("HR")
    PEER = "peer", _("Would-be peer")


class Workplace(models.TextChoices):
    """What kind of place it is."""

    HOSPITAL = "hospital", _("Hospital psychiatry")
    MUNICIPALITY = "municipality", _("Municipality")
    ASSOCIATION = "association", _("Association or volunteer centre")
    OTHER = "other", _("Another workplace")


class Situation(models.TextChoices):
    """What decides whether a section of a guide applies, beside stage, reader and workplace."""

    FIRST = "first", _("Only for the first peer")
    EXPERIENCED = "experienced", _("Only where there are peers already")
    FEW_HOURS = "few_hours", _("Only for fewer hours than recommended")


class HoursAdvice(models.TextChoices):
    """What the recommendation says to a number of hours a week."""

    BELOW = "below", _("Below the recommended minimum")
    FEW = "few", _("Possible, but fewer than recommended")
    RECOMMENDED = "recommended", _("Within the recommended range")
    MANY = "many", _("More than the recommended range")


class PdfState(models.TextChoices):
    """domain.md §4.10. A guide that was never published has no row: that is the state "none"."""

    QUEUED = "queued", _("queued")
    RENDERING = "rendering", _("being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")
    STALE = "stale", _("out of date")


WAITING_PDF = frozenset({PdfState.QUEUED, PdfState.RENDERING})
FINISHED_PDF = frozenset({PdfState.READY, PdfState.STALE})
