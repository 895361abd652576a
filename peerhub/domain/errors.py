"""What a domain act may refuse with."""

from django.utils.functional import Promise


class Refused(Exception):
    """An act that cannot be done now. `message` is for the person who tried; `field` names what to mend, where one
    field is the reason."""

    def __init__(self, message: str | Promise, *, field: str | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.field = field
