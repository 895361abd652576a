"""The pack of a meeting as a file, for those in the group who are signed in."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.guards import limited
from accounts.private_answers import private
from home.models import PortalSettings
from home.views.pdfs import pdf_answer
from pdf.render import Pdf

from ..calendar_events import hours_of
from ..domain import pack_document
from ..group_mails import where_of
from .member_meetings import inside_or_404, meeting_or_404
from .public import language_of


@require_safe
@login_required
@limited("pdf", methods=("GET",))
def own_meeting_pack(request: HttpRequest, group: UUID, meeting: UUID) -> HttpResponse:
    """The pack. Raises Http404 for who is not in the group, and for a meeting of another one."""
    known = meeting_or_404(inside_or_404(request, group), meeting)
    hours, where = hours_of(known.starts_at, known.ends_at), where_of(known)
    name = f"{known.starts_at:%Y-%m-%d}-moede.pdf" if known.starts_at else "moede.pdf"
    settings, language = PortalSettings.now(), language_of(request)

    def made() -> Pdf:
        return pack_document.file_of(known, hours=hours, where=where, settings=settings, language=language)

    return private(pdf_answer(request, made, name))
