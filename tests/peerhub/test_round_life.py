"""A round from draft to groups: guards, history, opening and closing on time, cancelling, and who may."""

from datetime import UTC, date, datetime, timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import ConsentText
from outbox.models import Message
from peerhub.domain import rounds
from peerhub.domain.errors import Refused
from peerhub.domain.round_guards import faults, warnings
from peerhub.enums import RoundState
from peerhub.models import RoundEvent, SignupRound
from tests.conftest import NOW
from tests.fixtures.sites import SiteTree

from .making import make_page, make_programme, make_questionnaire, make_round
from .signing import make_signup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("consent_texts")]
LATER = NOW + timedelta(days=10)


@pytest.fixture
def draft(site_tree: SiteTree) -> SignupRound:
    """A round with all it needs, in the coordinator's drawer; signup opens in ten days."""
    programme = make_programme()
    make_page(site_tree, programme)
    return make_round(programme, state=RoundState.DRAFT, opens_at=LATER)


def history(round: SignupRound) -> list[tuple[str, str, Any]]:
    return [(one.from_state, one.to_state, one.by) for one in RoundEvent.objects.filter(round=round)]


def words(found: Any) -> str:
    return " ".join(str(one) for one in found)


# --- opening ----------------------------------------------------------------------------------------------------------
@pytest.mark.engines
def test_a_released_round_opens_by_itself_and_closes_by_itself(draft: SignupRound, coordinator: Any) -> None:
    rounds.release(draft, by=coordinator, now=NOW)
    assert rounds.open_due(LATER - timedelta(seconds=1)) == 0
    assert rounds.open_due(LATER) == 1
    assert rounds.open_due(LATER) == 0
    closes = draft.closes_at
    assert closes is not None
    assert rounds.close_due(closes) == 0
    assert rounds.close_due(closes + timedelta(seconds=1)) == 1
    assert rounds.close_due(closes + timedelta(seconds=1)) == 0
    draft.refresh_from_db()
    assert draft.state == RoundState.CLOSED
    assert history(draft) == [("draft", "draft", coordinator), ("draft", "open", None), ("open", "closed", None)]


@pytest.mark.engines
def test_releasing_twice_is_once(draft: SignupRound, coordinator: Any) -> None:
    rounds.release(draft, by=coordinator, now=NOW)
    rounds.release(draft, by=coordinator, now=NOW)
    assert len(history(draft)) == 1


def test_a_round_whose_hour_has_come_opens_when_it_is_released(draft: SignupRound, coordinator: Any) -> None:
    assert rounds.release(draft, by=coordinator, now=LATER).state == RoundState.OPEN


def test_a_released_round_can_be_taken_back_until_it_opens(draft: SignupRound, coordinator: Any) -> None:
    rounds.release(draft, by=coordinator, now=NOW)
    rounds.hold_back(draft, by=coordinator, now=NOW)
    assert rounds.hold_back(draft, by=coordinator, now=NOW).released_at is None
    assert rounds.open_due(LATER) == 0
    rounds.open_now(draft, by=coordinator, now=NOW)
    with pytest.raises(Refused, match="åbnet"):
        rounds.hold_back(draft, by=coordinator, now=NOW)


@pytest.mark.engines
def test_opening_now_moves_the_date_and_opening_twice_is_once(draft: SignupRound, coordinator: Any) -> None:
    opened = rounds.open_now(draft, by=coordinator, now=NOW)
    assert (opened.state, opened.opens_at) == (RoundState.OPEN, NOW)
    rounds.open_now(draft, by=coordinator, now=NOW + timedelta(hours=1))
    assert len(history(draft)) == 1


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"opens_at": None}, "Skriv, hvornår tilmeldingen åbner."),
        ({"closes_at": None}, "Skriv, hvornår tilmeldingen lukker."),
        ({"first_start": None}, "Skriv, hvornår grupperne starter."),
        ({"first_start": date(2026, 11, 24)}, "lukker den 24. november 2026, så grupperne kan ikke starte"),
        ({"ends_on": date(2026, 12, 8)}, "så de kan ikke slutte den 8. december 2026"),
        ({"questionnaire": None}, "Vælg et spørgeskema."),
        ({"grouping": "predefined"}, "Tilføj de grupper, man kan vælge imellem."),
        ({"start_by": "fixed"}, "Skriv tid og sted for det første møde."),
        ({"max_size": 12}, "Grupper på mere end ni kræver"),
    ],
)
def test_what_is_missing_keeps_a_round_from_opening(
    draft: SignupRound, coordinator: Any, changed: dict[str, Any], told: str
) -> None:
    SignupRound.objects.filter(pk=draft.pk).update(**changed)
    draft.refresh_from_db()
    assert told in words(message for _field, message in faults(draft))
    with pytest.raises(Refused):
        rounds.release(draft, by=coordinator, now=NOW)
    draft.refresh_from_db()
    assert (draft.released_at, draft.state) == (None, RoundState.DRAFT)


