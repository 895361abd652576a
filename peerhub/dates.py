"""What rounds bring to the calendar: the last day to sign up."""

from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from home.agenda import Dated, Happening

from .enums import RoundState
from .models import SignupRound


def deadlines(language: str, first: date, last: date) -> list[Dated]:
    """The listed rounds whose signup closes from one day to another. One query."""
    begins = timezone.make_aware(datetime.combine(first, time.min))
    ends = timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))
    rounds = (
        SignupRound.objects.listed()
        .filter(closes_at__gte=begins, closes_at__lt=ends)
        .exclude(state=RoundState.CANCELLED)
        .exclude(state=RoundState.DRAFT, released_at=None)
        .select_related("programme")
    )
    with translation.override(language):
        return [_deadline(one) for one in rounds]


def _deadline(round: SignupRound) -> Dated:
    day = timezone.localdate(round.closes_at)
    return Dated(
        kind=Happening.DEADLINE,
        key=f"round-{round.uuid}",
        title=f"{round.programme.name}, {round.name}",
        starts=day,
        url=reverse("signup_start", args=[round.slug]),
        text=_("Free of charge, and you need not be a member."),
        sequence=day.toordinal(),
    )
