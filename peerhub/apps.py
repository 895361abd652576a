"""Peer groups from the first question to the last meeting: programmes, rounds, signups, matching and group life."""

from django.apps import AppConfig


class PeerhubConfig(AppConfig):
    name = "peerhub"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import (
            api,
            demo,
            group_parts,
            group_personal_data,
            meeting_personal_data,
            personal_data,
            round_parts,
            setup_parts,
            signup_parts,
        )

        personal_data.register_all()
        group_personal_data.register_all()
        meeting_personal_data.register_all()
        signup_parts.register()
        round_parts.register()
        group_parts.register()
        setup_parts.register()
        api.register()
        demo.register()
