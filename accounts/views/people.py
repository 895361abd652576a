"""People without an e-mail on the coordinator's workbench: registered, found, kept right."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ..domain import people as acts
from ..domain.errors import Refused
from ..enums import Role
from ..forms import ContactForm, RegistrationForm, SearchForm
from ..models import User
from ..phones import as_read
from ..requests import person_of

PER_PAGE = 25


def _staff(request: HttpRequest) -> User:
    person = person_of(request)
    if not person.has_role(Role.COORDINATOR, Role.ADMINISTRATOR):
        raise Http404
    return person


def one_person(request: HttpRequest, key: uuid.UUID) -> User:
    """A registered person whom the member of staff who asks may see; 404 for all others."""
    return get_object_or_404(acts.find("", seen_by=_staff(request)), uuid=key)


@require_safe
@login_required
def people_list(request: HttpRequest) -> HttpResponse:
    """Those without an e-mail, the newest first, or those of exactly one name or number."""
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    found = acts.find(words, seen_by=_staff(request))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/people/list.html", {"page_obj": page, "words": words})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def people_new(request: HttpRequest) -> HttpResponse:
    """Registers somebody; tells of people with the same name or number before a second one is made."""
    staff = _staff(request)
    form = RegistrationForm(request.POST if request.method == "POST" else None)
    twins: list[User] = []
    if form.is_bound and form.is_valid():
        twins = [] if form.cleaned_data["another"] else acts.twins(form.contact(), seen_by=staff)
        if not twins:
            try:
                person = acts.register(
                    contact=form.contact(),
                    region=form.cleaned_data["region"],
                    note=form.cleaned_data["note"],
                    by=staff,
                    now=timezone.now(),
                )
            except Refused as refusal:
                form.add_error(None, str(refusal.message))
            else:
                messages.success(request, _("The person is registered."))
                return redirect("person", person.uuid)
        else:
            form.ask_whether_another()
    context = {
        "form": form,
        "twins": twins,
        "title": _("Register somebody without an e-mail"),
        "lead": _("Only what is needed to reach the person. They cannot sign in; you act for them."),
        "submit": _("Register"),
        "back": reverse("people"),
        "back_words": _("People without e-mail"),
    }
    return render(request, "accounts/form_page.html", context, status=_status(form, bool(twins)))


@require_safe
@login_required
def person(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """One person: how they are reached and why they are here."""
    found = one_person(request, key)
    acts.look_at(person=found, by=_staff(request), now=timezone.now())
    return render(request, "accounts/people/detail.html", {"person": found, "phone": as_read(found.phone)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def person_change(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Name, language and channel of one person."""
    found = one_person(request, key)
    form = ContactForm(request.POST if request.method == "POST" else None, person=found)
    if form.is_bound and form.is_valid():
        try:
            acts.change_contact(person=found, contact=form.contact(), by=_staff(request), now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Saved."))
            return redirect("person", found.uuid)
    context = {
        "form": form,
        "title": _("Change how the person is reached"),
        "submit": _("Save this"),
        "back": reverse("person", args=[found.uuid]),
        "back_words": found.name,
    }
    return render(request, "accounts/form_page.html", context, status=_status(form))


def _status(form: ContactForm, asked: bool = False) -> int:
    return 422 if asked or (form.is_bound and form.errors) else 200
