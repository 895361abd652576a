"""References that can be read aloud."""

import re
import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no letter that reads like another
REFERENCE = re.compile(rf"T-[{ALPHABET}]{{8}}")


def new_reference() -> str:
    """A reference of a signup: `T-7K2MPQ9X`."""
    return "T-" + "".join(secrets.choice(ALPHABET) for _ in range(8))
