"""Messages, materials and the evaluation: for the people of the cohort, and without anybody's name."""

from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from courses.domain import cohort_words, evaluations
from courses.domain.errors import Refused
from courses.models import Cohort, CohortMaterial, CohortMessage, Enrolment, Evaluation, EvaluationGiven
from outbox.models import Message
from tests.conftest import NOW

from .making import after, apply, begin, seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]
SECRET = "Vi mødes i gården i morgen"


@pytest.fixture
def attending(open_cohort: Cohort, participant: User, coordinator: User, time_machine: Any) -> Enrolment:
    made = seat(open_cohort, participant, coordinator)
    time_machine.move_to(begin(open_cohort), tick=False)
    return Enrolment.objects.select_related("cohort").get(pk=made.pk)


def test_a_message_reaches_the_cohort_and_the_mail_says_nothing_of_it(
    attending: Enrolment, trainer: User, participant: User, outsider: User, client_as: Any
) -> None:
    cohort = attending.cohort
    browser, address = client_as(trainer), reverse("message_new", args=[cohort.pk])
    assert browser.get(address).status_code == 200
    assert browser.post(address, {"title": "I morgen", "text": ""}).status_code == 422
    for _time in range(2):
        browser.post(address, {"title": "I morgen", "text": SECRET})
    assert CohortMessage.objects.count() == 1
    assert SECRET not in CohortMessage.objects.values_list("text", flat=True).get()
    told = Message.objects.filter(kind="courses.cohort_message")
    assert [one.person for one in told] == [participant.uuid]
    page = reverse("own_room", args=[attending.pk])
    assert SECRET in client_as(participant).get(page).content.decode()
    assert client_as(outsider).get(page).status_code == 404
    for name in ("cohort_room", "message_new", "material_new"):
        assert client_as(outsider).get(reverse(name, args=[cohort.pk])).status_code in (403, 404)
        assert client_as(participant).get(reverse(name, args=[cohort.pk])).status_code in (403, 404)


def test_materials_are_added_once_and_taken_away(
    attending: Enrolment, trainer: User, participant: User, make_person: Any, client_as: Any
) -> None:
    cohort = attending.cohort
    browser, address = client_as(trainer), reverse("material_new", args=[cohort.pk])
    assert browser.post(address, {"title": "Læs", "week": "2"}).status_code == 409
    assert browser.post(address, {"title": "Læs", "week": "14", "text": "x"}).status_code == 422
    assert browser.post(address, {"title": "Læs", "link": "javascript:alert(1)"}).status_code == 422
    for _time in range(2):
        browser.post(address, {"title": "Læs", "week": "2", "text": "Side 4", "is_homework": "on"})
    made = CohortMaterial.objects.get()
    assert "Side 4" in client_as(participant).get(reverse("own_room", args=[attending.pk])).content.decode()
    remove = reverse("material_remove", args=[cohort.pk, made.pk])
    assert client_as(make_person("anden", "trainer")).post(remove).status_code == 404
    assert browser.get(remove).status_code == 405
    for _time in range(2):
        browser.post(remove)
        assert CohortMaterial.objects.count() == 0


def test_others_write_nothing(attending: Enrolment, outsider: User) -> None:
    with pytest.raises(Refused):
        cohort_words.post_message(attending.cohort, title="x", text="x", by=outsider, now=NOW)
    assert CohortMessage.objects.count() == 0


def test_an_evaluation_is_given_once_and_leads_to_nobody(
    attending: Enrolment, participant: User, outsider: User, client_as: Any, time_machine: Any
) -> None:
    address = reverse("own_evaluation", args=[attending.pk])
    assert client_as(participant).get(address).status_code == 404
    time_machine.move_to(after(attending.cohort), tick=False)
    browser = client_as(participant)
    page = browser.get(address).content.decode()
    assert page.index("five have answered" if "five have" in page else "fem har svaret") < page.index("<fieldset")
    assert browser.post(address, {"whole": "6", "useful": "4", "safe": "5"}).status_code == 422
    for _time in range(2):
        browser.post(address, {"whole": "3", "useful": "4", "safe": "5", "text": SECRET})
    assert (Evaluation.objects.count(), EvaluationGiven.objects.count()) == (1, 1)
    linked = {field.name for field in Evaluation._meta.get_fields() if field.is_relation}
    assert linked == {"cohort"}
    assert client_as(outsider).get(address).status_code == 404


def test_four_answers_show_nothing_and_five_show_all(
    attending: Enrolment, coordinator: User, trainer: User, client_as: Any
) -> None:
    cohort, page = attending.cohort, reverse("cohort_evaluation", args=[attending.cohort_id])
    browser = client_as(coordinator)
    for number in range(5):
        assert evaluations.result_of(cohort).averages == []
        assert SECRET not in browser.get(page).content.decode()
        Evaluation(cohort=cohort, whole=number + 1, useful=4, safe=5, text=SECRET).save(force_insert=True)
    result = evaluations.result_of(cohort)
    assert [points for _name, points in result.averages] == [3.0, 4.0, 5.0]
    assert SECRET in browser.get(page).content.decode()
    assert client_as(trainer).get(page).status_code in (403, 404)


def test_before_the_last_meeting_nobody_evaluates(attending: Enrolment) -> None:
    with pytest.raises(Refused):
        evaluations.give(attending, whole=1, useful=1, safe=1, text="", now=begin(attending.cohort))
    assert Evaluation.objects.count() == 0


def test_who_only_applied_reads_none_of_it(open_cohort: Cohort, outsider: User, client_as: Any) -> None:
    one = apply(open_cohort, outsider)
    for name in ("own_room", "own_evaluation"):
        assert client_as(outsider).get(reverse(name, args=[one.pk])).status_code == 404
