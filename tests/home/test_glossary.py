"""Words of the glossary: explained where they first stand, listed on their page, kept to by translations."""

import re
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Locale
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.strings import StringValue

from home.domain.locked_terms import Locked, departures, not_kept
from home.models import GlossaryPage, GlossaryTerm
from home.terms import Explainer, Known
from home.translators import KeepsTerms
from tests.fixtures.sites import SiteTree

ADDRESS = "/peer-grupper/saadan-foregaar-et-forloeb/"
CONVENER = Known(7, "tovholder", ("tovholder", "tovholderen"), "Den, der leder næste møde.")
PEER = Known(8, "peer", ("peer", "peers"), "En, der støtter andre.")


def make_term(word: str = "tovholder", *, language: str = "da", **more: Any) -> GlossaryTerm:
    values = {"other_forms": "tovholderen, tovholdere", "explanation": "Den, der leder næste møde."} | more
    return GlossaryTerm.objects.create(word=word, locale=Locale.objects.get(language_code=language), **values)


def explained(html: str, *known: Known) -> list[str]:
    """The words that were given an explanation, as they stand."""
    answer = Explainer(known or (CONVENER, PEER)).explain(html)
    return re.findall(r'popovertarget="ord-\d+">(.*?)<span', answer)


# --- in texts --------------------------------------------------------------------------------------------------------
def test_a_word_is_explained_the_first_time_it_stands_in_any_of_its_forms() -> None:
    assert explained("<p>Tovholderen ringer. En tovholder og en peer.</p>") == ["Tovholderen", "peer"]


def test_one_page_explains_a_word_once() -> None:
    explainer = Explainer((CONVENER,))
    assert "popover" in explainer.explain("<p>tovholder</p>")
    assert explainer.explain("<p>tovholder</p>") == "<p>tovholder</p>"


@pytest.mark.parametrize(
    "html",
    [
        '<p><a href="/x/">tovholder</a></p>',
        "<h2>Om tovholder</h2>",
        "<h3>Hver <em>tovholder</em> nu</h3>",
        "<p>medtovholder tovholderrolle tovholder-mappe</p>",
        '<img alt="tovholder">',
        "<blockquote>Min tovholder</blockquote>",
        "<p></p>",
        "",
    ],
)
def test_links_headings_quotes_and_parts_of_words_are_left_alone(html: str) -> None:
    assert Explainer((CONVENER,)).explain(html) == html


@given(st.lists(st.sampled_from(["peer", "tovholder", "<b>", "</b>", " ", "&lt;script&gt;", "<p>", "</p>", "ord"])))
def test_what_was_there_is_still_there_whatever_the_html(parts: list[str]) -> None:
    html = "".join(parts)
    answer = Explainer((CONVENER, PEER)).explain(html)
    note = r'<span class="term"><button[^>]*>(.*?)<span class="visually-hidden">.*?</span></button>.*?</span></span>'
    assert re.sub(note, r"\1", answer) == html


def test_an_explanation_cannot_bring_in_tags() -> None:
    answer = Explainer((Known(1, "peer", ("peer",), "<script>alert(1)</script>"),)).explain("<p>peer</p>")
    assert "<script>" not in answer
    assert "&lt;script&gt;" in answer


@pytest.mark.django_db
def test_a_page_explains_words_of_its_own_language(site_tree: SiteTree) -> None:
    make_term()
    make_term("convener", language="en", other_forms="", explanation="Who leads the next meeting.")
    site_tree.content.body = [("text", "<p>En tovholder, a convener.</p>")]
    site_tree.content.save()
    page = Client().get(ADDRESS).text
    assert "Den, der leder næste møde." in page
    assert "Who leads the next meeting." not in page


@pytest.mark.django_db
def test_a_new_word_is_explained_at_once_and_one_taken_out_of_texts_is_not(site_tree: SiteTree) -> None:
    site_tree.content.body = [("text", "<p>En tovholder.</p>")]
    site_tree.content.save()
    assert "popover" not in Client().get(ADDRESS).text
    term = make_term()
    assert "popover" in Client().get(ADDRESS).text
    term.in_texts = False
    term.save()
    assert "popover" not in Client().get(ADDRESS).text


