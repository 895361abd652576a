"""The guards on forms: personal numbers, odd signs, limits, the trap for robots, and where a request came from."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.signing import TimestampSigner
from django.test import RequestFactory
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from accounts.guards import (
    FASTEST_SECONDS,
    SLOWEST_SECONDS,
    TRAP_SALT,
    GuardedForm,
    came_from_us,
    client_address,
    count_links,
    holds_cpr,
    neighbourhood,
    over_limit,
    refuse_control,
    refuse_cpr,
    refuse_line_breaks,
)
from accounts.models import Use
from tests.conftest import NOW

WAYS_TO_WRITE = [
    "{d:02}{m:02}{y:02}-{s:04}",
    "{d:02}{m:02}{y:02}{s:04}",
    "{d:02}{m:02}{y:02} {s:04}",
    "{d:02}{m:02}{y:02} - {s:04}",
    "{d:02}{m:02}{y:02}–{s:04}",
    "{d:02}-{m:02}-{y:02}-{s:04}",
    "{d:02}.{m:02}.{y:02}-{s:04}",
    "{d:02}/{m:02}/{y:02} {s:04}",
]
DAYS = st.dates(date(1900, 1, 1), date(2057, 12, 31))


# --- personal numbers ------------------------------------------------------------------------------------------------
@examples(max_examples=200, deadline=None)
@given(DAYS, st.integers(0, 9999), st.sampled_from(WAYS_TO_WRITE), st.sampled_from(["", "Mit nr. er ", "(", "cpr:"]))
def test_a_personal_number_is_caught_in_every_way_of_writing_it(day: date, serial: int, way: str, before: str) -> None:
    text = before + way.format(d=day.day, m=day.month, y=day.year % 100, s=serial) + (")" if before == "(" else ".")
    assert holds_cpr(text) is True


def test_a_number_in_the_middle_of_a_long_text_is_caught() -> None:
    assert holds_cpr("ord " * 500 + "010190-1234" + " ord" * 500) is True


@examples(max_examples=200, deadline=None)
@given(st.integers(20_00_00_00, 99_99_99_99))
def test_a_phone_number_is_no_personal_number(number: int) -> None:
    digits = f"{number:08}"
    pairs = " ".join(digits[at : at + 2] for at in range(0, 8, 2))
    assert [holds_cpr(text) for text in (digits, pairs, f"+45 {pairs}")] == [False, False, False]


@examples(max_examples=200, deadline=None)
@given(DAYS)
def test_a_date_is_no_personal_number(day: date) -> None:
    ways = (day.isoformat(), f"{day:%d.%m.%Y}", f"{day:%d-%m-%y}", f"{day:%d/%m %Y}", f"{day:%d%m%Y}", f"{day:%d%m%y}")
    assert [holds_cpr(f"den {text} kl. 10") for text in ways] == [False] * 6


def test_order_numbers_are_rarely_taken_for_personal_numbers() -> None:
    numbers = [f"{7 * 10**11 + number * 7_919_317:012}" for number in range(500)] + [f"H-{n:06}" for n in range(500)]
    assert sum(holds_cpr(number) for number in numbers) <= 5


def test_a_date_that_does_not_exist_is_no_personal_number() -> None:
    assert [holds_cpr(text) for text in ("310290-1234", "001290-1234", "011390-1234")] == [False, False, False]


def test_a_leap_day_of_either_century_counts() -> None:
    assert holds_cpr("290200-1234") is True


def test_the_refusal_of_a_personal_number_does_not_repeat_it() -> None:
    with pytest.raises(ValidationError) as refused:
        refuse_cpr("Mit nummer er 010190-1234")
    assert (refused.value.code, "010190" in str(refused.value)) == ("cpr", False)


# --- odd signs -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\x9b", "\u202e", "\u2066"])
def test_a_sign_that_cannot_be_shown_is_refused(sign: str) -> None:
    with pytest.raises(ValidationError):
        refuse_control(f"hej{sign}hej")


@pytest.mark.parametrize("text", ["", "æøå ÆØÅ", "to\r\nlinjer\tog tab", "👩‍👩‍👧", "e\u0301", "שלום", "﷽"])
def test_ordinary_text_of_any_script_is_let_through(text: str) -> None:
    refuse_control(text)


@pytest.mark.parametrize("text", ["a\nb", "a\rb", "a\r\nb", "a\u2028b", "a\x0bb", "a\tb"])
def test_more_than_one_line_is_refused_where_one_is_asked_for(text: str) -> None:
    with pytest.raises(ValidationError):
        refuse_line_breaks(text)


def test_links_are_counted_however_they_are_written() -> None:
    assert count_links("http://a.example https://b.example WWW.c.example HTTPS://d.example e.example") == 4


# --- who asks --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "10.0.0.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.7, 203.0.113.9", "198.51.100.7"),
        (2, "203.0.113.9", "127.0.0.1"),
        (1, "", "127.0.0.1"),
        (1, " , ,", "127.0.0.1"),
    ],
)
def test_the_address_is_the_one_the_last_trusted_proxy_wrote(
    settings: Any, proxies: int, forwarded: str, expected: str
) -> None:
    settings.TRUSTED_PROXY_COUNT = proxies
    assert client_address(RequestFactory().get("/", headers={"X-Forwarded-For": forwarded})) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("", ""),
        ("nonsense", "nonsense"),
    ],
)
def test_a_household_counts_as_one_visitor(address: str, expected: str) -> None:
    assert neighbourhood(address) == expected


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({"Origin": "http://testserver"}, True),
        ({"Referer": "http://testserver/peer-grupper/"}, True),
        ({"Origin": "null", "Referer": "http://testserver/"}, False),
        ({"Origin": "http://testserver.evil.example"}, False),
        ({"Origin": "http://testserver@evil.example"}, False),
        ({"Origin": "http://[::1"}, False),
        ({"Referer": "testserver"}, False),
        ({}, False),
    ],
)
def test_a_request_is_ours_only_when_the_browser_says_so(headers: dict[str, str], ours: bool) -> None:
    assert came_from_us(RequestFactory().post("/", headers=headers)) is ours


# --- limits ----------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
class TestLimits:
    def test_the_limit_lets_so_many_through_and_then_tells_how_long_to_wait(self, time_machine: Any) -> None:
        time_machine.move_to(NOW, tick=False)
        assert [over_limit("contact", "203.0.113.9") for _ in range(7)] == [0, 0, 0, 0, 0, 3600, 3600]

    def test_the_window_ends_where_it_began_to_count(self, time_machine: Any) -> None:
        time_machine.move_to(NOW, tick=False)
        for _ in range(6):
            over_limit("contact", "203.0.113.9")
        time_machine.move_to(NOW + timedelta(seconds=3599), tick=False)
        assert over_limit("contact", "203.0.113.9") == 1
        time_machine.move_to(NOW + timedelta(seconds=3600), tick=False)
        assert over_limit("contact", "203.0.113.9") == 0

    def test_others_and_other_forms_are_not_held_up(self) -> None:
        for _ in range(6):
            over_limit("contact", "203.0.113.9")
        assert (over_limit("contact", "203.0.113.10"), over_limit("search", "203.0.113.9")) == (0, 0)

    def test_the_address_is_not_stored(self) -> None:
        over_limit("contact", "203.0.113.9")
        assert [key for key in Use.objects.values_list("key", flat=True) if "203.0.113.9" in key] == []

    def test_a_counter_is_forgotten_when_its_window_has_ended(self, time_machine: Any) -> None:
        time_machine.move_to(NOW, tick=False)
        over_limit("contact", "203.0.113.9")
        assert Use.forget(NOW + timedelta(seconds=3599)) == 0
        assert Use.forget(NOW + timedelta(seconds=3600)) == 1

    def test_one_use_costs_two_queries(self, django_assert_num_queries: Any) -> None:
        over_limit("contact", "203.0.113.9")
        with django_assert_num_queries(2):
            over_limit("contact", "203.0.113.9")


# --- the trap --------------------------------------------------------------------------------------------------------
def robot(opened: str, **more: str) -> bool:
    form = GuardedForm({"opened": opened, **more})
    assert form.is_valid()
    return form.is_robot


class TestTrap:
    @pytest.mark.parametrize(
        ("seconds", "caught"),
        [(0, True), (2, True), (FASTEST_SECONDS, False), (600, False), (SLOWEST_SECONDS + 60, False)],
    )
    def test_who_is_faster_than_reading_is_a_robot(self, time_machine: Any, seconds: int, caught: bool) -> None:
        time_machine.move_to(NOW, tick=False)
        stamp = GuardedForm()["opened"].value()
        time_machine.move_to(NOW + timedelta(seconds=seconds), tick=False)
        assert robot(stamp) is caught

    def test_who_fills_the_hidden_field_is_a_robot(self, time_machine: Any) -> None:
        time_machine.move_to(NOW, tick=False)
        stamp = GuardedForm()["opened"].value()
        time_machine.move_to(NOW + timedelta(minutes=1), tick=False)
        assert robot(stamp, hjemmeside="https://spam.example") is True

    @pytest.mark.parametrize("stamp", ["", "form", "form:1:2", "form::", ":::", "x" * 5000, "form:æ:ø"])
    def test_a_forged_stamp_is_a_robots(self, stamp: str) -> None:
        assert robot(stamp) is True

    def test_a_stamp_signed_for_something_else_is_a_robots(self, time_machine: Any) -> None:
        time_machine.move_to(NOW, tick=False)
        stamp = TimestampSigner(salt="another purpose").sign("form")
        time_machine.move_to(NOW + timedelta(minutes=1), tick=False)
        assert robot(stamp) is True

    def test_a_stamp_from_the_future_is_a_robots(self, time_machine: Any) -> None:
        time_machine.move_to(NOW + timedelta(hours=1), tick=False)
        stamp = TimestampSigner(salt=TRAP_SALT).sign("form")
        time_machine.move_to(NOW, tick=False)
        assert robot(stamp) is True
