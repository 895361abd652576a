"""Wanting to hear when the next round opens: asked, confirmed by mail, told once, gone."""

from datetime import datetime

from accounts.domain import interests

from ..models import PeerProgramme, RoundInterest, SignupRound
from .addresses import mark_of


def ask(*, programme: PeerProgramme, email: str, language: str, now: datetime) -> RoundInterest:
    """Notes an address (`accounts.domain.interests.ask` says what a second call does)."""
    return interests.ask(RoundInterest, programme, email=email, mark=mark_of(email), language=language, now=now)


def by_link(token: str) -> RoundInterest | None:
    """The wish behind a mailed link; None for a wrong link and for one that has gone."""
    return interests.by_link(RoundInterest, token)


def tell_opened(now: datetime) -> int:
    """Tells everybody who waits for a round that is open now, once; returns how many."""
    open_rounds = SignupRound.objects.listed().open_at(now).order_by("programme_id", "closes_at")
    nearest = {one.programme_id: one for one in reversed(list(open_rounds))}
    waiting = RoundInterest.objects.filter(programme__in=nearest, confirmed_at__isnull=False, told_of=None)
    return sum(_tell(interest, nearest[interest.programme_id], now) for interest in waiting.only("pk", "programme_id"))


def _tell(interest: RoundInterest, opened: SignupRound, now: datetime) -> bool:
    return interests.tell(interest, opened, "peerhub.interest_open", now=now, expires_at=opened.closes_at)


def delete_expired(now: datetime) -> int:
    """Deletes addresses whose day has come; returns how many."""
    return interests.delete_expired(RoundInterest, now)
