"""The evaluation of a round: sealed notes on the four questions, figures without small numbers, a safe file; and the
day on which a group looks at its agreement again."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from peerhub.domain import agreements, evaluation
from peerhub.meeting_enums import MeetingState
from peerhub.models import EvaluationNote, GroupMeeting, MeetingFeedback, PeerGroup, PeerProgramme
from tests.conftest import NOW

from .grouping import told
from .meeting import DAY, agreed, begun

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("consent_texts")]
TYPED = {"question": "value", "kind": "workshop", "text": "=SUM(A1) De fleste blev"}


@pytest.fixture(autouse=True)
def _today(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


def page(group: PeerGroup) -> str:
    return reverse("round_evaluation", args=[group.round.slug])


def test_notes_are_kept_sealed_taken_out_safely_and_deleted(coordinator: Any, client_as: Any) -> None:
    group, _members = begun(2, by=coordinator)
    client = client_as(coordinator)
    assert client.post(page(group), TYPED).status_code == 302
    made = EvaluationNote.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM peerhub_evaluationnote")
        assert "De fleste" not in str(cursor.fetchone()[0])
    assert "De fleste blev" in client.get(page(group)).content.decode()
    answer = client.get(reverse("evaluation_file", args=[group.round.slug, "csv"]))
    assert "'=SUM(A1) De fleste blev" in answer.content.decode("utf-8-sig")
    assert client.get(reverse("evaluation_file", args=[group.round.slug, "exe"])).status_code == 404
    remove = reverse("note_remove", args=[group.round.slug, made.pk])
    assert client.get(remove).status_code == 405
    for _time in range(2):
        assert client.post(remove).status_code == 302
    assert not EvaluationNote.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"), [({"text": ""}, "text"), ({"text": "a\x00"}, "text"), ({"kind": "x"}, "kind")]
)
def test_bad_input_is_told(wrong: dict[str, str], field: str, coordinator: Any, client_as: Any) -> None:
    group, _members = begun(2, by=coordinator)
    answer = client_as(coordinator).post(page(group), TYPED | wrong)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_what_few_have_said_is_not_told(coordinator: Any) -> None:
    group, members = begun(5, by=coordinator)
    PeerProgramme.objects.update(feedback="closed")
    made = agreed(group, members[0])
    GroupMeeting.objects.filter(pk=made.pk).update(state=MeetingState.HELD, attended=5)
    for number, member in enumerate(members, start=1):
        MeetingFeedback.objects.create(meeting=made, membership=member, heard=3, useful=2, welcome=1, at=NOW)
        found = evaluation.figures_of(group.round)
        assert (found.answers, bool(found.averages)) == ((5, True) if number == 5 else (0, False))
    assert (found.held, found.attended, found.averages["useful"]) == (1, 5, 2)


def test_nobody_else_gets_in(
    coordinator: Any, coordinator_midt: Any, trainer: Any, client_as: Any, stranger: Client
) -> None:
    group, (anna, _bo) = begun(2, by=coordinator, region="syddanmark")
    addresses = [page(group), reverse("evaluation_file", args=[group.round.slug, "csv"])]
    for person in (coordinator_midt, trainer, anna.person):
        assert {client_as(person).get(one).status_code for one in addresses} <= {403, 404}
    assert {stranger.get(one).status_code for one in addresses} == {302}


def test_a_group_is_told_once_on_the_day_of_its_agreement(coordinator: Any) -> None:
    group, (anna, _bo) = begun(2, by=coordinator)
    agreements.write(group, "Vi lytter", review_on=date(2026, 11, 10), by=anna.person, now=NOW)
    assert [agreements.remind(at) for at in (NOW, NOW + 7 * DAY, NOW + 7 * DAY, NOW + 8 * DAY)] == [0, 1, 0, 0]
    assert told("agreement_review") == 2
