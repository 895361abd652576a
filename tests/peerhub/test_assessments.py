"""Sheets of organisations: kept in versions, compared, made a scheme's format; who may see which."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent
from peerhub.domain import assessments
from peerhub.domain.assessments import Words
from peerhub.domain.sheets import Sheet
from peerhub.enums import SchemeAxis
from peerhub.models import SchemeAssessment
from peerhub.pairs import EXAMPLE

from .making import make_programme
from .setup_guide import sheet
from .test_scale import read

pytestmark = pytest.mark.django_db
LIST = "/koordinator/skalaer/"
SignIn = Callable[..., Client]


def make_sheet(by: Any, organisation: str = "Foreningen", region: str = "", **answers: str) -> SchemeAssessment:
    content = Sheet({**dict.fromkeys(SchemeAxis.values, "none"), **answers}).as_json()
    return assessments.keep_for(organisation, Words("Ordning", content), region=region, by=by, now=timezone.now())


def sent(**more: Any) -> dict[str, Any]:
    return sheet(act="save", kept_for="Foreningen", title="Vores", region="", once=str(uuid.uuid4()), **more)


def test_a_coordinator_keeps_a_sheet_and_a_second_press_makes_no_other(coordinator: Any, client_as: SignIn) -> None:
    client, form = client_as(coordinator), sent()
    places = {client.post(f"{LIST}ny/", form)["Location"] for _time in range(2)}
    made = SchemeAssessment.objects.get()
    assert places == {reverse("assessment", args=[made.pk])}
    assert (made.organisation, made.delete_after) == ("Foreningen", None)
    assert AccessEvent.objects.filter(action="assessment.kept").count() == 1
    html = read(client.get(places.pop()))
    assert "<h1>Foreningen: Vores</h1>" in html
    assert "Lukket 5½ point · Åben 9½ point" in html


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"kept_for": ""}, "Skriv organisationens navn."),
        ({"kept_for": "010180-1234"}, "CPR-nummer"),
        ({"note": "010180-1234"}, "CPR-nummer"),
        ({"region": "atlantis"}, "Vælg"),
        ({"own-1-closed": "kun én"}, "Skriv begge sider af jeres egen række 1."),
    ],
)
def test_what_cannot_be_kept_is_told_at_its_field(
    coordinator: Any, client_as: SignIn, typed: dict[str, str], words: str
) -> None:
    response = client_as(coordinator).post(f"{LIST}ny/", sent() | typed)
    assert response.status_code == 422
    assert words in read(response)
    assert SchemeAssessment.objects.count() == 0


def test_a_change_is_a_new_version_and_a_late_window_overwrites_nothing(coordinator: Any, client_as: SignIn) -> None:
    kept, client = make_sheet(coordinator, intake="closed"), client_as(coordinator)
    change = reverse("assessment_change", args=[kept.pk])
    assert client.post(change, sent(version="1")).status_code == 302
    late = client.post(change, sent(version="1", intake="open"))
    assert late.status_code == 409
    assert "3. Runder med lukkede grupper ↔ Blivende åbne grupper" in read(late)
    kept.refresh_from_db()
    assert kept.version == 2
    assert "Lukket 1 point · Åben 0 point" in read(client.get(reverse("assessment", args=[kept.pk]), {"version": "1"}))


def test_sheets_stand_side_by_side(coordinator: Any, client_as: SignIn) -> None:
    one, two = make_sheet(coordinator, "Den ene", intake="closed"), make_sheet(coordinator, "Den anden", intake="open")
    client = client_as(coordinator)
    html = read(client.get(f"{LIST}sammen/", {"skala": [one.pk, two.pk, uuid.uuid4(), "x"]}))
    assert "Den ene: Ordning" in html
    assert "Den anden: Ordning" in html
    assert "Langt fra hinanden" in html
    assert "Der er ikke valgt nogen ark." in read(client.get(f"{LIST}sammen/"))


def test_a_sheet_becomes_the_format_of_a_scheme_and_skipped_rows_stay(coordinator: Any, client_as: SignIn) -> None:
    programme = make_programme()
    kept = make_sheet(coordinator, grouping="closed", ending="between")
    client, address = client_as(coordinator), reverse("assessment_apply", args=[kept.pk])
    for _time in range(2):
        response = client.post(address, {"programme": programme.code})
        assert response["Location"] == reverse("programme", args=[programme.code])
    programme.refresh_from_db()
    assert (programme.grouping, programme.ending) == ("closed", "between")
    assert {axis: choice for axis, choice in programme.choices.items() if axis not in ("grouping", "ending")} == {
        axis: choice for axis, choice in EXAMPLE.items() if axis not in ("grouping", "ending")
    }
    assert AccessEvent.objects.filter(action="programme.changed").count() == 1


def test_an_empty_sheet_sets_nothing_up_and_says_so(coordinator: Any, client_as: SignIn) -> None:
    programme, kept = make_programme(), make_sheet(coordinator)
    client = client_as(coordinator)
    for code in (programme.code, "findes-ikke"):
        response = client.post(reverse("assessment_apply", args=[kept.pk]), {"programme": code}, follow=True)
        assert "ikke noget at overføre" in read(response) or "Vælg" in read(response)
    assert AccessEvent.objects.filter(action="programme.changed").count() == 0


def test_a_coordinator_of_a_region_sees_theirs_and_the_countrys_and_sets_no_scheme(
    coordinator: Any, coordinator_midt: Any, client_as: SignIn
) -> None:
    programme = make_programme()
    names = {"": "Landet", "midtjylland": "Midt", "hovedstaden": "Hovedstaden"}
    made = {region: make_sheet(coordinator, name, region, intake="closed") for region, name in names.items()}
    client = client_as(coordinator_midt)
    html = read(client.get(LIST))
    assert [name in html for name in names.values()] == [True, True, False]
    assert client.get(reverse("assessment", args=[made["hovedstaden"].pk])).status_code == 404
    apply = reverse("assessment_apply", args=[made["midtjylland"].pk])
    assert client.post(apply, {"programme": programme.code}).status_code == 404
    assert 'value="hovedstaden"' not in read(client.get(f"{LIST}ny/"))


def test_what_is_kept_behind_a_link_is_no_coordinators(coordinator: Any, client_as: SignIn) -> None:
    assessments.keep("scale", Words("Kanariefugl", Sheet().as_json()), now=timezone.now())
    kept = SchemeAssessment.objects.get()
    client = client_as(coordinator)
    assert "Kanariefugl" not in read(client.get(LIST))
    assert client.get(reverse("assessment", args=[kept.pk])).status_code == 404


def test_deleting_takes_every_version_and_twice_is_not_found(coordinator: Any, client_as: SignIn) -> None:
    kept, client = make_sheet(coordinator), client_as(coordinator)
    address = reverse("assessment_remove", args=[kept.pk])
    assert client.post(address)["Location"] == LIST
    assert client.post(address).status_code == 404
    assert SchemeAssessment.objects.count() == 0


@pytest.mark.parametrize("form", ["pdf", "csv", "json"])
def test_a_sheet_is_taken_along_as_a_file(coordinator: Any, client_as: SignIn, form: str) -> None:
    kept = make_sheet(coordinator, intake="closed")
    response = client_as(coordinator).get(reverse("assessment_file", args=[kept.pk, form]))
    assert response.status_code == 200
    assert f".{form}" in response["Content-Disposition"]
    assert client_as(coordinator).get(reverse("assessment_file", args=[kept.pk, "xml"])).status_code == 404


def test_the_list_asks_as_often_for_three_sheets_as_for_one(coordinator: Any, client_as: SignIn) -> None:
    client, counts = client_as(coordinator), []
    for number in (1, 2):
        for place in range(number):
            make_sheet(coordinator, f"Forening {number}{place}")
        client.get(LIST)
        with CaptureQueriesContext(connection) as asked:
            client.get(LIST)
        counts.append(len(asked))
    assert counts[0] == counts[1]


ADDRESSES = ["", "ny/", "sammen/", "{}/", "{}/ret/", "{}/fil/pdf/"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("who", ["participant", "trainer", "outsider"])
def test_others_are_kept_out_and_may_change_nothing(
    request: pytest.FixtureRequest, coordinator: Any, client_as: SignIn, address: str, who: str
) -> None:
    kept = make_sheet(coordinator)
    client = client_as(request.getfixturevalue(who))
    assert client.get(LIST + address.format(kept.pk)).status_code == 403
    for act in ("ordning", "slet"):
        assert client.post(f"{LIST}{kept.pk}/{act}/").status_code == 403
    assert SchemeAssessment.objects.count() == 1


@pytest.mark.parametrize("address", ADDRESSES)
def test_strangers_are_asked_to_sign_in(coordinator: Any, stranger: Client, address: str) -> None:
    assert stranger.get(LIST + address.format(make_sheet(coordinator).pk)).status_code == 302


def test_wrong_methods_are_refused(coordinator: Any, client_as: SignIn) -> None:
    kept, client = make_sheet(coordinator), client_as(coordinator)
    assert client.delete(LIST).status_code == 405
    assert client.put(f"{LIST}ny/").status_code == 405
    assert client.get(f"{LIST}{kept.pk}/slet/").status_code == 405
    assert client.get(f"{LIST}{kept.pk}/ordning/").status_code == 405
