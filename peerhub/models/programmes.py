"""A peer scheme and its format: where it stands on each of the 15 pairs, and the settings that follow."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User

from ..enums import AxisChoice, SchemeAxis
from ..words import in_language, lines_of


def _axis(axis: SchemeAxis) -> models.CharField:
    return models.CharField(axis.label, max_length=8, choices=AxisChoice.choices, default=AxisChoice.NONE)


class Format(models.Model):
    """The 15 pairs as stored choices (domain.md §3). What each does stands in domain/formats.py."""

    organisation = _axis(SchemeAxis.ORGANISATION)
    group_size = _axis(SchemeAxis.GROUP_SIZE)
    intake = _axis(SchemeAxis.INTAKE)
    grouping = _axis(SchemeAxis.GROUPING)
    leadership = _axis(SchemeAxis.LEADERSHIP)
    meeting_place = _axis(SchemeAxis.MEETING_PLACE)
    equality = _axis(SchemeAxis.EQUALITY)
    recruitment = _axis(SchemeAxis.RECRUITMENT)
    start_time = _axis(SchemeAxis.START_TIME)
    meeting_types = _axis(SchemeAxis.MEETING_TYPES)
    structure = _axis(SchemeAxis.STRUCTURE)
    content_source = _axis(SchemeAxis.CONTENT_SOURCE)
    feedback = _axis(SchemeAxis.FEEDBACK)
    coordination = _axis(SchemeAxis.COORDINATION)
    ending = _axis(SchemeAxis.ENDING)

    class Meta:
        abstract = True

    def choice(self, axis: str) -> AxisChoice:
        """Where the scheme stands on a pair."""
        return AxisChoice(getattr(self, axis))

    @property
    def choices(self) -> dict[str, AxisChoice]:
        """Every pair's choice, in the order of the sheet."""
        return {axis: self.choice(axis) for axis in SchemeAxis.values}


class Sizes(models.Model):
    """How many a group is. Two is the definition's least (S0); more than nine need a leader or a reason (S1)."""

    min_size = models.PositiveSmallIntegerField(_("smallest group"), default=4)
    target_size = models.PositiveSmallIntegerField(_("wished size"), default=5)
    max_size = models.PositiveSmallIntegerField(_("largest group"), default=9)
    size_reason = models.CharField(
        _("why larger groups are right here"),
        max_length=200,
        blank=True,
        help_text=_("Only for groups of more than nine without a fixed leader."),
    )

    LEAST = 2
    LARGE = 9

    class Meta:
        abstract = True


def size_rules(name: str) -> list[models.BaseConstraint]:
    """What the database holds sizes to."""
    ordered = Q(min_size__gte=Sizes.LEAST, min_size__lte=F("target_size"), target_size__lte=F("max_size"))
    return [models.CheckConstraint(condition=ordered, name=f"{name}_sizes_in_order")]


class PeerProgramme(Format, Sizes):
    """One scheme. Its pages, in each language, say what it is; this says how it works."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name_da = models.CharField(_("name in Danish"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)
    conditions_da = models.TextField(
        _("conditions in Danish"),
        max_length=600,
        help_text=_("What somebody says yes to before signing up, one a line, e.g. Jeg er i arbejde."),
    )
    conditions_en = models.TextField(_("conditions in English"), max_length=600, blank=True)
    expected_signups = models.PositiveIntegerField(
        _("expected signups a round"), null=True, blank=True, help_text=_("Empty if you cannot say.")
    )
    group_grant = models.PositiveIntegerField(
        _("money for each group, in kroner"), null=True, blank=True, help_text=_("Empty if groups get none.")
    )
    outside_link = models.URLField(
        _("address of the group on a social medium"),
        blank=True,
        help_text=_("Only where groups keep in touch outside the portal. It must begin with https."),
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    changed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["name_da"]
        verbose_name = _("peer scheme")
        verbose_name_plural = _("peer schemes")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *size_rules("programme"),
            *(
                models.CheckConstraint(condition=Q((f"{axis}__in", AxisChoice.values)), name=f"known_{axis}")
                for axis in SchemeAxis.values
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return in_language(self.name_da, self.name_en)

    @property
    def conditions(self) -> list[str]:
        """What somebody says yes to before signing up, in the reader's language."""
        return lines_of(in_language(self.conditions_da, self.conditions_en))

    @property
    def has_rounds(self) -> bool:
        """Whether groups are made in rounds. Only the open pole has none: its groups stand, and people come and go."""
        return self.intake != AxisChoice.OPEN

    @property
    def is_decentral(self) -> bool:
        """Whether regions run their own rounds: each round then has a region, and its coordinators see theirs alone."""
        return self.organisation == AxisChoice.OPEN

    @property
    def has_leader(self) -> bool:
        """Whether meetings have a fixed leader."""
        return self.leadership == AxisChoice.CLOSED

    @property
    def has_roles(self) -> bool:
        """Whether people sign up as givers or receivers; with equals nobody is asked."""
        return self.equality in (AxisChoice.CLOSED, AxisChoice.BETWEEN)
