"""Walking from the first week of a course to the certificate by HTTP: the people, their pages, and what the worker does
in between. Nothing here calls an act of the portal but the worker's own turn."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from courses.models import Enrolment, FollowUpDay, GuideTraining, LogEntry, PracticumSite
from tests.pdf.reading import text_of

from .group_walk import ZONE, Mailbox, Walk, words


def noon(day: date, hour: int = 16) -> datetime:
    """An hour of a day in Copenhagen."""
    return datetime.combine(day, time(hour), tzinfo=ZONE)


@dataclass
class Course:
    """Who takes part in a participant's way, each with a fresh session for every look, as on another day."""

    walk: Walk
    client_as: Callable[..., Client]
    language: str
    participant: User
    coordinator: User
    trainer: User
    supervisor: User

    def __post_init__(self) -> None:
        self.mail = Mailbox(self.participant.email or "", self.walk.outbox)
        self.seen: list[str] = []

    @property
    def enrolment(self) -> Enrolment:
        return Enrolment.objects.get(person=self.participant)

    @property
    def training(self) -> GuideTraining:
        return GuideTraining.objects.get(enrolment__person=self.participant)

    def own(self, name: str, /, *more: Any) -> str:
        """An address of the participant's own course, in their language."""
        with translation.override(self.language):
            return reverse(name, args=[self.enrolment.pk, *more])

    def see(self, name: str = "own_course", /, *more: Any) -> Any:
        """The participant looks at a page of their own; what it says is kept."""
        answer = self.client_as(self.participant).get(self.own(name, *more))
        assert answer.status_code == 200, (name, answer.status_code)
        if answer["Content-Type"].startswith("text/html"):
            self.seen.append(words(answer))
        return answer

    def send(self, name: str, /, *more: Any, status: int = 302, **typed: Any) -> Any:
        """The participant sends a form."""
        answer = self.client_as(self.participant).post(self.own(name, *more), typed)
        assert answer.status_code == status, (name, answer.status_code, words(answer)[:1500])
        self.walk.work()
        return answer

    def box(self, name: str, *more: Any) -> str:
        """The fingerprint of the text beside the box for a yes."""
        fields = self.see(name, *more).context["form"].fields
        return str(fields["consent"].text.text_hash)

    def staff(self, person: User, name: str, /, *more: Any, status: int = 302, **typed: Any) -> Any:
        """A form of the training is sent by supervisor (`guide_`) or coordinator (`practicum_`)."""
        answer = self.client_as(person).post(reverse(name, args=more), typed)
        assert answer.status_code == status, (name, answer.status_code, words(answer)[:1500])
        self.walk.work()
        return answer

    # --- the thirteen weeks -------------------------------------------------------------------------------------------
    def attend(self, week: int, mark: str) -> None:
        """The trainer notes a week on the day itself: this participant as said, and all others as there."""
        session = self.enrolment.cohort.sessions.get(week=week)
        self.walk.at(noon(session.date))
        cell = f"m_{self.enrolment.pk.hex}_{session.pk.hex}_1"
        address = f"{reverse('attendance', args=[self.enrolment.cohort_id])}?uge={week}"
        answer = self.client_as(self.trainer).post(address, {cell: mark, "rest": "1"})
        assert answer.status_code == 302, words(answer)[:1500]
        self.walk.work()

    # --- the practicum ------------------------------------------------------------------------------------------------
    def place(self, first: date) -> None:
        """The coordinator makes a site and two follow-up days, and begins the training."""
        desk = self.client_as(self.coordinator)
        site = {"name": "Værestedet", "town": "Aarhus", "region": "midtjylland", "contact_name": "Ulla"}
        site |= {"contact_email": "ulla@example.org", "capacity": "2", "approved_until": "2027-12-31"}
        assert desk.post(reverse("practicum_sites"), site).status_code == 302
        for weeks in (5, 9):
            day = {"cohort": str(self.enrolment.cohort_id), "date": (first + timedelta(weeks=weeks)).isoformat()}
            day |= {"starts_at": "10.00", "ends_at": "15.00", "place": "Huset"}
            assert desk.post(reverse("follow_up_days"), day).status_code == 302
        begun = {"start_date": first.isoformat(), "supervisor": str(self.supervisor.pk), "hours_a_week": "6"}
        begun |= {"site": str(PracticumSite.objects.get().pk), "workplace_guide": "Ulla", "agreed_hours": "90"}
        self.staff(self.coordinator, "practicum_start", self.enrolment.pk, **begun, tasks="Kaffe og gåture")

    def log(self, day: date, hours: str, **typed: Any) -> LogEntry:
        """The participant writes a day of the log in the evening, on the phone."""
        self.walk.at(noon(day, 20))
        self.send("own_entry_new", date=day.isoformat(), length=hours, **typed)
        return LogEntry.objects.get(training=self.training, date=day)

    def follow_up(self, number: int) -> None:
        """The supervisor notes that the participant was at a follow-up day."""
        day = FollowUpDay.objects.order_by("date")[number]
        self.walk.at(noon(day.date))
        self.staff(self.supervisor, "guide_follow_up", self.training.pk, day=str(day.pk), was_there="yes")


def text_of_file(answer: Any) -> str:
    """All words of a PDF that was handed out, its lines joined."""
    assert answer["Content-Type"] == "application/pdf", answer["Content-Type"]
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return " ".join(text_of(body).split())
