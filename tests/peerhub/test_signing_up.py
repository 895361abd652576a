"""Five steps to a signup, as the person sees them."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import Consent, User
from outbox.models import Message
from peerhub.domain import drafts
from peerhub.domain.signup_consents import CARRY_OVER, MATCHING
from peerhub.models import QuestionOption, Signup, SignupAnswers, SignupDraft, SignupRound
from tests.conftest import NOW
from tests.fixtures.sites import SiteTree

from .making import make_group, make_page, make_programme, make_question, make_round
from .signing import WHERE, WISHES, address, errors_of, fill, make_signup, send

pytestmark = pytest.mark.django_db
ELIGIBLE = {"condition_1": "yes", "condition_2": "yes"}


def body(answer: Any) -> str:
    return str(answer.content.decode())


class TestTheWayThrough:
    def test_a_person_signs_up_without_an_account(
        self, open_round: SignupRound, visitor: Client, time_machine: Any
    ) -> None:
        fill(visitor, open_round)
        checked = body(visitor.get(address(open_round, "tjek")))
        told = ("Anna Holm", "8000 Aarhus C", "47", "Svar hearing_loss", "Tirsdag aften")
        assert [words for words in told if words not in checked] == []
        assert " checked" not in checked
        assert send(visitor, open_round, time_machine)["Location"] == address(open_round, "kvittering")
        signup = Signup.objects.get()
        assert signup.reference in body(visitor.get(address(open_round, "kvittering")))
        assert (signup.state, signup.email, signup.region) == ("submitted", "anna@example.org", "midtjylland")
        assert (signup.person, Consent.objects.get().about) == (None, signup.id)
        assert [one.kind for one in Message.objects.all()] == ["peerhub.signup_confirm"]

    def test_the_first_step_leads_back_to_the_page_of_the_scheme(
        self, open_round: SignupRound, visitor: Client, site_tree: SiteTree
    ) -> None:
        assert "back-link" not in body(visitor.get(address(open_round)))
        page = make_page(site_tree, open_round.programme)
        assert f'class="back-link" href="{page.url}"' in body(visitor.get(address(open_round)))

    def test_it_works_in_english_too(self, open_round: SignupRound, visitor: Client) -> None:
        visitor.post(address(open_round, english=True), ELIGIBLE)
        page = body(visitor.get(address(open_round, "hvor-og-hvornaar", english=True)))
        assert ("Step 3 of 5" in page, "Where do you live?" in page) == (True, True)
        assert re.findall(r'name="languages" value="(\w+)"[^>]* checked', page) == ["en"]

    def test_somebody_it_is_not_for_gets_a_kind_page_and_nothing_is_stored(
        self, open_round: SignupRound, visitor: Client
    ) -> None:
        answer = visitor.post(address(open_round), {"condition_1": "yes", "condition_2": "no"})
        assert (answer.status_code, SignupDraft.objects.count()) == (200, 0)
        assert "Denne runde er for andre" in body(answer)
        assert "sessionid" not in visitor.cookies

    def test_steps_cannot_be_skipped(self, open_round: SignupRound, visitor: Client) -> None:
        for step in ("om-dig", "hvor-og-hvornaar", "oensker", "tjek", "kvittering", "gem"):
            assert visitor.get(address(open_round, step))["Location"] == address(open_round)
        visitor.post(address(open_round), ELIGIBLE)
        assert visitor.get(address(open_round, "tjek"))["Location"] == address(open_round, "om-dig")

    def test_the_session_holds_the_draft_s_id_and_nothing_told(self, open_round: SignupRound, visitor: Client) -> None:
        fill(visitor, open_round)
        draft = SignupDraft.objects.get()
        assert dict(visitor.session) == {f"signup:{open_round.pk}": str(draft.pk)}
        sealed = SignupDraft.objects.values_list("content", flat=True).get()
        assert ("Anna" in sealed, "anna@example.org" in drafts.read(draft)["about"]["email"]) == (False, True)

    def test_nothing_is_kept_by_browsers_and_found_by_search_engines(
        self, open_round: SignupRound, visitor: Client
    ) -> None:
        answer = visitor.get(address(open_round))
        assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("private, no-store", "noindex")

    @pytest.mark.parametrize("slug", ["findes-ikke", "skjult", "kladde"])
    def test_a_hidden_round_and_one_in_preparation_look_like_none(
        self, slug: str, open_round: SignupRound, visitor: Client
    ) -> None:
        make_round(open_round.programme, "skjult", hidden=True, questionnaire=None)
        make_round(open_round.programme, "kladde", state="draft", questionnaire=None)
        assert visitor.get(f"/peer-grupper/tilmelding/{slug}/").status_code == 404


class TestBadInput:
    def test_an_empty_third_step_says_what_is_missing_and_keeps_the_rest(
        self, open_round: SignupRound, visitor: Client
    ) -> None:
        visitor.post(address(open_round), ELIGIBLE)
        answer = visitor.post(address(open_round, "hvor-og-hvornaar"), {"postcode": "80", "max_km": "50"})
        page = body(answer)
        assert (answer.status_code, "<title>Fejl:" in page, 'value="80"' in page) == (422, True, True)
        assert errors_of(answer) == [
            "Vælg, hvordan du gerne vil mødes.",
            "Skriv et dansk postnummer med 4 cifre, fra 0800 til 9990.",
            "Vælg mindst ét tidspunkt.",
            "Vælg mindst ét sprog.",
        ]

    @pytest.mark.parametrize(
        "written", ["0000", "0799", "9991", "800", "80000", "SE-211 20", "åååå", "８０００", "-800"]
    )
    def test_a_foreign_or_broken_postcode_is_refused(
        self, written: str, open_round: SignupRound, visitor: Client
    ) -> None:
        visitor.post(address(open_round), ELIGIBLE)
        answer = visitor.post(address(open_round, "hvor-og-hvornaar"), WHERE | {"postcode": written})
        assert errors_of(answer) == ["Skriv et dansk postnummer med 4 cifre, fra 0800 til 9990."]

    def test_an_unknown_postcode_asks_for_a_near_town_or_the_region_and_never_guesses(
        self, open_round: SignupRound, visitor: Client
    ) -> None:
        visitor.post(address(open_round), ELIGIBLE)
        step = address(open_round, "hvor-og-hvornaar")
        asked = visitor.post(step, WHERE | {"postcode": "8999"})
        assert errors_of(asked) == ["Vi kender ikke postnummeret. Vælg en by eller en region herunder."]
        assert ("Midtjylland" in body(asked), 'value="8990"' in body(asked)) == (True, True)
        assert visitor.post(step, WHERE | {"postcode": "8999", "near": "region-nordjylland"}).status_code == 302
        kept = drafts.read(SignupDraft.objects.get())["where"]
        assert (kept["postcode"], kept["region"]) == (None, "nordjylland")
        again = body(visitor.get(step))
        assert ('value="8999"' in again, 'value="region-nordjylland"' in again) == (True, True)
        visitor.post(step, WHERE | {"postcode": "8999", "near": "8990"})
        kept = drafts.read(SignupDraft.objects.get())["where"]
        assert (kept["postcode"], kept["region"]) == (8990, "midtjylland")

    def test_the_towns_offered_lie_in_the_part_of_the_country_that_the_postcode_is_of(
        self, open_round: SignupRound, visitor: Client
    ) -> None:
        """7990 is next to 8000 by number alone."""
        visitor.post(address(open_round), ELIGIBLE)
        page = body(visitor.post(address(open_round, "hvor-og-hvornaar"), WHERE | {"postcode": "8001"}))
        offered = re.findall(r'name="near" value="(\d+)"', page)
        assert (len(offered), {code[0] for code in offered}) == (6, {"8"})

    @pytest.mark.parametrize("text", ["010190-1234", "Jeg er født 0101901234", "01 01 90 1234"])
    def test_a_personal_number_is_refused_in_free_text(
        self, text: str, open_round: SignupRound, visitor: Client
    ) -> None:
        visitor.post(address(open_round), ELIGIBLE)
        for name in ("together", "apart"):
            answer = visitor.post(address(open_round, "oensker"), WISHES | {name: text})
            assert "CPR-nummer" in errors_of(answer)[0]
        assert "CPR-nummer" in errors_of(visitor.post(address(open_round, "om-dig"), {"first_name": text}))[0]

    def test_a_long_answer_is_refused_with_its_length(self, open_round: SignupRound, visitor: Client) -> None:
        visitor.post(address(open_round), ELIGIBLE)
        sent = WISHES | {"q_challenges": ["tinnitus"], "q_tinnitus_since": "x" * 201}
        sent["shown"] = "age,challenges,tinnitus_since,themes"
        answer = visitor.post(address(open_round, "oensker"), sent)
        assert errors_of(answer) == ["Dit svar er for langt. Det må fylde 200 tegn; du skrev 201."]

    @pytest.mark.parametrize("age", ["17", "100", "-3", "47,5", "fyrre", "٤٧"])
    def test_a_number_outside_its_range_is_refused(self, age: str, open_round: SignupRound, visitor: Client) -> None:
        visitor.post(address(open_round), ELIGIBLE)
        answer = visitor.post(address(open_round, "oensker"), WISHES | {"q_age": age})
        assert errors_of(answer) == ["Skriv et helt tal fra 18 til 99."]

    def test_sending_without_a_yes_is_refused_kindly(
        self, open_round: SignupRound, visitor: Client, time_machine: Any
    ) -> None:
        fill(visitor, open_round)
        answer = send(visitor, open_round, time_machine, CARRY_OVER)
        assert errors_of(answer) == ["Vi kan kun finde en gruppe til dig, hvis du siger ja til det her."]
        assert Signup.objects.count() == 0


class TestTheRoundsOwnQuestions:
    def test_a_question_that_hangs_on_another_is_asked_when_it_counts(
        self, open_round: SignupRound, visitor: Client
    ) -> None:
        visitor.post(address(open_round), ELIGIBLE)
        step = address(open_round, "oensker")
        assert "tinnitus_since" not in body(visitor.get(step))
        more = visitor.post(step, WISHES | {"q_challenges": ["tinnitus"]})
        assert (more.status_code, "Et spørgsmål mere" in body(more), errors_of(more)) == (200, True, [])
        shown = re.search(r'name="shown" value="([^"]*)"', body(more))
        assert shown is not None
        sent = WISHES | {"q_challenges": ["tinnitus"], "q_tinnitus_since": "2019", "shown": shown[1]}
        assert visitor.post(step, sent).status_code == 302
        kept = drafts.read(SignupDraft.objects.get())["wishes"]["questions"]
        assert kept == {"age": 47, "challenges": ["tinnitus"], "tinnitus_since": "2019"}

    def test_every_question_may_be_left_out_and_says_who_sees_it(
        self, open_round: SignupRound, visitor: Client
    ) -> None:
        visitor.post(address(open_round), ELIGIBLE)
        page = body(visitor.get(address(open_round, "oensker")))
        assert page.count("Kun rundens koordinatorer ser dit svar.") == 3
        assert visitor.post(address(open_round, "oensker"), {"shown": "age,challenges,themes"}).status_code == 302

    def test_a_questionnaire_that_changes_while_people_answer_asks_again_without_losing_anything(
        self, open_round: SignupRound, visitor: Client, time_machine: Any
    ) -> None:
        fill(visitor, open_round)
        questionnaire = open_round.questionnaire
        assert questionnaire is not None
        QuestionOption.objects.filter(question__questionnaire=questionnaire, code="hearing_loss").delete()
        make_question(questionnaire, "sector", "one", options=["trade"])
        send(visitor, open_round, time_machine)
        signup = Signup.objects.get()
        visitor.post(f"/tilmelding/{signup.token}/", {"act": "confirm"})
        told = body(visitor.get(f"/tilmelding/{signup.token}/"))
        assert ("hearing_loss" in told, "Spørgsmål om sector" in told) == (True, True)
        questionnaire.refresh_from_db()
        assert questionnaire.is_locked

    def test_groups_made_beforehand_are_ranked_and_each_is_chosen_once(
        self, open_round: SignupRound, visitor: Client, time_machine: Any
    ) -> None:
        chosen = make_round(open_round.programme, "faste", grouping="predefined", questionnaire=None)
        first, second = make_group(chosen, "Aarhus"), make_group(chosen, "Online", area="", form="virtual", seats=8)
        visitor.post(address(chosen), ELIGIBLE)
        page = body(visitor.get(address(chosen, "oensker")))
        assert [words for words in ("Aarhus · 6 af 6 pladser ledige", "Online · 8 af 8") if words not in page] == []
        twice = visitor.post(address(chosen, "oensker"), {"group_1": first.pk, "group_2": first.pk})
        assert errors_of(twice) == ["Vælg hver gruppe én gang."]
        wishes = {"group_1": str(second.pk), "group_2": str(first.pk), "prefer_age": ""}
        fill(visitor, chosen, wishes=wishes)
        send(visitor, chosen, time_machine)
        ranked = list(Signup.objects.get().preferences.values_list("rank", "group__name_da"))
        assert ranked == [(1, "Online"), (2, "Aarhus")]
        assert "7 af 8 pladser ledige" in body(Client().get(address(chosen)) and _step_page(chosen))

    def test_a_round_for_members_asks_whether_one_is_a_member(
        self, open_round: SignupRound, visitor: Client, time_machine: Any
    ) -> None:
        members = make_round(open_round.programme, "medlemmer", audience="members", questionnaire=None)
        visitor.post(address(members), ELIGIBLE)
        fill(visitor, members, about={"is_member": "on", "member_number": "M-17"})
        send(visitor, members, time_machine)
        assert (Signup.objects.get().membership, Signup.objects.get().member_number) == ("stated", "M-17")


def _step_page(round: SignupRound) -> Any:
    browser = Client()
    browser.post(address(round), ELIGIBLE)
    return browser.get(address(round, "oensker"))


class TestTwice:
    def test_a_double_click_and_the_back_button_make_one_signup_and_one_mail(
        self, open_round: SignupRound, visitor: Client, time_machine: Any
    ) -> None:
        fill(visitor, open_round)
        for _press in range(3):
            answer = send(visitor, open_round, time_machine)
            assert answer["Location"] == address(open_round, "kvittering")
        for gone_back in ("tjek", "oensker", "om-dig", "gem"):
            assert visitor.get(address(open_round, gone_back))["Location"] == address(open_round, "kvittering")
        assert (Signup.objects.count(), Message.objects.count()) == (1, 1)

    def test_two_tabs_with_the_same_draft_make_one(
        self, open_round: SignupRound, visitor: Client, time_machine: Any
    ) -> None:
        fill(visitor, open_round)
        other = Client()
        other.cookies = visitor.cookies
        send(visitor, open_round, time_machine)
        send(other, open_round, time_machine)
        assert Signup.objects.count() == 1

    @pytest.mark.parametrize(
        "spelling", ["anna@example.org", "ANNA@Example.ORG", "anna+peer@example.org", "ａnna@example.org"]
    )
    def test_an_address_that_signed_up_already_gets_a_mail_and_the_page_says_the_same(
        self, spelling: str, open_round: SignupRound, visitor: Client, time_machine: Any
    ) -> None:
        fill(visitor, open_round, about={"email": "bente@example.org"})
        send(visitor, open_round, time_machine)
        fresh = body(visitor.get(address(open_round, "kvittering")))
        make_signup(open_round)
        Message.objects.all().delete()
        other = Client()
        fill(other, open_round, about={"email": spelling})
        assert send(other, open_round, time_machine)["Location"] == address(open_round, "kvittering")
        known = body(other.get(address(open_round, "kvittering")))
        assert _bare(known) == _bare(fresh)
        assert (Signup.objects.count(), Message.objects.get().kind) == (2, "peerhub.signup_known")

    def test_the_receipt_takes_an_unconfirmed_signup_back(
        self, open_round: SignupRound, visitor: Client, time_machine: Any
    ) -> None:
        fill(visitor, open_round)
        send(visitor, open_round, time_machine)
        for _press in range(2):
            page = body(visitor.post(address(open_round, "kvittering")))
            assert "Din tilmelding er taget tilbage" in page
        signup = Signup.objects.get()
        assert (signup.state, signup.email, SignupAnswers.objects.count()) == ("anonymised", "", 0)

    def test_it_takes_nothing_back_from_an_address_that_had_signed_up(
        self, open_round: SignupRound, visitor: Client, time_machine: Any
    ) -> None:
        make_signup(open_round)
        fill(visitor, open_round)
        send(visitor, open_round, time_machine)
        assert "Din tilmelding er taget tilbage" in body(visitor.post(address(open_round, "kvittering")))
        assert Signup.objects.get().state == "confirmed"


def _bare(page: str) -> str:
    return re.sub(r"T-[0-9A-Z]{8}|csrfmiddlewaretoken[^>]*>", "", page)


class TestTheDeadline:
    LAST = datetime(2026, 11, 24, 22, 59, 59, tzinfo=UTC)  # 23:59:59 in Copenhagen

    def test_the_last_second_is_within_it_and_the_next_is_not(
        self, open_round: SignupRound, visitor: Client, time_machine: Any
    ) -> None:
        time_machine.move_to(self.LAST - timedelta(minutes=5), tick=False)
        fill(visitor, open_round)
        time_machine.move_to(self.LAST + timedelta(microseconds=999_999), tick=False)
        assert send(visitor, open_round, time_machine)["Location"] == address(open_round, "kvittering")
        late = Client()
        time_machine.move_to(self.LAST - timedelta(minutes=5), tick=False)
        fill(late, open_round, about={"email": "sen@example.org"})
        time_machine.move_to(self.LAST + timedelta(seconds=1), tick=False)
        page = body(send(late, open_round, time_machine))
        assert [words for words in ("Fristen er gået", "besked", "24. december 2026") if words not in page] == []
        assert (Signup.objects.count(), SignupDraft.objects.filter(sent_at=None).count()) == (1, 1)

    def test_a_server_near_midnight_in_utc_goes_by_copenhagen(
        self, open_round: SignupRound, visitor: Client, time_machine: Any
    ) -> None:
        time_machine.move_to(datetime(2026, 11, 24, 23, 30, tzinfo=UTC), tick=False)  # half past midnight, the 25th
        assert "Fristen er gået" in body(visitor.get(address(open_round)))

    def test_before_it_opens_the_page_says_when(self, open_round: SignupRound, visitor: Client) -> None:
        opens = NOW + timedelta(days=3)
        later = make_round(open_round.programme, "senere", state="draft", released_at=NOW, opens_at=opens)
        page = body(visitor.get(address(later)))
        assert ("åbnet endnu" in page, "6. november 2026" in page) == (True, True)

    def test_one_that_is_only_expected_and_one_that_is_cancelled_say_so(
        self, open_round: SignupRound, visitor: Client
    ) -> None:
        plain = {"questionnaire": None, "opens_at": None, "closes_at": None}
        expected = make_round(open_round.programme, "ventes", state="draft", expected_on=NOW.date(), **plain)
        cancelled = make_round(open_round.programme, "aflyst", state="cancelled", questionnaire=None)
        assert "Datoen er ikke fastlagt endnu" in body(visitor.get(address(expected)))
        assert "Runden er aflyst" in body(visitor.get(address(cancelled)))


class TestGuards:
    def test_a_robot_sees_success_and_leaves_nothing(
        self, open_round: SignupRound, visitor: Client, time_machine: Any
    ) -> None:
        fill(visitor, open_round)
        answer = send(visitor, open_round, time_machine, hjemmeside="http://spam.example")
        assert answer["Location"] == address(open_round, "kvittering")
        assert (Signup.objects.count(), Message.objects.count()) == (0, 0)

    def test_the_fourth_signup_of_an_address_in_an_hour_waits(self, open_round: SignupRound, time_machine: Any) -> None:
        statuses = []
        for number in range(4):
            browser = Client()
            fill(browser, open_round, about={"email": f"anna+{number}@example.org"})
            statuses.append(send(browser, open_round, time_machine).status_code)
        assert statuses == [302, 302, 302, 429]

    def test_the_twenty_first_signup_of_a_house_in_an_hour_waits(
        self, open_round: SignupRound, settings: Any, time_machine: Any
    ) -> None:
        settings.RATE_LIMITS = settings.RATE_LIMITS | {"signup": (2, 3600)}
        statuses = []
        for number in range(3):
            browser = Client()
            fill(browser, open_round, about={"email": f"nr{number}@example.org"})
            statuses.append(send(browser, open_round, time_machine).status_code)
        assert statuses == [302, 302, 429]

    def test_forms_check_their_tokens(self, open_round: SignupRound) -> None:
        assert Client(enforce_csrf_checks=True).post(address(open_round), ELIGIBLE).status_code == 403

    def test_wrong_methods_are_refused(self, open_round: SignupRound, visitor: Client) -> None:
        for step in ("", "om-dig", "tjek", "kvittering", "gem"):
            assert visitor.delete(address(open_round, step)).status_code == 405


class TestSavingForLater:
    def test_the_mailed_link_leads_another_browser_back(
        self, open_round: SignupRound, visitor: Client, settings: Any
    ) -> None:
        visitor.post(address(open_round), ELIGIBLE)
        page = visitor.get(address(open_round, "gem"))
        assert "3. december 2026" in body(page)
        assert "3. december 2026" in body(visitor.post(address(open_round, "gem"), {"email": "anna@example.org"}))
        link = _mailed_link()
        other = Client()
        assert other.get(link)["Location"] == address(open_round, "om-dig")
        assert other.get(address(open_round, "om-dig")).status_code == 200

    def test_a_new_link_ends_the_first_and_a_draft_goes_on_its_day(
        self, open_round: SignupRound, visitor: Client, time_machine: Any
    ) -> None:
        visitor.post(address(open_round), ELIGIBLE)
        visitor.post(address(open_round, "gem"), {"email": "anna@example.org"})
        first = _mailed_link()
        visitor.post(address(open_round, "gem"), {"email": "anna@example.org"})
        assert (Client().get(first).status_code, Client().get(_mailed_link()).status_code) == (404, 302)
        day = NOW + timedelta(days=30)
        assert (drafts.delete_expired(day - timedelta(days=1)), drafts.delete_expired(day)) == (0, 1)
        assert drafts.delete_expired(day) == 0


def _mailed_link() -> str:
    import json

    from accounts.models import SealedMail

    content = json.loads(SealedMail.objects.order_by("-pk").latest("until").content)
    newest = [json.loads(row.content)["url"] for row in SealedMail.objects.all()]
    drafts_now = {row.token_hash for row in SignupDraft.objects.all()}
    from accounts.private_links import hashed

    fitting = [url for url in newest if hashed(url.rstrip("/").rsplit("/", 1)[-1]) in drafts_now]
    url = fitting[0] if fitting else content["url"]
    return "/" + str(url).split("/", 3)[3]


def test_answers_are_unreadable_without_the_signup_s_own_key(open_round: SignupRound) -> None:
    from accounts import person_keys
    from accounts.keyring import SealBroken

    signup = make_signup(open_round)
    assert "47" in SignupAnswers.objects.get().content
    person_keys.forget(signup.pk)
    with pytest.raises(SealBroken):
        SignupAnswers.objects.select_related("signup").get().content  # noqa: B018


def test_an_account_that_is_known_keeps_its_profile(open_round: SignupRound, participant: User) -> None:
    signup = make_signup(open_round, participant.email or "", first_name="Anderledes")
    assert (signup.person, User.objects.get(pk=participant.pk).first_name) == (participant, "Participant")


def test_two_schemes_keep_their_signups_apart(open_round: SignupRound) -> None:
    other = make_round(make_programme("andre"), "andre-foraar")
    make_signup(open_round, purposes=(MATCHING, CARRY_OVER))
    make_signup(other)
    assert Signup.objects.live().count() == 2  # type: ignore[attr-defined]
