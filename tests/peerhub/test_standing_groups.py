"""Standing open groups: joined through the short questionnaire with a yes and a confirmed address, left at any time;
the last place goes to one; and groups with a fixed leader."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from accounts.domain import consents
from accounts.domain.consents import newest_text
from accounts.models import Consent, User
from home.models import ContentVersion
from outbox.domain.delivery import deliver_due
from peerhub.domain import directory, endings, facilitation, standing, standing_desk, watching
from peerhub.domain.errors import Refused
from peerhub.domain.signup_consents import SHARING
from peerhub.domain.standing import Wish
from peerhub.group_enums import MembershipState
from peerhub.meeting_enums import MeetingState
from peerhub.models import GroupListing, GroupMembership, JoinRequest, PeerGroup
from peerhub.models.joining import JOINING
from tests.conftest import NOW

from .grouping import told
from .making import make_programme, make_question, make_questionnaire
from .meeting import DAY, HOUR, begun, fresh, planned
from .signing import errors_of, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("consent_texts", "join_texts")]
SAID = {JOINING: "", SHARING: ""}


@pytest.fixture(autouse=True)
def _today(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def join_texts(administrator: User) -> None:
    consents.new_text(purpose=JOINING, language="da", text="Ja til gruppen", by=administrator, now=NOW)


@pytest.fixture
def cafe(coordinator: User) -> PeerGroup:
    """A standing group of at most two."""
    programme = make_programme("cafe", intake="open", min_size=2, target_size=2, max_size=2)
    asked = make_questionnaire(programme)
    make_question(asked, "new", "text")
    return standing_desk.open_group(programme, {"name": "Onlinecafé", "form": "virtual"}, by=coordinator, now=NOW)


def join(group: PeerGroup, name: str) -> GroupMembership | None:
    wish = Wish(name, "Holm", f"{name}@example.org", answers={"new": "ja"})
    asked = standing.ask(group, wish, SAID, language="da", now=NOW)
    assert asked is not None
    return standing.confirm(asked, now=NOW)


def typed(**more: str) -> dict[str, str]:
    texts = {purpose: newest_text(purpose, "da") for purpose in (JOINING, SHARING)}
    boxes = {"join": texts[JOINING], "share": texts[SHARING]}
    hashes = {name: text.text_hash for name, text in boxes.items() if text}
    about = {"first_name": "Anna", "email": "anna@example.org", "condition_1": "on", "condition_2": "on"}
    return about | hashes | {"opened": opened()} | more


def test_one_joins_by_form_and_mail_and_reading_the_link_changes_nothing(
    cafe: PeerGroup, stranger: Client, client_as: Any, mailoutbox: Any, time_machine: Any
) -> None:
    address = reverse("join_group", args=[cafe.pk])
    assert stranger.get(reverse("join_open")).content.decode().count("Onlinecafé") == 1
    assert "2 ledige pladser" in stranger.get(address).content.decode()
    sent = typed(q_new="ja")
    time_machine.move_to(NOW + timedelta(seconds=20), tick=False)
    for _time in range(2):
        assert "Se i din mail" in stranger.post(address, sent).content.decode()
    wish = JoinRequest.objects.get()
    assert "ja" not in JoinRequest.objects.values_list("answers", flat=True).get()
    deliver_due(now=NOW + HOUR)
    [mail] = [one for one in mailoutbox if one.to == ["anna@example.org"]]
    assert "Onlinecafé" not in mail.body + mail.subject
    link = reverse("join_confirm", args=[wish.token])
    assert link in mail.body
    stranger.get(link)
    assert not GroupMembership.objects.exists()
    for _time in range(2):
        assert "Du er med i gruppen" in stranger.post(link).content.decode()
    seat = GroupMembership.objects.get()
    assert (seat.pk, seat.is_shown, seat.state) == (wish.pk, True, MembershipState.ACCEPTED)
    assert Consent.objects.filter(about=seat.pk, person=seat.person).count() == 2
    assert client_as(seat.person).get(reverse("own_group", args=[cafe.pk])).status_code == 200
    assert stranger.get(reverse("join_confirm", args=["x"])).status_code == 404
    assert "Se i din mail" in stranger.post(address, sent).content.decode()  # a member is told nothing


@pytest.mark.parametrize("missing", ["first_name", "email", "condition_1", "join", "share"])
def test_what_is_missing_is_told_and_the_rest_is_kept(missing: str, cafe: PeerGroup, stranger: Client) -> None:
    sent = {name: value for name, value in typed(q_new="mit svar").items() if name != missing}
    answer = stranger.post(reverse("join_group", args=[cafe.pk]), sent)
    assert answer.status_code == 422
    assert len(errors_of(answer)) == 1
    assert "mit svar" in answer.content.decode()
    assert not JoinRequest.objects.exists()


def test_groups_of_rounds_and_unknown_ones_cannot_be_joined(coordinator: Any, stranger: Client) -> None:
    group, _members = begun(2, by=coordinator)
    assert stranger.get(reverse("join_group", args=[group.pk])).status_code == 404
    assert stranger.post(reverse("join_open")).status_code == 405
    with pytest.raises(Refused):
        standing.ask(group, Wish("A", "", "a@example.org"), SAID, language="da", now=NOW)
    with pytest.raises(Refused):
        standing_desk.open_group(group.programme, {"name": "x", "form": "virtual"}, by=coordinator, now=NOW)


@pytest.mark.engines
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_last_place_goes_to_one_and_nothing_of_the_other_is_kept(cafe: PeerGroup) -> None:
    join(cafe, "anna")
    wishes = [
        standing.ask(cafe, Wish(name, "", f"{name}@example.org"), SAID, language="da", now=NOW) for name in ("bo", "ea")
    ]
    gate, got = threading.Barrier(2), []

    def confirm(wish: Any) -> None:
        try:
            gate.wait()
            got.append(standing.confirm(wish, now=NOW))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=confirm, args=(one,)) for one in wishes]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert [seat is None for seat in got].count(True) == 1
    assert GroupMembership.objects.seated().count() == JoinRequest.objects.count() == 2
    assert Consent.objects.filter(person=None).count() == 0
    with pytest.raises(Refused):
        standing.ask(cafe, Wish("ib", "", "ib@example.org"), SAID, language="da", now=NOW)


def test_who_leaves_leaves_nothing_and_the_place_is_free_again(cafe: PeerGroup) -> None:
    anna, bo = join(cafe, "anna"), join(cafe, "bo")
    assert anna is not None
    assert bo is not None
    assert told("members_changed") == 1
    for _time in range(2):
        endings.leave(anna, by=anna.person, now=NOW)
    assert (standing.free_in(cafe), JoinRequest.objects.count(), told("members_changed")) == (1, 1, 2)
    assert not Consent.objects.filter(about=anna.pk, withdrawn_at=None).exists()
    consents.withdraw(person=bo.person, purpose=JOINING, now=NOW)
    bo.refresh_from_db()
    assert (bo.state, JoinRequest.objects.count()) == (MembershipState.LEFT, 0)
    assert join(cafe, "anna") is not None


def test_the_directory_knows_who_has_room_at_each_seat(cafe: PeerGroup, coordinator: User) -> None:
    """What the list's filter reads is what a count of the seats would say."""
    GroupListing.objects.create(
        group=cafe, is_shown=True, title="Café", form="virtual", languages=["da"], changed_at=NOW
    )

    def has_room() -> tuple[int, int]:
        return directory.with_room(directory.listed(), NOW).count(), min(1, standing.free_in(cafe))

    seen = [has_room()]
    anna = join(cafe, "anna")
    seen.append(has_room())
    join(cafe, "bo")
    version = ContentVersion.current()
    seen.append(has_room())
    assert anna is not None
    endings.leave(anna, by=anna.person, now=NOW)
    seen.append(has_room())
    assert seen == [(1, 1), (1, 1), (0, 0), (1, 1)]
    assert ContentVersion.current() == version + 1


