"""HTML in, tagged PDF out: the only room that imports WeasyPrint."""

from django.apps import AppConfig


class PdfConfig(AppConfig):
    name = "pdf"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import checks  # noqa: F401  registers the system check
