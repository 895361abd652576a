"""Talks, information meetings and learning plans."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from courses.domain import talks
from courses.domain.errors import Refused
from courses.models import Cohort, Course, Enrolment, InfoMeeting, InterviewSlot, OwnWords
from tests.conftest import NOW

from .making import apply, begin, seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]
PLAN = "Jeg vil øve mig i at lytte"
LATER = NOW + timedelta(days=2)


@pytest.fixture
def asking(open_cohort: Cohort) -> Cohort:
    """A cohort whose course has both steps."""
    Course.objects.update(has_interview=True, has_info_meeting=True)
    return Cohort.objects.select_related("course").get()


def add(cohort: Cohort, by: User, days: int = 2) -> InterviewSlot:
    values: dict[str, Any] = {"minutes": 30, "place": "Huset", "by": by, "now": NOW}
    return talks.add_talk(cohort, starts_at=NOW + timedelta(days=days), **values)


def test_a_talk_is_one_persons_and_can_be_changed(
    asking: Cohort, coordinator: User, participant: User, outsider: User
) -> None:
    first, second = add(asking, coordinator), add(asking, coordinator, days=3)
    assert add(asking, coordinator).pk == first.pk
    one, other = apply(asking, participant), apply(asking, outsider)
    for _time in range(2):
        talks.choose_talk(one, first, by=participant, now=NOW)
    with pytest.raises(Refused):
        talks.choose_talk(other, first, by=outsider, now=NOW)
    talks.choose_talk(one, second, by=participant, now=NOW)
    assert [slot.pk for slot in talks.free_talks(asking, NOW)] == [first.pk]
    with pytest.raises(Refused):
        talks.choose_talk(other, first, by=outsider, now=LATER)


def test_times_that_have_passed_and_other_regions_are_refused(
    asking: Cohort, coordinator: User, make_person: Any
) -> None:
    with pytest.raises(Refused):
        add(asking, coordinator, days=-1)
    with pytest.raises(Refused):
        add(asking, make_person("sj", "coordinator", region="sjaelland"))
    with pytest.raises(Refused):
        talks.add_info_meeting(asking, starts_at=LATER, place="", link="", by=coordinator, now=NOW)
    assert (InterviewSlot.objects.count(), InfoMeeting.objects.count()) == (0, 0)


def test_a_coordinator_adds_times_and_an_applicant_chooses(
    asking: Cohort, coordinator: User, participant: User, outsider: User, client_as: Any
) -> None:
    staff, address = client_as(coordinator), reverse("cohort_times", args=[asking.pk])
    assert staff.get(address).status_code == 200
    assert staff.post(address, {"kind": "talk", "day": "2026-11-10", "hour": "10.00"}).status_code == 422
    assert staff.post(address, {"kind": "info", "day": "2026-11-10", "hour": "99"}).status_code == 422
    staff.post(address, {"kind": "talk", "day": "2026-11-10", "hour": "10.00", "place": "Huset"})
    staff.post(address, {"kind": "info", "day": "2026-11-11", "hour": "17.00", "link": "https://example.org/"})
    one = apply(asking, participant)
    browser, page = client_as(participant), reverse("own_application", args=[one.pk])
    slot, meeting = InterviewSlot.objects.get(), InfoMeeting.objects.get()
    assert reverse("own_time", args=[one.pk, slot.pk]) in browser.get(page).content.decode()
    for _time in range(2):
        for key in (slot.pk, meeting.pk):
            browser.post(reverse("own_time", args=[one.pk, key]))
        assert InterviewSlot.objects.get().enrolment == one
        assert Enrolment.objects.get().info_meeting == meeting
    assert browser.get(reverse("own_time", args=[one.pk, slot.pk])).status_code == 405
    assert client_as(outsider).post(reverse("own_time", args=[one.pk, slot.pk])).status_code == 404
    assert client_as(outsider).get(address).status_code in (403, 404)


def test_a_plan_is_read_by_trainers_only_while_it_is_shared(
    open_cohort: Cohort,
    coordinator: User,
    trainer: User,
    participant: User,
    outsider: User,
    consent_text: None,
    client_as: Any,
) -> None:
    one = seat(open_cohort, participant, coordinator)
    browser, address = client_as(participant), reverse("own_plan", args=[one.pk])
    page = browser.get(address)
    assert browser.post(address, {"text": PLAN}).status_code == 422
    box = page.context["form"]["keep"].field.text.text_hash
    browser.post(address, {"text": PLAN, "keep": box})
    assert PLAN not in OwnWords.objects.values_list("plan", flat=True).get()
    shown = reverse("shared_plan", args=[open_cohort.pk, one.pk])
    assert client_as(trainer).get(shown).status_code == 404
    for _time in range(2):
        browser.post(address, {"text": PLAN, "is_shared": "on"})
        assert PLAN in client_as(trainer).get(shown).content.decode()
    for person in (outsider, participant):
        assert client_as(person).get(shown).status_code in (403, 404)
    assert client_as(outsider).get(address).status_code == 404
    browser.post(address, {"text": PLAN})
    assert client_as(trainer).get(shown).status_code == 404


def test_who_only_applied_has_no_plan(open_cohort: Cohort, participant: User, client_as: Any) -> None:
    one = apply(open_cohort, participant)
    assert client_as(participant).get(reverse("own_plan", args=[one.pk])).status_code == 404
    begin(open_cohort)
