"""Reads of the catalogue, for visitors: nothing here names anybody but the towns and the courses."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..enums import SeatKind
from ..models import Cohort, Course, CoursePage, SchoolPage, SchoolsPage, Story

Row = tuple[str | Promise, str | Promise]
MOST_STORIES = 3


def upcoming(today: date) -> "QuerySet[Cohort]":
    """The cohorts that have not begun, the first to begin first. One query."""
    rows = Cohort.objects.for_visitors().filter(start_date__gte=today)
    return rows.select_related("course").order_by("start_date", "town", "pk")


def addresses(locale_id: int) -> dict[int, CoursePage]:
    """The live page of each course in a language. One query."""
    pages = CoursePage.objects.live().filter(locale_id=locale_id).select_related("course").order_by("course__order")
    return {page.course_id: page for page in pages}


def price_words(course: Course) -> str:
    """What it costs, in words."""
    return _("%(price)s kr.") % {"price": course.price} if course.price else _("Free")


def length_words(course: Course) -> str:
    """How long it takes, in words."""
    if course.has_practicum:
        return _("%(weeks)d weeks and practicum") % {"weeks": course.weeks}
    return ngettext("%(count)d meeting", "%(count)d meetings", course.weeks) % {"count": course.weeks}


def course_facts(page: CoursePage, today: date) -> dict[str, Any]:
    """What the page of a course shows beside what editors wrote: five queries at most."""
    course = page.course
    graduates = graduates_of(course)
    # Among few graduates a story points at its teller.
    stories = list(stories_of(course)) if graduates is not None else []
    seats = _("Also for colleagues of peers") if course.is_for_colleagues else str(SeatKind.PARTICIPANT.label)
    return {
        "facts": [
            (_("Who"), page.for_whom),
            (_("Length"), page.length),
            (_("Price"), price_words(course)),
            (_("Teachers"), page.teachers),
            (_("Seats"), seats),
        ],
        "cohorts": list(upcoming(today).filter(course=course)),
        "graduates": graduates,
        "stories": stories,
    }


def graduates_of(course: Course) -> int | None:
    """How many have passed a course here; None while they are too few to be told of. One query."""
    from ..models import Enrolment

    passed = Enrolment.objects.filter(cohort__course=course, passed_on__isnull=False).count()
    return passed if passed >= settings.EVALUATION_LEAST else None


def stories_of(course: Course) -> "QuerySet[Story]":
    """What participants want told, the newest first. One query."""
    shown = Story.objects.filter(enrolment__cohort__course=course, published_at__isnull=False)
    return shown.select_related("enrolment").order_by("-published_at")[:MOST_STORIES]


def schools_below(page: SchoolsPage) -> "QuerySet[SchoolPage]":
    """The schools of the network by name, those of another model last."""
    return SchoolPage.objects.live().child_of(page).order_by("-is_member", "town")


def schools_beside(page: SchoolPage) -> "QuerySet[SchoolPage]":
    """The other schools."""
    return SchoolPage.objects.live().sibling_of(page, inclusive=False).order_by("-is_member", "town")
