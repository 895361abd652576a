"""Certificates: issued by the rule that the cohort states, checked by number and code, kept as they were issued."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import date, datetime

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.domain.access_log import record
from accounts.enums import Role
from accounts.models import User
from accounts.private_links import hashed
from outbox.domain.messages import queue
from outbox.locks import lock_row

from ..enums import ATTENDED, CertificatePhase, EnrolmentState
from ..models import Attendance, Certificate, CourseSession, Enrolment, GuideTraining
from ..training_enums import CertificateKind, CertificateState, TrainingState
from .caps import FOLLOW_UPS
from .errors import Refused

# Without letters and digits that are mistaken for each other (Crockford).
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 16  # 80 bits
READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
PASSED = frozenset(
    {
        EnrolmentState.COURSE_PASSED,
        EnrolmentState.PRACTICUM,
        EnrolmentState.PRACTICUM_INCOMPLETE,
        EnrolmentState.COMPLETED,
    }
)


@dataclass(frozen=True)
class Need:
    """One thing that a certificate asks for, and whether it is there."""

    words: str | Promise
    is_done: bool


def attendance_share(enrolment: Enrolment) -> int:
    """Whole per cent of all units of the cohort that were attended or made up."""
    every = CourseSession.objects.filter(cohort=enrolment.cohort_id).aggregate(n=Sum("units"))["n"] or 0
    there = Attendance.objects.filter(enrolment=enrolment, presence__in=ATTENDED).count()
    return there * 100 // every if every else 0


def needs(enrolment: Enrolment, kind: str, training: GuideTraining | None, *, share: int | None = None) -> list[Need]:
    """What the cohort's rule asks for. `training` is counted; a documented equivalent stands for attendance, whose
    `share` is read unless who asks has it."""
    cohort = enrolment.cohort
    share = attendance_share(enrolment) if share is None else share
    course = [
        Need(_("The course is passed"), enrolment.state in PASSED),
        Need(
            gettext("At least %(asked)d %% of the course (you have %(share)d %%)")
            % {"asked": cohort.certificate_share, "share": share},
            share >= cohort.certificate_share or bool(enrolment.passed_note),
        ),
    ]
    if kind == CertificateKind.COURSE:
        return course
    phases = set(cohort.certificate_phases or [CertificatePhase.COURSE, CertificatePhase.GUIDE_TRAINING])
    row = vars(training) if training else {}
    hours = row.get("approved_minutes", 0) // 60
    asked = max(cohort.certificate_hours or 0, (cohort.practicum_hours or 0) * (CertificatePhase.PRACTICUM in phases))
    done = training is not None and training.state == TrainingState.COMPLETED
    found = course if CertificatePhase.COURSE in phases else []
    if CertificatePhase.GUIDE_TRAINING in phases:
        found.append(Need(_("The supervisor has confirmed the guide training"), done))
    if CertificatePhase.FOLLOW_UP in phases:
        found.append(Need(_("Two follow-up days"), row.get("follow_ups", 0) >= FOLLOW_UPS))
    if CertificatePhase.SUPERVISION in phases:
        found.append(Need(_("Supervision"), row.get("supervisions", 0) >= cohort.least_supervisions))
    if asked:
        found.append(
            Need(
                gettext("%(asked)d approved hours of practicum (you have %(hours)d)")
                % {"asked": asked, "hours": hours},
                hours >= asked,
            )
        )
    return found


def may_have(enrolment: Enrolment, kind: str, training: GuideTraining | None) -> bool:
    """Whether everything that the certificate asks for is there."""
    if kind == CertificateKind.FULL and not enrolment.cohort.has_practicum:
        return False
    return all(one.is_done for one in needs(enrolment, kind, training))


@transaction.atomic
def issue(enrolment: Enrolment, kind: str, training: GuideTraining | None, *, by: User, now: datetime) -> Certificate:
    """Issues a certificate to the participant, who asks or whose coordinator does. A second call gives the one there
    is, also one that was revoked. Raises Refused while something is missing, without a name, and for strangers."""
    held = lock_row(enrolment)
    mine = held.person_id is not None and held.person_id == by.pk
    if not mine and not (by.has_role(Role.COORDINATOR, Role.ADMINISTRATOR) and _seen(held, by)):
        raise Refused(_("This certificate is somebody else's."))
    there = Certificate.objects.filter(enrolment=held, kind=kind).first()
    if there is not None:
        return there
    if held.person is None or not may_have(held, kind, training):
        raise Refused(_("Something is still missing. It stands on the list above."))
    if not held.person.name:
        raise Refused(_("Write your name in your profile first: it stands on the certificate."))
    code = "".join(secrets.choice(SIGNS) for _ in range(CODE_LENGTH))
    today = timezone.localdate(now)
    made = Certificate.objects.create(
        number=_new_number(today),
        code=code,
        code_hash=hashed(code),
        kind=kind,
        enrolment=held,
        person=held.person,
        issued_at=now,
        issued_by=by,
        keep_until=today + relativedelta(years=settings.CERTIFICATE_KEEP_YEARS),
        **_as_it_is(held, kind, training),
    )
    record(by=by, action="certificate.issued", subject=held.person, object=made, now=now)
    queue(
        "courses.certificate",
        object_id=str(made.pk),
        now=now,
        person=held.person.uuid,
        dedupe_key=f"certificate:{made.pk}",
    )
    return made


def _seen(enrolment: Enrolment, by: User) -> bool:
    return Enrolment.objects.all().for_user(by).filter(pk=enrolment.pk).exists()


def _as_it_is(enrolment: Enrolment, kind: str, training: GuideTraining | None) -> dict[str, object]:
    """What the certificate says, read now."""
    cohort, full = enrolment.cohort, kind == CertificateKind.FULL and training is not None
    sessions = list(CourseSession.objects.filter(cohort=cohort).order_by("date").values_list("date", flat=True))
    last = sessions[-1] if sessions else cohort.last_date or enrolment.passed_on
    return {
        "name": enrolment.person.name if enrolment.person else "",
        "course_da": cohort.course.name_da,
        "course_en": cohort.course.name_en,
        "town": cohort.town,
        "first_day": sessions[0] if sessions else cohort.start_date or last,
        "last_day": training.last_date if full and training else last,
        "hours": vars(training).get("approved_minutes", 0) // 60 or None if full else None,
    }


def _new_number(today: date) -> str:
    """A number that tells the year and nothing about how many there are."""
    while True:
        number = f"{today.year}-{secrets.randbelow(10**6):06d}"
        if not Certificate.objects.filter(number=number).exists():
            return number


@transaction.atomic
def reissue(
    certificate: Certificate, enrolment: Enrolment, training: GuideTraining | None, *, by: User, now: datetime
) -> Certificate:
    """Writes the certificate anew, e.g. after a change of name: the number stays, the version rises and the code is a
    new one, so that the old paper no longer checks. Nothing changed: nothing happens. For coordinators."""
    if not by.has_role(Role.COORDINATOR, Role.ADMINISTRATOR) or not _seen(enrolment, by):
        raise Refused(_("This certificate is somebody else's."))
    held = lock_row(certificate)
    if held.state == CertificateState.REVOKED:
        raise Refused(_("A certificate that was withdrawn is not written anew."))
    fresh = _as_it_is(enrolment, held.kind, training)
    if all(getattr(held, name) == value for name, value in fresh.items()):
        return held
    for name, value in fresh.items():
        setattr(held, name, value)
    held.code = "".join(secrets.choice(SIGNS) for _ in range(CODE_LENGTH))
    held.code_hash, held.version = hashed(held.code), held.version + 1
    held.save()
    record(by=by, action="certificate.reissued", subject=held.person, object=held, now=now)
    return held


@transaction.atomic
def revoke(certificate: Certificate, *, because: str, by: User, now: datetime) -> Certificate:
    """Withdraws a certificate with a reason; for administrators. A second call changes nothing."""
    if not by.has_role(Role.ADMINISTRATOR):
        raise Refused(_("Only administrators withdraw certificates."))
    held = lock_row(certificate)
    if held.state == CertificateState.REVOKED:
        return held
    if not because.strip():
        raise Refused(_("Write why it is withdrawn."))
    held.state, held.revoked_at, held.revoked_by = CertificateState.REVOKED, now, by
    held.revoked_because = because.strip()[:300]
    held.save()
    record(by=by, action="certificate.revoked", subject=held.person, object=held, now=now)
    return held


def check(number: str, code: str) -> Certificate | None:
    """The certificate of a number, where the code is its own; None otherwise, whatever is wrong. One query.

    Spaces, hyphens and small letters are read as people type them.
    """
    given = hashed("".join(code.upper().translate(READ_AS).split()).replace("-", ""))
    found = Certificate.objects.filter(number=number.strip()).first()
    same = hmac.compare_digest(found.code_hash if found else hashed(""), given)
    return found if found is not None and same else None


def code_in_groups(code: str) -> str:
    """The code as it is printed: four and four."""
    return " ".join(code[place : place + 4] for place in range(0, len(code), 4))


def days_of(certificate: Certificate) -> str:
    """The days it covers, in words."""
    return f"{date_format(certificate.first_day)} – {date_format(certificate.last_day)}"
