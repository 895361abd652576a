"""Certificates: what was issued to whom, kept so that it can be checked after the account has gone."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.fields import EncryptedTextField
from accounts.models import User

from ..training_enums import CertificateKind, CertificateState
from .enrolments import Enrolment


class Certificate(models.Model):
    """One certificate, with what it says: name and course as they were (security.md §2). It is checked by number and
    code together; the code is stored as a hash, and sealed so that the file can be made again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(_("number"), max_length=16, unique=True)
    code_hash = models.CharField(max_length=64)
    code = EncryptedTextField()
    kind = models.CharField(_("kind"), max_length=6, choices=CertificateKind.choices)
    state = models.CharField(
        _("state"), max_length=7, choices=CertificateState.choices, default=CertificateState.ISSUED
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    enrolment = models.ForeignKey(Enrolment, null=True, on_delete=models.SET_NULL, related_name="certificates")
    person = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="certificates")
    name = models.CharField(_("name"), max_length=161)
    course_da = models.CharField(max_length=100)
    course_en = models.CharField(max_length=100, blank=True)
    town = models.CharField(max_length=60)
    first_day = models.DateField()
    last_day = models.DateField()
    hours = models.PositiveIntegerField(null=True)
    issued_at = models.DateTimeField(_("issued"))
    issued_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    revoked_because = models.CharField(_("why it was withdrawn"), max_length=300, blank=True)
    keep_until = models.DateField(db_index=True)

    class Meta:
        ordering = ["-issued_at"]
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "kind"], condition=Q(enrolment__isnull=False), name="one_certificate_a_kind"
            ),
            models.CheckConstraint(
                condition=~Q(state=CertificateState.REVOKED) | (Q(revoked_at__isnull=False) & ~Q(revoked_because="")),
                name="revoked_certificate_says_why",
            ),
            models.CheckConstraint(condition=Q(state__in=CertificateState.values), name="known_certificate_state"),
        ]

    def __str__(self) -> str:
        return f"certificate {self.number}"
