"""The public check of a certificate: it answers only when number and code agree."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from accounts.guards import client_address, neighbourhood, over_limit, too_many
from accounts.private_answers import private

from ..domain import certificates
from ..domain import training_queries as reads
from ..training_forms import CheckForm

NOT_FOUND, INVALID = 404, 422


@require_safe
def certificate_search(request: HttpRequest) -> HttpResponse:
    """Asks for number and code, and leads to the check."""
    form = CheckForm(request.GET if request.GET else None)
    if form.is_bound and form.is_valid():
        return certificate(request, form.cleaned_data["number"])
    return _page(request, form=form, status=INVALID if form.errors else 200)


@require_safe
@sensitive_variables("code")
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    """What a certificate says, for who has its code; without one, the form. A wrong code and an unknown number look the
    same, and a visitor may try twenty times an hour."""
    code = request.GET.get("kode", "").strip()
    if not code:
        return _page(request, form=CheckForm(initial={"number": number[:16]}))
    if wait := over_limit("certificate", neighbourhood(client_address(request))):
        return too_many(request, wait)
    found = certificates.check(number[:16], code[:40])
    if found is None:
        form = CheckForm({"number": number[:16], "kode": code[:40]})
        return _page(request, form=form, unknown=True, status=NOT_FOUND)
    return _page(request, found=found, is_valid=reads.valid(found))


def _page(request: HttpRequest, status: int = 200, **context: object) -> HttpResponse:
    answer = render(request, "courses/certificate_check.html", context, status=status)
    answer["Referrer-Policy"] = "no-referrer"
    return private(answer)
