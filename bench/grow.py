"""Grows a site to ten thousand pages: news below the index, content pages below content pages, in both languages.

python grow.py TOTAL. Written in bulk, past signals; the search index is rebuilt at the end.
"""

import random
import re
import sys
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).resolve().parent.parent / "home" / "demo" / "content"
CHUNK = 500


def vocabulary(language: str) -> list[str]:
    """The words of the demo's own texts, as often as they stand there, so that searches find a believable share."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(CONTENT.rglob(f"*.{language}.md")))
    return [word for text in texts for word in re.findall(r"[a-zæøå]{2,}", text.lower())]


class Writer:
    """Writes believable nonsense in one language."""

    def __init__(self, language: str, source: random.Random) -> None:
        self.words, self.source = vocabulary(language), source

    def sentences(self, count: int) -> str:
        parts = (self.source.choices(self.words, k=self.source.randint(6, 14)) for _ in range(count))
        return " ".join(" ".join(part).capitalize() + "." for part in parts)

    def body(self) -> list[dict[str, Any]]:
        text = f"<h2>{self.sentences(1)}</h2><p>{self.sentences(6)}</p><p>{self.sentences(6)}</p>"
        return [{"type": "text", "value": text, "id": str(uuid.UUID(int=self.source.getrandbits(128)))}]


class Grower:
    """Adds leaves below given parents without asking the tree for each."""

    def __init__(self, page_class: type, parents: list[Any], writer: Writer) -> None:
        from django.contrib.contenttypes.models import ContentType
        from django.utils import timezone

        self.page_class, self.parents, self.writer = page_class, parents, writer
        self.kind = ContentType.objects.get_for_model(page_class)
        self.now = timezone.now()
        self.numbers = {parent.pk: self.last_number(parent) for parent in parents}

    def last_number(self, parent: Any) -> int:
        last = parent.get_last_child()
        return last._str2int(last.path[-last.steplen :]) if last else 0

    def make(self, number: int, key: uuid.UUID, **fields: Any) -> Any:
        parent = self.parents[number % len(self.parents)]
        self.numbers[parent.pk] += 1
        title = self.writer.sentences(1)[:80]
        slug = f"vokset-{number}"
        stream = self.page_class._meta.get_field("body")
        return self.page_class(
            title=title,
            draft_title=title,
            slug=slug,
            path=parent._get_path(parent.path, parent.depth + 1, self.numbers[parent.pk]),
            depth=parent.depth + 1,
            url_path=f"{parent.url_path}{slug}/",
            content_type=self.kind,
            locale_id=parent.locale_id,
            translation_key=key,
            live=True,
            first_published_at=self.now - timedelta(days=number % 900),
            last_published_at=self.now - timedelta(days=number % 900),
            summary=self.writer.sentences(1)[:190],
            body=stream.to_python(self.writer.body()),
            **fields,
        )

    def save(self, pages: list[Any]) -> None:
        """Writes the parent rows, then the rows of the page type, then the parents' numbers of children."""
        from django.db import connection, transaction
        from django.db.models import F
        from django.db.models.sql import InsertQuery
        from wagtail.models import Page

        plain = [field for field in Page._meta.concrete_fields if not field.primary_key]
        own = self.page_class._meta.local_concrete_fields
        with transaction.atomic():
            for start in range(0, len(pages), CHUNK):
                part = pages[start : start + CHUNK]
                rows = [Page(**{field.attname: getattr(page, field.attname) for field in plain}) for page in part]
                for row, saved in zip(part, Page.objects.bulk_create(rows), strict=True):
                    row.pk = row.page_ptr_id = saved.pk
                query = InsertQuery(self.page_class)
                query.insert_values(own, part, raw=True)
                query.get_compiler(connection=connection).execute_sql()
            for parent in self.parents:
                below = sum(page.path.startswith(parent.path) for page in pages)
                Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + below)


def kinds() -> Iterator[tuple[type, str, float]]:
    """The page types that grow, the languages, and their share of the whole."""
    from home.models import ContentPage
    from news.models import NewsPage

    for language in ("da", "en"):
        yield ContentPage, language, 0.3
        yield NewsPage, language, 0.2


def main(total: int) -> None:
    import django

    django.setup()
    from datetime import date

    from django.core.management import call_command
    from wagtail.models import Page

    from home.models import ContentPage
    from news.models import NewsIndexPage, NewsPage

    missing = total - Page.objects.filter(depth__gt=1).count()
    keys: dict[tuple[type, int], uuid.UUID] = {}
    source = random.Random(20261103)
    for page_class, language, share in kinds():
        parent_class = NewsIndexPage if page_class is NewsPage else ContentPage
        parents = list(parent_class.objects.live().filter(locale__language_code=language, alias_of__isnull=True))
        grower = Grower(page_class, parents, Writer(language, source))
        pages = []
        for number in range(int(missing * share)):
            key = keys.setdefault((page_class, number), uuid.UUID(int=source.getrandbits(128)))
            more = {"published_on": date(2024, 1, 1) + timedelta(days=number % 1000), "topic": "groups"}
            pages.append(grower.make(number, key, **(more if page_class is NewsPage else {})))
        grower.save(pages)
    call_command("update_index", verbosity=0)
    print(Page.objects.filter(depth__gt=1).count())


if __name__ == "__main__":
    main(int(sys.argv[1]))
