"""A participant's self-checks and what they write for the conversations."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.domain import consents
from accounts.domain.errors import Refused as NoConsent
from accounts.models import Consent
from accounts.once import once
from accounts.requests import person_of

from ..domain import conversations, self_checks
from ..domain import reflection_queries as reads
from ..domain.errors import Refused
from ..models import SelfCheck
from ..models.reflections import REFLECTION
from ..reflection_forms import ConversationWordsForm, OwnWordsForm, SelfCheckForm
from ..training_enums import CheckMoment, ConversationKind
from .own_course import own_of, training_of

READ_OR_POST = ["GET", "HEAD", "POST"]
# The last part of an address, and what it stands for.
MOMENTS = {"start": CheckMoment.START, "midtvejs": CheckMoment.MIDTERM, "slut": CheckMoment.FINAL}
KINDS = {"midtvejs": ConversationKind.MIDTERM, "slut": ConversationKind.FINAL}


@require_safe
@login_required
def own_reflections(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    """One's own learning: three self-checks beside each other, and the two conversations."""
    found = own_of(request, enrolment)
    training = training_of(found)
    checks, words = reads.own_checks(training), reads.own_words(training)
    held = reads.conversations_of(training)
    context: dict[str, Any] = {
        "enrolment": found,
        "checks": [(slug, moment.label, checks.get(moment)) for slug, moment in MOMENTS.items()],
        "moments": [moment.label for moment in MOMENTS.values()],
        "compared": reads.compared(checks),
        "conversations": [(slug, kind.label, held.get(kind), words.get(kind)) for slug, kind in KINDS.items()],
    }
    return render(request, "courses/own/reflections.html", context)


@require_http_methods(READ_OR_POST)
@sensitive_post_parameters("words")
@login_required
@once
def own_self_check(request: HttpRequest, enrolment: UUID, moment: str) -> HttpResponse:
    """One self-check: made, or looked through again."""
    found = own_of(request, enrolment)
    training = training_of(found)
    if moment not in MOMENTS:
        raise Http404
    row = reads.own_checks(training).get(MOMENTS[moment])
    form = SelfCheckForm(
        request.POST if request.method == "POST" else None,
        framework=reads.framework(),
        asks=reads.consent_of(person_of(request)) is None,
        initial=_initial(row),
    )
    if form.is_bound and form.is_valid():

        def keep(consent: Consent | None) -> None:
            self_checks.keep(
                training,
                moment=MOMENTS[moment],
                levels=form.levels_of(form.cleaned_data),
                framework=form.framework,
                words=form.cleaned_data["words"],
                by=person_of(request),
                now=timezone.now(),
                consent=consent,
            )

        if _kept(request, form, keep):
            return redirect("own_reflections", enrolment)
    context = {
        "form": form,
        "title": MOMENTS[moment].label,
        "lead": _("There is no right answer and no score. Only you can read it."),
        "submit": _("Save the self-check"),
    }
    return _page(request, enrolment, context, "courses/own/self_check.html")


def _initial(row: SelfCheck | None) -> dict[str, Any]:
    if row is None:
        return {}
    levels = {f"s{one.statement}": int(one.level) for one in self_checks.answers_of(row)}
    return levels | {"words": row.words}


def _kept(request: HttpRequest, form: OwnWordsForm, keep: Any) -> bool:
    """Asks for the yes where there is none, and keeps what was written; what stands in the way is said in the form."""
    person, has_words = person_of(request), form.has_words(form.cleaned_data)
    try:
        consent = reads.consent_of(person)
        if consent is None and has_words:
            consent = consents.give(
                purpose=REFLECTION,
                language=get_language() or "da",
                person=person,
                shown=form.shown,
                now=timezone.now(),
            )
        keep(consent)
    except (Refused, NoConsent) as refusal:
        form.add_error(None, str(refusal.message))
        return False
    messages.success(request, _("Saved."))
    return True


def _page(request: HttpRequest, enrolment: UUID, context: dict[str, Any], template: str) -> HttpResponse:
    context |= {"back": reverse("own_reflections", args=[enrolment]), "back_words": _("Your learning")}
    return render(request, template, context, status=422 if context["form"].errors else 200)


@require_http_methods(READ_OR_POST)
@sensitive_post_parameters("words")
@login_required
@once
def own_conversation(request: HttpRequest, enrolment: UUID, kind: str) -> HttpResponse:
    """What one wants to say in a conversation."""
    found = own_of(request, enrolment)
    training = training_of(found)
    if kind not in KINDS:
        raise Http404
    row = reads.own_words(training).get(KINDS[kind])
    form = ConversationWordsForm(
        request.POST if request.method == "POST" else None,
        asks=reads.consent_of(person_of(request)) is None,
        initial={"words": row.words, "is_shared": row.is_shared} if row else {},
    )
    if form.is_bound and form.is_valid():

        def keep(consent: Consent | None) -> None:
            conversations.keep_words(
                training,
                kind=KINDS[kind],
                words=form.cleaned_data["words"],
                is_shared=form.cleaned_data["is_shared"],
                by=person_of(request),
                now=timezone.now(),
                consent=consent,
            )

        if _kept(request, form, keep):
            return redirect("own_reflections", enrolment)
    context = {
        "form": form,
        "title": KINDS[kind].label,
        "lead": _("Write what you want to bring. Nobody else reads it unless you say so. Empty it to delete it."),
        "submit": _("Save"),
    }
    return _page(request, enrolment, context, "accounts/form_page.html")
