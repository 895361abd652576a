"""What pages and other apps' templates show of peer groups."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils import timezone

from home.shell import remembered
from home.turns import changes_at

from ..domain.next_rounds import NextRound, first_of, next_of
from ..domain.queries import listed_rounds, listed_schemes
from ..models import PeerProgramme, SignupRound
from ..ways import way_on

register = template.Library()


def _rounds(context: template.Context) -> list[SignupRound]:
    """The rounds as they are kept. Read once a version of the site; the clock is read each time."""
    return remembered(context["request"], "peerhub:rounds", listed_rounds)


def _standings(context: template.Context, programmes: Iterable[PeerProgramme]) -> list[NextRound]:
    """How each scheme stands now."""
    rounds, now = _rounds(context), timezone.now()
    changes_at(context["request"], (moment for one in rounds for moment in (one.opens_at, one.closes_at)), now=now)
    return [next_of(programme, rounds, now) for programme in programmes]


def _schemes(context: template.Context) -> list[PeerProgramme]:
    return remembered(context["request"], "peerhub:schemes", listed_schemes)


@register.inclusion_tag("peerhub/next_card.html", takes_context=True)
def next_round_card(context: template.Context) -> dict[str, Any]:
    """The front page's card: the round that a visitor can join first. It falls back to what editors wrote.

    The schemes without a round are only asked for where no scheme has one to tell of.
    """
    with_rounds = {one.programme_id: one.programme for one in _rounds(context)}
    one = first_of(_standings(context, with_rounds.values()))
    if one is None or one.round is None:
        one = first_of(_standings(context, _schemes(context)))
    return {"one": one, "url": way_on(one) if one else "", "page": context["page"]}


@register.inclusion_tag("peerhub/next_of_scheme.html", takes_context=True)
def next_round_of(context: template.Context, programme: PeerProgramme) -> dict[str, Any]:
    """How one scheme stands, with the one way on that fits."""
    known = {one.programme.pk: one for one in _standings(context, _schemes(context))}
    one = known.get(programme.pk) or next_of(programme, [], timezone.now())
    return {"one": one, "url": way_on(one)}
