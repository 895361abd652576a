"""Translations: real segments, never a silent alias, and hand edits that a re-sync leaves alone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from accounts.models import User
from home.demo.translate import translate
from home.domain.reviews import untranslated
from home.domain.translations import outdated_pages
from home.models import ContentPage
from tests.fixtures.sites import SiteTree

pytestmark = pytest.mark.django_db
Captured = Callable[..., Any]


@pytest.fixture
def english() -> Locale:
    return Locale.objects.get(language_code="en")


@pytest.fixture
def page(site_tree: SiteTree, english: Locale, django_capture_on_commit_callbacks: Captured) -> ContentPage:
    """A Danish page of two paragraphs with its English translation."""
    made = ContentPage(title="Hjælp", slug="hjaelp", summary="Om hjælp.", locale=site_tree.section.locale)
    made.body = [{"type": "text", "id": "1f0c2f0e-9d7a-4a53-9d0b-3f7f0a1c2b61", "value": "<p>Første.</p><p>Anden.</p>"}]
    site_tree.section.add_child(instance=made)
    made.save_revision().publish()
    twin = ContentPage(title="Help", slug="help", summary="About help.")
    twin.body = [{"type": "text", "id": "1f0c2f0e-9d7a-4a53-9d0b-3f7f0a1c2b61", "value": "<p>First.</p><p>Second.</p>"}]
    with django_capture_on_commit_callbacks(execute=True):
        translate(made, twin, english)
    return made


def in_english(page: ContentPage) -> ContentPage:
    return ContentPage.objects.get(translation_key=page.translation_key, locale__language_code="en")


def resync(page: ContentPage, english: Locale, captured: Captured) -> None:
    """What the editor's "Sync translated pages" does."""
    source, _made = TranslationSource.update_or_create_from_instance(page)
    with captured(execute=True):
        for translation in source.translations.filter(target_locale=english, enabled=True):
            translation.save_target(publish=True)


def test_a_translation_is_made_of_its_segments(page: ContentPage, stranger: Client) -> None:
    twin = in_english(page)
    assert (twin.title, twin.slug, twin.live, twin.alias_of) == ("Help", "help", True, None)
    answer = stranger.get("/en/peer-groups/help/")
    assert "First." in answer.text
    assert "Første" not in answer.text


def test_a_changed_paragraph_waits_for_its_words_and_the_others_stay(
    page: ContentPage, english: Locale, django_capture_on_commit_callbacks: Captured
) -> None:
    page.body = [{"type": "text", "id": page.body[0].id, "value": "<p>Første.</p><p>Ny anden.</p>"}]
    page.save_revision().publish()
    source, _made = TranslationSource.update_or_create_from_instance(page)
    segments = StringSegment.objects.filter(source=source).annotate_translation(english).select_related("string")
    waiting = [segment.string.data for segment in segments if segment.translation is None]
    assert waiting == ["Ny anden."]
    assert in_english(page).body[0].value.source.count("First.") == 1


def test_words_edited_in_the_translation_survive_a_resync(
    page: ContentPage, english: Locale, django_capture_on_commit_callbacks: Captured
) -> None:
    edited = StringTranslation.objects.get(locale=english, data="First.")
    edited.data = "First of all."
    edited.save()
    page.summary = "Om hjælp, nu."
    page.save_revision().publish()
    for _twice in range(2):
        resync(page, english, django_capture_on_commit_callbacks)
    assert "First of all." in in_english(page).body[0].value.source


def test_a_page_edited_by_hand_is_never_overwritten(
    page: ContentPage, english: Locale, django_capture_on_commit_callbacks: Captured
) -> None:
    Translation.objects.filter(source__object_id=page.translation_key, target_locale=english).update(enabled=False)
    twin = in_english(page)
    twin.body = [{"type": "text", "id": twin.body[0].id, "value": "<p>Written by hand.</p>"}]
    twin.save_revision().publish()
    page.body = [{"type": "text", "id": page.body[0].id, "value": "<p>Helt nyt.</p>"}]
    page.save_revision().publish()
    resync(page, english, django_capture_on_commit_callbacks)
    assert "Written by hand." in in_english(page).body[0].value.source


def test_publishing_danish_makes_no_english_page(site_tree: SiteTree) -> None:
    page = ContentPage(title="Kun dansk", slug="kun-dansk", locale=site_tree.section.locale)
    before = untranslated().count()
    site_tree.section.add_child(instance=page)
    page.save_revision().publish()
    assert not ContentPage.objects.filter(translation_key=page.translation_key, locale__language_code="en").exists()
    assert untranslated().count() == before + 1


def test_a_source_changed_later_counts_as_outdated(page: ContentPage) -> None:
    assert outdated_pages().count() == 0
    page.summary = "Nyt resumé."
    page.save_revision().publish()
    TranslationSource.update_or_create_from_instance(page)
    assert outdated_pages().count() == 1


def test_a_translator_opens_the_translation_and_an_editor_may_not_start_one(
    page: ContentPage, translator: User, editor: User, site_tree: SiteTree, client_as: Callable[..., Client]
) -> None:
    twin = in_english(page)
    answer = client_as(translator).get(reverse("wagtailadmin_pages:edit", args=[twin.pk]))
    assert answer.status_code == 200
    submit = reverse("wagtail_localize:submit_page_translation", args=[site_tree.content.pk])
    assert client_as(editor).get(submit).status_code == 302
