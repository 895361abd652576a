"""The demo behind the browser tests: development's settings with files of its own and room for many requests."""

import os
from pathlib import Path

from peerportal.settings.dev import *  # noqa: F403

FOLDER = Path(os.environ["DEMO_FOLDER"])
MEDIA_ROOT = FOLDER / "media"
EMAIL_FILE_PATH = FOLDER / "mail"
EMAIL_BACKEND = "outbox.backends.DevelopmentBackend"
KEPT_PAGES_MB = 16  # as it is deployed
RATE_LIMIT_FACTOR = 1000
