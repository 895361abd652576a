"""The public directory: what is shown of groups and what never is, filters that agree with their counts, and changes
that a group proposes."""

import re
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from accounts.models import User
from home.models import ContentVersion
from peerhub.domain import directory, group_steps, listings
from peerhub.domain.errors import Refused
from peerhub.enums import MeetingForm, RoundState
from peerhub.group_enums import GroupAct, GroupState, MemberRole, MembershipState
from peerhub.models import DirectoryPage, GroupListing, GroupMembership, PeerGroup, PeerProgrammePage
from tests.conftest import NOW
from tests.fixtures.sites import SiteTree

from .making import make_programme, make_round

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("consent_texts")]
As = Callable[[User], Client]
ADDRESS = "/peer-grupper/find/"
REGIONS = {8000: "midtjylland", 9000: "nordjylland", 5000: "syddanmark", 4000: "sjaelland", 2100: "hovedstaden"}


@pytest.fixture(autouse=True)
def _today(time_machine: Any, settings: Any) -> None:
    time_machine.move_to(NOW, tick=False)
    settings.RATE_LIMIT_FACTOR = 1000


@pytest.fixture
def find_page(site_tree: SiteTree) -> DirectoryPage:
    made = DirectoryPage(title="Find en gruppe", slug="find", locale=site_tree.section.locale)
    site_tree.section.add_child(instance=made)
    return made


def make_listed(number: int = 1, *, shown: bool = True, round: Any = None, **more: Any) -> GroupListing:
    """A group and what everybody sees of it; `group` fields by `state` and `max_size`."""
    programme = round.programme if round else make_programme(f"cafe-{number}")
    group = PeerGroup.objects.create(
        programme=programme,
        round=round,
        number=number,
        state=more.pop("state", GroupState.ACTIVE),
        region="midtjylland",
        form=MeetingForm.PHYSICAL,
        town="Aarhus",
        slots=["tue-evening"],
        languages=["da"],
        min_size=2,
        max_size=more.pop("max_size", 6),
        seats=2,
        start_place="Hemmelig Vej 7, 2. th.",
        made_at=NOW,
    )
    values = {
        "title": f"Gruppe {number}",
        "area": "Aarhus midtby",
        "region": "midtjylland",
        "postcode": 8000,
        "form": MeetingForm.PHYSICAL,
        "weekday": "tue",
        "languages": ["da"],
        "access": ["loop"],
        "about": "Vi tager en runde.",
        "changed_at": NOW,
    }
    return GroupListing.objects.create(group=group, is_shown=shown, **values | more)


def make_member(listing: GroupListing, person: User) -> GroupMembership:
    made = GroupMembership.objects.create(
        group=listing.group, person=person, state=MembershipState.ACCEPTED, role=MemberRole.PEER, invited_at=NOW
    )
    listings.follow(listing.group)
    return made


def titles(query: str = "") -> list[str]:
    """The titles on all pages of the list."""
    found: list[str] = []
    for number in range(1, 10):
        text = Client().get(f"{ADDRESS}?{query}&page={number}").text
        here = re.findall(r'<h3 class="card__title"><a href="[^"]*gruppe[^"]*" lang="da">(.*?)</a>', text)
        if here == found[-len(here) :] and number > 1:
            break
        found += here
        if len(here) < 20:
            break
    return found


# --- what is shown ---------------------------------------------------------------------------------------------------
def test_a_group_is_shown_without_its_members_and_its_address(find_page: DirectoryPage, participant: User) -> None:
    listing = make_listed()
    make_member(listing, participant)
    for address in (ADDRESS, f"{ADDRESS}gruppe/{listing.pk}/"):
        text = Client().get(address).text
        assert "Aarhus midtby" in text
        assert "1 af 6 pladser" in text
        assert "Hemmelig Vej" not in text
        assert participant.first_name not in text


@pytest.mark.parametrize("state", [GroupState.CLOSED, GroupState.DISSOLVED, GroupState.CLOSING])
def test_what_has_ended_or_is_not_shown_looks_like_nothing(find_page: DirectoryPage, state: str) -> None:
    ended = make_listed(1, state=state)
    hidden = make_listed(2, shown=False)
    assert titles() == []
    for key in (ended.pk, hidden.pk, uuid4()):
        assert Client().get(f"{ADDRESS}gruppe/{key}/").status_code == 404


