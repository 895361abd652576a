"""The Nu checker on every public address of the sitemap; it needs Java and comes from npm (vnu-jar)."""
# ruff: noqa: S603, S607 - starts Java and npm by their names

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.fixtures.sites import DemoSite

from ..project.sources import ROOT

pytestmark = pytest.mark.soak

MORE = ["/soeg/?q=gruppe", "/findes-ikke/", "/konto/login/", "/udvikling/komponenter/", "/en/soeg/?q=group"]
# What the checker does not know yet, one by one.
FALSE_ALARMS: tuple[str, ...] = ()


@pytest.fixture(scope="module")
def checker() -> Path:
    """The checker's jar, fetched once into var/."""
    if shutil.which("java") is None or shutil.which("npm") is None:
        pytest.skip("Java and npm are needed for the Nu checker")
    folder = ROOT / "var" / "vnu"
    folder.mkdir(parents=True, exist_ok=True)
    found = sorted(folder.rglob("vnu.jar"))
    if not found:
        done = subprocess.run(["npm", "install", "--silent", "--prefix", str(folder), "vnu-jar"], check=False)
        found = sorted(folder.rglob("vnu.jar"))
        if done.returncode or not found:
            pytest.skip("npm could not fetch vnu-jar")
    return found[0]


def test_every_public_page_is_valid_html(checker: Path, demo_site: DemoSite, tmp_path: Path) -> None:
    listed = re.findall(r"<loc>[a-z]+://[^/]+([^<]*)</loc>", demo_site.get("/sitemap.xml").text)
    assert len(listed) > 20
    paths = [*listed, *MORE]
    for number, path in enumerate(paths):
        (tmp_path / f"{number}.html").write_bytes(demo_site.get(path).body)
    command = ["java", "-jar", str(checker), "--format", "json", "--errors-only", "--skip-non-html", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    messages = json.loads(done.stderr or done.stdout)["messages"]
    errors = [
        f"{paths[int(Path(one['url']).stem)]}: {one['message']} (line {one.get('lastLine')})"
        for one in messages
        if one["type"] == "error" and not any(known in one["message"] for known in FALSE_ALARMS)
    ]
    assert errors == []
