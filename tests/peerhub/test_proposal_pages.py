"""The coordinator's screen of proposals: every page works, is nobody else's, and every change is shown before it is
made."""

import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import AccessEvent, User
from peerhub.domain import match_rules, proposal_edits, proposal_runs, proposals, signups
from peerhub.domain.proposal_prices import explain
from peerhub.enums import RoundState
from peerhub.group_enums import ProposalState, RuleKind
from peerhub.models import MatchProposal, PeerGroup, Signup, SignupRound

from .proposing import AFTER, Clock, closed_round, group_of, keys_of, proposed
from .signing import make_signup

pytestmark = pytest.mark.django_db
QUERIES = 26


def address(round: SignupRound, rest: str = "") -> str:
    return f"/koordinator/runder/{round.slug}/forslag/{rest}"


@pytest.fixture
def people(open_round: SignupRound) -> list[Signup]:
    return closed_round(open_round, 10)


@pytest.fixture
def proposal(open_round: SignupRound, people: list[Signup], coordinator: User) -> MatchProposal:
    return proposed(open_round, coordinator)


@pytest.fixture
def client(client_as: Any, coordinator: User) -> Client:
    found: Client = client_as(coordinator)
    return found


SETUP = {"size_min": 4, "size_target": 5, "size_max": 9, "criteria": "alder", "ratio": "0.5", "fairness": "0.25"}
SETUP |= {"stability": "0.5", "band_km": 10, "quality_floor": ""}


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_a_coordinator_starts_a_proposal_and_waits_for_it(
    open_round: SignupRound, people: list[Signup], client: Client, coordinator: User
) -> None:
    page = client.get(address(open_round))
    assert "10 personer kan få en plads" in text_of(page)
    assert 'value="5"' in page.content.decode()
    wrong = client.post(address(open_round), SETUP | {"size_min": 9, "size_target": 4, "criteria": "hårfarve"})
    assert (wrong.status_code, MatchProposal.objects.count()) == (422, 0)
    assert "hårfarve" in wrong.content.decode()
    started = client.post(address(open_round), SETUP)
    assert started["Location"] == address(open_round, "1/")
    assert MatchProposal.objects.get().setup["criteria"] == ["age"]
    second = client.post(address(open_round), SETUP)
    assert (second.status_code, MatchProposal.objects.count()) == (409, 1)
    assert "er ved at blive lavet" in text_of(second)
    waiting = client.get(address(open_round, "1/")).content.decode()
    assert 'data-state="running"' in waiting
    assert "Se status igen" in waiting
    assert client.post(address(open_round, "1/stop/")).status_code == 302
    assert MatchProposal.objects.get().state == ProposalState.CANCELLED


def test_the_board_tells_of_each_group_and_person_and_each_look_is_logged(
    open_round: SignupRound, people: list[Signup], proposal: MatchProposal, client: Client, coordinator: User
) -> None:
    page = client.get(address(open_round, "1/"))
    words = text_of(page)
    assert page.content.decode().count('class="member__pick"') == 10
    for told in ("Bevist bedst", "10 af 10", "Gruppe 1", "47 år", "Tirsdag aften", "Aarhus"):
        assert told.lower() in words.lower()
    seen = AccessEvent.objects.filter(actor=coordinator.uuid, action="read", purpose="matching")
    assert seen.count() == 10
    client.get(address(open_round, "1/"))
    assert seen.count() == 10


@pytest.mark.parametrize("count", [1, 3])
def test_a_board_costs_the_same_however_many(
    count: int, open_round: SignupRound, client: Client, coordinator: User, django_assert_num_queries: Any
) -> None:
    closed_round(open_round, 4 * count)
    made = proposed(open_round, coordinator, size_target=4, size_max=4)
    assert made.groups.count() == count
    client.get(address(open_round, "1/"))
    with django_assert_num_queries(QUERIES):
        client.get(address(open_round, "1/"))


