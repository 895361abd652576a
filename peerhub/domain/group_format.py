"""What a scheme's format means for the life of its groups (domain.md §3); the choices stand in formats.py."""

from ..enums import AxisChoice
from ..meeting_enums import PLAIN_KINDS, MeetingKind
from ..models import PeerProgramme

CLOSED, BETWEEN, OPEN = AxisChoice.CLOSED, AxisChoice.BETWEEN, AxisChoice.OPEN


def kinds_of(programme: PeerProgramme) -> tuple[str, ...]:
    """The kinds of meetings that groups may have: uniform meetings have three (pair 10)."""
    is_uniform = programme.meeting_types == CLOSED
    return tuple(PLAIN_KINDS) if is_uniform else tuple(MeetingKind.values)


def agenda_is_given(programme: PeerProgramme) -> bool:
    """Whether a meeting begins with our agenda (pair 11)."""
    return programme.structure != OPEN


def agenda_is_locked(programme: PeerProgramme) -> bool:
    """Whether the agenda is the scheme's, and not the group's to change (pair 11)."""
    return programme.structure == CLOSED


def takes_guests(programme: PeerProgramme) -> bool:
    """Whether a professional may be invited to a meeting (pair 12)."""
    return programme.content_source in (CLOSED, BETWEEN)


def asks_feedback(programme: PeerProgramme) -> bool:
    """Whether members are asked three questions after each meeting (pair 13)."""
    return programme.feedback in (CLOSED, BETWEEN)


def outside_link_of(programme: PeerProgramme) -> str:
    """Where groups keep in touch outside the portal; empty where they do not (pair 14)."""
    return programme.outside_link if programme.coordination in (OPEN, BETWEEN) else ""
