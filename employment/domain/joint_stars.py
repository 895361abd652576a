"""A role star that several answer apart and see at the same moment.

The one who begins gets a link, and from it every rater's link is derived: only hashes of both are stored, so a copy of
the database opens none. Nobody sees an answer before the reveal, not even their own: the one who hands out the links
could open any of them.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.private_links import hashed, new_token
from home.domain.errors import Refused
from outbox.locks import lock_row

from ..models import RoleStar, RoleStarRater, RoleStarResult
from .stars import Axis, Outcome, Voice, outcome_of

KEEP_DAYS = 14
FEWEST_ANSWERS = 2
LAST_TURN = 2


@dataclass(frozen=True)
class Seat:
    """Who holds a link: a rater, or the one who began."""

    star: RoleStar
    rater: RoleStarRater | None


@dataclass(frozen=True)
class Shown:
    """One round as it was shown, with the voices that have not answered in it."""

    turn: int
    outcome: Outcome
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Rater:
    """A rater as all may see them: who, and whether they have answered. Never what."""

    rater: RoleStarRater
    has_answered: bool


def start(axes: Sequence[Axis], names: Sequence[str], *, months: int, now: datetime) -> str:
    """Begins a star for these voices and returns the token of the one who began. Each call begins another."""
    token = new_token()
    today = timezone.localdate(now)
    with transaction.atomic():
        star = RoleStar.objects.create(
            token_hash=hashed(token),
            axes=[vars(axis) for axis in axes],
            started_at=now,
            keep_until=today + relativedelta(months=months),
            delete_after=today + timedelta(days=KEEP_DAYS),
        )
        for place, name in enumerate(names, start=1):
            rater = RoleStarRater(star=star, place=place, name=name)
            rater.token_hash = hashed(token_of(token, rater))
            rater.save()
    return token


def token_of(token: str, rater: RoleStarRater) -> str:
    """The token of a rater's link, derived from the token of the one who began."""
    digest = hmac.new(token.encode(), f"role-star:{rater.pk}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def find(token: str, *, today: date) -> Seat | None:
    """Whose link it is; None for one that was guessed, given up, deleted or has run out."""
    mark = hashed(token)
    star = RoleStar.objects.filter(token_hash=mark, delete_after__gte=today).first()
    if star is not None:
        return Seat(star, None)
    rater = RoleStarRater.objects.select_related("star").filter(token_hash=mark, star__delete_after__gte=today).first()
    return Seat(rater.star, rater) if rater else None


def axes_of(star: RoleStar) -> tuple[Axis, ...]:
    """The sides as they read when the star began."""
    return tuple(Axis(**axis) for axis in star.axes)


@transaction.atomic
def answer(rater: RoleStarRater, scores: Mapping[str, int], *, now: datetime) -> None:
    """Stores a rater's numbers in the present round; the last answer of all shows them. A second answer replaces the
    first. Raises Refused when they have been shown already, RoleStarRater.DoesNotExist when the rater has withdrawn."""
    if not scores:
        raise Refused(_("Choose a number for at least one subject."))
    star = lock_row(rater.star)
    if star.shown_at:
        raise Refused(_("The star has been shown already. Your answer came too late."))
    rater.refresh_from_db()
    RoleStarResult.objects.filter(rater=rater, turn=star.turn).delete()
    RoleStarResult.objects.create(rater=rater, turn=star.turn, scores=json.dumps(dict(scores)))
    answers = answered(star)
    if answers >= FEWEST_ANSWERS and answers == star.raters.count():
        _show(star, now)


def answered(star: RoleStar) -> int:
    """How many have answered in the present round."""
    return RoleStarResult.objects.filter(rater__star=star, turn=star.turn).count()


@transaction.atomic
def reveal(star: RoleStar, *, now: datetime) -> None:
    """Shows the answers to all, though some are missing. A second call changes nothing. Raises Refused with fewer than
    two answers: one answer alone would be told to people who have not given their own."""
    star = lock_row(star)
    if star.shown_at:
        return
    if answered(star) < FEWEST_ANSWERS:
        raise Refused(_("At least two must have answered before the star can be shown."))
    _show(star, now)


def _show(star: RoleStar, now: datetime) -> None:
    field = "revealed_at" if star.turn == 1 else "revealed_again_at"
    setattr(star, field, now)
    star.save(update_fields=[field])


@transaction.atomic
def again(star: RoleStar) -> None:
    """Begins the second round, to compare with the first. A second call changes nothing. Raises Refused before the
    first has been shown."""
    star = lock_row(star)
    if star.turn == LAST_TURN:
        return
    if not star.revealed_at:
        raise Refused(_("Show the first star before you begin the second round."))
    star.turn = LAST_TURN
    star.save(update_fields=["turn"])


@transaction.atomic
def withdraw(rater: RoleStarRater, *, today: date) -> None:
    """Takes a rater out with every answer; the link is closed. A second call finds nobody and changes nothing. The last
    one takes the star along. Raises RoleStar.DoesNotExist when that has gone already.

    It shows nothing: that the others have all answered is no reason to show them because somebody left.
    """
    star = lock_row(rater.star)
    if not star.raters.filter(pk=rater.pk).exists():
        return
    rater.delete()
    if not star.raters.exists():
        star.delete()
        return
    star.withdrawn += 1
    star.save(update_fields=["withdrawn"])
    _settle(star, today)


@transaction.atomic
def agree(rater: RoleStarRater, *, keeps: bool, today: date) -> None:
    """Says or takes back that the star may be kept. It is kept only while every rater says so. Raises Refused before
    it has been shown, RoleStarRater.DoesNotExist when the rater has withdrawn."""
    star = lock_row(rater.star)
    if not star.revealed_at:
        raise Refused(_("You can agree to keep the star when it has been shown."))
    rater.refresh_from_db()
    rater.keeps = keeps
    rater.save(update_fields=["keeps"])
    _settle(star, today)


def _settle(star: RoleStar, today: date) -> None:
    """The day it is deleted: the day offered while all agree, otherwise 14 days from the start, or today if later."""
    ordinary = timezone.localdate(star.started_at) + timedelta(days=KEEP_DAYS)
    agreed = bool(star.revealed_at) and not star.raters.filter(keeps=False).exists()
    star.delete_after = star.keep_until if agreed else max(ordinary, today)
    star.save(update_fields=["delete_after"])


def remove(star: RoleStar) -> None:
    """Deletes a star with all its answers; a second call finds none and does nothing."""
    RoleStar.objects.filter(pk=star.pk).delete()


def delete_expired(now: datetime) -> int:
    """Deletes stars whose day has passed; returns how many."""
    stars = RoleStar.objects.filter(delete_after__lt=timezone.localdate(now))
    count = stars.count()
    stars.delete()
    return count


def raters_of(star: RoleStar) -> list[Rater]:
    """The raters in their order and whether each has answered in the present round; two queries."""
    done = set(RoleStarResult.objects.filter(rater__star=star, turn=star.turn).values_list("rater_id", flat=True))
    return [Rater(rater, rater.pk in done) for rater in star.raters.all()]


def shown(star: RoleStar) -> list[Shown]:
    """The rounds that have been shown, the first first; none of a round that has not."""
    turns = [turn for turn, at in ((1, star.revealed_at), (2, star.revealed_again_at)) if at]
    raters = list(star.raters.prefetch_related("results")) if turns else []
    return [_shown(star, turn, raters) for turn in turns]


def _shown(star: RoleStar, turn: int, raters: list[RoleStarRater]) -> Shown:
    voices, missing = [], []
    for rater in raters:
        result = next((one for one in rater.results.all() if one.turn == turn), None)
        if result is None:
            missing.append(rater.name)
        else:
            voices.append(Voice(rater.name, json.loads(result.scores)))
    return Shown(turn, outcome_of(axes_of(star), voices), tuple(missing))


def changes(star: RoleStar, rounds: Sequence[Shown], *, before: str, after: str) -> list[tuple[str, Outcome]]:
    """Each voice that has answered twice, before and after as two lines of a star of its own."""
    if len(rounds) < LAST_TURN:
        return []
    first, second = ({voice.name: voice for voice in one.outcome.voices} for one in rounds)
    axes = axes_of(star)
    return [
        (name, outcome_of(axes, [Voice(before, voice.scores), Voice(after, second[name].scores)]))
        for name, voice in first.items()
        if name in second
    ]
