"""Templates: what is typed comes out as words, in every shape, and is stored nowhere."""

import re
from typing import Any

import pytest
from django.test import Client
from wagtail.blocks.struct_block import StructBlockValidationError

from employment.blocks.letters import LetterBlock
from employment.domain.letters import Part, as_rtf, as_text, fill
from employment.domain.tool_checks import tool_faults
from employment.models import TemplatesPage
from employment.placeholders import NAMES, names_in, unknown_in
from tests.fixtures.sites import SiteTree
from tests.pdf import reading

pytestmark = pytest.mark.django_db
ADDRESS = "/peer-grupper/skabeloner/"
ADVERT = f"{ADDRESS}jobopslag/"
TEXT = """## Peer til {arbejdsplads}

Vi søger en peer i {by}.
Jobbet er på {timer} timer.

- {opgaver}

Skriv til {kontakt} senest den {frist}."""
TYPED = {
    "arbejdsplads": "Gadekæret",
    "by": "Viborg",
    "timer": "20,5",
    "opgaver": "Holde samtaler\nGå med til noget nyt",
    "kontakt": "leder@example.org",
    "frist": "2026-12-31",
}


def letter(kind: str, text: str = TEXT) -> tuple[str, dict[str, str]]:
    return "letter", {"kind": kind, "title": f"Om {kind}", "intro": "God at have.", "text": text}


@pytest.fixture
def templates(site_tree: SiteTree) -> TemplatesPage:
    page = TemplatesPage(title="Skabeloner", slug="skabeloner", locale=site_tree.section.locale, live=True)
    page.letters = [letter("jobopslag"), letter("afslag", "Kære {ansoeger}")]
    return site_tree.section.add_child(instance=page)


# --- filling ---------------------------------------------------------------------------------------------------------
def test_a_template_becomes_headings_paragraphs_and_lists() -> None:
    values = {"arbejdsplads": ["Gadekæret"], "by": ["Viborg"], "opgaver": ["Samtaler", "Grupper"], "timer": ["20"]}
    assert fill(TEXT, values) == [
        Part("heading", ("Peer til Gadekæret",)),
        Part("paragraph", ("Vi søger en peer i Viborg. Jobbet er på 20 timer.",)),
        Part("list", ("Samtaler", "Grupper")),
        Part("paragraph", ("Skriv til [Kontaktperson med mail eller telefon] senest den [Ansøgningsfrist].",)),
    ]


def test_what_is_typed_is_never_read_as_a_template() -> None:
    values = {"by": ["{timer}"], "arbejdsplads": ["## Overskrift"]}
    parts = fill("Kom til {by}.\n\nHos {arbejdsplads}.", values)
    assert parts == [Part("paragraph", ("Kom til {timer}.",)), Part("paragraph", ("Hos ## Overskrift.",))]


def test_two_lists_apart_stay_two() -> None:
    assert fill("- a\n\n- b", {}) == [Part("list", ("a",)), Part("list", ("b",))]


def test_names_come_once_in_the_order_of_the_form() -> None:
    assert names_in("{frist} {by} {frist} {nonsens}") == ["by", "frist", "nonsens"]
    assert unknown_in("{frist} {nonsens}") == ["nonsens"]
    assert unknown_in(" ".join(f"{{{name}}}" for name in NAMES)) == []


def test_plain_text_and_rtf_hold_the_same_words() -> None:
    parts = [Part("heading", ("Æble",)), Part("paragraph", (r"a{b}\c 😀",)), Part("list", ("=1+1", "x"))]
    assert as_text("Titel", parts) == "Titel\n\nÆble\n\na{b}\\c 😀\n\n- =1+1\n- x\n"
    rtf = as_rtf("Titel", parts).decode("ascii")
    assert r"\u198?ble" in rtf
    assert r"a\{b\}\\c \u-10179?\u-8704?" in rtf
    bare = re.sub(r"\\[\\{}]", "", rtf)
    assert bare.count("{") == bare.count("}")


# --- editors ---------------------------------------------------------------------------------------------------------
def test_a_name_that_the_form_does_not_ask_for_is_refused_by_name() -> None:
    block = LetterBlock()
    with pytest.raises(StructBlockValidationError) as caught:
        block.clean(block.to_python(letter("afslag", "Kære {modtager}")[1]))
    assert "{modtager}" in str(caught.value.block_errors["text"])


def test_it_holds_publishing_back_in_a_translation_too(templates: TemplatesPage) -> None:
    assert list(tool_faults(templates)) == []
    templates.letters = [letter("afslag", "Kære {modtager}"), letter("afslag", "Kære")]
    assert len(list(tool_faults(templates))) == 2


