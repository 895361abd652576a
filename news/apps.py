"""What the editors tell: news, events and newsletters, on the web, by feed and by mail."""

from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "news"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import api, demo, parts

        demo.register()
        parts.register()
        api.register()
