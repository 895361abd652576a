"""Local contacts, owned by editors."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from accounts.enums import Region

from ..enums import Topic


class LocalContact(index.Indexed, TranslatableMixin, ClusterableModel):
    """Who to write to in a town or region about certain topics. A role or a team, never a private person."""

    name = models.CharField(
        _("role or team"), max_length=80, help_text=_("A role, not a person, e.g. Lokal kontakt i Randers")
    )
    town = models.CharField(_("town"), max_length=60, blank=True, help_text=_("Empty when it covers the whole region"))
    region = models.CharField(_("region"), max_length=20, choices=Region.choices, blank=True)
    email = models.EmailField(_("mail"), help_text=_("Enquiries on these topics from this place are routed here"))
    how_to_write = models.CharField(
        _("how to write"), max_length=200, help_text=_("One or two sentences, e.g. Vi svarer på hverdage.")
    )

    translatable_fields = [
        TranslatableField("name"),
        TranslatableField("how_to_write"),
        SynchronizedField("town"),
        SynchronizedField("region"),
        SynchronizedField("email"),
        SynchronizedField("topics"),
    ]
    panels = [
        HelpPanel(_("Shown on the contact page and on course, group and workplace pages of the same place and topic.")),
        FieldPanel("name"),
        MultiFieldPanel([FieldPanel("town"), FieldPanel("region")], _("Place")),
        MultiFieldPanel([FieldPanel("email"), FieldPanel("how_to_write")], _("How to write")),
        InlinePanel("topics", label=_("topic"), min_num=1),
    ]
    search_fields = [index.SearchField("name"), index.SearchField("town"), index.AutocompleteField("name")]

    class Meta(TranslatableMixin.Meta):
        ordering = ["region", "town", "name"]
        verbose_name = _("local contact")
        verbose_name_plural = _("local contacts")

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> str:
        """Town, or region, or the whole country in words."""
        return self.town or (self.get_region_display() if self.region else str(_("the whole country")))


class ContactTopic(Orderable):
    """A topic that a local contact answers for."""

    contact = ParentalKey(LocalContact, on_delete=models.CASCADE, related_name="topics")
    topic = models.CharField(_("topic"), max_length=20, choices=Topic.choices)

    panels = [FieldPanel("topic")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["contact", "topic"], name="one_topic_a_contact")]

    def __str__(self) -> str:
        return self.get_topic_display()
