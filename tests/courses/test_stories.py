"""Stories for the public: a yes first, an editor's approval, off the page at once when taken back, never among few."""

from typing import Any

import pytest
from django.urls import reverse

from accounts.domain import consents
from accounts.models import User
from courses.domain import stories as acts
from courses.domain.catalogue import graduates_of, stories_of
from courses.domain.errors import Refused
from courses.models import Enrolment, Story
from courses.models.stories import STORY
from tests.conftest import NOW

from .training import make_cohort, make_passed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]
TOLD = "Jeg turde sige noget til sidst"


@pytest.fixture
def enrolment(participant: User, administrator: User) -> Enrolment:
    for language in ("da", "en"):
        consents.new_text(purpose=STORY, language=language, text="Ja", by=administrator, now=NOW)
    return make_passed(participant, make_cohort())


def keep(enrolment: Enrolment, text: str = TOLD, **more: Any) -> Story:
    asked = consents.newest_text(STORY, "da")
    assert asked is not None
    values = {"shown_as": "Anna", "language": "da", "shown": asked.text_hash, "by": enrolment.person, "now": NOW}
    return acts.keep(enrolment, text=text, **values | more)


def shown(enrolment: Enrolment) -> list[str]:
    return [one.text for one in stories_of(enrolment.cohort.course)]


def test_a_story_is_sealed_and_shown_once_an_editor_approves_it(enrolment: Enrolment, editor: User) -> None:
    for _time in range(2):
        row = keep(enrolment)
    assert TOLD not in str(Story.objects.values_list("text", flat=True).get())
    assert shown(enrolment) == []
    for _time in range(2):
        acts.decide(row, show=True, by=editor, now=NOW)
    assert shown(enrolment) == [TOLD]
    keep(enrolment, shown="")  # the same again
    assert shown(enrolment) == [TOLD]
    keep(enrolment, "Noget andet", shown="")  # changed words wait anew
    assert shown(enrolment) == []


def test_a_story_needs_a_yes_a_passed_course_and_its_own_person(enrolment: Enrolment, outsider: User) -> None:
    for more in ({"shown": ""}, {"by": outsider}):
        with pytest.raises(Refused):
            keep(enrolment, **more)
    Enrolment.objects.update(state="attending")
    with pytest.raises(Refused):
        keep(enrolment)
    assert Story.objects.count() == 0


def test_taking_it_back_takes_it_off_at_once(enrolment: Enrolment, editor: User, participant: User) -> None:
    acts.decide(keep(enrolment), show=True, by=editor, now=NOW)
    assert acts.take_back(enrolment, by=participant, now=NOW)
    assert not acts.take_back(enrolment, by=participant, now=NOW)
    assert (shown(enrolment), Story.objects.count()) == ([], 0)


def test_it_goes_with_the_person(enrolment: Enrolment) -> None:
    from courses.domain.course_retention import anonymise

    keep(enrolment)
    anonymise(enrolment, now=NOW, is_wish=True)
    assert Story.objects.count() == 0


def test_a_participant_writes_and_removes_it_in_the_browser(
    enrolment: Enrolment, participant: User, outsider: User, editor: User, client_as: Any
) -> None:
    browser, address = client_as(participant), reverse("own_story", args=[enrolment.pk])
    page = browser.get(address)
    box = page.context["form"].fields["consent"].text.text_hash
    typed = {"text": TOLD, "shown_as": "Anna"}
    assert browser.post(address, typed).status_code == 422
    assert browser.post(address, typed | {"text": "x" * 601, "consent": box}).status_code == 422
    for _time in range(2):
        assert browser.post(address, typed | {"consent": box}).status_code == 302
    assert address in browser.get(reverse("own_course", args=[enrolment.pk])).content.decode()
    assert browser.put(address).status_code == 405
    for other in (outsider, editor):
        assert client_as(other).get(address).status_code == 404
    remove = reverse("own_story_remove", args=[enrolment.pk])
    assert (browser.get(remove).status_code, client_as(outsider).post(remove).status_code) == (405, 404)
    for _time in range(2):
        assert browser.post(remove).status_code == 302
    assert Story.objects.count() == 0


def test_an_editor_approves_in_the_admin_and_others_do_not(
    enrolment: Enrolment, editor: User, coordinator: User, participant: User, client_as: Any
) -> None:
    row = keep(enrolment)
    listing, decide = reverse("course_stories"), reverse("course_story_decide", args=[row.pk])
    staff = client_as(editor)
    assert TOLD in staff.get(listing).content.decode()
    for _time in range(2):
        assert staff.post(decide, {"act": "show"}).status_code == 302
    assert shown(enrolment) == [TOLD]
    staff.post(decide, {"act": "hide"})
    assert shown(enrolment) == []
    assert staff.get(decide).status_code == 405
    assert staff.post(reverse("course_story_decide", args=[enrolment.pk])).status_code == 404
    for other in (participant, coordinator):
        assert client_as(other).get(listing).status_code in (302, 403)
        assert client_as(other).post(decide, {"act": "show"}).status_code in (302, 403)
    assert shown(enrolment) == []


def test_among_few_graduates_no_figure_is_told(enrolment: Enrolment, make_person: Any) -> None:
    assert graduates_of(enrolment.cohort.course) is None
    for number in range(4):
        make_passed(make_person(f"p{number}"), enrolment.cohort)
    assert graduates_of(enrolment.cohort.course) == 5
