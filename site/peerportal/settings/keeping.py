"""How long and where public pages are kept: in each web process, and in a proxy in front (ADR 0021)."""

from typing import Any

import environ

env = environ.Env()

KEPT_PAGES_MB = env.int("KEPT_PAGES_MB", 16)  # of each web process, for rendered public pages; 0 keeps none
# A proxy in front that takes PURGE, e.g. http://127.0.0.1:6081; without one nothing lets it keep a page for itself.
PURGE_URL = env.str("PURGE_URL", "")
WAGTAILFRONTENDCACHE_LANGUAGES: list[str] = []  # each address is named as it is
WAGTAILFRONTENDCACHE: dict[str, dict[str, Any]] = {}
if PURGE_URL:
    WAGTAILFRONTENDCACHE["proxy"] = {
        "BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend",
        "LOCATION": PURGE_URL,
    }
PUBLIC_S_MAXAGE = env.int("PUBLIC_S_MAXAGE", 0)  # seconds a purged proxy may keep a public page; 0 without a purge
