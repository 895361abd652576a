"""A star answered apart: hidden until all have answered, shown at one moment, deleted on its day."""

import re
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from employment.domain import joint_stars
from employment.domain.stars import Axis, axes_of
from employment.models import RoleStar, RoleStarPage, RoleStarRater, RoleStarResult
from home.domain.errors import Refused
from outbox.due import ACTS
from tests.fixtures.sites import SiteTree
from tests.pdf import reading

from .making import make_star

pytestmark = pytest.mark.django_db
ADDRESS = "/peer-grupper/rollestjerne/"
START = f"{ADDRESS}hver-for-sig/"
NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)
TODAY = date(2026, 11, 3)
AXES = tuple(Axis(key, key.upper(), "lidt", "meget") for key in ("a", "b", "c"))


class Joint:
    """A star with its raters and their tokens."""

    def __init__(self, *names: str, months: int = 6) -> None:
        self.token = joint_stars.start(AXES, names, months=months, now=NOW)
        self.star = self.again()
        self.raters = list(self.star.raters.all())

    def again(self) -> RoleStar:
        found = joint_stars.find(self.token, today=TODAY)
        assert found is not None
        self.star = found.star
        return found.star

    def answer(self, place: int, *scores: int) -> None:
        numbers = {axis.key: score for axis, score in zip(AXES, scores, strict=True) if score}
        joint_stars.answer(RoleStarRater.objects.get(pk=self.raters[place].pk), numbers, now=NOW)

    def shown(self) -> list[Any]:
        return joint_stars.shown(self.again())


@pytest.fixture
def page(site_tree: SiteTree) -> RoleStarPage:
    return make_star(site_tree)


# --- hidden, then shown together --------------------------------------------------------------------------------------
@pytest.mark.engines
def test_nothing_is_shown_until_the_last_has_answered_and_then_all_of_it() -> None:
    joint = Joint("Peer", "Leder", "Kollega")
    joint.answer(0, 1, 2, 3)
    joint.answer(1, 5, 2, 0)
    assert joint.shown() == []
    joint.answer(2, 3, 3, 3)
    (shown,) = joint.shown()
    assert [(voice.name, dict(voice.scores)) for voice in shown.outcome.voices] == [
        ("Peer", {"a": 1, "b": 2, "c": 3}),
        ("Leder", {"a": 5, "b": 2}),
        ("Kollega", {"a": 3, "b": 3, "c": 3}),
    ]
    assert shown.missing == ()
    assert joint.star.revealed_at == NOW


def test_the_one_who_began_may_show_it_before_with_two_answers_and_the_missing_are_named() -> None:
    joint = Joint("Peer", "Leder", "Kollega")
    with pytest.raises(Refused):
        joint_stars.reveal(joint.star, now=NOW)
    joint.answer(0, 1, 2, 3)
    with pytest.raises(Refused):
        joint_stars.reveal(joint.star, now=NOW)
    joint.answer(2, 3, 3, 3)
    for minutes in range(2):
        joint_stars.reveal(joint.star, now=NOW + timedelta(minutes=minutes))
    (shown,) = joint.shown()
    assert shown.missing == ("Leder",)
    assert joint.star.revealed_at == NOW


def test_an_answer_without_a_number_is_none() -> None:
    joint = Joint("Peer", "Leder")
    with pytest.raises(Refused):
        joint.answer(0, 0, 0, 0)
    assert RoleStarResult.objects.count() == 0


def test_a_second_answer_takes_the_place_of_the_first_until_it_is_shown() -> None:
    joint = Joint("Peer", "Leder")
    joint.answer(0, 1, 1, 1)
    joint.answer(0, 2, 2, 2)
    joint.answer(1, 3, 3, 3)
    with pytest.raises(Refused):
        joint.answer(0, 5, 5, 5)
    assert dict(joint.shown()[0].outcome.voices[0].scores) == {"a": 2, "b": 2, "c": 2}
    assert RoleStarResult.objects.count() == 2


