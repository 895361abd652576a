"""What falls due with time. Each app registers its acts at start-up; the worker runs them each minute."""

from collections.abc import Callable
from datetime import datetime

import structlog
from django.db import transaction

Act = Callable[[datetime], int]
ACTS: dict[str, Act] = {}
# Names of acts that do nothing but delete rows by their date: those can be tried and taken back.
DELETING: set[str] = set()
log = structlog.get_logger(__name__)


def register(name: str, act: Act) -> None:
    """Names an act that takes the present moment and returns how many things it did. It must be harmless to repeat."""
    ACTS[name] = act


def run_due(*, now: datetime) -> dict[str, int]:
    """Runs every registered act; one that fails is logged and does not keep the others from running."""
    done = {}
    for name, act in ACTS.items():
        try:
            done[name] = act(now)
        except Exception as error:  # a fault in one app's act must not stop the deadlines of the others
            log.error("due_act_failed", act=name, error=type(error).__name__, exc_info=True)
            done[name] = -1
    return done


@transaction.atomic
def would_delete(*, now: datetime) -> dict[str, int]:
    """What the deleting acts would do at a moment, past or to come; all of it is taken back, so nothing changes."""
    counts = {name: ACTS[name](now) for name in sorted(DELETING & set(ACTS))}
    transaction.set_rollback(True)
    return counts
