"""The role star: from numbers to a drawing, and up to three voices on one screen with nothing stored."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from employment.domain.star_drawing import draw, pieces_of, place, points_of
from employment.domain.star_words import words_of
from employment.domain.stars import Axis, Voice, axes_of, outcome_of, packed, unpacked
from employment.domain.tool_checks import tool_faults
from employment.models import RoleStar, RoleStarPage
from tests.fixtures.sites import SiteTree
from tests.pdf import reading

from .making import make_star

ADDRESS = "/peer-grupper/rollestjerne/"
FILL = f"{ADDRESS}udfyld/"
AXES = tuple(Axis(f"k{number}", f"Emne {number}", "lidt", "meget") for number in range(1, 5))


@pytest.fixture
def page(site_tree: SiteTree) -> RoleStarPage:
    return make_star(site_tree)


def ratings(page: RoleStarPage, *scores: int, **more: str) -> dict[str, Any]:
    """What a browser sends for these numbers; 0 is left out."""
    return {f"a-{axis.key}": str(score) for axis, score in zip(axes_of(page.axes), scores, strict=True)} | more


def carried(text: str) -> list[str]:
    from html import unescape

    return list(dict.fromkeys(unescape(word) for word in re.findall(r'name="voice" value="([^"]+)"', text)))


# --- the drawing ------------------------------------------------------------------------------------------------------
def test_the_first_axis_points_up_and_the_others_follow_clockwise() -> None:
    assert place(0, 4, 100) == (200, 100)
    assert [tuple(map(round, place(number, 4, 100))) for number in range(1, 4)] == [(300, 200), (200, 300), (100, 200)]


def test_a_higher_number_lies_further_out_and_one_is_not_the_middle() -> None:
    distances = [200 - (points_of([score, 3, 3])[0] or (0, 0))[1] for score in range(1, 6)]
    assert distances == sorted(distances)
    assert distances[0] == 31


def test_equal_numbers_draw_a_regular_shape() -> None:
    from math import dist

    points = [point for point in points_of([3] * 8) if point]
    sides = {round(dist(one, other), 6) for one, other in zip(points, [*points[1:], points[0]], strict=True)}
    assert len(sides) == 1
    assert draw([[3] * 8], 8).lines[0].closed.count(",") == 8


def test_a_gap_breaks_the_line_and_is_never_zero() -> None:
    line = draw([[3, None, 3, 3]], 4).lines[0]
    assert (line.closed, len(line.pieces), len(line.marks)) == ("", 1, 3)
    assert line.pieces[0].count(",") == 3
    assert "200.0,200.0" not in line.pieces[0]
    assert points_of([None, 1, 1]) == [None, *points_of([None, 1, 1])[1:]]


@pytest.mark.parametrize(
    ("scores", "lengths"),
    [([None] * 4, []), ([2, None, 2, None], [1, 1]), ([2, 2, None, 2], [3]), ([None, 4, 4, None], [2])],
)
def test_the_pieces_lie_between_the_gaps_around_the_star(scores: list[int | None], lengths: list[int]) -> None:
    assert [len(piece) for piece in pieces_of(points_of(scores))] == lengths


def test_coordinates_have_a_decimal_point_in_both_languages() -> None:
    from django.utils import translation

    with translation.override("da"):
        assert re.fullmatch(r"(\d+\.\d,\d+\.\d ?)+", draw([[1, 2, 3]], 3).lines[0].closed)


# --- what it says -----------------------------------------------------------------------------------------------------
def test_the_largest_difference_comes_first_and_equal_ones_in_their_order() -> None:
    one, other = (
        Voice("Peer", {"k1": 1, "k2": 3, "k3": 5, "k4": 2}),
        Voice("Leder", {"k1": 2, "k2": 3, "k3": 1, "k4": 3}),
    )
    outcome = outcome_of(AXES, [one, other])
    assert [row.axis.key for row in outcome.talk] == ["k3", "k1", "k4"]
    assert [row.axis.key for row in outcome.agreed] == ["k2"]


def test_a_side_that_one_left_out_is_neither_a_difference_nor_agreement() -> None:
    outcome = outcome_of(AXES, [Voice("Peer", {"k1": 1}), Voice("Leder", {"k1": 1, "k2": 5})])
    assert [row.gap for row in outcome.rows] == [0, None, None, None]
    assert outcome.talk == ()


def test_the_words_hold_every_number_that_the_drawing_shows() -> None:
    words = words_of(outcome_of(AXES[:2], [Voice("Peer", {"k1": 4}), Voice("Leder", {"k1": 2, "k2": 5})]))
    assert words.header == ["Emne", "Peer", "Leder", "Forskel"]
    assert [cell for _label, cell in words.table[0]] == ["1. Emne 1", "4", "2", "2"]
    assert [cell for _label, cell in words.table[1]] == ["2. Emne 2", "sprunget over", "5", "kan ikke siges"]
    assert words.description == "Peer: Emne 1 4, Emne 2 sprunget over. Leder: Emne 1 2, Emne 2 5."


def test_sentences_tell_what_stands_out_and_what_was_left_out() -> None:
    voices = [Voice("Peer", {"k1": 4, "k2": 1, "k3": 4}), Voice("Leder", {"k1": 3, "k2": 3, "k3": 3, "k4": 3})]
    assert words_of(outcome_of(AXES, voices)).sentences == [
        "Peer: højest Emne 1, Emne 3 (4), lavest Emne 2 (1).",
        "Sprunget over: Emne 4.",
        "Leder har valgt 3 overalt.",
    ]


def test_a_voice_travels_in_a_form_and_back() -> None:
    voice = Voice("Søren & co. = 100 %", {"k1": 1, "k4": 5})
    assert unpacked(packed(voice), AXES) == voice


@pytest.mark.parametrize(
    "word",
    ["", "name=Peer", "k1=3", "name=&k1=3", "name=Peer&k1=9", "name=Peer&other=3", "x" * 9000, "%00", "name=%00&k1=1"],
)
def test_a_word_that_was_never_a_voice_is_dropped(word: str) -> None:
    assert unpacked(word, AXES) is None


def test_what_does_not_belong_to_a_voice_is_left_behind() -> None:
    assert unpacked("name=%00Peer%0a" + "x" * 90 + "&k1=3&k2=7&evil=1", AXES) == Voice("Peer" + "x" * 36, {"k1": 3})


# --- on one screen ----------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_the_public_page_names_the_subjects_and_sets_no_cookie(page: RoleStarPage, stranger: Client) -> None:
    answer = stranger.get(ADDRESS)
    assert answer.status_code == 200
    assert not answer.cookies
    assert "csrfmiddlewaretoken" not in answer.text
    assert answer.text.count("<h1") == 1
    assert "Relation" in answer.text
    assert "De er skrevet ned" in answer.text


@pytest.mark.django_db
def test_one_voice_gets_a_star_a_table_and_nothing_in_the_address(page: RoleStarPage, stranger: Client) -> None:
    form = stranger.get(FILL)
    assert (form.status_code, form["Cache-Control"], form["X-Robots-Tag"]) == (200, "private, no-store", "noindex")
    answer = stranger.post(FILL, ratings(page, 4, 0, 2, name="Peer", act="show"))
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    assert answer.text.count('class="star__mark"') == 2
    assert "sprunget over" in answer.text
    assert 'role="img"' in answer.text
    assert "Tal om disse emner" not in answer.text
    assert RoleStar.objects.count() == 0


@pytest.mark.django_db
def test_three_voices_after_each_other_are_compared(page: RoleStarPage, stranger: Client) -> None:
    first = stranger.post(FILL, ratings(page, 1, 3, 3, name="Peer", act="next"))
    assert "Peer" in first.text
    assert 'value="1" id="id_a-' in first.text.replace("checked", "")
    assert not re.search(r'value="[1-5]"[^>]* checked', first.text)
    second = stranger.post(FILL, ratings(page, 5, 3, 2, name="Leder", act="next", voice=carried(first.text)))
    assert 'value="next"' not in second.text
    answer = stranger.post(FILL, ratings(page, 2, 3, 3, name="Kollega", act="show", voice=carried(second.text)))
    assert answer.text.count('class="star__line ') == 6  # each line, and its sample beside the name
    talk = answer.text.split("Tal om disse emner")[-1]
    assert talk.index("Grænser") < talk.index("Frihed") < talk.index("Relation")
    assert "Peer 1, Leder 5, Kollega 2." in answer.text
    assert 'value="more"' not in answer.text


@pytest.mark.django_db
def test_a_voice_can_be_changed_and_one_added_from_the_result(page: RoleStarPage, stranger: Client) -> None:
    voices = [
        packed(Voice("Peer", {axes_of(page.axes)[0].key: 2})),
        packed(Voice("Leder", {axes_of(page.axes)[0].key: 4})),
    ]
    edit = stranger.post(FILL, {"voice": voices, "act": "edit-0"})
    assert 'value="Peer"' in edit.text
    assert re.search(r'value="2"[^>]* checked', edit.text)
    assert carried(edit.text) == [voices[1]]
    more = stranger.post(FILL, {"voice": voices, "act": "more"})
    assert carried(more.text) == voices


@pytest.mark.django_db
@pytest.mark.parametrize(
    "data",
    [
        {},
        {"act": "edit-9"},
        {"act": "more", "voice": ["nonsense"] * 50},
        {"name": "x" * 10_000},
        {"name": "<script>alert(1)</script>"},
        {"name": "Peer\x00"},
        {"name": "a\nb"},
        {"name": "010203-1234"},
    ],
)
def test_a_form_that_cannot_be_read_comes_back_with_words(page: RoleStarPage, stranger: Client, data: Any) -> None:
    answer = stranger.post(FILL, data)
    assert answer.status_code in (200, 422)
    assert "<script>alert" not in answer.text
    if answer.status_code == 422:
        assert "error-summary" in answer.text


@pytest.mark.django_db
def test_numbers_outside_the_scale_are_errors_and_what_was_typed_is_kept(page: RoleStarPage, stranger: Client) -> None:
    answer = stranger.post(FILL, ratings(page, 9, 3, 0, name="Nattevagt", act="show"))
    assert answer.status_code == 422
    assert "Vælg et tal fra 1 til 5" in answer.text
    assert 'value="Nattevagt"' in answer.text
    assert re.search(r'value="3"[^>]* checked', answer.text)


@pytest.mark.django_db
def test_two_voices_cannot_have_one_name(page: RoleStarPage, stranger: Client) -> None:
    word = packed(Voice("Peer", {axes_of(page.axes)[0].key: 2}))
    answer = stranger.post(FILL, ratings(page, 1, 1, 1, name="peer", voice=[word]))
    assert answer.status_code == 422
    assert "En anden stemme har det navn" in answer.text


@pytest.mark.django_db
def test_wrong_methods_are_refused_and_a_star_without_subjects_leads_back(page: RoleStarPage, stranger: Client) -> None:
    assert stranger.post(ADDRESS).status_code == 405
    assert stranger.get(f"{ADDRESS}pdf/").status_code == 405
    assert stranger.put(FILL).status_code == 405
    assert stranger.get(f"{ADDRESS}findes-ikke/").status_code == 404
    page.axes = []
    page.save()
    assert stranger.get(FILL).status_code == 302
    assert [field for field, _message in tool_faults(page)] == ["axes"]


@pytest.mark.django_db
def test_a_post_from_elsewhere_is_refused(page: RoleStarPage) -> None:
    assert Client(enforce_csrf_checks=True).post(FILL, ratings(page, 1, 1, 1, name="Peer")).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("count", [3, 12])
def test_the_form_costs_the_same_for_few_and_many_subjects(page: RoleStarPage, stranger: Client, count: int) -> None:
    page.axes = [("axis", {"title": f"Emne {number}", "low": "lidt", "high": "meget"}) for number in range(count)]
    page.save()
    stranger.get(FILL)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert stranger.get(FILL).text.count("<fieldset") == count
    assert len(queries) == 5


@pytest.mark.django_db
def test_the_file_holds_the_numbers_and_typed_text_stays_text(page: RoleStarPage, stranger: Client) -> None:
    key = axes_of(page.axes)[0].key
    voices = [packed(Voice("<b>Peer</b>", {key: 2})), packed(Voice("Leder", {key: 5}))]
    answer = stranger.post(f"{ADDRESS}pdf/", {"voice": voices})
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "private, no-store"
    words = " ".join(reading.text_of(answer.content).split())
    assert "<b>Peer</b> 2, Leder 5." in words
    assert "sprunget over" in words
    assert stranger.post(f"{ADDRESS}pdf/", {"voice": ["junk"]}).status_code == 302