@pytest.mark.engines
def test_taking_back_removes_every_trace_and_shows_nothing_by_itself() -> None:
    joint = Joint("Peer", "Leder", "Kollega")
    joint.answer(0, 1, 1, 1)
    joint.answer(1, 2, 2, 2)
    for _time in range(2):
        joint_stars.withdraw(joint.raters[2], today=TODAY)
    assert joint.shown() == []
    assert (joint.star.withdrawn, joint.star.raters.count()) == (1, 2)
    joint_stars.reveal(joint.star, now=NOW)
    rater = RoleStarRater.objects.get(pk=joint.raters[0].pk)
    joint_stars.withdraw(rater, today=TODAY)
    assert [voice.name for voice in joint.shown()[0].outcome.voices] == ["Leder"]
    assert RoleStarResult.objects.count() == 1
    joint_stars.withdraw(RoleStarRater.objects.get(), today=TODAY)
    assert RoleStar.objects.count() == 0


def test_an_answer_of_somebody_who_has_just_left_is_refused() -> None:
    joint = Joint("Peer", "Leder")
    rater = RoleStarRater.objects.get(pk=joint.raters[0].pk)
    joint_stars.withdraw(RoleStarRater.objects.get(pk=rater.pk), today=TODAY)
    with pytest.raises(RoleStarRater.DoesNotExist):
        joint_stars.answer(rater, {"a": 1}, now=NOW)


@pytest.mark.engines
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_last_two_answers_at_once_are_both_kept_and_shown_once() -> None:
    joint = Joint("Peer", "Leder", "Kollega")
    joint.answer(0, 1, 2, 3)
    together, places = threading.Barrier(2), [1, 2]

    def work() -> None:
        try:
            rater = RoleStarRater.objects.select_related("star").get(pk=joint.raters[places.pop()].pk)
            together.wait()
            joint_stars.answer(rater, {"a": 4}, now=NOW)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _place in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    (shown,) = joint.shown()
    assert (len(shown.outcome.voices), shown.missing) == (3, ())


def test_one_answer_left_is_not_shown_alone() -> None:
    joint = Joint("Peer", "Leder")
    joint.answer(0, 1, 2, 3)
    joint_stars.withdraw(joint.raters[1], today=TODAY)
    with pytest.raises(Refused):
        joint_stars.reveal(joint.star, now=NOW)
    assert joint.shown() == []


# --- the second round -------------------------------------------------------------------------------------------------
@pytest.mark.engines
def test_the_second_round_is_hidden_too_and_then_set_beside_the_first() -> None:
    joint = Joint("Peer", "Leder", "Kollega")
    with pytest.raises(Refused):
        joint_stars.again(joint.star)
    joint.answer(0, 1, 1, 1)
    joint.answer(1, 2, 2, 2)
    joint_stars.reveal(joint.star, now=NOW)
    for _time in range(2):
        joint_stars.again(joint.again())
    joint.answer(0, 4, 4, 4)
    assert [shown.turn for shown in joint.shown()] == [1]
    joint.answer(2, 5, 5, 5)
    joint.answer(1, 2, 3, 2)
    rounds = joint.shown()
    assert [shown.turn for shown in rounds] == [1, 2]
    pairs = joint_stars.changes(joint.star, rounds, before="Før", after="Nu")
    assert [name for name, _outcome in pairs] == ["Peer", "Leder"]
    assert [dict(voice.scores) for voice in pairs[1][1].voices] == [{"a": 2, "b": 2, "c": 2}, {"a": 2, "b": 3, "c": 2}]


