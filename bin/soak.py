"""The long checks; `python bin/soak.py [PART …]` with the parts browser, postgresql and wagtail (the next one)."""
# ruff: noqa: S603, T201 - a terminal program that starts its own commands

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import checks

ROOT = checks.ROOT
NEXT = ROOT / "var" / "next-wagtail"
NEXT_WAGTAIL = "wagtail>=8,<9"


def tests() -> ModuleType:
    """bin/test.py, which cannot be imported by its name: the standard library has a module `test`."""
    spec = importlib.util.spec_from_file_location("portal_tests", Path(__file__).with_name("test.py"))
    if spec is None or spec.loader is None:
        raise RuntimeError("bin/test.py is gone")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def part_browser() -> tuple[bool, str]:
    """axe over the whole grid, the Nu checker, and a minute of load while an editor publishes."""
    outcome = tests().pytest("-m", "soak", "tests", TEST_DATABASE_URL="")
    return outcome.code == 0, outcome.closing


def part_postgresql() -> tuple[bool, str]:
    """The whole suite on PostgreSQL."""
    outcome, line = tests().on_postgresql("-m", "not soak and not browser", "tests")
    return outcome is None or outcome.code == 0, line


def part_wagtail() -> tuple[bool, str]:
    """The suite on the next Wagtail, in an environment of its own; the house rules are about this one and left out."""
    python = NEXT / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(NEXT)], check=True)
    lock = (ROOT / "requirements-dev.txt").read_text()
    pins = [
        line.split(" ")[0] for line in lock.splitlines() if "==" in line and not line.startswith(("wagtail==", " "))
    ]
    wanted = NEXT / "wanted.txt"
    free = ("django-modelcluster", "django-treebeard", "modelsearch", "willow", "laces", "django-tasks", "django-ninja")
    wanted.write_text(
        "\n".join(
            [NEXT_WAGTAIL, *(pin.partition("==")[0] if pin.startswith(free) else pin for pin in markers(lock, pins))]
        )
    )
    done = subprocess.run(
        [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", "-r", str(wanted)], check=False
    )
    if done.returncode:
        return False, "the next Wagtail could not be installed beside our libraries"
    run = [
        str(python),
        "-W",
        "ignore",
        "-m",
        "pytest",
        "-q",
        "--no-header",
        "--create-db",
        "-m",
        "not soak and not browser",
    ]
    ran = subprocess.run(
        [*run, "--ignore", "tests/project", "tests"],
        cwd=ROOT,
        env=checks.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    print(ran.stdout[-6000:])
    last = ran.stdout.strip().splitlines()[-1:] or ["nothing ran"]
    return ran.returncode == 0, last[0].strip("= ")


def markers(lock: str, pins: list[str]) -> list[str]:
    """The pins with the markers of the lock file: some hold for some Pythons only."""
    lines = {
        line.split(" ")[0] + line: line.rstrip("\\ ")
        for line in lock.splitlines()
        if "==" in line and not line.startswith(" ")
    }
    return [text for key, text in lines.items() if any(key.startswith(pin) for pin in pins)]


PARTS = {"browser": part_browser, "postgresql": part_postgresql, "wagtail": part_wagtail}


def main(asked: list[str]) -> int:
    unknown = [name for name in asked if name not in PARTS]
    if unknown:
        print(f"soak: no part is called {', '.join(unknown)}; there are: {', '.join(PARTS)}", file=sys.stderr)
        return 2
    results = {}
    for name in asked or PARTS:
        print(f"soak: {name}", flush=True)
        results[name] = PARTS[name]()
    print()
    for name, (good, line) in results.items():
        print(f"{'ok    ' if good else 'FAILED'} {name}: {line}")
    return int(not all(good for good, _line in results.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
