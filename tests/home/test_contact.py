"""Writing to us: what is asked for, what happens with it, and what bad input does."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from wagtail.models import Locale

from home.models import Enquiry, EnquiryMessage
from outbox.models import Message
from tests.accounts.signing_in import delivered
from tests.conftest import NOW
from tests.fixtures.sites import SiteTree

from .posts import letter, local_contact, stamp

pytestmark = pytest.mark.django_db
PAGE, ENGLISH = "/kontakt/", "/en/contact/"
RECEIPT = re.compile(r"/kontakt/tak/H-[2-9A-HJ-NP-Z]{8}/")


@pytest.fixture(autouse=True)
def _clock(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def writer(site_tree: SiteTree, settings: Any) -> Client:
    settings.RATE_LIMIT_FACTOR = 1000
    return Client(raise_request_exception=False)


def stored() -> tuple[int, int]:
    return Enquiry.objects.count(), Message.objects.count()


# --- it works --------------------------------------------------------------------------------------------------------
def test_a_letter_is_stored_and_its_receipt_shows_the_reference_alone(writer: Client) -> None:
    answer = writer.post(PAGE, letter())
    assert (answer.status_code, bool(RECEIPT.fullmatch(answer["Location"]))) == (302, True)
    enquiry = Enquiry.objects.get()
    text = writer.get(answer["Location"]).content.decode()
    assert enquiry.reference in text
    assert [word for word in ("Anna", "anna@example.org", "Hvordan finder jeg") if word in text] == []


def test_the_letter_and_the_form_as_a_browser_sends_them_work(writer: Client, time_machine: Any) -> None:
    page = writer.get(PAGE).content.decode()
    fields = dict(re.findall(r'name="(token|opened)"[^>]*value="([^"]+)"', page))
    assert sorted(fields) == ["opened", "token"]
    time_machine.move_to(NOW + timedelta(minutes=2), tick=False)
    answer = writer.post(PAGE, letter(**fields))
    assert (answer.status_code, Enquiry.objects.count()) == (302, 1)


def test_person_and_contact_are_told_by_mail(writer: Client) -> None:
    danish = Locale.objects.get(language_code="da")
    local_contact(danish, "Landet")
    local_contact(danish, "Midt", "midtjylland")
    local_contact(danish, "Nord", "nordjylland")
    writer.post(PAGE, letter())
    receipt, notice = sorted(delivered(), key=lambda mail: mail.to)
    assert (receipt.to, notice.to) == (["anna@example.org"], ["midt@example.org"])
    reference = Enquiry.objects.get().reference
    assert (reference in receipt.subject, reference in notice.subject) == (True, True)
    private = ("Anna", "anna@example.org", "Hvordan finder jeg")
    assert [word for word in private if word in notice.body + notice.subject] == []
    assert f"http://testserver/koordinator/henvendelser/{reference}/" in notice.body


def test_without_a_contact_only_the_person_is_told(writer: Client) -> None:
    writer.post(PAGE, letter(topic="other", region=""))
    assert [mail.to for mail in delivered()] == [["anna@example.org"]]


@pytest.mark.parametrize(
    ("page", "subject", "language"), [(PAGE, "Vi har fået", "da"), (ENGLISH, "We have received", "en")]
)
def test_the_receipt_speaks_the_language_the_letter_was_written_in(
    writer: Client, page: str, subject: str, language: str
) -> None:
    answer = writer.post(page, letter())
    assert answer["Location"].startswith(f"{page}tak/")
    assert Enquiry.objects.get().language == language
    assert delivered()[0].subject.startswith(subject)


def test_a_topic_in_the_address_is_chosen_and_an_unknown_one_is_not(writer: Client) -> None:
    assert '<option value="workplaces" selected' in writer.get(f"{PAGE}?emne=workplaces").content.decode()
    for odd in ("mars", "", "%00", "<script>", "a" * 5000):
        answer = writer.get(PAGE, {"emne": odd})
        assert (answer.status_code, "<script>alert" in answer.content.decode()) == (200, False)


def test_the_receipt_of_an_ill_formed_reference_does_not_exist(writer: Client) -> None:
    odd = ["H-1", "H-ABCDEFGI", "h-7k2mpq9x", "H-7K2MPQ9X%0a", "<b>"]
    assert [writer.get(f"{PAGE}tak/{reference}/").status_code for reference in odd] == [404] * 5


def test_form_and_receipt_are_never_stored(writer: Client) -> None:
    answer = writer.post(PAGE, letter())
    for address in (PAGE, answer["Location"]):
        assert writer.get(address)["Cache-Control"] == "private, no-store"


# --- once ------------------------------------------------------------------------------------------------------------
def test_the_same_form_sent_again_is_the_same_enquiry(writer: Client) -> None:
    post = letter()
    answers = {writer.post(PAGE, post)["Location"] for _ in range(5)}
    assert (len(answers), Enquiry.objects.count(), EnquiryMessage.objects.count(), len(delivered())) == (1, 1, 1, 1)


def test_another_text_from_the_same_form_is_another_enquiry(writer: Client) -> None:
    post = letter()
    first = writer.post(PAGE, post)["Location"]
    second = writer.post(PAGE, post | {"message": "Jeg glemte at spørge om prisen."})["Location"]
    assert (first != second, Enquiry.objects.count()) == (True, 2)


def test_an_odd_token_is_no_reason_to_fail(writer: Client) -> None:
    for token in ("", "x", "1", "' OR 1=1", "0" * 5000):
        assert writer.post(PAGE, letter(token=token)).status_code in (302, 422)


# --- robots and advertisements ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "trap",
    [
        {"hjemmeside": "https://spam.example"},
        {"opened": ""},
        {"opened": "form:abc:def"},
        {"opened": stamp(NOW - timedelta(seconds=1))},
        {"opened": stamp(NOW + timedelta(hours=1))},
    ],
    ids=["honeypot", "no stamp", "forged stamp", "too fast", "from the future"],
)
def test_a_robot_gets_the_same_answer_and_leaves_nothing(writer: Client, trap: dict[str, str]) -> None:
    answer = writer.post(PAGE, letter(**trap))
    assert (answer.status_code, bool(RECEIPT.fullmatch(answer["Location"]))) == (302, True)
    assert writer.get(answer["Location"]).status_code == 200
    assert stored() == (0, 0)


def test_somebody_who_takes_two_days_is_a_person(writer: Client) -> None:
    writer.post(PAGE, letter(opened=stamp(NOW - timedelta(days=2))))
    assert Enquiry.objects.count() == 1


def test_an_advertisement_goes_to_the_spam_and_nobody_is_mailed(writer: Client) -> None:
    answer = writer.post(PAGE, letter(message="Køb https://a.example www.b.example http://c.example https://d.example"))
    assert answer.status_code == 302
    assert (Enquiry.objects.get().state, delivered()) == ("spam", [])


def test_three_links_are_no_advertisement(writer: Client) -> None:
    writer.post(PAGE, letter(message="Se https://a.example www.b.example http://c.example"))
    assert Enquiry.objects.get().state == "new"


# --- bad input -------------------------------------------------------------------------------------------------------
BAD = {
    "empty": {"name": "", "email": "", "topic": "", "message": "", "reply_by": ""},
    "blank": {"name": "   ", "message": "\n\n"},
    "too long a message": {"message": "a" * 10_000},
    "too long a name": {"name": "a" * 10_000},
    "too long an address": {"email": "a" * 10_000 + "@example.org"},
    "NUL": {"name": "Anna\x00", "message": "a\x00b"},
    "control character": {"message": "pling\x07"},
    "direction": {"name": "Anna\u202egro.elpmaxe"},
    "line in the name": {"name": "Anna\nKøb billigt på https://spam.example"},
    "line in the phone": {"phone": "12\n34"},
    "line in the address": {"email": "anna@example.org\nBcc: victim@example.org"},
    "two addresses": {"email": "anna@example.org,bo@example.org"},
    "personal number": {"message": "Mit nummer er 010190-1234"},
    "unknown topic": {"topic": "mars"},
    "unknown region": {"region": "mars"},
    "unknown way": {"reply_by": "pigeon"},
    "phone without number": {"reply_by": "sms", "phone": ""},
}


@pytest.mark.parametrize(("page", "prefix"), [(PAGE, "Fejl: "), (ENGLISH, "Error: ")])
def test_bad_input_is_explained_kept_and_not_stored(writer: Client, page: str, prefix: str) -> None:
    for case, changed in BAD.items():
        answer = writer.post(page, letter(**changed))
        text = answer.content.decode()
        assert (case, answer.status_code, stored()) == (case, 422, (0, 0))
        title = text[text.index("<title>") + len("<title>") : text.index("</title>")]
        assert (case, title.startswith(prefix)) == (case, True)
        assert (case, "data-error-summary" in text, "field--error" in text) == (case, True, True)
        assert (case, "message" in changed or "Hvordan finder jeg en gruppe?" in text) == (case, True)


def test_each_error_of_the_summary_leads_to_its_field(writer: Client) -> None:
    text = writer.post(PAGE, letter(**BAD["empty"])).content.decode()
    summary = text[text.index("data-error-summary") : text.index("</ul>", text.index("data-error-summary"))]
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert len(targets) == 5
    assert [target for target in targets if f'id="{target}"' not in text] == []


def test_the_personal_number_is_given_back_to_who_wrote_it_alone(writer: Client) -> None:
    text = writer.post(PAGE, letter(message="Mit nummer er 010190-1234")).content.decode()
    assert text.count("010190-1234") == 1


@pytest.mark.parametrize("name", ["name", "message", "phone"])
def test_html_is_text(writer: Client, name: str) -> None:
    hostile = '"><script>alert(1)</script>'
    text = writer.post(PAGE, letter(**{name: hostile[:20] if name == "phone" else hostile, "topic": "mars"})).content
    assert b"<script>alert(1)" not in text
    assert b'""><script' not in text


def test_html_and_odd_scripts_in_a_letter_are_kept_as_they_are(writer: Client) -> None:
    text = "<b>Hej</b> 👩‍👩‍👧 שלום ﷽ {{ 7*7 }} {% debug %} %s ' OR 1=1 --"
    writer.post(PAGE, letter(message=text, name="<i>Åse</i>"))
    assert (EnquiryMessage.objects.get().text, Enquiry.objects.get().name) == (text, "<i>Åse</i>")
    assert "49" not in delivered()[0].body


def test_fields_nobody_asked_for_change_nothing(writer: Client) -> None:
    more = {"state": "closed", "reference": "H-22222222", "assigned_to": "1", "contact": "1", "answer_by": "2030-01-01"}
    writer.post(PAGE, letter(**more, id=str(uuid.uuid4()), language="en", received_at="2020-01-01"))
    enquiry = Enquiry.objects.get()
    assert (enquiry.state, enquiry.assigned_to, enquiry.language, enquiry.received_at) == ("new", None, "da", NOW)
    assert enquiry.reference != "H-22222222"


@examples(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.fixed_dictionaries(
        {},
        optional={
            name: st.one_of(st.text(st.characters(exclude_categories=["Cs"]), max_size=300), st.binary(max_size=40))
            for name in ("name", "email", "topic", "region", "message", "reply_by", "phone", "token", "opened")
        },
    )
)
def test_whatever_is_sent_is_answered(writer: Client, post: dict[str, Any]) -> None:
    assert writer.post(PAGE, post).status_code in (302, 422)


# --- methods and tokens ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_other_methods_are_refused(writer: Client, method: str) -> None:
    assert getattr(writer, method)(PAGE).status_code == 405


def test_a_missing_token_is_refused_with_a_friendly_page(site_tree: SiteTree) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(PAGE, letter())
    assert (answer.status_code, stored(), answer["Cache-Control"]) == (403, (0, 0), "private, no-store")
    assert "Anna Holm" not in answer.content.decode()


def test_a_stale_token_keeps_what_was_typed_and_sends_it_with_one_press(site_tree: SiteTree) -> None:
    strict = Client(enforce_csrf_checks=True)
    ours = {"Origin": "http://testserver"}
    answer = strict.post(PAGE, letter(csrfmiddlewaretoken="x" * 64), headers=ours)
    text = answer.content.decode()
    assert (answer.status_code, "Hvordan finder jeg en gruppe?" in text) == (403, True)
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text))
    assert strict.post(PAGE, fields, headers=ours).status_code == 302
    assert Enquiry.objects.get().name == "Anna Holm"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Referer": "https://evil.example/"},
        {"Origin": "http://[::1"},
    ],
)
def test_what_another_site_sends_is_never_printed_back(site_tree: SiteTree, headers: dict[str, str]) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.get(PAGE)
    answer = strict.post(PAGE, letter(message="Skriv jeres kode på evil.example"), headers=headers)
    assert (answer.status_code, "evil.example" in answer.content.decode(), stored()) == (403, False, (0, 0))


# --- limits ----------------------------------------------------------------------------------------------------------
def test_the_sixth_letter_in_an_hour_waits_and_is_printed_back(site_tree: SiteTree, time_machine: Any) -> None:
    writer = Client()
    answers = [writer.post(PAGE, letter(message=f"Brev nummer {number}")) for number in range(20)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429] * 15
    last, text = answers[-1], answers[-1].content.decode()
    assert (last["Retry-After"], last["Cache-Control"]) == ("3600", "private, no-store")
    assert ["Brev nummer 19" in text, "anna@example.org" in text, "Fejl" in text.split("</title>")[0]] == [
        True,
        True,
        False,
    ]
    assert Enquiry.objects.count() == 5
    time_machine.move_to(timezone.now() + timedelta(hours=1), tick=False)
    assert writer.post(PAGE, letter()).status_code == 302


def test_what_was_typed_is_text_on_the_page_that_asks_to_wait(site_tree: SiteTree) -> None:
    writer = Client()
    for _ in range(6):
        answer = writer.post(PAGE, letter(message="<script>alert(1)</script>"))
    assert (answer.status_code, b"<script>alert(1)" in answer.content) == (429, False)


def test_reading_the_form_is_not_limited(site_tree: SiteTree) -> None:
    assert {Client().get(PAGE).status_code for _ in range(12)} == {200}


def test_a_try_that_was_written_wrong_does_not_count(site_tree: SiteTree) -> None:
    client = Client()
    wrong = [client.post("/kontakt/", letter(email="nej")).status_code for _ in range(6)]
    assert (wrong, client.post("/kontakt/", letter()).status_code) == ([422] * 6, 302)
