"""The tests: a database file of their own (so that two connections can meet), tasks run at once, no network."""

import os

from .base import *  # noqa: F403
from .base import ROOT, SQLITE_OPTIONS, VAR, env
from .logs import logging_config

SECRET_KEY = "only-for-tests-" + "x" * 40
FIELD_KEYS = "test1:dGVzdC1maWVsZC1rZXktMzItYnl0ZXMtbG9uZy0hIQ,test0:b2xkLWZpZWxkLWtleS0zMi1ieXRlcy1sb25nLS0hISE"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
SITE_URL = WAGTAILADMIN_BASE_URL = "http://testserver"
IS_DEMO = DEVELOPMENT = True
REQUIRE_STAFF_MFA = True
KEPT_PAGES_MB = 0  # each answer is rendered; tests of what is kept say so
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")

(VAR / "test").mkdir(parents=True, exist_ok=True)
if env.str("TEST_DATABASE_URL", ""):
    DATABASES = {"default": env.db_url_config(env.str("TEST_DATABASE_URL"))}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(VAR / "test" / "unused.sqlite3"),
            "OPTIONS": SQLITE_OPTIONS,
            "TEST": {"NAME": str(VAR / "test" / "test.sqlite3")},
        }
    }
CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}  # noqa: F405
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = VAR / "test" / f"media{WORKER}"
ERASURE_LEDGER = str(VAR / "test" / f"erasure-ledger{WORKER}.txt")
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATICFILES_DIRS = [ROOT / "static", ("fonts", VAR / "generated" / "fonts")]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
LINK_CHECK_INSIDE = True
LOGGING = logging_config("console", "ERROR")
