"""Development and the demo: needs no environment at all; the keys are made once in var/."""

import secrets

from django.core.management.utils import get_random_secret_key

from .base import *  # noqa: F403
from .base import VAR, env
from .logs import logging_config


def kept_secret(name: str, make: str) -> str:
    """The secret in var/<name>, written there (readable by the owner alone) the first time."""
    VAR.mkdir(exist_ok=True)
    path = VAR / name
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(make)
    return path.read_text().strip()


DEVELOPMENT = True
DEBUG = env.bool("DEBUG", False)  # DEBUG=1 shows tracebacks in the browser; without it they see our pages
SECRET_KEY = env.str("SECRET_KEY", "") or kept_secret("secret-key", get_random_secret_key())
FIELD_KEYS = env.str("FIELD_KEYS", "") or kept_secret("field-keys", f"dev1:{secrets.token_urlsafe(32)}")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]", "testserver"])
INTERNAL_IPS: list[str] = []
REQUIRE_STAFF_MFA = env.bool("REQUIRE_STAFF_MFA", False)
KEPT_PAGES_MB = env.int("KEPT_PAGES_MB", 0)  # a changed template is seen at once
IS_DEMO = env.bool("IS_DEMO", True)

if not env.str("EMAIL_URL", ""):
    EMAIL_BACKEND = "outbox.backends.DevelopmentBackend"

STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True  # a file changed while the portal runs is read anew
LOGGING = logging_config(env.str("LOG_FORMAT", "console"), env.str("LOG_LEVEL", "WARNING"))
