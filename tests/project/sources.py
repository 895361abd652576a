"""The portal's own files, as the house rules read them."""
# ruff: noqa: S607 - git by its name

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ["accounts", "outbox", "pdf", "home", "news", "peerhub", "courses", "employment"]


@cache
def committed() -> tuple[Path, ...]:
    """Files that git tracks or would track; where git is absent, everything outside generated folders."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        names = listed.stdout.splitlines()
    except (OSError, subprocess.CalledProcessError):
        skipped = {".venv", "var", ".git", "build", "dist", "node_modules", "__pycache__"}
        names = [
            str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if not skipped & set(path.relative_to(ROOT).parts)
        ]
    return tuple(sorted(ROOT / name for name in names if (ROOT / name).is_file()))


def python_files(*folders: str, migrations: bool = False) -> Iterator[Path]:
    """Our Python files below `folders`, migrations only where asked for."""
    for path in committed():
        parts = path.relative_to(ROOT).parts
        if path.suffix == ".py" and parts[0] in folders and (migrations or "migrations" not in parts):
            yield path


def templates() -> Iterator[Path]:
    """Every template."""
    return (path for path in committed() if path.relative_to(ROOT).parts[0] == "templates")


def short(path: Path) -> str:
    """A path as allow-lists write it."""
    return path.relative_to(ROOT).as_posix()


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call in a file with the last part of what is called: `raw` for `Page.objects.raw(…)`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", ""), node
