"""The hours helper: a number in the address, the advice on the same page or as a PDF. Nothing is stored."""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.guards import limited
from home.links import language_of, url_of
from home.views.pdfs import pdf_answer

from ..domain import hours
from ..hours_forms import HoursForm
from ..models import HoursPage


@require_safe
def ask(request: HttpRequest, page: HoursPage) -> HttpResponse:
    """The question; with a number in the address, what the recommendation says to it."""
    form = HoursForm(request.GET if "timer" in request.GET else None)
    number = form.cleaned_data["timer"] if form.is_bound and form.is_valid() else None
    context = page.get_context(request)
    context.update(form=form, blank=form.is_bound and form.is_valid() and number is None, **_advice(page, number))
    return render(request, page.template, context)


@require_safe
@limited("pdf", methods=("GET",))
def as_file(request: HttpRequest, page: HoursPage) -> HttpResponse:
    """The advice as a PDF; back to the question when there is no number to advise on."""
    request.is_public_page = False  # type: ignore[attr-defined]
    form = HoursForm(request.GET)
    number = form.cleaned_data["timer"] if form.is_valid() else None
    advice = _advice(page, number)
    if advice["advice"] is None:
        return HttpResponseRedirect(f"{url_of(page)}?{request.GET.urlencode()}")
    today = timezone.localdate()
    name = "timetal" if language_of(page) == "da" else "hours"
    make = lambda: hours.file_of(page, advice, today=today)  # noqa: E731
    response = pdf_answer(request, make, f"{name}-{today.isoformat()}.pdf")
    response["X-Robots-Tag"] = "noindex"
    return response


def _advice(page: HoursPage, number: Decimal | None) -> dict[str, Any]:
    fact = hours.hours_fact(language_of(page))
    known = hours.recommendation_of(fact)
    return {
        "fact": fact,
        "known": known,
        "number": number,
        "advice": known.advise(number) if known and number is not None else None,
    }
