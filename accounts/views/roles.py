"""The administrator's page of roles. Who enters is decided by StaffFactorMiddleware."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..domain import roles as acts
from ..domain.errors import Refused
from ..domain.queries import grant_of, people_with_roles, person_for_administrators
from ..models import User
from ..requests import person_of
from ..role_forms import GrantForm, ReasonForm

PER_PAGE = 50
MOST_SEARCHED = 254


@require_safe
@login_required
def role_list(request: HttpRequest) -> HttpResponse:
    """Everybody with a role; or, when an address is searched for, everybody whose address holds it."""
    searched = request.GET.get("q", "").strip()[:MOST_SEARCHED]
    found = people_with_roles(searched.replace("\x00", ""))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/roles/list.html", {"page_obj": page, "searched": searched})


def _person(key: UUID) -> User:
    person = person_for_administrators(key)
    if person is None:
        raise Http404
    return person


@require_safe
@login_required
def role_person(request: HttpRequest, key: UUID) -> HttpResponse:
    """The roles of one person, and the form to give another."""
    return _show(request, _person(key), GrantForm())


def _show(request: HttpRequest, person: User, form: GrantForm, status: int = 200) -> HttpResponse:
    return render(request, "accounts/roles/person.html", {"one": person, "form": form}, status=status)


@require_POST
@login_required
def role_grant(request: HttpRequest, key: UUID) -> HttpResponse:
    """Asks once more what will happen; gives the role when that was answered."""
    person, form = _person(key), GrantForm(request.POST)
    if not form.is_valid():
        return _show(request, person, form, status=422)
    if request.POST.get("sure") != "yes":
        return render(request, "accounts/roles/grant.html", {"one": person, "form": form, "chosen": form.cleaned_data})
    acts.grant(person=person, by=person_of(request), now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("The role has been given, and the person is told by mail."))
    return redirect("role_person", key=key)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def role_revoke(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Asks why; takes the role when that was answered."""
    person = _person(key)
    held = grant_of(person, number)
    if held is None:
        raise Http404
    form = ReasonForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                acts.revoke(
                    person=person,
                    role=held.role,
                    region=held.region,
                    section=held.section,
                    by=person_of(request),
                    now=timezone.now(),
                    reason=form.cleaned_data["reason"],
                )
            except Refused as refusal:
                form.add_error(None, str(refusal.message))
                status = 409
            else:
                messages.success(request, _("The role has been taken, and the person is signed out everywhere."))
                return redirect("role_person", key=key)
    context = {"one": person, "held": held, "form": form}
    return render(request, "accounts/roles/revoke.html", context, status=status)
