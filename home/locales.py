"""The two languages as rows, remembered: they are settings of the project and change with a release only."""

from django.conf import settings
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Locale

_codes: dict[int, str] = {}


def _load() -> dict[int, str]:
    if not _codes:
        _codes.update(Locale.objects.values_list("id", "language_code"))
    return _codes


def code_of(locale_id: int) -> str:
    """The language code of a locale's id; the default language for an unknown one."""
    known = _load()
    if locale_id not in known:
        forget()
        known = _load()
    return known.get(locale_id, settings.LANGUAGE_CODE)


def id_of(code: str) -> int:
    """The locale's id of a language code. Raises LookupError when the language has no locale yet."""
    for locale_id, known in _load().items():
        if known == code:
            return locale_id
    forget()
    for locale_id, known in _load().items():
        if known == code:
            return locale_id
    raise LookupError(f"no locale for {code}")


@receiver([post_save, post_delete], sender=Locale)
def forget(**kwargs: object) -> None:
    """Reads the rows again the next time."""
    _codes.clear()