# --- how long it is kept ----------------------------------------------------------------------------------------------
@pytest.mark.engines
def test_it_is_deleted_after_fourteen_days_and_not_before() -> None:
    joint = Joint("Peer", "Leder")
    joint.answer(0, 1, 1, 1)
    assert joint.star.delete_after == date(2026, 11, 17)
    assert ACTS["role_stars_expired"](datetime(2026, 11, 17, 22, tzinfo=UTC)) == 0
    assert joint_stars.find(joint.token, today=date(2026, 11, 17)) is not None
    assert joint_stars.find(joint.token, today=date(2026, 11, 18)) is None
    assert ACTS["role_stars_expired"](datetime(2026, 11, 17, 23, 30, tzinfo=UTC)) == 1  # the 18th in Copenhagen
    assert ACTS["role_stars_expired"](datetime(2026, 11, 18, 12, tzinfo=UTC)) == 0
    assert (RoleStarRater.objects.count(), RoleStarResult.objects.count()) == (0, 0)


@pytest.mark.engines
def test_it_is_kept_longer_only_while_every_rater_agrees() -> None:
    joint = Joint("Peer", "Leder", "Kollega", months=12)
    with pytest.raises(Refused):
        joint_stars.agree(joint.raters[0], keeps=True, today=TODAY)
    joint.answer(0, 1, 1, 1)
    joint.answer(1, 2, 2, 2)
    joint_stars.reveal(joint.star, now=NOW)
    for rater in joint.raters[:2]:
        joint_stars.agree(rater, keeps=True, today=TODAY)
    assert joint.again().delete_after == date(2026, 11, 17)
    joint_stars.agree(joint.raters[2], keeps=True, today=TODAY)
    assert joint.again().delete_after == date(2027, 11, 3)
    late = date(2027, 5, 1)
    for _time in range(2):
        joint_stars.agree(joint.raters[1], keeps=False, today=late)
    assert joint.again().delete_after == late


def test_the_months_end_on_the_last_day_of_a_short_month() -> None:
    token = joint_stars.start(AXES, ["Peer", "Leder"], months=6, now=datetime(2026, 8, 31, 12, tzinfo=UTC))
    found = joint_stars.find(token, today=date(2026, 8, 31))
    assert found is not None
    assert found.star.keep_until == date(2027, 2, 28)


# --- what the database holds ------------------------------------------------------------------------------------------
@pytest.mark.engines
def test_names_and_answers_are_sealed_and_links_are_hashes() -> None:
    joint = Joint("Hemmelig rolle", "Leder")
    joint.answer(0, 1, 2, 3)
    link = joint_stars.token_of(joint.token, joint.raters[0])
    rows: list[Any] = []
    with connection.cursor() as cursor:
        for table in ("employment_rolestar", "employment_rolestarrater", "employment_rolestarresult"):
            cursor.execute(f"select * from {table}")  # noqa: S608  names of our own tables
            rows += cursor.fetchall()
    text = str(rows)
    assert [word for word in ("Hemmelig", '"a": 1', joint.token, link) if word in text] == []
    assert min(len(joint.token), len(link)) >= 43


def test_a_guess_opens_nothing() -> None:
    joint = Joint("Peer", "Leder")
    link = joint_stars.token_of(joint.token, joint.raters[0])
    guesses = [
        joint.star.token_hash,
        str(joint.star.pk),
        str(joint.raters[0].pk),
        joint.token[:-1],
        link[:-1],
        "",
        "\ud800",
    ]
    assert [joint_stars.find(guess, today=TODAY) for guess in guesses] == [None] * len(guesses)


# --- on the page ------------------------------------------------------------------------------------------------------
@pytest.fixture
def begun(page: RoleStarPage, stranger: Client, settings: Any) -> tuple[str, list[str]]:
    """The address of the one who began, and those of three raters."""
    answer = stranger.post(START, {"name1": "Peer", "name2": "Leder", "name3": "Kollega", "months": "6"})
    assert answer.status_code == 302
    address = answer["Location"]
    links = re.findall(rf'href="{re.escape(settings.SITE_URL.rstrip("/"))}([^"]+)">', stranger.get(address).text)
    own = [link for link in links if "/hver-for-sig/" in link]
    assert len(own) == 3
    return address, own


def numbers(page: RoleStarPage, *scores: int) -> dict[str, str]:
    return {f"a-{axis.key}": str(score) for axis, score in zip(axes_of(page.axes), scores, strict=True)} | {
        "act": "answer"
    }


