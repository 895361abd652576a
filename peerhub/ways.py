"""Addresses that visitors are led to from a round, where one is open or not."""

from django.urls import reverse

from .domain.next_rounds import NextRound, Standing


def signup_url(slug: str) -> str:
    """The first step of signing up to a round."""
    return reverse("signup_start", args=[slug])


def alert_url(one: NextRound) -> str:
    """Where somebody asks to be told when the next round of a scheme opens."""
    return reverse("interest", args=[one.programme.code])


def way_on(one: NextRound) -> str:
    """The one address that fits how a scheme stands."""
    if one.standing == Standing.ALL_YEAR:
        return reverse("join_open")
    if one.standing == Standing.OPEN and one.round:
        return signup_url(one.round.slug)
    return alert_url(one)
