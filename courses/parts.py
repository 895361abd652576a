"""What courses register at start-up: mails, what falls due, consents, panels, dates of the calendar."""

from functools import partial

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import calendar_sources, consents, panels, retention
from accounts.domain.erasure import AGAIN
from accounts.domain.idle import IN_USE
from accounts.models import User
from home import agenda
from outbox import due, kinds

from . import calendar_events, dates, emails, interest_emails, wordings
from .domain import applications, cohorts, course_interest, course_retention, own_queries, staff_queries
from .domain.enrolment_people import still_needed
from .models.enrolments import OWN_WORDS
from .models.stories import STORY

ABOUT = {
    "applied": (_("Course: applied"), wordings.APPLIED),
    "place_offered": (_("Course: a place is offered"), wordings.PLACE_OFFERED),
    "place_reminder": (_("Course: reminder of an offered place"), wordings.PLACE_REMINDER),
    "place_accepted": (_("Course: place accepted"), wordings.PLACE_ACCEPTED),
    "place_lapsed": (_("Course: offered place lapsed"), wordings.PLACE_LAPSED),
    "waits": (_("Course: on the waiting list"), wordings.WAITS),
    "refused": (_("Course: no place this time"), wordings.REFUSED),
    "withdrawn": (_("Course: withdrawn"), wordings.WITHDRAWN),
    "dates_changed": (_("Course: dates changed"), wordings.DATES_CHANGED),
    "cohort_cancelled": (_("Course: cancelled"), wordings.COHORT_CANCELLED),
    "cohort_message": (_("Course: a message to the cohort"), wordings.COHORT_MESSAGE),
    "agreement_asked": (_("Course: an agreement to read"), wordings.AGREEMENT_ASKED),
    "course_passed": (_("Course: passed"), wordings.COURSE_PASSED),
}
EXPLICIT = _("explicit consent (GDPR art. 6(1)(a) and 9(2)(a))")


def register() -> None:
    """Called once by the app's own start."""
    for name, (title, wording) in ABOUT.items():
        kinds.register(f"courses.{name}", emails.about_enrolment, title=title, wording=wording)
    only = partial(kinds.register, mail_only=True)
    only(
        "courses.interest_confirm",
        interest_emails.confirm,
        title=_("Confirm a wish to hear of a course"),
        wording=wordings.INTEREST_CONFIRM,
    )
    only(
        "courses.interest_dated",
        interest_emails.dated,
        interest_emails.forget,
        title=_("A course has a date"),
        wording=wordings.INTEREST_DATED,
    )
    due.register("course_interest_told", course_interest.tell_dated)
    due.register("course_interest_delete", course_interest.delete_expired)
    retention.describe(
        "course_interest_delete", _("Wishes to hear of a course"), _("with the mail, a year at the longest")
    )
    due.register("cohorts_follow_dates", cohorts.follow_dates)
    due.register("course_offers_lapse", applications.lapse)
    due.register("course_offers_remind", applications.remind)
    due.register("enrolments_anonymise", course_retention.anonymise_due)
    retention.describe(
        "enrolments_anonymise",
        _("Names in enrolments"),
        _("12 months after the cohort ends"),
        count=course_retention.count_due,
    )
    consents.register(
        consents.Purpose(
            OWN_WORDS,
            _("Keeping what I write in my application and learning plan"),
            EXPLICIT,
            (course_retention.own_words_taken_back,),
        )
    )
    consents.register(
        consents.Purpose(STORY, _("Showing my story to everybody"), EXPLICIT, (course_retention.story_taken_back,))
    )
    AGAIN.append(course_retention.forget_again)
    IN_USE.append(still_needed)
    calendar_sources.register("courses", calendar_events.events_of)
    agenda.register("courses", dates.happenings)
    agenda.register("course_meetings", dates.info_meetings, is_on_front=False)
    panels.register("min-side", panels.Panel(_("Your courses"), own_rows))
    panels.register("koordinator", panels.Panel(_("Courses"), to_answer))
    panels.register("underviser", panels.Panel(_("Attendance"), to_note))
    panels.register_link("koordinator", _("Cohorts"), "cohorts")
    panels.register_link("koordinator", _("Courses, agreements and breaks"), "courses_kept")
    panels.register_link("underviser", _("The cohorts you teach"), "taught_cohorts")


def own_rows(person: User) -> list[panels.Row]:
    """A person's own courses, each with where it stands."""
    return [
        panels.Row(
            1,
            gettext("%(course)s: %(state)s") % {"course": one.cohort.name, "state": one.get_state_display()},
            reverse("own_course" if one.is_on_course else "own_application", args=[one.pk]),
        )
        for one in own_queries.enrolments_of(person)
    ]


def to_answer(person: User) -> list[panels.Row]:
    """Applications that wait for a coordinator's answer, by cohort."""
    return [
        panels.Row(
            number,
            gettext("%(course)s: applications to answer") % {"course": one.name},
            reverse("applicants", args=[one.pk]),
        )
        for one, number in staff_queries.waiting_for_answer(person)
    ]


def to_note(person: User) -> list[panels.Row]:
    """Meetings that have been held and of which nothing is noted yet."""
    return [
        panels.Row(
            1,
            gettext("%(course)s, week %(week)d: note who was there") % {"course": one.cohort.name, "week": one.week},
            reverse("attendance", args=[one.cohort_id]),
        )
        for one in staff_queries.not_noted(person, timezone.localdate())
    ]
