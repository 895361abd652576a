"""A person's own pages."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from .. import panels
from ..domain import sessions
from ..domain.errors import Refused
from ..domain.held import standing
from ..domain.people import change_contact
from ..domain.queries import workbenches_of
from ..forms import ContactForm
from ..requests import person_of


@require_safe
@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """Min side: what is next for this person."""
    person = person_of(request)
    return render(
        request,
        "accounts/overview.html",
        {
            "panels": panels.shown("min-side", person),
            "workbenches": workbenches_of(person),
            "standing": standing(person),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """The person's own name, language and channel."""
    person = person_of(request)
    form = ContactForm(request.POST if request.method == "POST" else None, person=person)
    if form.is_bound and form.is_valid():
        try:
            change_contact(person=person, contact=form.contact(), by=person, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Saved."))
            return redirect("own_profile")
    context = {
        "form": form,
        "title": _("Your profile"),
        "lead": _("What we call you and how you hear from us. Your e-mail is changed on a page of its own."),
        "submit": _("Save this"),
        "back": reverse("own_overview"),
        "back_words": _("My page"),
    }
    return render(request, "accounts/form_page.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """Asks once, then ends every session of the person, this one too."""
    if request.method == "POST":
        person = person_of(request)
        sessions.sign_out_everywhere(person=person, by=person, now=timezone.now())
        logout(request)
        return redirect("account_login")
    context = {
        "title": _("Sign out everywhere"),
        "lead": _("Every browser and phone where you are signed in is signed out, this one too."),
        "submit": _("Sign out everywhere"),
        "back": reverse("own_overview"),
        "back_words": _("My page"),
    }
    return render(request, "accounts/form_page.html", context)