@pytest.mark.django_db
def test_answers_to_questions_are_explained_too(site_tree: SiteTree) -> None:
    make_term()
    asked = {"title": "", "items": [{"question": "Hvem?", "answer": "<p>Tovholderen gør.</p>"}]}
    site_tree.content.body = [("accordion", asked)]
    site_tree.content.save()
    assert 'class="term__note"' in Client().get(ADDRESS).text


# --- the glossary's page ---------------------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_the_glossary_lists_its_words_the_danish_way(
    number: int, site_tree: SiteTree, django_assert_num_queries: Any
) -> None:
    page = GlossaryPage(title="Ordbog", slug="ordbog", locale=site_tree.home.locale)
    site_tree.home.add_child(instance=page)
    for word in ("årsplan", "æresord", "peer")[:number]:
        make_term(word)
    make_term("peer", language="en")
    Client().get("/ordbog/")
    with django_assert_num_queries(5):
        answer = Client().get("/ordbog/")
    words = re.findall(r"<dt>(.*?)</dt>", answer.text)
    assert words == (["årsplan"] if number == 1 else ["peer", "æresord", "årsplan"])
    assert 'id="aarsplan"' in answer.text


@pytest.mark.django_db
def test_a_word_stands_once_in_a_language() -> None:
    make_term()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_term()


# --- translations keep to it -----------------------------------------------------------------------------------------
LOCKED = Locked(("tovholder", "tovholderen"), ("convener", "conveners"))


@pytest.mark.parametrize(
    ("source", "translation", "kept"),
    [
        ("<p>En tovholder ringer.</p>", "<p>A convener calls.</p>", True),
        ("<p>Tovholderen ringer.</p>", "<p>The conveners call.</p>", True),
        ("<p>En tovholder ringer.</p>", "<p>A host calls.</p>", False),
        ("<p>Ingen af ordene.</p>", "<p>A host calls.</p>", True),
    ],
)
def test_a_translation_is_held_against_the_glossary(source: str, translation: str, kept: bool) -> None:
    assert (not_kept(source, translation, [LOCKED]) == []) is kept


class Shouting(BaseMachineTranslator):
    """A machine that makes everything loud and leaves marks of HTML where they stand."""

    display_name = "Shouting"

    def translate(self, source_locale: Any, target_locale: Any, strings: list[StringValue]) -> dict[Any, StringValue]:
        return {string: StringValue(re.sub(r"(<[^>]*>)|([^<]+)", self._loud, string.data)) for string in strings}

    @staticmethod
    def _loud(match: re.Match[str]) -> str:
        return match[1] or match[2].upper()

    def can_translate(self, source_locale: Any, target_locale: Any) -> bool:
        return True


@pytest.mark.django_db
def test_a_machine_cannot_change_the_words_of_the_glossary() -> None:
    term = make_term()
    make_term("convener", language="en", translation_key=term.translation_key, other_forms="", explanation="x")
    machine = KeepsTerms({"CLASS": f"{__name__}.Shouting"})
    danish, english = (Locale.objects.get(language_code=code) for code in ("da", "en"))
    asked = StringValue("En <b>tovholder</b> ringer")
    assert machine.can_translate(danish, english)
    assert machine.translate(danish, english, [asked])[asked].data == "EN <b>convener</b> RINGER"


@pytest.mark.django_db
def test_no_machine_is_asked_unless_one_is_named() -> None:
    from wagtail_localize.machine_translators import get_machine_translator

    assert get_machine_translator() is None


@pytest.mark.django_db
def test_nothing_departs_where_the_glossary_has_no_pairs() -> None:
    make_term()
    ids = [Locale.objects.get(language_code=code).pk for code in ("da", "en")]
    assert departures(*ids) == []
