"""The outbox messages of accounts."""

import json

from outbox.kinds import Mail
from outbox.models import Message

from .models import SealedMail


def signing_in(message: Message) -> Mail | None:
    """A mail of allauth (code, confirmation, notice). None once its sealed content has gone."""
    sealed = SealedMail.objects.filter(pk=message.object_id).first()
    if sealed is None:
        return None
    return Mail(**json.loads(sealed.content))


def forget_sealed(message: Message) -> None:
    """After sending: the code goes."""
    SealedMail.objects.filter(pk=message.object_id).delete()
