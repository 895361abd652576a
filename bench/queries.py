"""Counts the queries of addresses in a warm process with nothing kept of the pages. Run as a script beside manage.py:

python queries.py ADDRESS … prints JSON: address → [status, queries, bytes].
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any


def of_site(site: Any, addresses: list[str], *, session: str = "") -> dict[str, list[int]]:
    """Address → status, queries, bytes, counted in a process of its own, as who has this session. Raises RuntimeError
    with what went wrong."""
    command = [sys.executable, str(Path(__file__).resolve()), *addresses]
    variables = site.variables | {"BENCH_SESSION": session}
    done = subprocess.run(command, cwd=site.folder, env=variables, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout.strip().splitlines()[-1])


def main(addresses: list[str]) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(HTTP_HOST="127.0.0.1")
    if os.environ.get("BENCH_SESSION"):
        client.cookies[settings.SESSION_COOKIE_NAME] = os.environ["BENCH_SESSION"]
    counted = {}
    for address in addresses:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(address)
        counted[address] = [answer.status_code, len(captured), len(answer.content)]
    print(json.dumps(counted))


if __name__ == "__main__":
    main(sys.argv[1:])
