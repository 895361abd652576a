"""What a coordinator does next with a round, in words."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..enums import RoundState
from ..models import SignupRound
from .round_guards import in_the_way, in_words

Text = str | Promise


@dataclass(frozen=True)
class NextStep:
    """What there is to do: a sentence, what is missing for it, and the acts that can be done now (their codes)."""

    words: Text
    missing: list[Text] = field(default_factory=list)
    acts: tuple[str, ...] = ()


def next_step(round: SignupRound, totals: tuple[int, int], now: datetime) -> NextStep:
    """The one thing to do next, by the state at this moment. Reads only what a draft lacks; `totals` are how many have
    confirmed and how many have not yet."""
    state = round.state_at(now)
    if state == RoundState.DRAFT:
        return _draft(round, now)
    if state == RoundState.OPEN:
        return NextStep(_open_words(round), acts=("luk",))
    if state == RoundState.CLOSED:
        return _closed(round, *totals)
    return NextStep(WORDS[state])


WORDS: dict[str, Text] = {
    RoundState.MATCHING: gettext_lazy("Make a proposal of groups, look at it, and publish it. Nobody is told before."),
    RoundState.PUBLISHED: gettext_lazy("People have been offered their places. Wait for their answers."),
    RoundState.RUNNING: gettext_lazy("The groups are under way."),
    RoundState.COMPLETED: gettext_lazy("The round is over. Nothing is left to do."),
    RoundState.CANCELLED: gettext_lazy("The round was cancelled. Nothing is left to do."),
}


def _draft(round: SignupRound, now: datetime) -> NextStep:
    if round.released_at and round.opens_at:
        words = _("Signup opens by itself on %(day)s. You need do nothing.") % {"day": _day(round.opens_at)}
        return NextStep(words, acts=("aabn-nu", "hold-tilbage"))
    missing: list[Text] = [message for _field, message in in_the_way(round, now)]
    if missing:
        return NextStep(_("Before signup can open, this is missing:"), missing)
    return NextStep(_("All is ready. Release the round, and it opens on its day."), acts=("frigiv", "aabn-nu"))


def _open_words(round: SignupRound) -> Text:
    day = _day(round.closes_at) if round.closes_at else ""
    return _("Signup is open until %(day)s. Tell of it where people are missing, see below.") % {"day": day}


def _closed(round: SignupRound, confirmed: int, waiting: int) -> NextStep:
    if confirmed < round.min_size:
        words = {"confirmed": confirmed, "least": round.min_size}
        return NextStep(
            _("%(confirmed)d have confirmed, and the smallest group is %(least)d. Cancel the round.") % words
        )
    if waiting:
        words = {"waiting": waiting}
        return NextStep(
            _("Make groups now, or wait for %(waiting)d who have not confirmed yet.") % words, acts=("match",)
        )
    return NextStep(_("Signup has closed. Make groups now."), acts=("match",))


def _day(moment: datetime) -> str:
    return in_words(timezone.localdate(moment))
