"""The outbox messages about guide trainings and certificates."""

from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from accounts.models import User
from outbox.kinds import Mail, worded
from outbox.models import Message

from .domain.training_queries import standing
from .models import Certificate, GuideTraining, TrainingLink
from .training_enums import RUNNING, TrainingState
from .training_wordings import SUPERVISED

# A message that would only confuse once the training has moved on is dropped: kind → states in which it is sent.
ONLY_IN: dict[str, frozenset[str]] = {
    "courses.cap_28": frozenset({TrainingState.ACTIVE}),
    "courses.cap_14": frozenset({TrainingState.ACTIVE}),
    "courses.cap_0": frozenset({TrainingState.ACTIVE}),
    "courses.cap_over_awaiting_confirmation": frozenset({TrainingState.AWAITING}),
    "courses.cap_over_ended_at_cap": frozenset({TrainingState.ENDED}),
    "courses.conversation_midterm": frozenset({TrainingState.ACTIVE}),
    "courses.conversation_final": frozenset({TrainingState.ACTIVE}),
    "courses.training_started": frozenset(RUNNING),
}


def about_training(message: Message) -> Mail | None:
    """Any mail about one training, to its participant or its supervisor. None once it names nobody or has moved on,
    and for a supervisor who is no longer its supervisor."""
    rows = GuideTraining.objects.all().counted().select_related("person", "supervisor", "enrolment__cohort")
    training = rows.filter(pk=message.object_id, person__isnull=False).first()
    if training is None or training.person is None:
        return None
    if training.state not in ONLY_IN.get(message.kind, frozenset({training.state})):
        return None
    is_own = message.person == training.person.uuid
    reader: User | None = training.person if is_own else training.supervisor
    if reader is None or reader.uuid != message.person:
        return None
    with translation.override(reader.language):
        stands = standing(training, timezone.localdate(message.created_at))
        name, key = ("own_course", training.enrolment_id) if is_own else ("guide_training", training.pk)
        url = urljoin(settings.SITE_URL, reverse(name, args=[key]))
        values = {
            "navn": reader.get_short_name(),
            "hvem": "" if is_own else str(SUPERVISED),
            "dag": date_format(training.cap_date),
            "mangler": ", ".join(one.words for one in stands.missing),
        }
    return worded(message.kind, values, language=reader.language, url=url)


def link_mail(message: Message) -> Mail | None:
    """The private link of somebody without an account. None once it was taken back or its training names nobody."""
    link = TrainingLink.objects.select_related("training__enrolment").filter(pk=message.object_id).first()
    if link is None or link.revoked_at or not link.email or link.training.person_id is None:
        return None
    language = link.training.enrolment.language
    with translation.override(language):
        values = {"navn": link.name, "hvem": "", "dag": date_format(link.expires_on), "mangler": ""}
        url = urljoin(settings.SITE_URL, reverse("training_link", args=[link.token]))
    return worded(message.kind, values, language=language, to=link.email, url=url)


def certificate_mail(message: Message) -> Mail | None:
    """Tells that a certificate is ready. None once it has gone or its person has."""
    found = Certificate.objects.select_related("person").filter(pk=message.object_id).first()
    if found is None or found.person is None or found.enrolment_id is None:
        return None
    person = found.person
    with translation.override(person.language):
        url = urljoin(settings.SITE_URL, reverse("own_course", args=[found.enrolment_id]))
        values = {"navn": person.get_short_name(), "hvem": "", "dag": "", "mangler": ""}
    return worded(message.kind, values, language=person.language, url=url)