def test_the_effect_of_a_move_is_shown_and_then_made(
    open_round: SignupRound, people: list[Signup], proposal: MatchProposal, client: Client
) -> None:
    first, second = keys_of(proposal)
    one = proposal.members.filter(group__key=first).first().signup  # type: ignore[union-attr]
    asked_for = {"person": one.reference, "til": second}
    shown = client.get(address(open_round, "1/flyt/"), asked_for)
    assert "5 personer bliver til 6" in text_of(shown)
    assert group_of(proposal, one) == first
    done = client.post(address(open_round, "1/flyt/"), asked_for | {"revision": 0})
    assert (done.status_code, group_of(proposal, one)) == (302, second)
    late = client.post(address(open_round, "1/flyt/"), {"person": one.reference, "til": "ingen", "revision": 0})
    assert late.status_code == 409
    assert f"{one.name} flyttet fra Gruppe 1 til Gruppe 2" in text_of(late)
    assert 'name="revision" value="1"' in late.content.decode()
    assert group_of(proposal, one) == second
    other = proposal.members.filter(group__key=first).first().signup  # type: ignore[union-attr]
    swapped = {"person": one.reference, "til": first, "byt": other.reference, "revision": 1}
    assert client.post(address(open_round, "1/flyt/"), swapped).status_code == 302
    assert (group_of(proposal, one), group_of(proposal, other)) == (first, second)


def test_a_move_that_breaks_a_rule_says_so(
    open_round: SignupRound, people: list[Signup], proposal: MatchProposal, client: Client, coordinator: User
) -> None:
    first, second = keys_of(proposal)
    one = proposal.members.filter(group__key=first).first().signup  # type: ignore[union-attr]
    other = proposal.members.filter(group__key=second).first().signup  # type: ignore[union-attr]
    match_rules.decide(open_round, kind=RuleKind.APART, one=one, other=other, by=coordinator, now=AFTER)
    shown = text_of(client.get(address(open_round, "1/flyt/"), {"person": one.reference, "til": second}))
    assert "Det ville bryde en regel" in shown
    assert "holdes hver for sig" in shown


def test_groups_are_locked_split_merged_and_the_last_thing_taken_back(
    open_round: SignupRound, people: list[Signup], proposal: MatchProposal, client: Client
) -> None:
    first, second = keys_of(proposal)
    client.post(address(open_round, "1/goer/laas/"), {"key": first, "revision": 0})
    assert proposal.groups.get(key=first).is_locked
    late = client.post(address(open_round, "1/goer/laas-op/"), {"key": first, "revision": 0})
    assert late.status_code == 409
    assert "Lås gruppen op" in text_of(late)
    client.post(address(open_round, "1/goer/laas-op/"), {"key": first, "revision": 1})
    merging = {"gruppe": second, "til": first}
    assert "10 personer" in text_of(client.get(address(open_round, "1/saml/"), merging))
    client.post(address(open_round, "1/saml/"), merging | {"revision": 2})
    assert keys_of(proposal) == [first]
    page = client.get(address(open_round, "1/del/"), {"gruppe": first}).content.decode()
    assert page.count(" checked") == 5
    nobody = client.post(address(open_round, "1/del/"), {"gruppe": first, "revision": 3})
    assert (nobody.status_code, "lad nogle blive" in text_of(nobody)) == (422, True)
    some = [one.reference for one in people[:5]]
    client.post(address(open_round, "1/del/"), {"gruppe": first, "person": some, "revision": 3})
    assert keys_of(proposal) == [first, "n1"]
    client.post(address(open_round, "1/goer/fortryd/"), {"revision": 4})
    assert keys_of(proposal) == [first]


def test_one_group_and_one_person_have_a_page(
    open_round: SignupRound, people: list[Signup], proposal: MatchProposal, client: Client, coordinator: User
) -> None:
    first, _second = keys_of(proposal)
    assert "Del den i to" in text_of(client.get(address(open_round, f"1/gruppe/{first}/")))
    one = people[0]
    assert "point" in text_of(client.get(address(open_round, f"1/person/{one.reference}/")))
    client.post(address(open_round, "1/goer/fasthold/"), {"person": one.reference, "revision": 0})
    assert proposal.members.get(signup=one).is_pinned
    proposal_edits.move(MatchProposal.objects.get(), signup=one, to="", revision=1, by=coordinator, now=AFTER)
    assert "taget denne person ud" in text_of(client.get(address(open_round, f"1/person/{one.reference}/")))


def test_who_left_and_who_came_are_named_and_brought_in(
    open_round: SignupRound, people: list[Signup], proposal: MatchProposal, client: Client
) -> None:
    signups.withdraw(people[0], by=None, now=AFTER)
    page = client.get(address(open_round, "1/"))
    assert "Er gået fra: Nr0 Holm" in text_of(page)
    client.post(address(open_round, "1/goer/foelg/"), {"revision": 0})
    assert "Nr0" not in text_of(client.get(address(open_round, "1/"), {"svage": 1})).partition("Ændret i hånden")[0]


