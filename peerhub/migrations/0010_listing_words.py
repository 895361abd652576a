"""The words of the groups that are in the directory already, folded for the search."""

from typing import Any

from django.db import migrations

from home.folding import fold

WORDS = ("title", "area", "about", "about_en")
AT_ONCE = 500


def forwards(apps: Any, schema_editor: Any) -> None:
    GroupListing = apps.get_model("peerhub", "GroupListing")
    waiting = []
    for row in GroupListing.objects.filter(folded=None).only("pk", *WORDS).iterator(AT_ONCE):
        row.folded = fold(" ".join(getattr(row, name) for name in WORDS))
        waiting.append(row)
        if len(waiting) == AT_ONCE:
            GroupListing.objects.bulk_update(waiting, ["folded"])
            waiting = []
    GroupListing.objects.bulk_update(waiting, ["folded"])


class Migration(migrations.Migration):
    dependencies = [("peerhub", "0009_kit")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
