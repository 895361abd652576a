"""The one way to lock a row, right on both engines."""

from typing import TypeVar

from django.db import connection, models

M = TypeVar("M", bound=models.Model)


def lock_row(row: M) -> M:
    """The same row read afresh and held until the surrounding transaction ends. Raises DoesNotExist when it has gone.

    PostgreSQL holds the row; SQLite, where every transaction begins IMMEDIATE, already holds the whole database, and
    there `select_for_update` would silently do nothing. Outside a transaction there is nothing to hold: an error.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("lock_row needs a transaction around it.")
    # Not type(row): the person of a request is a stand-in that has no manager of its own.
    model: type[M] = row._meta.model  # type: ignore[assignment]
    return model._default_manager.select_for_update().get(pk=row.pk)