def test_rules_for_two_people_are_made_from_a_name_that_waits(
    open_round: SignupRound, client: Client, coordinator: User
) -> None:
    bo = make_signup(open_round, "bo@example.org", first_name="Bo", last_name="Lund")
    one = make_signup(open_round, "en@example.org", wishes={"together": ("Bo Lund",)})
    closed_round(open_round, 4)
    page = client.get(address(open_round, "oensker/"), {"slags": "together", "en": one.reference, "to": "Bo Lund"})
    assert "vil gerne være sammen med “Bo Lund”" in text_of(page).replace("„", "“").replace("”", "”")
    rule = {"kind": "together", "one": one.reference.lower(), "other": "bo lund"}
    assert client.post(address(open_round, "oensker/"), rule).status_code == 302
    (kept,) = match_rules.rules_in(open_round)
    assert {kept.one_id, kept.other_id} == {one.pk, bo.pk}
    for wrong in ({"other": "Anna Holm"}, {"other": "Ingen"}, {"other": one.reference}, {"kind": "x"}):
        assert client.post(address(open_round, "oensker/"), rule | wrong).status_code in (409, 422)
    client.post(address(open_round, f"oensker/{kept.pk}/fjern/"))
    assert match_rules.rules_in(open_round) == []


def test_two_proposals_stand_side_by_side_and_one_is_made_again_and_discarded(
    open_round: SignupRound, people: list[Signup], proposal: MatchProposal, client: Client
) -> None:
    assert client.post(address(open_round, "1/igen/"), SETUP | {"size_target": 4}).status_code == 302
    proposal_runs.run(MatchProposal.objects.get(number=2).pk, clock=Clock())
    page = text_of(client.get(address(open_round, "2/mod/1/")))
    assert "10 af 10" in page
    assert client.get(address(open_round, "2/mod/2/")).status_code == 404
    assert "kan ikke fortrydes" in text_of(client.get(address(open_round, "1/kasser/")))
    for _twice in (1, 2):
        client.post(address(open_round, "1/kasser/"))
    assert MatchProposal.objects.get(number=1).state == ProposalState.DISCARDED
    assert client.get(address(open_round, "1/")).status_code == 200
    assert client.get(address(open_round, "1/flyt/"), {"person": "x", "til": "g1"}).status_code == 404


def test_the_quality_report_names_nobody(
    open_round: SignupRound, people: list[Signup], proposal: MatchProposal, client: Client
) -> None:
    sheet = client.get(address(open_round, "1/rapport.csv"))
    rows = sheet.content.decode("utf-8-sig").splitlines()
    assert (len(rows), rows[1].split(";")[:4]) == (3, ["1", "5", "Aarhus C", "2"])
    assert "Nr0" not in sheet.content.decode()
    file = client.get(address(open_round, "1/rapport.pdf"))
    assert (file["Content-Type"], file.content[:5]) == ("application/pdf", b"%PDF-")
    assert client.get(address(open_round, "1/rapport.xlsx")).status_code == 404
    assert AccessEvent.objects.filter(action="signups.exported").count() == 2


def test_the_cards_show_what_the_coordinator_chose_and_only_what_is_asked(
    open_round: SignupRound, people: list[Signup], proposal: MatchProposal, client: Client
) -> None:
    page = client.get(address(open_round, "1/")).content.decode()
    assert 'value="themes"' in page
    assert 'value="sector"' not in page
    client.post(address(open_round, "1/vis/"), {"shown": ["challenges"]})
    told = text_of(client.get(address(open_round, "1/")))
    assert "Svar hearing_loss" in told
    assert "47 år" not in told.partition("Til fælles")[0]
    client.post(address(open_round, "1/vis/"), {"shown": ["sector"]})
    assert MatchProposal.objects.get().shown == ["challenges"]


def test_publishing_shows_what_happens_and_then_does_it_once(
    open_round: SignupRound, people: list[Signup], proposal: MatchProposal, client: Client
) -> None:
    page = text_of(client.get(address(open_round, "1/udgiv/")))
    assert "10 personer får tilbudt en plads. Mails: 10" in page
    first, second = keys_of(proposal)
    assert client.post(address(open_round, "1/udgiv/"), {"revision": 0}).status_code == 422
    assert client.post(address(open_round, "1/udgiv/"), {"groups": [first], "revision": 7}).status_code == 409
    seen = client.post(address(open_round, "1/udgiv/"), {"groups": [first], "revision": 0, "act": "see"})
    assert "5 personer får tilbudt" in text_of(seen)
    assert not PeerGroup.objects.exists()
    for _twice in (1, 2):
        client.post(address(open_round, "1/udgiv/"), {"groups": [first], "revision": 0})
    assert PeerGroup.objects.count() == 1
    open_round.refresh_from_db()
    assert open_round.state == RoundState.PUBLISHED
    board = client.get(address(open_round, "1/"))
    assert "Udgivet" in text_of(board)
    assert board.content.decode().count('class="member__pick"') == 5
    assert client.post(address(open_round, "1/goer/laas/"), {"key": first, "revision": 0}).status_code == 302
    assert not proposal.groups.get(key=first).is_locked
    client.post(address(open_round, "1/udgiv/"), {"groups": [second], "revision": 0})
    assert PeerGroup.objects.count() == 2
    assert "10 af 10" in text_of(client.get(address(open_round, "1/")))
    assert len(client.get(address(open_round, "1/rapport.csv")).content.splitlines()) == 3


