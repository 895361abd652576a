"""Which of the groups that are shown already may stand in the list: those that have not ended."""

from typing import Any

from django.db import migrations

LISTED = ("forming", "active", "continuing")


def forwards(apps: Any, schema_editor: Any) -> None:
    rows = apps.get_model("peerhub", "GroupListing").objects.filter(is_listed=None)
    groups = apps.get_model("peerhub", "PeerGroup").objects.filter(state__in=LISTED)
    rows.filter(is_shown=True, group__in=groups.values("pk")).update(is_listed=True)
    rows.update(is_listed=False)


class Migration(migrations.Migration):
    dependencies = [("peerhub", "0011_listed")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
