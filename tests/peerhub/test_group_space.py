"""A group beside its meetings: messages with hidden addresses, own choices, the agreement, a pause, the end, the shared
intro, calendars; works, wrong role, wrong method, another group's; twice is once."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from accounts.domain import consents
from accounts.domain.consents import newest_text
from accounts.models import Consent, User
from outbox.domain.delivery import deliver_due
from outbox.models import Message
from peerhub.domain import calendar_links, endings, feedback, group_messages, intros, meetings, member_choices, watching
from peerhub.domain.errors import Refused
from peerhub.group_enums import GroupState, MembershipState
from peerhub.meeting_enums import MeetingState
from peerhub.models import (
    CalendarLink,
    GroupAgreement,
    GroupMembership,
    GroupMessage,
    IntroAnswer,
    PeerGroup,
    PeerProgramme,
)
from tests.conftest import NOW

from .grouping import stand, told
from .meeting import DAY, HOUR, agreed, begun, fresh, planned
from .signing import errors_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("consent_texts", "choice_texts")]
PAGES = ("group_messages", "group_choices", "group_agreement", "group_phones", "group_ending", "group_leave")


@pytest.fixture(autouse=True)
def _today(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def choice_texts(administrator: User) -> None:
    for purpose in member_choices.PURPOSES:
        consents.new_text(purpose=purpose, language="da", text=f"Ja til {purpose}", by=administrator, now=NOW)


def body(answer: Any) -> str:
    return str(answer.content.decode())


def page(name: str, *parts: Any) -> str:
    return reverse(name, args=parts)


def says_yes(member: GroupMembership, *purposes: str) -> None:
    """A member who has said yes to these purposes."""
    said = dict.fromkeys(purposes, "")
    keeps = {"leads": True, "is_greeter": False, "language": "da"}
    member_choices.choose(member, said=said, kept=frozenset(), **keeps, now=NOW)


def group_now(group: PeerGroup) -> PeerGroup:
    return PeerGroup.objects.select_related("programme", "round").get(pk=group.pk)


def test_nobody_else_finds_any_of_its_pages(coordinator: Any, outsider: Any, client_as: Any, stranger: Client) -> None:
    group, (anna, bo) = begun(2, by=coordinator)
    _other, (foreign, _dora) = begun(2, by=coordinator, slug="efteraar-2027")
    endings.leave(bo, by=bo.person, now=NOW)
    for person in (outsider, foreign.person, bo.person, coordinator):
        client = client_as(person)
        assert {client.get(page(name, group.pk)).status_code for name in PAGES} == {404}
        assert {client.post(page(name, group.pk)).status_code for name in PAGES} <= {404, 405}
    assert {stranger.get(page(name, group.pk)).status_code for name in PAGES} == {302}
    own = client_as(anna.person)
    assert {own.get(page(name, group.pk)).status_code for name in PAGES} == {200}
    assert own.get(page("group_intro", group.pk)).status_code == 405
    assert own.post(page("group_phones", group.pk)).status_code == 405


class TestMessages:
    def test_the_others_get_a_notice_and_the_text_only_by_their_own_yes(
        self, coordinator: Any, client_as: Any, mailoutbox: Any
    ) -> None:
        group, (anna, bo, carl) = begun(3, by=coordinator)
        says_yes(carl, member_choices.MESSAGE_TEXT)
        Message.objects.all().delete()
        sent = {"text": "Skal vi tage kage med?", "once": "11111111-1111-4111-8111-111111111111"}
        for _time in range(2):
            assert client_as(anna.person).post(page("group_messages", group.pk), sent).status_code == 302
        assert GroupMessage.objects.count() == 1
        deliver_due(now=NOW)
        texts = {mail.to[0]: mail.body + mail.subject for mail in mailoutbox}
        assert set(texts) == {bo.person.email, carl.person.email}
        assert "kage" not in texts[bo.person.email]
        assert "kage" in texts[carl.person.email]
        assert not [text for text in texts.values() if anna.person.email in text or anna.person.last_name in text]
        assert "Skal vi tage kage med?" in body(client_as(bo.person).get(page("group_messages", group.pk)))

    def test_an_answer_stands_below_and_only_the_author_takes_it_back(self, coordinator: Any, client_as: Any) -> None:
        group, (anna, bo) = begun(2, by=coordinator)
        first = group_messages.write(anna, "Hej", now=NOW)
        client = client_as(bo.person)
        for top in (str(first.pk), "nonsens"):
            client.post(page("group_messages", group.pk), {"text": f"Svar {top[:3]}", "answers": top})
        below = GroupMessage.objects.get(answers=first)
        client.post(page("group_messages", group.pk), {"text": "Under", "answers": str(below.pk)})
        assert GroupMessage.objects.filter(answers=first).count() == 2
        client.post(page("group_message_delete", group.pk, first.pk))
        assert GroupMessage.objects.filter(pk=first.pk).exists()
        for _time in range(2):
            client_as(anna.person).post(page("group_message_delete", group.pk, first.pk))
        assert GroupMessage.objects.count() == 1

    def test_who_hides_the_name_or_has_left_cannot_write_and_bad_text_is_kept(
        self, coordinator: Any, client_as: Any
    ) -> None:
        group, (anna, bo) = begun(2, by=coordinator)
        anna.is_shown = False
        anna.save()
        answer = client_as(anna.person).post(page("group_messages", group.pk), {"text": "Hej fra mig"})
        assert answer.status_code == 422
        assert "Hej fra mig" in body(answer)
        endings.leave(bo, by=bo.person, now=NOW)
        with pytest.raises(Refused):
            group_messages.write(bo, "Hej", now=NOW)
        for wrong in ("", "010190-1234", "x" * 3001):
            assert client_as(anna.person).post(page("group_messages", group.pk), {"text": wrong}).status_code == 422
        assert not GroupMessage.objects.exists()

    def test_they_are_sealed_and_go_six_months_after_the_end(self, coordinator: Any) -> None:
        group, (anna, _bo) = begun(2, by=coordinator)
        made = group_messages.write(anna, "Fortroligt", now=NOW)
        assert "Fortroligt" not in GroupMessage.objects.values_list("text", flat=True).get(pk=made.pk)
        PeerGroup.objects.filter(pk=group.pk).update(ended_at=NOW, state=GroupState.CLOSED)
        last = NOW + timedelta(days=181)  # 3 May 2027
        assert [group_messages.forget(at) for at in (last, last + HOUR)] == [0, 1]

    def test_the_list_asks_as_often_for_one_as_for_three(
        self, coordinator: Any, client_as: Any, django_assert_num_queries: Any
    ) -> None:
        group, (anna, bo) = begun(2, by=coordinator)
        client = client_as(anna.person)
        first = group_messages.write(anna, "En", now=NOW)
        group_messages.write(bo, "Svar", answers=first, now=NOW)
        client.get(page("group_messages", group.pk))
        for _time in range(2):
            with django_assert_num_queries(8):
                client.get(page("group_messages", group.pk))
            for number in range(2):
                again = group_messages.write(bo, f"Mere {number}", now=NOW)
                group_messages.write(anna, "Svar", answers=again, now=NOW)


class TestChoices:
    def test_a_yes_shows_how_one_is_reached_and_goes_when_it_is_taken_back(
        self, coordinator: Any, client_as: Any
    ) -> None:
        group, (anna, bo) = begun(2, by=coordinator)
        User.objects.get(pk=anna.person.pk)
        client, other = client_as(anna.person), client_as(bo.person)
        text = newest_text(member_choices.CONTACT, "da")
        assert text is not None
        assert anna.person.email not in body(other.get(page("group_phones", group.pk)))
        for _time in range(2):
            client.post(page("group_choices", group.pk), {"contact": text.text_hash, "leads": "on"})
            if not _time:
                assert anna.person.email in body(other.get(page("group_phones", group.pk)))
        assert Consent.objects.filter(about=anna.pk).count() == 1
        client.post(page("group_choices", group.pk), {"keeps_contact": "on"})
        assert member_choices.of(anna).leads is False
        consents.withdraw(person=anna.person, purpose=member_choices.CONTACT, now=NOW)
        assert anna.person.email not in body(other.get(page("group_phones", group.pk)))
        assert client.post(page("group_choices", group.pk), {"contact": "another text"}).status_code == 422


class TestAgreementPauseAndEnd:
    def test_the_agreement_is_written_once(self, coordinator: Any, client_as: Any) -> None:
        group, (anna, bo) = begun(2, by=coordinator)
        for _time in range(2):
            client_as(anna.person).post(
                page("group_agreement", group.pk), {"text": "Vi lytter", "review_on": "2027-02-01"}
            )
        assert group.events.filter(act="agreed").count() == 1
        assert GroupAgreement.objects.get().text == "Vi lytter"
        assert "Vi lytter" in body(client_as(bo.person).get(page("own_group", group.pk)))
        answer = client_as(anna.person).post(page("group_agreement", group.pk), {"text": "", "review_on": "x"})
        assert len(errors_of(answer)) == 2

    def test_a_pause_keeps_reminders_and_flags_away_until_its_day(self, coordinator: Any, client_as: Any) -> None:
        group, (anna, _bo) = begun(2, by=coordinator)
        client, address = client_as(anna.person), page("group_ending", group.pk)
        late = NOW + 120 * DAY
        assert watching.quiet_groups(coordinator, late) == [group]
        assert client.post(address, {"act": "pause", "until": "2020-01-01"}).status_code == 422
        for _time in range(2):
            client.post(address, {"act": "pause", "until": "2027-06-01"})
        assert watching.quiet_groups(coordinator, late) == []
        assert group.events.filter(act="paused").count() == 1
        client.post(address, {"act": "pause", "until": ""})
        assert watching.quiet_groups(coordinator, late) == [group]

    @pytest.mark.parametrize(("wanting", "state"), [(1, GroupState.CLOSED), (2, GroupState.CONTINUING)])
    def test_two_who_want_to_go_on_keep_it_going(
        self, wanting: int, state: str, coordinator: Any, client_as: Any
    ) -> None:
        group, members = begun(3, by=coordinator)
        made = agreed(group, members[0])
        address = page("group_ending", group.pk)
        with pytest.raises(Refused):
            endings.finish(group, by=members[0].person, now=NOW)
        for _time in range(2):
            client_as(members[0].person).post(address, {"act": "close"})
        assert told("group_closing") == 3
        for one in members[:wanting]:
            for _time in range(2):
                client_as(one.person).post(address, {"act": "go-on"})
        for _time in range(2):
            client_as(members[2].person).post(address, {"act": "finish"})
        assert group_now(group).state == state
        ended = state == GroupState.CLOSED
        assert (told("group_ended"), fresh(made).state == MeetingState.CANCELLED) == (3 if ended else 0, ended)
        assert client_as(members[1].person).get(page("own_group", group.pk)).status_code == 200
        assert client_as(members[1].person).post(address, {"act": "nonsens"}).status_code == 200

    def test_who_leaves_is_off_at_once_and_what_they_led_is_offered_on(self, coordinator: Any, client_as: Any) -> None:
        group, (anna, bo, _carl) = begun(3, by=coordinator)
        made = agreed(group, anna)
        says_yes(anna, member_choices.CONTACT)
        client = client_as(anna.person)
        assert client.post(page("group_leave", group.pk)).status_code == 302
        assert client.post(page("group_leave", group.pk)).status_code == 404
        anna.refresh_from_db()
        assert (anna.state, stand(anna.signup)) == (MembershipState.LEFT, "withdrawn")
        assert made.duties.get(state="offered").membership == bo
        assert not Consent.objects.filter(about=anna.pk, withdrawn_at=None).exists()
        assert endings.leave(anna, by=anna.person, now=NOW).state == MembershipState.LEFT


class TestQuiet:
    def test_a_group_is_quiet_by_its_dates_alone(self, coordinator: Any, coordinator_midt: Any, editor: Any) -> None:
        group, (anna, bo) = begun(2, by=coordinator)
        first = agreed(group, anna, at=NOW + 10 * DAY)
        assert watching.quiet_groups(coordinator, NOW + 9 * DAY) == []
        meetings.hold(first, attended=2, by=anna.person, now=NOW + 11 * DAY)
        group_messages.write(bo, "Hvor er I?", now=NOW)
        last = NOW + 10 * DAY
        assert watching.quiet_groups(coordinator, last + 60 * DAY) == []
        late = last + 60 * DAY + HOUR
        assert watching.quiet_groups(coordinator, late) == watching.quiet_groups(coordinator_midt, late) == [group]
        assert watching.quiet_groups(editor, late) == []

    def test_two_meetings_in_a_row_that_were_not_held_are_a_sign(
        self, coordinator: Any, django_assert_num_queries: Any
    ) -> None:
        group, (anna, _bo) = begun(2, by=coordinator)
        for number in (10, 20, 80):
            agreed(group, anna, at=NOW + number * DAY)
        for number, expected in ((18, []), (28, [group])):
            watching.sweep_not_held(NOW + number * DAY)
            assert watching.quiet_groups(coordinator, NOW + number * DAY) == expected
        begun(2, by=coordinator, slug="efteraar-2027")
        with django_assert_num_queries(2):
            watching.quiet_groups(coordinator, NOW + 28 * DAY)


class TestFeedback:
    def test_sums_of_fewer_than_five_people_are_never_told(
        self, coordinator: Any, client_as: Any, time_machine: Any
    ) -> None:
        group, members = begun(5, by=coordinator)
        PeerProgramme.objects.update(feedback="closed")
        group = group_now(group)
        made = agreed(group, members[0], at=NOW + DAY)
        with pytest.raises(Refused):
            feedback.give(made, members[0], {"heard": 3, "useful": 3, "welcome": 3}, now=NOW)
        meetings.hold(fresh(made), attended=5, by=members[0].person, now=NOW + 2 * DAY)
        time_machine.move_to(NOW + 2 * DAY, tick=False)
        address = page("own_meeting", group.pk, made.pk)
        for one in members[:4]:
            sent = {"act": "feedback", "heard": "3", "useful": "2", "welcome": "3"}
            assert client_as(one.person).post(address, sent).status_code == 302
        assert client_as(members[4].person).post(address, {"act": "feedback", "heard": "9"}).status_code == 422
        assert feedback.summary_of(group) is None
        for _time in range(2):
            feedback.give(fresh(made), members[4], {"heard": 1, "useful": 2, "welcome": 3}, now=NOW)
        found = feedback.summary_of(group)
        assert found is not None
        assert (found.answers, found.heard, found.useful) == (5, 2.6, 2.0)


class TestSharedIntro:
    def test_groups_are_invited_answer_and_hear_when_it_is_cancelled(
        self, coordinator: Any, coordinator_midt: Any, outsider: Any, client_as: Any, mailoutbox: Any
    ) -> None:
        group, (anna, _bo) = begun(2, by=coordinator)
        values = {"starts_at": NOW + 5 * DAY, "ends_at": NOW + 5 * DAY + HOUR, "link": "https://example.org/m"}
        values |= {"programme": "Vi siger hej", "has_captions": True}
        with pytest.raises(Refused):
            intros.plan(group.round, [group], values, by=outsider, now=NOW)
        with pytest.raises(Refused):
            intros.plan(group.round, [], values, by=coordinator, now=NOW)
        for _time in range(2):
            made = intros.plan(group.round, [group], values, by=coordinator, now=NOW)
        assert told("intro_invited") == 2
        seen = body(client_as(anna.person).get(page("own_group", group.pk)))
        assert "https://example.org/m" in seen
        for comes in ("no", "yes", "yes"):
            client_as(anna.person).post(page("group_intro", group.pk), {"comes": comes})
        assert IntroAnswer.objects.get().comes is True
        row = intros.of_round(group.round).get()
        assert (row.invited, row.come, row.stay) == (2, 1, 0)
        for _time in range(2):
            intros.cancel(made, by=coordinator, now=NOW)
        assert told("intro_cancelled") == 2
        mailoutbox.clear()
        deliver_due(now=NOW, limit=500)
        assert [mail for mail in mailoutbox if mail.attachments and "METHOD:CANCEL" in mail.attachments[0][1]]
        assert not [mail for mail in mailoutbox if "https://example.org/m" in mail.body]


class TestCalendar:
    def test_the_address_is_shown_once_and_the_newest_alone_opens(
        self, coordinator: Any, client_as: Any, stranger: Client
    ) -> None:
        group, (anna, bo) = begun(2, by=coordinator)
        kept, gone = agreed(group, anna), agreed(group, bo, at=NOW + 30 * DAY)
        planned(group, by=anna.person, at=NOW + 40 * DAY)
        meetings.cancel(gone, by=bo.person, now=NOW)
        client = client_as(anna.person)
        first = client.post(reverse("own_calendar"), {"act": "make"}).context["address"]
        second = client.post(reverse("own_calendar"), {"act": "make"}).context["address"]
        assert second not in body(client.get(reverse("own_calendar")))
        old, new = (stranger.get(urlsplit(one).path) for one in (first, second))
        assert (old.status_code, new.status_code) == (404, 200)
        text = body(new)
        assert text.count("BEGIN:VEVENT") == 2
        assert f"UID:{kept.pk}@peerportalen" in text
        assert text.count("STATUS:CANCELLED") == 1
        assert "TZID=Europe/Copenhagen" in text
        assert "Pauser" not in text
        assert not [one for one in (anna, bo) if one.person.first_name in text]
        assert stranger.post(reverse("own_calendar")).status_code == 302
        for _time in range(2):
            client.post(reverse("own_calendar"), {"act": "close"})
        assert not CalendarLink.objects.exists()

    def test_who_has_left_has_no_meetings_in_it(self, coordinator: Any) -> None:
        group, (anna, bo) = begun(2, by=coordinator)
        agreed(group, anna)
        assert calendar_links.meetings_of(bo.person, NOW).count() == 1
        endings.leave(bo, by=bo.person, now=NOW)
        assert calendar_links.meetings_of(bo.person, NOW).count() == 0


class TestWelcome:
    def test_it_tells_the_first_meeting_and_names_nobody_but_in_a_letter(
        self, coordinator: Any, mailoutbox: Any
    ) -> None:
        group, (anna, bo) = begun(2, by=coordinator)
        deliver_due(now=NOW, limit=500)
        [mail] = [one for one in mailoutbox if "Pladsen er din" in one.subject and one.to == [anna.person.email]]
        assert bo.person.first_name not in mail.body
        assert str(group.pk) in mail.body
        from peerhub.space_mails import welcome

        User.objects.filter(pk=anna.person.pk).update(channel="letter")
        message = Message.objects.get(kind="peerhub.place_accepted", object_id=str(anna.signup_id))
        letter = welcome(message)
        assert letter is not None
        assert bo.person.name in letter.text
        assert bo.person.email not in letter.text

    def test_min_side_leads_to_the_group_in_as_many_queries_for_one_as_for_three(
        self, coordinator: Any, client_as: Any, django_assert_max_num_queries: Any
    ) -> None:
        group, (anna, _bo) = begun(2, by=coordinator)
        client = client_as(anna.person)
        agreed(group, anna)
        client.get(reverse("own_overview"))
        counts = []
        for slug in ("b", "c"):
            client.get(reverse("own_overview"))
            with django_assert_max_num_queries(60) as found:
                seen = body(client.get(reverse("own_overview")))
            counts.append(len(found))
            assert page("own_group", group.pk) in seen
            other, _members = begun(2, by=coordinator, slug=slug)
            GroupMembership.objects.create(
                group=other, person=anna.person, state="accepted", invited_at=NOW, accepted_at=NOW
            )
        assert counts[0] == counts[1]
