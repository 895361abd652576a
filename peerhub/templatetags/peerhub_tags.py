"""What pages and other apps' templates show of peer groups."""

from typing import Any

from django import template
from django.utils import timezone

from home.shell import remembered

from ..domain.next_rounds import NextRound, first_of, next_of
from ..domain.queries import listed_schemes
from ..models import PeerProgramme
from ..ways import way_on

register = template.Library()


def _standings(context: template.Context) -> list[NextRound]:
    """How each scheme stands now. The rounds are read once a version of the site, the clock each time."""
    programmes, rounds = remembered(context["request"], "peerhub:listed", listed_schemes)
    now = timezone.now()
    return [next_of(programme, rounds, now) for programme in programmes]


@register.inclusion_tag("peerhub/next_card.html", takes_context=True)
def next_round_card(context: template.Context) -> dict[str, Any]:
    """The front page's card: the round that a visitor can join first. It falls back to what editors wrote."""
    one = first_of(_standings(context))
    return {"one": one, "url": way_on(one) if one else "", "page": context["page"]}


@register.inclusion_tag("peerhub/next_of_scheme.html", takes_context=True)
def next_round_of(context: template.Context, programme: PeerProgramme) -> dict[str, Any]:
    """How one scheme stands, with the one way on that fits."""
    known = {one.programme.pk: one for one in _standings(context)}
    one = known.get(programme.pk) or next_of(programme, [], timezone.now())
    return {"one": one, "url": way_on(one)}
