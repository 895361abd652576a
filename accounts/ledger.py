"""The erasure ledger's second copy: a file of random ids beside the database, since a restore brings back an older
database with an older ledger in it."""

import os
from pathlib import Path
from uuid import UUID

from django.conf import settings


def add(subject: UUID) -> None:
    """Appends one id and has it on disk before returning. A second line of the same id does no harm."""
    path = Path(settings.ERASURE_LEDGER)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="ascii") as file:
        file.write(f"{subject}\n")
        file.flush()
        os.fsync(file.fileno())


def read() -> set[UUID]:
    """Every id in the file. A line cut off by a crash is no id and is passed over."""
    path = Path(settings.ERASURE_LEDGER)
    if not path.exists():
        return set()
    found = set()
    for line in path.read_text(encoding="ascii", errors="replace").splitlines():
        try:
            found.add(UUID(line.strip()))
        except ValueError:
            continue
    return found
