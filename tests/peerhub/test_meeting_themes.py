"""A theme of the resource kit at a meeting: chosen on the forms, shown with its questions, printed in the pack; and a
theme that is renamed or taken away breaks nothing."""

import subprocess
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from outbox.domain.delivery import deliver_due
from outbox.models import Message
from peerhub.domain import meetings, watching
from peerhub.domain.group_access import link_for
from peerhub.models import GroupMeeting, KitPage, ThemePage
from tests.conftest import NOW

from .meeting import DAY, agreed, begun, fresh
from .test_kit import kit_page as kit_page
from .test_kit import make_theme
from .test_own_group import FORM, body, page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("consent_texts")]


@pytest.fixture(autouse=True)
def _today(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def theme(kit_page: KitPage) -> ThemePage:
    return make_theme(kit_page)


def key_of(theme: ThemePage) -> str:
    return str(theme.translation_key)


def words_of(content: bytes, folder: Any) -> str:
    file = folder / "pack.pdf"
    file.write_bytes(content)
    return subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True).stdout  # noqa: S603, S607


@pytest.mark.parametrize(("typed", "words"), [("", "Pauser"), ("Ro på", "Ro på")])
def test_a_theme_is_chosen_when_a_meeting_is_planned(
    theme: ThemePage, coordinator: Any, client_as: Any, typed: str, words: str
) -> None:
    group, (anna, _bo) = begun(2, by=coordinator)
    client = client_as(anna.person)
    sent = FORM | {"from_kit": key_of(theme), "theme": typed}
    assert client.post(page("meeting_new", group.pk), sent).status_code == 302
    made = GroupMeeting.objects.get(group=group)
    assert (made.theme_slug, made.theme) == (key_of(theme), words)
    edit = page("meeting_edit", group.pk, made.pk)
    assert f'value="{key_of(theme)}" selected' in body(client.get(edit))
    for _time in range(2):
        assert client.post(edit, FORM | {"from_kit": "", "theme": "Noget andet"}).status_code == 302
    assert (fresh(made).theme_slug, fresh(made).theme) == ("", "Noget andet")


@pytest.mark.parametrize("wrong", ["ukendt", "00000000-0000-4000-8000-000000000000", "\x00", "a" * 300])
def test_a_theme_that_is_not_offered_is_refused_and_what_was_typed_stays(
    theme: ThemePage, coordinator: Any, client_as: Any, wrong: str
) -> None:
    group, (anna, _bo) = begun(2, by=coordinator)
    answer = client_as(anna.person).post(page("meeting_new", group.pk), FORM | {"from_kit": wrong})
    assert answer.status_code == 422
    assert "Biblioteket" in body(answer)
    assert not group.meetings.exists()


def test_another_theme_of_the_kit_brings_its_own_title(
    theme: ThemePage, kit_page: KitPage, coordinator: Any, client_as: Any
) -> None:
    other = make_theme(kit_page, "Venner")
    group, (anna, _bo) = begun(2, by=coordinator)
    made = agreed(group, anna, theme="Pauser", theme_slug=key_of(theme))
    sent = FORM | {"from_kit": key_of(other), "theme": "Pauser"}
    client_as(anna.person).post(page("meeting_edit", group.pk, made.pk), sent)
    assert (fresh(made).theme, fresh(made).theme_slug) == ("Venner", key_of(other))


def test_the_end_of_a_meeting_chooses_the_next_theme(
    theme: ThemePage, coordinator: Any, client_as: Any, time_machine: Any
) -> None:
    group, (anna, bo) = begun(2, by=coordinator)
    made = agreed(group, anna)
    time_machine.move_to(NOW + 21 * DAY + timedelta(hours=1), tick=False)
    client = client_as(anna.person)
    address = page("own_meeting", group.pk, made.pk)
    assert "Tema fra kufferten" in body(client.get(address))
    sent = {"act": "wrap", "attended": "2", "day": "2027-02-01", "hour": "17.00", "until": "19.00", "theme": ""}
    for _twice in range(2):
        client.post(address, sent | {"place": "Salen", "from_kit": key_of(theme), "leads": str(bo.pk)})
    coming = group.meetings.exclude(pk=made.pk).get()
    assert (coming.theme, coming.theme_slug) == ("Pauser", key_of(theme))


