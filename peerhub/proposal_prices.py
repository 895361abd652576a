"""What binds a round, and what another order of the criteria would give, in words."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .domain.proposals import ASKED
from .enums import Criterion
from .match_words import BINDS


@dataclass(frozen=True)
class Prices:
    """`state` is empty before anybody asked, `asked` while the worker is at it, and `told`."""

    state: str = ""
    binds: list[str] = field(default_factory=list)
    orders: list[tuple[str, int, int]] = field(default_factory=list)


def prices_of(held: Any) -> Prices:
    """The prices kept with a proposal."""
    if not held:
        return Prices()
    if held == ASKED:
        return Prices("asked")
    binds = [_bind(one["rule"], int(one["more"])) for one in held["bottleneck"] if one["more"] > 0]
    orders = [(str(Criterion(one["first"]).label), int(one["placed"]), round(one["score"])) for one in held["orders"]]
    return Prices("told", binds or [_("Nothing does: everybody who can be placed is.")], orders)


def _bind(rule: str, more: int) -> str:
    words = {"rule": BINDS.get(rule, rule), "more": more}
    told = ngettext(
        "If %(rule)s bound nobody, %(more)d more would have a group.",
        "If %(rule)s bound nobody, %(more)d more would have a group.",
        more,
    )
    return told % words
