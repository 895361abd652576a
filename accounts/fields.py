"""A text field whose value is sealed in the database and plain on the instance."""

from typing import Any

from django.db import models

from .keyring import seal, unseal
from .person_keys import is_own, seal_for, unseal_for


class Sealed(str):
    """A value as it stands in the database, not opened yet."""

    __slots__ = ()


class SealedAttribute:
    """Opens the value the first time it is read, so that listing rows opens nothing."""

    def __init__(self, field: "EncryptedTextField") -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type | None = None) -> Any:
        if instance is None:
            return self
        value = instance.__dict__.get(self.field.attname)
        if value is None and self.field.attname not in instance.__dict__:
            instance.refresh_from_db(fields=[self.field.attname])
            value = instance.__dict__[self.field.attname]
        if isinstance(value, Sealed):
            value = self.field.opened(instance, value) if value else ""
            instance.__dict__[self.field.attname] = value
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedTextField(models.TextField):
    """Text sealed at rest, bound to table, column and row. Needs a primary key that is known before saving (a uuid).

    It cannot be searched or filtered by. `values()` and friends give the sealed text. What would write past the seal
    (`update()`, `bulk_update()`, loading a fixture) raises TypeError.

    With `subject` it is sealed with the own key of the person found there: `"person"` is an attribute, `"self"` the
    instance. Once that key has gone nobody can read it, in no backup either.
    """

    def __init__(self, *args: Any, subject: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subject = subject

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | ({"subject": self.subject} if self.subject else {})

    def person(self, instance: models.Model) -> Any:
        """Whose key seals the value."""
        return instance if self.subject == "self" else getattr(instance, self.subject)

    def opened(self, instance: models.Model, sealed: str) -> str:
        """The text behind a seal of either kind. Raises SealBroken."""
        if is_own(sealed):
            return unseal_for(self.person(instance), sealed, self.place(instance))
        return unseal(sealed, self.place(instance))

    def closed(self, instance: models.Model, text: str) -> str:
        """The text sealed with the key that belongs to it."""
        if self.subject:
            return seal_for(self.person(instance), text, self.place(instance))
        return seal(text, self.place(instance))

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, SealedAttribute(self))

    def place(self, instance: models.Model) -> str:
        """Where the seal is bound to: `table.column:row`. A model whose key the database gives names another value that
        is known before saving: `sealed_as`."""
        row = getattr(instance, "sealed_as", instance.pk)
        if row is None:
            raise ValueError("An encrypted field needs a primary key that is set before saving.")
        return f"{self.model._meta.db_table}.{self.column}:{row}"

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return None if value is None else Sealed(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> str | None:
        value = model_instance.__dict__.get(self.attname)
        if value is None or isinstance(value, Sealed) or value == "":
            return value
        return Sealed(self.closed(model_instance, str(value)))

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if value and not isinstance(value, Sealed):
            raise TypeError(f"{self} is written by save() alone, which seals it.")
        return super().get_db_prep_save(value, connection)
