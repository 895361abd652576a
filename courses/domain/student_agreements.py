"""The agreement both ways on a course: its versions, and a yes from each side, kept as proof."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.domain.access_log import record
from accounts.enums import Role
from accounts.models import User
from outbox.locks import lock_row

from ..enums import LIVE_COHORTS, SEATED, EnrolmentState
from ..models import Agreement, AgreementText, Cohort, Course, Enrolment
from .cohort_steps import held_to_run, may_run
from .enrolment_steps import tell
from .errors import Refused

# Who is asked: those with a place, until the course is over for them.
ASKED = frozenset({EnrolmentState.OFFERED, EnrolmentState.ACCEPTED, EnrolmentState.ATTENDING})


@dataclass(frozen=True)
class Promises:
    """What each side promises, one promise a line, in both languages."""

    we_da: str
    you_da: str
    we_en: str = ""
    you_en: str = ""


@dataclass(frozen=True)
class Stands:
    """Where an enrolment stands with the agreement: the newest text, and what was said to it."""

    text: AgreementText
    agreement: Agreement | None

    @property
    def is_asked(self) -> bool:
        """Whether the participant has not said yes to the newest text."""
        return self.agreement is None or self.agreement.by_participant_at is None

    @property
    def is_whole(self) -> bool:
        """Whether both sides have said yes."""
        return self.agreement is not None and bool(self.agreement.by_participant_at and self.agreement.by_us_at)


@transaction.atomic
def new_text(course: Course, promises: Promises, *, by: User, now: datetime) -> AgreementText:
    """Makes the next version and asks everybody with a place on a course under way again. The same words again give the
    version that stands, and ask nobody.

    Raises Refused for who coordinates nothing, and without promises in Danish from both sides.
    """
    if not by.has_role(Role.COORDINATOR, Role.ADMINISTRATOR):
        raise Refused(_("Only coordinators write the agreement."))
    if not promises.we_da.strip() or not promises.you_da.strip():
        raise Refused(_("Write what both sides promise."))
    held = lock_row(course)
    last = newest_text(held)
    words = {name: value.strip() for name, value in vars(promises).items()}
    if last is not None and all(getattr(last, name) == value for name, value in words.items()):
        return last
    version = last.version + 1 if last else 1
    made = AgreementText.objects.create(course=held, version=version, made_at=now, made_by=by, **words)
    if not held.has_agreement:
        held.has_agreement = True
        held.save(update_fields=["has_agreement"])
    record(by=by, action="course.agreement_text", object=made, now=now)
    rows = Enrolment.objects.filter(cohort__course=held, cohort__state__in=LIVE_COHORTS, state__in=ASKED)
    for one in rows.select_related("person"):
        tell(one, "agreement_asked", now=now, again=str(version))
    return made


@transaction.atomic
def agree(enrolment: Enrolment, *, version: int, by: User, now: datetime) -> Agreement:
    """The participant says yes to the text that was shown; where the person has no e-mail the coordinator notes a yes
    that was said or signed on paper. A second call changes nothing.

    Raises Refused for another's, before there is a place, and where the text has become another since it was shown.
    """
    held = lock_row(enrolment)
    mine = held.person_id is not None and held.person_id == by.pk
    if held.person_id is None or not (mine or may_run(held.cohort, by)):
        raise Refused(_("This agreement is somebody else's."))
    text = newest_text(held.cohort.course)
    if text is None or held.state not in SEATED:
        raise Refused(_("There is no agreement to say yes to just now."))
    if text.version != version:
        raise Refused(_("The text has changed. Read it again, please."))
    row = _row(held, text)
    if row.by_participant_at is None:
        row.by_participant_at, row.noted_by = now, None if mine else by
        row.save()
        record(by=by, action="agreement.participant", subject=held.person, object=held, now=now)
    return row


@transaction.atomic
def agree_for_course(cohort: Cohort, *, by: User, now: datetime) -> int:
    """The course says yes to everybody on a cohort who has said yes to the newest text; returns to how many. A second
    call finds none. Raises Refused for who does not run the cohort."""
    held = held_to_run(cohort, by)
    text = newest_text(held.course)
    if text is None:
        raise Refused(_("There is no agreement to say yes to just now."))
    rows = Agreement.objects.filter(text=text, enrolment__cohort=held, by_us_at=None, by_participant_at__isnull=False)
    count = rows.update(by_us_at=now, by_us=by)
    if count:
        record(by=by, action="agreement.course", object=held, now=now)
    return count


def _row(held: Enrolment, text: AgreementText) -> Agreement:
    return Agreement.objects.filter(enrolment=held, text=text).first() or Agreement(enrolment=held, text=text)


def newest_text(course: Course) -> AgreementText | None:
    """The version that stands. One query."""
    return AgreementText.objects.filter(course=course).order_by("-version").first()


def texts_of(course: Course) -> list[AgreementText]:
    """Every version, the newest first; for coordinators."""
    return list(AgreementText.objects.filter(course=course).select_related("made_by").order_by("-version"))


def stands_for(enrolment: Enrolment) -> Stands | None:
    """Where one's own enrolment stands; None where the course has no agreement. Two queries."""
    course = enrolment.cohort.course
    text = newest_text(course) if course.has_agreement else None
    if text is None:
        return None
    return Stands(text, Agreement.objects.filter(enrolment=enrolment, text=text).first())


def agreed_by(enrolment: Enrolment) -> list[Agreement]:
    """Every version that one has said yes to, the newest first: the proof. One query."""
    rows = Agreement.objects.filter(enrolment=enrolment, by_participant_at__isnull=False)
    return list(rows.select_related("text").order_by("-text__version"))


def of_cohort(cohort: Cohort, text: AgreementText | None) -> list[tuple[Enrolment, Agreement | None]]:
    """Everybody with a place, with what was said to a text; for who runs the cohort. Two queries."""
    said = {one.enrolment_id: one for one in Agreement.objects.filter(text=text, enrolment__cohort=cohort)}
    rows = Enrolment.objects.filter(cohort=cohort, state__in=ASKED, person__isnull=False).select_related("person")
    people = sorted(rows, key=lambda one: one.person.get_full_name() if one.person else "")
    return [(one, said.get(one.pk)) for one in people]
