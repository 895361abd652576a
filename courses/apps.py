"""Peer education: catalogue, cohorts, attendance, practicum and certificates."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "courses"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import api, demo, parts, personal_data, reflection_parts, signals, training_parts

        personal_data.register_all()
        api.register()
        signals.connect()
        parts.register()
        training_parts.register()
        reflection_parts.register()
        demo.register()
