"""What the models of meetings and of a group's own page hold about people."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.personal_data import CONTRACT
from accounts.registry import Kind, classify, nobody, personal

from .domain.addresses import mark_of
from .group_personal_data import GROUP, RUNNING
from .models import (
    CalendarLink,
    CaseCapacity,
    ClosingAnswer,
    ConvenerDuty,
    EvaluationNote,
    GroupAgreement,
    GroupCase,
    GroupFacilitator,
    GroupMeeting,
    GroupMessage,
    IntroAnswer,
    JoinRequest,
    MeetingAbsence,
    MeetingDate,
    MeetingFeedback,
    MeetingGuest,
    MeetingVote,
    MemberChoice,
    SharedIntro,
)
from .signup_personal_data import COORDINATORS, EXPLICIT

WITH_GROUP = _("as the membership of the group")
AFTER_END = _("6 months after the group has ended")


def register_all() -> None:
    """Classifies every model; called once at start-up."""
    _meetings()
    _answers()
    _space()
    _joining()
    _staff()
    _desk()


def _own(model: Any) -> Any:
    """Finds a person's rows of a table that hangs on their memberships."""
    return lambda person: model.objects.filter(membership__person=person)


def _meetings() -> None:
    classify(
        GroupMeeting,
        nobody("id", "group", "kind", "state", "form", "starts_at", "ends_at", "place", "link", "theme", "theme_slug")
        | nobody("phase", "agenda", "has_loop", "has_captions", "has_interpreter", "is_step_free", "attended")
        | nobody("answer_by", "reminded_at", "called_at", "sequence", "changed_at", "ended_at"),
        title=_("Meetings of groups"),
    )
    classify(MeetingDate, nobody("id", "meeting", "starts_at", "ends_at"), title=_("Days that groups choose among"))
    classify(
        SharedIntro,
        nobody("id", "round", "groups", "starts_at", "ends_at", "link", "programme", "has_captions", "sequence")
        | nobody("changed_at", "cancelled_at"),
        title=_("Shared intro meetings"),
    )


def _answers() -> None:
    common = {"purpose": RUNNING, "basis": CONTRACT, "recipients": GROUP, "retention": WITH_GROUP}
    for model, title, fields in (
        (MeetingVote, _("Answers about days"), ("date", "answer")),
        (MeetingAbsence, _("Word that somebody cannot come"), ("meeting", "kind", "at")),
        (ConvenerDuty, _("Who leads meetings"), ("meeting", "state", "at", "packed_at")),
        (IntroAnswer, _("Answers about intro meetings"), ("intro", "comes")),
    ):
        classify(model, nobody("id", "membership") | personal(*fields), title=title, rows=_own(model), **common)
    classify(
        MeetingFeedback,
        nobody("id", "membership") | personal("meeting", "heard", "useful", "welcome", "at"),
        title=_("Feedback after meetings"),
        rows=_own(MeetingFeedback),
        **common | {"recipients": _("coordinators see sums of five answers or more, and never one")},
    )
    classify(
        ClosingAnswer,
        nobody("id", "membership") | personal("gained", "needed", "recommends", "text", "at"),
        title=_("Answers as groups end"),
        rows=_own(ClosingAnswer),
        **common
        | {
            "recipients": _("coordinators see sums of five answers or more, and never one"),
            "retention": AFTER_END,
        },
    )
    classify(
        MemberChoice,
        nobody("id", "membership") | personal("shows_contact", "gets_text", "leads", "is_greeter", "goes_on"),
        title=_("What members have chosen in their group"),
        rows=_own(MemberChoice),
        **common,
    )


def _space() -> None:
    common = {"purpose": RUNNING, "recipients": GROUP, "retention": AFTER_END}
    classify(
        GroupMessage,
        nobody("id", "answers") | personal("group", "author", "at") | {"text": Kind.SPECIAL},
        title=_("Messages in groups"),
        basis=EXPLICIT,
        rows=lambda person: GroupMessage.objects.filter(author__person=person),
        **common,
    )
    classify(
        GroupAgreement,
        nobody("id", "group", "text", "review_on", "changed_at"),
        title=_("Agreements of groups"),
    )
    classify(
        MeetingGuest,
        nobody("id", "meeting") | personal("name", "email", "about", "invited_at"),
        title=_("Guests of meetings"),
        basis=CONTRACT,
        rows=_as_guest,
        **common | {"retention": _("30 days after the meeting")},
    )


def _joining() -> None:
    classify(
        JoinRequest,
        nobody("id", "consent", "confirm_by")
        | personal("group", "first_name", "last_name", "email", "language", "role", "asked_at", "joined_at")
        | {"answers": Kind.SPECIAL}
        | dict.fromkeys(("address_mark", "token", "token_hash"), Kind.SECRET),
        title=_("Wishes to join a group"),
        purpose=RUNNING,
        basis=EXPLICIT,
        recipients=COORDINATORS,
        retention=_("with the place in the group; never confirmed, 7 days"),
        rows=_wishes,
    )


def _wishes(person: User) -> Any:
    return JoinRequest.objects.filter(address_mark=mark_of(person.email or "") or "-")


def _as_guest(person: User) -> Any:
    return MeetingGuest.objects.filter(email=person.email or "-")


def _staff() -> None:
    common = {"purpose": RUNNING, "basis": CONTRACT, "retention": _("while the person leads the group")}
    classify(
        GroupFacilitator,
        nobody("id") | personal("group", "person", "trained_on", "supervised_on", "supervision_on", "since"),
        title=_("Fixed leaders of groups"),
        recipients=GROUP,
        rows=lambda person: GroupFacilitator.objects.filter(person=person),
        **common,
    )
    classify(
        CalendarLink,
        nobody("id") | personal("person", "made_at") | {"token_hash": Kind.SECRET},
        title=_("Addresses of calendars"),
        recipients=_("nobody but the person"),
        rows=lambda person: CalendarLink.objects.filter(person=person),
        **common | {"retention": _("until the person makes another, or takes it away")},
    )


def _desk() -> None:
    common = {"purpose": RUNNING, "basis": CONTRACT, "recipients": COORDINATORS}
    classify(
        GroupCase,
        nobody("id", "group") | personal("owner", "since"),
        title=_("Coordinators of groups"),
        rows=lambda person: GroupCase.objects.filter(owner=person),
        **common | {"retention": _("while the person looks after the group")},
    )
    classify(
        CaseCapacity,
        nobody("id") | personal("person", "most"),
        title=_("How many groups a coordinator can look after"),
        rows=lambda person: CaseCapacity.objects.filter(person=person),
        **common | {"retention": _("while the person coordinates")},
    )
    classify(
        EvaluationNote,
        nobody("id", "round", "kind", "question", "text", "at") | personal("by"),
        title=_("Notes of evaluations"),
        **common | {"retention": _("until a coordinator deletes them")},
    )
