"""The order of the criteria as coordinators write it: one a line, by the word or the code."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .enums import Criterion


def lines_of(codes: Iterable[str]) -> str:
    """The words, one a line."""
    return "\n".join(str(Criterion(code).label) for code in codes)


def codes_of(text: str) -> list[str]:
    """The codes of the lines, in their order, each once. Raises ValidationError for a line that is no criterion."""
    by_word = {str(one.label).casefold(): one.value for one in Criterion} | {one.value: one.value for one in Criterion}
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    unknown = [line for line in lines if line.casefold() not in by_word]
    if unknown:
        known = ", ".join(str(one.label) for one in Criterion)
        raise ValidationError(_("“%(line)s” is not among: %(known)s.") % {"line": unknown[0], "known": known})
    return list(dict.fromkeys(by_word[line.casefold()] for line in lines))
