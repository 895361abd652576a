"""All checks and tests. Last come the engines used, the browser tests skipped, and pytest's own closing line."""
# ruff: noqa: S603, T201 - a terminal program that starts its own commands

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass

import checks

ROOT = checks.ROOT
SUMMARY = ROOT / "var" / "test" / "summary.json"
CLOSING = re.compile(r"\b\d+ (passed|failed|error|errors|skipped|deselected)\b.* in [\d.]+s|no tests ran in")
NOTHING_COLLECTED = 5
OLDEST_POSTGRESQL = 14_00_00
# In turn to whoever is free: within a process the order stays, and what empties the database comes last in each.
SPREAD = ("-n", str(min(os.cpu_count() or 1, 4)), "--dist", "load")
DATABASE = f"peerportal_{os.getpid()}"


@dataclass
class Outcome:
    """How a run of pytest ended."""

    code: int
    closing: str


def pytest(*arguments: str, **environment: str) -> Outcome:
    """Runs pytest, shows what it says as it says it, and keeps its closing line."""
    command = [sys.executable, "-m", "pytest", "-q", "--no-header", *arguments]
    closing = ""
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=checks.environment(**environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as run:
        for line in run.stdout or []:
            print(line, end="", flush=True)
            if CLOSING.search(line):
                closing = line.strip(" =\n")
    return Outcome(run.returncode, closing)


# --- PostgreSQL -------------------------------------------------------------------------------------------------------
def candidates() -> list[dict[str, str]]:
    """Where a local server may answer: as libpq's variables say, else the socket, else the loopback address."""
    if any(name.startswith("PG") for name in os.environ):
        return [{}]
    return [
        {},
        {"PGHOST": "/var/run/postgresql"},
        {"PGHOST": "127.0.0.1"},
        {"PGHOST": "127.0.0.1", "PGUSER": "postgres"},
    ]


def local_postgresql() -> tuple[dict[str, str], str]:
    """The variables that lead to a server where we may make databases; else none and why."""
    import psycopg

    why = "no server answers"
    for where in candidates():
        os.environ.update(where)
        try:
            with psycopg.connect(dbname="postgres", connect_timeout=3) as connection:
                version, user = connection.info.server_version, connection.info.user
                may = connection.execute("select rolcreatedb or rolsuper from pg_roles where rolname = current_user")
                allowed = (may.fetchone() or (False,))[0]
            if version >= OLDEST_POSTGRESQL and allowed:
                return {"TEST_DATABASE_URL": f"postgres:///{DATABASE}", "PGUSER": user, **where}, ""
            why = f"{user} may not make databases" if allowed is False else f"version {version // 10000} is too old"
        except psycopg.Error:
            pass
        for name in where:
            del os.environ[name]
    return {}, why


def drop_leftover() -> None:
    """Removes the test database of this run where pytest could not."""
    import psycopg
    from psycopg import sql

    try:
        with psycopg.connect(dbname="postgres", autocommit=True, connect_timeout=3) as connection:
            connection.execute(sql.SQL("drop database if exists {}").format(sql.Identifier(f"test_{DATABASE}")))
    except psycopg.Error as error:
        print(f"test: the test database of this run was not removed: {error}")


def on_postgresql(*arguments: str) -> tuple[Outcome | None, str]:
    """Runs tests on PostgreSQL; returns how that ended (None when it was not run) and a line that says so."""
    given = os.environ.get("TEST_DATABASE_URL", "")
    server, why = ({"TEST_DATABASE_URL": given}, "") if given else local_postgresql()
    if not server:
        return None, f"PostgreSQL not used: {why} (set TEST_DATABASE_URL or start a server)"
    try:
        outcome = pytest("-o", "addopts=-p no:cacheprovider --strict-markers", *arguments, **server)
    finally:
        if not given:
            drop_leftover()
    return outcome, f"PostgreSQL: {outcome.closing or 'did not end'}"


# --- all of it --------------------------------------------------------------------------------------------------------
def browser_line() -> str:
    """How many browser tests ran and how many were skipped, with the reason."""
    try:
        counts = json.loads(SUMMARY.read_text())
    except (OSError, ValueError):
        return "browser tests: unknown"
    why = f" ({'; '.join(counts['reasons'])})" if counts["reasons"] else ""
    return f"browser tests: {counts['passed'] + counts['failed']} ran, {counts['skipped']} skipped{why}"


def main(arguments: list[str]) -> int:
    SUMMARY.parent.mkdir(parents=True, exist_ok=True)
    SUMMARY.unlink(missing_ok=True)
    failed = [] if arguments else checks.run(without=("house rules and translations",))
    print("test: what touches locks, constraints, search or migrations, on PostgreSQL", flush=True)
    other, engines = on_postgresql("-m", "engines and not browser and not soak", *arguments)
    print("test: everything, on SQLite", flush=True)
    spread = () if arguments else SPREAD
    main_run = pytest("-m", "not soak", *spread, *arguments, PORTAL_TEST_SUMMARY=str(SUMMARY), TEST_DATABASE_URL="")
    bad_other = other is not None and other.code not in (0, NOTHING_COLLECTED)
    print()
    if failed:
        print(f"checks that FAILED: {', '.join(failed)}")
    print(browser_line())
    print(f"engines: SQLite: {main_run.closing or 'did not end'} · {engines}")
    print(main_run.closing or f"pytest ended with code {main_run.code}", flush=True)
    return int(bool(failed) or bad_other or main_run.code != 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
