"""Everything that leaves the portal: written in the transaction of the act it tells about, delivered by the worker."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "outbox"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import due
        from .domain.by_hand import reroute
        from .domain.keeping import drop_old

        due.register("outbox_drop_old", drop_old)
        due.register("outbox_reroute", reroute)
