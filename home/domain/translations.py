"""Which translations are behind their source."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource


def outdated_pages() -> "QuerySet[Page]":
    """The live Danish pages whose translation has Danish words without English ones, or that were published after they
    were last read for translation; in the order of the tree."""
    done = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"), context_id=OuterRef("context_id"), locale__language_code="en"
    )
    waiting = (
        StringSegment.objects.filter(source__translations__enabled=True)
        .exclude(Exists(done))
        .values_list("source__object_id", flat=True)
    )
    read = TranslationSource.objects.filter(
        object_id=OuterRef("translation_key"),
        last_updated_at__lt=OuterRef("last_published_at"),
        translations__enabled=True,
    )
    danish = Page.objects.live().filter(locale__language_code="da")
    return danish.filter(Q(translation_key__in=waiting) | Exists(read)).order_by("path")
