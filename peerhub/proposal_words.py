"""Proposals in words: what was asked of one, what was done to it, how good it is."""

from collections.abc import Mapping

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .criteria_words import lines_of
from .domain.match_setup import Setup
from .group_enums import ProposalAct
from .match_words import Words
from .models import ProposalEvent


def setup_words(setup: Setup) -> str:
    """Sizes, the order of what counts, and a limit where there is one."""
    words = [_("%(least)d–%(most)d in a group") % {"least": setup.size_min, "most": setup.size_max}]
    if setup.criteria:
        words.append(", ".join(lines_of(setup.criteria).splitlines()))
    if setup.quality_floor is not None:
        words.append(_("none below %(floor)d points") % {"floor": round(setup.quality_floor)})
    return " · ".join(words)


def event_words(event: ProposalEvent, words: Words) -> str:
    """What a coordinator did, in a line."""
    who = event.signup.name if event.signup else ""
    before, after = (words.group(key) if key else _("no group") for key in (event.from_key, event.to_key))
    if event.act == ProposalAct.MOVED:
        return _("%(who)s moved from %(before)s to %(after)s") % {"who": who, "before": before, "after": after}
    about = who or (after if event.to_key else "")
    label = ProposalAct(event.act).label
    return f"{about}: {label}" if about else str(capfirst(label))


def figures_of(metrics: Mapping[str, float], upper_bound: float | None) -> list[tuple[str, str]]:
    """The figures of a proposal in words: people placed of those who could be, points, the worst tenth, distance."""
    placed = {"placed": int(metrics["placed"]), "people": int(metrics["people"])}
    rows = [(_("Have a group"), _("%(placed)d of %(people)d") % placed)]
    if upper_bound is not None:
        most = {"most": int(upper_bound)}
        rows.append((_("Could have one at most"), ngettext("%(most)d person", "%(most)d people", most["most"]) % most))
    rows += [
        (_("Groups"), str(int(metrics["groups"]))),
        (_("How well people fit, of 100"), number_format(metrics["score"], 0)),
        (_("The worst-off tenth, of 100"), number_format(metrics["worst_tenth"], 0)),
        (_("Kilometres between members"), number_format(metrics["km"], 0)),
        (_("Years from youngest to oldest"), number_format(metrics["years"], 0)),
        (_("Groups with a second common time"), f"{number_format(100 * metrics['second_slot'], 0)} %"),
    ]
    return rows
