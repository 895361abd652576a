"""The record of processing activities as a document."""

from .. import registry

HEAD = """# Record of processing activities

Made by `manage.py records_of_processing` from the register of fields; a test tells when it is out of date. Controller:
the organisation that runs the portal. Security measures: signing in without passwords, a second factor for staff,
sealed fields, an access log, encrypted backups and deletion by date.
"""
COLUMNS = "| What | Model | Fields about somebody | Kind | Purpose | Legal basis | Recipients | Kept |"


def document() -> str:
    """The record in Markdown, one row a model that holds anything about people."""
    lines = [HEAD, COLUMNS, "| --- " * 8 + "|"]
    for entry in registry.about_people():
        fields = entry.fields_of(*registry.ABOUT_SOMEBODY)
        kinds = sorted({str(registry.KIND_WORDS[entry.kinds[name]]) for name in fields})
        cells = [entry.title, f"`{entry.label}`", ", ".join(f"`{name}`" for name in sorted(fields)), ", ".join(kinds)]
        cells += [entry.purpose, entry.basis, entry.recipients, entry.retention]
        lines.append("| " + " | ".join(str(cell) for cell in cells) + " |")
    return "\n".join(lines) + "\n"