def test_a_link_that_has_run_out_and_what_was_never_confirmed(cafe: PeerGroup) -> None:
    wish = standing.ask(cafe, Wish("Anna", "", "anna@example.org"), SAID, language="da", now=NOW)
    assert wish is not None
    late = NOW + 7 * DAY + HOUR
    with pytest.raises(Refused):
        standing.confirm(wish, now=late)
    assert [standing.forget_unconfirmed(at) for at in (NOW + 7 * DAY, late, late)] == [0, 1, 0]
    assert not Consent.objects.exists()


def test_the_first_meeting_is_not_before_the_days_of_notice(cafe: PeerGroup, coordinator: Any) -> None:
    anna = join(cafe, "anna")
    assert anna is not None
    from .meeting import agreed

    link = {"form": "virtual", "place": "", "link": "https://example.org/m"}
    agreed(cafe, anna, at=NOW + 2 * DAY, **link)
    later = agreed(cafe, anna, at=NOW + 9 * DAY, **link)
    PeerGroup.objects.update(notice_days=3)
    cafe.refresh_from_db()
    assert standing.first_meeting(cafe, NOW) == later


def test_a_fixed_leader_leads_every_meeting_and_sees_the_group(coordinator: Any, trainer: Any, client_as: Any) -> None:
    group, (anna, _bo) = begun(2, by=coordinator)
    dates = {"trained_on": None, "supervised_on": None, "supervision_on": None}
    with pytest.raises(Refused):
        facilitation.appoint(group, trainer, **dates, by=coordinator, now=NOW)
    type(group.programme).objects.update(leadership="closed")
    group = PeerGroup.objects.select_related("programme").get(pk=group.pk)
    made = planned(group, by=anna.person)
    for _time in range(2):
        facilitation.appoint(group, trainer, **dates, by=coordinator, now=NOW)
    assert fresh(made).state == MeetingState.SCHEDULED
    near = NOW + 15 * DAY
    assert watching.groups_without_convener(coordinator, near) == []
    client = client_as(trainer)
    assert client.get(reverse("own_group", args=[group.pk])).status_code == 200
    assert client.get(reverse("group_messages", args=[group.pk])).status_code == 404
    assert [facilitation.release(group, by=coordinator, now=NOW) for _time in range(2)] == [True, False]
    assert watching.groups_without_convener(coordinator, near) == [group]
    assert client.get(reverse("own_group", args=[group.pk])).status_code == 404
    wrong = dates | {"supervised_on": NOW.date(), "supervision_on": (NOW - DAY).date()}
    with pytest.raises(Refused):
        facilitation.appoint(group, trainer, **wrong, by=coordinator, now=NOW)
