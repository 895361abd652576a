"""What a change by hand would do to a proposal, in words: people placed, points, times and rules, before and after."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .domain.matching import Effect, GroupChange, evaluate, validate
from .domain.proposal_boards import Board
from .match_words import Words, points
from .signup_words import slot_words


@dataclass(frozen=True)
class EffectWords:
    """`summary` is about the whole round, `groups` a line or more for each group, `broken` the rules newly broken."""

    summary: list[str]
    groups: list[tuple[str, list[str]]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


def effect_words(effect: Effect, words: Words) -> EffectWords:
    """What a move would do."""
    return EffectWords(
        summary=_summary(effect.placed_after - effect.placed_before, effect.points),
        groups=[(words.group(one.id), _change(one)) for one in effect.groups],
        broken=words.violations(effect.violations, is_named=True),
    )


def _summary(placed: int, gained: float) -> list[str]:
    if placed > 0:
        told = ngettext("%(number)d more has a group.", "%(number)d more have a group.", placed)
    elif placed < 0:
        told = ngettext("%(number)d fewer has a group.", "%(number)d fewer have a group.", -placed)
    else:
        told = _("As many have a group as before.")
    return [told % {"number": abs(placed)}, _("The round as a whole: %(points)s points.") % {"points": points(gained)}]


def _change(one: GroupChange) -> list[str]:
    if not one.size_after:
        return [_("Nobody is left, and the group goes.")]
    lines = [_("%(before)d people become %(after)d.") % {"before": one.size_before, "after": one.size_after}]
    if one.size_before:
        words = {"before": round(one.quality_before), "after": round(one.quality_after)}
        lines.append(_("Points: %(before)d before, %(after)d after.") % words)
    lines.append(_times(one))
    if one.town_after != one.town_before and one.town_after:
        lines.append(_("Meets in %(town)s.") % {"town": one.town_after})
    return lines


def _times(one: GroupChange) -> str:
    if not one.slots_after:
        return _("No time is left at which all can.")
    return _("Common times: %(times)s.") % {"times": slot_words(one.slots_after)}


def merged_words(board: Board, key: str, into: str, words: Words) -> EffectWords:
    """What two groups would be as one."""
    after = {name: list(members) for name, members in board.grouping.items()}
    after[into] += after.pop(key)
    return _compared(board, after, [into], words)


def split_words(board: Board, key: str, going: Collection[str], words: Words) -> EffectWords:
    """What a group would be as two; nothing to tell where nobody, or everybody, would go."""
    here = board.grouping.get(key, [])
    some = [name for name in here if name in going]
    if not some or len(some) == len(here):
        return EffectWords([])
    after = dict(board.grouping) | {key: [name for name in here if name not in some], board.free_key: some}
    return _compared(board, after, [key, board.free_key], words)


def _compared(board: Board, after: dict[str, list[str]], touched: list[str], words: Words) -> EffectWords:
    """The round with another grouping, against the one there is."""
    then = evaluate(board.people, board.settings, board.rules, after)
    broken = validate(after, board.people, board.settings, board.rules)
    by_key = {one.id: one for one in then.groups}
    groups = []
    for key in touched:
        group = by_key[key]
        size = ngettext("%(number)d person", "%(number)d people", len(group.members)) % {"number": len(group.members)}
        lines = [f"{size}.", _("Points: %(points)d.") % {"points": round(group.quality)}]
        lines.append(_("Common times: %(times)s.") % {"times": words.times(group.slots)})
        groups.append((words.group(key), lines))
    now = board.result.metrics
    gained = then.metrics["score"] - now["score"]
    placed = round(then.metrics["placed"] - now["placed"])
    return EffectWords(
        _summary(placed, gained),
        groups,
        words.violations([one for one in broken if one.group in touched], is_named=True),
    )
