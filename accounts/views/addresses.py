"""The e-mail address: changed by its owner, added by a coordinator, restored from the old one."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from ..domain import addresses as acts
from ..domain.errors import Refused
from ..forms import AddressForm, CodeForm
from ..guards import limited, over_limit, too_many
from ..requests import person_of
from ..stepping_up import keep_signed_in, stepped_up
from .people import one_person

READ_OR_POST = ["GET", "HEAD", "POST"]


@require_http_methods(READ_OR_POST)
@login_required
@stepped_up(minutes=10)
def own_address(request: HttpRequest) -> HttpResponse:
    """Asks for the new address and mails a code to it; says the same whether somebody has it or not."""
    person = person_of(request)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if wait := over_limit("address", str(person.uuid)):
            return too_many(request, wait)
        try:
            acts.ask(person=person, address=form.cleaned_data["email"], by=person, now=timezone.now())
        except Refused as refusal:
            form.add_error("email", str(refusal.message))
        else:
            return redirect("own_address_code")
    context = {
        "form": form,
        "title": _("Change e-mail"),
        "lead": _("You sign in with %(email)s now. We send a code to the new address.") % {"email": person.email},
        "submit": _("Send the code"),
        "back": reverse("own_overview"),
        "back_words": _("My page"),
    }
    return render(request, "accounts/form_page.html", context, status=422 if form.errors else 200)


@require_http_methods(READ_OR_POST)
@login_required
@stepped_up(minutes=30)
def own_address_code(request: HttpRequest) -> HttpResponse:
    """Takes the code from the new address. This browser stays signed in, the others do not."""
    person = person_of(request)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if acts.confirm(person=person, code=form.cleaned_data["code"], now=timezone.now()):
            person.refresh_from_db()
            keep_signed_in(request, person)
            messages.success(request, _("Your address is changed. We have told the old one."))
            return redirect("own_overview")
        form.add_error("code", _("That is not the code, or it has run out. Try again, or ask for a new one."))
    context = {
        "form": form,
        "title": _("Write the code"),
        "lead": _("If the address can be used, a code is on its way to it. It works for 10 minutes."),
        "submit": _("Change address"),
        "back": reverse("own_address"),
        "back_words": _("Another address"),
    }
    return render(request, "accounts/form_page.html", context, status=422 if form.errors else 200)


@require_http_methods(READ_OR_POST)
@login_required
def person_address(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """A coordinator adds the address of somebody who had none; a mail to it asks whether it is theirs."""
    found = one_person(request, key)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        staff = person_of(request)
        if wait := over_limit("address", str(staff.uuid)):
            return too_many(request, wait)
        try:
            acts.offer(person=found, address=form.cleaned_data["email"], by=staff, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("A mail is on its way. The address is added when the person confirms it."))
            return redirect("person", found.uuid)
    context = {
        "form": form,
        "title": _("Add an e-mail"),
        "lead": _("We send a link to the address. When the person has confirmed it, they can sign in."),
        "submit": _("Send the link"),
        "back": reverse("person", args=[found.uuid]),
        "back_words": found.name,
    }
    return render(request, "accounts/form_page.html", context, status=422 if form.errors else 200)


@require_http_methods(READ_OR_POST)
@limited("private_link")
@sensitive_variables("token")
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """The link of a coordinator's mail: reading shows the button, the button confirms."""
    now = timezone.now()
    change = acts.offered(token, now=now)
    if change is None or (request.method == "POST" and not acts.accept(token, now=now)):
        return _gone(request)
    if request.method == "POST":
        messages.success(request, _("The address is yours now. Sign in with it."))
        return redirect("account_login")
    context = {
        "title": _("Is this your address?"),
        "text": _("A coordinator at Peerportalen wrote it down for you. Confirm it, and you can sign in with it."),
        "button": _("Yes, it is mine"),
    }
    return render(request, "accounts/private_link.html", context)


@require_http_methods(READ_OR_POST)
@limited("private_link")
@sensitive_variables("token")
def undo(request: HttpRequest, token: str) -> HttpResponse:
    """The link that the old address got: reading shows the button, the button restores the address."""
    now = timezone.now()
    if acts.undoable(token, now=now) is None:
        return _gone(request)
    if request.method == "POST":
        try:
            acts.undo(token, now=now)
        except Refused as refusal:
            return render(
                request, "accounts/private_link.html", {"title": refusal.message, "contact": True}, status=409
            )
        context = {
            "title": _("Your old address is back"),
            "text": _("Every browser is signed out. Sign in again with the old address, or write to us."),
            "contact": True,
        }
        return render(request, "accounts/private_link.html", context)
    context = {
        "title": _("Undo the change of address?"),
        "text": _("Then you sign in with the old address again, and every browser is signed out."),
        "button": _("Undo the change"),
    }
    return render(request, "accounts/private_link.html", context)


def _gone(request: HttpRequest) -> HttpResponse:
    context = {
        "title": _("This link does not work any more"),
        "text": _("It has been used, has run out, or was not copied whole."),
        "contact": True,
    }
    return render(request, "accounts/private_link.html", context, status=404)
