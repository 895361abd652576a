"""Is the process there, and can it work? Outsiders learn no more than that."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from home.models import ContentVersion
from home.views import health
from outbox.domain.messages import queue
from outbox.worker import HEARTBEAT_KEY

pytestmark = pytest.mark.django_db


def asked(path: str = "/readyz") -> tuple[int, str]:
    answer = Client(raise_request_exception=False).get(path)
    return answer.status_code, answer.content.decode()


def test_the_process_answers_without_a_database(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert asked("/healthz") == (200, "ok")


def test_a_portal_that_works_is_ready() -> None:
    assert asked() == (200, "ready")


def test_asking_changes_nothing() -> None:
    before = ContentVersion.current()
    asked()
    assert ContentVersion.current() == before


@pytest.mark.parametrize("part", ["database", "migrations", "shared_cache", "outbox_age"])
@pytest.mark.parametrize("outcome", [False, DatabaseError("no such table home_contentversion")])
def test_whatever_fails_is_told_to_the_log_alone(
    part: str, outcome: Any, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    def check() -> bool:
        if isinstance(outcome, Exception):
            raise outcome
        return False

    check.__name__ = part
    monkeypatch.setattr(health, part, check)
    caplog.set_level("ERROR")
    assert asked() == (503, "not ready")
    assert [part] in [record.msg.get("failed") for record in caplog.records if isinstance(record.msg, dict)]


@pytest.mark.parametrize(("minutes", "status"), [(9, 200), (11, 503)])
def test_a_mail_that_waits_more_than_ten_minutes_is_a_fault(minutes: int, status: int) -> None:
    queue("tests.kind", object_id="1", now=timezone.now() - timedelta(minutes=minutes))
    assert asked()[0] == status


def test_a_cache_that_forgets_at_once_is_a_fault(settings: Any) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    assert asked()[0] == 503


def test_a_cache_that_is_gone_is_a_fault_and_no_error_page(settings: Any) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1"}
    }
    assert asked() == (503, "not ready")


def test_the_worker_is_seen_by_its_sign_of_life() -> None:
    assert health.worker_seen() is None
    cache.set(HEARTBEAT_KEY, 7.0)
    assert health.worker_seen() == 7.0


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_the_answers_are_never_stored_and_only_read(path: str) -> None:
    assert "no-store" in Client().get(path)["Cache-Control"]
    assert [getattr(Client(), method)(path).status_code for method in ("post", "put", "delete")] == [405] * 3
    assert list(Client().get(path).cookies) == []
