"""What somebody told goes on its day, and so do the names; erasure and restore; wanting to hear of the next round."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from accounts import ledger
from accounts.domain import data_copies, erasure
from accounts.models import Consent, PersonKey
from outbox import due
from outbox.domain.delivery import deliver_due
from outbox.models import Message
from peerhub.domain import interest, offers, signup_retention, signups
from peerhub.models import RoundInterest, Signup, SignupAnswers, SignupEvent, SignupRound
from tests.conftest import NOW

from .making import make_round
from .signing import make_signup, opened

pytestmark = pytest.mark.django_db


def body(answer: Any) -> str:
    return str(answer.content.decode())


class TestPeriods:
    def test_without_a_place_answers_go_six_months_after_the_last_contact(self, open_round: SignupRound) -> None:
        signup = signups.withdraw(make_signup(open_round), by=None, now=NOW)
        assert signup_retention.answers_go_on(signup) == date(2027, 5, 3)
        last, after = datetime(2027, 5, 3, 12, tzinfo=UTC), datetime(2027, 5, 4, 12, tzinfo=UTC)
        assert [signup_retention.delete_answers(day) for day in (last, after, after)] == [0, 1, 0]
        assert (SignupAnswers.objects.count(), PersonKey.objects.filter(subject=signup.pk).count()) == (0, 0)

    def test_who_waits_for_the_groups_keeps_the_answers(self, open_round: SignupRound) -> None:
        make_signup(open_round)
        assert signup_retention.delete_answers(NOW + timedelta(days=400)) == 0

    def test_in_a_group_they_go_six_months_after_it_ends(self, open_round: SignupRound) -> None:
        signup = make_signup(open_round)
        Signup.objects.update(state="accepted")
        SignupRound.objects.update(ends_on=date(2027, 8, 31))
        signup.refresh_from_db()
        assert signup_retention.answers_go_on(signup) == date(2028, 2, 29)
        last, after = datetime(2028, 2, 29, 12, tzinfo=UTC), datetime(2028, 3, 1, 12, tzinfo=UTC)
        assert [signup_retention.delete_answers(day) for day in (last, after)] == [0, 1]

    def test_a_year_after_the_round_nothing_names_anybody_and_the_region_stays(self, open_round: SignupRound) -> None:
        signup = make_signup(open_round)
        SignupRound.objects.update(ends_on=date(2027, 8, 31))
        last, after = datetime(2028, 8, 31, 12, tzinfo=UTC), datetime(2028, 9, 1, 12, tzinfo=UTC)
        assert [signup_retention.anonymise_due(day) for day in (last, after, after)] == [0, 1, 0]
        signup.refresh_from_db()
        assert (signup.state, signup.region, signup.postcode, signup.name, signup.email, signup.person) == (
            "anonymised",
            "midtjylland",
            None,
            "",
            "",
            None,
        )
        assert SignupEvent.objects.filter(signup=signup).count() == 3

    def test_one_that_was_never_confirmed_goes_after_thirty_days(self, open_round: SignupRound) -> None:
        signup = make_signup(open_round, confirmed=False)
        ended = NOW + timedelta(days=8)
        signups.expire_unconfirmed(ended)
        days = [ended + timedelta(days=30), ended + timedelta(days=31)]
        assert [signup_retention.anonymise_due(day) for day in days] == [0, 1]
        assert Consent.objects.filter(about=signup.pk).count() == 0

    def test_the_page_tells_the_days(self, open_round: SignupRound, visitor: Client) -> None:
        SignupRound.objects.update(ends_on=date(2027, 8, 31))
        signup = signups.withdraw(make_signup(open_round), by=None, now=NOW)
        page = body(visitor.get(f"/tilmelding/{signup.token}/"))
        assert [day for day in ("3. maj 2027", "31. august 2028") if day not in page] == []


def test_looking_at_what_will_go_writes_nothing_into_the_ledger_of_erasures(open_round: SignupRound) -> None:
    signup = make_signup(open_round)
    SignupRound.objects.update(ends_on=date(2025, 1, 1))
    before = ledger.read()
    assert due.would_delete(now=NOW)["signups_anonymise"] == 1
    signup.refresh_from_db()
    assert (signup.state, ledger.read()) == ("confirmed", before)


class TestRights:
    def test_the_copy_holds_the_signup_and_its_answers_and_no_secret(self, open_round: SignupRound) -> None:
        signup = make_signup(open_round)
        assert signup.person is not None
        held = {section["label"]: section["rows"] for section in data_copies.gathered(signup.person)}
        assert held["peerhub.signup"][0]["reference"] == signup.reference
        assert "hearing_loss" in held["peerhub.signupanswers"][0]["content"]
        assert signup.token not in str(held)

    def test_erasing_leaves_a_count_and_no_trace(self, open_round: SignupRound) -> None:
        signup = make_signup(open_round)
        offers.offer(signup, place=offers.Place(size=5, form="virtual"), by=None, now=NOW)
        assert signup.person is not None
        erasure.erase(subject=signup.person.uuid, now=NOW)
        signup.refresh_from_db()
        assert (signup.state, signup.name, signup.region) == ("anonymised", "", "midtjylland")
        assert (SignupAnswers.objects.count(), Consent.objects.count()) == (0, 0)

    def test_a_restore_anonymises_again_what_had_gone(self, open_round: SignupRound) -> None:
        signup = make_signup(open_round)
        assert signup_retention.forget_again({signup.pk}, NOW) == 1
        assert signup_retention.forget_again({signup.pk}, NOW) == 0


class TestInterest:
    PAGE = "/peer-grupper/besked/hoerepeers/"

    def ask(self, browser: Client, time_machine: Any, email: str = "anna@example.org") -> Any:
        return browser.post(self.PAGE, {"email": email, "opened": opened(time_machine)})

    def test_it_is_asked_confirmed_told_once_and_gone(
        self, open_round: SignupRound, visitor: Client, time_machine: Any, mailoutbox: Any
    ) -> None:
        SignupRound.objects.update(state="closed")
        answers = [body(self.ask(visitor, time_machine)) for _again in range(2)]
        assert "Se i din mail nu" in answers[0]
        assert (RoundInterest.objects.count(), Message.objects.count()) == (1, 1)
        deliver_due(now=NOW)
        found = RoundInterest.objects.get()
        link = f"/peer-grupper/besked/svar/{found.token}/"
        assert link in mailoutbox[0].body
        visitor.get(link)
        assert interest.tell_opened(NOW) == 0
        for _press in range(2):
            visitor.post(link, {"act": "confirm"})
        make_round(open_round.programme, "efteraar-2027", questionnaire=None)
        assert (interest.tell_opened(NOW), interest.tell_opened(NOW)) == (1, 0)
        deliver_due(now=NOW)
        assert "/peer-grupper/tilmelding/efteraar-2027/" in mailoutbox[1].body
        assert (len(mailoutbox), RoundInterest.objects.count()) == (2, 0)
        assert "hør" not in mailoutbox[1].subject.lower()

    def test_one_button_deletes_the_address(self, open_round: SignupRound, visitor: Client, time_machine: Any) -> None:
        self.ask(visitor, time_machine)
        link = f"/peer-grupper/besked/svar/{RoundInterest.objects.get().token}/"
        assert "Din adresse er slettet" in body(visitor.post(link, {"act": "remove"}))
        assert (RoundInterest.objects.count(), visitor.get(link).status_code) == (0, 404)

    def test_nobody_who_presses_nothing_is_kept_past_a_week(self, open_round: SignupRound) -> None:
        interest.ask(programme=open_round.programme, email="anna@example.org", language="da", now=NOW)
        days = [NOW + timedelta(days=6), NOW + timedelta(days=7)]
        assert [interest.delete_expired(day) for day in days] == [0, 1]

    def test_a_robot_an_unknown_scheme_and_a_wrong_address(self, open_round: SignupRound, visitor: Client) -> None:
        assert visitor.post(self.PAGE, {"email": "anna@example.org", "opened": "x"}).status_code == 200
        assert RoundInterest.objects.count() == 0
        assert visitor.get("/peer-grupper/besked/findes-ikke/").status_code == 404
        assert visitor.post(self.PAGE, {"email": "anna"}).status_code == 422
