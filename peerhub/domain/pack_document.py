"""What whoever leads a meeting can print: agenda, questions, a sheet to count on, and what to do if it gets hard.

No member is named in it, and who came is a number: a paper may be left on a table.
"""

from typing import Any

from home.models import PortalSettings
from pdf.render import Pdf, render

from ..models import GroupMeeting
from .kit import theme_of


def parts_of(
    meeting: GroupMeeting, *, hours: str, where: str, settings: PortalSettings, language: str
) -> dict[str, Any]:
    """What stands in the pack of a meeting whose group has been fetched. At most two queries."""
    return {
        "meeting": meeting,
        "hours": hours,
        "where": where,
        "agenda": [line for line in meeting.agenda.splitlines() if line.strip()],
        "theme": theme_of(meeting.theme_slug, language),
        "places": range(1, meeting.group.max_size + 1),
        "settings": settings,
    }


def file_of(meeting: GroupMeeting, *, hours: str, where: str, settings: PortalSettings, language: str) -> Pdf:
    """Makes the pack of a meeting whose group has been fetched. Raises PdfFailed; called again it makes the same."""
    parts = parts_of(meeting, hours=hours, where=where, settings=settings, language=language)
    return render("pdf/meeting_pack.html", {"parts": parts}, language=language, title=meeting.title)
