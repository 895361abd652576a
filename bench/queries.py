"""Counts the queries of addresses in a warm process with nothing kept of the pages. Run as a script beside manage.py:

python queries.py ADDRESS … prints JSON: address → [status, queries, bytes].
"""

import json
import sys


def main(addresses: list[str]) -> None:
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(HTTP_HOST="127.0.0.1")
    counted = {}
    for address in addresses:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(address)
        counted[address] = [answer.status_code, len(captured), len(answer.content)]
    print(json.dumps(counted))


if __name__ == "__main__":
    main(sys.argv[1:])
