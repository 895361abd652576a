"""Sessions in the database, sealed: a code that allauth keeps there cannot be read off a table or a backup."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from .keyring import SealBroken, seal, unseal

PLACE = "django_session.session_data"


class SessionStore(DatabaseStore):
    """Django's own store; what it writes is sealed. A session that cannot be opened is an empty one."""

    def encode(self, session_dict: dict[str, Any]) -> str:
        return seal(super().encode(session_dict), PLACE)

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        try:
            return super().decode(unseal(str(session_data), PLACE))
        except SealBroken:
            return {}
