"""The one background process: delivers mails, runs queued tasks, and each minute what falls due."""

import signal
import time
from datetime import datetime, timedelta
from types import FrameType

import structlog
from django.conf import settings
from django.core.cache import cache
from django.db import close_old_connections
from django.utils import timezone

from .domain.delivery import deliver_due
from .due import run_due

HEARTBEAT_KEY = "worker:heartbeat"
PAUSE_SECONDS = 1.0
MOST_MAILS = 100  # a turn
TASK_SECONDS = 2.0  # a turn; then mails are looked at again
log = structlog.get_logger(__name__)


class Worker:
    """Runs until told to stop; what is begun is finished first. Several may run at once on PostgreSQL."""

    def __init__(self) -> None:
        self.running = True
        self.reason = ""
        self.next_minute = timezone.now()

    def stop(self, signum: int, frame: FrameType | None) -> None:
        """Ends after what is in hand. A worker whose starter dies is told so by the same signal."""
        self.running = False
        self.reason = signal.Signals(signum).name

    def run(self) -> None:
        """Works until SIGTERM or SIGINT. Every end but kill -9 leaves a line that says why."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        try:
            while self.running:
                close_old_connections()
                busy = self.turn()
                if self.running and not busy:
                    time.sleep(PAUSE_SECONDS)
        except BaseException as fault:
            self.reason = type(fault).__name__
            raise
        finally:
            log.warning("worker_ended", reason=self.reason)

    def turn(self) -> bool:
        """One round; returns whether more tasks wait. A fault is logged and the next round tries again."""
        now = timezone.now()
        busy = False
        try:
            self.deliver(now)
            busy = run_tasks()
            if now >= self.next_minute:
                run_due(now=now)
                self.next_minute = now + timedelta(minutes=1)
            cache.set(HEARTBEAT_KEY, now.timestamp(), timeout=3600)
        except Exception:
            log.exception("worker_turn_failed")
        return busy

    def deliver(self, now: datetime) -> None:
        """Mails one by one until none is due, one fails or we are told to stop: a server that hangs holds up one."""
        for _ in range(MOST_MAILS):
            if not self.running or not deliver_due(now=now, limit=1):
                return


def run_tasks(*, seconds: float = TASK_SECONDS) -> bool:
    """Runs queued tasks one by one for so many seconds, so that a long queue never holds up a mail with a code in it.

    Returns whether more may be waiting. Does nothing where tasks are not queued in the database.
    """
    if "django_tasks_db" not in settings.TASKS["default"]["BACKEND"]:
        return False
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not run_one_task():
            return False
    return True


def run_one_task() -> bool:
    """Runs the next ready task; returns whether there was one."""
    from django_tasks_db.management.commands.db_worker import Worker as TaskWorker

    worker = TaskWorker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=1,
        worker_id=f"portal-{time.time_ns()}",
        excluded_queue_names=[],
    )
    worker.run()
    return bool(worker._run_tasks)
