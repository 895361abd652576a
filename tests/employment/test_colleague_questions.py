"""Questions of colleagues: each with an address that lasts, and a way to write to us about it."""

import re
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Locale
from wagtail_localize.segments.extract import extract_segments

from home.blocks.text import QuestionBlock
from home.demo.reader import read_all
from home.demo.site import CONTENT
from tests.fixtures.sites import SiteTree

pytestmark = pytest.mark.django_db
ADDRESS = "/peer-grupper/spoergsmaal/"
SEVEN = ["kvalifikationer", "vilkaar", "timetal", "opgaver", "sygdom", "tone", "laes-mere"]


def ask(tree: SiteTree, *items: dict[str, str], **fields: Any) -> None:
    for name, value in fields.items():
        setattr(tree.faq, name, value)
    tree.faq.questions = [("questions", {"title": "", "items": [{"fact": "", **item} for item in items]})]
    tree.faq.save()


def test_an_answer_keeps_its_address_when_the_question_is_worded_anew(site_tree: SiteTree, stranger: Client) -> None:
    for words in ("Hvor mange timer?", "Hvad siger rådet om timer?"):
        ask(site_tree, {"question": words, "address": "timetal", "answer": "<p>Svar.</p>"})
        assert re.findall(r'<details id="([^"]+)"', stranger.get(ADDRESS).text)[:1] == ["timetal"]
    ask(site_tree, {"question": "Hvor mange timer?", "address": "", "answer": "<p>Svar.</p>"})
    assert '<details id="hvor-mange-timer"' in stranger.get(ADDRESS).text


def test_an_address_is_small_letters_figures_and_hyphens() -> None:
    block = QuestionBlock().child_blocks["address"]
    assert block.clean("laes-mere2") == "laes-mere2"
    for odd in ("Læs mere", "a b", '"><script>', "-a"):
        with pytest.raises(ValidationError):
            block.clean(odd)


def test_each_answer_ends_with_a_letter_about_that_question(site_tree: SiteTree, stranger: Client) -> None:
    questions = ["Hvad laver en peer?", 'Er "tonen" & sproget nyt?', "Tredje?"]
    ask(
        site_tree,
        *({"question": one, "address": "", "answer": "<p>Svar.</p>"} for one in questions),
        topic="workplaces",
    )
    page = stranger.get(ADDRESS).text
    links = re.findall(r'href="/kontakt/\?emne=workplaces&amp;om=([^"]+)"', page)
    assert [unquote(one) for one in links] == questions
    assert page.count("Stadig i tvivl?") == 4  # one an answer, and the box below all
    letter = stranger.get(f"/kontakt/?emne=workplaces&om={links[1]}").text
    assert "Er &quot;tonen&quot; &amp; sproget nyt?" in letter
    assert '<option value="workplaces" selected>' in letter


def test_words_around_the_questions_stand_where_they_were_put(site_tree: SiteTree, stranger: Client) -> None:
    around = {"intro": [("text", "<p>Før dem.</p>")], "outro": [("text", "<p>Efter dem.</p>")]}
    ask(site_tree, {"question": "Midt imellem?", "address": "", "answer": "<p>Svar.</p>"}, **around)
    page = stranger.get(ADDRESS).text
    assert page.index("Før dem.") < page.index("Midt imellem?") < page.index("Efter dem.")


def test_the_address_is_the_same_in_both_languages_and_nothing_to_translate(site_tree: SiteTree) -> None:
    ask(site_tree, {"question": "Hvor mange timer?", "address": "timetal", "answer": "<p>Svar.</p>"})
    assert "timetal" not in str([getattr(one, "string", None) for one in extract_segments(site_tree.faq)])
    assert Locale.objects.count() == 2


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_demo_answers_the_seven_questions_and_leads_to_the_main_tasks(language: str) -> None:
    text = "\n".join(read_all(CONTENT, language)["arbejdspladser/kollega"].lines)
    assert re.findall(r"^### .+\{#([a-z-]+)\}$", text, re.M) == SEVEN
    assert "(page:arbejdspladser/hovedopgaver)" in text.split("{#opgaver}")[1].split("###")[0]
