"""The test settings with the migration linter, which must be an installed app to run."""

from peerportal.settings.test import *  # noqa: F403
from peerportal.settings.test import INSTALLED_APPS as APPS

INSTALLED_APPS = [*APPS, "django_migration_linter"]
