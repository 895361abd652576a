"""The questionnaire: which topics a workplace has most to talk about. Nothing is stored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from home.links import url_of

from ..enums import Talked
from ..models import GuidePage
from .guides import chapters_of
from .stars import key_of

# How much an answer leaves to talk about. What is not relevant, or not answered, counts neither for nor against.
WEIGHTS = {Talked.NOT_YET: 2, Talked.PARTLY: 1, Talked.DONE: 0}
MOST = max(WEIGHTS.values())


@dataclass(frozen=True)
class Statement:
    """A statement and the short name of its answer."""

    key: str
    text: str


@dataclass(frozen=True)
class Topic:
    """A topic with its statements, and where one reads on."""

    number: int
    title: str
    statements: tuple[Statement, ...]
    link: str = ""
    link_text: str = ""


@dataclass(frozen=True)
class Ranked:
    """A topic with what was answered in it."""

    topic: Topic
    answers: Mapping[str, str]

    @property
    def counted(self) -> list[int]:
        """What each answered statement that is relevant leaves to talk about."""
        given = [self.answers.get(one.key, "") for one in self.topic.statements]
        return [WEIGHTS[Talked(answer)] for answer in given if answer in WEIGHTS]

    @property
    def share(self) -> float:
        """How much of the topic is left to talk about, from 0 to 1."""
        return sum(self.counted) / (MOST * len(self.counted)) if self.counted else 0.0

    @property
    def left(self) -> list[tuple[Statement, Talked]]:
        """The statements that are not talked through, those not begun on first."""
        given = [(one, self.answers.get(one.key, "")) for one in self.topic.statements]
        found = [(one, Talked(answer)) for one, answer in given if answer in (Talked.NOT_YET, Talked.PARTLY)]
        return sorted(found, key=lambda pair: -WEIGHTS[pair[1]])


@dataclass(frozen=True)
class Result:
    """Topics to talk about with the most first; those that are talked through; those without an answer that counts."""

    talk: tuple[Ranked, ...]
    settled: tuple[Ranked, ...]
    unanswered: tuple[Ranked, ...]


def rank(topics: Sequence[Topic], answers: Mapping[str, str]) -> Result:
    """Ranks by the share that is left, so that a topic of many statements does not win by its length; where two are
    alike the one with more left, and then the editor's order."""
    rows = [Ranked(topic, answers) for topic in topics]
    talk = sorted((row for row in rows if row.share), key=lambda row: (-row.share, -sum(row.counted)))
    return Result(
        talk=tuple(talk),
        settled=tuple(row for row in rows if row.counted and not row.share),
        unanswered=tuple(row for row in rows if not row.counted),
    )


def topics_of(stream: Iterable[Any]) -> tuple[Topic, ...]:
    """The topics that an editor wrote, each with the section it leads to; one query for the guides."""
    blocks = list(stream)
    pages = [block.value.get("page") for block in blocks]
    guides = GuidePage.objects.live().in_bulk([page.pk for page in pages if page])
    return tuple(
        Topic(number, block.value["title"], _statements(block), *_link(page, guides, block.value.get("chapter")))
        for number, (block, page) in enumerate(zip(blocks, pages, strict=True), start=1)
    )


def _statements(block: Any) -> tuple[Statement, ...]:
    items = block.value["statements"].bound_blocks
    return tuple(
        Statement(key_of(item.id, number) if item.id else f"{key_of(block.id, 0)}-{number}", str(item.value))
        for number, item in enumerate(items, start=1)
    )


def _link(page: Any, guides: Mapping[int, GuidePage], number: int | None) -> tuple[str, str]:
    """Address and words: the chapter where the guide has one of that number, otherwise the page; empty without one."""
    if page is None:
        return "", ""
    guide = guides.get(page.pk)
    chapters = chapters_of(guide) if guide and number else []
    if number and len(chapters) >= number:
        chapter = chapters[number - 1]
        return f"{url_of(page)}#{chapter.anchor}", f"{page.title}: {chapter.heading}"
    return url_of(page), page.title
