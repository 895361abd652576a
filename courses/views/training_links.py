"""What a private link into a training shows and does: approve, send back, accept the agreement, or only read."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from accounts.domain import access_log
from accounts.guards import limited
from accounts.private_answers import private

from ..domain import practice_log, training_links
from ..domain import reflection_queries as reflection_reads
from ..domain import training_queries as reads
from ..domain.errors import Refused
from ..models import TrainingLink
from ..training_documents import whole
from ..training_enums import LinkPart
from ..training_forms import DecisionForm

GONE, INVALID = 404, 422


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("token")
@limited("training_link")
def training_link(request: HttpRequest, token: str) -> HttpResponse:
    """One link. Reading changes nothing; one that opens nothing gets the same calm page, whatever the reason."""
    now = timezone.now()
    link = training_links.find(token, today=timezone.localdate(now))
    if link is None:
        context = {
            "title": _("This link does not work any more"),
            "text": _("It was taken back, has run out, or was not copied whole."),
            "contact": True,
        }
        return private_answer(render(request, "accounts/private_link.html", context, status=GONE))
    if request.method == "POST" and link.part != LinkPart.READER:
        return _act(request, link, token)
    return _show(request, link)


def _act(request: HttpRequest, link: TrainingLink, token: str) -> HttpResponse:
    now = timezone.now()
    try:
        if request.POST.get("act") == "agree":
            training_links.agree(link, now=now)
        else:
            form, entry = DecisionForm(request.POST), _entry_of(link, request.POST.get("entry", ""))
            if entry is None:
                return private_answer(redirect("training_link", token))
            if not form.is_valid():
                said = [str(word) for words in form.errors.values() for word in words]
                return _show(request, link, refused=" ".join(said), at=str(entry.pk), status=INVALID)
            practice_log.decide(
                entry,
                approve=form.cleaned_data["act"] == "approve",
                comment=form.cleaned_data["comment"],
                link=link,
                now=now,
            )
    except Refused as refusal:
        at = request.POST.get("entry", "")
        return _show(request, link, refused=str(refusal.message), at=at, status=INVALID)
    training_links.used(link, now=now)
    return private_answer(redirect("training_link", token))


def _entry_of(link: TrainingLink, text: str) -> Any:
    try:
        return reads.entry_of(link.training, UUID(text))
    except ValueError:
        return None


def _show(
    request: HttpRequest, link: TrainingLink, *, refused: str = "", at: str = "", status: int = 200
) -> HttpResponse:
    now, training = timezone.now(), link.training
    today = timezone.localdate(now)
    access_log.record(
        by=None, action=access_log.READ, subject=training.person, object=link, purpose=f"link {link.part}", now=now
    )
    context = {"link": link, "training": training, "enrolment": training.enrolment, "refused": refused, "at": at}
    context |= {"token": link.token, "today": today, "typed": request.POST.get("comment", "")[:500]}
    if link.part == LinkPart.READER:
        context |= whole(training.enrolment, today)
        template = "courses/link/reader.html"
    else:
        entries = reads.log_of(training)
        context["conversations"] = reflection_reads.conversations_of(training)
        context["shared_words"] = reflection_reads.shared_words_through_link(training)
        context["waiting"] = [one for one in entries if not one.is_locked]
        context["done"] = [one for one in entries if one.is_locked]
        template = "courses/link/approver.html"
    return private_answer(render(request, template, context, status=status))


def private_answer(response: HttpResponse) -> HttpResponse:
    """A private answer that is told to no other site either: the address is the key."""
    response["Referrer-Policy"] = "no-referrer"
    return private(response)
