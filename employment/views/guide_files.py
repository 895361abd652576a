"""The PDF files of guides in the Wagtail admin: what state each is in, and trying again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Role
from home.domain.errors import Refused

from ..domain.guide_files import retry
from ..domain.guides import files_for_editors
from ..models import GuidePdf


def _only_editors(request: HttpRequest) -> None:
    if not request.user.has_role(Role.EDITOR, Role.MODERATOR, Role.ADMINISTRATOR):  # type: ignore[union-attr]
        raise PermissionDenied


@require_safe
def guide_pdfs(request: HttpRequest) -> HttpResponse:
    """The newest files of all guides, those that failed first."""
    _only_editors(request)
    return render(request, "employment/admin/guide_pdfs.html", {"files": files_for_editors()})


@require_POST
def guide_pdf_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Tries to make a file that failed once more."""
    _only_editors(request)
    try:
        retry(get_object_or_404(GuidePdf, pk=pk), now=timezone.now())
        messages.success(request, _("The PDF is being made again."))
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    return redirect("guide_pdfs")
