"""The resource kit: its front page, a theme on the web and as PDF, and what groups may choose among."""

import subprocess
from typing import Any

import pytest
from django.test import Client

from peerhub.domain import kit
from peerhub.models import KitPage, ThemePage
from tests.fixtures.sites import SiteTree

pytestmark = pytest.mark.django_db


@pytest.fixture
def kit_page(site_tree: SiteTree) -> KitPage:
    made = KitPage(title="Kufferten", slug="kufferten", locale=site_tree.section.locale)
    site_tree.section.add_child(instance=made)
    return made


def make_theme(kit_page: KitPage, title: str = "Pauser", **more: Any) -> ThemePage:
    guide = [
        {"type": "question", "value": f"Hvornår holder du {title.lower()}?"},
        {"type": "exercise", "value": {"title": "To minutter", "text": "Sid stille sammen."}},
    ]
    body = [{"type": "text", "value": "<h3>Hvorfor</h3><p>Det træter at lytte.</p>"}]
    made = ThemePage(title=title, slug=title.lower(), minutes=45, locale=kit_page.locale, **more)
    made.guide = ThemePage._meta.get_field("guide").to_python(guide)
    made.body = ThemePage._meta.get_field("body").to_python(body)
    kit_page.add_child(instance=made)
    return made


@pytest.mark.parametrize("number", [1, 3])
def test_the_front_page_shows_every_theme_for_the_same_queries(
    kit_page: KitPage, number: int, django_assert_num_queries: Any
) -> None:
    for one in range(number):
        make_theme(kit_page, f"Tema{one}")
    address = kit_page.url
    Client().get(address)
    with django_assert_num_queries(6):
        text = Client().get(address).text
    assert [f"Tema{one}" in text for one in range(number)] == [True] * number


def test_a_theme_has_its_knowledge_its_questions_and_its_length(kit_page: KitPage) -> None:
    theme = make_theme(kit_page)
    text = Client().get(theme.url).text
    for words in ("Det træter at lytte.", "Hvornår holder du pauser?", "To minutter", "45 minutter"):
        assert words in text
    assert text.index("Hvornår holder du pauser?") < text.index("To minutter")


def test_a_theme_is_a_tagged_pdf_too(kit_page: KitPage, tmp_path: Any) -> None:
    answer = Client().get(f"{make_theme(kit_page).url}pdf/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    file = tmp_path / "theme.pdf"
    file.write_bytes(answer.content)
    words = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, check=True).stdout  # noqa: S603, S607
    assert "Hvornår holder du pauser?" in words
    told = subprocess.run(["pdfinfo", str(file)], capture_output=True, text=True, check=True).stdout  # noqa: S603, S607
    assert "Tagged:          yes" in told


def test_themes_are_read_only(kit_page: KitPage) -> None:
    theme = make_theme(kit_page)
    for address in (kit_page.url, theme.url, f"{theme.url}pdf/"):
        assert Client().post(address).status_code == 405


def test_a_draft_is_nobodys(kit_page: KitPage) -> None:
    theme = make_theme(kit_page, live=False)
    assert Client().get(f"{kit_page.url}pauser/").status_code == 404
    assert "Pauser" not in Client().get(kit_page.url).text
    assert kit.themes_to_choose("da") == []
    assert kit.theme_of(str(theme.translation_key), "da") is None


@pytest.mark.parametrize("number", [1, 3])
def test_groups_choose_among_the_published_themes(
    kit_page: KitPage, number: int, django_assert_num_queries: Any
) -> None:
    made = [make_theme(kit_page, f"Tema{one}") for one in range(number)]
    with django_assert_num_queries(1):
        chosen = kit.themes_to_choose("da")
    assert chosen == [(str(one.translation_key), one.title) for one in made]


def test_a_theme_is_known_by_its_key_in_either_language(kit_page: KitPage, site_tree: SiteTree) -> None:
    theme = make_theme(kit_page)
    english = site_tree.en["section"].locale
    kit_page.copy_for_translation(english, copy_parents=True).save_revision().publish()
    twin = theme.copy_for_translation(english)
    twin.title = "Breaks"
    twin.save_revision().publish()
    key = str(theme.translation_key)
    assert [kit.theme_of(key, code).title for code in ("da", "en")] == ["Pauser", "Breaks"]  # type: ignore[union-attr]
    assert kit.themes_to_choose("en") == [(key, "Breaks")]
    twin.refresh_from_db()
    twin.unpublish()
    found = kit.theme_of(key, "en")
    assert found is not None
    assert (found.title, found.language) == ("Pauser", "da")


@pytest.mark.parametrize("key", ["", "pauser", "x" * 80, "\x00"])
def test_what_is_no_key_is_no_theme(key: str) -> None:
    assert kit.theme_of(key, "da") is None
