"""The administrator's page that ties together all that leaves the portal."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..mail_panels import mail_pages
from ..requests import person_of


@require_safe
@login_required
def mails(request: HttpRequest) -> HttpResponse:
    """What stands where, with how many."""
    return render(request, "accounts/mails.html", {"pages": mail_pages(person_of(request))})
