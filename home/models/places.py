"""Postcode areas of Denmark."""

from django.db import models
from django.db.models import F, Q

from accounts.enums import Region


class Postcode(models.Model):
    """A postcode area (Copenhagen's inner codes are ranges): town, municipality, region and a point inside it."""

    first = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveSmallIntegerField()
    town = models.CharField(max_length=60)
    municipality = models.CharField(max_length=60)
    region = models.CharField(max_length=20, choices=Region.choices)
    latitude = models.FloatField()
    longitude = models.FloatField()

    class Meta:
        ordering = ["first"]
        constraints = [models.CheckConstraint(condition=Q(last__gte=F("first")), name="postcode_range")]

    def __str__(self) -> str:
        return f"{self.first:04} {self.town}"
