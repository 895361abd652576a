"""Enquiries on the coordinator's workbench: listed, assigned, answered, closed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.domain.queries import staff_in_role
from accounts.enums import Role
from accounts.exports import exported
from accounts.guards import over_limit, too_many
from accounts.models import User
from accounts.once import once

from ..domain import enquiries as acts
from ..domain.errors import Refused
from ..domain.queries import enquiries_for_staff
from ..enums import EnquiryState, Topic
from ..forms import AnswerForm
from ..models import Enquiry

PER_PAGE = 25
STATE_CHOICES = ["open", *EnquiryState.values]


def _staff(request: HttpRequest) -> User:
    """The member of staff who asks; anybody else is told there is nothing here."""
    person = request.user
    if not isinstance(person, User) or not person.has_role(Role.COORDINATOR, Role.ADMINISTRATOR):
        raise Http404
    return person


def _enquiry(request: HttpRequest, reference: str) -> Enquiry:
    if not acts.REFERENCE.fullmatch(reference):
        raise Http404
    return get_object_or_404(enquiries_for_staff(_staff(request)), reference=reference)


def _filters(request: HttpRequest) -> tuple[str, str]:
    """State and topic asked for. Unknown values count as none."""
    state, topic = request.GET.get("state", "open"), request.GET.get("topic", "")
    return (state if state in STATE_CHOICES or state == "" else "open"), (topic if topic in Topic.values else "")


@require_safe
@login_required
def enquiry_list(request: HttpRequest) -> HttpResponse:
    """What waits, the most urgent first."""
    state, topic = _filters(request)
    found = enquiries_for_staff(_staff(request), state=state, topic=topic)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "state": state,
        "topic": topic,
        "states": [("open", _("Waiting")), *EnquiryState.choices, ("", _("All"))],
        "topics": [("", _("All topics")), *Topic.choices],
        "today": timezone.localdate(),
    }
    return render(request, "home/enquiries/list.html", context)


@require_safe
@login_required
def enquiry_export(request: HttpRequest, form: str) -> HttpResponse:
    """The filtered list as a file: how many, about what and how fast. No name, address or text leaves in it."""
    if form not in ("csv", "xlsx"):
        raise Http404
    person = _staff(request)
    if wait := over_limit("export", str(person.uuid)):
        return too_many(request, wait)
    state, topic = _filters(request)
    header = [_("Enquiry"), _("Topic"), _("Region"), _("State"), _("Received"), _("Answer by"), _("With")]
    rows = [
        [
            one.reference,
            one.get_topic_display(),
            one.get_region_display(),
            one.get_state_display(),
            timezone.localdate(one.received_at).isoformat(),
            one.answer_by.isoformat(),
            one.assigned_to.get_full_name() if one.assigned_to else "",
        ]
        for one in enquiries_for_staff(person, state=state, topic=topic)
    ]
    return exported("henvendelser", header, rows, form=form)


@require_safe
@login_required
def enquiry_detail(request: HttpRequest, reference: str) -> HttpResponse:
    """One enquiry, its exchange and what can be done with it."""
    return _detail(request, _enquiry(request, reference), AnswerForm())


def _detail(request: HttpRequest, enquiry: Enquiry, form: AnswerForm, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "enquiry": enquiry,
        "exchange": enquiry.messages.select_related("by"),
        "events": enquiry.events.select_related("by"),
        "form": form,
        "staff": staff_in_role(Role.COORDINATOR, Role.ADMINISTRATOR, region=enquiry.region),
        "actions": [(name, label) for name, (label, states, _act) in ACTIONS.items() if enquiry.state in states],
        "can_answer": enquiry.is_open or form.is_bound,  # what was typed stays
    }
    return render(request, "home/enquiries/detail.html", context, status=status)


@require_POST
@login_required
@once
def enquiry_answer(request: HttpRequest, reference: str) -> HttpResponse:
    """Sends the answer; what was typed stays when it cannot be sent."""
    enquiry = _enquiry(request, reference)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _detail(request, enquiry, form, status=422)
    try:
        acts.answer(enquiry, text=form.cleaned_data["text"], by=_staff(request), now=timezone.now())
    except Refused as refusal:
        form.add_error(None, str(refusal.message))
        return _detail(request, enquiry, form, status=409)
    messages.success(request, _("The answer is on its way."))
    return redirect("enquiry", reference=reference)


@require_POST
@login_required
def enquiry_assign(request: HttpRequest, reference: str) -> HttpResponse:
    """Gives the enquiry to somebody."""
    enquiry = _enquiry(request, reference)
    may = staff_in_role(Role.COORDINATOR, Role.ADMINISTRATOR, region=enquiry.region)
    chosen = [one for one in may if str(one.uuid) == request.POST.get("to")]
    if not chosen:
        messages.error(request, _("Choose somebody from the list."))
        return redirect("enquiry", reference=reference)
    return _act(request, enquiry, lambda: acts.assign(enquiry, to=chosen[0], by=_staff(request), now=timezone.now()))


@require_POST
@login_required
def enquiry_act(request: HttpRequest, reference: str, action: str) -> HttpResponse:
    """Closes, reopens, or moves to or from the spam."""
    if action not in ACTIONS:
        raise Http404
    enquiry = _enquiry(request, reference)
    act = ACTIONS[action][2]
    return _act(request, enquiry, lambda: act(enquiry, by=_staff(request), now=timezone.now()))


def _act(request: HttpRequest, enquiry: Enquiry, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Done."))
    return redirect("enquiry", reference=enquiry.reference)


ACTIONS: dict[str, tuple[Promise, frozenset[str], Callable[..., Enquiry]]] = {
    "luk": (gettext_lazy("Close"), frozenset({EnquiryState.ANSWERED, EnquiryState.ASSIGNED}), acts.close),
    "genaabn": (gettext_lazy("Reopen"), frozenset({EnquiryState.ANSWERED, EnquiryState.CLOSED}), acts.reopen),
    "spam": (gettext_lazy("Move to spam"), frozenset({EnquiryState.NEW, EnquiryState.ASSIGNED}), acts.mark_spam),
    "ikke-spam": (gettext_lazy("Not spam"), frozenset({EnquiryState.SPAM}), acts.not_spam),
}
