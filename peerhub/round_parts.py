"""What rounds and schemes register at start-up: a mail, what falls due, the workbench."""

from django.utils.translation import gettext_lazy as _

from accounts import panels
from home import agenda
from outbox import due, kinds

from . import dates, round_mails, signals
from .domain import proposals, refill, rounds, running
from .panels import groups_to_act_on, rounds_to_act_on


def register() -> None:
    """Called once by the app's own start."""
    signals.connect()
    agenda.register("rounds", dates.deadlines, is_on_front=False)  # it has its card
    kinds.register(
        rounds.CANCELLED, round_mails.cancelled, title=_("A round is cancelled"), wording=round_mails.ROUND_CANCELLED
    )
    due.register("rounds_open", rounds.open_due)
    due.register("rounds_close", rounds.close_due)
    due.register("groups_begin", running.begin_due)
    due.register("groups_dissolve", running.dissolve_empty)
    due.register("places_refill", refill.refill_due)
    due.register("proposals_silent", proposals.take_up_silent)
    panels.register("koordinator", panels.Panel(_("Groups today"), groups_to_act_on))
    for bench in ("koordinator", "administration"):
        panels.register(bench, panels.Panel(_("Rounds"), rounds_to_act_on))
    panels.register_link("koordinator", _("Groups today"), "group_desk")
    panels.register_link("koordinator", _("Rounds"), "rounds")
    panels.register_link("koordinator", _("Standing groups"), "standing_groups")
    panels.register_link("koordinator", _("Peer schemes"), "programmes")
    panels.register_link("koordinator", _("Questionnaires"), "questionnaires")
