"""The fast checks: style, types, import rules, migrations, translations. All run, also after one that fails."""
# ruff: noqa: S603, T201 - a terminal program that starts its own commands

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
APPS = ["accounts", "outbox", "pdf", "home", "news", "peerhub", "courses", "employment"]
CODE = [*APPS, "site", "bin", "bench", "tests", "manage.py"]


def environment(**more: str) -> dict[str, str]:
    values = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}", "PYTHONUTF8": "1"}
    return values | {"DJANGO_SETTINGS_MODULE": "peerportal.settings.test"} | more


def html_files() -> list[str]:
    return sorted(str(path.relative_to(ROOT)) for path in (ROOT / "templates").rglob("*.html"))


def commands() -> dict[str, list[str]]:
    """Each check by its name, in the order they run."""
    tool = {name: str(BIN / name) for name in ("ruff", "mypy", "djade", "djlint", "lint-imports", "pytest")}
    manage = [sys.executable, "manage.py"]
    return {
        "style": [tool["ruff"], "check", "--quiet", *CODE],
        "format": [tool["ruff"], "format", "--check", "--quiet", *CODE],
        "templates: format": [tool["djade"], "--check", "--target-version", "5.2", *html_files()],
        "templates: faults": [tool["djlint"], "--lint", "--quiet", "templates"],
        "import rules": [tool["lint-imports"]],
        "system check": [*manage, "check", "--fail-level", "WARNING"],
        "migrations: complete": [*manage, "makemigrations", "--check", "--dry-run"],
        "migrations: safe while the old release runs": [
            *manage,
            "lintmigrations",
            "--settings=tests.migration_settings",
            "--include-apps",
            *APPS,
            "--ignore-initial-migrations",
            "--quiet",
            "ok",
            "ignore",
        ],
        "types": [tool["mypy"], *APPS, "site/peerportal"],
        "house rules and translations": [tool["pytest"], "-q", "--no-header", "tests/project"],
    }


def run_one(name: str, command: list[str]) -> bool:
    """Runs a check; prints one line, and what it said only where it failed."""
    began = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
    seconds = time.monotonic() - began
    print(f"{'ok    ' if done.returncode == 0 else 'FAILED'} {name} ({seconds:.1f} s)", flush=True)
    if done.returncode:
        print((done.stdout + done.stderr).strip(), flush=True)
    return done.returncode == 0


def run(without: tuple[str, ...] = ()) -> list[str]:
    """Runs every check but those named; returns the names of those that failed."""
    return [name for name, command in commands().items() if name not in without and not run_one(name, command)]


if __name__ == "__main__":
    failed = run()
    print("checks: " + (f"{len(failed)} failed: {', '.join(failed)}" if failed else "all passed"))
    sys.exit(bool(failed))
