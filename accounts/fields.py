"""A text field whose value is sealed in the database and plain on the instance."""

from typing import Any

from django.db import models

from .keyring import seal, unseal


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
            value = unseal(value, self.field.place(instance)) if value else ""
            instance.__dict__[self.field.attname] = value
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedTextField(models.TextField):
    """Text sealed at rest, bound to table, column and row. Needs a primary key that is known before saving (a uuid).

    It cannot be searched or filtered by. `values()` and friends give the sealed text. What would write past the seal
    (`update()`, `bulk_update()`, loading a fixture) raises TypeError.
    """

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
        return Sealed(seal(str(value), self.place(model_instance)))

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if value and not isinstance(value, Sealed):
            raise TypeError(f"{self} is written by save() alone, which seals it.")
        return super().get_db_prep_save(value, connection)
