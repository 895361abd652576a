"""A person's rights: what we hold, a copy of it, and being erased."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ..domain import access_log, data_copies, erasure
from ..domain.errors import Refused
from ..domain.held import holdings
from ..domain.queries import own_data
from ..guards import over_limit, stepped_up, too_many
from ..requests import person_of

MOST_LOOKS = 50


@require_safe
@login_required
def data(request: HttpRequest) -> HttpResponse:
    """What the portal holds about this person, why and until when, and who has looked."""
    person = person_of(request)
    context = {
        "rows": own_data(person),
        "holdings": holdings(person),
        "looks": access_log.looks_at(person)[:MOST_LOOKS],
        "copy": data_copies.copy_of(person, now=timezone.now()),
    }
    return render(request, "accounts/data.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@stepped_up()
def copy_ask(request: HttpRequest) -> HttpResponse:
    """Asks for a copy, at most three a day."""
    person = person_of(request)
    if request.method != "POST":  # back from proving who one is
        return redirect("own_data")
    if data_copies.copy_of(person, now=timezone.now()) is None and (wait := over_limit("copy", str(person.uuid))):
        return too_many(request, wait)
    data_copies.ask(person=person, now=timezone.now())
    messages.success(request, _("Your copy is being made. You get a mail when it is ready."))
    return redirect("own_data")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@stepped_up()
def copy_fetch(request: HttpRequest) -> HttpResponse:
    """The copy as a file, once."""
    if request.method != "POST":
        return redirect("own_data")
    content = data_copies.fetch(person=person_of(request), now=timezone.now())
    if content is None:
        messages.error(request, _("There is no copy to fetch. It may have been fetched already. Ask for a new one."))
        return redirect("own_data")
    answer = HttpResponse(content, content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="mine-data.zip"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@stepped_up()
def erase(request: HttpRequest) -> HttpResponse:
    """Says what goes and what stays; erases when that was answered."""
    person = person_of(request)
    status = 200
    if request.method == "POST" and request.POST.get("sure") == "yes":
        try:
            erasure.request(person=person, by=person, now=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal.message))
            status = 409
        else:
            logout(request)
            return redirect("erased")
    return render(request, "accounts/erase.html", {"steps": erasure.plan(person)}, status=status)


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """Says goodbye; the same for everybody."""
    return render(request, "accounts/erased.html")