def test_three_answer_by_their_links_and_see_it_at_the_same_moment(
    page: RoleStarPage, begun: tuple[str, list[str]], stranger: Client
) -> None:
    address, links = begun
    for link, scores in zip(links[:2], [(1, 2, 3), (5, 2, 0)], strict=True):
        first = stranger.get(link)
        assert (first["Cache-Control"], first["X-Robots-Tag"]) == ("private, no-store", "noindex")
        assert stranger.post(link, numbers(page, *scores)).status_code == 302
    for hidden in (address, *links):
        text = stranger.get(hidden).text
        assert "star__mark" not in text
        assert not re.search(r'value="[1-5]"[^>]* checked', text)
        assert stranger.get(f"{hidden}pdf/").status_code == 404
    stranger.post(links[2], numbers(page, 3, 3, 3))
    for open_now in (address, *links):
        text = stranger.get(open_now).text
        assert "Peer 1, Leder 5, Kollega 3." in text
        words = reading.text_of(stranger.get(f"{open_now}pdf/").content)
        assert "Peer 1, Leder 5, Kollega 3." in " ".join(words.split())


def test_a_link_used_after_taking_back_is_the_same_page_as_a_guess(
    page: RoleStarPage, begun: tuple[str, list[str]], stranger: Client
) -> None:
    address, links = begun
    stranger.post(links[0], numbers(page, 1, 2, 3))
    assert stranger.post(links[0], {"act": "withdraw"}).status_code == 200
    used = stranger.get(links[0])
    guess = stranger.get(f"{START}{'x' * 43}/")
    assert (used.status_code, guess.status_code) == (404, 404)
    assert re.sub(r"csrf\w+", "", used.text.split("<main")[1]) == re.sub(r"csrf\w+", "", guess.text.split("<main")[1])
    assert stranger.post(links[0], numbers(page, 1, 2, 3)).status_code == 404
    assert "1 stemme er trukket tilbage" in stranger.get(address).text


@pytest.mark.parametrize("token", ["%00", "x" * 4000, "%F0%9F%98%80", "../..", "a b"])
def test_odd_links_are_not_found(page: RoleStarPage, stranger: Client, token: str) -> None:
    assert stranger.get(f"{START}{token}/").status_code in (302, 404)


def test_looking_changes_nothing(page: RoleStarPage, begun: tuple[str, list[str]], stranger: Client) -> None:
    address, links = begun
    before = list(RoleStar.objects.values()), list(RoleStarRater.objects.values("pk", "keeps"))
    for link in (address, *links):
        stranger.get(link, {"act": "withdraw"})
        assert stranger.put(link).status_code == 405
    assert (list(RoleStar.objects.values()), list(RoleStarRater.objects.values("pk", "keeps"))) == before


def test_a_rater_cannot_do_what_the_one_who_began_can_nor_the_other_way_round(
    page: RoleStarPage, begun: tuple[str, list[str]], stranger: Client
) -> None:
    address, links = begun
    for link in links[:2]:
        stranger.post(link, numbers(page, 1, 2, 3))
    for act in ("reveal", "again", "remove", "nonsense", ""):
        assert stranger.post(links[0], {"act": act}).status_code == 302
    for act in ("answer", "withdraw", "keep"):
        assert stranger.post(address, {"act": act}).status_code == 302
    star = RoleStar.objects.get()
    assert (star.revealed_at, star.turn, star.raters.count()) == (None, 1, 3)


