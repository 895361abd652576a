"""A participant gets a certificate, once the rule is met."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.guards import limited
from accounts.requests import person_of
from home.views.pdfs import pdf_answer

from ..domain import certificates
from ..domain import training_queries as reads
from ..domain.errors import Refused
from ..models import Certificate
from ..training_documents import certificate_file
from ..training_enums import CertificateKind
from .own_course import own_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited("pdf", methods=("GET",))
def own_certificate(request: HttpRequest, enrolment: UUID, kind: str) -> HttpResponse:
    """The file of one's certificate; posted, issues it first."""
    found = own_of(request, enrolment)
    if kind not in CertificateKind.values:
        raise Http404
    if request.method == "POST":
        try:
            certificates.issue(found, kind, reads.training_of(found), by=person_of(request), now=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal.message))
        return redirect("own_course", enrolment)
    had = next((one for one in reads.certificates_of(found) if one.kind == kind), None)
    if had is None or not reads.valid(had):
        raise Http404
    return certificate_answer(request, had)


def certificate_answer(request: HttpRequest, certificate: Certificate) -> HttpResponse:
    """The file of a certificate, for who may have it."""
    name = f"kursusbevis-{certificate.number}-v{certificate.version}.pdf"
    return pdf_answer(request, lambda: certificate_file(certificate), name)
