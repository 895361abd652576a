"""The page of a peer scheme."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail_localize.fields import SynchronizedField

from home.blocks import BodyBlock
from home.fields import PortalStreamField
from home.models import BasePage

from .programmes import PeerProgramme


class PeerProgrammePage(BasePage):
    """What a scheme is, for those who think of taking part. How it works is read off the scheme itself."""

    programme = models.ForeignKey(
        PeerProgramme, on_delete=models.PROTECT, related_name="pages", verbose_name=_("peer scheme")
    )
    for_whom = models.CharField(_("who it is for"), max_length=160, help_text=_("One sentence. Begin with Dig, der …"))
    price = models.CharField(_("price"), max_length=80, help_text=_("E.g. Gratis"))
    length = models.CharField(_("length"), max_length=80, help_text=_("E.g. Et halvt til et helt år"))
    meetings = models.CharField(_("meetings"), max_length=120, help_text=_("How many and how often"))
    body = PortalStreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    parent_page_types = ["home.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    stream_fields = ("body",)
    template = "peerhub/programme_page.html"
    type_word = _("Peer scheme")
    purpose = _(
        "A peer scheme: who it is for and what it is like. Next round, size and how it is set up come from the scheme."
    )
    override_translatable_fields: ClassVar[list[Any]] = [
        *BasePage.override_translatable_fields,
        SynchronizedField("programme"),
    ]

    class Meta:
        verbose_name = _("page of a peer scheme")

    @classmethod
    def content_panels_of(cls) -> list[Panel]:
        facts = [FieldPanel("for_whom"), FieldPanel("price"), FieldPanel("length"), FieldPanel("meetings")]
        return [*super().content_panels_of(), MultiFieldPanel(facts, _("In the fact box")), FieldPanel("body")]

    @classmethod
    def fact_panels_of(cls) -> list[Panel]:
        return [FieldPanel("programme")]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..domain.formats import summary_for_visitors
        from ..domain.programmes import facts_of

        context = super().get_context(request, *args, **kwargs)
        context.update(facts=facts_of(self), set_up=summary_for_visitors(self.programme))
        return context
