"""Signing in: by a code in a mail and in no other way, with nothing given away about who has an account."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.adapters import MFA_PLACE
from accounts.keyring import unseal
from accounts.models import SealedMail, User
from outbox.models import Message
from tests.conftest import NOW

from .signing_in import CONFIRM, Visitor, code_in, delivered

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
OFF_SITE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "http:///evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    " https://evil.example",
    "\thttps://evil.example",
    "%2f%2fevil.example",
    "/%0d%0aLocation:%20https://evil.example",
    "http://testserver:80@evil.example/",
    "ftp://testserver/",
    "https://evil.example%00.testserver/",
    "\x00//evil.example",
]


def stored_everywhere() -> str:
    """Every value of every table of ours and allauth's; sessions apart, which are allauth's own."""
    tables = [name for name in connection.introspection.table_names() if name != "django_session"]
    with connection.cursor() as cursor:
        rows = []
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  our own names
            rows += cursor.fetchall()
    return repr(rows)


def totp_code(at: float) -> str:
    return format_hotp_value(hotp_value(SECRET, int(at) // 30))


@pytest.fixture
def visitor() -> Visitor:
    return Visitor()


# --- the way in ------------------------------------------------------------------------------------------------------
class TestCode:
    def test_the_code_from_the_mail_opens_the_persons_own_page(self, visitor: Visitor, participant: User) -> None:
        answer = visitor.sign_in(participant.email)
        assert (answer.status_code, answer["Location"]) == (302, "/min-side/")
        assert visitor.browser.get("/min-side/").status_code == 200

    def test_the_page_for_signing_in_sends_a_code_too(self, visitor: Visitor, participant: User) -> None:
        answer = visitor.browser.post("/konto/login/", {"login": participant.email})
        assert (answer.status_code, answer["Location"]) == (302, CONFIRM)
        assert visitor.give_code(code_in(delivered()[0]))["Location"] == "/min-side/"

    def test_one_code_is_enough_the_first_time(self, visitor: Visitor, make_person: Callable[..., User]) -> None:
        visitor.sign_in(make_person("helt-ny").email)
        assert (visitor.is_in, delivered()) == (True, [])

    @pytest.mark.parametrize(
        "spelling", ["participant@example.org", "PARTICIPANT@EXAMPLE.ORG", " Participant@example.org "]
    )
    def test_the_spelling_of_the_address_does_not_matter(
        self, visitor: Visitor, participant: User, spelling: str
    ) -> None:
        visitor.sign_in(spelling)
        assert visitor.browser.session["_auth_user_id"] == str(participant.pk)

    @pytest.mark.engines
    @pytest.mark.parametrize(
        "twin", ["part\u0131cipant@example.org", "participant@example.or\uff47", "\uff50articipant@example.org"]
    )
    def test_a_look_alike_address_never_gets_the_persons_code(
        self, visitor: Visitor, participant: User, twin: str
    ) -> None:
        visitor.ask_for_code(twin)
        assert [letter for letter in delivered() if re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", letter.body)] == []

    def test_a_wrong_code_leaves_a_chance_and_the_third_kills_it(self, visitor: Visitor, participant: User) -> None:
        visitor.ask_for_code(participant.email)
        code = code_in(delivered()[0])
        assert [visitor.give_code("AAAA-AAAA").status_code for _ in range(2)] == [200, 200]
        assert visitor.give_code("AAAA-AAAA").status_code == 302
        visitor.give_code(code)
        assert visitor.is_in is False

    def test_the_right_code_on_the_second_try_opens(self, visitor: Visitor, participant: User) -> None:
        visitor.ask_for_code(participant.email)
        code = code_in(delivered()[0])
        visitor.give_code("AAAA-AAAA")
        visitor.give_code(code)
        assert visitor.is_in is True

    @pytest.mark.parametrize(("seconds", "opens"), [(299, True), (301, False)])
    def test_a_code_works_for_five_minutes(
        self, visitor: Visitor, participant: User, time_machine: Any, seconds: int, opens: bool
    ) -> None:
        time_machine.move_to(NOW, tick=False)
        visitor.ask_for_code(participant.email)
        code = code_in(delivered()[0])
        time_machine.move_to(NOW + timedelta(seconds=seconds), tick=False)
        visitor.give_code(code)
        assert visitor.is_in is opens

    def test_a_code_is_bound_to_the_browser_that_asked_for_it(self, visitor: Visitor, participant: User) -> None:
        visitor.ask_for_code(participant.email)
        code = code_in(delivered()[0])
        thief = Visitor()
        assert thief.give_code(code).status_code == 302
        assert thief.is_in is False

    def test_a_code_of_one_person_does_not_open_another_account(
        self, visitor: Visitor, participant: User, administrator: User
    ) -> None:
        Visitor().ask_for_code(participant.email)
        mine = code_in(delivered()[0])
        visitor.ask_for_code(administrator.email)
        visitor.give_code(mine)
        assert visitor.is_in is False

    def test_a_code_works_once(self, visitor: Visitor, participant: User) -> None:
        visitor.ask_for_code(participant.email)
        code = code_in(delivered()[0])
        visitor.give_code(code)
        visitor.browser.post("/konto/logout/")
        visitor.give_code(code)
        assert visitor.is_in is False

    def test_the_session_key_changes_when_somebody_comes_in(self, visitor: Visitor, participant: User) -> None:
        visitor.ask_for_code(participant.email)
        before = visitor.browser.session.session_key
        visitor.give_code(code_in(delivered()[0]))
        assert visitor.browser.session.session_key != before

    def test_nobody_is_in_after_signing_out(self, visitor: Visitor, participant: User) -> None:
        visitor.sign_in(participant.email)
        assert visitor.browser.get("/konto/logout/").status_code == 200
        assert visitor.is_in is True
        visitor.browser.post("/konto/logout/")
        assert visitor.browser.get("/min-side/").status_code == 302

    def test_somebody_shut_out_gets_no_code(self, visitor: Visitor, participant: User) -> None:
        User.objects.filter(pk=participant.pk).update(is_active=False)
        visitor.ask_for_code(participant.email)
        assert [re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", letter.body) for letter in delivered()] == [None]


class TestLanguage:
    @pytest.mark.parametrize(
        ("start", "subject", "after"),
        [
            ("/konto/login/code/", "Login-kode", "/min-side/"),
            ("/en/konto/login/code/", "Sign-In Code", "/en/min-side/"),
        ],
    )
    def test_mail_and_pages_speak_the_language_of_the_address(
        self, participant: User, start: str, subject: str, after: str
    ) -> None:
        browser = Client()
        browser.post(start, {"email": participant.email})
        letter = delivered()[0]
        answer = browser.post(f"{start}confirm/", {"code": code_in(letter)})
        assert (letter.subject, answer["Location"]) == (subject, after)

    @pytest.mark.parametrize("start", ["/konto", "/en/konto"])
    def test_the_mail_names_the_portal_and_the_address_it_is_about(self, start: str) -> None:
        Client().post(f"{start}/login/code/", {"email": "ukendt@example.org"})
        body = delivered()[0].body
        assert ["Peerportalen" in body, "ukendt@example.org" in body, "None" in body] == [True, True, False]

    def test_links_in_mails_lead_to_the_portals_own_address_whatever_host_was_asked(self, settings: Any) -> None:
        settings.SITE_URL = "https://portal.example"
        Client(SERVER_NAME="localhost").post("/konto/login/code/", {"email": "ukendt@example.org"})
        body = delivered()[0].body
        assert re.findall(r"https?://\S+", body)[0] == "https://portal.example/konto/signup/"
        assert "localhost" not in body


# --- who has an account stays unknown --------------------------------------------------------------------------------
def faces(address: str, post: Callable[[Client], Any]) -> tuple[Any, ...]:
    """What an outsider sees of a request: status, way on, cookies, and the page after it without address and tokens."""
    browser = Client()
    answer = post(browser)
    after = browser.get(answer["Location"]) if answer.status_code == 302 else answer
    body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", after.content.decode()).replace(address, "ADDRESS")
    headers = sorted(name for name in after.headers if name not in ("Content-Length",))
    return answer.status_code, answer.get("Location"), sorted(browser.cookies), after.status_code, headers, body


class TestUnknown:
    def test_asking_for_a_code_looks_the_same_for_an_unknown_address(self, participant: User) -> None:
        addresses = (participant.email, "nobody-knows@example.org")
        known, unknown = (
            faces(one, lambda b, one=one: b.post("/konto/login/code/", {"email": one})) for one in addresses
        )
        assert known == unknown

    def test_signing_in_looks_the_same_for_an_unknown_address(self, participant: User) -> None:
        addresses = (participant.email, "nobody-knows@example.org")
        known, unknown = (faces(one, lambda b, one=one: b.post("/konto/login/", {"login": one})) for one in addresses)
        assert known == unknown

    def test_making_an_account_looks_the_same_for_an_address_that_has_one(self, participant: User) -> None:
        addresses = (participant.email, "nobody-knows@example.org")
        known, unknown = (faces(one, lambda b, one=one: b.post("/konto/signup/", {"email": one})) for one in addresses)
        assert known == unknown

    def test_a_wrong_code_looks_the_same_for_an_unknown_address(self, participant: User) -> None:
        seen = []
        for address in (participant.email, "nobody-knows@example.org"):
            visitor = Visitor()
            visitor.ask_for_code(address)
            seen.append([visitor.give_code("AAAA-AAAA").status_code for _ in range(3)])
        assert seen[0] == seen[1]

    def test_each_of_them_gets_exactly_one_mail(self, participant: User) -> None:
        for address in (participant.email, "nobody-knows@example.org"):
            Visitor().ask_for_code(address)
        assert sorted(letter.to for letter in delivered()) == [
            ["nobody-knows@example.org"],
            ["participant@example.org"],
        ]

    def test_whoever_tries_to_sign_up_twice_is_told_by_mail_without_a_word_of_passwords(
        self, participant: User
    ) -> None:
        Client().post("/konto/signup/", {"email": participant.email})
        body = delivered()[0].body.lower()
        assert [word for word in ("password", "adgangskode") if word in body] == []
        assert "http://testserver/konto/login/" in body


class TestSigningUp:
    def test_a_new_person_confirms_the_address_with_the_code(self, visitor: Visitor) -> None:
        answer = visitor.browser.post("/konto/signup/", {"email": "Ny.Person@Example.org", "hjemmeside": ""})
        assert (answer.status_code, answer["Location"]) == (302, "/konto/confirm-email/")
        answer = visitor.browser.post("/konto/confirm-email/", {"code": code_in(delivered()[0])})
        assert (answer["Location"], visitor.is_in) == ("/min-side/", True)
        assert User.objects.get().email == "ny.person@example.org"
        assert User.objects.get().roles == frozenset()

    def test_a_robot_that_fills_the_hidden_field_leaves_nothing(self, visitor: Visitor) -> None:
        answer = visitor.browser.post("/konto/signup/", {"email": "bot@example.org", "hjemmeside": "http://x.example"})
        assert (answer.status_code, answer["Location"]) == (302, "/konto/confirm-email/")
        assert (User.objects.count(), Message.objects.count()) == (0, 0)

    def test_nothing_else_can_be_slipped_in_with_the_address(self, visitor: Visitor) -> None:
        more = {"is_superuser": "1", "is_active": "0", "session_version": "7", "role": "administrator", "uuid": "x"}
        visitor.browser.post("/konto/signup/", {"email": "ny@example.org", "first_name": "X", "groups": "1", **more})
        person = User.objects.get()
        assert (person.is_superuser, person.is_active, person.session_version, person.first_name) == (
            False,
            True,
            0,
            "",
        )
        assert (person.roles, person.groups.count()) == (frozenset(), 0)

    def test_twenty_accounts_an_hour_from_one_place_are_enough(self) -> None:
        answers = [Client().post("/konto/signup/", {"email": f"ny{n}@example.org"}).status_code for n in range(22)]
        assert answers == [302] * 20 + [429] * 2


class TestLimits:
    def test_five_codes_an_hour_go_to_one_address_in_whatever_spelling(self, participant: User) -> None:
        spellings = [
            "participant@example.org",
            "Participant@example.org",
            "PARTICIPANT@example.org",
            " participant@EXAMPLE.ORG",
        ]
        for spelling in spellings * 3:
            Visitor().ask_for_code(spelling)
        assert len(delivered()) == 5

    def test_the_two_pages_that_send_codes_share_the_limit(self, participant: User) -> None:
        for _ in range(4):
            Visitor().ask_for_code(participant.email)
            Client().post("/konto/login/", {"login": participant.email})
        assert len(delivered()) == 5

    def test_asking_again_for_a_code_is_limited(self, visitor: Visitor, participant: User) -> None:
        visitor.ask_for_code(participant.email)
        for _ in range(10):
            visitor.browser.post(CONFIRM, {"action": "resend"})
        assert 1 < len(delivered()) <= 5

    def test_the_limit_of_one_person_does_not_keep_another_out(self, participant: User, outsider: User) -> None:
        for _ in range(6):
            Visitor().ask_for_code(participant.email)
        delivered()
        visitor = Visitor()
        visitor.sign_in(outsider.email)
        assert visitor.is_in is True

    def test_after_an_hour_a_code_is_sent_again(self, participant: User, time_machine: Any) -> None:
        time_machine.move_to(NOW, tick=False)
        for _ in range(6):
            Visitor().ask_for_code(participant.email)
        assert len(delivered()) == 5
        time_machine.move_to(NOW + timedelta(minutes=61), tick=False)
        Visitor().ask_for_code(participant.email)
        assert len(delivered()) == 1


# --- bad input -------------------------------------------------------------------------------------------------------
class TestOddInput:
    @pytest.mark.parametrize(
        "address",
        [
            "",
            "a",
            "participant@example.org\nBcc: victim@example.org",
            "participant@example.org\r\nSubject: x",
            "participant\x00@example.org",
            "a" * 5000 + "@example.org",
            "<script>alert(1)</script>@example.org",
            "participant@example.org,victim@example.org",
            "participant@exa mple.org",
        ],
    )
    @pytest.mark.parametrize(
        ("page", "name"), [("/konto/login/code/", "email"), ("/konto/login/", "login"), ("/konto/signup/", "email")]
    )
    def test_an_odd_address_is_a_field_error_and_no_mail(
        self, participant: User, address: str, page: str, name: str
    ) -> None:
        answer = Client().post(page, {name: address})
        assert (answer.status_code, Message.objects.count()) == (200, 0)
        assert "<script>alert(1)" not in answer.content.decode()

    @pytest.mark.parametrize("code", ["", "\x00", "A" * 10_000, "' OR 1=1 --", "<b>", "ÆØÅÆ-ØÅÆØ"])
    def test_an_odd_code_is_a_field_error(self, visitor: Visitor, participant: User, code: str) -> None:
        visitor.ask_for_code(participant.email)
        assert visitor.give_code(code).status_code == 200
        assert visitor.is_in is False

    @pytest.mark.parametrize("target", OFF_SITE)
    def test_nobody_is_led_off_the_site(self, visitor: Visitor, participant: User, target: str) -> None:
        answer = visitor.sign_in(participant.email, next=target)
        assert answer.status_code == 302
        parts = urlsplit(answer["Location"])
        assert (parts.scheme, parts.netloc, answer["Location"].startswith(("//", "/\\"))) == ("", "", False)

    @pytest.mark.parametrize("target", OFF_SITE)
    def test_nobody_is_led_off_the_site_when_signing_out(self, participant: User, client_as: Any, target: str) -> None:
        answer = client_as(participant).post("/konto/logout/", {"next": target})
        parts = urlsplit(answer["Location"])
        assert (answer.status_code, parts.scheme, parts.netloc) == (302, "", "")

    def test_one_is_led_on_to_where_one_wanted_to_go(self, visitor: Visitor, participant: User) -> None:
        assert (
            visitor.sign_in(participant.email, next="/min-side/data/?a=1&b=2")["Location"] == "/min-side/data/?a=1&b=2"
        )


# --- what stays behind -----------------------------------------------------------------------------------------------
class TestTraces:
    def test_the_code_stands_in_no_table_before_sending(self, visitor: Visitor, participant: User) -> None:
        visitor.ask_for_code(participant.email)
        before = stored_everywhere()
        code = code_in(delivered()[0])
        assert [part in before for part in (code, code.replace("-", ""))] == [False, False]

    def test_the_sealed_code_is_gone_when_the_mail_has_gone(self, visitor: Visitor, participant: User) -> None:
        visitor.ask_for_code(participant.email)
        assert SealedMail.objects.count() == 1
        code = code_in(delivered()[0])
        assert SealedMail.objects.count() == 0
        assert code not in stored_everywhere()

    def test_the_address_of_an_unknown_person_is_not_kept(self, visitor: Visitor) -> None:
        visitor.ask_for_code("nobody-knows@example.org")
        assert "nobody-knows" not in stored_everywhere()
        delivered()
        assert "nobody-knows" not in stored_everywhere()

    def test_a_sealed_mail_that_never_left_is_given_up_after_a_day(self, visitor: Visitor, time_machine: Any) -> None:
        time_machine.move_to(NOW, tick=False)
        visitor.ask_for_code("nobody-knows@example.org")
        assert SealedMail.forget(NOW + timedelta(days=1)) == 0
        assert SealedMail.forget(NOW + timedelta(days=1, seconds=1)) == 1
        assert (delivered(), Message.objects.get().state) == ([], "dropped")

    def test_the_log_of_a_sign_in_names_nobody(self, visitor: Visitor, participant: User, caplog: Any) -> None:
        caplog.set_level(0)
        visitor.sign_in(participant.email)
        assert [line for line in caplog.messages if "participant@" in line] == []


# --- no passwords ----------------------------------------------------------------------------------------------------
def password_addresses() -> Iterator[str]:
    """Every address of the resolver that has to do with passwords, with something in the place of its parameters."""

    def walk(patterns: list[Any], before: str) -> Iterator[str]:
        for one in patterns:
            path = before + str(one.pattern)
            if isinstance(one, URLResolver):
                yield from walk(one.url_patterns, path)
            elif isinstance(one, URLPattern) and "password" in path:
                filled = re.sub(r"\(\?P<[^)]*\)+|<[^>]*>", "1-abc", path)
                yield "/" + filled.replace("^", "").replace("$", "").replace("\\Z", "")

    return walk(get_resolver().url_patterns, "")


@pytest.mark.parametrize("address", sorted({one for one in password_addresses() if one.startswith("/konto/")}))
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_addresses_of_passwords_lead_to_signing_in(
    address: str, method: str, participant: User, client_as: Any
) -> None:
    for browser in (Client(), client_as(participant)):
        answer = getattr(browser, method)(address)
        assert (answer.status_code, answer["Location"]) == (302, "/konto/login/")


def test_the_list_of_password_addresses_is_not_empty() -> None:
    assert len([one for one in password_addresses() if one.startswith("/konto/")]) >= 6


@pytest.mark.parametrize("address", ["/cms/password_reset/", "/cms/account/change_password/", "/cms/login/"])
def test_wagtails_own_doors_are_shut(address: str, administrator: User, client_as: Any) -> None:
    answer = Client().get(address)
    assert (answer.status_code, urlsplit(answer["Location"]).path) == (302, "/konto/login/")
    if address != "/cms/login/":
        assert client_as(administrator).get(address).status_code == 404


# --- the second factor -----------------------------------------------------------------------------------------------
@pytest.fixture
def with_totp(coordinator: User) -> User:
    TOTP.activate(coordinator, SECRET)
    return coordinator


def proven_again(browser: Client, at: float) -> Any:
    """What allauth asks for before a change to the factors: a code once more."""
    return browser.post("/konto/2fa/reauthenticate/?next=/min-side/", {"code": totp_code(at)})


class TestSecondFactor:
    def test_the_secret_is_sealed_in_the_table(self, with_totp: User) -> None:
        stored = Authenticator.objects.get(user=with_totp).data["secret"]
        assert stored.startswith("v1.test1.")
        assert unseal(stored, MFA_PLACE) == SECRET
        assert SECRET not in stored_everywhere()

    def test_staff_sign_in_with_code_and_factor(self, visitor: Visitor, with_totp: User, time_machine: Any) -> None:
        time_machine.move_to(NOW, tick=False)
        answer = visitor.sign_in(with_totp.email, next="/koordinator/")
        assert urlsplit(answer["Location"]).path == "/konto/2fa/authenticate/"
        assert visitor.is_in is False
        answer = visitor.browser.post(answer["Location"], {"code": totp_code(NOW.timestamp())})
        assert (answer.status_code, answer["Location"]) == (302, "/koordinator/")
        assert visitor.browser.get("/koordinator/").status_code == 200

    def test_the_mailed_code_alone_does_not_let_staff_in(self, visitor: Visitor, with_totp: User) -> None:
        visitor.sign_in(with_totp.email)
        assert visitor.browser.get("/min-side/").status_code == 302
        assert visitor.browser.get("/koordinator/").status_code == 302

    def test_a_factor_code_works_once(self, with_totp: User, time_machine: Any) -> None:
        time_machine.move_to(NOW, tick=False)
        seen = []
        for visitor in (Visitor(), Visitor()):
            answer = visitor.sign_in(with_totp.email)
            seen.append(visitor.browser.post(answer["Location"], {"code": totp_code(NOW.timestamp())}).status_code)
        assert seen == [302, 200]

    def test_a_wrong_factor_code_does_not_open(self, visitor: Visitor, with_totp: User) -> None:
        answer = visitor.sign_in(with_totp.email)
        assert [
            visitor.browser.post(answer["Location"], {"code": code}).status_code for code in ("000000", "", "x" * 999)
        ] == [200] * 3
        assert visitor.is_in is False

    def test_the_last_strong_factor_of_staff_stays(self, with_totp: User, client_as: Any, time_machine: Any) -> None:
        time_machine.move_to(NOW, tick=False)
        browser = client_as(with_totp)
        assert proven_again(browser, NOW.timestamp()).status_code == 302
        assert browser.post("/konto/2fa/totp/deactivate/").status_code == 200
        assert Authenticator.objects.filter(user=with_totp, type="totp").count() == 1

    def test_a_participant_may_take_their_factor_away(
        self, participant: User, client_as: Any, time_machine: Any
    ) -> None:
        time_machine.move_to(NOW, tick=False)
        TOTP.activate(participant, SECRET)
        browser = client_as(participant)
        proven_again(browser, NOW.timestamp())
        assert browser.post("/konto/2fa/totp/deactivate/").status_code == 302
        assert Authenticator.objects.filter(user=participant).count() == 0

    def test_the_factor_is_asked_for_again_before_anything_about_it_changes(
        self, with_totp: User, client_as: Any
    ) -> None:
        browser = client_as(with_totp)
        for address in ("totp/deactivate/", "recovery-codes/generate/"):
            answer = browser.get(f"/konto/2fa/{address}")
            assert (answer.status_code, urlsplit(answer["Location"]).path) == (302, "/konto/2fa/reauthenticate/")

    def test_enrolling_works_and_tells_the_person_by_mail(
        self,
        visitor: Visitor,
        participant: User,
        time_machine: Any,
        django_capture_on_commit_callbacks: Any,
    ) -> None:
        time_machine.move_to(NOW, tick=False)
        visitor.sign_in(participant.email)
        visitor.browser.get("/konto/2fa/totp/activate/")
        secret = visitor.browser.session["mfa.totp.secret"]
        code = format_hotp_value(hotp_value(secret, int(NOW.timestamp()) // 30))
        with django_capture_on_commit_callbacks(execute=True):
            assert visitor.browser.post("/konto/2fa/totp/activate/", {"code": code}).status_code == 302
        letters = delivered()
        assert [letter.to for letter in letters] == [[participant.email]]
        assert ["127.0.0.1" in letters[0].body, "None" in letters[0].body] == [True, False]


@pytest.mark.parametrize("address", ["totp/activate/", "webauthn/add/"])
def test_an_open_session_gets_no_first_factor_without_a_new_code(
    address: str, visitor: Visitor, participant: User, time_machine: Any
) -> None:
    """security.md §3.1: without this a found session could be made somebody else's for good."""
    time_machine.move_to(NOW, tick=False)
    visitor.sign_in(participant.email)
    assert visitor.browser.get(f"/konto/2fa/{address}").status_code == 200
    time_machine.move_to(NOW + timedelta(minutes=11), tick=False)
    for method in ("get", "post"):
        answer = getattr(visitor.browser, method)(f"/konto/2fa/{address}")
        assert (answer.status_code, urlsplit(answer["Location"]).path) == (302, "/konto/bekraeft/")
    assert Authenticator.objects.count() == 0


def test_the_counter_of_codes_lives_in_the_shared_cache(participant: User) -> None:
    """What security.md §3.1 warns of: in a cache of one process the limit would multiply."""
    Visitor().ask_for_code(participant.email)
    assert mail.outbox == []
    cache.clear()
    for _ in range(5):
        Visitor().ask_for_code(participant.email)
    assert len(delivered()) == 6


def test_the_way_back_keeps_the_whole_address() -> None:
    answer = Client().get("/koordinator/henvendelser/?state=new&topic=site&next=//evil.example")
    query = parse_qs(urlsplit(answer["Location"]).query)
    assert query == {"next": ["/koordinator/henvendelser/?state=new&topic=site&next=//evil.example"]}
