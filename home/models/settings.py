"""What editors set once for the whole site."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


@register_setting(icon="site", order=100)
class PortalSettings(BaseGenericSetting):
    """Contact, footer, social media and the accessibility statement."""

    contact_email = models.EmailField(_("public mail address"), default="kontakt@example.org")
    contact_address = models.CharField(
        _("postal address"),
        max_length=200,
        blank=True,
        help_text=_("Shown in the footer, e.g. Eksempelvej 1, 8000 Aarhus C"),
    )
    contact_phone = models.CharField(
        _("phone"), max_length=20, blank=True, help_text=_("Optional. It is never shown without a way to write.")
    )
    footer_text = models.CharField(_("footer line, Danish"), max_length=200, blank=True)
    footer_text_en = models.CharField(_("footer line, English"), max_length=200, blank=True)
    notice = models.CharField(
        _("notice on every page, Danish"),
        max_length=200,
        blank=True,
        help_text=_("E.g. Kontoret holder lukket i uge 29."),
    )
    notice_en = models.CharField(_("notice on every page, English"), max_length=200, blank=True)
    facebook_url = models.URLField(_("Facebook page"), blank=True)
    linkedin_url = models.URLField(_("LinkedIn page"), blank=True)
    accessibility_url = models.URLField(
        _("accessibility statement"),
        blank=True,
        help_text=_("Address of the statement made in WAS-Tool. /was leads there; without it to our own page."),
    )
    crisis_text = models.CharField(
        _("line on acute help, Danish"),
        max_length=250,
        default=(
            "Er der akut fare, så ring 112. Har du brug for hjælp med det samme, "
            "så kontakt den psykiatriske akuttelefon i din region."
        ),
    )
    crisis_text_en = models.CharField(
        _("line on acute help, English"),
        max_length=250,
        default=(
            "If there is immediate danger, call 112. If you need help right away, "
            "contact the psychiatric emergency line in your region."
        ),
    )

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    HelpPanel(_("Writing comes first: the phone number is never shown without the mail address.")),
                    FieldPanel("contact_email"),
                    FieldPanel("contact_address"),
                    FieldPanel("contact_phone"),
                ],
                heading=_("Contact"),
            ),
            ObjectList(
                [
                    MultiFieldPanel([FieldPanel("footer_text"), FieldPanel("footer_text_en")], _("Footer")),
                    MultiFieldPanel([FieldPanel("notice"), FieldPanel("notice_en")], _("Notice")),
                    MultiFieldPanel([FieldPanel("crisis_text"), FieldPanel("crisis_text_en")], _("Acute help")),
                ],
                heading=_("Texts"),
            ),
            ObjectList(
                [FieldPanel("facebook_url"), FieldPanel("linkedin_url"), FieldPanel("accessibility_url")],
                heading=_("Links"),
            ),
        ]
    )

    class Meta:
        verbose_name = _("site settings")

    def __str__(self) -> str:
        return "Peerportalen"

    @classmethod
    def now(cls) -> "PortalSettings":
        """The settings as they are; the defaults where nobody has saved any. Reading writes nothing."""
        return cls.objects.first() or cls()

    def _in_language(self, name: str) -> str:
        translated = getattr(self, f"{name}_en") if get_language() == "en" else ""
        return translated or getattr(self, name)

    @property
    def footer_line(self) -> str:
        """The footer line in the reader's language."""
        return self._in_language("footer_text")

    @property
    def notice_line(self) -> str:
        """The notice in the reader's language; empty when there is none."""
        return self._in_language("notice")

    @property
    def crisis_line(self) -> str:
        """The line on acute help in the reader's language."""
        return self._in_language("crisis_text")
