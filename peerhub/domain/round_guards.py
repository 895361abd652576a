"""What must be right before a round opens, and what is only worth a look (domain.md §4.1)."""

from collections.abc import Iterator
from datetime import date, datetime

from dateutil.relativedelta import relativedelta
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ..enums import CHOOSING_KINDS, Grouping, RoundState, StartBy
from ..models import SignupRound, Sizes
from .formats import settings_for
from .signup_consents import unasked

Fault = tuple[str, str | Promise]
# S0: a new round every 3–6 months.
SHORTEST, LONGEST = relativedelta(months=3), relativedelta(months=6)


def in_words(day: date) -> str:
    """A day as coordinators read it: "24. november 2026"."""
    return date_format(day, "DATE_FORMAT")


def faults(round: SignupRound) -> list[Fault]:
    """What keeps a round from opening: the field it belongs to and a message. Dates in the wrong order name both."""
    return [*date_faults(round), *_missing(round), *_unready(round), *size_faults(round)]


def date_faults(round: SignupRound) -> Iterator[Fault]:
    """Dates that stand in the wrong order, of those there are."""
    opens, closes, start = _day(round.opens_at), _day(round.closes_at), round.first_start
    if round.opens_at and round.closes_at and opens and closes and round.opens_at >= round.closes_at:
        words = {"opens": in_words(opens), "closes": in_words(closes)}
        yield "closes_on", _("Signup opens on %(opens)s, so it cannot close on %(closes)s.") % words
    if closes and start and start <= closes:
        words = {"start": in_words(start), "closes": in_words(closes)}
        yield "first_start", _("Signup closes on %(closes)s, so groups cannot start on %(start)s.") % words
    if start and round.ends_on and round.ends_on <= start:
        words = {"start": in_words(start), "ends": in_words(round.ends_on)}
        yield "ends_on", _("Groups start on %(start)s, so they cannot end on %(ends)s.") % words


def _missing(round: SignupRound) -> Iterator[Fault]:
    wanted = settings_for(round.programme)
    if round.opens_at is None:
        yield "opens_on", _("Write when signup opens.")
    if round.closes_at is None:
        yield "closes_on", _("Write when signup closes.")
    if round.first_start is None:
        yield "first_start", _("Write when the groups start.")
    if wanted.needs_region and not round.region:
        yield "region", _("Choose a region: this scheme is run locally.")
    if wanted.needs_end and round.ends_on is None:
        yield "ends_on", _("Write when the groups end: this scheme has a shared ending.")
    if round.start_by == StartBy.FIXED and not (round.start_meeting_at and round.start_meeting_place):
        yield "start_meeting_on", _("Write time and place of the first meeting: people are told before they sign up.")


def _unready(round: SignupRound) -> Iterator[Fault]:
    if not round.programme.conditions_da.strip():
        yield "programme", _("Write the conditions of the scheme.")
    if not_asked := unasked():
        yield (
            "consent",
            _("An administrator must first write what people consent to (%(languages)s).")
            % {"languages": ", ".join(not_asked)},
        )
    if not round.programme.pages.filter(live=True).exists():
        yield "programme", _("The page of the scheme is not published.")
    if round.questionnaire is None:
        yield "questionnaire", _("Choose a questionnaire.")
    elif empty := _without_options(round):
        yield "questionnaire", _("The question “%(text)s” has nothing to choose among.") % {"text": empty}
    if round.grouping == Grouping.PREDEFINED and not round.predefined_groups.exists():
        yield "groups", _("Add the groups that people can choose among.")


def _without_options(round: SignupRound) -> str:
    questions = round.questionnaire.questions.filter(kind__in=CHOOSING_KINDS) if round.questionnaire else None
    empty = questions.filter(options=None).first() if questions is not None else None
    return empty.text if empty else ""


def size_faults(round: SignupRound) -> Iterator[Fault]:
    """Sizes in the wrong order, and large groups that nobody leads or has given a reason for."""
    if not Sizes.LEAST <= round.min_size <= round.target_size <= round.max_size:
        yield "target_size", _("The wished size must lie between the smallest, at least two, and the largest group.")
    if round.max_size > Sizes.LARGE and not round.programme.has_leader and not round.size_reason:
        yield "size_reason", _("Groups of more than nine need a fixed leader, or a reason why it works without.")


def warnings(round: SignupRound, others: list[SignupRound]) -> list[str]:
    """What is worth a look and stops nothing. `others` are the rounds of the same scheme that were not cancelled."""
    if round.hidden:
        return []
    near = [one for one in others if one.pk != round.pk and not one.hidden and one.region in ("", round.region)]
    return [*_distance(round, near), *_overlaps(round, near), *_untranslated(round)]


def _distance(round: SignupRound, others: list[SignupRound]) -> Iterator[str]:
    start = round.first_start
    before = [one.first_start for one in others if one.first_start and start and one.first_start < start]
    if not before or start is None:
        return
    last = max(before)
    words = {"last": in_words(last), "start": in_words(start)}
    if start < last + SHORTEST:
        yield _("Groups started on %(last)s too. That is less than three months before %(start)s.") % words
    elif start > last + LONGEST:
        yield _("The last groups started on %(last)s. That is more than six months before %(start)s.") % words


def _overlaps(round: SignupRound, others: list[SignupRound]) -> Iterator[str]:
    if round.opens_at is None or round.closes_at is None:
        return
    for one in others:
        dated = one.opens_at and one.closes_at
        if dated and one.opens_at < round.closes_at and round.opens_at < one.closes_at:  # type: ignore[operator]
            yield _("Signup overlaps with “%(name)s”.") % {"name": one.name}


def _untranslated(round: SignupRound) -> Iterator[str]:
    if not round.name_en or (round.info_da and not round.info_en):
        yield _("English is missing. English readers see the Danish.")


def in_the_way(round: SignupRound, now: datetime) -> list[Fault]:
    """What keeps a round from opening at this moment: its faults, and a deadline that has passed."""
    found = faults(round)
    if round.state == RoundState.DRAFT and round.closes_at and round.closes_at <= now:
        found.append(("closes_on", _("The deadline has passed.")))
    return found


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
