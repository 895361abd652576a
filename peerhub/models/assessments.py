"""Sheets of the scale and answers to the guide's questions that are kept, behind a link or for an organisation."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Region
from accounts.fields import EncryptedTextField
from accounts.models import User

from ..enums import AssessmentKind
from .rounds import regions_of


class SchemeAssessmentQuerySet(models.QuerySet["SchemeAssessment"]):
    def for_user(self, person: User) -> "SchemeAssessmentQuerySet":
        """Those of organisations that this person may see at work: a coordinator of a region those of the region and of
        the whole country; others nothing. What is kept behind a link is nobody's but the link's."""
        kept = self.exclude(organisation="")
        regions = regions_of(person)
        if regions is None or "" in regions:
            return kept
        return kept.filter(region__in=[*regions, ""]) if regions else self.none()


class SchemeAssessment(models.Model):
    """One sheet. Its words stand in versions. Only hashes of its links are stored."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=AssessmentKind.choices, default=AssessmentKind.SCALE)
    title = EncryptedTextField(_("name of the scheme"))
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    region = models.CharField(_("region"), max_length=20, choices=Region.choices, blank=True)
    edit_hash = models.CharField(max_length=64, unique=True, null=True)
    read_hash = models.CharField(max_length=64, unique=True, null=True)
    read_turn = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(_("version"), default=1)
    changed_at = models.DateTimeField(_("changed"))
    delete_after = models.DateField(_("deleted after"), null=True, db_index=True)

    objects: ClassVar[models.Manager["SchemeAssessment"]] = SchemeAssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "-changed_at"]
        verbose_name = _("kept sheet of a scheme")
        verbose_name_plural = _("kept sheets of schemes")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(edit_hash__isnull=False, organisation="", delete_after__isnull=False)
                | (Q(edit_hash__isnull=True, read_hash__isnull=True) & ~Q(organisation="")),
                name="sheet_has_a_link_or_an_organisation",
            ),
            models.CheckConstraint(condition=Q(kind__in=AssessmentKind.values), name="sheet_of_a_known_kind"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class AssessmentVersion(models.Model):
    """What stood on the sheet at a time, with the note that was written to it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(SchemeAssessment, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    content = EncryptedTextField(_("content"))
    note = EncryptedTextField(_("note"))
    at = models.DateTimeField(_("saved"))

    class Meta:
        ordering = ["-number"]
        verbose_name = _("version of a kept sheet")
        verbose_name_plural = _("versions of kept sheets")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["assessment", "number"], name="one_sheet_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} v{self.number}"
