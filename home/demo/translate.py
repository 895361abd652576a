"""Makes the English pages of the demo as real translations: each Danish segment gets its English words.

The English file is read into a page in memory with the block ids of the Danish one, so that both fall into the same
segments; a file that is not parallel is an error.
"""

from collections import defaultdict
from pathlib import Path
from typing import Any

from django.db import transaction
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from ..models import BasePage
from . import Plan
from .reader import Text, read_all
from .site import CONTENT, fill, resolver, values_of


def translate_all(pages: dict[str, BasePage], plan: Plan, folder: Path = CONTENT) -> None:
    """Translates every page, parents first. A second call brings changed words along."""
    texts = read_all(folder, "en")
    english = Locale.objects.get(language_code="en")
    resolve = resolver(pages)
    for key, page in pages.items():
        twin = in_english(page, texts[key], resolve, plan)
        translate(page, twin, english)


def in_english(page: BasePage, text: Text, resolve: Any, plan: Plan) -> BasePage:
    """The page as it would read in English, in memory only."""
    twin = type(page)(**{name: value for name, value in values_of(text, plan).items() if name != "draft_title"})
    twin.slug = text.meta["slug"]
    fill(twin, text, resolve)
    return twin


@transaction.atomic
def translate(page: Any, twin: Any, locale: Locale) -> None:
    """Stores the words of `twin` as the translation of `page` and publishes it."""
    source, _made = TranslationSource.update_or_create_from_instance(page)
    translation, _made = Translation.objects.get_or_create(source=source, target_locale=locale)
    words = _strings_by_path(twin)
    known = set(
        StringTranslation.objects.filter(locale=locale, context__object_id=source.object_id).values_list(
            "translation_of_id", "context_id"
        )
    )
    rows = []
    taken: dict[str, int] = defaultdict(int)
    segments = StringSegment.objects.filter(source=source).select_related("context").order_by("order", "pk")
    for segment in segments:
        path = segment.context.path
        offered = words.get(path, [])
        if taken[path] >= len(offered):
            raise ValueError(f"{page}: the English file has no words for {path}")
        data = offered[taken[path]]
        taken[path] += 1
        if (segment.string_id, segment.context_id) not in known:
            known.add((segment.string_id, segment.context_id))
            rows.append(
                StringTranslation(
                    translation_of_id=segment.string_id,
                    locale=locale,
                    context_id=segment.context_id,
                    data=data,
                    translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                )
            )
    StringTranslation.objects.bulk_create(rows)
    translation.save_target(publish=True)


def _strings_by_path(twin: Any) -> dict[str, list[str]]:
    """The strings of a page by the path of their segment, in their order."""
    found: dict[str, list[str]] = defaultdict(list)
    for segment in extract_segments(twin):
        if isinstance(segment, StringSegmentValue):
            found[segment.path].append(segment.string.data)
    return found
