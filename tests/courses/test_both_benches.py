"""What trainers and coordinators share: messages, materials, the sheet to sign; supervision that participants note."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine as clock
from django.urls import reverse

from accounts.models import User
from courses.domain import cohorts, training_records
from courses.domain.errors import Refused
from courses.models import Cohort, CohortMaterial, CohortMessage, Supervision
from tests.conftest import NOW

from .making import seat
from .training import CAP, START, at, begin, make_passed
from .training import make_cohort as make_ended

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]
TODAY = date(2026, 10, 20)


def test_coordinators_write_and_hand_out_on_their_own_bench(
    open_cohort: Cohort, coordinator: User, participant: User, make_person: Any, client_as: Any
) -> None:
    seat(open_cohort, participant, coordinator)
    staff, key = client_as(coordinator), open_cohort.pk
    room, new = reverse("run_cohort_room", args=[key]), reverse("run_message_new", args=[key])
    answer = staff.post(new, {"title": "Husk", "text": "Vi mødes i huset"})
    assert (answer.status_code, answer["Location"]) == (302, room)
    staff.post(reverse("run_material_new", args=[key]), {"title": "Læs", "text": "En side"})
    page = staff.get(room).content.decode()
    assert page.count("/underviser/") == 0
    gone = reverse("run_material_remove", args=[key, CohortMaterial.objects.get().pk])
    assert gone in page
    for _time in range(2):
        assert staff.post(gone)["Location"] == room
    assert (CohortMessage.objects.count(), CohortMaterial.objects.count()) == (1, 0)
    elsewhere = client_as(make_person("sj", "coordinator", region="sjaelland"))
    assert [elsewhere.get(one).status_code for one in (room, new)] == [404, 404]
    assert client_as(participant).get(room).status_code == 403
    assert staff.put(room).status_code == 405


def test_both_get_the_sheet_to_sign(
    open_cohort: Cohort, coordinator: User, trainer: User, participant: User, client_as: Any
) -> None:
    seat(open_cohort, participant, coordinator)
    for person, name in ((coordinator, "run_signin_sheet"), (trainer, "signin_sheet")):
        answer = client_as(person).get(reverse(name, args=[open_cohort.pk, 1]))
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")


def test_the_cohort_says_that_the_other_trainer_is_missing(
    open_cohort: Cohort, coordinator: User, trainer: User, make_person: Any, client_as: Any
) -> None:
    staff, address = client_as(coordinator), reverse("cohort", args=[open_cohort.pk])
    assert "underviser som et par" in staff.get(address).content.decode()
    pair = [(trainer, "lived"), (make_person("anden", "trainer"), "professional")]
    cohorts.set_trainers(open_cohort, trainers=pair, by=coordinator, now=NOW)
    assert "underviser som et par" not in staff.get(address).content.decode()


def test_a_participant_notes_a_supervision_and_the_supervisor_corrects_it(
    participant: User, outsider: User, supervisor: User, coordinator: User, client_as: Any
) -> None:
    with clock.travel(at(TODAY), tick=False):
        training = begin(make_passed(participant, make_ended()), supervisor, coordinator)
        browser, address = client_as(participant), reverse("own_supervision", args=[training.enrolment_id])
        typed = {"date": TODAY.isoformat(), "kind": "alone", "length": "1"}
        assert "valgfri" not in browser.get(address).content.decode()
        days = (START - timedelta(days=1), TODAY + timedelta(days=1), CAP + timedelta(days=1))
        wrong = [{"date": day.isoformat()} for day in days]
        for more in (*wrong, {"length": "9"}, {"kind": "x"}, {"date": ""}):
            assert browser.post(address, typed | more).status_code == 422
        for _time in range(2):
            assert browser.post(address, typed).status_code == 302
        assert (Supervision.objects.get().minutes, Supervision.objects.get().by) == (60, participant)
        page = client_as(supervisor).get(reverse("guide_training", args=[training.pk]))
        assert "noteret af kursisten" in page.content.decode()
        values: dict[str, Any] = {"day": TODAY, "kind": "alone", "was_there": False, "now": at(TODAY)}
        training_records.note_supervision(training, minutes=30, by=supervisor, **values)
        with pytest.raises(Refused):
            training_records.note_own_supervision(
                training, day=TODAY, kind="alone", minutes=60, by=participant, now=at(TODAY)
            )
        assert Supervision.objects.get().was_there is False
        assert client_as(outsider).get(address).status_code == 404
        assert client_as(supervisor).get(address).status_code == 404
        assert browser.put(address).status_code == 405
