"""A machine that suggests translations: off until an administrator of the server names one.

It is wrapped, so that the words of the glossary come out as the glossary has them whatever the machine would say.
"""

from typing import Any

from django.utils.functional import cached_property
from django.utils.module_loading import import_string
from wagtail.models import Locale
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.strings import StringValue

from .domain.locked_terms import Locked, locked_between, pattern_of

HOLE = '<span translate="no" id="ord{}"></span>'  # machines leave marks of HTML where they stand


class KeepsTerms(BaseMachineTranslator):
    """Hands texts to another machine with holes where the glossary's words stand, and fills the holes afterwards.

    Options: `CLASS`, the dotted path of the machine, and `OPTIONS`, its own. Raises ImportError for a path that leads
    nowhere, and whatever the machine raises.
    """

    @cached_property
    def machine(self) -> BaseMachineTranslator:
        return import_string(self.options["CLASS"])(self.options.get("OPTIONS", {}))

    @property
    def display_name(self) -> Any:
        return self.machine.display_name

    def can_translate(self, source_locale: Locale, target_locale: Locale) -> bool:
        return bool(self.machine.can_translate(source_locale, target_locale))

    def translate(
        self, source_locale: Locale, target_locale: Locale, strings: list[StringValue]
    ) -> dict[StringValue, StringValue]:
        """Each text with its translation. A text whose hole the machine lost comes without it, for a person to mend."""
        terms = locked_between(source_locale.pk, target_locale.pk)
        wanted = list(strings)
        held = {string: StringValue(with_holes(string.data, terms)) for string in wanted}
        answers = self.machine.translate(source_locale, target_locale, list(held.values()))
        return {string: StringValue(filled(answers[held[string]].data, terms)) for string in wanted}


def with_holes(text: str, terms: list[Locked]) -> str:
    """The text with a numbered hole for each of the terms' words. Longer words come before those they hold."""
    for number, term in sorted(enumerate(terms), key=lambda pair: -len(pair[1].source[0])):
        text = pattern_of(term.source).sub(HOLE.format(number), text)
    return text


def filled(text: str, terms: list[Locked]) -> str:
    """The text with the glossary's word in each hole."""
    for number, term in enumerate(terms):
        text = text.replace(HOLE.format(number), term.target[0])
    return text