def test_the_page_shows_title_link_and_questions_to_members_alone(
    theme: ThemePage, coordinator: Any, outsider: Any, client_as: Any
) -> None:
    group, (anna, bo) = begun(2, by=coordinator)
    made = agreed(group, anna, theme_slug=key_of(theme))
    for client, address in (
        (client_as(bo.person), page("own_meeting", group.pk, made.pk)),
        (Client(), reverse("member_meeting", args=[link_for(made.pk, bo.pk)])),
    ):
        seen = body(client.get(address))
        for words in (f'href="{theme.url}"', "Hvornår holder du pauser?", "To minutter"):
            assert words in seen
    assert client_as(outsider).get(page("own_meeting", group.pk, made.pk)).status_code == 404


def test_a_theme_renamed_is_the_same_and_one_taken_away_breaks_nothing(
    theme: ThemePage, coordinator: Any, client_as: Any
) -> None:
    group, (anna, _bo) = begun(2, by=coordinator)
    made = agreed(group, anna, theme_slug=key_of(theme))
    address, client = page("own_meeting", group.pk, made.pk), client_as(anna.person)
    theme.title, theme.slug = "Hvile", "hvile"
    theme.save_revision().publish()
    assert "Hvile" in body(client.get(address))
    theme.unpublish()
    gone = client.get(address)
    assert gone.status_code == 200
    assert "Hvornår holder du pauser?" not in body(gone)
    assert "Pauser" in body(gone)
    edit = page("meeting_edit", group.pk, made.pk)
    assert client.post(edit, FORM | {"from_kit": key_of(theme), "theme": "Pauser"}).status_code == 302
    assert fresh(made).theme_slug == key_of(theme)
    ThemePage.objects.all().delete()
    assert client.get(address).status_code == 200
    assert client.get(page("own_meeting_pack", group.pk, made.pk)).status_code == 200


class TestThePack:
    def test_it_holds_agenda_questions_and_boxes_and_names_nobody(
        self, theme: ThemePage, coordinator: Any, client_as: Any, tmp_path: Any
    ) -> None:
        group, (anna, bo) = begun(2, by=coordinator)
        made = agreed(group, anna, theme_slug=key_of(theme), agenda="Ankomst\nTemaet")
        answer = client_as(anna.person).get(page("own_meeting_pack", group.pk, made.pk))
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        assert answer["Cache-Control"] == "private, no-store"
        words = words_of(answer.content, tmp_path)
        for wanted in ("Ankomst", "Hvornår holder du pauser?", "Når du er tovholder", "Hvor mange kom"):
            assert wanted in words
        for member in (anna, bo):
            assert member.person.first_name not in words
            assert member.person.email not in words

    def test_it_is_for_members_who_are_signed_in(self, coordinator: Any, outsider: Any, client_as: Any) -> None:
        group, (anna, _bo) = begun(2, by=coordinator)
        other, (foreign, _dora) = begun(2, by=coordinator, slug="efteraar-2027")
        made = agreed(group, anna)
        address = page("own_meeting_pack", group.pk, made.pk)
        assert Client().get(address).status_code == 302
        assert {client_as(one).get(address).status_code for one in (outsider, foreign.person, coordinator)} == {404}
        client = client_as(anna.person)
        assert client.post(address).status_code == 405
        assert client.get(page("own_meeting_pack", other.pk, made.pk)).status_code == 404
        assert client.get(page("own_meeting_pack", group.pk, uuid4())).status_code == 404

    def test_a_meeting_without_day_agenda_and_theme_has_one_too(self, coordinator: Any, client_as: Any) -> None:
        group, (anna, _bo) = begun(2, by=coordinator)
        bare = {"kind": "theme", "form": "physical", "theme": "", "place": "", "link": ""}
        [made] = meetings.plan(group, bare, by=anna.person, now=NOW)
        assert client_as(anna.person).get(page("own_meeting_pack", group.pk, made.pk)).status_code == 200

    def test_the_mail_leads_to_it_and_names_no_theme(
        self, theme: ThemePage, coordinator: Any, time_machine: Any, mailoutbox: Any
    ) -> None:
        group, (anna, _bo) = begun(2, by=coordinator)
        made = agreed(group, anna, theme="Min sorg", theme_slug=key_of(theme))
        Message.objects.all().delete()
        near = NOW + 16 * DAY
        time_machine.move_to(near, tick=False)
        watching.send_packs(near)
        deliver_due(now=near)
        [mail] = mailoutbox
        assert page("own_meeting_pack", group.pk, made.pk) in mail.body
        assert "Min sorg" not in mail.body
        assert "pauser" not in mail.body.lower()
