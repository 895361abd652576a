"""Reads of the directory of places with peers."""

from datetime import date

from dateutil.relativedelta import relativedelta
from django.db.models import QuerySet

from ..models import PeerPlace
from .library import in_language

GOOD_FOR = relativedelta(years=1)


def places_in(locale_id: int) -> "QuerySet[PeerPlace]":
    """The places of the list, by name."""
    return in_language(PeerPlace.objects.filter(live=True), locale_id).order_by("sort_name", "pk")


def oldest_good(today: date) -> date:
    """The oldest day that an entry may have been checked on without an editor being asked to look again."""
    return today - GOOD_FOR


def old_count(today: date) -> int:
    """How many Danish entries were last made sure of more than a year ago; the translations follow them."""
    old = PeerPlace.objects.filter(live=True, checked_on__lt=oldest_good(today))
    return old.values("translation_key").distinct().count()
