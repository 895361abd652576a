"""A round's signups on the coordinator's workbench: listed, opened, taken out."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.exports import exported
from accounts.guards import over_limit, too_many
from accounts.phones import as_read

from ..behalf_forms import FilterForm, OpenForm
from ..domain import drafts, reading, signups
from ..domain.errors import Refused
from ..domain.signup_queries import counts_for_staff, history_of, signups_for_staff
from ..enums import MeetingForm
from ..models import Signup
from ..signup_enums import SignupState
from ..signup_words import summary_of
from .public import INVALID, READ_OR_POST, form_of, values_of
from .staff import round_of, signup_of, staff_of

PER_PAGE = 25
FORMS = ("csv", "xlsx")


def _asked(request: HttpRequest) -> tuple[str, str]:
    """State and words asked for. Unknown values count as none."""
    form = FilterForm(request.GET)
    if not form.is_valid():
        return "live", ""
    return form.cleaned_data["state"] if "state" in request.GET else "live", form.cleaned_data["q"].strip()


@require_safe
@login_required
def round_signups(request: HttpRequest, round: str) -> HttpResponse:
    """Who has signed up, the newest first, and how many stand where."""
    found, staff = round_of(request, round), staff_of(request)
    state, words = _asked(request)
    page = Paginator(signups_for_staff(staff, found, state=state, words=words), PER_PAGE)
    counts = counts_for_staff(staff, found)
    context = {
        "round": found,
        "page_obj": page.get_page(request.GET.get("page")),
        "state": state,
        "words": words,
        "states": FilterForm.STATES,
        "counts": [(one.label, counts[one]) for one in SignupState if counts.get(one)],
    }
    return render(request, "peerhub/coordinator/signups.html", context)


@require_safe
@login_required
def round_signups_export(request: HttpRequest, round: str, form: str) -> HttpResponse:
    """The list as a file: where each stands. No name, no way to reach anybody and no answer leaves in it."""
    found, staff = round_of(request, round), staff_of(request)
    if form not in FORMS:
        raise Http404
    if wait := over_limit("export", str(staff.uuid)):
        return too_many(request, wait)
    state, words = _asked(request)
    rows = [_line(one) for one in signups_for_staff(staff, found, state=state, words=words)]
    reading.took_out(found, by=staff, now=timezone.now())
    header = [_("Reference"), _("Own reference"), _("State"), _("Region"), _("Postcode"), _("Meets")]
    header += [_("Sent"), _("How"), _("Member"), _("Why they wait")]
    return exported(f"tilmeldinger-{found.slug}", header, rows, form=form)


def _line(one: Signup) -> list[Any]:
    return [
        one.reference,
        one.outside_reference,
        one.get_state_display(),
        one.get_region_display(),
        f"{one.postcode:04}" if one.postcode else "",
        str(MeetingForm(one.form).label) if one.form in MeetingForm.values else "",
        timezone.localdate(one.submitted_at).isoformat(),
        one.get_source_display(),
        one.get_membership_display(),
        one.get_waiting_reason_display(),
    ]


@require_http_methods(READ_OR_POST)
@login_required
def round_signup(request: HttpRequest, round: str, reference: str) -> HttpResponse:
    """One signup: who and where it stands. What was told opens by a button that asks why; both are logged."""
    found, staff, now = signup_of(request, round, reference), staff_of(request), timezone.now()
    if request.method == "POST" and request.POST.get("act") in ("member", "not-member"):
        reading.settle_membership(found, is_member=request.POST["act"] == "member", by=staff, now=now)
        messages.success(request, _("Saved."))
        return redirect("round_signup", found.round.slug, found.reference)
    form = OpenForm(request.POST if request.method == "POST" else None)
    parts: list[Any] = []
    if form.is_bound and form.is_valid():
        try:
            held = reading.open_answers(found, purpose=form.cleaned_data["purpose"], by=staff, now=now)
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
        else:
            parts = [(name, _change_url(found, name), rows) for name, rows in summary_of(found.round, held)]
    else:
        reading.look_at(found, by=staff, now=now)
    context = {"signup": found, "form": form, "parts": parts, "history": history_of(found)}
    context["phone"] = as_read(found.phone)
    status = INVALID if form.is_bound and form.errors else 200
    return render(request, "peerhub/coordinator/signup.html", context, status=status)


def _change_url(signup: Signup, name: str) -> str:
    return reverse("round_signup_change", args=[signup.round.slug, signup.reference, name])


@require_http_methods(READ_OR_POST)
@login_required
def round_signup_change(request: HttpRequest, round: str, reference: str, name: str) -> HttpResponse:
    """What is learned in a short interview, added to the answers; logged as the coordinator's."""
    if name not in drafts.STEPS:
        raise Http404
    found, staff, now = signup_of(request, round, reference), staff_of(request), timezone.now()
    held = drafts.content_of(found)[name]
    if request.method != "POST" and getattr(found, "answers", None) is not None:
        reading.open_answers(found, purpose=reading.Purpose.ASKED, by=staff, now=now)
    form = form_of(name, found.round, held, request, **({"has_address": True} if name == "about" else {}))
    if form.is_bound and form.is_valid() and not getattr(form, "asks_more", False):
        try:
            signups.change(found, name, values_of(form), by=staff, now=now)
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Saved."))
            return redirect("round_signup", found.round.slug, found.reference)
    context = {"signup": found, "form": form, "name": name}
    status = INVALID if form.is_bound and form.errors else 200
    return render(request, "peerhub/coordinator/interview.html", context, status=status)
