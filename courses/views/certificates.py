"""The register of certificates on the coordinator's workbench."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.enums import Role
from accounts.requests import person_of

from ..domain import certificates as acts
from ..domain import training_queries as reads
from ..domain import training_staff_queries as staff_reads
from ..domain.errors import Refused
from ..training_forms import ReasonForm

PER_PAGE = 50


@require_safe
@login_required
def certificates(request: HttpRequest) -> HttpResponse:
    """Everything that was issued, the newest first; `?q=` looks for a number or a name."""
    searched = request.GET.get("q", "").strip()[:80]
    rows = staff_reads.certificates_for_staff(person_of(request), searched)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "courses/certificates/list.html", {"page_obj": page, "searched": searched})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    """One certificate: what it says, writing it anew, and withdrawing it with a reason."""
    person = person_of(request)
    found = staff_reads.certificate_for_staff(person, number)
    if found is None:
        raise Http404
    form, is_again = ReasonForm(), request.POST.get("act") == "again"
    if request.method == "POST":
        form = ReasonForm() if is_again else ReasonForm(request.POST)
        try:
            if is_again and found.enrolment is not None:
                training = reads.training_of(found.enrolment)
                fresh = acts.reissue(found, found.enrolment, training, by=person, now=timezone.now())
                changed = fresh.version != found.version
                messages.success(request, _("Written anew.") if changed else _("Nothing has changed since."))
                return redirect("certificate_of_register", number)
            if form.is_bound and form.is_valid():
                acts.revoke(found, because=form.cleaned_data["reason"], by=person, now=timezone.now())
                messages.success(request, _("The certificate is withdrawn."))
                return redirect("certificate_of_register", number)
        except Refused as refusal:
            messages.error(request, str(refusal.message))
            return redirect("certificate_of_register", number)
    context: dict[str, Any] = {
        "certificate": found,
        "form": form,
        "is_valid": reads.valid(found),
        "is_administrator": person.has_role(Role.ADMINISTRATOR),
    }
    return render(request, "courses/certificates/certificate.html", context, status=422 if form.errors else 200)
