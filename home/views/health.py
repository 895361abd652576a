"""Is the process there, and can it work? No detail to outsiders."""

import uuid

import structlog
from django.core.cache import cache
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from outbox.domain.delivery import oldest_wait
from outbox.worker import HEARTBEAT_KEY

from ..models import ContentVersion

LONGEST_WAIT_SECONDS = 600
log = structlog.get_logger(__name__)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Database (a write rolled back), migrations, cache and outbox work. Else 503; the log says which part failed."""
    failed = [check.__name__ for check in (database, migrations, shared_cache, outbox_age) if not _holds(check)]
    if failed:
        log.error("not_ready", failed=failed)
        return HttpResponse("not ready", status=503, content_type="text/plain")
    return HttpResponse("ready", content_type="text/plain")


def _holds(check: object) -> bool:
    try:
        return bool(check())  # type: ignore[operator]
    except Exception:
        log.exception("readiness_check_failed", check=getattr(check, "__name__", ""))
        return False


def database() -> bool:
    """A write goes through; it is rolled back."""
    with transaction.atomic():
        ContentVersion.touch()
        transaction.set_rollback(True)
    return True


def migrations() -> bool:
    """The schema is the one this code knows."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def shared_cache() -> bool:
    """What is written to the cache can be read back."""
    token = uuid.uuid4().hex
    cache.set(f"readyz:{token}", token, timeout=10)
    found = cache.get(f"readyz:{token}") == token
    cache.delete(f"readyz:{token}")
    return found


def outbox_age() -> bool:
    """Nothing due has waited longer than ten minutes."""
    return oldest_wait(now=timezone.now()).total_seconds() < LONGEST_WAIT_SECONDS


def worker_seen() -> float | None:
    """When the worker last finished a round, as a time stamp; None when it never did."""
    return cache.get(HEARTBEAT_KEY)
