"""The portal's own words, explained by editors."""

from http import HTTPMethod
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, Panel
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from ..blocks import BodyBlock
from ..fields import PortalStreamField
from ..folding import danish_order, fold
from .base import BasePage


class GlossaryTerm(TranslatableMixin):
    """A word with what it means here, once a language. Its translation is the word that translators use."""

    word = models.CharField(_("word"), max_length=60, help_text=_("As it stands in a text, e.g. tovholder"))
    other_forms = models.CharField(
        _("other forms"),
        max_length=300,
        blank=True,
        help_text=_("With commas between, e.g. tovholderen, tovholdere, tovholderne"),
    )
    explanation = models.CharField(
        _("what it means"),
        max_length=300,
        help_text=_("One or two short sentences that a newcomer understands. Max 300 characters."),
    )
    in_texts = models.BooleanField(
        _("explained in texts"),
        default=True,
        help_text=_("The first time the word stands on a page, a press shows what it means."),
    )

    translatable_fields = [
        TranslatableField("word"),
        TranslatableField("other_forms"),
        TranslatableField("explanation"),
        SynchronizedField("in_texts"),
    ]
    panels = [
        HelpPanel(_("Explained wherever it stands, and in the glossary. Translate it: translators keep to its words.")),
        FieldPanel("word"),
        FieldPanel("other_forms"),
        FieldPanel("explanation"),
        FieldPanel("in_texts"),
    ]

    class Meta(TranslatableMixin.Meta):
        ordering = ["word"]
        verbose_name = _("word of the glossary")
        verbose_name_plural = _("glossary")
        constraints = [models.UniqueConstraint(fields=["word", "locale"], name="one_term_a_word_and_language")]

    def __str__(self) -> str:
        return self.word

    @property
    def forms(self) -> list[str]:
        """The word and its other forms, as they may stand in a text."""
        return [form for part in (self.word, *self.other_forms.split(",")) if (form := part.strip())]

    @property
    def anchor(self) -> str:
        """What its place in the glossary is called."""
        return slugify(fold(self.word))


class GlossaryPage(BasePage):
    """All the words with what they mean, in alphabetical order."""

    intro = PortalStreamField(BodyBlock(), blank=True, verbose_name=_("before the words"))

    parent_page_types = ["home.HomePage", "home.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    allowed_http_methods: ClassVar[list[HTTPMethod]] = [HTTPMethod.GET, HTTPMethod.HEAD]
    stream_fields = ("intro",)
    template = "home/glossary_page.html"
    type_word = _("Glossary")
    purpose = _("All the words of the glossary. The words themselves are kept under Glossary in the menu.")

    class Meta:
        verbose_name = _("glossary page")

    @classmethod
    def content_panels_of(cls) -> list[Panel]:
        return [*super().content_panels_of(), FieldPanel("intro")]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        terms = GlossaryTerm.objects.filter(locale_id=self.locale_id)
        context["terms"] = sorted(terms, key=lambda term: danish_order(term.word))
        return context
