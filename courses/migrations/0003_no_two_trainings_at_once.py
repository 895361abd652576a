"""No two periods of a person share a day: an exclusion constraint on PostgreSQL, triggers on SQLite.

A later migration that makes the table anew on SQLite drops its triggers; a test says so, and `forwards` makes them
again.
"""

from django.db import migrations

TABLE = "courses_guidetraining"
CLASH = f"""
SELECT 1 FROM {TABLE} WHERE person_id = NEW.person_id AND id <> NEW.id
AND start_date <= NEW.last_date AND last_date >= NEW.start_date
"""


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"ALTER TABLE {TABLE} ADD CONSTRAINT trainings_never_overlap EXCLUDE USING gist "
            "(int8range(person_id, person_id, '[]') WITH &&, daterange(start_date, last_date, '[]') WITH &&) "
            "WHERE (person_id IS NOT NULL)"
        )
        return
    for act in ("INSERT", "UPDATE"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS trainings_never_overlap_{act.lower()}")
        schema_editor.execute(
            f"CREATE TRIGGER trainings_never_overlap_{act.lower()} BEFORE {act} ON {TABLE} "
            f"WHEN NEW.person_id IS NOT NULL AND EXISTS ({CLASH}) "
            "BEGIN SELECT RAISE(ABORT, 'trainings_never_overlap'); END"
        )


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE {TABLE} DROP CONSTRAINT trainings_never_overlap")
        return
    for act in ("insert", "update"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS trainings_never_overlap_{act}")


class Migration(migrations.Migration):
    dependencies = [("courses", "0002_guide_training")]
    operations = [migrations.RunPython(forwards, backwards)]