def test_what_binds_the_round_is_told_when_somebody_asks(
    open_round: SignupRound, coordinator: User, client: Client
) -> None:
    closed_round(open_round, 4)
    proposal = proposed(open_round, coordinator)
    for _twice in (1, 2):
        client.post(address(open_round, "1/pris/"))
    assert "er ved at blive regnet ud" in text_of(client.get(address(open_round, "1/")))
    assert explain(proposal.pk)
    assert not explain(proposal.pk)
    assert "alle, der kan få en plads, har en" in text_of(client.get(address(open_round, "1/")))


def test_a_clash_is_told_with_the_names(
    open_round: SignupRound, people: list[Signup], proposal: MatchProposal, client: Client, coordinator: User
) -> None:
    pair = [one for one in people if group_of(proposal, one) == "g1"][:2]
    proposal.members.filter(signup__in=pair).update(is_pinned=True)
    match_rules.decide(open_round, kind=RuleKind.APART, one=pair[0], other=pair[1], by=coordinator, now=AFTER)
    proposed(open_round, coordinator, based_on=proposal)
    words = text_of(client.get(address(open_round, "2/")))
    assert pair[0].name in words
    assert pair[1].name in words


PAGES = ["", "1/", "1/igen/", "1/kasser/", "1/udgiv/", "1/mod/2/", "1/rapport.csv", "oensker/", "1/del/?gruppe=g1"]
POSTS = ["1/stop/", "1/pris/", "1/vis/", "1/goer/laas/", "oensker/1/fjern/"]


def test_others_find_nothing_here(
    open_round: SignupRound,
    people: list[Signup],
    coordinator: User,
    coordinator_midt: User,
    participant: User,
    client_as: Any,
) -> None:
    for _each in (1, 2):
        proposed(open_round, coordinator)
    inside = client_as(coordinator)
    assert {client.status_code for client in (inside.get(address(open_round, page)) for page in PAGES)} == {200}
    for outsider in (client_as(coordinator_midt), client_as(participant)):
        found = [outsider.get(address(open_round, page)).status_code for page in PAGES]
        found += [outsider.post(address(open_round, page)).status_code for page in [*PAGES[2:4], *POSTS]]
        assert set(found) <= {403, 404}, found
    assert {Client().get(address(open_round, page)).status_code for page in PAGES} == {302}
    assert {inside.get(address(open_round, page)).status_code for page in POSTS} == {405}
    assert inside.get(address(open_round, "9/")).status_code == 404


def test_broken_input_is_never_an_error_of_ours(
    open_round: SignupRound, people: list[Signup], proposal: MatchProposal, client: Client
) -> None:
    one = people[0].reference
    for asked_for in ({}, {"person": one}, {"til": "g1"}):
        assert client.get(address(open_round, "1/flyt/"), asked_for).status_code == 302
    for asked_for in (
        {"person": one, "til": "g99"},
        {"person": "x", "til": "g1"},
        {"person": one, "til": "g1", "byt": "x"},
    ):
        assert client.get(address(open_round, "1/flyt/"), asked_for).status_code == 404
    for revision in ("", "x", "-1", "99999999999999999999"):
        sent = client.post(address(open_round, "1/flyt/"), {"person": one, "til": "ingen", "revision": revision})
        assert sent.status_code == 409
    assert client.get(address(open_round, "1/"), {"page": "x", "uden": "-3"}).status_code == 200
    assert client.get(address(open_round, "1/gruppe/g99/")).status_code == 404
    assert client.post(address(open_round, "1/goer/ukendt/")).status_code == 404
    assert client.post(address(open_round, "1/goer/laas/"), {"revision": 0}).status_code == 302
    assert client.get(address(open_round, "1/saml/"), {"gruppe": "g1"}).status_code == 404
    assert proposals.proposals_of(open_round, User.objects.get(email="coordinator@example.org"))[0].revision == 0
