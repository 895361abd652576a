"""The portal on a PostgreSQL database of its own, where a local server answers."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from bench import sites
from bench.sites import Site

WAYS = ({}, {"PGHOST": "/var/run/postgresql"}, {"PGHOST": "127.0.0.1"}, {"PGHOST": "127.0.0.1", "PGUSER": "postgres"})
NAME = f"peerportal_bench_{os.getpid()}"


def _reached() -> dict[str, str] | None:
    """The variables that lead to a server; None where none answers."""
    import psycopg

    for way in WAYS:
        kept = {name: value for name, value in os.environ.items() if name.startswith("PG")} | way
        try:
            host = {"host": kept["PGHOST"]} if "PGHOST" in kept else {}
            user = {"user": kept["PGUSER"]} if "PGUSER" in kept else {}
            with psycopg.connect(dbname="postgres", connect_timeout=3, autocommit=True, **host, **user) as connection:
                connection.execute(f'create database "{NAME}"')
                return kept | {"PGUSER": connection.info.user}
        except psycopg.Error:
            continue
    return None


@contextmanager
def site() -> Iterator[Site | None]:
    """The migrated portal; its database is dropped at the end. None where no server answers."""
    import psycopg

    way = _reached()
    if way is None:
        yield None
        return
    made = sites.portal()
    made.environment |= way | {"BENCH_URL": f"postgres:///{NAME}"}
    try:
        made.manage("migrate", "-v0")
        made.manage("createcachetable")
        yield made
    finally:
        host = {"host": way["PGHOST"]} if "PGHOST" in way else {}
        with psycopg.connect(dbname="postgres", autocommit=True, user=way["PGUSER"], **host) as connection:
            connection.execute(f'drop database "{NAME}" with (force)')
