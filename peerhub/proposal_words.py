"""Proposals in words: what was asked of one, what was done to it, how good it is."""

from collections.abc import Mapping

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .criteria_words import lines_of
from .domain.match_setup import Setup
from .group_enums import ProposalAct
from .match_words import Words, whole
from .models import ProposalEvent
from .proposal_forms import FAIRNESS, RATIOS, STABILITY

# What is told of a setup where it is not the first of its choices.
UNUSUAL = (
    (gettext_lazy("the next ones"), "ratio", RATIOS),
    (gettext_lazy("the worst-off"), "fairness", FAIRNESS),
    (gettext_lazy("together before"), "stability", STABILITY),
)


def setup_words(setup: Setup) -> str:
    """Sizes, the order of what counts, and whatever else is not as usual."""
    sizes = {"least": setup.size_min, "wished": setup.size_target, "most": setup.size_max}
    words = [_("%(least)d–%(most)d in a group, best %(wished)d") % sizes]
    if setup.criteria:
        words.append(", ".join(lines_of(setup.criteria).splitlines()))
    if setup.quality_floor is not None:
        words.append(_("none below %(floor)d points") % {"floor": round(setup.quality_floor)})
    for label, name, choices in UNUSUAL:
        value = f"{getattr(setup, name):g}"
        if value != choices[0][0]:
            words.append(f"{label}: {dict(choices).get(value, value)}")
    if setup.band_km != Setup.band_km:
        words.append(_("equally near within %(km)d km") % {"km": round(setup.band_km)})
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
        (_("How well people fit, of 100"), whole(metrics["score"])),
        (_("The worst-off tenth, of 100"), whole(metrics["worst_tenth"])),
        (_("Kilometres between members"), whole(metrics["km"])),
        (_("Years from youngest to oldest"), whole(metrics["years"])),
        (_("Groups with a second common time"), f"{whole(100 * metrics['second_slot'])} %"),
    ]
    return rows
