"""What a member does in the own group beside its meetings: messages, choices, the agreement, a pause, the end."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.domain.errors import Refused as ConsentRefused
from accounts.once import once
from accounts.private_answers import private

from ..domain import agreements, endings, group_messages, intros, member_choices, space_queries
from ..domain.errors import Refused
from ..domain.group_access import Inside
from ..group_enums import GroupState
from ..models import GroupMessage
from ..space_forms import AgreementForm, ChoicesForm, MessageForm, PauseForm
from .groups import form_page
from .member_meetings import inside_or_404
from .public import INVALID, READ_OR_POST, language_of


def member_or_404(request: HttpRequest, group: UUID) -> Inside:
    """The group, for a member of it; its leader, who is none, has no such page."""
    found = inside_or_404(request, group)
    if found.membership is None:
        raise Http404
    return found


@require_http_methods(READ_OR_POST)
@login_required
@once
def messages_page(request: HttpRequest, group: UUID) -> HttpResponse:
    """The group's messages; the form writes a new one, or with `answers` an answer."""
    found = member_or_404(request, group)
    form = MessageForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        top = _message(found, request.POST.get("answers", ""))
        key = form.cleaned_data["once"]
        try:
            group_messages.write(found.seat, form.cleaned_data["text"], answers=top, key=key, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Your message is sent to the group."))
            return redirect("group_messages", group)
    names = {one.membership.pk: one.name for one in space_queries.members_shown(found)}
    context = {"found": found, "group": found.group, "form": form, "own": found.seat.pk}
    context |= {"posts": [_post(one, names) for one in group_messages.in_group(found.group)]}
    return private(render(request, "peerhub/group/messages.html", context, status=INVALID if form.errors else 200))


def _post(message: GroupMessage, names: dict[UUID, str]) -> dict[str, Any]:
    """A message with the name that the reader may see; who has left or hides the name is a former or another member."""
    name = names.get(message.author_id, "") if message.author_id else ""
    below = [_post(one, names) for one in getattr(message, "below", [])]
    return {"message": message, "name": name or _("A member"), "below": below}


def _message(found: Inside, key: str) -> GroupMessage | None:
    try:
        return group_messages.known_in(found.group, UUID(key))
    except ValueError:
        return None


@require_POST
@login_required
def message_delete(request: HttpRequest, group: UUID, message: UUID) -> HttpResponse:
    """Takes an own message back. Pressed twice it is gone once."""
    found = member_or_404(request, group)
    known = _message(found, str(message))
    if known is not None and group_messages.take_back(known, found.seat):
        messages.success(request, _("Your message is deleted."))
    return redirect("group_messages", group)


@require_http_methods(READ_OR_POST)
@login_required
def group_choices(request: HttpRequest, group: UUID) -> HttpResponse:
    """What the member shows and gets, and whether they lead."""
    found = member_or_404(request, group)
    choice, standing = member_choices.of(found.seat), member_choices.standing(found.seat)
    form = ChoicesForm(request.POST if request.method == "POST" else None, choice=choice, standing=standing)
    if form.is_bound and form.is_valid():
        held = form.cleaned_data
        values = {"leads": held["leads"], "is_greeter": held["is_greeter"], "language": language_of(request)}
        try:
            member_choices.choose(found.seat, said=form.said(), kept=form.kept(), **values, now=timezone.now())
        except ConsentRefused as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Saved."))
            return redirect("own_group", group)
    lead = _("Your name is shown to the group because you have said yes to that. Everything here is your own choice.")
    return form_page(request, found, form, _("Your choices in the group"), submit=_("Save this"), lead=lead)


@require_http_methods(READ_OR_POST)
@login_required
@once
def group_agreement(request: HttpRequest, group: UUID) -> HttpResponse:
    """Writes what the group has agreed on."""
    found = inside_or_404(request, group)
    known = agreements.of(found.group)
    initial = {"text": known.text, "review_on": known.review_on} if known else {}
    form = AgreementForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        held, by = form.cleaned_data, found.person
        try:
            agreements.write(found.group, held["text"], review_on=held["review_on"], by=by, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Saved."))
            return redirect("own_group", group)
    lead = _("For example: what is said here stays here. One speaks at a time. We begin and end on time.")
    return form_page(request, found, form, _("The group's agreement"), submit=_("Save this"), lead=lead)


@require_http_methods(READ_OR_POST)
@login_required
def group_leave(request: HttpRequest, group: UUID) -> HttpResponse:
    """Leaving: one page, one button, no reason."""
    found = member_or_404(request, group)
    if request.method == "POST":
        endings.leave(found.seat, by=found.person, now=timezone.now())
        messages.success(request, _("You have left the group. Thank you for the time you were there."))
        return redirect("own_overview")
    lead = _("The others are told that somebody has left, and not who. You need no reason.")
    return form_page(request, found, None, _("Leave the group"), submit=_("Leave the group"), lead=lead)


@require_http_methods(READ_OR_POST)
@login_required
def group_ending(request: HttpRequest, group: UUID) -> HttpResponse:
    """A pause, the end, or going on without the portal."""
    found = member_or_404(request, group)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    form = PauseForm(request.POST if act == "pause" else None, initial={"until": found.group.paused_until})
    try:
        if act and _ended(request, found, act, form):
            return redirect("own_group", group)
    except Refused as refusal:
        if form.is_bound:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
        else:
            messages.error(request, str(refusal.message))
    context = {
        "found": found,
        "group": found.group,
        "form": form,
        "is_active": found.group.state == GroupState.ACTIVE,
        "is_closing": found.group.state == GroupState.CLOSING,
        "goes_on": member_choices.of(found.seat).goes_on,
        "going_on": endings.going_on(found.group),
    }
    return private(render(request, "peerhub/group/ending.html", context, status=INVALID if form.errors else 200))


def _ended(request: HttpRequest, found: Inside, act: str, form: PauseForm) -> bool:
    """Does what was asked; False where the form is to be mended, or nothing was."""
    by, now = found.person, timezone.now()
    if act == "pause":
        if not form.is_valid():
            return False
        endings.pause(found.group, form.day, by=by, now=now)
    elif act == "close":
        endings.begin_closing(found.group, by=by, now=now)
    elif act in ("go-on", "not-go-on"):
        endings.go_on(found.seat, wants=act == "go-on", now=now)
    elif act == "finish":
        endings.finish(found.group, by=by, now=now)
    else:
        return False
    messages.success(request, _("Saved."))
    return True


@require_POST
@login_required
def intro_answer(request: HttpRequest, group: UUID) -> HttpResponse:
    """Whether the member comes to the shared intro meeting."""
    found = member_or_404(request, group)
    intro = intros.coming_for(found.group, timezone.now())
    if intro is not None:
        try:
            intros.answer(intro, found.seat, comes=request.POST.get("comes") == "yes", now=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal.message))
        else:
            messages.success(request, _("Thank you. Your answer is noted."))
    return redirect("own_group", group)


@require_safe
@login_required
def phone_list(request: HttpRequest, group: UUID) -> HttpResponse:
    """The phone list, ready to print: those who have said yes to being on it."""
    found = member_or_404(request, group)
    rows = [one for one in space_queries.members_shown(found) if one.phone or one.email]
    context = {"found": found, "group": found.group, "rows": rows, "back": reverse("own_group", args=[group])}
    return private(render(request, "peerhub/group/phones.html", context))
