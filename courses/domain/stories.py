"""What participants tell the public: written with a yes, shown once an editor has approved it, gone with the yes."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.domain import consents
from accounts.domain.access_log import record
from accounts.enums import Role
from accounts.models import User
from outbox.locks import lock_row

from ..enums import EnrolmentState
from ..models import Enrolment, Story
from ..models.stories import STORY
from .errors import Refused

MAY_TELL = frozenset(
    {
        EnrolmentState.COURSE_PASSED,
        EnrolmentState.PRACTICUM,
        EnrolmentState.PRACTICUM_INCOMPLETE,
        EnrolmentState.COMPLETED,
    }
)
APPROVERS = (Role.EDITOR, Role.MODERATOR, Role.ADMINISTRATOR)


@transaction.atomic
def keep(
    enrolment: Enrolment, *, text: str, shown_as: str, language: str, shown: str, by: User, now: datetime
) -> Story:
    """Writes a story, or changes one: changed words are shown when they have been approved anew. A second identical
    call changes nothing.

    `shown` is the fingerprint of the text that was said yes to; empty where a yes stands. Raises Refused for another's
    enrolment, before the course is passed, and without a yes.
    """
    held = lock_row(enrolment)
    if held.person is None or held.person_id != by.pk or held.state not in MAY_TELL:
        raise Refused(_("A story belongs to somebody who has passed the course."))
    row = Story.objects.filter(enrolment=held).first()
    if row is None:
        if not shown:
            raise Refused(_("We may only show your story with your consent. Tick the box."))
        given = consents.give(purpose=STORY, about=held.pk, person=held.person, language=language, shown=shown, now=now)
        row = Story(enrolment=held, consent=given)
    elif (row.text, row.shown_as) == (text, shown_as):
        return row
    row.text, row.shown_as, row.written_at = text, shown_as, now
    row.published_at, row.published_by = None, None
    row.save()
    return row


@transaction.atomic
def take_back(enrolment: Enrolment, *, by: User, now: datetime) -> bool:
    """The participant takes the yes back: the story goes from the public page at once. False where none stood."""
    held = lock_row(enrolment)
    if held.person_id != by.pk:
        raise Refused(_("This story is somebody else's."))
    return consents.withdraw_about(about=held.pk, purpose=STORY, by=by, now=now)


@transaction.atomic
def decide(story: Story, *, show: bool, by: User, now: datetime) -> Story:
    """An editor shows a story on the course's page, or takes it off again. A second call changes nothing. Raises
    Refused for who edits nothing."""
    if not by.has_role(*APPROVERS):
        raise Refused(_("Only editors decide what stands on public pages."))
    held = lock_row(story)
    if bool(held.published_at) == show:
        return held
    held.published_at, held.published_by = (now, by) if show else (None, None)
    held.save()
    record(by=by, action="story.shown" if show else "story.hidden", subject=held.enrolment.person, object=held, now=now)
    return held


def own_story(enrolment: Enrolment) -> Story | None:
    """One's own story. One query."""
    return Story.objects.filter(enrolment=enrolment).first()


def stories_for_editors() -> list[Story]:
    """Every story, those that wait first; for editors. One query."""
    rows = Story.objects.select_related("enrolment__cohort__course")
    return sorted(rows, key=lambda one: (one.published_at is not None, one.written_at))


def story_for_editors(key: UUID) -> Story | None:
    """One story by its id; for editors."""
    return Story.objects.select_related("enrolment__person").filter(pk=key).first()
