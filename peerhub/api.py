"""The directory of groups as others read it (home.read_api): what a group is like, never who or how many are in it."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.enums import Region
from home import read_api
from home.links import url_of
from home.read_api import Asked

from .domain.directory import page_in, public_rows
from .enums import MeetingForm
from .models import GroupListing


def register() -> None:
    """Called once by the app's own start."""
    filters = {"region": tuple(Region.values), "form": tuple(MeetingForm.values)}
    read_api.register("groups", read_api.Resource(_("Groups in the directory"), filters, rows, items))


def rows(asked: Asked) -> "QuerySet[GroupListing]":
    """The groups by title; none where the directory has no page that everybody may read."""
    if page_in(asked.language) is None:
        return GroupListing.objects.none()
    return public_rows().filter(**asked.values)


def items(found: Sequence[GroupListing], asked: Asked) -> list[dict[str, Any]]:
    """What the directory shows of a group, but for what changes with each member. One query, for its page."""
    page = page_in(asked.language) if found else None
    return [
        {
            "id": str(one.pk),
            "title": one.title,
            "programme": one.group.programme.name,
            "area": one.area,
            "region": one.region or None,
            "form": one.form,
            "weekday": one.weekday or None,
            "languages": list(one.languages),
            "access": list(one.access),
            "about": (one.about_en if asked.language == "en" else "") or one.about,
            "url": urljoin(settings.SITE_URL, f"{url_of(page)}gruppe/{one.pk}/"),
        }
        for one in found
    ]