# --- visitors --------------------------------------------------------------------------------------------------------
def test_the_page_leads_to_each_template_and_sets_no_cookie(templates: TemplatesPage, stranger: Client) -> None:
    answer = stranger.get(ADDRESS)
    assert not answer.cookies
    assert "csrfmiddlewaretoken" not in answer.text
    assert f'href="{ADVERT}"' in answer.text
    assert f'href="{ADDRESS}afslag/"' in answer.text


def test_one_template_and_three_cost_the_same(templates: TemplatesPage, django_assert_num_queries: Any) -> None:
    Client().get(ADDRESS)
    for kinds in (["jobopslag"], ["jobopslag", "samtale", "afslag"]):
        templates.letters = [letter(kind) for kind in kinds]
        templates.save()
        with django_assert_num_queries(7):
            assert Client().get(ADDRESS).text.count("God at have.") == len(kinds)


def test_a_template_asks_only_for_its_own_names(templates: TemplatesPage, stranger: Client) -> None:
    answer = stranger.get(ADVERT)
    assert answer["Cache-Control"] == "private, no-store"
    assert 'name="opgaver"' in answer.text
    assert 'name="ansoeger"' not in answer.text
    assert "[By]" in answer.text


def test_the_text_is_filled_in_and_kept_in_the_fields(templates: TemplatesPage, stranger: Client) -> None:
    answer = stranger.post(ADVERT, TYPED)
    assert "Vi søger en peer i Viborg. Jobbet er på 20,5 timer." in answer.text
    assert "<li>Gå med til noget nyt</li>" in answer.text
    assert "senest den 31. december 2026." in answer.text
    assert 'value="Viborg"' in answer.text


def test_the_files_hold_the_filled_text(templates: TemplatesPage, stranger: Client) -> None:
    text = stranger.post(ADVERT, TYPED | {"act": "txt"})
    assert text["Content-Type"] == "text/plain; charset=utf-8"
    assert "- Holde samtaler\n- Gå med til noget nyt" in text.text
    rtf = stranger.post(ADVERT, TYPED | {"act": "rtf"})
    assert rtf["Content-Type"] == "application/rtf"
    assert rtf.content.startswith(rb"{\rtf1")
    pdf = stranger.post(ADVERT, TYPED | {"act": "pdf"})
    assert "Vi søger en peer i Viborg." in " ".join(reading.text_of(pdf.content).split())
    for answer in (text, rtf, pdf):
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["Content-Disposition"].startswith('attachment; filename="jobopslag-')


@pytest.mark.parametrize("odd", ["<script>alert(1)</script>", "{{ 7|add:7 }}", "{% now %}", "=HYPERLINK(1)", "${x}"])
def test_markup_templates_and_formulas_come_out_as_text(templates: TemplatesPage, stranger: Client, odd: str) -> None:
    typed = TYPED | {"by": odd, "opgaver": odd}
    page = stranger.post(ADVERT, typed)
    assert "<script>alert" not in page.text
    assert stranger.post(ADVERT, typed | {"act": "txt"}).text.count(odd) == 2
    words = "".join(reading.text_of(stranger.post(ADVERT, typed | {"act": "pdf"}).content).split())
    assert words.count("".join(odd.split())) == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("by", "x" * 10_000),
        ("by", "a\nb"),
        ("by", "\x00"),
        ("kontakt", "010190-1234"),
        ("opgaver", "x\n" * 21),
        ("opgaver", "x" * 10_000),
        ("timer", "200"),
        ("frist", "i morgen"),
    ],
)
def test_what_cannot_be_filled_in_is_explained(
    templates: TemplatesPage, stranger: Client, name: str, value: str
) -> None:
    for act in ("show", "pdf", "txt", "rtf"):
        answer = stranger.post(ADVERT, TYPED | {name: value, "act": act})
        assert answer.status_code == 200
        assert "error-summary" in answer.text
        assert 'value="Gadekæret"' in answer.text


def test_an_empty_post_gives_the_text_with_its_brackets(templates: TemplatesPage, stranger: Client) -> None:
    answer = stranger.post(ADVERT, {"act": "nonsens"})
    assert answer.status_code == 200
    assert "[Arbejdsplads]" in answer.text


def test_unknown_kinds_wrong_methods_and_foreign_posts(templates: TemplatesPage, stranger: Client) -> None:
    assert stranger.get(f"{ADDRESS}samtale/").status_code == 404
    assert stranger.get(f"{ADDRESS}andet/").status_code == 404
    assert stranger.post(ADDRESS).status_code == 405
    assert stranger.put(ADVERT).status_code == 405
    assert Client(enforce_csrf_checks=True).post(ADVERT, TYPED).status_code == 403
