"""A scale answered apart: hidden until all have answered, shown at one moment, deleted on its day."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from outbox.due import ACTS
from peerhub.domain import joint_scales
from peerhub.domain.errors import Refused
from peerhub.domain.sheets import OwnRow, Sheet
from peerhub.models import JointScale, JointSeat, ScalePage
from tests.fixtures.sites import SiteTree

from .setup_guide import SCALE, make_scale
from .test_scale import read

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)
TODAY = date(2026, 11, 3)
START = f"{SCALE}hver-for-sig/"
NAMES = {"name1": "Koordinator", "name2": "Frivillig", "name3": ""}


@pytest.fixture
def scale(site_tree: SiteTree) -> ScalePage:
    return make_scale(site_tree)


def begin(**more: Any) -> str:
    """Begins a scale of two; returns the address of the one who began."""
    response = Client().post(START, NAMES | more)
    assert response.status_code == 302
    return response["Location"]


def links_of(address: str) -> list[str]:
    """The paths of the seats' links."""
    html = Client().get(address).content.decode()
    found = re.findall(rf'href="[^"]*({START}[^"/]+/)"', html)
    return [path for path in dict.fromkeys(found) if path != address]


def answer(link: str, **rows: str) -> Any:
    return Client().post(link, {"act": "answer", **rows})


def test_nobody_sees_an_answer_before_all_have_answered_and_then_everybody_does(scale: ScalePage) -> None:
    address = begin()
    one, two = links_of(address)
    answer(one, organisation="closed", group_size="open")
    for place in (address, one, two):
        html = read(Client().get(place))
        assert "I er enige i" not in html
        assert "1 af 2 har svaret" in html
        assert not re.search(r'value="closed"[^>]*checked', html)
    answer(two, organisation="open", group_size="open", intake="between")
    for place in (address, one, two):
        html = read(Client().get(place))
        assert "I er enige i 1 af de 2 rækker, som mindst to har svaret på." in html
        assert "Koordinator: lukket 1, åben 1" in html
        assert "Langt fra hinanden" in html


def test_rows_at_opposite_poles_are_to_be_talked_about_first(scale: ScalePage) -> None:
    address = begin()
    one, two = links_of(address)
    answer(one, organisation="closed", ending="between")
    answer(two, organisation="open", ending="open")
    html = read(Client().get(address))
    listed = html.partition("Tal om dem her først")[2].partition("<table")[0]
    assert "1. Centralt organiseret ↔ Decentralt organiseret" in listed
    assert "15." not in listed


def test_own_pairs_are_answered_by_all(scale: ScalePage) -> None:
    address = begin(own="Faste pladser | Frie pladser")
    one, two = links_of(address)
    assert "16. Faste pladser ↔ Frie pladser" in read(Client().get(one))
    answer(one, **{"own-1-choice": "open"})
    answer(two, **{"own-1-choice": "open"})
    assert "I er enige i 1 af de 1 rækker" in read(Client().get(address))


def test_one_answer_alone_is_never_shown(scale: ScalePage) -> None:
    address = begin()
    answer(links_of(address)[0], organisation="closed")
    response = Client().post(address, {"act": "reveal"})
    assert response.status_code == 409
    assert "Mindst to skal have svaret" in read(response)


def test_the_one_who_began_may_show_them_before_and_the_missing_are_named(scale: ScalePage) -> None:
    address = begin(name3="Bestyrelse")
    one, two, _three = links_of(address)
    answer(one, organisation="closed")
    answer(two, organisation="closed")
    for _time in range(2):
        assert Client().post(address, {"act": "reveal"}).status_code == 302
    assert "Bestyrelse har ikke svaret." in read(Client().get(one))
    late = answer(links_of(address)[2], organisation="open")
    assert late.status_code == 409
    assert "Dit kom for sent" in read(late)


def test_a_seat_can_neither_show_nor_delete(scale: ScalePage) -> None:
    address = begin()
    one, two = links_of(address)
    answer(one, organisation="closed")
    answer(two, organisation="none", group_size="open")
    for act in ("reveal", "remove", "nonsense"):
        Client().post(one, {"act": act})
    assert JointScale.objects.count() == 1


