"""Who works with cohorts, and which they may see."""

import uuid

from django.http import Http404, HttpRequest

from accounts.enums import Role
from accounts.models import User
from accounts.requests import person_of

from ..domain.staff_queries import cohort_for_staff, cohort_for_teaching, enrolment_for_staff
from ..models import Cohort, Enrolment

INVALID, CONFLICT = 422, 409
READ_OR_POST = ["GET", "HEAD", "POST"]


def named(request: HttpRequest, name: str) -> str:
    """The name of an address that trainers and coordinators each have on their own workbench."""
    return f"run_{name}" if request.path_info.removeprefix("/en").startswith("/koordinator/") else name


def staff_of(request: HttpRequest) -> User:
    """The coordinator who asks; anybody else is told there is nothing here."""
    person = person_of(request)
    if not person.has_role(Role.COORDINATOR, Role.ADMINISTRATOR):
        raise Http404
    return person


def own_cohort(request: HttpRequest, key: uuid.UUID) -> Cohort:
    """A cohort that the coordinator runs; one that others run is as unknown as none."""
    found = cohort_for_staff(staff_of(request), key)
    if found is None:
        raise Http404
    return found


def taught_cohort(request: HttpRequest, key: uuid.UUID) -> Cohort:
    """A cohort that the person teaches or coordinates; another is as unknown as none."""
    found = cohort_for_teaching(person_of(request), key)
    if found is None:
        raise Http404
    return found


def applicant_of(request: HttpRequest, key: uuid.UUID, enrolment: uuid.UUID) -> Enrolment:
    """An application to a cohort that the coordinator runs; another is as unknown as none."""
    found = enrolment_for_staff(staff_of(request), own_cohort(request, key), enrolment)
    if found is None:
        raise Http404
    return found
