"""What a peer guide can do, as editors put it: areas with short statements that people hold themselves against."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from home.words import in_language


class CompetenceArea(ClusterableModel):
    """One area of the framework. Both languages stand side by side, so that an answer means the same in both."""

    name_da = models.CharField(_("name in Danish"), max_length=80, help_text=_("E.g. At lytte"))
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=1, help_text=_("The lowest number comes first."))

    panels = [
        HelpPanel(
            _(
                "Participants in guide training hold themselves against these statements three times. A self-check "
                "that was made keeps the words it was made with. Never ask about health."
            )
        ),
        MultiFieldPanel([FieldPanel("name_da"), FieldPanel("name_en")], _("The area")),
        FieldPanel("order"),
        InlinePanel("statements", label=_("statement"), min_num=1, max_num=8),
    ]

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("area of competence")
        verbose_name_plural = _("areas of competence")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return in_language(self.name_da, self.name_en)


class CompetenceStatement(Orderable):
    """One thing a peer guide can do, said in the first person."""

    area = ParentalKey(CompetenceArea, on_delete=models.CASCADE, related_name="statements")
    text_da = models.CharField(
        _("statement in Danish"), max_length=160, help_text=_("Begin with Jeg. One thing at a time.")
    )
    text_en = models.CharField(_("statement in English"), max_length=160, blank=True)

    panels = [FieldPanel("text_da"), FieldPanel("text_en")]

    class Meta(Orderable.Meta):
        verbose_name = _("statement of competence")
        verbose_name_plural = _("statements of competence")

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """The statement in the reader's language."""
        return in_language(self.text_da, self.text_en)
