"""Which of the groups that stand in the directory have room, and which scheme's rounds lead into the others."""

from typing import Any

from django.db import migrations
from django.db.models import Count, F, OuterRef, Q, Subquery

SEATED = ("invited", "accepted")


def forwards(apps: Any, schema_editor: Any) -> None:
    rows = apps.get_model("peerhub", "GroupListing").objects
    groups = apps.get_model("peerhub", "PeerGroup").objects
    seated = Count("memberships", filter=Q(memberships__state__in=SEATED))
    free = groups.filter(round=None, state="active").annotate(seated=seated).filter(seated__lt=F("max_size"))
    rows.filter(has_place=None, group__in=free.values("pk")).update(has_place=True)
    rows.filter(has_place=None).update(has_place=False)
    scheme = groups.filter(pk=OuterRef("group")).values("programme")
    rows.filter(rounds_of=None, group__round__isnull=False).update(rounds_of=Subquery(scheme))


class Migration(migrations.Migration):
    dependencies = [("peerhub", "0015_listed_with_room")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
