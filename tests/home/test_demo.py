"""The demo's texts: parallel in both languages, plain, and free of what the sources must not lend."""

import re

import pytest

from home.demo.reader import Builder, Text, read_all
from home.demo.site import CONTENT
from home.domain.readability import lix, sentences

DANISH = read_all(CONTENT, "da")
ENGLISH = read_all(CONTENT, "en")
# Persons, numbers and addresses that stand in the sources and must not stand here (domain.md §6).
FORBIDDEN = re.compile(r"okkels|lisby|4185 ?4776|@aarhus|aarhus\.dk|@(?!example\.org)[a-z]", re.IGNORECASE)


def blocks_of(text: Text) -> list[dict[str, object]]:
    return Builder(
        text.key, lambda target: (1, "") if target.startswith(("page:", "picture:")) else (None, target)
    ).blocks(text.lines)


def shape(value: object) -> object:
    """What is left of blocks without their words."""
    if isinstance(value, dict):
        return {key: shape(part) for key, part in value.items() if key != "id"} | (
            {"id": value["id"]} if "id" in value else {}
        )
    if isinstance(value, list):
        return [shape(part) for part in value]
    if isinstance(value, str) and value.startswith("<"):
        return re.sub(r">[^<]+<", "><", value)
    return type(value).__name__


def plain(text: Text) -> str:
    """The words of a page, each line a sentence."""
    body = "\n".join(re.sub(r"^(#+|-|\d+\.|:::.*?|\|) ?", "", line).rstrip(" |") for line in text.lines)
    words = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", body).replace("**", "").replace("|", ". ")
    lines = [line.strip() for line in [text.meta["summary"], *words.splitlines()] if line.strip(" .-")]
    return "\n".join(line if line[-1] in ".!?:" else f"{line}." for line in lines)


def test_every_page_is_there_in_both_languages() -> None:
    assert DANISH.keys() == ENGLISH.keys()
    assert len(DANISH) == 105


@pytest.mark.parametrize("key", sorted(DANISH))
def test_the_two_languages_are_parallel(key: str) -> None:
    assert [shape(block) for block in blocks_of(DANISH[key])] == [shape(block) for block in blocks_of(ENGLISH[key])]


@pytest.mark.parametrize("key", sorted(DANISH))
def test_the_danish_is_plain(key: str) -> None:
    text = plain(DANISH[key])
    if len(text.split()) >= 60:
        assert lix(text) < 45
    assert max(len(sentence.split()) for sentence in sentences(text)) <= 30


def test_the_first_pages_are_plainer_still() -> None:
    first = ["forside", "peer-grupper", "uddannelse", "arbejdspladser", "start-en-ordning", "kontakt", "nyheder"]
    figures = sorted(lix(plain(DANISH[key])) for key in first)
    assert figures[len(figures) // 2] <= 40


def test_nobody_and_nothing_of_the_sources_is_lent() -> None:
    for texts in (DANISH, ENGLISH):
        for text in texts.values():
            assert not FORBIDDEN.search("\n".join([*text.meta.values(), *text.lines])), text.key


def test_every_link_leads_somewhere() -> None:
    for texts in (DANISH, ENGLISH):
        for text in texts.values():
            for target in re.findall(r"\]\(page:([^)#]+)", "\n".join(text.lines)):
                assert target in DANISH, (text.key, target)


def test_titles_summaries_and_descriptions_keep_their_limits() -> None:
    for texts in (DANISH, ENGLISH):
        for text in texts.values():
            assert len(text.title) <= 70, text.key
            assert len(text.meta["summary"]) <= 200, text.key
            assert len(text.meta["description"]) <= 160, text.key


def test_lix_is_words_a_sentence_and_the_share_of_long_words() -> None:
    assert lix("Vi ses i dag. Kom bare forbi.") == pytest.approx(7 / 2)
    assert lix("Tilmeldingen begynder torsdag.") == pytest.approx(3 + 100)
    assert lix("") == 0
    assert len(sentences("Vi mødes den 3. december kl. 10. Kom gerne før.")) == 2
