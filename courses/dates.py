"""What courses bring to the calendar: first days, last days to apply, information meetings."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from home.agenda import Dated, Happening
from home.links import PREFIXES
from home.locales import id_of

from .enums import TAKING
from .models import Cohort, CoursePage, InfoMeeting


def happenings(language: str, first: date, last: date) -> list[Dated]:
    """Cohorts that begin or close from one day to another. One query."""
    begins, ends = _moments(first, last)
    shown = _with_address(Cohort.objects.for_visitors().select_related("course"), language, course="course")
    found = []
    with translation.override(language):
        for one in shown.filter(start_date__lte=last, closes_at__gte=begins - timedelta(days=366)):
            url = _address(one.address, language)
            if one.start_date and first <= one.start_date <= last:
                found.append(_start(one, url))
            if one.state in TAKING and one.closes_at and begins <= one.closes_at < ends:
                found.append(_deadline(one, url))
    return found


def info_meetings(language: str, first: date, last: date) -> list[Dated]:
    """Information meetings of the cohorts that visitors see. One query."""
    begins, ends = _moments(first, last)
    rows = InfoMeeting.objects.filter(cohort__in=Cohort.objects.for_visitors().values("pk"))
    rows = rows.filter(starts_at__gte=begins, starts_at__lt=ends).select_related("cohort__course")
    with translation.override(language):
        shown = _with_address(rows, language, course="cohort__course")
        return [_meeting(one, _address(one.address, language)) for one in shown]


def _moments(first: date, last: date) -> tuple[datetime, datetime]:
    begins, ends = (datetime.combine(day, time.min) for day in (first, last + timedelta(days=1)))
    return timezone.make_aware(begins), timezone.make_aware(ends)


def _with_address(rows: "QuerySet[Any]", language: str, *, course: str) -> "QuerySet[Any]":
    """The rows whose course has a live page in the language, with its path in the tree (`address`)."""
    pages = CoursePage.objects.live().filter(course=OuterRef(course), locale_id=id_of(language))
    return rows.annotate(address=Subquery(pages.values("url_path")[:1])).exclude(address=None)


def _address(url_path: str, language: str) -> str:
    """The part of the course's page that lists its cohorts."""
    return f"{PREFIXES[language]}{url_path.split('/', 2)[2]}#hold"


def _start(one: Cohort, url: str) -> Dated:
    return Dated(
        kind=Happening.COURSE_START,
        key=f"cohort-{one.pk}",
        title=one.name,
        starts=one.start_date or date.min,
        url=url,
        place=one.town,
        sequence=one.sequence,
    )


def _deadline(one: Cohort, url: str) -> Dated:
    day = timezone.localdate(one.closes_at)
    return Dated(
        kind=Happening.DEADLINE,
        key=f"cohort-deadline-{one.pk}",
        title=one.name,
        starts=day,
        url=url,
        place=one.town,
        text=_("Last day to apply."),
        sequence=day.toordinal(),
    )


def _meeting(one: InfoMeeting, url: str) -> Dated:
    return Dated(
        kind=Happening.INFO_MEETING,
        key=f"cohort-info-{one.pk}",
        title=one.cohort.name,
        starts=one.starts_at,
        url=url,
        place=one.place or str(_("Online")),
        sequence=int(one.starts_at.timestamp()) // 60,
    )
