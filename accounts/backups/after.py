"""What must happen in a restored database before anybody is let in. Apps register their acts at start-up."""

from collections.abc import Callable
from datetime import datetime

Act = Callable[[datetime], int]
ACTS: dict[str, Act] = {}


def register(name: str, act: Act) -> None:
    """Names an act that takes the present moment and returns how many things it did. It must be harmless to repeat."""
    ACTS[name] = act


def run(now: datetime) -> dict[str, int]:
    """Runs them all, in the order of registration; one that fails ends the restore."""
    return {name: act(now) for name, act in ACTS.items()}