def test_showing_agreeing_beginning_again_and_deleting_by_the_buttons(
    page: RoleStarPage, begun: tuple[str, list[str]], stranger: Client
) -> None:
    address, links = begun
    refused = stranger.post(address, {"act": "reveal"})
    assert refused.status_code == 422
    assert "Mindst to skal have svaret" in refused.text
    for link in links[:2]:
        stranger.post(link, numbers(page, 1, 2, 3))
    stranger.post(address, {"act": "reveal"})
    assert "De har ikke svaret: Kollega" in " ".join(stranger.get(links[2]).text.split())
    assert stranger.post(links[2], numbers(page, 1, 1, 1)).status_code == 422
    for link in links:
        stranger.post(link, {"act": "keep"})
    star = RoleStar.objects.get()
    assert star.delete_after == star.keep_until
    stranger.post(links[0], {"act": "not-keep"})
    assert RoleStar.objects.get().delete_after < star.keep_until
    stranger.post(address, {"act": "again"})
    assert "Anden runde" in stranger.get(links[0]).text
    for link in links[:2]:
        stranger.post(link, numbers(page, 5, 5, 5))
    stranger.post(address, {"act": "reveal"})
    assert "Peer: før og nu" in stranger.get(links[2]).text
    assert stranger.get(f"{address}pdf/").status_code == 200
    assert stranger.post(address, {"act": "remove"}).status_code == 200
    assert stranger.post(address, {"act": "remove"}).status_code == 404
    assert RoleStarResult.objects.count() == 0


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"name1": "Peer", "name2": "", "months": "6"},
        {"name1": "Peer", "name2": "peer", "months": "6"},
        {"name1": "Peer", "name2": "x" * 10_000, "months": "6"},
        {"name1": "Peer", "name2": "Leder", "months": "24"},
        {"name1": "Peer", "name2": "Leder\x07", "months": "6"},
        {"name1": "<b>Peer</b>", "name2": "Leder", "name3": "010203-1234", "months": "6"},
    ],
)
def test_a_start_that_cannot_be_read_begins_nothing(page: RoleStarPage, stranger: Client, data: Any) -> None:
    answer = stranger.post(START, data)
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert "<b>Peer" not in answer.text
    assert RoleStar.objects.count() == 0


def test_an_empty_answer_is_explained(page: RoleStarPage, begun: tuple[str, list[str]], stranger: Client) -> None:
    answer = stranger.post(begun[1][0], numbers(page, 0, 0, 0))
    assert answer.status_code == 422
    assert "Vælg et tal for mindst ét emne" in answer.text
    assert RoleStarResult.objects.count() == 0


def test_a_star_keeps_the_subjects_it_began_with(
    page: RoleStarPage, begun: tuple[str, list[str]], stranger: Client
) -> None:
    page.axes = [("axis", {"title": f"Nyt {number}", "low": "lidt", "high": "meget"}) for number in range(3)]
    page.save()
    text = stranger.get(begun[1][0]).text
    assert "1. Grænser" in text
    assert "Nyt 1" not in text


def test_many_posts_are_limited_and_never_break(page: RoleStarPage, stranger: Client) -> None:
    codes = {stranger.post(START, {"name1": "Peer"}).status_code for _time in range(61)}
    assert codes == {422, 429}


@pytest.mark.parametrize("raters", [2, 5])
def test_a_shown_star_costs_the_same_for_two_and_five(page: RoleStarPage, stranger: Client, raters: int) -> None:
    joint = Joint(*("Peer", "Leder", "Kollega", "HR", "Ven")[:raters])
    for place in range(raters):
        joint.answer(place, 1, 2, 3)
    RoleStar.objects.update(delete_after=date(2100, 1, 1))
    address = f"{START}{joint.token}/"
    stranger.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert stranger.get(address).status_code == 200
    assert len(queries) == 11


def test_the_starter_page_is_the_same_in_english(site_tree: SiteTree, stranger: Client) -> None:
    page = make_star(site_tree)
    twin = page.copy_for_translation(site_tree.en["section"].locale)
    twin.live, twin.slug, twin.title = True, "role-star", "Role star"
    twin.save()
    joint: Callable[..., Any] = Joint
    token = joint("Peer", "Leder").token
    RoleStar.objects.update(delete_after=date(2100, 1, 1))
    assert "0 of 2 have answered" in stranger.get(f"/en/peer-groups/role-star/hver-for-sig/{token}/").text
    assert [axis.key for axis in axes_of(twin.axes)] == [axis.key for axis in axes_of(page.axes)]