def test_an_answer_without_a_row_is_none(scale: ScalePage) -> None:
    response = answer(links_of(begin())[0])
    assert response.status_code == 409
    assert "Svar på mindst én række." in read(response)


def test_taking_back_deletes_the_answer_closes_the_link_and_shows_nothing(scale: ScalePage) -> None:
    address = begin(name3="Bestyrelse")
    one, two, three = links_of(address)
    answer(one, organisation="closed")
    answer(two, organisation="closed")
    assert "Det er slettet" in read(Client().post(three, {"act": "withdraw"}))
    assert Client().get(three).status_code == 404
    assert Client().post(three, {"act": "withdraw"}).status_code == 404
    assert "I er enige" not in read(Client().get(address))
    assert JointSeat.objects.count() == 2


def test_the_last_who_withdraws_takes_it_all_along(scale: ScalePage) -> None:
    address = begin()
    for link in links_of(address):
        Client().post(link, {"act": "withdraw"})
    assert JointScale.objects.count() == 0
    assert Client().get(address).status_code == 404


def test_the_one_who_began_deletes_it_for_all(scale: ScalePage) -> None:
    address = begin()
    one = links_of(address)[0]
    assert "Det er slettet" in read(Client().post(address, {"act": "remove"}))
    assert Client().get(one).status_code == 404
    assert (JointScale.objects.count(), JointSeat.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name2": ""}, "Skriv, hvem der svarer"),
        ({"name2": "koordinator"}, "En anden har det navn"),
        ({"name2": "010180-1234"}, "CPR-nummer"),
        ({"own": "kun én side"}, "som to sider med en lodret streg imellem"),
        ({"own": "\n".join(["a | b"] * 11)}, "Skriv højst 10 egne par."),
        ({"own": "010180-1234 | b"}, "CPR-nummer"),
    ],
)
def test_what_cannot_be_begun_is_told_at_its_field(scale: ScalePage, typed: dict[str, str], words: str) -> None:
    response = Client().post(START, NAMES | typed)
    assert response.status_code == 422
    assert words in read(response)
    assert JointScale.objects.count() == 0


@pytest.mark.engines
def test_a_second_answer_takes_the_place_of_the_first_until_it_is_shown() -> None:
    token = joint_scales.start(["A", "B"], [OwnRow("x", "y")], now=NOW)
    holder = joint_scales.find(token, today=TODAY)
    assert holder is not None
    one, two = joint_scales.seats_of(holder.scale)
    for choice in ("closed", "open"):
        joint_scales.answer(one, Sheet({"intake": choice}), now=NOW)
    joint_scales.answer(two, Sheet({"intake": "open"}), now=NOW)
    holder.scale.refresh_from_db()
    assert [dict(sheet.answers) for _name, sheet in joint_scales.shown(holder.scale)] == [{"intake": "open"}] * 2
    with pytest.raises(Refused):
        joint_scales.answer(one, Sheet({"intake": "closed"}), now=NOW)


def test_names_and_answers_are_sealed_and_links_are_hashes(scale: ScalePage) -> None:
    from django.db import connection

    address = begin(name1="Kanariefugl")
    answer(links_of(address)[0], organisation="closed")
    tokens = [path.rstrip("/").rpartition("/")[2] for path in (address, *links_of(address))]
    with connection.cursor() as cursor:
        for table in ("peerhub_jointscale", "peerhub_jointseat"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - our own table
            stored = repr(cursor.fetchall())
            assert "Kanariefugl" not in stored
            assert not any(token in stored for token in tokens)


def test_it_is_deleted_after_thirty_days() -> None:
    token = joint_scales.start(["A", "B"], [], now=NOW)
    assert ACTS["joint_scales_expired"](NOW + timedelta(days=30)) == 0
    assert joint_scales.find(token, today=TODAY + timedelta(days=31)) is None
    assert ACTS["joint_scales_expired"](NOW + timedelta(days=31)) == 1
