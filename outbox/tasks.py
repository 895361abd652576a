"""Background tasks that failed or stopped half way, and which of them may be run once more.

A task that an app has named `repeatable` is harmless to run twice. Any other can only be put away.
"""

from django.utils.functional import Promise

REPEATABLE: dict[str, str | Promise] = {}


def repeatable(path: str, title: str | Promise) -> None:
    """Names a task (`app.tasks.name`) that may be run again, and what administrators read of it."""
    REPEATABLE[path] = title


def title_of(path: str) -> str:
    """What a task is called; its path where nobody has named it."""
    return str(REPEATABLE.get(path, path))
