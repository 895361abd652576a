"""A signup's own page behind its link: confirmed, changed, answered, withdrawn, taken along, deleted."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import AccessEvent, Consent, User
from outbox.domain.delivery import deliver_due
from outbox.models import Message
from peerhub.domain import offers, signups, waiting
from peerhub.domain.errors import Refused
from peerhub.domain.offers import Place
from peerhub.domain.signup_consents import CARRY_OVER, MATCHING, SHARING
from peerhub.enums import RoundState
from peerhub.models import Signup, SignupAnswers, SignupEvent, SignupRound
from tests.conftest import NOW

from .making import make_group, make_round
from .signing import WHERE, errors_of, make_signup, yes

pytestmark = pytest.mark.django_db
PLACE = Place(size=5, form="physical", area="Aarhus")


def page_of(signup: Signup, rest: str = "") -> str:
    return f"/tilmelding/{signup.token}/{rest}"


def stands(about: UUID, purpose: str) -> bool:
    return Consent.objects.filter(about=about, purpose=purpose, withdrawn_at=None).exists()


def body(answer: Any) -> str:
    return str(answer.content.decode())


def offered(round: SignupRound, *purposes: str) -> Signup:
    return offers.offer(make_signup(round, purposes=(MATCHING, *purposes)), place=PLACE, by=None, now=NOW)


class TestConfirming:
    def test_reading_the_link_changes_nothing_and_the_button_confirms(
        self, open_round: SignupRound, visitor: Client
    ) -> None:
        signup = make_signup(open_round, confirmed=False)
        assert "Bekræft min tilmelding" in body(visitor.get(page_of(signup)))
        signup.refresh_from_db()
        assert signup.state == "submitted"
        for _press in range(2):
            assert visitor.post(page_of(signup), {"act": "confirm"})["Location"] == page_of(signup)
        signup.refresh_from_db()
        assert (signup.state, signup.person) == ("confirmed", User.objects.get(email="anna@example.org"))
        assert Consent.objects.get().person == signup.person
        assert Message.objects.filter(kind="peerhub.signup_confirmed").count() == 1

    def test_a_link_that_reached_somebody_else_shows_no_answers_before_it_is_confirmed(
        self, open_round: SignupRound, visitor: Client
    ) -> None:
        signup = make_signup(open_round, first_name="Kanarie", confirmed=False)
        assert [word for word in ("Kanarie", "8000", "mine-svar/") if word in body(visitor.get(page_of(signup)))] == []
        assert visitor.get(page_of(signup, "ret/about/"))["Location"] == page_of(signup)
        assert visitor.get(page_of(signup, "mine-svar/")).status_code == 404
        visitor.post(page_of(signup), {"act": "confirm"})
        assert "Kanarie" in body(visitor.get(page_of(signup)))
        assert visitor.get(page_of(signup, "mine-svar/")).status_code == 200

    def test_a_link_that_has_run_out_says_so_and_sends_a_new_one(
        self, open_round: SignupRound, visitor: Client, time_machine: Any
    ) -> None:
        signup = make_signup(open_round, confirmed=False)
        late = NOW + timedelta(days=7, seconds=1)
        time_machine.move_to(late, tick=False)
        assert "Linket er udløbet" in body(visitor.post(page_of(signup), {"act": "confirm"}))
        assert (signups.expire_unconfirmed(late), signups.expire_unconfirmed(late)) == (1, 0)
        assert "Send mig et nyt link" in body(visitor.get(page_of(signup)))
        for _press in range(2):
            assert "Et nyt link er på vej" in body(visitor.post(page_of(signup), {"act": "new-link"}))
        assert Message.objects.filter(kind="peerhub.signup_confirm").count() == 2
        visitor.post(page_of(signup), {"act": "confirm"})
        signup.refresh_from_db()
        assert signup.state == "confirmed"

    def test_it_can_be_confirmed_after_the_deadline_and_waits_after_the_proposal(self, open_round: SignupRound) -> None:
        early = make_signup(open_round, confirmed=False)
        late = make_signup(open_round, "sen@example.org", confirmed=False)
        SignupRound.objects.update(state=RoundState.CLOSED)
        assert signups.confirm(early, now=NOW).state == "confirmed"
        SignupRound.objects.update(state=RoundState.PUBLISHED)
        waits = signups.confirm(late, now=NOW)
        assert (waits.state, waits.waiting_reason) == ("waitlisted", "too_late")

    @pytest.mark.engines
    def test_the_database_holds_one_live_signup_an_address(self, open_round: SignupRound) -> None:
        signup = make_signup(open_round)
        other = make_signup(open_round, "bente@example.org")
        with pytest.raises(IntegrityError), transaction.atomic():
            Signup.objects.filter(pk=other.pk).update(address_mark=signup.address_mark)

    @pytest.mark.parametrize("token", ["x", "00000000-0000-4000-8000-000000000000", "%00", "å" * 300])
    def test_a_wrong_link_is_a_page_that_says_so(self, token: str, open_round: SignupRound, visitor: Client) -> None:
        make_signup(open_round)
        answer = visitor.get(f"/tilmelding/{token}/")
        assert (answer.status_code, "virker ikke længere" in body(answer)) == (404, True)
        for rest in ("traek-tilbage/", "mine-svar/", "ret/where/"):
            assert visitor.get(f"/tilmelding/{token}/{rest}").status_code == 404

    def test_the_link_is_stored_hashed_and_sealed(self, open_round: SignupRound) -> None:
        signup = make_signup(open_round)
        stored = Signup.objects.values_list("token", "token_hash").get()
        assert (signup.token in stored[0], signup.token in stored[1], len(signup.token) >= 43) == (False, False, True)


class TestChanging:
    def test_answers_may_be_changed_until_a_place_is_offered(self, open_round: SignupRound, visitor: Client) -> None:
        signup = make_signup(open_round)
        url = page_of(signup, "ret/where/")
        assert 'value="8000"' in body(visitor.get(url))
        assert visitor.post(url, WHERE | {"postcode": "9000", "max_km": "50"}).status_code == 302
        signup.refresh_from_db()
        assert (signup.postcode, signup.region) == (9000, "nordjylland")
        assert '"max_km": 50' in SignupAnswers.objects.get().content
        offers.offer(signup, place=PLACE, by=None, now=NOW)
        assert visitor.post(url, WHERE)["Location"] == page_of(signup)
        with pytest.raises(Refused):
            signups.change(signup, "where", WHERE, by=None, now=NOW)

    def test_wrong_answers_are_refused_and_kept_to_be_mended(self, open_round: SignupRound, visitor: Client) -> None:
        signup = make_signup(open_round)
        answer = visitor.post(page_of(signup, "ret/where/"), WHERE | {"slots": []})
        assert (answer.status_code, errors_of(answer)) == (422, ["Vælg mindst ét tidspunkt."])

    def test_the_address_itself_is_not_changed_here(self, open_round: SignupRound, visitor: Client) -> None:
        signup = make_signup(open_round)
        sent = {"first_name": "Anne", "channel": "mail", "language": "en", "email": "tyv@example.org"}
        assert visitor.post(page_of(signup, "ret/about/"), sent).status_code == 302
        signup.refresh_from_db()
        assert (signup.first_name, signup.language, signup.email) == ("Anne", "en", "anna@example.org")

    def test_a_part_there_is_not_is_unknown(self, open_round: SignupRound, visitor: Client) -> None:
        assert visitor.get(page_of(make_signup(open_round), "ret/state/")).status_code == 404


class TestAPlace:
    def test_the_page_shows_size_area_and_form_and_nobody(self, open_round: SignupRound, visitor: Client) -> None:
        make_signup(open_round, "hemmelig@example.org", first_name="Hemmelig")
        page = body(visitor.get(page_of(offered(open_round))))
        assert [words for words in ("Aarhus", "Fysisk", "13. november 2026") if words not in page] == []
        assert "Hemmelig" not in page

    def test_saying_yes_asks_to_be_shown_to_the_group_and_counts_once(
        self, open_round: SignupRound, visitor: Client
    ) -> None:
        signup = offered(open_round)
        assert errors_of(visitor.post(page_of(signup), {"act": "accept"})) == [
            "Gruppen skal kunne få fat i dig. Sæt kryds."
        ]
        for _press in range(2):
            visitor.post(page_of(signup), {"act": "accept"} | yes(SHARING))
        signup.refresh_from_db()
        assert (signup.state, SignupEvent.objects.filter(to_state="accepted").count()) == ("accepted", 1)
        assert stands(signup.pk, SHARING)

    def test_who_has_said_yes_to_that_before_is_not_asked_again(self, open_round: SignupRound, visitor: Client) -> None:
        signup = offered(open_round, SHARING)
        visitor.post(page_of(signup), {"act": "accept"})
        signup.refresh_from_db()
        assert signup.state == "accepted"

    def test_saying_no_needs_no_reason(self, open_round: SignupRound, visitor: Client) -> None:
        signup = offered(open_round)
        for _press in range(2):
            visitor.post(page_of(signup), {"act": "decline"})
        signup.refresh_from_db()
        assert signup.state == "declined"
        assert "Du tog ikke pladsen" in body(visitor.get(page_of(signup)))

    def test_one_reminder_on_the_seventh_day_and_silence_is_a_no_after_the_tenth(self, open_round: SignupRound) -> None:
        signup = offered(open_round)
        days = [NOW + timedelta(days=count) for count in (6, 7, 8, 10)]
        assert [offers.remind(day) for day in days] == [0, 1, 0, 0]
        late = NOW + timedelta(days=10, seconds=1)
        assert [offers.lapse(day) for day in (days[-1], late, late)] == [0, 1, 0]
        signup.refresh_from_db()
        assert (signup.state, SignupEvent.objects.last().note) == ("declined", "silence")  # type: ignore[union-attr]

    def test_after_the_date_the_answer_is_refused_with_a_way_on(
        self, open_round: SignupRound, visitor: Client, time_machine: Any
    ) -> None:
        signup = offered(open_round, SHARING)
        time_machine.move_to(NOW + timedelta(days=11), tick=False)
        answer = visitor.post(page_of(signup), {"act": "accept"})
        assert (answer.status_code, "Skriv til os" in body(answer)) == (409, True)

    @pytest.mark.engines
    def test_the_last_seat_of_a_group_is_offered_once(self, open_round: SignupRound) -> None:
        group = make_group(open_round, seats=2)
        people = [make_signup(open_round, f"nr{number}@example.org") for number in range(3)]
        place = Place(size=2, form="physical", group=group)
        for signup in people[:2]:
            offers.offer(signup, place=place, by=None, now=NOW)
        with pytest.raises(Refused, match=r"full|fuld"):
            offers.offer(people[2], place=place, by=None, now=NOW)

    def test_steps_that_there_are_not_are_refused(self, open_round: SignupRound) -> None:
        signup = make_signup(open_round, confirmed=False)
        with pytest.raises(Refused):
            offers.offer(signup, place=PLACE, by=None, now=NOW)
        with pytest.raises(Refused):
            offers.accept(signup, by=None, now=NOW)


class TestLeaving:
    def test_withdrawing_takes_one_page_and_no_reason(self, open_round: SignupRound, visitor: Client) -> None:
        signup = make_signup(open_round)
        assert "Du behøver ingen grund" in body(visitor.get(page_of(signup, "traek-tilbage/")))
        for _press in range(2):
            assert visitor.post(page_of(signup, "traek-tilbage/"))["Location"] == page_of(signup)
        signup.refresh_from_db()
        assert (signup.state, SignupEvent.objects.filter(to_state="withdrawn").count()) == ("withdrawn", 1)
        assert Message.objects.filter(kind="peerhub.signup_withdrawn").count() == 1

    @pytest.mark.parametrize("state", ["submitted", "confirmed", "proposed", "accepted", "waitlisted"])
    def test_it_is_always_possible(self, state: str, open_round: SignupRound) -> None:
        signup = make_signup(open_round)
        Signup.objects.update(state=state, answer_by=NOW)
        assert signups.withdraw(signup, by=None, now=NOW).state == "withdrawn"

    def test_the_answers_can_be_taken_along(self, open_round: SignupRound, visitor: Client) -> None:
        signup = make_signup(open_round)
        held = json.loads(visitor.get(page_of(signup, "mine-svar/")).content)
        assert (held["answers"]["where"]["postcode"], held["answers"]["wishes"]["questions"]["age"]) == (8000, 47)

    def test_deleting_the_answers_ends_the_consent_and_the_signup_at_once(
        self, open_round: SignupRound, visitor: Client
    ) -> None:
        signup = make_signup(open_round)
        for _press in range(2):
            visitor.post(page_of(signup), {"act": "delete-answers"})
        signup.refresh_from_db()
        assert (signup.state, SignupAnswers.objects.count()) == ("withdrawn", 0)
        assert not stands(signup.pk, MATCHING)
        assert "Dine svar er slettet" in body(visitor.get(page_of(signup)))

    def test_taking_the_consent_back_on_one_s_own_page_does_the_same(
        self, open_round: SignupRound, client_as: Any
    ) -> None:
        signup = make_signup(open_round)
        client_as(signup.person).post(f"/min-side/samtykker/{MATCHING}/traek-tilbage/")
        signup.refresh_from_db()
        assert (signup.state, SignupAnswers.objects.count()) == ("withdrawn", 0)

    def test_my_page_lists_one_s_own_signups_and_nobody_else_s(
        self, open_round: SignupRound, client_as: Any, outsider: User
    ) -> None:
        signup = make_signup(open_round)
        assert page_of(signup) in body(client_as(signup.person).get("/min-side/"))
        assert page_of(signup) not in body(client_as(outsider).get("/min-side/"))


class TestTheNextRound:
    def test_answers_are_used_again_through_one_s_own_link(self, open_round: SignupRound, visitor: Client) -> None:
        signup = make_signup(open_round)
        SignupRound.objects.update(state=RoundState.COMPLETED)
        later = make_round(open_round.programme, "efteraar-2027", questionnaire=open_round.questionnaire)
        assert "Brug mine svar til Forår 2027" in body(visitor.get(page_of(signup)))
        visitor.post(page_of(signup), {"act": "use-again"})
        visitor.post(f"/peer-grupper/tilmelding/{later.slug}/", {"condition_1": "yes", "condition_2": "yes"})
        assert 'value="anna@example.org"' in body(visitor.get(f"/peer-grupper/tilmelding/{later.slug}/om-dig/"))
        assert 'value="47"' in body(visitor.get(f"/peer-grupper/tilmelding/{later.slug}/oensker/"))

    def test_the_waiting_list_goes_on_for_those_who_said_yes(self, open_round: SignupRound) -> None:
        goes, stays = (
            make_signup(open_round, "anna@example.org", purposes=(MATCHING, CARRY_OVER)),
            make_signup(open_round, "bente@example.org"),
        )
        for signup in (goes, stays):
            offers.put_on_waiting_list(signup, reason="near", by=None, now=NOW)
        SignupRound.objects.update(state=RoundState.PUBLISHED)
        later = make_round(open_round.programme, "efteraar-2027", questionnaire=open_round.questionnaire)
        assert (waiting.carry_over(NOW), waiting.carry_over(NOW)) == (1, 0)
        carried = Signup.objects.get(round=later)
        assert (carried.state, carried.email, carried.carried_from) == ("confirmed", "anna@example.org", goes)
        assert '"age": 47' in carried.answers.content
        goes.refresh_from_db()
        assert (goes.state, Signup.objects.get(pk=stays.pk).state) == ("withdrawn", "waitlisted")

    def test_the_choice_can_be_changed_while_one_waits(self, open_round: SignupRound, visitor: Client) -> None:
        signup = make_signup(open_round)
        offers.put_on_waiting_list(signup, reason="time", by=None, now=NOW)
        page = body(visitor.get(page_of(signup)))
        assert "Ingen tæt på dig kan mødes på de tider, du har valgt." in page
        for act, kept in (("carry", True), ("carry", True), ("not-carry", False), ("not-carry", False)):
            visitor.post(page_of(signup), {"act": act})
            signup.refresh_from_db()
            assert (signup.may_carry_over, stands(signup.pk, CARRY_OVER)) == (kept, kept)


class TestMails:
    def test_no_mail_says_what_the_groups_are_about_or_what_was_told(
        self, open_round: SignupRound, mailoutbox: Any
    ) -> None:
        signup = offered(open_round)
        offers.remind(NOW + timedelta(days=7))
        offers.accept(signup, by=None, now=NOW)
        signups.withdraw(signup, by=None, now=NOW)
        deliver_due(now=NOW + timedelta(days=7))
        texts = " ".join(f"{mail.subject} {mail.body}" for mail in mailoutbox).replace(signup.token, "").lower()
        assert mailoutbox
        assert [word for word in ("hørepeers", "høretab", "hearing", "tinnitus", "aarhus", "47") if word in texts] == []
        assert all(signup.token in mail.body for mail in mailoutbox)

    def test_a_mail_that_comes_too_late_is_dropped(self, open_round: SignupRound, mailoutbox: Any) -> None:
        signup = make_signup(open_round, confirmed=False)
        signups.withdraw(signup, by=None, now=NOW)
        deliver_due(now=NOW)
        assert mailoutbox == []

    def test_acts_are_logged_without_values(self, open_round: SignupRound) -> None:
        signup = make_signup(open_round)
        signups.withdraw(signup, by=None, now=NOW)
        logged = AccessEvent.objects.filter(object_id=str(signup.pk)).values_list("action", flat=True)
        assert set(logged) == {"signup.confirmed", "signup.withdrawn"}
