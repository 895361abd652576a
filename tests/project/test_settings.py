"""Settings: production refuses to start half set up, is clean for Django's deployment check, and SQLite is safe."""
# ruff: noqa: S603 - starts our own commands

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from .sources import ROOT

COMPLETE = {
    "SECRET_KEY": "p" + "4kd8J2mQx7vLs0wZt6rYb1nHc5gFe9aUj3iO" * 2,
    "FIELD_KEYS": "k1:Zm9yLWEtdGVzdC1vZi10aGUtc2V0dGluZ3Mtb25seSE",
    "ALLOWED_HOSTS": "portal.example.org",
    "SITE_URL": "https://portal.example.org",
}


def in_production(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a management command under production settings with nothing else in the environment."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    values = kept | {"DJANGO_SETTINGS_MODULE": "peerportal.settings.production", "PYTHONUTF8": "1"} | environment
    return subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=values, capture_output=True, text=True, check=False
    )


def test_production_without_its_secrets_does_not_start_and_names_them_all() -> None:
    refused = in_production("check")
    assert refused.returncode != 0
    last = refused.stderr.strip().splitlines()[-1]
    assert [name for name in COMPLETE if f"{name} is not set" in last] == list(COMPLETE)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "changeme"),
        ("SECRET_KEY", "django-insecure-" + "x" * 60),
        ("FIELD_KEYS", "dev1:" + "x" * 60),
        ("ALLOWED_HOSTS", "*"),
        ("SITE_URL", "http://portal.example.org"),
    ],
)
def test_production_refuses_a_default_and_names_it(name: str, value: str) -> None:
    refused = in_production("check", **COMPLETE | {name: value})
    assert refused.returncode != 0
    assert name in refused.stderr.strip().splitlines()[-1]


def test_the_deployment_check_is_clean_under_production_settings() -> None:
    checked = in_production("check", "--deploy", "--fail-level", "WARNING", **COMPLETE)
    assert checked.returncode == 0, checked.stderr


@pytest.mark.django_db
def test_sqlite_writes_are_on_disk_before_they_are_acknowledged() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("another engine")
    with connection.cursor() as cursor:
        synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
        journal = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        keys = cursor.execute("PRAGMA foreign_keys").fetchone()[0]
    assert (synchronous, journal, keys) == (2, "wal", 1)
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_there_is_no_password_and_no_second_door() -> None:
    assert settings.AUTHENTICATION_BACKENDS == ["allauth.account.auth_backends.AuthenticationBackend"]
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    assert "password" not in str(settings.ACCOUNT_SIGNUP_FIELDS)


def test_no_cache_middleware_is_installed() -> None:
    assert [name for name in settings.MIDDLEWARE if "Cache" in name] == []


def test_the_readme_explains_every_variable_that_settings_read() -> None:
    source = "".join(path.read_text() for path in (ROOT / "site" / "peerportal" / "settings").glob("*.py"))
    read = set(re.findall(r"env(?:\.\w+)?\(\s*\"([A-Z][A-Z0-9_]+)\"", source)) - {"DEBUG"}
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {name for name in read if f"`{name}`" not in readme} == set()
