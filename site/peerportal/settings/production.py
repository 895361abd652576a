"""Deployed. Refuses to start without its secrets and names what is missing."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import SITE_URL, env
from .logs import logging_config

REQUIRED = ["SECRET_KEY", "FIELD_KEYS", "ALLOWED_HOSTS", "SITE_URL"]
DEFAULTS = ("only-for-tests", "django-insecure", "changeme", "change-me", "dev1:", "test1:")


def problems() -> list[str]:
    """What is missing or left at a default, one sentence each."""
    found = [f"{name} is not set" for name in REQUIRED if not env.str(name, "").strip()]
    for name in ("SECRET_KEY", "FIELD_KEYS"):
        value = env.str(name, "")
        if value and (len(value) < 40 or value.startswith(DEFAULTS)):
            found.append(f"{name} is a default or too short (at least 40 characters)")
    if "*" in env.list("ALLOWED_HOSTS", default=[]):
        found.append("ALLOWED_HOSTS may not contain *")
    if env.str("SITE_URL", "") and not env.str("SITE_URL").startswith("https://"):
        found.append("SITE_URL must begin with https://")
    return found


if found := problems():
    raise ImproperlyConfigured("The portal does not start: " + "; ".join(found) + ".")

SECRET_KEY = env.str("SECRET_KEY")
FIELD_KEYS = env.str("FIELD_KEYS")
CSRF_TRUSTED_ORIGINS = [SITE_URL.rstrip("/")]
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"
if env.int("TRUSTED_PROXY_COUNT", 0):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
LOGGING = logging_config(env.str("LOG_FORMAT", "json"))