def test_only_reading_is_allowed(find_page: DirectoryPage) -> None:
    listing = make_listed()
    for address in (ADDRESS, f"{ADDRESS}gruppe/{listing.pk}/", f"{ADDRESS}pdf/"):
        assert Client().post(address).status_code == 405


def test_how_to_join_is_said(find_page: DirectoryPage, participant: User) -> None:
    standing, full = make_listed(1), make_listed(2, max_size=2)
    for person in (participant, User.objects.create_user("to@example.org")):
        make_member(full, person)
    opened = make_round(make_programme("runde"))
    of_round = make_listed(3, round=opened)
    ways = directory.ways_in(directory.listed(), NOW)
    assert ways[standing.pk].url == reverse("join_group", args=[standing.pk])
    assert (ways[full.pk].is_open, ways[full.pk].url) == (False, "")
    assert ways[of_round.pk].url == reverse("signup_start", args=[opened.slug])
    assert titles("ledig=ja") == ["Gruppe 1", "Gruppe 3"]
    opened.state = RoundState.CLOSED
    opened.save()
    assert directory.ways_in(directory.listed(), NOW)[of_round.pk].is_open is False
    assert titles("ledig=ja") == ["Gruppe 1"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(
    find_page: DirectoryPage, number: int, django_assert_num_queries: Any
) -> None:
    for one in range(number):
        make_listed(one + 1)
    Client().get(ADDRESS)
    with django_assert_num_queries(8):
        assert len(re.findall("card__title", Client().get(ADDRESS).text)) == number


# --- filters ---------------------------------------------------------------------------------------------------------
def test_each_filter_finds_its_own(find_page: DirectoryPage) -> None:
    make_listed(1)
    make_listed(2, region="nordjylland", postcode=9000, weekday="wed", languages=["en"], access=["step_free"])
    make_listed(3, form=MeetingForm.VIRTUAL, region="", postcode=None, area="", languages=["da", "dts"])
    assert titles("region=nordjylland") == ["Gruppe 2", "Gruppe 3"]
    assert titles("form_=virtual") == ["Gruppe 3"]
    assert titles("dag=wed") == ["Gruppe 2"]
    assert titles("sprog=dts") == ["Gruppe 3"]
    assert titles("adgang=loop") == ["Gruppe 1", "Gruppe 3"]
    assert titles("post=8200&km=25") == ["Gruppe 1", "Gruppe 3"]
    assert titles("post=9000&km=10") == ["Gruppe 2", "Gruppe 3"]


@pytest.mark.parametrize("query", ["region=x", "post=abc", "post=12", "km=1000", "page=x", "page=99", "dag=%00"])
def test_what_nobody_knows_is_left_out_and_told_of(find_page: DirectoryPage, query: str) -> None:
    make_listed()
    answer = Client().get(f"{ADDRESS}?{query}")
    assert answer.status_code == 200
    assert "Vi har set bort fra det" in answer.text or "noget i adressen" in answer.text.lower()


def test_an_answer_to_a_postcode_is_stored_nowhere(find_page: DirectoryPage) -> None:
    make_listed()
    answer = Client().get(f"{ADDRESS}?post=8000")
    assert "no-store" in answer["Cache-Control"]
    assert "ETag" not in answer


@given(
    rows=st.lists(
        st.tuples(st.sampled_from([*REGIONS, 0]), st.sampled_from(["", "mon", "tue"]), st.booleans()), max_size=12
    ),
    query=st.sampled_from(["", "dag=mon", "post=8000&km=50", "region=midtjylland", "region=hovedstaden&dag=tue"]),
)
@examples(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_sentence_the_cards_and_the_map_agree(find_page: DirectoryPage, rows: Any, query: str) -> None:
    with transaction.atomic():
        for number, (postcode, weekday, shown) in enumerate(rows, start=1):
            online = not postcode
            form = MeetingForm.VIRTUAL if online else MeetingForm.PHYSICAL
            place = {"region": REGIONS.get(postcode, ""), "postcode": postcode or None, "form": form}
            make_listed(number, shown=shown, weekday=weekday, **place)
        text = Client().get(f"{ADDRESS}?{query}").text
        sentence = re.search(r'<p class="results-head" role="status">(.*?)</p>', text)
        assert sentence is not None
        total, *parts = (int(one) for one in re.findall(r"\d+", sentence[1]))
        assert total == len(titles(query)) == sum(parts)
        transaction.set_rollback(True)


def test_the_list_is_a_pdf_too(find_page: DirectoryPage) -> None:
    make_listed()
    answer = Client().get(f"{ADDRESS}pdf/?region=midtjylland")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF-")


def test_a_group_that_ends_leaves_the_list_and_comes_back_when_it_goes_on(
    find_page: DirectoryPage, coordinator: User
) -> None:
    listing = make_listed()
    group, known = listing.group, ContentVersion.objects.get().number
    ways = [
        (GroupState.CLOSING, GroupAct.CLOSING, []),
        (GroupState.CONTINUING, GroupAct.CONTINUES, ["Gruppe 1"]),
    ]
    for to, act, expected in ways:
        group_steps.step(group, to, act, by=coordinator, now=NOW)
        for _twice in range(2):
            listings.follow(group)
        assert titles() == expected
    assert ContentVersion.objects.get().number == known + 2


def test_an_empty_list_leads_to_word_of_the_next_round(find_page: DirectoryPage, site_tree: SiteTree) -> None:
    make_listed()
    programme = make_programme("runde")
    site_tree.section.add_child(
        instance=PeerProgrammePage(
            title="Runden",
            slug="runden",
            programme=programme,
            for_whom="Dig",
            price="Gratis",
            length="Et år",
            meetings="Ti",
            locale=site_tree.section.locale,
        )
    )
    address = reverse("interest", args=["runde"])
    assert address in Client().get(f"{ADDRESS}?dag=sun").text
    assert address not in Client().get(ADDRESS).text


def test_what_changes_with_every_member_is_kept_by_no_browser(find_page: DirectoryPage) -> None:
    listing = make_listed()
    for address in (ADDRESS, f"{ADDRESS}gruppe/{listing.pk}/"):
        answer = Client().get(address)
        assert (answer["Cache-Control"], "ETag" in answer) == ("no-cache", False)


@pytest.mark.parametrize("number", [1, 3])
def test_the_search_asks_once_however_many_groups_there_are(number: int, django_assert_num_queries: Any) -> None:
    for one in range(number):
        make_listed(one + 1, title=f"Kajak på åen {one}", about_en="Rivers")
    make_listed(9, shown=False, title="Kajak skjult")
    for words in (["kajak"], ["aaen", "rivers"]):
        with django_assert_num_queries(1):
            assert len(directory.holding_words(words)) == number
    assert list(directory.holding_words(["100%"])) == []


def test_what_stands_already_is_filled_by_the_migrations(coordinator: User) -> None:
    shown, hidden = make_listed(1, title="Åkanderne"), make_listed(2, shown=False)
    over = make_listed(3, state=GroupState.CLOSED)
    of_round = make_listed(4, round=make_round(make_programme("runde")))
    make_member(full := make_listed(5, max_size=2), coordinator)
    make_member(full, User.objects.create_user("anden@example.org"))
    GroupListing.objects.update(folded=None, is_listed=None, has_place=None, rounds_of=None)
    for name in ("0010_listing_words", "0012_listed_now", "0016_room_now"):
        import_module(f"peerhub.migrations.{name}").forwards(apps, None)
    found = {one.pk: one for one in GroupListing.objects.all()}
    assert found[shown.pk].folded.startswith("aakanderne aarhus midtby")  # type: ignore[union-attr]
    assert [found[one.pk].is_listed for one in (shown, hidden, over)] == [True, False, False]
    assert [found[one.pk].has_place for one in (shown, over, of_round, full)] == [True, False, False, False]
    assert found[of_round.pk].rounds_of == of_round.group.programme
    assert found[shown.pk].rounds_of is None


def test_groups_are_found_by_the_search(find_page: DirectoryPage) -> None:
    listing = make_listed(title="Kajakgruppen")
    make_listed(2, shown=False, title="Kajak, skjult")
    text = Client().get("/soeg/", {"q": "kajak"}).text
    assert f"{ADDRESS}gruppe/{listing.pk}/" in text
    assert "skjult" not in text


# --- kept by the coordinator, proposed by the group ------------------------------------------------------------------
def written(**more: Any) -> dict[str, Any]:
    values = {
        "is_shown": True,
        "title": "Kajak",
        "area": "Havnen",
        "region": "midtjylland",
        "postcode": 8000,
        "form": "physical",
        "weekday": "wed",
        "languages": ["da"],
        "access": [],
        "about": "",
        "about_en": "",
    }
    return values | more


def test_a_coordinator_writes_it_and_writing_it_twice_is_once(coordinator: User) -> None:
    group = make_listed(shown=False).group
    first = listings.write(group, written(), by=coordinator, now=NOW)
    again = listings.write(group, written(), by=coordinator, now=NOW + timedelta(hours=1))
    assert (first.title, again.changed_at) == ("Kajak", NOW)


def test_a_group_that_meets_has_a_region(coordinator: User) -> None:
    group = make_listed(shown=False).group
    with pytest.raises(Refused, match="region"):
        listings.write(group, written(region=""), by=coordinator, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupListing.objects.update(is_shown=True, region="")


def test_what_a_group_proposes_is_shown_after_approval(coordinator: User, participant: User) -> None:
    listing = make_listed()
    make_member(listing, participant)
    asked = {name: written()[name] for name in listings.PROPOSABLE}
    for _twice in range(2):
        listings.propose(listing.group, asked, by=participant, now=NOW)
    listing.refresh_from_db()
    assert (listing.title, listing.proposed["title"]) == ("Gruppe 1", "Kajak")
    for _twice in range(2):
        listings.decline(listing, by=coordinator, now=NOW)
    listing.refresh_from_db()
    assert (listing.title, listing.proposed) == ("Gruppe 1", {})


def test_who_is_not_in_the_group_proposes_nothing(outsider: User, coordinator: User) -> None:
    listing = make_listed()
    with pytest.raises(Refused):
        listings.propose(listing.group, written(), by=outsider, now=NOW)
    with pytest.raises(Refused):
        listings.write(listing.group, written(), by=outsider, now=NOW)


class TestPages:
    def test_the_coordinators_page(self, coordinator: User, outsider: User, client_as: As) -> None:
        listing = make_listed(shown=False)
        address = reverse("group_listing", args=[listing.pk])
        client = client_as(coordinator)
        assert client.get(address).status_code == 200
        assert client.put(address).status_code == 405
        assert client_as(outsider).get(address).status_code in (403, 404)
        assert Client().get(address).status_code == 302
        assert client.get(reverse("group_listing", args=[uuid4()])).status_code == 404

    def test_it_is_saved_and_approved_there(self, coordinator: User, participant: User, client_as: As) -> None:
        listing = make_listed()
        make_member(listing, participant)
        asked = {name: written()[name] for name in listings.PROPOSABLE}
        listings.propose(listing.group, asked, by=participant, now=NOW)
        client = client_as(coordinator)
        assert "Kajak" in client.get(reverse("group_listing", args=[listing.pk])).text
        for _twice in range(2):
            assert client.post(reverse("listing_answer", args=[listing.pk, "ja"])).status_code == 302
        listing.refresh_from_db()
        assert (listing.title, listing.area, listing.proposed) == ("Kajak", "Havnen", {})
        assert client.post(reverse("listing_answer", args=[listing.pk, "maaske"])).status_code == 404
        assert client.get(reverse("listing_answer", args=[listing.pk, "ja"])).status_code == 405

    def test_a_member_proposes_and_a_stranger_sees_nothing(
        self, participant: User, outsider: User, client_as: As
    ) -> None:
        listing = make_listed()
        make_member(listing, participant)
        address = reverse("listing_proposal", args=[listing.pk])
        client = client_as(participant)
        form = client.get(address)
        assert "is_shown" not in form.text
        key = re.search(r'name="once" value="([^"]+)"', form.text)
        sent = {
            "title": "Ny titel",
            "area": "Havnen",
            "weekday": "wed",
            "languages": ["da"],
            "about": "x",
            "about_en": "",
        }
        answer = client.post(address, sent | ({"once": key[1]} if key else {}))
        assert answer.status_code == 302
        listing.refresh_from_db()
        assert listing.proposed["title"] == "Ny titel"
        bad = client.post(address, sent | {"title": "", "about": "mit nummer er 010190-1234"})
        assert bad.status_code == 422
        assert client_as(outsider).get(address).status_code == 404


def test_a_postcode_that_cannot_be_is_told_kindly(coordinator: Any, client_as: Any) -> None:
    listing = make_listed()
    address = reverse("group_listing", args=[listing.pk])
    for far in ("999999999999999999999", "799", "-1", "x"):
        answer = client_as(coordinator).post(address, {"title": "Havnen", "postcode": far})
        assert answer.status_code == 422
        assert "postcode" in answer.context["form"].errors
