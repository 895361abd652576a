"""Self-checks against the framework, and the midterm and final conversations: who writes, who reads, when they go."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from dateutil.relativedelta import relativedelta
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.domain import consents
from accounts.models import User
from courses.domain import (
    conversations,
    reflection_due,
    reflection_queries,
    reflection_retention,
    self_checks,
    training_links,
    training_retention,
    trainings,
)
from courses.domain.errors import Refused
from courses.models import (
    CompetenceArea,
    CompetenceStatement,
    Conversation,
    ConversationWords,
    Enrolment,
    GuideTraining,
    SelfCheck,
)
from courses.models.reflections import REFLECTION
from outbox.models import Message

from .training import CAP, START, at, begin, make_cohort, make_consent_texts, make_passed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]
TODAY = date(2026, 10, 20)
SECRET, BROUGHT = "Jeg bliver træt efter møder", "Jeg vil tale om pauser"


@pytest.fixture(autouse=True)
def _clock() -> Any:
    with time_machine.travel(at(TODAY), tick=False):
        yield


@pytest.fixture
def framework() -> list[CompetenceArea]:
    area = CompetenceArea.objects.create(name_da="At lytte", name_en="Listening")
    for place in range(2):
        CompetenceStatement.objects.create(area=area, text_da=f"Jeg kan {place}", sort_order=place)
    return reflection_queries.framework()


@pytest.fixture
def enrolment(participant: User) -> Enrolment:
    return make_passed(participant, make_cohort())


@pytest.fixture
def training(enrolment: Enrolment, supervisor: User, coordinator: User) -> GuideTraining:
    make_consent_texts()
    return begin(enrolment, supervisor, coordinator)


def yes(person: User) -> Any:
    return consents.give(purpose=REFLECTION, language="da", person=person, now=at(TODAY))


def check(training: GuideTraining, framework: list[CompetenceArea], level: int = 2, **more: Any) -> SelfCheck:
    assert training.person
    first = framework[0].statements.all()[0].pk
    values = {"moment": "start", "levels": {first: level}, "words": SECRET, "by": training.person, "now": at(TODAY)}
    values |= {"consent": yes(training.person)}
    return self_checks.keep(training, framework=framework, **values | more)


def held(kind: str = "midterm", day: date = TODAY, **more: Any) -> conversations.Held:
    values = {"was_there": True, "with_supervisor": True, "with_guide": False} | more
    return conversations.Held(kind, day, **values)


def own(name: str, training: GuideTraining, *more: Any) -> str:
    return reverse(name, args=[training.enrolment_id, *more])


# --- the self-check ---------------------------------------------------------------------------------------------------
def test_a_self_check_is_sealed_kept_once_a_moment_and_keeps_its_words(
    training: GuideTraining, framework: list[CompetenceArea]
) -> None:
    first, second = framework[0].statements.all()
    for _time in range(2):
        check(training, framework)
    row = SelfCheck.objects.get()
    sealed = str(SelfCheck.objects.values_list("answers", "words").get())
    assert "Jeg kan" not in sealed
    assert SECRET not in sealed
    first.delete()
    shown = self_checks.answers_of(SelfCheck.objects.get())
    assert [(one.text, int(one.level)) for one in shown] == [("Jeg kan 0", 2)]
    check(training, reflection_queries.framework(), levels={second.pk: 4})
    shown = self_checks.answers_of(SelfCheck.objects.get(pk=row.pk))
    assert [(one.text, int(one.level)) for one in shown] == [("Jeg kan 1", 4), ("Jeg kan 0", 2)]


@pytest.mark.parametrize("more", [{"consent": None}, {"levels": {}, "words": " "}, {"moment": "later"}])
def test_a_self_check_without_a_yes_or_an_answer_is_refused(
    training: GuideTraining, framework: list[CompetenceArea], more: dict[str, Any]
) -> None:
    with pytest.raises(Refused):
        check(training, framework, **more)
    assert SelfCheck.objects.count() == 0


def test_nobody_makes_anothers_self_check(
    training: GuideTraining, framework: list[CompetenceArea], supervisor: User
) -> None:
    with pytest.raises(Refused):
        check(training, framework, by=supervisor)


def test_a_participant_answers_in_the_browser_and_sees_it_beside_the_next(
    training: GuideTraining, framework: list[CompetenceArea], participant: User, client_as: Any
) -> None:
    browser, address = client_as(participant), own("own_self_check", training, "start")
    key = f"s{framework[0].statements.all()[0].pk}"
    page = browser.get(address)
    box = page.context["form"].fields["consent"].text.text_hash
    assert browser.post(address, {key: "2"}).status_code == 422
    assert browser.post(address, {key: "9", "consent": box}).status_code == 422
    bad = browser.post(address, {key: "2", "words": "010170-1234", "consent": box})
    assert (bad.status_code, "checked" in bad.content.decode()) == (422, True)
    assert SelfCheck.objects.count() == 0
    sent = {key: "2", "words": SECRET, "consent": box}
    for _time in range(2):
        assert browser.post(address, sent).status_code == 302
    assert browser.post(own("own_self_check", training, "midtvejs"), {key: "4"}).status_code == 302
    shown = browser.get(own("own_reflections", training))
    rows = shown.context["compared"][0][1]
    assert [row.levels for row in rows] == [["Jeg øver mig", "Jeg kan selv", ""]]
    assert SECRET in shown.content.decode()
    assert browser.get(own("own_course", training)).content.decode().count("Selvtjek") >= 3


def test_an_english_reader_sees_the_framework_in_english(
    training: GuideTraining, framework: list[CompetenceArea], participant: User, client_as: Any
) -> None:
    text = client_as(participant).get("/en" + own("own_self_check", training, "start")).content.decode()
    assert "Listening" in text
    assert "I am practising" in text


@pytest.mark.parametrize(
    ("name", "more"), [("own_reflections", []), ("own_self_check", ["start"]), ("own_conversation", ["slut"])]
)
def test_own_pages_open_for_their_person_alone(
    training: GuideTraining,
    participant: User,
    outsider: User,
    supervisor: User,
    coordinator: User,
    client_as: Any,
    name: str,
    more: list[str],
) -> None:
    address = own(name, training, *more)
    assert client_as(participant).get(address).status_code == 200
    assert [client_as(one).get(address).status_code for one in (outsider, supervisor, coordinator)] == [404] * 3
    assert client_as(participant).put(address).status_code == 405
    assert Client().get(address).status_code == 302
    if more:
        assert client_as(participant).get(own(name, training, "aldrig")).status_code == 404


def test_the_page_takes_the_same_queries_whatever_it_holds(
    training: GuideTraining,
    framework: list[CompetenceArea],
    participant: User,
    client_as: Any,
    django_assert_num_queries: Any,
) -> None:
    client, address = client_as(participant), own("own_reflections", training)
    check(training, framework)
    client.get(address)
    with django_assert_num_queries(10):
        client.get(address)
    for moment in ("midterm", "final"):
        check(training, framework, moment=moment)
    with django_assert_num_queries(10):
        client.get(address)


# --- the conversations ------------------------------------------------------------------------------------------------
def test_a_conversation_is_noted_and_corrected_by_the_same_kind(training: GuideTraining, supervisor: User) -> None:
    for _time in range(2):
        conversations.note_conversation(training, held(), by=supervisor, now=at(TODAY))
    conversations.note_conversation(training, held(with_guide=True), by=supervisor, now=at(TODAY))
    row = Conversation.objects.get()
    assert (row.with_guide, row.by) == (True, supervisor)


@pytest.mark.parametrize(
    "what",
    [
        held(day=START - timedelta(days=1)),
        held(day=CAP + timedelta(days=1)),
        held(day=TODAY + timedelta(days=1)),
        held(with_supervisor=False),
    ],
)
def test_a_conversation_outside_the_training_or_with_nobody_is_refused(
    training: GuideTraining, supervisor: User, what: conversations.Held
) -> None:
    with pytest.raises(Refused):
        conversations.note_conversation(training, what, by=supervisor, now=at(TODAY))
    assert Conversation.objects.count() == 0


def test_the_final_conversation_comes_after_the_midterm_and_both_stay_inside(
    training: GuideTraining, supervisor: User, coordinator: User
) -> None:
    conversations.note_conversation(training, held(day=TODAY), by=supervisor, now=at(TODAY))
    early = held("final", TODAY - timedelta(days=1))
    with pytest.raises(Refused):
        conversations.note_conversation(training, early, by=supervisor, now=at(TODAY))
    with pytest.raises(Refused):
        trainings.move_start(training, start_date=TODAY + timedelta(days=2), by=coordinator, now=at(TODAY))
    trainings.move_start(training, start_date=START + timedelta(days=2), by=coordinator, now=at(TODAY))
    assert Conversation.objects.get().starts == START + timedelta(days=2)
    row = Conversation.objects.get()
    row.date = row.cap + timedelta(days=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_strangers_and_the_participant_note_none(
    training: GuideTraining, participant: User, outsider: User, make_person: Any
) -> None:
    for person in (participant, outsider, make_person("another", "supervisor")):
        with pytest.raises(Refused):
            conversations.note_conversation(training, held(), by=person, now=at(TODAY))


def test_a_supervisor_notes_a_conversation_in_the_browser(
    training: GuideTraining, supervisor: User, outsider: User, make_person: Any, client_as: Any
) -> None:
    browser, address = client_as(supervisor), reverse("guide_conversation", args=[training.pk])
    sent = {"kind": "midterm", "date": TODAY.isoformat(), "there": ["participant", "supervisor"]}
    assert browser.get(address).status_code == 200
    assert browser.post(address, sent | {"there": ["participant"]}).status_code == 422
    assert browser.post(address, sent | {"kind": "x"}).status_code == 422
    assert browser.post(address, {}).status_code == 422
    for _time in range(2):
        assert browser.post(address, sent).status_code == 302
    page = browser.get(reverse("guide_training", args=[training.pk]))
    assert [one.is_done for one in page.context["stands"].items] == [False, False, False, True, False, False]
    assert "Midtvejssamtale" in page.content.decode()
    assert browser.put(address).status_code == 405
    assert client_as(make_person("another", "supervisor")).get(address).status_code == 404
    assert client_as(outsider).get(address).status_code == 403


def test_a_guide_notes_it_through_the_link_until_it_is_taken_back(
    training: GuideTraining, supervisor: User, participant: User
) -> None:
    values: dict[str, Any] = {"name": "Guiden", "now": at(TODAY)}
    link = training_links.make(training, part="guide", by=supervisor, **values)
    lent = training_links.make(training, part="reader", by=participant, **values)
    browser, address = Client(), reverse("link_conversation", args=[link.token])
    assert browser.get(address).status_code == 200
    assert browser.post(address, {"kind": "final"}).status_code == 422
    sent = {"kind": "final", "date": TODAY.isoformat(), "there": ["participant", "guide"]}
    for _time in range(2):
        answer = browser.post(address, sent)
        assert (answer.status_code, answer["Referrer-Policy"]) == (302, "no-referrer")
    row = Conversation.objects.get()
    assert (row.noted_name, row.by, row.with_guide) == ("Guiden", None, True)
    assert "Afslutningssamtale" in browser.get(reverse("training_link", args=[link.token])).content.decode()
    assert browser.get(reverse("link_conversation", args=[lent.token])).status_code == 404
    training_links.revoke(link, by=supervisor, now=at(TODAY))
    assert browser.get(address).status_code == 404
    assert browser.post(address, sent).status_code == 404


def test_words_are_read_by_supervisor_and_guide_only_while_shared_and_never_by_others(
    training: GuideTraining,
    participant: User,
    supervisor: User,
    coordinator: User,
    administrator: User,
    client_as: Any,
) -> None:
    browser, address = client_as(participant), own("own_conversation", training, "midtvejs")
    page = browser.get(address)
    assert browser.post(address, {"words": BROUGHT}).status_code == 422
    box = page.context["form"].fields["consent"].text.text_hash
    assert browser.post(address, {"words": BROUGHT, "consent": box}).status_code == 302
    assert BROUGHT not in str(ConversationWords.objects.values_list("words", flat=True).get())
    link = training_links.make(training, part="guide", name="Guiden", by=supervisor, now=at(TODAY))
    shown = {
        "supervisor": lambda: client_as(supervisor).get(reverse("guide_training", args=[training.pk])),
        "guide": lambda: Client().get(reverse("training_link", args=[link.token])),
        "coordinator": lambda: client_as(coordinator).get(reverse("practicum_training", args=[training.pk])),
        "administrator": lambda: client_as(administrator).get(reverse("practicum_training", args=[training.pk])),
    }

    def readers() -> set[str]:
        return {name for name, get in shown.items() if BROUGHT in get().content.decode()}

    assert readers() == set()
    browser.post(address, {"words": BROUGHT, "is_shared": "on"})
    assert readers() == {"supervisor", "guide"}
    browser.post(address, {"words": ""})
    assert (readers(), ConversationWords.objects.count()) == (set(), 0)


def test_the_own_record_holds_it_and_a_lent_one_does_not(
    training: GuideTraining, framework: list[CompetenceArea], participant: User, client_as: Any
) -> None:
    check(training, framework)
    data = client_as(participant).get(own("own_record_json", training)).json()
    period = data["trainings"][0]["learning"]
    assert period["self_checks"][0]["words"] == SECRET
    link = training_links.make(training, part="reader", name="Min bror", by=participant, now=at(TODAY))
    assert SECRET not in Client().get(reverse("training_link", args=[link.token])).content.decode()


def test_the_pdf_holds_it_where_the_participant_chose_so(
    training: GuideTraining, framework: list[CompetenceArea], supervisor: User
) -> None:
    from courses.training_documents import own_whole
    from pdf.render import html_of

    check(training, framework)
    conversations.note_conversation(training, held(), by=supervisor, now=at(TODAY))
    enrolment = training.enrolment

    def printed(**chosen: bool) -> str:
        context = {"chosen": chosen, "enrolment": enrolment, "today": TODAY, **own_whole(enrolment, chosen, TODAY)}
        return html_of("pdf/training_hours.html", context, language="da", title="Timer")

    without, holding = printed(weeks=True, records=True, words=True), printed(learning=True)
    for words in (SECRET, "Midtvejssamtale", "At lytte"):
        assert words not in without
        assert words in holding


# --- reminders and going ----------------------------------------------------------------------------------------------
def kinds() -> list[str]:
    rows = Message.objects.filter(kind__startswith="courses.conversation_").order_by("created_at")
    return [one.kind.removeprefix("courses.conversation_") for one in rows]


def test_both_are_reminded_once_of_a_conversation_that_nobody_noted(training: GuideTraining) -> None:
    reflection_due.remind(at(START + timedelta(days=55)))
    assert kinds() == []
    for days in (56, 57):
        reflection_due.remind(at(START + timedelta(days=days)))
    assert kinds() == ["midterm"] * 2
    for days in (21, 20, 0, -1):
        reflection_due.remind(at(CAP - timedelta(days=days)))
    assert kinds() == ["midterm"] * 2 + ["final"] * 2


def test_nobody_is_reminded_of_what_was_held(training: GuideTraining, supervisor: User) -> None:
    conversations.note_conversation(training, held(), by=supervisor, now=at(TODAY))
    reflection_due.remind(at(TODAY - timedelta(days=10)))
    assert kinds() == []


def test_taking_the_yes_back_takes_the_words_and_a_restore_brings_none_back(
    training: GuideTraining, framework: list[CompetenceArea], participant: User, supervisor: User
) -> None:
    row = check(training, framework)
    conversations.note_conversation(training, held(), by=supervisor, now=at(TODAY))
    values: dict[str, Any] = {"kind": "final", "words": BROUGHT, "is_shared": True, "now": at(TODAY)}
    conversations.keep_words(training, by=participant, consent=yes(participant), **values)
    assert consents.withdraw(person=participant, purpose=REFLECTION, now=at(TODAY))
    assert (SelfCheck.objects.count(), ConversationWords.objects.count(), Conversation.objects.count()) == (0, 0, 1)
    again = check(training, framework)
    SelfCheck.objects.filter(pk=again.pk).update(id=row.pk)
    assert reflection_retention.forget_again({row.pk}, at(TODAY)) == 1
    assert reflection_retention.forget_again({row.pk}, at(TODAY)) == 0


def test_they_go_with_the_log_on_its_day_and_not_before(
    training: GuideTraining, framework: list[CompetenceArea]
) -> None:
    check(training, framework)
    GuideTraining.objects.update(state="ended_at_cap")
    last = CAP + relativedelta(months=12)
    assert reflection_retention.delete_due(at(last)) == 0
    assert reflection_retention.delete_due(at(last + timedelta(days=1))) == 1
    assert reflection_retention.delete_due(at(last + timedelta(days=1))) == 0


def test_they_go_with_the_person(training: GuideTraining, framework: list[CompetenceArea], supervisor: User) -> None:
    check(training, framework)
    conversations.note_conversation(training, held(), by=supervisor, now=at(TODAY))
    for _time in range(2):
        training_retention.anonymise(training, now=at(TODAY), is_wish=True)
    assert (SelfCheck.objects.count(), Conversation.objects.count()) == (0, 0)


def test_editors_keep_the_framework_and_participants_do_not(
    editor: User, outsider: User, client_as: Any, framework: list[CompetenceArea]
) -> None:
    listing = reverse("wagtailsnippets_courses_competencearea:list")
    edit = reverse("wagtailsnippets_courses_competencearea:edit", args=[framework[0].pk])
    assert [client_as(editor).get(one).status_code for one in (listing, edit)] == [200, 200]
    assert client_as(outsider).get(edit).status_code in (302, 403)
