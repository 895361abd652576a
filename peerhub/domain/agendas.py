"""The agendas a meeting begins with (S1): of the start meeting, of a theme meeting, of the closing meeting."""

from django.utils.translation import gettext as _

from ..meeting_enums import MeetingKind


def agenda_for(kind: str) -> str:
    """The agenda of a kind of meeting in the language in force, a point a line; empty for what has none."""
    lines = {
        MeetingKind.START: [
            _("Welcome, and a round where each says who they are (20 minutes)"),
            _("What we hope for, and what we can give (30 minutes)"),
            _("How we want it to be here: write your agreement (30 minutes)"),
            _("Which themes we take up, and how often we meet (20 minutes)"),
            _("Who leads the next meeting, and when and where it is (10 minutes)"),
            _("A closing round (10 minutes)"),
        ],
        MeetingKind.THEME: [
            _("Arrival: how is everybody today? (15 minutes)"),
            _("The theme, with the questions from the resource kit (60 minutes)"),
            _("A break"),
            _("What do we take home? (20 minutes)"),
            _("Next time: theme, time, place, and who leads (10 minutes)"),
            _("A closing round (5 minutes)"),
        ],
        MeetingKind.CLOSING: [
            _("Arrival (15 minutes)"),
            _("What has it given us, and what was missing? (45 minutes)"),
            _("Do we go on by ourselves, or stop here? (30 minutes)"),
            _("Thank you, and goodbye (15 minutes)"),
        ],
    }
    return "\n".join(lines.get(MeetingKind(kind), []))