def test_a_scheme_without_a_live_page_opens_no_round(coordinator: Any) -> None:
    draft = make_round(make_programme(), state=RoundState.DRAFT)
    with pytest.raises(Refused, match="ikke udgivet"):
        rounds.release(draft, by=coordinator, now=NOW)


def test_a_local_scheme_with_a_shared_ending_needs_region_and_end(site_tree: SiteTree) -> None:
    programme = make_programme(organisation="open", ending="closed")
    make_page(site_tree, programme)
    told = words(message for _field, message in faults(make_round(programme, state=RoundState.DRAFT)))
    assert "Vælg en region" in told
    assert "Skriv, hvornår grupperne slutter" in told


def test_a_round_whose_deadline_has_passed_is_not_opened(draft: SignupRound, coordinator: Any) -> None:
    with pytest.raises(Refused, match="Fristen er udløbet"):
        rounds.release(draft, by=coordinator, now=datetime(2026, 12, 1, tzinfo=UTC))


# --- worth a look -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("start", "told"),
    [
        (date(2026, 9, 20), "mindre end tre måneder"),
        (date(2026, 5, 1), "mere end seks måneder"),
        (date(2026, 8, 1), ""),
    ],
)
def test_a_start_too_near_or_too_far_from_the_last_is_told_and_stops_nothing(
    draft: SignupRound, start: date, told: str
) -> None:
    past = {"opens_at": NOW - timedelta(days=200), "closes_at": NOW - timedelta(days=180)}
    other = make_round(
        draft.programme, "sidst", state=RoundState.RUNNING, first_start=start, questionnaire=None, **past
    )
    found = words(warnings(draft, [draft, other]))
    assert (told in found) if told else "måneder" not in found


def test_overlapping_signups_and_missing_english_are_told(draft: SignupRound) -> None:
    other = make_round(draft.programme, "anden", name_da="Vinter", questionnaire=None)
    assert "overlapper med “Vinter”" in words(warnings(draft, [draft, other]))
    draft.name_en = ""
    assert "Engelsk mangler" in words(warnings(draft, []))
    draft.hidden = True
    assert warnings(draft, [draft, other]) == []


# --- changing ---------------------------------------------------------------------------------------------------------
def test_dates_in_the_wrong_order_are_refused_naming_both(draft: SignupRound, coordinator: Any) -> None:
    values = {"closes_at": LATER - timedelta(days=1)}
    with pytest.raises(Refused, match=r"13. november 2026.*12. november 2026") as refusal:
        rounds.change(draft, values=values, by=coordinator, now=NOW)
    assert refusal.value.field == "closes_on"


def test_an_open_round_changes_its_deadline_and_never_its_questions(draft: SignupRound, coordinator: Any) -> None:
    opened = rounds.open_now(draft, by=coordinator, now=NOW)
    moved = NOW + timedelta(days=5)
    assert rounds.change(opened, values={"closes_at": moved}, by=coordinator, now=NOW).closes_at == moved
    other = make_questionnaire(draft.programme, name="Andet")
    for values in ({"questionnaire": other}, {"grouping": "predefined"}, {"audience": "members"}):
        with pytest.raises(Refused, match="kan ikke længere ændres"):
            rounds.change(opened, values=values, by=coordinator, now=NOW)
    past: dict[str, Any] = {"closes_at": NOW + timedelta(days=2)}
    with pytest.raises(Refused, match="frist er udløbet"):
        rounds.change(opened, values=past, by=coordinator, now=NOW + timedelta(days=3))


def test_changing_nothing_logs_nothing(draft: SignupRound, coordinator: Any) -> None:
    from accounts.models import AccessEvent

    rounds.change(draft, values={"name_da": "Nyt navn"}, by=coordinator, now=NOW)
    before = AccessEvent.objects.count()
    rounds.change(draft, values={"name_da": "Nyt navn"}, by=coordinator, now=NOW)
    assert AccessEvent.objects.count() == before


# --- who may ----------------------------------------------------------------------------------------------------------
def test_a_local_coordinator_runs_the_rounds_of_the_region_alone(draft: SignupRound, coordinator_midt: Any) -> None:
    for act in (rounds.release, rounds.open_now, rounds.close, rounds.start_matching, rounds.hold_back):
        with pytest.raises(Refused, match="styres af andre"):
            act(draft, by=coordinator_midt, now=NOW)
    SignupRound.objects.filter(pk=draft.pk).update(region="midtjylland")
    assert rounds.open_now(draft, by=coordinator_midt, now=NOW).state == RoundState.OPEN


