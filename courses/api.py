"""Dates of courses as others read them (home.read_api)."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home import read_api
from home.links import url_of
from home.locales import id_of
from home.read_api import Asked

from .domain.catalogue import addresses, upcoming
from .enums import CourseKind
from .models import Cohort


def register() -> None:
    """Called once by the app's own start."""
    filters = {"type": tuple(CourseKind.values)}
    read_api.register("course-dates", read_api.Resource(_("Dates of courses"), filters, rows, items))


def rows(asked: Asked) -> "QuerySet[Cohort]":
    """The cohorts that have not begun, of courses with a page in the language; the first to begin first."""
    found = upcoming(asked.today).filter(course__in=addresses(id_of(asked.language)))
    return found.filter(course__kind=asked.values["type"]) if "type" in asked.values else found


def items(found: Sequence[Cohort], asked: Asked) -> list[dict[str, Any]]:
    """What the catalogue shows of a cohort. One query, for the courses' pages."""
    pages = addresses(id_of(asked.language)) if found else {}
    return [
        {
            "id": str(one.uuid),
            "title": one.name,
            "type": one.course.kind,
            "town": one.town,
            "starts_on": one.start_date.isoformat() if one.start_date else None,
            "closes_at": timezone.localtime(one.closes_at).isoformat() if one.closes_at else None,
            "state": one.state,
            "seats": one.capacity,
            "free_seats": one.free_places,
            "url": f"{urljoin(settings.SITE_URL, url_of(pages[one.course_id]))}#hold",
        }
        for one in found
    ]
