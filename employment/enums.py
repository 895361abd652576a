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


class WorkKind(models.TextChoices):
    """What a work of the library is."""

    REPORT = "report", _("Report")
    GUIDANCE = "guidance", _("Guidance")
    BOOKLET = "booklet", _("Booklet")
    FOLDER = "folder", _("Folder")
    FILM = "film", _("Film")
    TOOL = "tool", _("Tool")
    CHECKLIST = "checklist", _("Checklist")


class WorkTopic(models.TextChoices):
    """What a work of the library is about."""

    READINESS = "readiness", _("Getting ready")
    TERMS = "terms", _("Hiring and terms")
    ROLE = "role", _("Role and tasks")
    COLLEAGUES = "colleagues", _("Working together")
    TRAINING = "training", _("Courses and skills")
    JOBS = "jobs", _("Jobs for peers")
    FIGURES = "figures", _("Research and figures")


class WorkLanguage(models.TextChoices):
    """The languages a work is written or spoken in."""

    DA = "da", _("Danish")
    EN = "en", _("English")
    NO = "no", _("Norwegian")
    SV = "sv", _("Swedish")
    DE = "de", _("German")


class LinkState(models.TextChoices):
    """What the last visits to an outside address found."""

    UNKNOWN = "unknown", _("not looked at yet")
    WORKS = "works", _("works")
    FAILED = "failed", _("failed once")
    BROKEN = "broken", _("broken")


class PlaceKind(models.TextChoices):
    """What an entry of the directory of peers is."""

    SERVICE = "service", _("Service with peers")
    COURSE = "course", _("Course or school")
    ASSOCIATION = "association", _("Association")


class PlanUnit(models.TextChoices):
    """What the follow-up plan counts in; the codes are those of calendar arithmetic."""

    DAYS = "days", _("days")
    WEEKS = "weeks", _("weeks")
    MONTHS = "months", _("months")
    YEARS = "years", _("years")


class LetterKind(models.TextChoices):
    """The templates there are; the codes stand in addresses."""

    ADVERT = "jobopslag", _("Job advert")
    FUNCTION = "funktionsbeskrivelse", _("Function description")
    INTERVIEW = "samtale", _("Interview questions")
    REFUSAL = "afslag", _("A good refusal")


class PdfState(models.TextChoices):
    """domain.md §4.10. A guide that was never published has no row: that is the state "none"."""

    QUEUED = "queued", _("queued")
    RENDERING = "rendering", _("being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")
    STALE = "stale", _("out of date")


WAITING_PDF = frozenset({PdfState.QUEUED, PdfState.RENDERING})
FINISHED_PDF = frozenset({PdfState.READY, PdfState.STALE})


class Talked(models.TextChoices):
    """How far a workplace has come with a statement of the questionnaire."""

    DONE = "done", _("Yes")
    PARTLY = "partly", _("Partly")
    NOT_YET = "not_yet", _("Not yet")
    IRRELEVANT = "irrelevant", _("Not relevant")
