"""Lists every address with who may open it: `list_urls [--json]` (contract.md). Fails when one is not declared."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.access import addresses, undeclared


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="as JSON: route, name, example, path, access, twin")

    def handle(self, *args: Any, **options: Any) -> None:
        found = addresses()
        if options["json"]:
            self.stdout.write(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1))
        else:
            self.stdout.writelines(f"{one.path}\t{', '.join(one.access) or '-'}\t{one.name}\n" for one in found)
        if missing := undeclared():
            raise CommandError(f"nobody has said who may open: {', '.join(missing)}")
