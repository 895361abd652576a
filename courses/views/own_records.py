"""A participant's own record: everything as PDF and as data, and the hours with what they choose."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.guards import limited
from home.views.pdfs import pdf_answer

from ..training_documents import hours_file, record_data, record_file
from ..training_forms import HoursForm
from .own_course import own_of


@require_safe
@login_required
@limited("pdf", methods=("GET",))
def record_pdf(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    """Everything as a PDF."""
    found, today = own_of(request, enrolment), timezone.localdate()
    language = get_language() or "da"
    return pdf_answer(
        request,
        lambda: record_file(found, language=language, today=today),
        f"mit-forloeb-{today.isoformat()}.pdf",
    )


@require_safe
@login_required
def record_json(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    """Everything as data."""
    today = timezone.localdate()
    data = record_data(own_of(request, enrolment), today)
    answer = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="mit-forloeb-{today.isoformat()}.json"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
@login_required
@limited("pdf", methods=("GET",))
def own_hours(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    """Asks what goes in; asked with an answer, the hours as a PDF."""
    found, today = own_of(request, enrolment), timezone.localdate()
    form = HoursForm(request.GET if "fil" in request.GET else None, initial={"weeks": True})
    if not form.is_bound or not form.is_valid():
        return render(request, "courses/own/hours.html", {"form": form, "enrolment": found})
    chosen, language = dict(form.cleaned_data), get_language() or "da"
    return pdf_answer(
        request,
        lambda: hours_file(found, chosen, language=language, today=today),
        f"timer-{today.isoformat()}.pdf",
    )
