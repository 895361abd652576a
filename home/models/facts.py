"""Facts that the portal quotes in several places, owned by editors."""

import re
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

LINE = re.compile(r"([a-z_]+)\s*:\s*(-?\d+(?:[.,]\d+)?)")
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
# What code reads of a fact: its key and the names of its numbers, which must not fall in this order.
NEEDED: dict[str, tuple[str, ...]] = {}


class Fact(TranslatableMixin):
    """A statement with its numbers, where it is from and when that was checked. Pages quote it by its key."""

    key = models.SlugField(
        _("key"), max_length=40, help_text=_("What pages quote it by. Never changed, e.g. peer-timer")
    )
    statement = models.CharField(
        _("statement"),
        max_length=300,
        help_text=_("The numbers below stand in it as {name}, so that they are written in one place only."),
    )
    numbers_text = models.TextField(
        _("numbers"), blank=True, help_text=_("One a line, a name before it, e.g. from: 20. Letters a–z in the name.")
    )
    source = models.CharField(_("source"), max_length=200, help_text=_("Who says so, and from which year if known"))
    source_url = models.URLField(_("address of the source"), blank=True)
    checked_on = models.DateField(_("checked on"), help_text=_("The day somebody last read it at the source"))
    review_on = models.DateField(_("review on"), help_text=_("The day somebody checks it again, e.g. in a year."))

    translatable_fields = [
        TranslatableField("statement"),
        TranslatableField("source"),
        SynchronizedField("key"),
        SynchronizedField("numbers_text"),
        SynchronizedField("source_url"),
        SynchronizedField("checked_on"),
        SynchronizedField("review_on"),
    ]
    panels = [
        HelpPanel(_("Change it here, and every page, tool and guide that quotes it follows.")),
        FieldPanel("key"),
        FieldPanel("statement"),
        FieldPanel("numbers_text"),
        MultiFieldPanel([FieldPanel("source"), FieldPanel("source_url")], _("Where it is from")),
        MultiFieldPanel([FieldPanel("checked_on"), FieldPanel("review_on")], _("Checked")),
    ]

    class Meta(TranslatableMixin.Meta):
        ordering = ["key"]
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        constraints = [models.UniqueConstraint(fields=["key", "locale"], name="one_fact_a_key_and_language")]

    def __str__(self) -> str:
        return f"{self.key}: {self.text}"

    @property
    def numbers(self) -> dict[str, Decimal]:
        """The numbers by their names; lines that cannot be read are left out."""
        found = (LINE.fullmatch(line.strip()) for line in self.numbers_text.splitlines())
        return {match[1]: Decimal(match[2].replace(",", ".")) for match in found if match}

    @property
    def text(self) -> str:
        """The statement with its numbers as the reader's language writes them."""
        numbers = self.numbers

        def fill(match: re.Match[str]) -> str:
            return number_format(numbers[match[1]]) if match[1] in numbers else match[0]

        return PLACEHOLDER.sub(fill, self.statement)

    def clean(self) -> None:
        super().clean()
        errors: dict[str, Any] = {}
        try:
            self._check_numbers()
        except ValidationError as error:
            errors["numbers_text"] = error
        unknown = [name for name in PLACEHOLDER.findall(self.statement or "") if name not in self.numbers]
        if unknown:
            message = _("There is no number called {%(name)s}. Add it below, or take it out of the statement.")
            errors["statement"] = ValidationError(message % {"name": unknown[0]})
        if errors:
            raise ValidationError(errors)

    def _check_numbers(self) -> None:
        lines = [line.strip() for line in self.numbers_text.splitlines() if line.strip()]
        for line in lines:
            if not LINE.fullmatch(line):
                raise ValidationError(_("“%(line)s” is not a name and a number, e.g. from: 20") % {"line": line})
        names = NEEDED.get(self.key, ())
        numbers = self.numbers
        for name in names:
            if name not in numbers:
                raise ValidationError(_("The portal counts with the number “%(name)s”. Write it.") % {"name": name})
        for lower, higher in pairwise(names):
            if numbers[lower] > numbers[higher]:
                message = _("“%(lower)s” must not be more than “%(higher)s”.")
                raise ValidationError(message % {"lower": lower, "higher": higher})
