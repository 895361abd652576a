"""System checks of what security.md asks of the settings."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

UNSHARED = ("locmem", "dummy")


def shared_cache(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A cache of one process lets a second-factor code be used twice and multiplies every limit."""
    backend = settings.CACHES["default"]["BACKEND"].lower()
    if any(name in backend for name in UNSHARED):
        return [Error("CACHE_URL must name a cache that all processes share.", id="accounts.E001")]
    return []


def own_field_keys(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The keys of encrypted fields stand on their own."""
    if settings.SECRET_KEY in settings.FIELD_KEYS:
        return [Error("FIELD_KEYS must not be made of SECRET_KEY.", id="accounts.E002")]
    return []


def register_all() -> None:
    """Registers the checks; the cache one runs at deployment, since the tests use a cache of their own."""
    register(shared_cache, Tags.security, deploy=True)
    register(own_field_keys, Tags.security, deploy=True)
