"""The rows the portal cannot be without: two languages, a Danish front page in place of Wagtail's, the version, postcodes."""

import csv
from pathlib import Path

from django.db import migrations

DATA = Path(__file__).resolve().parent.parent / "data" / "dk-postcodes.csv"


def make(apps, schema_editor):
    Locale = apps.get_model("wagtailcore", "Locale")
    Locale.objects.get_or_create(language_code="da")
    Locale.objects.get_or_create(language_code="en")
    apps.get_model("home", "ContentVersion").objects.get_or_create(pk=1, defaults={"number": 1})
    make_front_page(apps)
    load_postcodes(apps)


def make_front_page(apps):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    HomePage = apps.get_model("home", "HomePage")
    if HomePage.objects.exists():
        return
    Page.objects.filter(pk=2).delete()  # Wagtail's welcome page
    kind, _ = ContentType.objects.get_or_create(model="homepage", app_label="home")
    front = HomePage.objects.create(
        title="Peerportalen",
        draft_title="Peerportalen",
        slug="forside",
        content_type=kind,
        path="00010001",
        depth=2,
        numchild=0,
        url_path="/forside/",
        locale=apps.get_model("wagtailcore", "Locale").objects.get(language_code="da"),
        hero_title="Find støtte hos nogen, der selv har prøvet det",
    )
    Site = apps.get_model("wagtailcore", "Site")
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", site_name="Peerportalen", root_page_id=front.pk, is_default_site=True)


def load_postcodes(apps):
    Postcode = apps.get_model("home", "Postcode")
    if Postcode.objects.exists():
        return
    regions = {"Nordjylland": "nordjylland", "Midtjylland": "midtjylland", "Syddanmark": "syddanmark", "Sjælland": "sjaelland", "Hovedstaden": "hovedstaden"}
    with DATA.open(encoding="utf-8") as lines:
        Postcode.objects.bulk_create(
            Postcode(
                first=int(row["postcode_from"]),
                last=int(row["postcode_to"]),
                town=row["town"],
                municipality=row["municipality"],
                region=regions[row["region"]],
                latitude=float(row["lat"]),
                longitude=float(row["lon"]),
            )
            for row in csv.DictReader(lines)
        )


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("wagtailcore", "0094_alter_page_locale"),
    ]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
