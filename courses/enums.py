"""Choices of courses and cohorts, with their named sets (domain.md §4.5–4.7)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# The peer education has exactly this many numbered weeks (S2).
PEER_WEEKS = 13


class CourseKind(models.TextChoices):
    """The types of the catalogue."""

    PEER = "peer", _("Peer education")
    INTRODUCTION = "introduction", _("Introduction for colleagues")
    SHORT = "short", _("Short recovery course")
    SUPERVISION = "supervision", _("Supervision for peer guides")


class SeatKind(models.TextChoices):
    """In which capacity somebody takes part; a cohort may hold places for each."""

    PARTICIPANT = "participant", _("With experience of my own")
    COLLEAGUE = "colleague", _("Colleague of a peer")


class Intake(models.TextChoices):
    """How places are given."""

    FIRST = "first", _("Who applies first gets the place")
    CHOSEN = "chosen", _("A coordinator offers the places")


class TrainerPart(models.TextChoices):
    """What a trainer brings; a pair has both."""

    LIVED = "lived", _("Lived experience")
    PROFESSIONAL = "professional", _("Professional background")


class CertificatePhase(models.TextChoices):
    """What a full certificate may ask to be done."""

    COURSE = "course", _("The course weeks")
    GUIDE_TRAINING = "guide_training", _("The guide training")
    FOLLOW_UP = "follow_up", _("Both follow-up days")
    SUPERVISION = "supervision", _("Supervision")
    PRACTICUM = "practicum", _("The practicum hours")


class CohortState(models.TextChoices):
    """domain.md §4.5."""

    PLANNED = "planned", _("being planned")
    OPEN = "open", _("open for applications")
    FULL = "full", pgettext_lazy("state of a cohort", "full")
    CLOSED = "closed", _("closed for applications")
    RUNNING = "running", pgettext_lazy("state of a cohort", "running")
    FINISHED = "finished", pgettext_lazy("state of a cohort", "finished")
    CANCELLED = "cancelled", pgettext_lazy("state of a cohort", "cancelled")


COHORT_STEPS: frozenset[tuple[str, str]] = frozenset(
    {
        (CohortState.PLANNED, CohortState.OPEN),
        (CohortState.OPEN, CohortState.FULL),
        (CohortState.FULL, CohortState.OPEN),
        (CohortState.OPEN, CohortState.CLOSED),
        (CohortState.FULL, CohortState.CLOSED),
        (CohortState.CLOSED, CohortState.RUNNING),
        (CohortState.RUNNING, CohortState.FINISHED),
        *(
            (state, CohortState.CANCELLED)
            for state in (CohortState.PLANNED, CohortState.OPEN, CohortState.FULL, CohortState.CLOSED)
        ),
    }
)
# Takes applications (a full one puts them on the waiting list).
TAKING = frozenset({CohortState.OPEN, CohortState.FULL})
BEFORE_START = frozenset({CohortState.PLANNED, CohortState.OPEN, CohortState.FULL, CohortState.CLOSED})
LIVE_COHORTS = frozenset({CohortState.OPEN, CohortState.FULL, CohortState.CLOSED, CohortState.RUNNING})
ENDED_COHORTS = frozenset({CohortState.FINISHED, CohortState.CANCELLED})
# Visitors may meet it.
SHOWN_COHORTS = frozenset({CohortState.OPEN, CohortState.FULL, CohortState.CLOSED, CohortState.RUNNING})


class EnrolmentState(models.TextChoices):
    """domain.md §4.6."""

    APPLIED = "applied", _("applied")
    OFFERED = "offered", pgettext_lazy("state of an enrolment", "place offered")
    ACCEPTED = "accepted", pgettext_lazy("state of an enrolment", "place accepted")
    ATTENDING = "attending", _("taking part")
    COURSE_PASSED = "course_passed", _("course passed")
    COURSE_NOT_PASSED = "course_not_passed", _("course not passed yet")
    PRACTICUM = "practicum", _("in practicum")
    COMPLETED = "completed", pgettext_lazy("state of an enrolment", "completed")
    PRACTICUM_INCOMPLETE = "practicum_incomplete", _("practicum not completed")
    WAITLISTED = "waitlisted", pgettext_lazy("state of an enrolment", "on the waiting list")
    REFUSED = "refused", _("no place this time")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of an enrolment", "withdrawn")


# Holds one of the cohort's places.
SEATED = frozenset(
    {
        EnrolmentState.OFFERED,
        EnrolmentState.ACCEPTED,
        EnrolmentState.ATTENDING,
        EnrolmentState.COURSE_PASSED,
        EnrolmentState.COURSE_NOT_PASSED,
        EnrolmentState.PRACTICUM,
        EnrolmentState.COMPLETED,
        EnrolmentState.PRACTICUM_INCOMPLETE,
    }
)
# On the course or past it: has a row in the attendance table.
ON_COURSE = frozenset(SEATED - {EnrolmentState.OFFERED})
WAITING = frozenset({EnrolmentState.APPLIED, EnrolmentState.WAITLISTED})
# Counts as one application of a person to a cohort.
LIVE_ENROLMENTS = frozenset(SEATED | WAITING)
ENDED_ENROLMENTS = frozenset({EnrolmentState.REFUSED, EnrolmentState.WITHDRAWN})

ENROLMENT_STEPS: frozenset[tuple[str, str]] = frozenset(
    {
        (EnrolmentState.APPLIED, EnrolmentState.OFFERED),
        (EnrolmentState.APPLIED, EnrolmentState.WAITLISTED),
        (EnrolmentState.APPLIED, EnrolmentState.REFUSED),
        # Who applies first where nobody is chosen.
        (EnrolmentState.APPLIED, EnrolmentState.ACCEPTED),
        (EnrolmentState.WAITLISTED, EnrolmentState.OFFERED),
        (EnrolmentState.WAITLISTED, EnrolmentState.REFUSED),
        (EnrolmentState.OFFERED, EnrolmentState.ACCEPTED),
        (EnrolmentState.ACCEPTED, EnrolmentState.ATTENDING),
        (EnrolmentState.ATTENDING, EnrolmentState.COURSE_PASSED),
        (EnrolmentState.ATTENDING, EnrolmentState.COURSE_NOT_PASSED),
        # The way back: sessions were made up.
        (EnrolmentState.COURSE_NOT_PASSED, EnrolmentState.COURSE_PASSED),
        (EnrolmentState.COURSE_PASSED, EnrolmentState.PRACTICUM),
        (EnrolmentState.PRACTICUM, EnrolmentState.COMPLETED),
        (EnrolmentState.PRACTICUM, EnrolmentState.PRACTICUM_INCOMPLETE),
        # Late registration within its days, or a new period after an interruption.
        (EnrolmentState.PRACTICUM_INCOMPLETE, EnrolmentState.PRACTICUM),
        (EnrolmentState.PRACTICUM_INCOMPLETE, EnrolmentState.COMPLETED),
        *((state, EnrolmentState.WITHDRAWN) for state in LIVE_ENROLMENTS - {EnrolmentState.COMPLETED}),
    }
)


class EnrolmentSource(models.TextChoices):
    """How an application came in."""

    ONLINE = "online", pgettext_lazy("source of an application", "on the portal")
    BEHALF = "behalf", pgettext_lazy("source of an application", "typed by a coordinator")


class WaitingReason(models.TextChoices):
    """Why somebody waits, in words that say nothing about anybody else."""

    FULL = "full", _("All places on this cohort are taken.")
    QUOTA = "quota", _("The places for people in your situation are taken; others are kept for another group.")
    ANOTHER = "another", _("We think that another cohort fits you better and will write to you about it.")


class Presence(models.TextChoices):
    """Attendance of a unit (domain.md §4.7)."""

    PRESENT = "present", _("present")
    ABSENT = "absent", _("absent")
    EXCUSED = "excused", _("excused")
    MADE_UP = "made_up", _("made up")


# Counts as attended; excused does not.
ATTENDED = frozenset({Presence.PRESENT, Presence.MADE_UP})


class SchoolModel(models.TextChoices):
    """How a recovery school works."""

    COLLEGE = "college", _("Recovery college")
    OTHER = "other", _("Another model")
