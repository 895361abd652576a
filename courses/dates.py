"""What courses bring to the calendar: first days, last days to apply, information meetings."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from home.agenda import Dated, Happening
from home.links import url_of
from home.locales import id_of

from .domain.catalogue import addresses
from .enums import TAKING
from .models import Cohort, InfoMeeting


def happenings(language: str, first: date, last: date) -> list[Dated]:
    """Cohorts that begin or close from one day to another, and information meetings. Three queries."""
    begins = timezone.make_aware(datetime.combine(first, time.min))
    ends = timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))
    pages = addresses(id_of(language))
    shown = Cohort.objects.for_visitors().select_related("course").filter(course__in=list(pages))
    with translation.override(language):
        found = []
        for one in shown.filter(start_date__lte=last, closes_at__gte=begins - timedelta(days=366)):
            url = f"{url_of(pages[one.course_id])}#hold"
            if one.start_date and first <= one.start_date <= last:
                found.append(_start(one, url))
            if one.state in TAKING and one.closes_at and begins <= one.closes_at < ends:
                found.append(_deadline(one, url))
        meetings = InfoMeeting.objects.filter(cohort__in=shown.values("pk"), starts_at__gte=begins, starts_at__lt=ends)
        found += [
            _meeting(one, f"{url_of(pages[one.cohort.course_id])}#hold")
            for one in meetings.select_related("cohort__course")
        ]
    return found


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
