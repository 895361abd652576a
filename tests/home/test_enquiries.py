"""The life of an enquiry: every step that is allowed, every one that is refused, and its end on the day."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections, transaction

from accounts.models import User
from home.domain import enquiries
from home.domain.errors import Refused
from home.domain.queries import enquiries_for_staff, route_to
from home.enums import ENDED_STATES, ENQUIRY_STEPS, EnquiryState
from home.models import Enquiry, EnquiryMessage
from outbox.domain.delivery import deliver_due
from outbox.models import Message
from tests.accounts.signing_in import delivered
from tests.conftest import NOW

from .posts import PRIVATE, local_contact, received

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _clock(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


def in_state(state: str) -> Enquiry:
    """An enquiry in any state, as the database allows it."""
    enquiry = received()
    enquiry.state = state
    if state in ENDED_STATES:
        enquiry.closed_at, enquiry.erase_after = NOW, date(2027, 11, 3)
    enquiry.save()
    return enquiry


Act = Callable[[Enquiry, User], Enquiry]
ACTS: dict[str, tuple[str, Act]] = {
    "assign": ("assigned", lambda enquiry, by: enquiries.assign(enquiry, to=by, by=by, now=LATER)),
    "answer": ("answered", lambda enquiry, by: enquiries.answer(enquiry, text="Vi ringer.", by=by, now=LATER)),
    "reopen": ("reopened", lambda enquiry, by: enquiries.reopen(enquiry, by=by, now=LATER)),
    "close": ("closed", lambda enquiry, by: enquiries.close(enquiry, by=by, now=LATER)),
    "mark_spam": ("spam", lambda enquiry, by: enquiries.mark_spam(enquiry, by=by, now=LATER)),
    "not_spam": ("new", lambda enquiry, by: enquiries.not_spam(enquiry, by=by, now=LATER)),
}
# What a second identical call finds done already.
DONE_ALREADY = {("assign", "assigned"), ("close", "closed"), ("mark_spam", "spam"), ("not_spam", "new")}
TABLE = [(act, state) for act in ACTS for state in EnquiryState.values]
ALLOWED = [(act, state) for act, state in TABLE if (state, ACTS[act][0]) in ENQUIRY_STEPS]
REFUSED = [pair for pair in TABLE if pair not in ALLOWED and pair not in DONE_ALREADY]


# --- coming in -------------------------------------------------------------------------------------------------------
def test_a_new_enquiry_is_promised_an_answer_and_logged() -> None:
    enquiry = received()
    assert (enquiry.state, enquiry.answer_by, enquiry.erase_after) == ("new", date(2026, 11, 10), None)
    assert [(event.from_state, event.to_state) for event in enquiry.events.all()] == [("", "new")]


@pytest.mark.parametrize(
    ("day", "promised"),
    [
        (date(2026, 11, 2), date(2026, 11, 9)),
        (date(2026, 11, 6), date(2026, 11, 13)),
        (date(2026, 11, 7), date(2026, 11, 13)),
        (date(2026, 11, 8), date(2026, 11, 13)),
        (date(2026, 12, 29), date(2027, 1, 5)),
    ],
)
def test_an_answer_is_promised_within_five_working_days(day: date, promised: date) -> None:
    assert enquiries.answer_by(day) == promised


def test_the_day_counts_in_danish_time() -> None:
    assert received(now=datetime(2026, 11, 2, 23, 30, tzinfo=UTC)).answer_by == date(2026, 11, 10)


def test_references_can_be_read_aloud_and_differ() -> None:
    references = {enquiries.new_reference() for _ in range(200)}
    assert len(references) == 200
    assert [one for one in references if not enquiries.REFERENCE.fullmatch(one)] == []


@pytest.mark.engines
def test_the_text_is_sealed_in_the_table() -> None:
    received()
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM home_enquirymessage")
        stored = cursor.fetchone()[0]
    assert (stored.startswith("v1.test1."), PRIVATE in stored) == (True, False)


def test_neither_outbox_nor_log_holds_the_text() -> None:
    enquiry = received()
    held = repr([*Message.objects.values(), *enquiry.events.values(), *Enquiry.objects.values()])
    assert PRIVATE not in held


def test_spam_has_its_end_from_the_start() -> None:
    enquiry = received(message="https://a https://b https://c https://d")
    assert (enquiry.state, enquiry.closed_at, enquiry.erase_after) == ("spam", NOW, date(2027, 11, 3))


@pytest.mark.engines
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_one_form_sent_by_several_at_once_is_one_enquiry() -> None:
    import uuid

    token, start, found = uuid.uuid4(), threading.Barrier(4), []

    def work() -> None:
        try:
            start.wait()
            found.append(received(token=token).pk)
        finally:
            connections.close_all()

    run_together(work, 4)
    assert (len(found), len(set(found)), EnquiryMessage.objects.count()) == (4, 1, 1)


def run_together(work: Callable[[], None], number: int) -> None:
    threads = [threading.Thread(target=work) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)


# --- steps -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("act", "state"), ALLOWED)
def test_an_allowed_step_is_taken_and_logged(act: str, state: str, coordinator: User) -> None:
    enquiry = in_state(state)
    to, do = ACTS[act]
    moved = do(enquiry, coordinator)
    assert (moved.state, moved.changed_at) == (to, LATER)
    last = moved.events.last()
    assert (last.from_state, last.to_state, last.by, last.at) == (state, to, coordinator, LATER)
    assert (moved.closed_at is not None, moved.erase_after is not None) == (to in ENDED_STATES, to in ENDED_STATES)


@pytest.mark.parametrize(("act", "state"), sorted(DONE_ALREADY))
def test_a_step_that_is_done_already_changes_nothing(act: str, state: str, coordinator: User) -> None:
    enquiry = in_state(state)
    enquiry.assigned_to = coordinator
    enquiry.save()
    before = (Enquiry.objects.values().get(), enquiry.events.count())
    ACTS[act][1](enquiry, coordinator)
    assert (Enquiry.objects.values().get(), enquiry.events.count()) == before


@pytest.mark.parametrize(("act", "state"), REFUSED)
def test_a_step_that_is_not_allowed_is_refused_in_words_and_leaves_no_trace(
    act: str, state: str, coordinator: User
) -> None:
    enquiry = in_state(state)
    before = (Enquiry.objects.values().get(), enquiry.events.count(), EnquiryMessage.objects.count())
    mails = Message.objects.count()
    with pytest.raises(Refused) as refused:
        ACTS[act][1](enquiry, coordinator)
    assert str(refused.value.message).startswith("Henvendelsen ")
    assert (Enquiry.objects.values().get(), enquiry.events.count(), EnquiryMessage.objects.count()) == before
    assert Message.objects.count() == mails


def test_the_three_tables_of_steps_cover_every_pair() -> None:
    assert len(ALLOWED) + len(DONE_ALREADY) + len(REFUSED) == len(TABLE) == 36


@pytest.mark.parametrize("act", ["answer", "reopen"])
def test_a_second_identical_call_is_refused_where_it_would_mail_or_log_twice(act: str, coordinator: User) -> None:
    enquiry = in_state("reopened" if act == "answer" else "closed")
    ACTS[act][1](enquiry, coordinator)
    with pytest.raises(Refused):
        ACTS[act][1](enquiry, coordinator)


def test_an_enquiry_can_be_handed_on(coordinator: User, administrator: User) -> None:
    enquiry = received()
    enquiries.assign(enquiry, to=coordinator, by=administrator, now=NOW)
    assert enquiries.assign(enquiry, to=administrator, by=coordinator, now=LATER).assigned_to == administrator


def test_who_answers_what_nobody_holds_holds_it(coordinator: User) -> None:
    assert enquiries.answer(received(), text="Hej.", by=coordinator, now=LATER).assigned_to == coordinator


def test_the_answer_goes_to_the_person_in_their_language(coordinator: User) -> None:
    enquiry = received()
    enquiry.language = "en"
    enquiry.save()
    delivered()
    enquiries.answer(enquiry, text="We meet on Tuesday.", by=coordinator, now=NOW)
    letters = delivered()
    assert [letter.to for letter in letters] == [["anna@example.org"]]
    assert (letters[0].subject, "We meet on Tuesday." in letters[0].body) == (
        f"Answer to your message ({enquiry.reference})",
        True,
    )
    assert PRIVATE not in letters[0].body


@pytest.mark.engines
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_people_who_answer_at_once_one_is_refused(make_person: Callable[..., Any]) -> None:
    enquiry = received()
    people = [make_person(f"c{number}", "coordinator") for number in range(2)]
    start, outcome = threading.Barrier(2), []

    def work() -> None:
        try:
            by = people.pop()
            start.wait()
            enquiries.answer(enquiry, text="Hej.", by=by, now=LATER)
            outcome.append("sent")
        except Refused:
            outcome.append("refused")
        finally:
            connections.close_all()

    run_together(work, 2)
    assert sorted(outcome) == ["refused", "sent"]
    assert EnquiryMessage.objects.filter(from_us=True).count() == 1
    assert Message.objects.filter(kind="home.enquiry_answer").count() == 1


@pytest.mark.engines
def test_the_database_refuses_an_ended_enquiry_without_its_day() -> None:
    enquiry = received()
    with pytest.raises(IntegrityError), transaction.atomic():
        Enquiry.objects.filter(pk=enquiry.pk).update(state="closed")


# --- time ------------------------------------------------------------------------------------------------------------
def test_what_was_answered_is_closed_after_thirty_quiet_days_and_not_before(coordinator: User) -> None:
    enquiry = received()
    enquiries.answer(enquiry, text="Hej.", by=coordinator, now=NOW)
    assert enquiries.close_quiet(NOW + timedelta(days=30)) == 0
    assert enquiries.close_quiet(NOW + timedelta(days=30, seconds=1)) == 1
    assert enquiries.close_quiet(NOW + timedelta(days=31)) == 0
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.events.last().note) == ("closed", "quiet")


@pytest.mark.parametrize("state", ["new", "assigned", "reopened", "spam"])
def test_what_still_waits_is_never_closed_by_itself(state: str) -> None:
    in_state(state)
    assert enquiries.close_quiet(NOW + timedelta(days=400)) == 0


@pytest.mark.parametrize(
    ("closed", "erased"),
    [
        (datetime(2026, 11, 3, 12, tzinfo=UTC), date(2027, 11, 3)),
        (datetime(2028, 2, 29, 12, tzinfo=UTC), date(2029, 2, 28)),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), date(2028, 1, 1)),
    ],
)
def test_an_ended_enquiry_is_erased_with_all_of_it_on_its_day(
    closed: datetime, erased: date, coordinator: User
) -> None:
    enquiry = in_state("answered")
    enquiries.close(enquiry, by=coordinator, now=closed)
    noon = datetime(erased.year, erased.month, erased.day, 11, tzinfo=UTC)
    assert enquiries.erase_due(noon - timedelta(days=1)) == 0
    assert enquiries.erase_due(noon) == 1
    assert (Enquiry.objects.count(), EnquiryMessage.objects.count()) == (0, 0)


def test_a_reopened_enquiry_is_not_erased(coordinator: User) -> None:
    enquiry = in_state("closed")
    enquiries.reopen(enquiry, by=coordinator, now=LATER)
    assert enquiries.erase_due(NOW + timedelta(days=1000)) == 0


def test_mails_about_an_erased_enquiry_are_dropped() -> None:
    local_contact(_danish(), "Landet")
    received()
    Enquiry.objects.all().delete()
    assert deliver_due(now=NOW) == 0
    assert set(Message.objects.values_list("state", flat=True)) == {"dropped"}


def test_the_contact_is_not_called_to_what_has_been_answered_meanwhile(coordinator: User) -> None:
    local_contact(_danish(), "Landet")
    enquiries.answer(received(), text="Hej.", by=coordinator, now=NOW)
    assert {mail.to[0] for mail in delivered()} == {"anna@example.org"}


# --- whose it is -----------------------------------------------------------------------------------------------------
def _danish() -> Any:
    from wagtail.models import Locale

    return Locale.objects.get_or_create(language_code="da")[0]


@pytest.mark.parametrize(
    ("topic", "region", "name"),
    [
        ("groups", "midtjylland", "Midt"),
        ("groups", "nordjylland", "Landet"),
        ("groups", "", "Landet"),
        ("workplaces", "midtjylland", None),
        ("site", "", None),
    ],
)
def test_an_enquiry_goes_to_the_contact_of_its_topic_and_place(topic: str, region: str, name: str | None) -> None:
    local_contact(_danish(), "Midt", "midtjylland")
    local_contact(_danish(), "Landet")
    local_contact(_danish(), "Syd", "syddanmark", topics=("workplaces",))
    found = route_to(topic=topic, region=region, locale_id=_danish().pk)
    assert (found.name if found else None) == name


def test_who_sees_which_enquiries(everybody: dict[str, User]) -> None:
    for region in ("midtjylland", "nordjylland", ""):
        received(region=region)
    everything, own = {"midtjylland", "nordjylland", ""}, {"midtjylland", ""}
    seen = {
        name: set(enquiries_for_staff(person).values_list("region", flat=True)) for name, person in everybody.items()
    }
    assert seen == {name: set() for name in everybody} | {
        "administrator": everything,
        "coordinator": everything,
        "coordinator_midt": own,
    }


def test_the_most_urgent_stand_first(coordinator: User) -> None:
    for days in (0, 7, 3):
        received(now=NOW - timedelta(days=days))
    days = [enquiry.answer_by for enquiry in enquiries_for_staff(coordinator)]
    assert days == sorted(days)
