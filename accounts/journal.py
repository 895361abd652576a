"""SQLite's journal of writes: what was erased stands in it until it is emptied, so after an erasure it is emptied."""

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta

from django.db import connection

from .models import Erasure

EACH_MINUTES = 10
FOR = timedelta(days=1)  # a journal that somebody is reading is tried again, for a day (P2: gone within 24 hours)


def empty_due(now: datetime) -> int:
    """Every ten minutes for a day after an erasure, empties the journal into the file; returns 1 when it did.

    PostgreSQL looks after its own. A second call finds an empty journal.
    """
    if connection.vendor != "sqlite" or now.minute % EACH_MINUTES:
        return 0
    if not Erasure.objects.filter(done_at__gte=now - FOR).exists():
        return 0
    return int(empty(str(connection.settings_dict["NAME"])))


def empty(database: str) -> bool:
    """Writes the journal of a file into it and cuts it to nothing; whether nobody stood in the way."""
    with closing(sqlite3.connect(database, timeout=1)) as file:
        busy = file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return not busy
