"""Moving everything sealed to the first key of FIELD_KEYS, row by row, so that an old key can be taken out."""

from collections.abc import Iterator

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Model

from outbox.locks import lock_row

from ..adapters import MFA_PLACE
from ..fields import EncryptedTextField
from ..keyring import key_id_of, seal, unseal
from ..models import PersonKey
from ..person_keys import is_own, place_of_key

FACTOR_SECRETS = ("secret", "seed")


def present_key() -> str:
    """The id of the key that seals now."""
    return str(settings.FIELD_KEYS).split(":", 1)[0].strip()


def rotate() -> dict[str, int]:
    """Seals anew what another key sealed; returns how many by place. Each row in a transaction of its own: killed half
    way, the next call goes on with what is left, and a call with nothing left changes nothing."""
    done = {
        f"{field.model._meta.label_lower}.{field.name}": sum(_reseal(field, key) for key in _old(field))
        for field in sealed_fields()
    }
    done["accounts.personkey.wrapped"] = sum(_rewrap(key) for key in list(PersonKey.objects.all()))
    done["mfa.authenticator.data"] = sum(_reseal_factor(one) for one in list(Authenticator.objects.all()))
    return done


def sealed_fields() -> Iterator[EncryptedTextField]:
    """Every sealed field of every model."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, EncryptedTextField):
                yield field


def is_old(field: EncryptedTextField, sealed: str | None) -> bool:
    """Whether a stored text must be sealed anew: by an old key, or by the portal's where the person's own is wanted."""
    if not sealed or is_own(sealed):
        return False
    return bool(field.subject) or key_id_of(sealed) != present_key()


def _old(field: EncryptedTextField) -> list[object]:
    rows = field.model._base_manager.order_by("pk").values_list("pk", field.attname)
    return [key for key, sealed in rows.iterator() if is_old(field, sealed)]


@transaction.atomic
def _reseal(field: EncryptedTextField, key: object) -> bool:
    """Opens and seals one value on the locked row: somebody may have changed or deleted it meanwhile."""
    row: Model | None = field.model._base_manager.filter(pk=key).first()
    if row is None:
        return False
    held = lock_row(row)
    setattr(held, field.attname, getattr(held, field.attname))
    held.save(update_fields=[field.attname])
    return True


@transaction.atomic
def _rewrap(key: PersonKey) -> bool:
    held = lock_row(key)
    if key_id_of(held.wrapped) == present_key():
        return False
    place = place_of_key(held.subject)
    held.wrapped = seal(unseal(held.wrapped, place), place)
    held.save(update_fields=["wrapped"])
    return True


@transaction.atomic
def _reseal_factor(factor: Authenticator) -> bool:
    held = lock_row(factor)
    old = {name: held.data[name] for name in FACTOR_SECRETS if name in held.data}
    old = {name: value for name, value in old.items() if key_id_of(value) != present_key()}
    if not old:
        return False
    held.data = held.data | {name: seal(unseal(value, MFA_PLACE), MFA_PLACE) for name, value in old.items()}
    held.save(update_fields=["data"])
    return True