# --- closing, matching, cancelling ------------------------------------------------------------------------------------
def test_groups_are_made_of_confirmed_people_only(open_round: SignupRound, coordinator: Any) -> None:
    for number in range(3):
        make_signup(open_round, f"peer{number}@example.org")
    make_signup(open_round, "waits@example.org", confirmed=False)
    with pytest.raises(Refused, match="åben for tilmelding og kan ikke blive"):
        rounds.start_matching(open_round, by=coordinator, now=NOW)
    rounds.close(open_round, by=coordinator, now=NOW)
    with pytest.raises(Refused, match="3 har bekræftet, og den mindste gruppe er på 4"):
        rounds.start_matching(open_round, by=coordinator, now=NOW)


@pytest.mark.engines
def test_matching_begins_once_and_closes_what_the_worker_had_not(open_round: SignupRound, coordinator: Any) -> None:
    for number in range(4):
        make_signup(open_round, f"peer{number}@example.org")
    assert open_round.closes_at
    after = open_round.closes_at + timedelta(minutes=5)
    assert rounds.start_matching(open_round, by=coordinator, now=after).state == RoundState.MATCHING
    rounds.start_matching(open_round, by=coordinator, now=after)
    assert history(open_round) == [("open", "closed", None), ("closed", "matching", coordinator)]


@pytest.mark.engines
def test_cancelling_tells_everybody_once_and_why(open_round: SignupRound, coordinator: Any) -> None:
    confirmed, unconfirmed = (
        make_signup(open_round, "a@example.org"),
        make_signup(open_round, "b@example.org", confirmed=False),
    )
    for _time in range(2):
        rounds.cancel(open_round, because_da="For få meldte sig.", because_en="", by=coordinator, now=NOW)
    told = set(Message.objects.filter(kind=rounds.CANCELLED).values_list("object_id", flat=True))
    assert told == {str(confirmed.pk), str(unconfirmed.pk)}
    assert history(open_round) == [("open", "cancelled", coordinator)]


def test_the_mail_of_a_cancelled_round_says_why_and_where_to_hear_of_the_next(
    open_round: SignupRound, coordinator: Any
) -> None:
    from peerhub.round_mails import cancelled

    make_signup(open_round, "a@example.org")
    rounds.cancel(open_round, because_da="For få meldte sig.", because_en="Too few.", by=coordinator, now=NOW)
    mail = cancelled(Message.objects.get(kind=rounds.CANCELLED))
    assert mail is not None
    assert mail.subject == "En ændring af din tilmelding"
    assert "Grunden er: For få meldte sig." in mail.text
    assert mail.button is not None
    assert mail.button[0].endswith("/peer-grupper/besked/hoerepeers/")


def test_the_own_page_of_a_signup_says_that_the_round_is_cancelled(
    open_round: SignupRound, coordinator: Any, visitor: Client
) -> None:
    signup = make_signup(open_round, "a@example.org")
    rounds.cancel(open_round, because_da="For få meldte sig.", because_en="", by=coordinator, now=NOW)
    page = visitor.get(reverse("signup_status", args=[signup.token])).content.decode()
    assert "Runden er aflyst" in page
    assert "For få meldte sig." in page
    assert "/peer-grupper/besked/hoerepeers/" in page


def test_a_running_round_is_not_cancelled_and_no_reason_is_no_cancelling(coordinator: Any) -> None:
    running = make_round(make_programme(), state=RoundState.RUNNING)
    with pytest.raises(Refused, match="i gang og kan ikke blive aflyst"):
        rounds.cancel(running, because_da="Sådan.", because_en="", by=coordinator, now=NOW)
    SignupRound.objects.filter(pk=running.pk).update(state=RoundState.OPEN)
    with pytest.raises(Refused, match="Skriv hvorfor"):
        rounds.cancel(running, because_da=" ", because_en="", by=coordinator, now=NOW)


@pytest.mark.engines
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_who_close_a_round_at_once_close_it_once(coordinator: Any) -> None:
    opened = make_round(make_programme())

    def act() -> None:
        try:
            rounds.close(opened, by=coordinator, now=NOW)
        finally:
            connection.close()

    threads = [Thread(target=act) for _number in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert history(opened) == [("open", "closed", coordinator)]


def test_nothing_opens_before_there_is_a_text_to_say_yes_to(draft: SignupRound) -> None:
    assert [words for field, words in faults(draft) if field == "consent"] == []
    ConsentText.objects.filter(language="en").update(language="xx")
    assert [str(words) for field, words in faults(draft) if field == "consent"] == [
        "En administrator skal først skrive, hvad folk giver samtykke til (Engelsk)."
    ]
