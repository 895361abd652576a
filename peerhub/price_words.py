"""What binds a round, and what another order of the criteria would give, in words."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .domain.proposals import ASKED
from .enums import Criterion
from .match_words import Words, points
from .rule_words import BINDS


@dataclass(frozen=True)
class Prices:
    """`state` is empty before anybody asked, `asked` while the worker is at it, and `told`."""

    state: str = ""
    binds: list[str] = field(default_factory=list)
    orders: list[tuple[str, int, int]] = field(default_factory=list)
    last: str = ""


def prices_of(held: Any, words: Words) -> Prices:
    """The prices kept with a proposal."""
    if not held:
        return Prices()
    if held == ASKED:
        return Prices("asked")
    binds = [_bind(one["rule"], int(one["more"])) for one in held["bottleneck"] if one["more"] > 0]
    orders = [(str(Criterion(one["first"]).label), int(one["placed"]), round(one["score"])) for one in held["orders"]]
    binds = binds or [_("Nothing does: everybody who can be placed is.")]
    return Prices("told", binds, orders, _last(held["last"], words) if held["last"] else "")


def _last(held: dict[str, Any], words: Words) -> str:
    told = {"who": words.people([held["person"]]), "group": words.group(held["group"])}
    told["points"] = points(held["group_points"])
    return _("It costs most to place %(who)s: %(group)s would have %(points)s points without.") % told


def _bind(rule: str, more: int) -> str:
    words = {"rule": BINDS.get(rule, rule), "more": more}
    told = ngettext(
        "If %(rule)s bound nobody, %(more)d more would have a group.",
        "If %(rule)s bound nobody, %(more)d more would have a group.",
        more,
    )
    return told % words
