"""The editors' day: write, be held back by what is missing, have it approved, schedule, expire."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, WorkflowState
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from accounts.models import User
from home.domain import checks
from home.domain.schedule import publish_scheduled
from home.models import ContentPage
from tests.fixtures.sites import SiteTree

pytestmark = pytest.mark.django_db
COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def form(owner: User | None = None, **changes: Any) -> dict[str, Any]:
    """What the page editor posts for a content page."""
    data = {
        "title": "En ny side",
        "slug": "en-ny-side",
        "summary": "Kort om siden.",
        "seo_title": "",
        "search_description": "",
        "social_image": "",
        "content_owner": owner.pk if owner else "",
        "review_on": "2027-11-22",
        "go_live_at": "",
        "expire_at": "",
        "body": streamfield([("text", rich_text("<p>Her står lidt tekst.</p>"))]),
        "comments": inline_formset([]),
    }
    return nested_form_data({**data, **changes})


def add(client: Client, parent: Page, data: dict[str, Any]) -> Any:
    return client.post(reverse("wagtailadmin_pages:add", args=["home", "contentpage", parent.pk]), data)


def test_an_editor_saves_a_draft_with_things_missing(
    site_tree: SiteTree, editor: User, client_as: Callable[..., Client]
) -> None:
    answer = add(client_as(editor), site_tree.section, form(summary="", review_on=""))
    assert answer.status_code == 302
    page = ContentPage.objects.get(slug="en-ny-side")
    assert (page.live, page.plain_text) == (False, "Her står lidt tekst.")


def test_publishing_is_held_back_until_everything_is_there(
    site_tree: SiteTree, moderator: User, client_as: Callable[..., Client]
) -> None:
    client = client_as(moderator)
    data = {**form(summary="", review_on=""), "action-publish": "1"}
    answer = add(client, site_tree.section, data)
    assert answer.status_code == 200
    errors = answer.context["form"].errors
    assert {"summary", "review_on", "content_owner"} <= set(errors)
    assert answer.context["form"]["title"].value() == "En ny side"
    assert not ContentPage.objects.filter(slug="en-ny-side").exists()

    answer = add(client, site_tree.section, {**form(moderator), "action-publish": "1"})
    assert answer.status_code == 302
    assert ContentPage.objects.get(slug="en-ny-side").live


def test_an_editor_cannot_publish_but_sends_for_review_and_a_moderator_approves(
    site_tree: SiteTree, editor: User, moderator: User, client_as: Callable[..., Client]
) -> None:
    writer = client_as(editor)
    add(writer, site_tree.section, {**form(editor), "action-publish": "1"})
    page = ContentPage.objects.get(slug="en-ny-side")
    assert not page.live
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    writer.post(edit, {**form(editor), "action-submit": "1"})
    state = WorkflowState.objects.get(object_id=str(page.pk))
    assert state.status == WorkflowState.STATUS_IN_PROGRESS

    task = state.current_task_state
    approve = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
    writer.post(approve)
    page.refresh_from_db()
    assert not page.live
    client_as(moderator).post(approve)
    page.refresh_from_db()
    assert page.live


def test_a_page_goes_live_and_expires_at_its_time(site_tree: SiteTree, time_machine: Any) -> None:
    page = ContentPage(title="Planlagt", slug="planlagt", locale=site_tree.section.locale, live=False)
    site_tree.section.add_child(instance=page)
    start = timezone.now().replace(microsecond=0)
    page.go_live_at = start + timedelta(hours=1)
    page.expire_at = start + timedelta(hours=3)
    page.save_revision().publish()
    time_machine.move_to(start + timedelta(minutes=59), tick=False)
    assert publish_scheduled(timezone.now()) == 0
    time_machine.move_to(start + timedelta(minutes=61), tick=False)
    assert publish_scheduled(timezone.now()) == 1
    page.refresh_from_db()
    assert page.live
    assert publish_scheduled(timezone.now()) == 0
    time_machine.move_to(start + timedelta(hours=3, minutes=1), tick=False)
    assert publish_scheduled(timezone.now()) == 1
    page.refresh_from_db()
    assert (page.live, page.expired) == (False, True)


def test_a_section_editor_writes_in_that_section_only(
    site_tree: SiteTree, make_person: Callable[..., User], client_as: Callable[..., Client]
) -> None:
    person = make_person("afsnit", "editor", section="peer-grupper")
    client = client_as(person)
    assert list(person.groups.values_list("name", flat=True)) == ["Rolle: editor (peer-grupper)"]
    assert add(client, site_tree.section, form()).status_code == 302
    outside = client.get(reverse("wagtailadmin_pages:edit", args=[site_tree.article.pk]))
    assert outside.status_code == 302
    assert outside["Location"] == reverse("wagtailadmin_home")


def test_a_section_made_later_takes_up_its_waiting_editors(
    site_tree: SiteTree, make_person: Callable[..., User]
) -> None:
    person = make_person("senere", "editor", section="ny-sektion")
    assert not person.groups.exists()
    page = type(site_tree.section)(title="Ny sektion", slug="ny-sektion", locale=site_tree.home.locale)
    site_tree.home.add_child(instance=page)
    page.save_revision().publish()
    assert list(person.groups.values_list("name", flat=True)) == ["Rolle: editor (ny-sektion)"]


@pytest.mark.parametrize(
    ("role", "name", "status"),
    [
        ("editor", "wagtailadmin_explore_root", 200),
        ("editor", "wagtailimages:index", 200),
        ("editor", "wagtailredirects:index", 302),
        ("editor", "wagtailusers_groups:index", 302),
        ("editor", "wagtailusers_users:index", 302),
        ("moderator", "wagtailredirects:index", 200),
        ("moderator", "wagtailusers_users:index", 302),
        ("translator", "wagtailredirects:index", 302),
        ("translator", "wagtailimages:add", 302),
        ("administrator", "wagtailredirects:index", 200),
        ("administrator", "wagtailadmin_workflows:index", 200),
        ("administrator", "wagtailusers_users:index", 302),
    ],
)
def test_each_role_opens_what_it_needs_and_no_more(
    site_tree: SiteTree,
    make_person: Callable[..., User],
    client_as: Callable[..., Client],
    role: str,
    name: str,
    status: int,
) -> None:
    assert client_as(make_person("rolle", role)).get(reverse(name)).status_code == status


def test_nobody_is_a_superuser_and_wagtails_own_groups_are_gone(everybody: dict[str, User]) -> None:
    assert not User.objects.filter(is_superuser=True).exists()
    assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()


def test_the_checks_name_what_is_wrong_with_a_body(site_tree: SiteTree) -> None:
    page = site_tree.content
    page.body = [
        ("text", '<h2>Først</h2><h4>Spring</h4><p><a href="">tom</a> <a href="https://example.org/">klik her</a></p>'),
        ("film", {"title": "Uden tekst", "length": "3 min.", "url": "https://vimeo.com/12", "captioned": False}),
    ]
    messages = " ".join(str(message) for _field, message in checks.faults(page))
    for words in ["springer fra niveau 2 til 4", "Et link er tomt", "mangler undertekster"]:
        assert words in messages
    assert any("klik her" in str(message) for message in checks.warnings(page))


def test_the_checks_warn_of_heavy_language(site_tree: SiteTree) -> None:
    heavy = (
        "Virksomhedsansvarlige organisationsudviklingskonsulenter implementerer kompetenceudviklingsinitiativer. " * 20
    )
    site_tree.content.body = [("text", f"<p>{heavy}</p>")]
    assert any("LIX" in str(message) for message in checks.warnings(site_tree.content))
    site_tree.content.body = [("text", f"<p>{'Vi ses i dag. ' * 40}</p>")]
    assert not any("LIX" in str(message) for message in checks.warnings(site_tree.content))


def test_the_editor_and_its_previews_open_for_every_page_type(
    site_tree: SiteTree, moderator: User, client_as: Callable[..., Client]
) -> None:
    client = client_as(moderator)
    for name, page in site_tree.pages.items():
        assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200, name
        for mode in ("", "card"):
            made = page.make_preview_request(client.get("/").wsgi_request, mode)
            assert made.status_code == 200, (name, mode)


def test_the_editors_front_page_tells_what_needs_them(
    site_tree: SiteTree, moderator: User, client_as: Callable[..., Client]
) -> None:
    site_tree.content.review_on = date(2020, 1, 1)
    site_tree.content.save()
    answer = client_as(moderator).get(reverse("wagtailadmin_home"))
    assert answer.status_code == 200
    assert "sider skulle være gennemgået nu" in answer.text


def test_scheduled_times_are_copenhagens(
    site_tree: SiteTree, moderator: User, client_as: Callable[..., Client]
) -> None:
    data = {**form(moderator, go_live_at="2027-07-01 09:00"), "action-publish": "1"}
    assert add(client_as(moderator), site_tree.section, data).status_code == 302
    page = ContentPage.objects.get(slug="en-ny-side").get_latest_revision_as_object()
    assert page.go_live_at == datetime(2027, 7, 1, 9, tzinfo=COPENHAGEN)
