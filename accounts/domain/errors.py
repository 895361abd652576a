"""What a domain act of accounts may refuse with."""

from django.utils.functional import Promise


class Refused(Exception):
    """An act that cannot be done now. `message` is for the person who tried; views show it."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(str(message))
        self.message = message
