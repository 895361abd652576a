"""The layout of architecture.md §2 and §4.1: folders, names, sizes, what is packed and locked."""
# ruff: noqa: S607 - git by its name

import re
import subprocess
import tomllib
import zipfile
from pathlib import Path

import pytest

from .sources import APPS, ROOT, committed, python_files, short

FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc"}
# In pieces, so that this file does not find itself.
UNFINISHED = re.compile("|".join(["TO" + "DO", "FIX" + "ME", "X" + "XX"]))


def test_site_is_an_import_folder_and_not_a_package() -> None:
    assert not (ROOT / "site" / "__init__.py").exists()
    assert (ROOT / "site" / "peerportal" / "__init__.py").exists()


def test_git_does_not_ignore_the_settings_package() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    ignored = subprocess.run(["git", "check-ignore", "-q", "site/peerportal/urls.py"], cwd=ROOT, check=False)
    assert ignored.returncode == 1


def test_a_built_wheel_holds_the_settings_package_every_app_and_the_templates(tmp_path: Path) -> None:
    from hatchling.builders.wheel import WheelBuilder

    wheel = next(WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"]))
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {"peerportal/urls.py", "peerportal/settings/production.py", "peerportal/templates/base.html"}
    assert wanted | {f"{app}/apps.py" for app in APPS} <= names


def test_every_app_says_its_purpose() -> None:
    silent = [app for app in APPS if not (ROOT / app / "apps.py").read_text().startswith('"""')]
    assert silent == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_lock_files_hold_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text()
    pins = re.findall(r"^[a-z0-9][^ ]*==", text, re.M)
    assert "://" not in text
    assert len(pins) > 20
    assert text.count("--hash=sha256:") >= len(pins)


def test_the_development_lock_contains_the_other_one() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^([a-z0-9][^ \\]*==[^ \\]+)", (ROOT / name).read_text(), re.M))

    assert pins("requirements.txt") - pins("requirements-dev.txt") == set()


def test_each_dependency_has_a_reason_and_a_lower_bound() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    project = tomllib.loads(text)
    asked = [*project["project"]["dependencies"]]
    for extra in (*project["project"]["optional-dependencies"].values(), *project["dependency-groups"].values()):
        asked += extra
    lines = {line.split('"')[1]: line for line in text.splitlines() if line.startswith('    "')}
    without_reason = [name for name in asked if not re.search(r"#\s*\S", lines[name].split('",', 1)[-1])]
    without_bound = [name for name in asked if ">=" not in name and "==" not in name]
    assert (without_reason, without_bound) == ([], [])


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [short(path) for path in committed() if path.stem in FORBIDDEN_NAMES] == []


def test_nothing_is_left_for_later() -> None:
    kinds = {".py", ".html", ".css", ".js", ".txt", ".md", ".toml", ".sh", ".svg", ".xml"}
    texts = [path for path in committed() if path.suffix in kinds and not path.name.startswith("requirements")]
    found = [short(path) for path in texts if UNFINISHED.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_hooks_only_register() -> None:
    sizes = {
        short(path): len(path.read_text().splitlines())
        for path in python_files(*APPS)
        if path.name == "wagtail_hooks.py"
    }
    assert {name: size for name, size in sizes.items() if size >= 60} == {}


def test_no_python_file_is_longer_than_three_hundred_lines_without_a_reason() -> None:
    reasons: dict[str, str] = {}
    sizes = {short(path): len(path.read_text().splitlines()) for path in python_files(*APPS, "site", "bin", "bench")}
    assert {name: size for name, size in sizes.items() if size > 300 and name not in reasons} == {}


def test_no_machine_path_and_no_index_address_is_committed() -> None:
    # In pieces, so that this file does not find itself.
    marks = ["/ro" + "ot/", "/wo" + "rk/", "/ho" + "me/", "pypi" + ".org", "python" + "hosted"]
    found = []
    for path in committed():
        if path.suffix in {".png", ".woff2", ".mo", ".pdf", ".ico", ".jpg", ".webp"}:
            continue
        text = path.read_text(encoding="utf-8").replace("tests/ho" + "me/", "")  # a folder of ours
        found += [f"{short(path)}: {mark}" for mark in marks if mark in text]
    assert found == []
