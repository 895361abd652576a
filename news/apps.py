"""What the editors tell: news articles, their index and feeds."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    name = "news"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from home import search

        from . import demo, personal_data

        demo.register()
        personal_data.register_all()
        search.PAGE_KINDS["news"] = _("News")
