"""A participant's own course: the next step, the weeks, the training, what is missing, certificates (wireframe 04)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import person_of

from ..domain import training_queries as reads
from ..domain import trainings
from ..domain.errors import Refused
from ..domain.reflection_queries import own_items
from ..domain.stories import MAY_TELL
from ..models import Enrolment, GuideTraining
from ..training_pictures import timeline_of
from ..training_words import certificates_shown, next_step


def own_of(request: HttpRequest, key: UUID) -> Enrolment:
    """A course that this person is on. Raises Http404 for another, which looks the same as none."""
    found = reads.own_enrolment(person_of(request), key)
    if found is None:
        raise Http404
    return found


def training_of(enrolment: Enrolment) -> GuideTraining:
    """The newest training of an enrolment. Raises Http404 where it has none."""
    found = reads.training_of(enrolment)
    if found is None:
        raise Http404
    return found


@require_safe
@login_required
def own_course(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    """One course of one's own."""
    found, today = own_of(request, enrolment), timezone.localdate()
    weeks = reads.weeks_of(found, today)
    training = reads.training_of(found)
    context: dict[str, Any] = {
        "enrolment": found,
        "cohort": found.cohort,
        "weeks": weeks,
        "attended": reads.weeks_attended(weeks),
        "training": training,
        "certificates": certificates_shown(found, training),
        "today": today,
        "may_tell": found.state in MAY_TELL,
    }
    if training is not None:
        context |= _of_training(training, today)
    context["step"] = next_step(found, context, today)
    return render(request, "courses/own/course.html", context)


def _of_training(training: GuideTraining, today: Any) -> dict[str, Any]:
    follow_ups, supervisions = reads.follow_ups_of(training), reads.supervisions_of(training)
    entries = reads.log_of(training)
    stands = reads.standing(training, today)
    return {
        "stands": stands,
        "items": [*stands.items[:-1], *own_items(training), stands.items[-1]],
        "follow_ups": follow_ups,
        "supervisions": supervisions,
        "entries": entries,
        "quiet": reads.quiet_weeks(training, entries, today),
        "timeline": timeline_of(training, follow_ups, supervisions, today),
        "has_begun": today >= training.start_date,
    }


@require_POST
@login_required
def own_agreement(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    """Accepts the agreement about the practicum."""
    training = training_of(own_of(request, enrolment))
    try:
        trainings.agree(training, by=person_of(request), now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("You have accepted the agreement."))
    return redirect("own_course", enrolment)
