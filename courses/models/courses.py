"""What is taught: the rules behind a page of the catalogue, which cohorts copy."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from home.choice_fields import ChoicesField
from home.words import in_language

from ..enums import PEER_WEEKS, CertificatePhase, CourseKind, Intake

MOST_WEEKS = 52
MOST_UNITS = 4
PERCENT = [MinValueValidator(0), MaxValueValidator(100)]


class Rules(models.Model):
    """What it takes: held by the course as its usual, copied to each cohort and changed there."""

    required_share = models.PositiveSmallIntegerField(
        _("required attendance, in per cent of all units"), default=80, validators=PERCENT
    )
    free_absences = models.PositiveSmallIntegerField(
        _("absences nobody asks about"),
        null=True,
        blank=True,
        help_text=_("So many units may be missed before anybody is asked to make up. Empty: no such number."),
    )
    late_start_week = models.PositiveSmallIntegerField(
        _("newcomers may join until week"), default=1, help_text=_("1: nobody joins after the first week.")
    )
    has_practicum = models.BooleanField(_("practicum and guide training follow the course"), default=False)
    practicum_hours = models.PositiveSmallIntegerField(
        _("hours of practicum in all"), null=True, blank=True, help_text=_("Empty if no number is agreed.")
    )
    least_supervisions = models.PositiveSmallIntegerField(_("supervisions at least"), default=1)
    certificate_share = models.PositiveSmallIntegerField(
        _("attendance for the certificate, in per cent"), default=80, validators=PERCENT
    )
    certificate_hours = models.PositiveSmallIntegerField(
        _("hours for the full certificate"), null=True, blank=True, help_text=_("Empty: no number of hours is asked.")
    )
    certificate_phases = ChoicesField(_("done for the full certificate"), choices=CertificatePhase.choices, blank=True)

    class Meta:
        abstract = True


def rules_of(name: str) -> list[models.BaseConstraint]:
    """What the database holds the shares to."""
    shares = Q(required_share__lte=100, certificate_share__lte=100)
    return [models.CheckConstraint(condition=shares, name=f"{name}_shares_are_per_cent")]


class Course(Rules):
    """One course of the catalogue. Its pages, in each language, say what it is; this says how it works (ADR 0014)."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name_da = models.CharField(_("name in Danish"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)
    kind = models.CharField(_("type"), max_length=12, choices=CourseKind.choices, default=CourseKind.SHORT)
    order = models.PositiveSmallIntegerField(_("place in the catalogue"), default=10)
    weeks = models.PositiveSmallIntegerField(
        _("numbered weeks"), help_text=_("The peer education has 13. Shorter courses count their meetings.")
    )
    # Days from one numbered meeting to the next: a course of two days in a row has 1.
    days_between = models.PositiveSmallIntegerField(_("days between meetings"), default=7)
    units = models.PositiveSmallIntegerField(
        _("units a meeting"), default=1, help_text=_("Attendance is noted by unit, e.g. 2 for two half days.")
    )
    price = models.PositiveIntegerField(_("price in kroner"), default=0, help_text=_("0: free"))
    is_for_colleagues = models.BooleanField(_("also for colleagues"), default=False)
    intake = models.CharField(_("places"), max_length=6, choices=Intake.choices, default=Intake.CHOSEN)
    has_info_meeting = models.BooleanField(_("with an information meeting"), default=False)
    has_interview = models.BooleanField(_("with a talk before the offer"), default=False)
    has_agreement = models.BooleanField(_("with an agreement both ways"), default=False)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    changed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["order", "code"]
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        constraints = [
            *rules_of("course"),
            models.CheckConstraint(condition=Q(kind__in=CourseKind.values), name="known_course_kind"),
            models.CheckConstraint(condition=Q(weeks__gte=1, weeks__lte=MOST_WEEKS), name="course_has_weeks"),
            models.CheckConstraint(
                condition=~Q(kind=CourseKind.PEER) | Q(weeks=PEER_WEEKS), name="peer_education_has_thirteen_weeks"
            ),
            models.CheckConstraint(condition=Q(days_between__gte=1, days_between__lte=28), name="course_days_between"),
            models.CheckConstraint(condition=Q(units__gte=1, units__lte=MOST_UNITS), name="course_units"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return in_language(self.name_da, self.name_en)


class AgreementText(models.Model):
    """One version of what participants and we promise each other on a course. Never changed once somebody agreed."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="agreement_texts")
    version = models.PositiveSmallIntegerField()
    we_da = models.TextField(_("what we promise, in Danish"), max_length=2000, help_text=_("One promise a line"))
    you_da = models.TextField(_("what you promise, in Danish"), max_length=2000, help_text=_("One promise a line"))
    we_en = models.TextField(_("what we promise, in English"), max_length=2000, blank=True)
    you_en = models.TextField(_("what you promise, in English"), max_length=2000, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["course", "-version"]
        verbose_name = _("text of an agreement")
        constraints = [models.UniqueConstraint(fields=["course", "version"], name="one_agreement_text_a_version")]

    def __str__(self) -> str:
        return f"agreement {self.course_id}/{self.version}"

    @property
    def ours(self) -> str:
        """What we promise, in the reader's language."""
        return in_language(self.we_da, self.we_en)

    @property
    def yours(self) -> str:
        """What a participant promises, in the reader's language."""
        return in_language(self.you_da, self.you_en)
