"""The portal as it is deployed, on files of its own below var/bench/ and over plain http on the loopback address."""

import os
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only-in-bench-" + "b" * 40)
os.environ.setdefault("FIELD_KEYS", "bench:" + "YmVuY2gtZmllbGQta2V5LTMyLWJ5dGVzLWxvbmchISE")
os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1,testserver,portal.example.org")
os.environ.setdefault("SITE_URL", "https://portal.example.org")

from peerportal.settings.production import *  # noqa: F403

FOLDER = Path(os.environ["BENCH_FOLDER"])
DATABASES["default"]["NAME"] = str(FOLDER / os.environ.get("BENCH_DATABASE", "portal.sqlite3"))  # noqa: F405
if url := os.environ.get("BENCH_URL"):
    DATABASES["default"] = env.db_url_config(url)  # noqa: F405
    # As many lines to the server as a machine has workers: two hundred at once wait for one, as at a web server.
    DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 20, "timeout": 120}}  # noqa: F405
ROOT_URLCONF = "bench.urls"
MEDIA_ROOT = FOLDER / "media"
STATIC_ROOT = FOLDER / "static"
SECURE_SSL_REDIRECT = False
RATE_LIMIT_FACTOR = 1_000_000
IS_DEMO = True
KEPT_PAGES_MB = env.int("KEPT_PAGES_MB", 0)  # noqa: F405 - most parts measure what a rendering costs
if not EMAIL_URL:  # noqa: F405
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
