"""A copy of everything held about a person (GDPR art. 15 and 20): read off the registry, made by the worker."""

import base64
import io
import json
import zipfile
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Field, Model
from django.template.loader import render_to_string
from django.utils import translation

from outbox.domain.messages import queue

from .. import registry
from ..models import DataCopy, User
from .access_log import looks_at, record

KIND = "accounts.data_copy_ready"
KEPT = timedelta(hours=24)


@transaction.atomic
def ask(*, person: User, now: datetime) -> DataCopy:
    """Asks for a copy. While one is under way or waits to be fetched, a second call returns it."""
    User.objects.select_for_update().get(pk=person.pk)
    DataCopy.objects.filter(person=person, delete_at__lte=now).delete()
    copy, made = DataCopy.objects.get_or_create(person=person, defaults={"asked_at": now, "delete_at": now + KEPT})
    if made:
        record(by=person, action="copy.asked", subject=person, now=now)
    return copy


def make_due(now: datetime) -> int:
    """Makes every copy that was asked for; returns how many. A copy that stands is not made again."""
    waiting = DataCopy.objects.filter(ready_at__isnull=True).select_related("person")
    return sum(_make(copy, now=now) for copy in waiting)


@transaction.atomic
def _make(copy: DataCopy, *, now: datetime) -> bool:
    copy.content = base64.b64encode(packed(copy.person, now=now)).decode()
    copy.ready_at, copy.delete_at = now, now + KEPT
    copy.save(update_fields=["content", "ready_at", "delete_at"])
    queue(KIND, object_id=str(copy.pk), now=now, dedupe_key=f"{KIND}:{copy.pk}")
    return True


def copy_of(person: User, *, now: datetime) -> DataCopy | None:
    """The copy under way or ready, for that person alone."""
    return DataCopy.objects.filter(person=person, delete_at__gt=now).first()


@transaction.atomic
def fetch(*, person: User, now: datetime) -> bytes | None:
    """The file, once: it is deleted with this call. None when there is none ready. Of two at once, one gets it."""
    ready = DataCopy.objects.select_for_update().filter(person=person, ready_at__isnull=False, delete_at__gt=now)
    copy = ready.first()
    if copy is None:
        return None
    content = base64.b64decode(copy.content)
    if not DataCopy.objects.filter(pk=copy.pk).delete()[0]:
        return None
    record(by=person, action="copy.fetched", subject=person, now=now)
    return content


def forget(now: datetime) -> int:
    """Deletes copies that nobody fetched within KEPT; returns how many."""
    return DataCopy.objects.filter(delete_at__lte=now).delete()[0]


def packed(person: User, *, now: datetime) -> bytes:
    """The zip file: `data.json` for machines, `data.html` to read."""
    held = gathered(person)
    looks = [
        {"time": look.time, "role": look.actor_role, "action": look.action, "purpose": look.purpose}
        for look in looks_at(person)
    ]
    with translation.override(person.language):
        page = render_to_string("accounts/data_copy.html", {"held": held, "looks": looks, "now": now})
    sections = {section["label"]: section["rows"] for section in held}
    plain = {"made": now, "person": person.uuid, "data": sections, "looks": looks}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(plain, ensure_ascii=False, indent=2, default=_plain))
        archive.writestr("data.html", page)
    return target.getvalue()


def gathered(person: User) -> list[dict[str, Any]]:
    """Every field about a person in every model that holds any, by the registry; secrets stay out."""
    found = []
    for entry in registry.about_people():
        names = entry.fields_of(*registry.EXPORTED)
        rows = [_values(row, names) for row in entry.rows(person)] if entry.rows and names else []
        if rows:
            found.append({"label": entry.label, "title": entry.title, "purpose": entry.purpose, "rows": rows})
    return found


def _values(row: Model, names: list[str]) -> dict[str, Any]:
    return {name: _value(row, row._meta.get_field(name)) for name in names}


def _value(row: Model, field: Any) -> Any:
    """A field as words: the random id of another person, never a name of theirs."""
    if isinstance(field, Field) and field.related_model is User:
        other = getattr(row, field.name)
        return str(other.uuid) if other else None
    return getattr(row, field.attname)


def _plain(value: Any) -> str:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return str(value)
