"""The coordinator's pages of published groups: works, wrong role, wrong method, another region's; changes by form."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import AccessEvent
from peerhub.domain import late_changes, offers
from peerhub.enums import RoundState
from peerhub.group_enums import SEATED, GroupState, MembershipState, Refill
from peerhub.models import GroupMembership, PeerGroup, Signup
from peerhub.signup_enums import SignupState
from tests.conftest import NOW

from .grouping import add_people, matching_round, publish_groups
from .signing import yes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("consent_texts")]
NAMES = ("peer_group", "group_change", "group_offer", "group_merge", "group_split", "group_dissolve", "group_end")


@pytest.fixture(autouse=True)
def _today(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


def at(name: str, *parts: Any) -> str:
    return reverse(name, args=parts)


def body(answer: Any) -> str:
    return str(answer.content.decode())


def seat(signup: Signup) -> GroupMembership:
    """The seat somebody holds, or held last."""
    rows = GroupMembership.objects.filter(signup=signup)
    return rows.filter(state__in=SEATED).first() or rows.latest("ended_at")


def seat_page(signup: Signup) -> str:
    held = seat(signup)
    return at("group_seat", signup.round.slug, held.group.number, held.pk)


class TestTheList:
    def test_it_asks_as_often_for_one_group_as_for_three(
        self, coordinator: Any, client_as: Any, django_assert_num_queries: Any
    ) -> None:
        client, slug = client_as(coordinator), "foraar-2027"
        made = matching_round(slug)
        publish_groups(made, [2], by=coordinator, waiting=1)
        client.get(at("round_groups", slug))
        with django_assert_num_queries(14):
            page = body(client.get(at("round_groups", slug)))
        assert ("1 gruppe" in page, "1 person er på ventelisten" in page) == (True, True)
        group = PeerGroup.objects.get()
        for number in (2, 3):
            group.pk, group.number, group.starts_at = None, number, None
            group._state.adding = True
            group.save()
        with django_assert_num_queries(14):
            page = body(client.get(at("round_groups", slug)))
        assert page.count("Der er intet tidspunkt for det første møde.") == 2

    def test_freed_places_are_offered_on_as_the_round_says(self, coordinator: Any, client_as: Any) -> None:
        made = matching_round()
        publish_groups(made, [2], by=coordinator)
        client = client_as(coordinator)
        for _time in range(2):
            client.post(at("round_refill", made.slug), {"refill": Refill.AUTOMATIC})
        client.post(at("round_refill", made.slug), {"refill": "nonsens"})
        made.refresh_from_db()
        assert made.refill == Refill.AUTOMATIC
        assert client.get(at("round_refill", made.slug)).status_code == 405

    def test_the_round_points_at_its_groups_and_ends_when_they_have(self, coordinator: Any, client_as: Any) -> None:
        made = matching_round()
        [(group, _people)] = publish_groups(made, [2], by=coordinator)
        client = client_as(coordinator)
        assert at("round_groups", made.slug) in body(client.get(at("round", made.slug)))
        type(made).objects.update(state=RoundState.RUNNING)
        assert "er ikke slut" in body(client.post(at("round_complete", made.slug), follow=True))
        PeerGroup.objects.filter(pk=group.pk).update(state=GroupState.DISSOLVED)
        assert "Runden er slut." in body(client.post(at("round_complete", made.slug), follow=True))

    def test_the_rest_are_put_on_the_waiting_list_after_one_more_question(
        self, coordinator: Any, client_as: Any
    ) -> None:
        made = matching_round()
        publish_groups(made, [2], by=coordinator)
        add_people(made, 1)
        client = client_as(coordinator)
        assert "1 person har ingen gruppe" in body(client.get(at("round_finish", made.slug)))
        for _time in range(2):
            client.post(at("round_finish", made.slug))
        assert Signup.objects.filter(state=SignupState.WAITLISTED).count() == 1


class TestWhoSees:
    def test_nobody_else(self, trainer: Any, outsider: Any, stranger: Any, coordinator: Any, client_as: Any) -> None:
        [(group, people)] = publish_groups(matching_round(), [2], by=coordinator)
        addresses = [at(name, "foraar-2027", group.number) for name in NAMES]
        addresses += [seat_page(people[0]), at("round_groups", "foraar-2027"), at("round_finish", "foraar-2027")]
        for address in addresses:
            assert client_as(trainer).get(address).status_code == 403
            assert client_as(outsider).post(address).status_code == 403
            assert stranger.get(address).status_code == 302
            assert client_as(coordinator).put(address).status_code == 405
        assert GroupMembership.objects.filter(state=MembershipState.INVITED).count() == 2

    def test_a_group_of_another_region_is_as_unknown_as_none(
        self, coordinator: Any, coordinator_midt: Any, client_as: Any
    ) -> None:
        first, second = publish_groups(matching_round(), [2, 2], by=coordinator)
        PeerGroup.objects.filter(pk=second[0].pk).update(region="syddanmark")
        client = client_as(coordinator_midt)
        page = body(client.get(at("round_groups", "foraar-2027")))
        assert ("Gruppe 1" in page, "Gruppe 2" in page) == (True, False)
        for name in NAMES:
            assert client.get(at(name, "foraar-2027", second[0].number)).status_code == 404
            assert client.get(at(name, "foraar-2027", 99)).status_code == 404
        assert client.get(seat_page(second[1][0])).status_code == 404
        mine = body(client.get(at("group_merge", "foraar-2027", first[0].number)))
        assert "Gruppe 2" not in mine

    def test_names_are_logged_and_answers_stay_shut(self, coordinator: Any, client_as: Any) -> None:
        made = matching_round()
        [(group, people)] = publish_groups(made, [2], by=coordinator)
        client = client_as(coordinator)
        for _time in range(2):
            page = body(client.get(at("peer_group", made.slug, group.number)))
        assert people[0].name in page
        assert [word for word in (people[0].email, "8000") if word in page] == []
        assert AccessEvent.objects.filter(action="read", purpose="coordination").count() == 2


class TestAGroup:
    def test_the_page_asks_as_often_for_two_members_as_for_four(
        self, coordinator: Any, client_as: Any, django_assert_num_queries: Any
    ) -> None:
        first, second = publish_groups(matching_round(), [2, 4], by=coordinator)
        client = client_as(coordinator)
        for group, _people in (first, second):
            client.get(at("peer_group", "foraar-2027", group.number))
            with django_assert_num_queries(16):
                client.get(at("peer_group", "foraar-2027", group.number))

    def test_name_and_first_meeting(self, coordinator: Any, client_as: Any) -> None:
        [(group, _people)] = publish_groups(matching_round(), [2], by=coordinator)
        client, address = client_as(coordinator), at("group_change", "foraar-2027", group.number)
        assert client.post(address, {"starts_on": "2027-03-28", "starts_hour": "2:30"}).status_code == 422
        assert client.post(address, {"starts_on": "2027-03-27"}).status_code == 422
        gone = client.post(address, {"starts_on": "2026-01-01", "starts_hour": "17:00", "name": "Tirsdag"})
        assert (gone.status_code, 'value="Tirsdag"' in body(gone)) == (409, True)
        values = {"starts_on": "2027-03-27", "starts_hour": "17:00", "start_place": "Biblioteket", "name": "Tirsdag"}
        assert "Tirsdag" in body(client.post(address, values, follow=True))
        group.refresh_from_db()
        assert group.start_place == "Biblioteket"

    def test_somebody_who_waits_is_offered_a_place(self, coordinator: Any, client_as: Any) -> None:
        made = matching_round()
        [(group, _people)] = publish_groups(made, [2], by=coordinator)
        fits = add_people(made, 1, state="waitlisted")[0]
        far = add_people(made, 1, state="waitlisted", slots=("mon-morning",))[0]
        client, address = client_as(coordinator), at("group_offer", made.slug, group.number)
        page = body(client.get(address))
        assert f"{fits.name}: passer" in page
        assert f"{far.name}: ingen fælles tid" in page
        assert AccessEvent.objects.filter(action="read", purpose="matching").count() == 2
        assert client.post(address, {"choice": "nonsens"}).status_code == 422
        client.post(address, {"choice": fits.reference})
        assert seat(fits).group == group

    def test_merge_split_dissolve_and_end(self, coordinator: Any, client_as: Any) -> None:
        made = matching_round()
        _first, second = publish_groups(made, [2, 4], by=coordinator)
        client = client_as(coordinator)
        too_many = client.post(at("group_merge", made.slug, 1), {"choice": "2"})
        assert (too_many.status_code, "6" in body(too_many)) == (409, True)
        leaving = [str(seat(one).pk) for one in second[1][:2]]
        assert client.post(at("group_split", made.slug, 2), {}).status_code == 422
        moved = client.post(at("group_split", made.slug, 2), {"leaving": leaving})
        assert moved["Location"] == at("peer_group", made.slug, 3)
        client.post(at("group_merge", made.slug, 1), {"choice": "2"})
        assert client.post(at("group_dissolve", made.slug, 3), {"because": ""}).status_code == 422
        client.post(at("group_dissolve", made.slug, 3), {"because": "For få"})
        states = list(PeerGroup.objects.order_by("number").values_list("state", flat=True))
        assert states == ["dissolved", "forming", "dissolved"]
        assert client.post(at("group_end", made.slug, 2), {"to": "closed"}).status_code == 409
        PeerGroup.objects.filter(number=2).update(state=GroupState.ACTIVE)
        for to in ("closing", "closed"):
            assert client.post(at("group_end", made.slug, 2), {"to": to}).status_code == 302
        assert PeerGroup.objects.get(number=2).state == GroupState.CLOSED


class TestASeat:
    def test_an_answer_by_phone_is_noted_with_the_consent_that_was_heard(
        self, coordinator: Any, client_as: Any
    ) -> None:
        from accounts.models import Consent
        from peerhub.domain.signup_consents import SHARING

        [(_group, people)] = publish_groups(matching_round(), [2], by=coordinator)
        Consent.objects.filter(about=people[0].pk, purpose=SHARING).delete()
        client = client_as(coordinator)
        page = body(client.get(seat_page(people[0])))
        assert f"Ja til {SHARING}" in page
        assert client.post(seat_page(people[0]), {"act": "yes"}).status_code == 422
        client.post(seat_page(people[0]), {"act": "yes"} | yes(SHARING))
        client.post(seat_page(people[1]), {"act": "no"})
        assert (seat(people[0]).state, seat(people[1]).state) == ("accepted", "declined")
        assert Consent.objects.get(about=people[0].pk, purpose=SHARING).noted_by == coordinator

    def test_moving_swapping_and_leaving(self, coordinator: Any, client_as: Any) -> None:
        made = matching_round()
        first, second = publish_groups(made, [3, 2], by=coordinator)
        client, one, other = client_as(coordinator), first[1][0], second[1][0]
        assert client.post(seat_page(one), {"act": "move", "choice": "9"}).status_code == 422
        client.post(seat_page(one), {"act": "swap", "choice": str(seat(other).pk)})
        assert (seat(one).group, seat(other).group) == (second[0], first[0])
        client.post(seat_page(other), {"act": "move", "choice": "2"})
        assert seat(other).group == second[0]
        old = seat_page(other)
        client.post(old, {"act": "leave", "way": "wait"})
        assert Signup.objects.get(pk=other.pk).state == SignupState.WAITLISTED
        assert "har ikke længere en plads" in body(client.get(old, follow=True))

    def test_nonsense_changes_nothing(self, coordinator: Any, client_as: Any) -> None:
        [(_group, people)] = publish_groups(matching_round(), [2], by=coordinator)
        client = client_as(coordinator)
        for values in ({}, {"act": "nonsens"}, {"act": "move", "choice": "1"}):
            assert client.post(seat_page(people[0]), values).status_code in (200, 422)
        offers.decline(people[0], by=None, now=NOW + timedelta(hours=1))
        assert client.post(seat_page(people[0]), {"act": "leave", "way": "out"}).status_code == 302


class TestTheOwnPage:
    def test_the_place_follows_the_group_before_and_after_the_yes(self, coordinator: Any, client: Any) -> None:
        [(group, people)] = publish_groups(matching_round(), [3], by=coordinator)
        page = f"/tilmelding/{people[0].token}/"
        PeerGroup.objects.filter(pk=group.pk).update(town="Randers", starts_at=NOW + timedelta(days=30))
        before = body(client.get(page))
        client.post(page, {"act": "accept"})
        after = body(client.get(page))
        english = body(client.get(f"/en/tilmelding/{people[0].token}/"))
        assert [word for word in ("Randers", "3. december 2026") if word not in before or word not in after] == []
        assert ("Your group" in english, "Randers" in english) == (True, True)
        assert [one.first_name for one in people[1:] if one.first_name in before + after] == []

    def test_who_took_the_consent_back_is_asked_again(self, coordinator: Any, client: Any) -> None:
        from accounts.domain import consents
        from peerhub.domain.signup_consents import SHARING

        [(_group, people)] = publish_groups(matching_round(), [2], by=coordinator)
        offers.accept(people[0], by=None, now=NOW)
        consents.withdraw_about(about=people[0].pk, purpose=SHARING, now=NOW)
        page = f"/tilmelding/{people[0].token}/"
        assert "Vis mit navn for gruppen" in body(client.get(page))
        assert client.post(page, {"act": "share"}).status_code == 422
        client.post(page, {"act": "share"} | yes(SHARING))
        assert seat(people[0]).is_shown is True
        assert "Vis mit navn for gruppen" not in body(client.get(page))

    def test_who_was_on_the_waiting_list_reads_that_a_no_keeps_them_there(self, coordinator: Any, client: Any) -> None:
        made = matching_round()
        [(group, people)] = publish_groups(made, [2], by=coordinator)
        waiting = add_people(made, 1, state="waitlisted")[0]
        late_changes.join(group, waiting, by=coordinator, now=NOW)
        kept = "Siger du nej, bliver du på ventelisten."
        assert kept in body(client.get(f"/tilmelding/{waiting.token}/"))
        assert kept not in body(client.get(f"/tilmelding/{people[0].token}/"))
        for _press in range(2):
            client.post(f"/tilmelding/{waiting.token}/", {"act": "decline"})
        assert "Du er på ventelisten." in body(client.get(f"/tilmelding/{waiting.token}/"))
